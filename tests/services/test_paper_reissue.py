"""Papers issued anew in place of void ones, the register as a table, the turn of the year, a crash between number and file."""

from __future__ import annotations

import csv
import io
import os
import signal
import sys
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdf
import pytest

from models.domain.errors import UserError
from models.domain.ops import Op
from models.domain.papers import PaperStatus, Series
from models.store import Tx
from services import corrections, notices, paper_drawing, paper_reissue, papers, verify
from services.clock import FixedClock
from services.corrections import Correction
from services.exchange import exporting
from services.paper_drawing import Job
from services.papers import PaperView
from services.workspace import Workspace, create_workspace, open_workspace
from tests.services import decided
from tests.services.test_papers import certificate


def first(workspace: Workspace, series: Series) -> PaperView:
    """The first paper of a series."""
    return papers.register(workspace, series=series)[0]


def said(workspace: Workspace, paper: PaperView) -> str:
    """The words of a paper, without blanks."""
    pages = pypdf.PdfReader(io.BytesIO(papers.pdf_bytes(workspace, id=paper.id))).pages
    return "".join("".join(page.extract_text() for page in pages).split())


@pytest.mark.parametrize("series", [Series.CERTIFICATE, Series.REWARD, Series.PENALTY, Series.PUBLIC])
def test_a_void_paper_is_issued_anew_and_both_name_each_other(workspace: Workspace, series: Series) -> None:
    decided.publish_all(workspace)
    old = first(workspace, series)
    with pytest.raises(UserError, match="is not void"):
        paper_reissue.reissue(workspace, id=old.id)
    papers.void(workspace, id=old.id, reason="打印污损")
    new = paper_reissue.reissue(workspace, id=old.id).value
    assert (new.replaces, new.status, new.recipient) == (old.number, PaperStatus.ISSUED, old.recipient)
    assert first(workspace, series).replaced_by == new.number
    assert old.number in said(workspace, new)
    assert papers.verify_code(workspace, number=new.number, code=new.check_code).matches
    with pytest.raises(UserError, match="replaced by"):
        paper_reissue.reissue(workspace, id=old.id)


def test_a_notice_issued_anew_is_signed_anew(workspace: Workspace) -> None:
    decided.publish_all(workspace)
    old = first(workspace, Series.PENALTY)
    notices.sign(workspace, number=old.number, on=workspace.clock.today())
    papers.void(workspace, id=old.id, reason="打印污损")
    new = paper_reissue.reissue(workspace, id=old.id).value
    assert notices.sign(workspace, number=new.number, on=workspace.clock.today()).value.last_day_to_appeal is not None


def test_what_was_revoked_is_not_issued_anew(workspace: Workspace) -> None:
    decided.publish_all(workspace)
    star = decided.only(workspace, "monthly-service-star")
    assert star.id is not None
    corrections.correct_outcome(workspace, correction=Correction(star.id, "revoked", "data", "数据有误"))
    void = [paper for paper in papers.register(workspace, series=Series.CERTIFICATE) if paper.status is PaperStatus.VOID]
    assert void
    with pytest.raises(UserError, match="does not hold any more"):
        paper_reissue.reissue(workspace, id=void[0].id)


def test_the_register_is_a_table_with_everything_that_tells_a_paper(workspace: Workspace, tmp_path: Path) -> None:
    decided.publish_all(workspace)
    old = first(workspace, Series.CERTIFICATE)
    papers.void(workspace, id=old.id, reason="打印污损")
    new = paper_reissue.reissue(workspace, id=old.id).value
    path = tmp_path / "register.csv"
    assert exporting.export(workspace, kind="documents", path=path).rows == 9
    with path.open(encoding="utf-8-sig", newline="") as stream:
        lines = {line["编号"]: line for line in csv.DictReader(stream)}
    void, fresh = lines[old.number], lines[new.number]
    assert (void["类别"], void["状态"], void["被替代为"]) == ("荣誉证书", "作废", new.number)
    assert "打印污损" in void.values()
    assert (fresh["替代"], fresh["校验码"], fresh["姓名"]) == (old.number, new.check_code, new.recipient)
    assert exporting.export(workspace, kind="documents", path=tmp_path / "register.xlsx").rows == 9


def test_each_kind_begins_at_one_in_a_new_year(tmp_path: Path) -> None:
    workspace = create_workspace(tmp_path / "centre", name="测试中心", clock=FixedClock.on(date(2026, 12, 31)))

    def work(tx: Tx) -> list[tuple[str, int]]:
        issued = [
            papers.allocate(tx, workspace, series, certificate("甲", year), papers.Owner())
            for year in (2026, 2026, 2027, 2026, 2027)
            for series in (Series.CERTIFICATE, Series.PENALTY)
        ]
        return [(row.number, row.serial) for row in issued]

    given = dict(workspace.store.transact(Op.ISSUE_DOCUMENT, work, who="test").value)
    assert len(given) == 10
    serials = {
        series: [(p.number, given[p.number]) for p in papers.register(workspace, series=series)]
        for series in (Series.CERTIFICATE, Series.PENALTY)
    }
    for found in serials.values():
        assert [serial for _, serial in found] == [1, 2, 3, 1, 2]
        assert ["2026" in number for number, _ in found] == [True, True, True, False, False]
    workspace.close()


def test_a_qr_code_is_read_whole(workspace: Workspace) -> None:
    decided.publish_all(workspace)
    paper = first(workspace, Series.CERTIFICATE)
    with workspace.store.read() as tx:
        payload = papers.row_of(tx, paper.id).facts["qr_payload"]
    for pasted in (payload, payload.replace("\n", " "), payload.replace("\n", "\r\n"), f"  {payload}\n"):
        assert papers.verify_code(workspace, number=pasted, code="").matches
        assert papers.verify_code(workspace, number="", code=pasted).matches
    assert not papers.verify_code(workspace, number=payload.replace(paper.number, "KF-RY-2026-0002"), code="").matches


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork")
def test_a_process_killed_between_number_and_file_leaves_every_number_and_the_next_start_draws_it(tmp_path: Path) -> None:
    folder, clock = tmp_path / "centre", FixedClock.on(date(2026, 11, 2))
    workspace = create_workspace(folder, name="测试中心", clock=clock)
    decided.publish_all(workspace)
    numbers = [paper.number for paper in papers.register(workspace)]
    workspace.close()
    child = os.fork()
    if child == 0:
        _draw_until_killed(folder, clock)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    again = open_workspace(folder, clock=clock)
    try:
        left = papers.register(again)
        assert [paper.number for paper in left] == numbers
        assert not any(paper.is_drawn for paper in left)  # the digests of a batch are noted together
        assert papers.draw_pending(again) == len(numbers)
        assert all(paper.is_drawn for paper in papers.register(again))
        assert verify.verify(again) == ()
    finally:
        again.close()


def test_two_processes_draw_the_same_files_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    facts = [replace(certificate("甲"), number=f"N-{n}") for n in range(12)]
    jobs = [[Job(n, tmp_path / folder / f"{n}.pdf", paper) for n, paper in enumerate(facts)] for folder in ("one", "two")]
    alone = list(paper_drawing.draw_all(jobs[0]))
    monkeypatch.setattr(paper_drawing, "_PAYS_FROM", 2)
    monkeypatch.setattr(paper_drawing, "_CHUNK", 2)
    monkeypatch.setattr(paper_drawing, "may_fork", lambda: sys.platform == "linux")
    assert list(paper_drawing.draw_all(jobs[1])) == alone
    assert [job.path.read_bytes() for job in jobs[1]] == [job.path.read_bytes() for job in jobs[0]]
    with closing(paper_drawing.draw_all(jobs[1])) as finished:
        assert next(finished).id == 0


def _draw_until_killed(folder: Path, clock: FixedClock) -> None:
    """The child: die with the third file half written."""
    written: list[Path] = []
    whole = paper_drawing.write_paper

    def write(path: Path, content: bytes) -> None:
        written.append(path)
        if len(written) == 3:
            path.with_suffix(".part").write_bytes(content[:100])
            os.kill(os.getpid(), signal.SIGKILL)
        whole(path, content)

    try:
        paper_drawing.write_paper = write
        papers.draw_pending(open_workspace(folder, clock=clock))
    finally:
        os._exit(1)
