"""The sample centre's work log: cases, logs and spot checks of the month that waits to be closed and of the running one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from models.domain.attendance import Code
from models.domain.period import Period

AGENTS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008")
"""Inbound agents who keep a work log."""
_SUBJECTS = ("退款未到账", "发票抬头更正", "安装预约改期", "商品破损补寄", "会员积分补登", "批量订单延误", "地址变更", "设备更换")
_EVERY_DAYS = 2
_CASE_DAYS = 3
"""A case is taken every so many days."""
_SLIPS = {3: "no_follow_up", 9: "no_call_back", 12: "late_form"}
"""What went wrong with which case of a month."""


def cases(ids: Mapping[str, int], months: Iterable[Period], today: date) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Cases, and their follow-ups: most as they should be, a few not; the latest ones are still open."""
    found: list[dict[str, Any]] = []
    steps: list[dict[str, Any]] = []
    for month in months:
        for n in range(10 if month.last < today else 9):
            opened = month.first + timedelta(days=1 + n * _CASE_DAYS)
            if opened < today:
                case, made = _case(ids, month, n, opened, today)
                found.append(case)
                steps += [{"case_number": case["number"], "day": day, "note": ""} for day in made]
    return found, steps


def _case(ids: Mapping[str, int], month: Period, n: int, opened: date, today: date) -> tuple[dict[str, Any], list[date]]:
    slip, days = _SLIPS.get(n + month.first.month % 2, ""), 3 + n % 5
    closed = opened + timedelta(days=days)
    is_closed, important = closed < today, n % 4 == 0
    end = min(closed, today)
    followed = [opened + timedelta(days=step) for step in range(_EVERY_DAYS, (end - opened).days, _EVERY_DAYS)]
    called_back = closed + timedelta(days=1)
    return {
        "number": f"AL-{month.first:%Y%m}-{n + 1:02}", "employee_id": ids[AGENTS[n % len(AGENTS)]], "opened_on": opened,
        "due_on": opened + timedelta(days=days + 2), "closed_on": closed if is_closed else None,
        "called_back_on": called_back if is_closed and called_back < today and slip != "no_call_back" else None,
        "important": important, "form_raised_on": opened if important else None, "escalated_on": None,
        "note": _SUBJECTS[n % len(_SUBJECTS)],
    }, [] if slip == "no_follow_up" else followed  # fmt: skip


def logs(ids: Mapping[str, int], attendance: Iterable[Mapping[str, Any]], months: Iterable[Period], today: date) -> list[dict[str, Any]]:
    """A log for each day at work of those who keep one, but for a few forgotten."""
    keepers = {ids[number] for number in AGENTS}
    first = min(month.first for month in months)
    at_work = [
        (row["employee_id"], row["day"])
        for row in attendance
        if row["employee_id"] in keepers and first <= row["day"] < today and str(row["morning"]) in (Code.PRESENT, Code.LATE)
    ]
    return [{"employee_id": key, "day": day, "note": ""} for n, (key, day) in enumerate(at_work, 1) if n % 61]


def spot_checks(ids: Mapping[str, int], today: date, by: str) -> list[dict[str, Any]]:
    """Some of last week's checks, each with its remark."""
    week = today - timedelta(days=today.weekday() + 5)
    told = (
        ("0001", "work_log", True, "填写完整，事件记录清楚。"), ("0001", "required_actions", True, "规范用语到位。"),
        ("0002", "work_log", True, "跟进记录及时。"), ("0003", "attendance", True, "与打卡记录一致。"),
        ("0004", "required_actions", False, "两通电话未报工号，已当面指导。"), ("0005", "work_log", False, "漏记一件转办事项，已补记。"),
    )  # fmt: skip
    return [
        {"employee_id": ids[number], "day": week, "looked_at": looked_at, "passed": passed, "remark": remark, "checked_by": by}
        for number, looked_at, passed, remark in told
    ]
