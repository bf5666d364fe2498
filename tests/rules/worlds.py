"""Small centres written as short lines, for cases that people work out by hand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import resources
from models.domain.attendance import AttendanceTally, Code
from models.domain.facts import Complaint, Facts, Nomination, Recording
from models.domain.growth import GrowthKind, GrowthRecord
from models.domain.kpi import Indicator, Unit
from models.domain.outcomes import Evaluation, Revocation
from models.domain.people import Assignment, Employee, EmploymentType, Status
from models.domain.period import Period
from models.domain.work import SpotCheck, UnloggedDay, WorkCase, WorkFacts
from services.rules.engine import AdoptedScheme, evaluate
from services.rules.scheme import Scheme
from services.rules.scheme_text import parse

S1, S2, S3 = "outbound-rewards-and-penalties", "points-programme", "recording-awards"
S4, S5, S6, S7, S8 = "role-scorecards", "call-specialist-assessment", "ranked-bonus", "service-incentive", "traffic-centre"
S9, S10, S11, S12 = "bonus-training-honour", "library-modules", "kpi-programme", "balanced-appraisal"
_TARGETS = (
    ("monthly-service-quality", "at_most.asa", "20"),
    ("monthly-service-quality", "at_least.resolution_rate", "0.85"),
    ("quarterly-satisfaction", "at_least.csat", "4.5"),
    ("quarterly-retention", "at_most.churn", "0.03"),
    ("half-yearly-training", "at_least.training_participation", "0.8"),
)
_PRIZES = ("monthly-individual-bonus", "monthly-team-bonus", "yearly-bonus", "yearly-team-bonus")
DEFAULTS = {
    S1: {"monthly-top-performers.amount": "500"},
    S2: {},
    S3: {},
    S4: {},
    S5: {},
    S6: {f"{rule}.prizes": "1:800, 2:500, 3:300" for rule in _PRIZES},
    S7: {
        "monthly-service-reward.levels": "60:100, 75:200, 90:500",
        "quarterly-service-reward.levels": "70:500, 90:1000",
        "yearly-service-reward.levels": "80:0",
    },
    S9: {
        "performance-bonus.target.daily_volume": "100",
        "performance-bonus.base": "1000",
        "performance-bonus.shares": "[0,60) 0; [60,80) 50; [80,] 100",
        **{f"{cycle}-best-agent.prizes": "1:500, 2:300" for cycle in ("monthly", "quarterly")},
        **{f"{cycle}-best-team.prizes": "1:600" for cycle in ("monthly", "quarterly")},
        "year-end-bonus.levels": "60:1000, 80:3000",
    },
    S10: {
        "periodic-reward.base": "900",
        "periodic-reward.shares": "[0,50) 0; [50,80) 50; [80,] 100",
        "tiered-reward.levels": "60:300, 80:800",
        "course-reimbursement.limit": "2000",
        "team-contest.prizes": "1:1000",
    },
    S11: {f"{rule}{who}.{name}": value for rule, name, value in _TARGETS for who in ("", "-team")},
    S12: {
        **{f"{cycle}-appraisal.levels": "60:0, 80:0" for cycle in ("monthly", "quarterly", "yearly")},
        "quarterly-team-performance.prizes": "1:1000",
    },
    S8: {"monthly-bonus.base": "1001", "monthly-bonus.shares": "[0,60) 0; [60,80) 50; [80,90) 80; [90,] 100"},
}


def scheme(scheme_id: str, **values: str) -> Scheme:
    """A shipped scheme, with what it asks for filled in and these parameters set (`-` written `__`, `.` written `___`)."""
    text = Path(resources.path(f"schemes/{scheme_id}.toml")).read_text(encoding="utf-8")
    named = {name.replace("___", ".").replace("__", "-"): value for name, value in values.items()}
    return parse(text).with_parameters(DEFAULTS[scheme_id] | named)


def adopted(scheme_id: str, first: date = date(2026, 1, 1), values: Mapping[str, str] | None = None) -> AdoptedScheme:
    """A shipped scheme in force from `first`."""
    return AdoptedScheme(scheme(scheme_id).with_parameters(values or {}), 1, first)


def numbers(text: str) -> list[str]:
    """`0001..0010` as its ten employee numbers, or the one number."""
    first, found, last = text.partition("..")
    return [f"{n:0{len(first)}}" for n in range(int(first), int(last) + 1)] if found else [text]


def employees(lines: Iterable[str], moves: Iterable[str] = ()) -> dict[str, Employee]:
    """Agents from `0001..0010 position=outbound team=A status=probation star=4 hired=2026-10-05`; moves add `0001 2026-10-16 team=B`."""
    made: dict[str, Employee] = {}
    for line in lines:
        who, *words = line.split()
        facts = dict(word.split("=") for word in words)
        hired = date.fromisoformat(facts.pop("hired", "2020-01-01"))
        left = facts.pop("left", "")
        for number in numbers(who):
            first = _assignment(hired, Assignment(hired, "A", "outbound"), facts)
            made[number] = Employee(number, f"坐席{number}", hired, date.fromisoformat(left) if left else None, (first,))
    for line in moves:
        number, day, *words = line.split()
        old = made[number]
        new = _assignment(date.fromisoformat(day), old.assignments[-1], dict(word.split("=") for word in words))
        made[number] = Employee(number, old.name, old.hired_on, old.left_on, (*old.assignments, new))
    return made


def _assignment(day: date, old: Assignment, facts: Mapping[str, str]) -> Assignment:
    return Assignment(
        day,
        facts.get("team", old.team),
        facts.get("position", old.position),
        EmploymentType(facts.get("type", old.employment_type.value)),
        Status(facts.get("status", old.status.value)),
        facts.get("star", old.star),
    )


def readings(lines: Iterable[str]) -> dict[tuple[str, str, str], Decimal]:
    """Values from `2026-10 performance 0001:96.5 0002..0009:90`."""
    made = {}
    for line in lines:
        period, indicator, *pairs = line.split()
        for pair in pairs:
            who, _, value = pair.rpartition(":")
            made |= {(number, indicator, period): Decimal(value) for number in numbers(who)}
    return made


def tally(text: str) -> AttendanceTally:
    """Attendance from `22` (all present), `22 sick=0.5 late=2`, `22 blank=3`; the first figure is the agent's working days."""
    days, *words = text.split()
    facts = {name: Decimal(value) for name, value in (word.split("=") for word in words)}
    late, early, blank = (int(facts.pop(name, 0)) for name in ("late", "early", "blank"))
    halves = {Code(name): int(value * 2) for name, value in facts.items()}
    workdays = int(days)
    entered = workdays - blank
    halves[Code.PRESENT] = max(0, entered * 2 - sum(halves.values()))
    return AttendanceTally(
        {code: n for code, n in halves.items() if n},
        late_count=late, early_count=early, days_entered=entered, workdays=workdays, blank_workdays=blank,
    )  # fmt: skip


def attendance(lines: Iterable[str]) -> dict[tuple[str, str], AttendanceTally]:
    """Months from `2026-10 0001..0009 22 sick=0.5`."""
    made = {}
    for line in lines:
        period, who, rest = line.split(maxsplit=2)
        made |= {(number, period): tally(rest) for number in numbers(who)}
    return made


def recordings(lines: Iterable[str]) -> tuple[Recording, ...]:
    """Recordings from `R1 0001 2026-10-05 90 80 abusive`."""
    made = []
    for line in lines:
        number, who, day, *rest = line.split()
        scores = [word for word in rest if word != "abusive"]
        named = {name or f"item{index}": Decimal(value) for index, word in enumerate(scores) for name, _, value in (word.rpartition("="),)}
        made.append(Recording(number, who, date.fromisoformat(day), named, "abusive" in rest))
    return tuple(made)


def complaints(lines: Iterable[str]) -> tuple[Complaint, ...]:
    """Complaints from `C1 0001 2026-10-05 minor founded`."""
    made = (line.split() for line in lines)
    return tuple(Complaint(w[0], w[1], date.fromisoformat(w[2]), "founded" in w, w[3]) for w in made)


def nominations(lines: Iterable[str]) -> tuple[Nomination, ...]:
    """Nominations from `0001 innovation 2026-10 approved` or `team=A innovation …`."""
    made = []
    for line in lines:
        who, rule, period, *rest = line.split()
        team = who.removeprefix("team=") if who.startswith("team=") else None
        made.append(Nomination(None if team else who, team, rule, period, "事由", "approved" in rest))
    return tuple(made)


def work_case(line: str) -> WorkCase:
    """A case from `K1 0001 2026-10-01 due=2026-10-10 closed=… called=… escalated=… form=… steps=2026-10-03,2026-10-05 important`."""
    number, who, opened, *words = line.split()
    given = dict(word.split("=") for word in words if "=" in word)
    days = {name: date.fromisoformat(text) for name, text in given.items() if name != "steps"}
    steps = tuple(date.fromisoformat(day) for day in given.get("steps", "").split(",") if day)
    return WorkCase(
        number, who, date.fromisoformat(opened), days.get("due"), days.get("closed"), days.get("called"), "important" in words,
        days.get("form"), days.get("escalated"), steps,
    )  # fmt: skip


def work(case: Mapping[str, object]) -> WorkFacts:
    """Work records from `cases`, `logs` (`0001..0003 20`), `unlogged` (`0001 2026-10-12 present`), `checks`, `rest_days`, `until`."""

    def lines(name: str) -> list[list[str]]:
        found = case.get(name, [])
        assert isinstance(found, list)
        return [line.split() for line in found]

    def days(name: str) -> list[date]:
        return [date.fromisoformat(word) for words in lines(name) for word in words]

    logs = {number: int(count) for who, count in lines("logs") for number in numbers(who)}
    unlogged = [UnloggedDay(who, date.fromisoformat(day), Code(code), Code(code)) for who, day, code in lines("unlogged")]
    checks = [
        SpotCheck(number, date.fromisoformat(day), name, True, "查看")
        for who, day, *names in lines("checks")
        for number in numbers(who)
        for name in names
    ]
    return WorkFacts(
        tuple(work_case(" ".join(words)) for words in lines("cases")), logs, date(2026, 1, 1) if logs else None, tuple(unlogged),
        tuple(checks), frozenset(days("rest_days")), min(days("until"), default=date.max),
    )  # fmt: skip


def own_indicator(line: str) -> Indicator:
    """An indicator of the centre's own from `rework percent lower`."""
    code, unit, better = line.split()
    return Indicator(code, code, code, Unit(unit), better == "higher")


def growth(lines: Iterable[str]) -> tuple[GrowthRecord, ...]:
    """Growth records from `0001 training_external 2026-10-05 口语 cost=300`."""
    made = []
    for line in lines:
        who, kind, day, label, *rest = line.split()
        cost = Decimal(rest[0].removeprefix("cost=")) if rest else None
        made.append(GrowthRecord(who, GrowthKind(kind), date.fromisoformat(day), label, cost))
    return tuple(made)


def revocations(lines: Iterable[str], scheme_id: str) -> frozenset[Revocation]:
    """Revocations from `two-months-in-bottom 2026-09 0003`."""
    return frozenset(Revocation(scheme_id, *line.split()) for line in lines)


def facts(case: Mapping[str, object], scheme_id: str) -> Facts:
    """The centre that a case describes."""

    def lines(name: str) -> list[str]:
        found = case.get(name, [])
        assert isinstance(found, list)
        return found

    workdays = dict(re.split("[ =]+", line) for line in lines("workdays"))
    return Facts(
        employees(lines("agents"), lines("moves")),
        attendance(lines("attendance")),
        readings(lines("readings")),
        complaints(lines("complaints")),
        recordings(lines("recordings")),
        nominations(lines("nominations")),
        revocations(lines("revocations"), scheme_id),
        keeps_complaints=bool(case.get("keeps_complaints")),
        growth=growth(lines("growth")),
        work=work(case),
        workdays={month: int(count) for month, count in workdays.items()},
        own_indicators=tuple(own_indicator(line) for line in lines("own_indicators")),
    )


def run(case: Mapping[str, object]) -> Evaluation:
    """The evaluation of a case's month."""
    scheme_id = str(case["scheme"])
    first = date.fromisoformat(str(case.get("first", "2026-01-01")))
    values = case.get("set", {})
    assert isinstance(values, dict)
    return evaluate([adopted(scheme_id, first, values)], Period.parse(str(case["month"])), facts(case, scheme_id))
