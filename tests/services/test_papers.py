"""The register: numbers without gaps whatever happens, files that heal themselves, codes that tell."""

from __future__ import annotations

import hashlib
import io
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdf
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from models.domain.errors import Cancelled, DamageFound, UserError
from models.domain.ops import Op
from models.domain.papers import PaperStatus, Series
from models.store import Tx
from services import documents, papers, settings
from services.documents.facts import Centre, CertificateFacts
from services.paper_facts import from_plain, to_plain
from services.papers import Owner
from services.verify import verify
from services.workspace import Workspace, create_workspace
from tests.services import decided


class StopAfter:
    """Cancels when that many units are done."""

    def __init__(self, units: int) -> None:
        self.units = units

    def step(self, done: int, total: int) -> None:
        if done >= self.units:
            raise Cancelled


def certificate(name: str, year: int = 2026) -> CertificateFacts:
    """A small certificate."""
    return CertificateFacts(
        language="zh",
        number="",
        issued_on=date(year, 3, 5),
        centre=Centre(name="测试中心"),
        check_code="",
        recipient=name,
        body="表现突出。",
    )


def issue(workspace: Workspace, names: list[tuple[Series, int]], fails: bool = False) -> None:
    """Number one paper per pair in one transaction, which fails at its end when wanted."""

    def work(tx: Tx) -> None:
        for series, year in names:
            papers.allocate(tx, workspace, series, certificate("甲", year), Owner())
        if fails:
            raise UserError("stop")

    workspace.store.transact(Op.ISSUE_DOCUMENT, work, who="test")


@hypothesis_settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(st.lists(st.tuples(st.sampled_from(list(Series)), st.sampled_from([2026, 2027])), max_size=4), st.booleans()), max_size=6
    )
)
def test_numbers_have_no_gaps_whatever_fails(
    tmp_path_factory: pytest.TempPathFactory, batches: list[tuple[list[tuple[Series, int]], bool]]
) -> None:
    workspace = create_workspace(tmp_path_factory.mktemp("centre") / "w", name="测试中心")
    try:
        for names, fails in batches:
            if fails:
                with pytest.raises(UserError):
                    issue(workspace, names, fails=True)
            else:
                issue(workspace, names)
        wanted = [pair for names, fails in batches if not fails for pair in names]
        with workspace.store.read() as tx:
            rows = papers.queries.documents(tx)
        for series, year in set(wanted):
            serials = [row.serial for row in rows if (row.kind, row.year) == (series, year)]
            assert serials == list(range(1, wanted.count((series, year)) + 1))
        assert len({row.number for row in rows}) == len(rows) == len(wanted)
    finally:
        workspace.close()


def test_facts_come_back_from_json_as_they_were(workspace: Workspace) -> None:
    facts = replace(certificate("王㛃"), centre=Centre(name="测试中心", letterhead=("杭州",), logo=b"picture"))
    plain = json.loads(json.dumps(to_plain(facts)))
    assert plain["centre"]["logo"] == hashlib.sha256(b"picture").hexdigest()
    assert from_plain(plain, {plain["centre"]["logo"]: b"picture"}.get) == facts
    decided.publish_all(workspace)
    with workspace.store.read() as tx:
        rows = papers.queries.documents(tx)
    for row in rows:
        stored = from_plain(row.facts, lambda sha256: None)
        assert to_plain(stored) | {"outcomes": row.facts["outcomes"]} == row.facts


def test_a_crash_between_number_and_file_heals_itself(workspace: Workspace) -> None:
    decided.publish_all(workspace)
    with pytest.raises(Cancelled):
        papers.draw_pending(workspace, StopAfter(3))
    drawn = [paper for paper in papers.register(workspace) if paper.is_drawn]
    assert len(drawn) == 3
    assert papers.draw_pending(workspace) == 5
    assert papers.draw_pending(workspace) == 0
    path = workspace.folder / "documents" / "2026" / "KF-RY-2026-0001.pdf"
    before = path.read_bytes()
    path.unlink()
    assert papers.draw_pending(workspace) == 1
    assert path.read_bytes() == before


def test_a_changed_file_is_found(workspace: Workspace) -> None:
    decided.publish_all(workspace)
    papers.draw_pending(workspace)
    paper = papers.register(workspace, series=Series.CERTIFICATE)[0]
    (workspace.folder / "documents" / "2026" / f"{paper.number}.pdf").write_bytes(b"%PDF-1.4 changed")
    with pytest.raises(DamageFound):
        papers.pdf_bytes(workspace, id=paper.id)


def test_the_first_print_is_the_issued_paper_later_ones_are_marked_but_for_certificates(workspace: Workspace) -> None:
    decided.publish_all(workspace)
    papers.draw_pending(workspace)
    notice = papers.register(workspace, series=Series.PENALTY)[0]
    first = papers.reprint(workspace, id=notice.id)
    second = papers.reprint(workspace, id=notice.id)
    assert first == papers.pdf_bytes(workspace, id=notice.id)
    assert second != first
    assert papers.register(workspace, series=Series.PENALTY)[0].prints == 2
    honour = papers.register(workspace, series=Series.CERTIFICATE)[0]
    assert papers.reprint(workspace, id=honour.id) == papers.reprint(workspace, id=honour.id)


def test_a_void_paper_keeps_its_number_and_stays_readable(workspace: Workspace) -> None:
    decided.publish_all(workspace)
    paper = papers.register(workspace, series=Series.CERTIFICATE)[0]
    with pytest.raises(UserError):
        papers.void(workspace, id=paper.id, reason="")
    papers.void(workspace, id=paper.id, reason="打印污损")
    with pytest.raises(UserError, match="void already"):
        papers.void(workspace, id=paper.id, reason="再次")
    again = papers.register(workspace, series=Series.CERTIFICATE)[0]
    assert (again.number, again.status, again.void_reason) == (paper.number, PaperStatus.VOID, "打印污损")
    assert papers.pdf_bytes(workspace, id=paper.id).startswith(b"%PDF")
    issue(workspace, [(Series.CERTIFICATE, 2026)])
    assert papers.register(workspace, series=Series.CERTIFICATE)[-1].number == "KF-RY-2026-0003"


def test_a_void_paper_is_stamped_wherever_it_is_seen_and_its_stored_file_stays_as_it_is(workspace: Workspace, tmp_path: Path) -> None:
    decided.publish_all(workspace)
    papers.draw_pending(workspace)
    paper = papers.register(workspace, series=Series.PENALTY)[0]
    (file,) = (workspace.folder / "documents" / "2026").glob(f"{papers.file_name(paper.number)}.pdf")
    before = papers.pdf_bytes(workspace, id=paper.id)
    papers.void(workspace, id=paper.id, reason="打印污损")
    papers.export_documents(workspace, month=decided.OCTOBER, folder=tmp_path)
    for shown in (
        papers.pdf_bytes(workspace, id=paper.id), papers.reprint(workspace, id=paper.id), papers.reprint(workspace, id=paper.id),
        papers.collected(workspace, ids=[paper.id]), (tmp_path / file.name).read_bytes(),
    ):  # fmt: skip
        assert all("作废" in page.extract_text() for page in pypdf.PdfReader(io.BytesIO(shown)).pages)
    assert "作废" not in pypdf.PdfReader(io.BytesIO(before)).pages[0].extract_text()
    assert file.read_bytes() == before
    assert papers.verify_code(workspace, number=paper.number, code=paper.check_code).matches
    assert verify(workspace) == ()


def test_a_check_code_tells_the_issued_paper_from_an_invented_one(workspace: Workspace) -> None:
    decided.publish_all(workspace)
    paper = papers.register(workspace)[0]
    assert papers.verify_code(workspace, number=paper.number, code=paper.check_code.lower().replace("-", " ")).matches
    assert not papers.verify_code(workspace, number=paper.number, code="AAAA-AAAA").matches
    assert not papers.verify_code(workspace, number="KF-RY-2026-9999", code=paper.check_code).found


def test_a_number_is_found_however_its_brackets_are_typed(workspace: Workspace) -> None:
    decided.publish_all(workspace)
    paper = papers.register(workspace, series=Series.PENALTY)[0]
    assert "〔2026〕" in paper.number
    for left, right in ("[]", "()", "（）", "【】", "［］"):
        typed = paper.number.replace("〔", f" {left}").replace("〕", f"{right} ")
        assert papers.verify_code(workspace, number=typed, code=paper.check_code).matches
    honour = papers.register(workspace, series=Series.CERTIFICATE)[0]
    assert papers.verify_code(workspace, number=honour.number.lower(), code=honour.check_code).matches
    assert not papers.verify_code(workspace, number=honour.number.replace("2026", "2027"), code=honour.check_code).found
    assert not papers.verify_code(workspace, number="  ", code=honour.check_code).found


def test_figures_that_look_like_letters_are_read_as_these(workspace: Workspace) -> None:
    decided.publish_all(workspace)
    for paper in papers.register(workspace):
        misread = paper.check_code.translate(str.maketrans("OIB", "018"))
        assert papers.verify_code(workspace, number=paper.number, code=misread).matches


def test_the_check_code_hangs_on_every_word() -> None:
    facts = replace(certificate("王小明"), number="KF-1")
    assert papers.check_code(facts) == papers.check_code(replace(facts, check_code="X", is_reprint=True))
    assert papers.check_code(facts) != papers.check_code(replace(facts, recipient="王小名"))


def test_two_series_with_the_same_pattern_are_refused_at_the_second_number(workspace: Workspace) -> None:
    settings.change(workspace, values={"number_reward": "N-{year}-{serial}", "number_public": "N-{year}-{serial}"})
    issue(workspace, [(Series.REWARD, 2026)])
    with pytest.raises(UserError, match="taken already"):
        issue(workspace, [(Series.PUBLIC, 2026)])


def test_many_papers_make_one_file_and_can_be_cancelled(workspace: Workspace) -> None:
    decided.publish_all(workspace)
    ids = [paper.id for paper in papers.register(workspace)]
    together = pypdf.PdfReader(io.BytesIO(papers.collected(workspace, ids=ids)))
    assert [item.title for item in together.outline] == [paper.number for paper in papers.register(workspace)]
    with pytest.raises(Cancelled):
        papers.collected(workspace, ids=ids, progress=StopAfter(2))


def test_a_batch_shows_papers_as_they_were_issued(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    decided.publish_all(workspace)
    papers.draw_pending(workspace)
    ids = [paper.id for paper in papers.register(workspace)]

    def drawn_otherwise(_facts: object) -> bytes:
        raise AssertionError("a later program draws it otherwise")

    monkeypatch.setattr(documents, "render", drawn_otherwise)
    assert len(pypdf.PdfReader(io.BytesIO(papers.collected(workspace, ids=ids))).pages) >= len(ids)


def test_the_month_is_exported_as_single_files(workspace: Workspace, tmp_path: Path) -> None:
    decided.publish_all(workspace)
    assert papers.export_documents(workspace, month=decided.OCTOBER, folder=tmp_path / "out") == 8
    assert len(list((tmp_path / "out").glob("*.pdf"))) == 8


def test_a_character_without_glyph_is_named(workspace: Workspace) -> None:
    facts = certificate("王\U000323af")
    assert papers.missing_glyphs(facts) == ("\U000323af",)
    (warning,) = papers.glyph_warnings([("KF-1", facts)])
    assert warning.facts["characters"] == "\U000323af"
