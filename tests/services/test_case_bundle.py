"""The case file: everything in it, in order, numbered and bookmarked; unreadable exhibits are named, never fatal."""

from __future__ import annotations

import io
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter

from models.domain.errors import UserError
from models.domain.outcomes import OutcomeKind
from services import appeals, case_bundle, notices, outcomes, papers, scheme_proofs, schemes
from services.workspace import Workspace
from tests.services import appealed, decided
from tests.services.appealed import AGENT, REVIEWER, at

ISSUED = date(2026, 10, 12)


def _pdf(folder: Path, name: str, pages: int, password: str = "") -> Path:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(300, 400)
    if password:
        writer.encrypt(password)
    writer.write(folder / name)
    return folder / name


def _picture(folder: Path) -> Path:
    Image.new("RGB", (1600, 900), (40, 90, 140)).save(folder / "监控截图.png")
    return folder / "监控截图.png"


@pytest.fixture
def penalty(workspace: Workspace, tmp_path: Path) -> int:
    """A serious warning with five kinds of evidence, published, received, appealed against and upheld."""
    decided.fill(workspace)
    (tmp_path / "记录.txt").write_text("10:05 离开工位\n10:40 返回\n", encoding="gb18030")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7\nnot a pdf at all")
    (tmp_path / "call.wav").write_bytes(b"RIFF....WAVE")
    proofs = [_picture(tmp_path), _pdf(tmp_path, "报告.pdf", 2), tmp_path / "记录.txt", tmp_path / "broken.pdf", tmp_path / "call.wav",
              _pdf(tmp_path, "locked.pdf", 1, "secret")]  # fmt: skip
    there = at(workspace, ISSUED)
    id = outcomes.record_by_hand(
        there, month=decided.OCTOBER, scheme_id=decided.S1, rule="misconduct", employee_no=AGENT, kind=OutcomeKind.PENALTY,
        amount=Decimal(300), level="serious_warning", facts="工作时间处理私事", evidence_paths=proofs,
    ).value  # fmt: skip
    outcomes.confirm(there, ids=[id])
    outcomes.publish(there, month=decided.OCTOBER, ids=[id])
    (notice,) = [view for view in notices.notices(there) if view.outcome_id == id]
    notices.sign(there, number=notice.number, on=ISSUED, refused=True, witness="刘洋", delivery="当面")
    case = appealed.file(there, notice.number, datetime(2026, 10, 13, 10), evidence=[_pdf(tmp_path, "回访单.pdf", 1)]).case
    appeals.accept(there, case=case)
    appeals.assign(there, case=case, reviewer=REVIEWER)
    appeals.note(there, case=case, text="听取了当事人意见")
    appeals.decide(there, case=case, by=REVIEWER, decision="uphold", reason="事实清楚，依据充分", at=datetime(2026, 10, 15, 10))
    papers.draw_pending(there)
    return id


def _texts(content: bytes) -> list[str]:
    return ["".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages]


def test_the_file_holds_everything_and_its_contents_name_the_right_pages(workspace: Workspace, penalty: int) -> None:
    content = case_bundle.bundle(at(workspace, date(2026, 10, 20)), outcome_id=penalty)
    reader, pages = PdfReader(io.BytesIO(content)), _texts(content)
    whole = "".join(pages)
    for words in ("张伟", "工作时间处理私事", "拒绝签收", "刘洋", "听取了当事人意见", "事实清楚", "当时在处理客户回访", "离开工位"):
        assert words in whole, words
    titles = [entry.title for entry in reader.outline]
    assert len([title for title in titles if title.startswith("证据")]) == 7
    assert titles[0] == "案卷"
    assert titles[-1] == "操作日志"
    for entry in reader.outline[1:]:
        first = reader.get_destination_page_number(entry)
        assert "".join(entry.title.split())[:3] in pages[first]
        assert f"{''.join(entry.title.split())}{first + 1}" in "".join(pages[:2])
    for number, page in enumerate(pages, start=1):
        assert f"第{number}页/共{len(pages)}页" in page


def test_earlier_steps_stand_with_their_expiry(workspace: Workspace, penalty: int, tmp_path: Path) -> None:
    issued = date(2026, 10, 26)
    appealed.penalise(workspace, tmp_path, issued=issued, received=issued)
    (later,) = [view for view in outcomes.outcomes_of(workspace, month=decided.OCTOBER) if view.by_hand and view.id != penalty]
    assert later.id
    assert "严重警告（不良行为），有效期至2027-10-11" in "".join(_texts(case_bundle.bundle(workspace, outcome_id=later.id)))
    assert "2027-10-25" not in "".join(_texts(case_bundle.bundle(workspace, outcome_id=penalty)))


def test_the_same_case_gives_the_same_file(workspace: Workspace, penalty: int) -> None:
    there = at(workspace, date(2026, 10, 20))
    assert case_bundle.bundle(there, outcome_id=penalty) == case_bundle.bundle(there, outcome_id=penalty)


def test_what_cannot_be_printed_is_named_with_its_check_sum(workspace: Workspace, penalty: int) -> None:
    whole = "".join(_texts(case_bundle.bundle(workspace, outcome_id=penalty)))
    assert whole.count("不能打印") == 3
    kept = sorted((workspace.folder / "attachments").iterdir())[0]
    assert kept.name in whole
    kept.write_bytes(b"changed")
    assert "被改动" in "".join(_texts(case_bundle.bundle(workspace, outcome_id=penalty)))


def test_it_speaks_english_too(workspace: Workspace, penalty: int) -> None:
    whole = "".join(_texts(case_bundle.bundle(workspace.speaking("en"), outcome_id=penalty)))
    for words in ("Casefile", "Chronology", "Operationlog", "Exhibit1"):
        assert words in whole


def test_only_penalties_have_a_case_file(workspace: Workspace) -> None:
    decided.close(workspace)
    award = next(view for view in outcomes.outcomes_of(workspace, month=decided.OCTOBER) if view.kind is OutcomeKind.AWARD)
    assert award.id
    with pytest.raises(UserError):
        case_bundle.bundle(workspace, outcome_id=award.id)


def test_it_shows_how_the_rule_was_made_known_and_how_both_clocks_were_counted(workspace: Workspace, penalty: int, tmp_path: Path) -> None:
    version = next(version for version in schemes.versions(workspace) if version.scheme.id == decided.S1)
    (tmp_path / "签阅名单.txt").write_text("张伟 2026-08-21", encoding="utf-8")
    scheme_proofs.add_proof(workspace, version_id=version.id, step="signed", path=tmp_path / "签阅名单.txt")
    scheme_proofs.note_read(workspace, version_id=version.id, employee_nos=[AGENT], signed_on=date(2026, 8, 21), how="list")
    whole = "".join(_texts(case_bundle.bundle(at(workspace, date(2026, 10, 20)), outcome_id=penalty)))
    for words in (
        "向员工公示2026-08-20", "员工签阅2026-08-21证据8：签阅名单.txt", "签阅《外呼中心奖罚制度》第1版张伟",
        "证据1：监控截图.png、证据2：报告.pdf",
        "第5个工作日为2026-10-19。申诉于2026-10-1310:00提交，在期限内", "2026-10-17星期六–",
        "第15个工作日为2026-11-03。2026-10-15作出决定，在期限内",
        "听取意见记录", f"指派复核人{REVIEWER}", "见证人刘洋", "由人工登记",
    ):  # fmt: skip
        assert words in whole, words


def test_an_english_file_names_no_ids(workspace: Workspace, penalty: int) -> None:
    whole = "".join(_texts(case_bundle.bundle(workspace.speaking("en"), outcome_id=penalty)))
    for raw in ("004#", "by_hand", "under_review", "serious_warning", 'misconduct"'):
        assert raw not in whole
