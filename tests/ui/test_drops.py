"""Files let go over the window: the right wizard opens, one after the other; what cannot be taken is said kindly."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from models.domain.rights import Role, User
from services.exchange import importing
from services.exchange.guess import guess_kinds
from services.workspace import Workspace
from tests.services.grid_world import OCTOBER, hire
from ui.kit.import_wizard import ImportWizard
from ui.kit.preferences import Preferences
from ui.kit.tasks import InlineTasks
from ui.shell.app import Shell
from ui.shell.drops import AskKind

TABLES = {
    "roster": "工号,姓名,班组,岗位,入职日期\n0009,孙八,一组,呼入,2026-10-08\n",
    "attendance": "工号,姓名," + ",".join(map(str, range(1, 32))) + "\n0001,张三" + ",休" * 7 + ",√" * 24 + "\n",
    "punches": "工号,打卡时间\n0001,2026-10-12 08:55:00\n0001,2026-10-12 18:03:00\n",
    "kpi": "工号,姓名,质检得分,接通率\n0001,张三,95,92%\n",
    "complaints": "投诉编号,工号,日期,属实,等级,说明\nT1,0001,2026-10-12,是,一般,态度\n",
    "clock_numbers": "考勤号,工号\n17,0001\n",
}


@pytest.fixture
def centre(workspace: Workspace) -> Workspace:
    hire(workspace)
    return workspace


@pytest.fixture
def shell(qapp: QApplication, tmp_path: Path, centre: Workspace, qtbot: Any) -> Iterator[Shell]:
    preferences = Preferences(tmp_path / "ui.ini")
    preferences.put("language", "en")
    made = Shell(qapp, preferences, InlineTasks())
    qtbot.addWidget(made.window)
    made.workspace = centre.speaking("en")
    made._new_context()
    made._context.month.choose(OCTOBER)  # type: ignore[union-attr]
    made.window.attach(made._context)  # type: ignore[arg-type]
    made.window.open_page("today")
    made.window.show()
    yield made
    made.workspace = None
    made.close()
    made.deleteLater()


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str, str]]:
    """Page, kind and file of every wizard."""
    found: list[tuple[str, str, str]] = []
    monkeypatch.setattr(ImportWizard, "ask", lambda page, *, kind, path=None: found.append((page.name, kind, path.name)))
    return found


def drop(shell: Shell, *files: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPoint(300, 300), Qt.DropAction.CopyAction, data, buttons, keys)
    QApplication.sendEvent(shell.window, entering)
    assert entering.isAccepted()
    QApplication.sendEvent(shell.window, QDropEvent(QPointF(300, 300), Qt.DropAction.CopyAction, data, buttons, keys))


def written(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize("kind", TABLES)
def test_the_kind_is_told_from_the_table(centre: Workspace, tmp_path: Path, kind: str) -> None:
    found = guess_kinds(centre, path=written(tmp_path, "x.csv", TABLES[kind]), month=OCTOBER)
    assert (found[0].kind, found[0].is_sure) == (kind, True)


def test_a_clock_file_and_an_empty_centre(workspace: Workspace, tmp_path: Path) -> None:
    lines = "".join(f"        {n % 7}\t2026-10-12 08:5{n % 10}:00\t1\t0\t1\t0\n" for n in range(300))
    assert guess_kinds(workspace, path=written(tmp_path, "attlog.dat", lines), month=OCTOBER)[0].kind == "punches"
    assert guess_kinds(workspace, path=written(tmp_path, "kpi.csv", TABLES["kpi"]), month=OCTOBER)[0].kind == "kpi"


def test_several_files_open_their_wizards_in_turn(shell: Shell, opened: list[tuple[str, str, str]], tmp_path: Path) -> None:
    files = [written(tmp_path, f"{kind}.csv", TABLES[kind]) for kind in ("roster", "punches", "kpi", "complaints")]
    drop(shell, *files)
    assert opened == [
        ("roster", "roster", "roster.csv"), ("attendance", "punches", "punches.csv"), ("indicators", "kpi", "kpi.csv"),
        ("indicators", "complaints", "complaints.csv"),
    ]  # fmt: skip
    assert shell.window.drops.waiting == []


def test_a_file_that_is_no_table_is_named_and_the_next_one_goes_on(shell: Shell, opened: list[Any], tmp_path: Path) -> None:
    picture = tmp_path / "photo.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n0000")
    drop(shell, picture)
    assert "photo.png" in shell.window.page.banner.text  # type: ignore[union-attr]
    drop(shell, tmp_path, written(tmp_path, "kpi.csv", TABLES["kpi"]))
    assert [kind for _, kind, _ in opened] == ["kpi"]


def test_an_unclear_table_is_asked_about(shell: Shell, opened: list[Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, int]] = []

    def ask(*_: Any, path: Path, kinds: list[tuple[str, str]], best: str) -> str:
        asked.append((path.name, len(kinds)))
        return "" if len(asked) == 1 else "calls"

    monkeypatch.setattr(AskKind, "ask", staticmethod(ask))
    unclear = written(tmp_path, "unclear.csv", "甲,乙,丙\n1,2,3\n")
    drop(shell, unclear, unclear)
    assert asked == [("unclear.csv", len(importing.KINDS))] * 2
    assert [kind for _, kind, _ in opened] == ["calls"]


def test_without_the_right_nothing_opens_and_the_reason_is_said(shell: Shell, opened: list[Any], tmp_path: Path) -> None:
    context = shell.window.context
    assert context is not None
    roster = written(tmp_path, "roster.csv", TABLES["roster"])
    for role, words in ((Role.QUALITY_INSPECTOR, "Quality inspector"), (Role.READ_ONLY, "Read only")):
        context.workspace = replace(context.workspace, user=User(1, "Ann", role))
        drop(shell, roster)
        assert words in shell.window.page.banner.text  # type: ignore[union-attr]
    assert opened == []


def test_while_nobody_works_here_the_way_in_is_named(qapp: QApplication, tmp_path: Path, qtbot: Any, opened: list[Any]) -> None:
    preferences = Preferences(tmp_path / "ui.ini")
    preferences.put("language", "en")
    shell = Shell(qapp, preferences, InlineTasks())
    qtbot.addWidget(shell.window)
    drop(shell, written(tmp_path, "kpi.csv", TABLES["kpi"]))
    assert "sign in first" in shell.window.status.toast.text()
    assert opened == []
    shell.close()


def test_text_that_is_no_file_is_left_to_the_fields(shell: Shell) -> None:
    data = QMimeData()
    data.setText("张三")
    entering = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    entering.ignore()
    QApplication.sendEvent(shell.window, entering)
    assert not entering.isAccepted()
