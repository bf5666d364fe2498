"""The work log as its page shows it: cases with what they owe, logs by day, spot checks, and what the duties would flag now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from models.domain.attendance import Code
from models.domain.errors import N_, Message
from models.domain.outcomes import OutcomeKind
from models.domain.people import Employee
from models.domain.period import Cadence, Period
from models.domain.work import UnloggedDay, WorkCase, owes_log
from models.queries import exchange as exchange_queries
from models.queries import people as people_queries
from models.queries import settings as setting_queries
from models.queries import work as queries
from models.store import Tx
from models.tables.work import WorkCaseRow
from services import closing, schemes
from services.rules.case import AdoptedScheme
from services.rules.engine import evaluate
from services.rules.kinds_work import DUTIES, after, call_back_due, is_followed, needed_checks
from services.rules.scheme import Rule, Scheme
from services.rules.sentences import criterion_sentence
from services.work_log import CaseEntry, entry_of
from services.working_days import WorkingDays
from services.workspace import Workspace

SHIPPED = "call-specialist-assessment"
"""The scheme whose figures the page shows while none with such duties is in force."""
HANDED_IN, MISSING = "√", "×"
_AHEAD = timedelta(days=120)


@dataclass(frozen=True)
class Standards:
    """The duties as they stand on a day: the version in force, or the shipped scheme while `in_force` is False."""

    adopted: AdoptedScheme
    in_force: bool

    def rule(self, kind: str) -> Rule | None:
        """The scheme's first rule of the kind."""
        return self._rules.get(kind)

    @cached_property
    def _rules(self) -> Mapping[str, Rule]:
        return {rule.kind: rule for rule in reversed(self.adopted.scheme.applied)}


@dataclass(frozen=True)
class CaseView:
    """A case with its follow-ups and what is owed: the next follow-up, the call-back; `state` in words, `tone` of the kit."""

    entry: CaseEntry
    name: str
    team: str
    steps: tuple[tuple[date, str], ...]
    next_due: date | None
    call_back_due: date | None
    state: Message
    tone: str

    @property
    def number(self) -> str:
        """The case's number."""
        return self.entry.number

    @property
    def due(self) -> date | None:
        """The day by which the next thing is due."""
        return self.call_back_due or self.next_due or self.entry.due_on


@dataclass(frozen=True)
class LogAgent:
    """An agent's logs of the month, a sign for each day: handed in, missing on a day at work, or ''."""

    employee_no: str
    name: str
    team: str
    signs: tuple[str, ...]


@dataclass(frozen=True)
class CheckView:
    """A spot check with its remark."""

    id: int
    employee_no: str
    name: str
    day: date
    looked_at: str
    passed: bool
    remark: str
    checked_by: str


@dataclass(frozen=True)
class Flagged:
    """A duty that the month would flag if it were closed now, line by line."""

    rule: str
    employee_no: str
    name: str
    lines: tuple[Message, ...]


@dataclass(frozen=True)
class CheckWeek:
    """The week's checks: how many agents are to be checked, and who has not been checked on everything yet."""

    week: Period
    needed: int
    checked: int
    unchecked: tuple[tuple[str, str], ...]

    @property
    def owed(self) -> int:
        """How many agents have yet to be checked."""
        return max(self.needed - self.checked, 0)


@dataclass(frozen=True)
class WorkMonth:
    """One month of the work log; `at_work` names for each of the `days` who owes a log, `rest_days` are no working days."""

    month: Period
    standards: Standards
    days: tuple[date, ...]
    at_work: tuple[frozenset[str], ...]
    rest_days: frozenset[date]
    cases: tuple[CaseView, ...]
    logs: tuple[LogAgent, ...]
    checks: tuple[CheckView, ...]
    week: CheckWeek
    flagged: tuple[Flagged, ...]


def standards(workspace: Workspace, *, day: date) -> Standards:
    """The duties in force on the day."""
    with workspace.store.read() as tx:
        return _standards(tx, day)


def _standards(tx: Tx, day: date) -> Standards:
    held = [version.adopted for version in schemes.versions_in(tx) if version.adopted.in_force_on(day) and _has_duties(version.scheme)]
    if held:
        return Standards(held[-1], True)
    return Standards(AdoptedScheme(schemes.library()[SHIPPED], 1, date.min), False)


def _has_duties(scheme: Scheme) -> bool:
    return any(rule.kind in DUTIES or rule.kind == "spot_checks" for rule in scheme.applied)


def month_view(workspace: Workspace, *, month: Period) -> WorkMonth:
    """Everything that the page shows of a month."""
    today = workspace.clock.today()
    with workspace.store.read() as tx:
        held = _standards(tx, min(month.last, today))
        people = people_queries.employees(tx)
        covered = {key: person for key, person in people.items() if _covered(held.adopted.scheme, person, month)}
        week = Period.containing(min(max(today, month.first), month.last), Cadence.WEEK)
        owed, calendar = _at_work(tx, held, month, today), WorkingDays(setting_queries.calendar_marks(tx))
        return WorkMonth(
            month=month, standards=held, days=tuple(month.days()),
            at_work=tuple(frozenset(people[key].employee_no for key, days in owed.items() if day in days) for day in month.days()),
            rest_days=frozenset(day for day in month.days() if not calendar.is_working(day)),
            cases=_cases(tx, held, people, month, today), logs=_logs(tx, covered, month, owed, today), checks=_checks(tx, people, month),
            week=_week(tx, held, covered, week), flagged=_flagged(tx, workspace, held, month, people),
        )  # fmt: skip


def _covered(scheme: Scheme, person: Employee, month: Period) -> bool:
    assignment = person.assignment_in(month)
    return assignment is not None and (not scheme.names("positions") or assignment.position in scheme.names("positions"))


def _cases(tx: Tx, held: Standards, people: Mapping[int, Employee], month: Period, today: date) -> tuple[CaseView, ...]:
    rows = queries.cases_between(tx, month.first, month.last)
    steps = queries.steps_of(tx, [row.number for row in rows])
    days = WorkingDays(setting_queries.calendar_marks(tx))
    first = min((row.opened_on for row in rows), default=today)
    span = (first + timedelta(days=n) for n in range((today + _AHEAD - first).days))
    rest = frozenset(day for day in span if not days.is_working(day)) if _counts_working_days(held) else frozenset()
    return tuple(_case(held, row, steps.get(row.number, []), people, rest, today) for row in rows)


def _counts_working_days(held: Standards) -> bool:
    return any(rule.has("days") and rule.text("days") == "working" for rule in held.adopted.scheme.rules)


def _case(
    held: Standards, row: WorkCaseRow, steps: Sequence[tuple[date, str]], people: Mapping[int, Employee], rest: frozenset[date], today: date
) -> CaseView:
    person = people[row.employee_id]
    entry = entry_of(row, person.employee_no)
    case = entry.as_case([day for day, _ in steps])
    follow, back = next_follow_up(held, case, rest), _call_back(held, case, rest)
    state, tone = _state(case, follow, back, today)
    assignment = person.assignment_on(row.opened_on)
    return CaseView(entry, person.name, assignment.team if assignment else "", tuple(steps), follow, back, state, tone)


def _rest_of(rule: Rule, rest: frozenset[date]) -> frozenset[date]:
    return rest if rule.text("days") == "working" else frozenset()


def next_follow_up(held: Standards, case: WorkCase, rest: frozenset[date]) -> date | None:
    """When the next follow-up of an open case is due; None for one that needs none."""
    rule = held.rule("case_follow_up")
    if rule is None or case.closed_on is not None or not is_followed(case, rule.integer("deadline_days"), _rest_of(rule, rest)):
        return None
    return after(max((case.opened_on, *case.steps)), rule.integer("every_days"), _rest_of(rule, rest))


def _call_back(held: Standards, case: WorkCase, rest: frozenset[date]) -> date | None:
    rule = held.rule("call_back")
    if rule is None or case.called_back_on is not None:
        return None
    return call_back_due(case, rule.integer("callback_days"), _rest_of(rule, rest))


def _state(case: WorkCase, follow: date | None, back: date | None, today: date) -> tuple[Message, str]:
    if case.important and case.form_raised_on is None and case.closed_on is None:
        return Message(N_("Important: the form is not raised")), "bad" if case.opened_on < today else "watch"
    if back is not None:
        facts = {"day": back.isoformat()}
        text = N_("Call-back overdue since {day}") if back < today else N_("Call-back due by {day}")
        return Message(text, facts), _tone(back, today)
    if case.closed_on is not None:
        return Message(N_("Closed and called back")) if case.called_back_on else Message(N_("Closed")), "good"
    if follow is not None:
        text = N_("Follow-up overdue since {day}") if follow < today else N_("Next follow-up by {day}")
        return Message(text, {"day": follow.isoformat()}), _tone(follow, today)
    if case.due_on is not None and case.due_on < today:
        return Message(N_("Past its deadline of {day}"), {"day": case.due_on.isoformat()}), "bad"
    return Message(N_("In hand")), ""


def _tone(due: date, today: date) -> str:
    return "bad" if due < today else "watch" if due == today else ""


def _at_work(tx: Tx, held: Standards, month: Period, today: date) -> dict[int, set[date]]:
    """Agent → days until today with attendance that owes a log."""
    rule = held.rule("daily_log")
    codes = rule.names("codes") if rule else ()
    found: dict[int, set[date]] = {}
    for row in exchange_queries.attendance_between(tx, month.first, min(month.last, today)):
        if owes_log(UnloggedDay("", row["day"], Code(row["morning"]), Code(row["afternoon"])), codes):
            found.setdefault(row["employee_id"], set()).add(row["day"])
    return found


def _logs(tx: Tx, people: Mapping[int, Employee], month: Period, owed: Mapping[int, set[date]], today: date) -> tuple[LogAgent, ...]:
    logs = queries.log_days(tx, month.first, month.last)
    found = []
    for key, person in people.items():
        assignment, own = person.assignment_in(month), logs.get(key, set())
        missing = {day for day in owed.get(key, ()) if day < today} if logs else set()
        signs = tuple(HANDED_IN if day in own else MISSING if day in missing else "" for day in month.days())
        found.append(LogAgent(person.employee_no, person.name, assignment.team if assignment else "", signs))
    return tuple(sorted(found, key=lambda agent: agent.employee_no))


def _checks(tx: Tx, people: Mapping[int, Employee], month: Period) -> tuple[CheckView, ...]:
    rows = queries.checks_between(tx, month.first, month.last)
    return tuple(
        CheckView(r.id, people[r.employee_id].employee_no, people[r.employee_id].name, r.day, r.looked_at, r.passed, r.remark, r.checked_by)
        for r in rows
    )


def _week(tx: Tx, held: Standards, people: Mapping[int, Employee], week: Period) -> CheckWeek:
    rule = held.rule("spot_checks")
    done: dict[int, set[str]] = {}
    for row in queries.checks_between(tx, week.first, week.last):
        done.setdefault(row.employee_id, set()).add(row.looked_at)
    present = {key: person for key, person in people.items() if person.employed_span(week)}
    looked_at = set(rule.names("looked_at")) if rule else set()
    left = sorted((p.employee_no, p.name) for key, p in present.items() if not looked_at <= done.get(key, set()))
    needed = needed_checks(len(present), rule.number("percent")) if rule else 0
    return CheckWeek(week, needed, len(present) - len(left), tuple(left))


def check_week(workspace: Workspace, *, day: date) -> CheckWeek:
    """The checks of the week that holds the day."""
    with workspace.store.read() as tx:
        held, month = _standards(tx, day), Period.containing(day, Cadence.MONTH)
        people = {k: p for k, p in people_queries.employees(tx).items() if _covered(held.adopted.scheme, p, month)}
        return _week(tx, held, people, Period.containing(day, Cadence.WEEK))


def overdue_cases(workspace: Workspace) -> tuple[CaseView, ...]:
    """Cases whose follow-up, call-back or form is due today or overdue, oldest first."""
    today = workspace.clock.today()
    with workspace.store.read() as tx:
        held, month = _standards(tx, today), Period.containing(today, Cadence.MONTH)
        cases = _cases(tx, held, people_queries.employees(tx), month, today)
    return tuple(sorted((case for case in cases if case.tone in ("bad", "watch")), key=lambda case: case.due or today))


def _flagged(tx: Tx, workspace: Workspace, held: Standards, month: Period, people: Mapping[int, Employee]) -> tuple[Flagged, ...]:
    facts = closing.judged(closing.facts_of_month(tx, month), workspace.clock.today())
    names = {person.employee_no: person.name for person in people.values()}
    scheme, language = held.adopted.scheme, workspace.texts.language
    found = []
    for outcome in evaluate([replace(held.adopted, last=None)], month, facts).outcomes:
        rule = scheme.rule(outcome.rule)
        if outcome.kind is OutcomeKind.DUTY_MISSED and rule is not None:
            proof = [line for line in outcome.because if not line.met]
            lines = tuple(criterion_sentence(line) for line in proof[1:] or proof)
            number = outcome.employee_no or ""
            found.append(Flagged(rule.title.text(language), number, names.get(number, ""), lines))
    return tuple(found)
