"""Everything about one agent in one file: whole, readable, and without anybody else."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader

from models.domain.errors import EnvironmentProblem, UserError
from models.domain.ops import Op
from models.domain.rights import MissingRight, Role
from models.oplog import findings
from models.queries.people import EmployeeKey, employee_keys
from models.queries.person import references, stored_about
from services import accounts, desk
from services.exchange import exporting, person_copy, person_sheets
from services.exchange.others import Others
from services.workspace import Workspace
from tests.services import decided
from ui.cli.commands import run

PASSWORD = "Lotus-river-7"


def sheets_of(path: Path) -> dict[str, list[list[object]]]:
    with zipfile.ZipFile(path) as archive:
        book = openpyxl.load_workbook(io.BytesIO(archive.read("data.xlsx")))
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}


def words_of(path: Path) -> str:
    """All that can be read in the file: cells, JSON, papers, names of files."""
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        readers = [PdfReader(io.BytesIO(archive.read(name))) for name in names if name.endswith(".pdf")]
        papers = [page.extract_text() for reader in readers for page in reader.pages]
        plain = [archive.read(name).decode("utf-8-sig") for name in names if name.endswith((".json", ".txt")) and name != "manifest.json"]
    cells = [str(cell) for rows in sheets_of(path).values() for row in rows for cell in row]
    return "\n".join([*names, *plain, *cells, *papers])


@pytest.mark.parametrize("number", ["0001", "0004", "0029"])
def test_nobody_else_is_named_anywhere_in_the_file(sample: Workspace, tmp_path: Path, number: str) -> None:
    path = tmp_path / "copy.zip"
    person_copy.export(sample, employee_no=number, path=path)
    read = words_of(path)
    with sample.store.read() as tx:
        everybody = employee_keys(tx)
    own = next(person for person in everybody if person.employee_no == number)
    assert own.name in read
    assert number in read
    others = [person for person in everybody if person.employee_no != number]
    assert len(others) > 30
    assert [person.name for person in others if person.name in read] == []
    assert [no for no in (person.employee_no for person in others) if re.search(rf"(?<![\w-]){no}(?![\w-])", read)] == []


def test_the_file_holds_what_the_agent_asks_for(sample: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "copy.zip"
    done = person_copy.export(sample, employee_no="0029", path=path)
    sheets = sheets_of(path)
    expected = {"人员", "任职记录", "考勤", "指标", "录音评分", "奖惩", "积分", "通知书", "申诉", "申诉经过", "文书", "更正与撤销"}
    assert expected <= set(sheets)
    assert all(len(rows) > 1 for rows in sheets.values())
    why = [str(row[-1]) for row in sheets["奖惩"][1:]]
    assert any("连续全勤 3 个月" in sentence for sentence in why), "the explanation is in plain sentences"
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
        data = json.loads(archive.read("data.json"))
        manifest = json.loads(archive.read("manifest.json"))
        assert all(hashlib.sha256(archive.read(name)).hexdigest() == digest for name, digest in manifest["sha256"].items())
        readme = archive.read("README.txt").decode("utf-8-sig")
    assert done.value.files == len(names)
    left_out = {row["number"] for row in data["document"]} - {name[len("papers/") : -len(".pdf")] for name in names}
    assert left_out
    assert left_out == set(re.findall(r"客服[辅改]〔2026〕\d+号", readme)), "what is left out is told"
    assert "冯磊（0029）的个人信息" in readme
    assert not re.search("[A-Za-z]{3,} [a-z]{3,}", readme), "one language"


def test_every_table_that_names_agents_is_in_it_and_every_export_was_thought_of(workspace: Workspace) -> None:
    decided.fill(workspace)
    naming = {model.__tablename__ for model in workspace.store.models if references(model, "employee")}
    with workspace.store.read() as tx:
        rows = stored_about(tx, workspace.store.models, 11)
    assert set(rows) <= naming | {"employee"}
    assert rows["complaint"][0]["note"] == "语气生硬"
    assert "pin_hash" not in rows["employee"][0]
    assert set(person_sheets.EXPORTED) | person_sheets.NOT_OF_ONE == set(exporting.EXPORTS)


def test_the_log_says_that_the_data_was_handed_out_each_time(workspace: Workspace, tmp_path: Path) -> None:
    decided.fill(workspace)
    desk.set_pin(workspace, employee_no="0011", pin="395172")
    for _ in range(2):
        done = person_copy.export(workspace, employee_no="0011", path=tmp_path / "copy.zip")
        assert done.changes.op is Op.EXPORT_PERSON
        assert done.changes.log_id
    with workspace.store.read() as tx:
        assert list(findings(tx.session)) == []
        noted = tx.session.connection().exec_driver_sql("SELECT note FROM operation WHERE op = 'export_person'").scalars().all()
    assert noted == ["0011 徐婷"] * 2
    assert "argon2" not in words_of(tmp_path / "copy.zip")


def test_a_file_that_cannot_be_written_is_not_noted_as_handed_out(workspace: Workspace, tmp_path: Path) -> None:
    decided.fill(workspace)
    with pytest.raises(EnvironmentProblem):
        person_copy.export(workspace, employee_no="0011", path=tmp_path / "missing" / "copy.zip")
    with pytest.raises(UserError, match="zip"):
        person_copy.export(workspace, employee_no="0011", path=tmp_path / "copy.xlsx")
    with pytest.raises(UserError, match="0500"):
        person_copy.export(workspace, employee_no="0500", path=tmp_path / "copy.zip")
    with workspace.store.read() as tx:
        assert not tx.session.connection().exec_driver_sql("SELECT count(*) FROM operation WHERE op = 'export_person'").scalar_one()
    assert list(tmp_path.glob("*.zip")) == []


@pytest.mark.parametrize("role", list(Role))
def test_only_who_decides_on_people_may_hand_data_out(workspace: Workspace, tmp_path: Path, role: Role) -> None:
    decided.fill(workspace, wage=520000)
    boss = accounts.create_first(workspace, name="王主管", password=PASSWORD).value.workspace
    if role is not Role.SUPERVISOR:
        accounts.add(boss, name="另一位", role=role, password=PASSWORD)
        boss = accounts.sign_in(boss, name="另一位", password=PASSWORD)
    path = tmp_path / "copy.zip"
    if role in (Role.READ_ONLY, Role.QUALITY_INSPECTOR):
        with pytest.raises(MissingRight):
            person_copy.export(boss, employee_no="0003", path=path)
        assert not path.exists()
    else:
        person_copy.export(boss, employee_no="0003", path=path)
        assert 5200 in sheets_of(path)["任职记录"][1]


def test_the_command_line_hands_out_and_asks_for_whom(workspace: Workspace, tmp_path: Path) -> None:
    decided.fill(workspace)
    workspace.close()
    path = tmp_path / "copy.zip"
    assert run(["export", "person", str(path), "--workspace", str(workspace.folder)]) == 3
    assert not path.exists()
    assert run(["export", "person", str(path), "--employee", "0011", "--workspace", str(workspace.folder)]) == 0
    assert "徐婷" in words_of(path)


def people_named(*pairs: tuple[str, str]) -> list[EmployeeKey]:
    return [EmployeeKey(place, number, name) for place, (number, name) in enumerate(pairs, 1)]


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("与张伟(0003)一起值班", "与※(※)一起值班"),
        ("王小明比王小高", "王小明比※高"),
        ("0003/2026-09", "※/2026-09"),
        ("2026-10-03 共 12 次,2026年", "2026-10-03 共 12 次,2026年"),
        ("由 李静 12 接手,12 李静 已知", "由 ※ 接手,※ 已知"),
        ("K-7 和 Li Na,Limit 不变", "※ 和 ※,Limit 不变"),
        ("0001 得 0003.5 分", "0001 得 0003.5 分"),
        ("安", "※"),
        ("安排 0012 号文", "安排 0012 号文"),
    ],
)
def test_names_and_numbers_of_others_are_hidden_and_figures_are_not(said: str, shown: str) -> None:
    everybody = people_named(
        ("0001", "王小明"), ("0003", "张伟"), ("12", "李静"), ("2026", "王小"), ("K-7", "Li Na"), ("0009", "安")
    )  # fmt: skip
    assert Others(everybody, everybody[0], "※").hidden(said) == shown
