"""Copies: once a day, thinned by a pure function, opened and checked; restoring keeps what is there."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from models.domain.errors import EnvironmentProblem, FenmingError
from models.domain.ops import Op
from models.queries.settings import all_settings, put_setting
from models.store import DATABASE_NAME
from services import attachments, backups, papers, restoring, settings
from services.clock import FixedClock
from services.verify import verify
from services.workspace import Workspace, create_workspace, open_workspace
from tests.services import decided

DAY = date(2026, 11, 2)


def put(workspace: Workspace, value: str) -> None:
    """One edit."""
    workspace.store.transact(Op.CHANGE_SETTINGS, lambda tx: put_setting(tx, "phone", value), who="a")


def phone(workspace: Workspace) -> object:
    """The edit as stored."""
    with workspace.store.read() as tx:
        return all_settings(tx).get("phone")


def on(day: date, folder: Path) -> Workspace:
    """The workspace opened on that day."""
    return open_workspace(folder, clock=FixedClock.on(day))


def damage(path: Path) -> None:
    """Overwrite pages in the middle."""
    data = bytearray(path.read_bytes())
    data[4096 : 4096 * 40] = b"\x5a" * (4096 * 39)
    path.write_bytes(data)


def test_one_copy_a_day_and_it_holds_what_was_there(workspace: Workspace) -> None:
    put(workspace, "1")
    workspace.close()
    for day, copies in ((DAY, 1), (DAY, 1), (DAY + timedelta(days=1), 2), (DAY + timedelta(days=3), 3)):
        on(day, workspace.folder).close()
        assert len(backups.copies(workspace.folder)) == copies
    newest = backups.summaries(workspace.folder)[0]
    assert (newest.copy.made_at.date(), newest.copy.why, newest.problem) == (DAY + timedelta(days=3), "daily", "")
    assert (newest.centre, newest.agents, newest.last_closed) == ("测试中心", 0, "")


def at(day: str, hour: int = 9) -> datetime:
    """A moment of a day."""
    return datetime.fromisoformat(f"{day}T{hour:02}:00:00")


@pytest.mark.parametrize(
    ("made", "today", "gone"),
    [
        ([], "2026-11-22", []),
        ([at("2026-11-22"), at("2026-11-22", 8)], "2026-11-22", []),  # of today nothing goes
        ([at("2026-11-21"), at("2026-11-21", 8)], "2026-11-22", [at("2026-11-21", 8)]),
        ([at("2030-01-01"), at("2026-11-21")], "2026-11-22", []),  # a clock set back takes nothing
    ],
)
def test_thinning_small_cases(made: list[datetime], today: str, gone: list[datetime]) -> None:
    assert backups.superseded(made, date.fromisoformat(today)) == gone


def test_thinning_keeps_fourteen_days_eight_weeks_and_twenty_four_months() -> None:
    last = datetime(2026, 11, 22, 9)  # a Sunday
    made = [last - timedelta(days=n) for n in range(1000)]
    kept = sorted(set(made) - set(backups.superseded(made, last.date())), reverse=True)
    days = [last - timedelta(days=n) for n in range(14)]
    sundays = [last - timedelta(weeks=n) for n in range(8)]  # the newest of each week
    firsts = [datetime(2026 - n // 12, 12 - n % 12, 1, 9) for n in range(1, 24)]  # the first of the month after, one day on from its last
    assert kept == sorted({*days, *sundays, last, *(first - timedelta(days=1) for first in firsts)}, reverse=True)


def test_thinning_day_by_day_ends_with_the_same_copies() -> None:
    kept: list[datetime] = []
    for n in range(900):
        kept.append(datetime(2024, 6, 7, 9) + timedelta(days=n))
        gone = set(backups.superseded(kept, kept[-1].date()))
        kept = [moment for moment in kept if moment not in gone]
    months = {(moment.year, moment.month) for moment in kept}
    assert len(months) == 24
    assert len(kept) <= 14 + 8 + 24
    assert kept[-14:] == [kept[-1] - timedelta(days=n) for n in range(13, -1, -1)]


def test_only_daily_copies_are_thinned(workspace: Workspace) -> None:
    for n in range(60):
        moment = datetime(2026, 9, 1, 9) + timedelta(days=n)
        (workspace.folder / "backups" / f"fenming-{moment:%Y-%m-%dT%H%M%S}-daily.db").touch()
        (workspace.folder / "backups" / f"fenming-{moment:%Y-%m-%dT%H%M%S}-hand.db").touch()
    (workspace.folder / "backups" / "fenming-notes.db").touch()
    backups.thin(workspace.folder, DAY)
    left = [copy.why for copy in backups.copies(workspace.folder)]
    assert left.count("hand") == 60
    assert left.count("daily") < 25
    assert (workspace.folder / "backups" / "fenming-notes.db").exists()


def test_a_damaged_newest_copy_is_named_and_the_newest_good_one_found(workspace: Workspace) -> None:
    put(workspace, "1")
    for day in (1, 2, 3):
        backups.before(workspace.folder, datetime(2026, 10, day, 9), "daily")
    first, second, third = backups.copies(workspace.folder)
    damage(first.path)
    second.path.write_bytes(b"")
    found = backups.summaries(workspace.folder)
    assert [summary.copy for summary in found if not summary.problem] == [third]
    problems = [summary.problem for summary in found]
    assert first.path.name in problems[0]
    assert second.path.name in problems[1]
    assert problems[2] == ""


def test_restoring_brings_the_copy_and_keeps_the_present(workspace: Workspace) -> None:
    put(workspace, "then")
    copy = backups.back_up(workspace)
    put(workspace, "now")
    restored = restoring.restore(workspace, source=copy)
    assert (phone(restored.workspace), restored.problem) == ("then", None)
    assert verify(restored.workspace) == ()
    assert restored.kept is not None
    back = restoring.restore(restored.workspace, source=restored.kept)
    assert phone(back.workspace) == "now"
    back.workspace.close()


def test_a_damaged_workspace_is_restored_and_kept_as_it_is(workspace: Workspace) -> None:
    put(workspace, "then")
    copy = backups.back_up(workspace)
    workspace.close()
    damage(workspace.store.path)
    broken = workspace.store.path.read_bytes()
    kept = backups.restore(workspace.folder, source=copy, clock=workspace.clock)
    assert kept.read_bytes() == broken
    again = on(DAY, workspace.folder)
    assert phone(again) == "then"
    again.close()


def test_restoring_is_refused_while_it_is_open(workspace: Workspace) -> None:
    copy = backups.back_up(workspace)
    with pytest.raises(EnvironmentProblem):
        backups.restore(workspace.folder, source=copy, clock=workspace.clock)


@pytest.mark.parametrize("kind", ["newer", "foreign", "damaged", "text", "missing", "folder"])
def test_a_file_that_cannot_be_used_replaces_nothing(workspace: Workspace, tmp_path: Path, kind: str) -> None:
    put(workspace, "now")
    source = tmp_path / "source.db"
    if kind in ("newer", "damaged"):
        backups.back_up(workspace, target=source)
    if kind == "newer":
        with closing(sqlite3.connect(source)) as raw:
            raw.execute("UPDATE alembic_version SET version_num = '9999'")
            raw.commit()
    elif kind == "damaged":
        damage(source)
    elif kind == "foreign":
        with closing(sqlite3.connect(source)) as raw:
            raw.execute("CREATE TABLE operation (id)")
            raw.commit()
    elif kind == "text":
        source.write_text("hello")
    elif kind == "folder":
        source.mkdir()
    restored = restoring.restore(workspace, source=source)
    assert isinstance(restored.problem, FenmingError)
    assert restored.kept is None
    assert phone(restored.workspace) == "now"
    restored.workspace.close()


def test_a_backup_goes_where_it_was_asked_and_never_over_the_workspace(workspace: Workspace, tmp_path: Path) -> None:
    assert backups.back_up(workspace, target=tmp_path).parent == tmp_path
    for target in (workspace.store.path, tmp_path / "none" / "x.db"):
        with pytest.raises(FenmingError):
            backups.back_up(workspace, target=target)


def test_two_backups_in_one_second_are_both_whole(workspace: Workspace) -> None:
    first = backups.back_up(workspace)
    put(workspace, "2")
    second = backups.back_up(workspace)
    assert backups.summary(backups.copies(workspace.folder)[0]).problem == ""
    assert first.exists()
    assert second.exists()


def test_no_backup_is_left_behind_half_made(tmp_path: Path) -> None:
    workspace = create_workspace(tmp_path / "c", name="x", clock=FixedClock.on(DAY))
    (workspace.folder / DATABASE_NAME).rename(tmp_path / "elsewhere.db")
    with pytest.raises(EnvironmentProblem):
        backups.back_up(workspace)
    assert list((workspace.folder / "backups").iterdir()) == []
    workspace.close()


def test_a_copy_elsewhere_brings_papers_and_attachments_back(tmp_path: Path) -> None:
    elsewhere = tmp_path / "stick"
    elsewhere.mkdir()
    workspace = create_workspace(tmp_path / "centre", name="Centre", clock=FixedClock.on(DAY))
    decided.publish_all(workspace)
    papers.draw_pending(workspace)
    proof = tmp_path / "proof.txt"
    proof.write_text("what happened", encoding="utf-8")
    kept = attachments.keep(workspace, proof)
    copy = backups.back_up(workspace, target=elsewhere)
    workspace.close()
    for name in ("documents", "attachments"):
        shutil.rmtree(workspace.folder / name)
    backups.restore(workspace.folder, source=copy)
    again = open_workspace(workspace.folder, clock=FixedClock.on(DAY))
    assert verify(again) == ()
    assert attachments.path_of(again, kept.sha256).read_text(encoding="utf-8") == "what happened"
    assert len(list((again.folder / "documents").rglob("*.pdf"))) == 8
    again.close()


def test_a_damaged_paper_never_replaces_the_good_one_in_the_copy(tmp_path: Path) -> None:
    workspace = create_workspace(tmp_path / "centre", name="Centre", clock=FixedClock.on(DAY))
    decided.publish_all(workspace)
    papers.draw_pending(workspace)
    elsewhere = tmp_path / "stick"
    elsewhere.mkdir()
    copy = backups.back_up(workspace, target=elsewhere)
    paper = next((workspace.folder / "documents").rglob("*.pdf"))
    whole = paper.read_bytes()
    paper.write_bytes(whole[:-10])
    backups.back_up(workspace, target=elsewhere)
    workspace.close()
    backups.restore(workspace.folder, source=copy)
    assert paper.read_bytes() == whole


def test_the_second_place_gets_one_whole_copy_a_day(workspace: Workspace, tmp_path: Path) -> None:
    assert backups.second_place(workspace) is None
    place = tmp_path / "stick"
    settings.change(workspace, values={"backup_folder": str(place)})
    with pytest.raises(EnvironmentProblem, match="stick"):
        backups.second_place(workspace)
    place.mkdir()
    copy = backups.second_place(workspace)
    assert copy is not None
    assert copy.parent == place
    assert backups.second_place(workspace) is None
