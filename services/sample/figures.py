"""Attendance, indicators, recordings and other records of the sample centre, drawn from one seeded source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from models.domain.attendance import Code, DayMark
from models.domain.period import Period
from services.sample.people import SamplePerson
from services.working_days import WorkingDays

_FULL_TIMERS = 4
"""Every fourth agent or so keeps full attendance for months on end."""
_LEAVES = ((Code.PERSONAL, 8), (Code.SICK, 8), (Code.ANNUAL, 12), (Code.COMPENSATORY, 6), (Code.TRIP, 4), (Code.MARRIAGE, 1))
CRITERIA = ("服务用语", "业务准确", "沟通技巧", "问题解决")


def attendance(
    ids: dict[str, int], people: Sequence[SamplePerson], months: Iterable[Period], until: date, rng: Random
) -> list[dict[str, Any]]:
    """Rows of attendance for every employed day up to `until`."""
    calendar = WorkingDays()
    rows = []
    for month in months:
        for number, person in enumerate(people):
            careful = number % _FULL_TIMERS == 0
            for day in month.days():
                if day <= until and person.hired_on <= day and (person.left_on is None or day <= person.left_on):
                    rows.append(_row(ids[person.employee_no], day, _mark(calendar, day, careful, rng)))
    return rows


def _row(employee_id: int, day: date, mark: DayMark) -> dict[str, Any]:
    return {
        "employee_id": employee_id, "day": day, "morning": mark.morning.value, "afternoon": mark.afternoon.value,
        "late_minutes": mark.late_minutes, "early_minutes": mark.early_minutes, "overtime_hours": mark.overtime_hours, "source": "import",
    }  # fmt: skip


def _mark(calendar: WorkingDays, day: date, careful: bool, rng: Random) -> DayMark:
    if not calendar.is_working(day):
        code = Code.HOLIDAY if calendar.is_holiday(day) and day.weekday() < 5 else Code.REST
        return DayMark(code, code)
    chance = rng.random()
    if careful:
        if chance < 0.005:
            return DayMark(Code.LATE, Code.PRESENT, late_minutes=4)
        return DayMark(Code.ANNUAL, Code.ANNUAL) if chance < 0.015 else DayMark(Code.PRESENT, Code.PRESENT)
    if chance < 0.018:
        return DayMark(Code.LATE, Code.PRESENT, late_minutes=rng.choice((3, 6, 8, 12, 15, 25)))
    if chance < 0.024:
        return DayMark(Code.PRESENT, Code.EARLY, early_minutes=rng.choice((10, 20, 30)))
    if chance < 0.0252:
        return DayMark(Code.ABSENT, Code.ABSENT)
    if chance < 0.055:
        code = rng.choices([leave for leave, _ in _LEAVES], [weight for _, weight in _LEAVES])[0]
        return DayMark(code, Code.PRESENT) if rng.random() < 0.3 else DayMark(code, code)
    overtime = Decimal(rng.choice((1, 2, 3))) if rng.random() < 0.03 else Decimal(0)
    return DayMark(Code.PRESENT, Code.PRESENT, overtime_hours=overtime)


def readings(ids: dict[str, int], people: Sequence[SamplePerson], months: Iterable[Period], rng: Random) -> list[dict[str, Any]]:
    """Rows of indicator values for every agent employed in each month."""
    rows = []
    for month in months:
        for person in people:
            if person.hired_on <= month.last and (person.left_on is None or person.left_on >= month.first):
                for code, value in _values(person.ability, rng).items():
                    rows.append(
                        {
                            "employee_id": ids[person.employee_no],
                            "indicator": code,
                            "period": month.text,
                            "value": value,
                            "source": "import",
                        }
                    )
    return rows


def _values(ability: float, rng: Random) -> dict[str, Decimal]:
    form = ability + rng.gauss(0, 0.45)

    def figure(middle: float, spread: float, low: float, high: float, places: str) -> Decimal:
        value = middle + spread * form + rng.gauss(0, spread / 4)
        return Decimal(str(min(max(value, low), high))).quantize(Decimal(places))

    return {
        "performance": figure(82, 5.5, 40, 100, "0.1"),
        "csat": figure(4.4, 0.18, 1, 5, "0.01"),
        "quality": figure(88, 3.5, 50, 100, "0.1"),
        "calls_handled": figure(1180, 130, 200, 2400, "1"),
        "answer_rate": figure(0.93, 0.02, 0.5, 1, "0.001"),
        "aht": figure(245, -18, 90, 600, "1"),
        "utilisation": figure(0.59, 0.045, 0.2, 0.95, "0.001"),
        "task_completion": figure(1.55, 0.3, 0.4, 3.2, "0.01"),
        "work_discipline": Decimal(0 if rng.random() < 0.06 else 1),
    }


def recordings(
    ids: dict[str, int], people: Sequence[SamplePerson], months: Sequence[Period], until: date, rng: Random
) -> list[dict[str, Any]]:
    """About thirty scored recordings a week of people who speak with customers; one of them is abusive."""
    speakers = [p for p in people if p.position in ("inbound", "outbound")]
    rows: list[dict[str, Any]] = []
    day = months[0].first
    while day <= until:
        for _ in range(4 if day.weekday() < 5 else 0):
            person = rng.choice(speakers)
            if person.hired_on <= day and (person.left_on is None or day <= person.left_on):
                scores = {name: str(min(100, max(60, round(89 + 3 * person.ability + rng.gauss(0, 4))))) for name in CRITERIA}
                rows.append(
                    {
                        "number": f"REC-{len(rows) + 1:05}",
                        "employee_id": ids[person.employee_no],
                        "day": day,
                        "scores": scores,
                        "abusive": False,
                    }
                )
        day += timedelta(days=1)
    quarrel = next(row for row in rows if row["employee_id"] == ids["0029"] and row["day"] >= months[3].first)
    quarrel["abusive"] = True
    quarrel["scores"] = dict.fromkeys(CRITERIA, "60")
    return rows


def complaints(ids: dict[str, int], months: Sequence[Period]) -> list[dict[str, Any]]:
    """A few complaints, founded and not, of two severities."""
    told = (
        (0, 9, "0019", True, "minor", "客户反映坐席中途转接未说明原因"),
        (1, 14, "0031", False, "minor", "客户对活动规则不满，录音核实坐席解释无误"),
        (2, 6, "0016", True, "minor", "漏记客户回拨请求，客户二次来电"),
        (3, 20, "0026", True, "serious", "承诺的退款时限错误，客户升级投诉"),
        (4, 11, "0029", True, "minor", "通话中语气生硬，录音核实属实"),
        (5, 8, "0014", True, "minor", "登记地址有误导致二次派单"),
    )
    return [
        {
            "number": f"TS-{months[index].first:%Y%m}-{number:02}", "employee_id": ids[employee_no],
            "day": months[index].first + timedelta(days=offset), "founded": founded, "severity": severity, "note": note,
        }
        for number, (index, offset, employee_no, founded, severity, note) in enumerate(told, 1)
    ]  # fmt: skip


def nominations(ids: dict[str, int], months: Sequence[Period], teams: Sequence[str]) -> list[dict[str, Any]]:
    """Suggestions, team work and other contributions put forward."""
    told = (
        (0, "0007", None, "innovation", "整理高频问题快捷答复，首次解决率明显提高", True),
        (1, "0013", None, "suggestion-adopted", "建议在知识库中增加退换货流程图", True),
        (2, None, teams[0], "team-contribution", "大促期间主动支援外呼组，连续三周零投诉", True),
        (3, "0039", None, "suggestion-adopted", "优化邮件模板，减少重复往来", True),
        (4, "0028", None, "innovation", "提出外呼时段分级，接通率提高四个百分点", True),
        (5, "0010", None, "team-contribution", "带教两名新人通过上岗考核", True),
        (5, "0033", None, "activity-joined", "参加公司技能竞赛并获奖", True),
        (5, "0037", None, "innovation", "建议更换录入界面字体", False),
    )
    return [
        {
            "employee_id": ids[employee_no] if employee_no else None, "team": team, "rule": rule, "period": months[index].text,
            "reason": reason, "approved": approved,
        }
        for index, employee_no, team, rule, reason, approved in told
    ]  # fmt: skip
