"""The contract of the command line: exit codes, JSON, and the life of a penalty from notice to decided appeal."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text

from models.domain.rights import Role
from models.store import DATABASE_NAME
from services import accounts
from services.clock import SystemClock
from services.workspace import open_workspace
from tests.e2e.centre import CommandLine
from tests.e2e.test_month_end import adopt_s1, performance, roster
from ui.cli.commands import run


def test_deadline_counts_make_up_days_and_warns_beyond_the_calendar(centre: CommandLine) -> None:
    assert centre("deadline", "2026-09-30", "5").strip() == "2026-10-13"
    assert centre.errors == ""
    centre("deadline", "2026-12-30", "5")
    assert "2027" in centre.errors


def test_wrong_words_are_exit_2(centre: CommandLine) -> None:
    for words in (["close"], ["nonsense"], ["close", "2026-13"], ["import", "roster"]):
        with pytest.raises(SystemExit) as leaving:
            run(words)
        assert leaving.value.code == 2


def test_a_missing_amount_refuses_adoption_and_names_it(centre: CommandLine) -> None:
    centre("adopt", "outbound-rewards-and-penalties", "--from", "2026-10-01", expect=3)
    assert "monthly-top-performers.amount" in centre.errors


def test_a_bad_row_refuses_the_file_and_names_every_bad_row(centre: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "roster.csv"
    file.write_text("工号,姓名,入职日期\n0001,张三,2026-13-01\n0002,李四,2025-01-01\n0002,王五,明天\n", encoding="gb18030")
    document = centre.json("import", "roster", str(file), expect=3)
    assert {problem["row"] for problem in document["problems"]} >= {2, 4}
    partial = centre.json("import", "roster", str(file), "--partial")
    assert partial["added"] == 1
    assert centre.json("import", "roster", str(file), "--partial")["added"] == 0


def test_a_month_is_closed_once(centre: CommandLine) -> None:
    roster(centre, range(1, 11))
    performance(centre, "2026-09", {n: 90 - n for n in range(1, 11)})
    centre("close", "2026-09", expect=3)
    adopt_s1(centre)
    centre("close", "2026-09")
    centre("close", "2026-09", expect=3)
    assert centre.json("close", "2026-09", "--preview")["status"] == "preview"
    assert centre.json("decisions", "2026-09")["status"] == "closed"
    centre("decisions", "2026-08", expect=3)


def test_a_workspace_in_use_is_exit_5(centre: CommandLine) -> None:
    held = open_workspace(centre.place)
    try:
        centre("backup", str(centre.folder / "copy.db"), expect=5)
    finally:
        held.close()
    centre("backup", str(centre.folder / "copy.db"))
    assert (centre.folder / "copy.db").is_file()


def test_verify_finds_a_changed_byte_and_a_missing_entry(centre: CommandLine) -> None:
    roster(centre, range(1, 11))
    performance(centre, "2026-09", {n: 90 - n for n in range(1, 11)})
    adopt_s1(centre)
    centre("close", "2026-09")
    assert centre.json("verify")["ok"] is True
    database = sqlite3.connect(centre.place / DATABASE_NAME)
    database.execute("UPDATE reading SET value = '99' WHERE employee_id = 10")
    database.commit()
    found = {finding["check"] for finding in centre.json("verify", expect=4)["findings"]}
    assert {"rows", "closed_months"} <= found
    database.execute("UPDATE reading SET value = '80' WHERE employee_id = 10")
    database.execute("DELETE FROM row_change WHERE operation_id = 2")
    database.execute("DELETE FROM operation WHERE id = 2")
    database.commit()
    database.close()
    assert "operation_log" in {finding["check"] for finding in centre.json("verify", expect=4)["findings"]}


@pytest.fixture
def penalised(centre: CommandLine) -> tuple[CommandLine, str]:
    """A centre whose agent 0001 got a demerit for a serious complaint; with the number of the notice."""
    roster(centre, range(1, 3))
    centre.bring("complaints", ["投诉编号", "工号", "日期", "属实", "等级"], [["T1", "0001", "2026-09-03", "是", "serious"]])
    adopt_s1(centre)
    centre("close", "2026-09")
    centre("confirm", "2026-09")
    centre("publish", "2026-09", "--documents", str(centre.folder / "papers"))
    (notice,) = centre.json("notice", "list")["notices"]
    assert notice["employee_no"] == "0001"
    return centre, notice["number"]


def test_an_appeal_is_filed_in_time_late_and_decided(penalised: tuple[CommandLine, str]) -> None:
    centre, number = penalised
    today = SystemClock().today()
    centre("notice", "sign", number, "--on", today.isoformat())
    last = centre("deadline", today.isoformat(), "5").strip()
    late = centre("deadline", today.isoformat(), "6").strip()
    filing = ("appeal", "file", "--notice", number, "--employee", "0001", "--reason", "事实有误")
    centre(*filing, "--at", f"{late}T00:00", expect=3)
    assert last in centre.errors
    centre("appeal", "file", "--notice", number, "--employee", "0002", "--reason", "x", "--at", f"{last}T10:00", expect=3)
    filed = centre.json(*filing, "--at", f"{last}T23:59")
    assert filed["last_day_to_file"] == last
    assert filed["decide_by"] == centre("deadline", last, "15").strip()
    case = filed["case"]
    centre("appeal", "decide", case, "--by", "supervisor", "--decision", "revoke", "--reason", "x", "--at", f"{late}T10:00", expect=3)
    decided = centre.json(
        "appeal", "decide", case, "--by", "李人事", "--decision", "revoke", "--reason", "录音不符", "--at", f"{late}T10:00"
    )
    assert decided["state"] == "revoked"
    assert [line["state"] for line in centre.json("appeal", "list")["appeals"]] == ["closed"]
    (outcome,) = centre.json("decisions", "2026-09")["outcomes"]
    assert outcome["status"] == "revoked"
    assert centre.json("verify")["ok"] is True


def test_a_refused_signature_needs_a_witness(penalised: tuple[CommandLine, str]) -> None:
    centre, number = penalised
    today = SystemClock().today().isoformat()
    centre("notice", "sign", number, "--on", today, "--refused", expect=3)
    centre("notice", "sign", number, "--on", today, "--refused", "--witness", "王五")
    assert centre.json("notice", "list")["notices"][0]["refused"] is True


def test_papers_of_a_month_are_pdf_files(penalised: tuple[CommandLine, str]) -> None:
    centre, _ = penalised
    papers = list((centre.folder / "papers").glob("*.pdf"))
    assert papers
    assert all(paper.read_bytes().startswith(b"%PDF-") for paper in papers)


def test_a_backup_is_restored_and_the_present_file_is_kept(centre: CommandLine) -> None:
    roster(centre, range(1, 3))
    copy = centre.folder / "copy.db"
    centre("backup", str(copy))
    roster(centre, range(1, 6))
    kept = Path(centre("restore", str(copy)).strip())
    assert kept.is_file()
    assert len(centre("export", "roster", str(centre.folder / "out.csv"))) == 0
    assert (centre.folder / "out.csv").read_text(encoding="utf-8-sig").count("\n") == 3
    assert centre.json("verify")["ok"] is True


def test_a_truncated_database_is_reported_and_the_newest_good_backup_is_known(centre: CommandLine) -> None:
    from services import backups

    roster(centre, range(1, 3))
    database = centre.place / DATABASE_NAME
    database.write_bytes(database.read_bytes()[:5000])
    for suffix in ("-wal", "-shm"):
        database.with_name(database.name + suffix).unlink(missing_ok=True)
    assert run(["verify", "--workspace", str(centre.place)]) in (4, 5)
    assert any(not copy.problem for copy in backups.summaries(centre.place))


def test_accounts_ask_for_user_password_and_right(centre: CommandLine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    workspace = open_workspace(centre.place)
    boss = accounts.create_first(workspace, name="王主管", password="Lotus-river-7").value.workspace
    accounts.add(boss, name="访客", role=Role.READ_ONLY, password="Bamboo-hill-9")
    backup = tmp_path / "copy"
    boss.close()
    monkeypatch.setenv("FENMING_PASSWORD", "Lotus-river-7")
    centre("notice", "list", expect=3)
    assert "--user" in centre.errors
    centre("notice", "list", "--user", "王主管")
    centre("backup", str(backup), "--user", "王主管")
    adopt = ("adopt", "points-programme", "--from", "2026-09-01")
    centre(*adopt, "--user", "访客", expect=3)
    assert "密码" in centre.errors
    monkeypatch.setenv("FENMING_PASSWORD", "Bamboo-hill-9")
    centre(*adopt, "--user", "访客", expect=3)
    assert "权限" in centre.errors
    copy = next(path for path in (backup, *backup.rglob("*.db")) if path.is_file())
    centre("restore", str(copy), "--user", "访客", expect=3)
    monkeypatch.delenv("FENMING_PASSWORD")
    centre("verify", "--user", "访客", expect=3)
    assert "FENMING_PASSWORD" in centre.errors
    monkeypatch.setenv("FENMING_PASSWORD", "Lotus-river-7")
    centre(*adopt, "--user", "王主管")
    centre("restore", str(copy), "--user", "王主管")
    centre("verify", "--user", "王主管")


def test_the_package_and_the_sheet_to_sign_are_written(centre: CommandLine, tmp_path: Path) -> None:
    roster(centre, range(1, 4))
    centre("export", "package", str(tmp_path / "all.zip"))
    centre("export", "attendance_sheet", str(tmp_path / "sign.xlsx"), "--period", "2026-09")
    assert (tmp_path / "all.zip").stat().st_size > 10_000
    assert (tmp_path / "sign.xlsx").exists()
    centre("export", "package", str(tmp_path / "all.rar"), expect=3)
    centre("export", "attendance_sheet", str(tmp_path / "sign.xlsx"), expect=3)


def test_accounts_are_made_listed_and_recovered_from_the_command_line(centre: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FENMING_PASSWORD", "Lotus-river-7")
    centre("account", "add", "访客", "--role", "read_only", expect=3)
    assert "supervisor" in centre.errors
    key = centre("account", "add", "王主管", "--role", "supervisor").strip()
    assert len(key.split("-")) == 6
    centre("account", "list", expect=3)
    monkeypatch.setenv("FENMING_NEW_PASSWORD", "Bamboo-hill-9")
    centre("account", "add", "访客", "--role", "read_only", "--user", "王主管")
    listed = centre.json("account", "list", "--user", "王主管")["accounts"]
    assert [(each["name"], each["role"], each["active"]) for each in listed] == [
        ("王主管", "supervisor", True), ("访客", "read_only", True),
    ]  # fmt: skip
    centre("account", "change", "访客", "--role", "hr_reviewer", "--active", "no", "--user", "王主管")
    assert centre.json("account", "list", "--user", "王主管")["accounts"][1]["role"] == "hr_reviewer"
    centre("account", "password", "没有", "--user", "王主管", expect=3)
    monkeypatch.setenv("FENMING_NEW_PASSWORD", "Third-secret-1")
    monkeypatch.setenv("FENMING_RECOVERY_KEY", "AAAA")
    centre("account", "recover", "王主管", expect=3)
    monkeypatch.setenv("FENMING_RECOVERY_KEY", key)
    assert centre("account", "recover", "王主管").strip() != key
    monkeypatch.setenv("FENMING_PASSWORD", "Third-secret-1")
    centre("account", "password", "访客", "--user", "王主管")


def test_who_may_not_manage_accounts_is_refused(centre: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FENMING_PASSWORD", "Lotus-river-7")
    centre("account", "add", "王主管", "--role", "supervisor")
    monkeypatch.setenv("FENMING_NEW_PASSWORD", "Lotus-river-7")
    centre("account", "add", "访客", "--role", "read_only", "--user", "王主管")
    centre("account", "add", "别人", "--role", "supervisor", "--user", "访客", expect=3)
    centre("account", "password", "王主管", "--user", "访客", expect=3)


def test_wrong_passwords_of_reading_commands_are_counted_too(centre: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FENMING_PASSWORD", "Lotus-river-7")
    centre("account", "add", "王主管", "--role", "supervisor")
    monkeypatch.setenv("FENMING_PASSWORD", "a guess")
    for command in (("deadline", "2026-09-30", "5"), ("verify",)):
        centre(*command, "--user", "王主管", expect=3)
    centre("export", "roster", "roster.csv", "--user", "王主管", expect=3)
    assert "Too many wrong tries" in centre.errors or "次数过多" in centre.errors
    monkeypatch.setenv("FENMING_PASSWORD", "Lotus-river-7")
    centre("deadline", "2026-09-30", "5", "--user", "王主管", expect=3)
    opened = open_workspace(centre.place, read_only=True)
    with opened.store.read() as tx:
        tries = tx.session.execute(text("SELECT count(*) FROM operation WHERE op = 'sign_in' AND note = 'wrong try'")).scalar()
    opened.close()
    assert tries == 3


def test_the_sample_centre_has_no_accounts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FENMING_PASSWORD", raising=False)
    assert run(["demo", str(tmp_path / "demo"), "--today", "2026-11-22"]) == 0
    assert run(["account", "list", "--workspace", str(tmp_path / "demo"), "--json"]) == 0
    assert run(["notice", "list", "--workspace", str(tmp_path / "demo")]) == 0
