"""What needs hands now, oldest deadline first, and the four small pictures of the Today page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from models.domain.errors import N_, Message
from models.domain.outcomes import OutcomeKind, OutcomeStatus
from models.domain.people import Employee, Status
from models.domain.period import Cadence, Period
from models.queries import closing as closing_queries
from models.queries import people as people_queries
from models.queries import schemes as scheme_queries
from models.queries import today as queries
from models.store import Tx
from services import assessment, attendance, backups, indicators, notices, objections, schemes, trials, work_views
from services.appeals.board import reminders
from services.growth.reminders import reminders as reminders_of_growth
from services.work_views import CaseView, Standards
from services.workspace import Workspace

PROBATION_DAYS = 14
"""How many days ahead the end of a probation is shown."""
BACKUP_DAYS = 7
"""From how many days on a backup is called old."""
RESULT_DAYS = 7
"""How many days ahead what is due at the month's end is shown."""
PICTURE_MONTHS = 6


@dataclass(frozen=True)
class Todo:
    """One line: what to do, until when (None = no date), `days_left` where it is counted, and the place that it goes to.

    `follow_up` names something owed after a decision, which can be settled right from the line.
    """

    text: Message
    due: date | None
    days_left: int | None
    page: str
    where: dict[str, Any] = field(default_factory=dict)
    urgent: bool = False
    follow_up: int | None = None


@dataclass(frozen=True)
class Pictures:
    """Figures of the four pictures: scores of a month, share attended by day, awards and penalties by month, turnover by month in %."""

    scores_month: str
    scores: tuple[Decimal, ...]
    attended: tuple[tuple[date, Decimal], ...]
    decided: tuple[tuple[str, int, int], ...]
    turnover: tuple[tuple[str, Decimal], ...]


def todo(workspace: Workspace) -> tuple[Todo, ...]:
    """Everything that waits, the oldest deadline first, undated lines last."""
    lines = [
        *_appeals(workspace), *_month_end(workspace), *_growth(workspace), *_decisions(workspace), *_notices(workspace),
        *_follow_ups(workspace), *_public_lists(workspace), *_trials(workspace), *_probations(workspace), *_documents(workspace),
        *_first_steps(workspace), *_backup(workspace), *_work_log(workspace),
    ]  # fmt: skip
    return tuple(sorted(lines, key=lambda line: (line.due is None, line.due or date.max)))


def _appeals(workspace: Workspace) -> Iterator[Todo]:
    decide = N_("Decide the appeal {case} of {name}")
    window = N_("The time of {name} to appeal against {number} ends")
    for reminder in reminders(workspace):
        facts = {"case": reminder.case, "name": reminder.name, "number": reminder.notice_number}
        if reminder.case:
            yield Todo(
                Message(decide, facts), reminder.last_day, reminder.days_left, "appeals", {"case": reminder.case}, reminder.step <= 2
            )
        elif reminder.step >= 0:
            yield Todo(Message(window, facts), reminder.last_day, reminder.days_left, "appeals")


def _growth(workspace: Workspace) -> Iterator[Todo]:
    today, calendar = workspace.clock.today(), workspace.working_days()
    for found in reminders_of_growth(workspace):
        left = None if found.where["section"] == "elections" else calendar.days_left(today, found.due)
        yield Todo(found.text, found.due, left, "growth", found.where, found.overdue)


def _month_end(workspace: Workspace) -> Iterator[Todo]:
    """The last month that is over: its attendance, its indicators, its close."""
    month = Period.containing(workspace.clock.today(), Cadence.MONTH).shifted(-1)
    with workspace.store.read() as tx:
        if closing_queries.closed_period(tx, month.text) is not None or not people_queries.employee_keys(tx):
            return
        scheme_held = schemes.any_in_force(schemes.versions_in(tx), month)
    where = {"month": month.text}
    days, values = attendance.missing(workspace, month=month), indicators.missing(workspace, month=month)
    if days.days:
        text = Message(
            N_("Attendance of {month}: {days} days of {agents} agents are not entered"), {**where, "days": days.days, "agents": days.agents}
        )
        yield Todo(text, month.last, None, "attendance", where)
    if values.values:
        facts = {**where, "values": values.values, "agents": values.agents}
        yield Todo(
            Message(N_("Indicators of {month}: {values} values of {agents} agents are not entered"), facts),
            month.last,
            None,
            "indicators",
            where,
        )
    if scheme_held:
        yield Todo(Message(N_("Close {month}"), where), month.last, None, "decisions", where)


def _decisions(workspace: Workspace) -> Iterator[Todo]:
    with workspace.store.read() as tx:
        counts = queries.outcomes_by_status(tx)
    for (month, status), count in sorted(counts.items()):
        facts = {"month": month, "count": count}
        if status == OutcomeStatus.PROPOSED:
            yield Todo(
                Message(N_("{count} proposals of {month} wait to be confirmed"), facts),
                Period.parse(month).last,
                None,
                "decisions",
                {"month": month},
            )
        elif status == OutcomeStatus.CONFIRMED:
            text = Message(N_("{count} confirmed decisions of {month} wait to be published"), facts)
            yield Todo(text, Period.parse(month).last, None, "decisions", {"month": month})


def _notices(workspace: Workspace) -> Iterator[Todo]:
    for notice in notices.notices(workspace, waiting_only=True):
        text = Message(N_("{name} has not signed the notice {number}"), {"name": notice.name, "number": notice.number})
        yield Todo(text, notice.issued_on, None, "documents", {"number": notice.number})


def _follow_ups(workspace: Workspace) -> Iterator[Todo]:
    sentences = {
        "coaching": N_("Coaching plan of {name}, by {responsible}"),
        "rectification_report": N_("Rectification report about {name}, by {responsible}"),
        "talk": N_("Talk with {name} about falling figures, by {responsible}"),
    }
    referral = N_("{responsible} decides on the referral of {name}")
    with workspace.store.read() as tx:
        people = people_queries.employees(tx)
        owed = queries.open_follow_ups(tx)
    today, calendar = workspace.clock.today(), workspace.working_days()
    for line in owed:
        person = people.get(line.employee_id or 0)
        facts = {"name": person.name if person else "", "responsible": line.responsible}
        left = calendar.days_left(today, line.due_on)
        yield Todo(
            Message(sentences.get(line.kind, referral), facts), line.due_on, left, "decisions", {"month": line.month}, left < 0, line.id
        )


def _public_lists(workspace: Workspace) -> Iterator[Todo]:
    """Lists that hang, by the day on which they end, and objections by the day on which they are to be answered."""
    today, calendar = workspace.clock.today(), workspace.working_days()
    for found in objections.public_lists(workspace):
        where = {"public_list": found.number}
        for objection in found.objections:
            if objection.is_open:
                facts = {"case": objection.case, "number": found.number}
                words = Message(N_("Answer the objection {case} to the public list {number}"), facts)
                due, left = objection.decide_by or found.last_day, objection.days_left
                yield Todo(words, due, left, "appeals", where, left is not None and left <= 2)
        if found.hangs:
            text = Message(N_("The public list {number} hangs until its last day"), {"number": found.number})
            yield Todo(text, found.last_day, calendar.days_left(today, found.last_day), "appeals", where)


def _trials(workspace: Workspace) -> Iterator[Todo]:
    """Trials of schemes that end soon or are over, until somebody decides about them."""
    today = workspace.clock.today()
    for trial in trials.trials(workspace):
        if trial.result or (trial.ends_on - today).days > trials.REMIND_DAYS:
            continue
        is_over = trial.standing(today) == "over"
        over, soon = N_("The trial of “{scheme}” is over: put it in force, extend or drop it"), N_("The trial of “{scheme}” ends")
        facts = {"scheme": trial.scheme.name.text(workspace.texts.language)}
        yield Todo(
            Message(over if is_over else soon, facts), trial.ends_on, None, "library", {"scheme": trial.scheme.id, "tab": "trials"}, is_over
        )


def _probations(workspace: Workspace) -> Iterator[Todo]:
    today = workspace.clock.today()
    with workspace.store.read() as tx:
        people = people_queries.employees(tx)
    for person in people.values():
        ends = _probation_ends(person, today)
        if ends is not None and person.employed_on(today):
            text = Message(N_("The probation of {name} ends"), {"name": person.name})
            yield Todo(text, ends, None, "roster", {"employee_no": person.employee_no})


def _probation_ends(person: Employee, today: date) -> date | None:
    """The last day of probation when it lies within the next days."""
    now = person.assignment_on(today)
    if now is None or now.status is not Status.PROBATION:
        return None
    later = [a.effective_from for a in person.assignments if a.effective_from > today and a.status is not Status.PROBATION]
    return later[0] - timedelta(days=1) if later and later[0] - today <= timedelta(days=PROBATION_DAYS) else None


def _first_steps(workspace: Workspace) -> Iterator[Todo]:
    """What a new centre does first: its agents, then a scheme."""
    with workspace.store.read() as tx:
        people, versions = people_queries.employee_keys(tx), scheme_queries.scheme_versions(tx)
    if not people:
        yield Todo(Message(N_("First step: put the agents on the roster, best by importing a table")), None, None, "roster")
    elif not versions:
        yield Todo(Message(N_("Next step: put a scheme of the library in force")), None, None, "library")


def _documents(workspace: Workspace) -> Iterator[Todo]:
    with workspace.store.read() as tx:
        count = queries.unprinted_documents(tx)
    if count:
        yield Todo(Message(N_("{count} papers were never printed"), {"count": count}), None, None, "documents")


def _work_log(workspace: Workspace) -> Iterator[Todo]:
    """What daily duties demand where such a scheme is in force: cases, the week's checks, the month's result and sheets."""
    today = workspace.clock.today()
    held = work_views.standards(workspace, day=today)
    if not held.in_force:
        return
    owed: dict[str, list[CaseView]] = {}
    for case in work_views.overdue_cases(workspace):
        owed.setdefault(case.entry.employee_no, []).append(case)
    for employee_no, cases in owed.items():
        text = Message(N_("Work log of {name}: {count} cases are overdue or due today"), {"name": cases[0].name, "count": len(cases)})
        due, urgent = cases[0].due or today, any(case.tone == "bad" for case in cases)
        yield Todo(text, due, None, "worklog", {"employee_no": employee_no}, urgent)
    week = work_views.check_week(workspace, day=today)
    if week.owed:
        text = Message(N_("Spot checks of this week: {count} agents are still to be checked"), {"count": week.owed})
        yield Todo(text, week.week.last, None, "worklog", {"tab": "checks"})
    yield from _last_week(workspace, held, today)


def _last_week(workspace: Workspace, held: Standards, today: date) -> Iterator[Todo]:
    """The attendance result and the assessment sheets, in the last week before they are due."""
    month, rule = Period.containing(today, Cadence.MONTH), held.rule("spot_checks")
    where = {"month": month.text}
    if rule is not None:
        due = month.first.replace(day=min(rule.integer("result_day"), month.last.day))
        if due - timedelta(days=RESULT_DAYS) < today <= due:
            yield Todo(Message(N_("Hand in the attendance result of {month}"), where), due, None, "attendance", where)
    if held.rule("assessment") is not None and assessment.may_issue(month, today) and (left := assessment.missing(workspace, month=month)):
        text = Message(N_("{count} assessment sheets of {month} are still to be made"), {**where, "count": left})
        yield Todo(text, month.last, None, "worklog", {**where, "tab": "assessment"})


def _backup(workspace: Workspace) -> Iterator[Todo]:
    found = backups.copies(workspace.folder)
    newest = found[0].made_at.date() if found else None
    if newest is None or (workspace.clock.today() - newest).days >= BACKUP_DAYS:
        text = Message(N_("The last backup is of {day}"), {"day": newest}) if newest else Message(N_("There is no backup yet"))
        yield Todo(text, None, None, "settings", {"section": "backup"}, True)


def pictures(workspace: Workspace) -> Pictures:
    """The figures of the four pictures, up to today."""
    today = workspace.clock.today()
    month = Period.containing(today, Cadence.MONTH)
    months = [month.shifted(n) for n in range(-PICTURE_MONTHS, 0)]
    with workspace.store.read() as tx:
        people = list(people_queries.employees(tx).values())
        scored = next((m for m in reversed((*months, month)) if queries.scores_of(tx, "performance", m.text)), months[-1])
        kinds = queries.outcomes_by_kind(tx, [m.text for m in months])
        return Pictures(
            scored.text,
            tuple(queries.scores_of(tx, "performance", scored.text)),
            _attended(tx, workspace, today),
            tuple((m.text, kinds.get((m.text, OutcomeKind.AWARD), 0), kinds.get((m.text, OutcomeKind.PENALTY), 0)) for m in months),
            tuple((m.text, _turnover(people, m)) for m in months),
        )


def _attended(tx: Tx, workspace: Workspace, today: date) -> tuple[tuple[date, Decimal], ...]:
    first = today - timedelta(days=41)
    calendar = workspace.working_days()
    return tuple((day, share) for day, share in queries.attended_share(tx, first, today).items() if calendar.is_working(day))


def _turnover(people: list[Employee], month: Period) -> Decimal:
    """Leavers of the month in % of the agents employed in it."""
    employed = [person for person in people if person.employed_span(month)]
    left = [person for person in employed if person.left_on is not None and person.left_on in month]
    return Decimal(100 * len(left)) / len(employed) if employed else Decimal(0)
