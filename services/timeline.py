"""The time line of one agent: everything that ever happened, newest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from models.domain.attendance import Code
from models.domain.errors import N_, Message, UserError
from models.domain.kpi import Indicator, show_value
from models.domain.period import Period
from models.domain.rights import sees_wages
from models.queries import growth as growth_queries
from models.queries import people as people_queries
from models.queries import settings as setting_queries
from models.queries import timeline as queries
from models.queries.timeline import Story
from models.store import Tx
from models.tables.attendance import AttendanceRow
from models.tables.people import AssignmentRow, EmployeeRow
from services import papers, schemes, words
from services.growth.words import BEI_POINTS, CERTIFICATE_KINDS, TALK_KINDS, TRAINING_KINDS
from services.outcome_words import money
from services.rules.scheme import Scheme
from services.rules.words import level_name

if TYPE_CHECKING:
    from services.workspace import Workspace

KINDS = {
    "person": N_("Person"), "attendance": N_("Attendance"), "indicators": N_("Indicators"), "records": N_("Records"),
    "decisions": N_("Decisions"), "points": N_("Points"), "documents": N_("Documents"), "appeals": N_("Appeals"),
    "growth": N_("Growth"),
}  # fmt: skip
"""What an entry is about; screens filter by it."""
_QUIET = frozenset({Code.PRESENT, Code.REST, Code.HOLIDAY, Code.LATE, Code.EARLY, Code.TRIP})


@dataclass(frozen=True)
class Link:
    """A page of the app and what it shall show."""

    page: str
    where: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class TimelineEntry:
    """One thing that happened: day, one of KINDS, a headline, further lines, and where to see it."""

    day: date
    kind: str
    headline: Message
    detail: tuple[Message, ...] = ()
    link: Link | None = None


def timeline(workspace: Workspace, *, employee_no: str) -> tuple[TimelineEntry, ...]:
    """Everything about the agent in order of date, the newest first; UserError when nobody has the number."""
    language = workspace.texts.language
    with workspace.store.read() as tx:
        row = people_queries.employee_row(tx, employee_no)
        if row is None:
            raise UserError(N_("No agent has the employee number “{number}”."), number=employee_no)
        story = queries.story(tx, row.id)
        indicators = {indicator.code: indicator for indicator in setting_queries.indicators(tx)}
        rules = _RuleNames(tx, language)
        entries = [
            *_person(row, people_queries.assignment_rows(tx, [row.id]), queries.leaving_reason(tx, row.id), sees_wages(workspace.user)),
            *_attendance(story.attendance, employee_no),
            *_readings(story, indicators, language, employee_no),
            *_records(story, rules),
            *_outcomes(story, rules),
            *_papers(story),
            *_appeals(story),
            *_points(story, employee_no),
            *_growth(growth_queries.of_agent(tx, row.id), row.id),
        ]
    return tuple(sorted(entries, key=lambda entry: entry.day, reverse=True))


class _RuleNames:
    """Names of rules in a language, out of the versions that are stored."""

    def __init__(self, tx: Tx, language: str) -> None:
        self._schemes: dict[int, Scheme] = {version.id: version.scheme for version in schemes.versions_in(tx)}
        self._language = language

    def of(self, version_id: int, rule_id: str) -> str:
        rule = self._schemes[version_id].rule(rule_id) if version_id in self._schemes else None
        return rule.name.text(self._language) if rule else rule_id

    def anywhere(self, rule_id: str) -> str:
        found = (scheme.rule(rule_id) for scheme in reversed(list(self._schemes.values())))
        return next((rule.name.text(self._language) for rule in found if rule), rule_id)


# The person


def _person(row: EmployeeRow, assignments: Sequence[AssignmentRow], reason: str, wages: bool) -> Iterator[TimelineEntry]:
    first = assignments[0] if assignments else None
    if row.hired_on:
        yield TimelineEntry(row.hired_on, "person", Message(N_("Hired")), tuple(_standing(first)) if first else ())
    for before, after in pairwise(assignments):
        if changes := tuple(_differences(before, after, wages)):
            yield TimelineEntry(after.effective_from, "person", Message(N_("Change")), changes)
    if row.left_on:
        detail = (Message(N_("Reason: {reason}"), {"reason": reason}),) if reason else ()
        yield TimelineEntry(row.left_on, "person", Message(N_("Last day of employment")), detail)


def _standing(row: AssignmentRow) -> Iterator[Message]:
    if row.team:
        yield Message(N_("Team {team}"), {"team": row.team})
    if row.position:
        yield words.word(words.POSITIONS, row.position)
    yield words.word(words.EMPLOYMENT_TYPES, row.employment_type)
    yield words.word(words.STATUSES, row.status)
    if row.star:
        yield words.word(words.STARS, row.star)


def _differences(before: AssignmentRow, after: AssignmentRow, wages: bool) -> Iterator[Message]:
    named: tuple[tuple[str, str, Callable[[Any], Any]], ...] = (
        (N_("Status: {before} → {after}"), "status", lambda value: words.word(words.STATUSES, value)),
        (N_("Team: {before} → {after}"), "team", lambda value: value or "–"),
        (N_("Position: {before} → {after}"), "position", lambda value: words.word(words.POSITIONS, value) if value else "–"),
        (N_("Employment: {before} → {after}"), "employment_type", lambda value: words.word(words.EMPLOYMENT_TYPES, value)),
        (N_("Star rating: {before} → {after}"), "star", lambda value: words.word(words.STARS, value)),
        (N_("Monthly wage: {before} → {after}"), "monthly_wage_fen", lambda fen: "–" if fen is None else money(Decimal(fen) / 100)),
    )
    for msgid, name, shown in named:
        old, new = getattr(before, name), getattr(after, name)
        if old != new and (wages or name != "monthly_wage_fen"):
            yield Message(msgid, {"before": shown(old), "after": shown(new)})


# What is measured and recorded


def _attendance(rows: Iterable[AttendanceRow], employee_no: str) -> Iterator[TimelineEntry]:
    months: dict[str, list[AttendanceRow]] = defaultdict(list)
    for row in rows:
        months[f"{row.day:%Y-%m}"].append(row)
    for month, days in months.items():
        detail = tuple(_exceptions(days))
        if detail:
            link = Link("attendance", {"employee_no": employee_no, "month": month})
            headline = Message(N_("Attendance of {period}"), {"period": month})
            yield TimelineEntry(max(row.day for row in days), "attendance", headline, detail, link)


def _exceptions(days: list[AttendanceRow]) -> Iterator[Message]:
    late = [row.late_minutes for row in days if row.morning == Code.LATE]
    early = [row.early_minutes for row in days if row.afternoon == Code.EARLY]
    if late:
        yield Message(N_("Late: {n} times, {minutes} minutes"), {"n": len(late), "minutes": sum(late)})
    if early:
        yield Message(N_("Left early: {n} times, {minutes} minutes"), {"n": len(early), "minutes": sum(early)})
    halves = [half for row in days for half in (row.morning, row.afternoon) if half not in _QUIET]
    for code in Code:
        if count := halves.count(code.value):
            length = f"{count / 2:g}"
            yield Message(N_("{what}: {days} days"), {"what": words.word(words.ATTENDANCE, code.value), "days": length})
    if overtime := sum((row.overtime_hours for row in days), Decimal(0)):
        yield Message(N_("Overtime: {hours} hours"), {"hours": f"{overtime.normalize():f}"})


def _readings(story: Story, indicators: Mapping[str, Indicator], language: str, employee_no: str) -> Iterator[TimelineEntry]:
    order = {code: place for place, code in enumerate(indicators)}
    periods: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for row in story.readings:
        indicator = indicators[row.indicator]
        periods[row.period].append((order[row.indicator], f"{indicator.name(language)} {show_value(indicator, row.value)}"))
    for text, lines in periods.items():
        period = Period.parse(text)
        link = Link("indicators", {"employee_no": employee_no, "month": period.owning_month.text})
        detail = tuple(Message("{line}", {"line": line}) for _, line in sorted(lines))
        yield TimelineEntry(period.last, "indicators", Message(N_("Indicators of {period}"), {"period": text}), detail, link)


def _records(story: Story, rules: _RuleNames) -> Iterator[TimelineEntry]:
    for complaint in story.complaints:
        founded = Message(N_("Found true")) if complaint.founded else Message(N_("Not founded"))
        detail = [founded, words.word(words.SEVERITIES, complaint.severity)]
        if complaint.note:
            detail.append(Message("{line}", {"line": complaint.note}))
        yield TimelineEntry(complaint.day, "records", Message(N_("Complaint {number}"), {"number": complaint.number}), tuple(detail))
    for recording in story.recordings:
        scores = [Message("{line}", {"line": f"{name} {score}"}) for name, score in recording.scores.items()]
        if recording.abusive:
            scores.insert(0, Message(N_("Quarrel with or insult of a customer")))
        yield TimelineEntry(recording.day, "records", Message(N_("Recording {number}"), {"number": recording.number}), tuple(scores))
    for nomination in story.nominations:
        headline = Message(N_("Nominated: {rule} ({period})"), {"rule": rules.anywhere(nomination.rule), "period": nomination.period})
        state = Message(N_("Approved")) if nomination.approved else Message(N_("Not approved"))
        detail = [state, Message("{line}", {"line": nomination.reason})]
        yield TimelineEntry(Period.parse(nomination.period).last, "records", headline, tuple(detail))


def _growth(growth: growth_queries.AgentGrowth, agent: int) -> Iterator[TimelineEntry]:
    def entry(day: date, section: str, id: int, headline: Message, *detail: Message) -> TimelineEntry:
        return TimelineEntry(day, "growth", headline, detail, Link("growth", {"section": section, "record": id}))

    for training, place in growth.trainings:
        came = {None: N_("Invited"), True: N_("Took part"), False: N_("Did not come")}[place.attended]
        passed = {None: [], True: [Message(N_("Passed"))], False: [Message(N_("Not passed"))]}[place.passed]
        headline = Message(N_("Training: {course}"), {"course": training.course})
        yield entry(training.day, "trainings", training.id, headline, Message(TRAINING_KINDS[training.kind]), Message(came), *passed)
    for held in growth.certificates:
        until = [Message(N_("Valid until {day}"), {"day": held.valid_until})] if held.valid_until else []
        headline = Message(N_("Certificate: {name}"), {"name": held.name})
        yield entry(held.issued_on, "certificates", held.id, headline, Message(CERTIFICATE_KINDS[held.kind]), *until)
    for pair, name in growth.mentorships:
        headline = Message(N_("Mentor of {name}") if pair.mentor_id == agent else N_("Guided by {name}"), {"name": name})
        yield entry(pair.starts_on, "mentors", pair.id, headline, _line(pair.goal))
        if pair.ended_on:
            reached = Message(N_("Goal reached")) if pair.reached else Message(N_("Goal not reached"))
            yield entry(pair.ended_on, "mentors", pair.id, headline, reached, _line(pair.result))
    for talk in growth.talks:
        said_of = {key: talk.points[key] for key in BEI_POINTS if key in talk.points}
        points = [Message(N_("{name}: {text}"), {"name": Message(BEI_POINTS[key]), "text": text}) for key, text in said_of.items()]
        agreed = [Message(N_("Agreed: {text}"), {"text": talk.agreed})] if talk.agreed else []
        said = [_line(talk.text)] if talk.text else []
        headline = Message(N_("Talk: {kind}, by {who}"), {"kind": Message(TALK_KINDS[talk.kind]), "who": talk.held_by})
        yield entry(talk.day, "talks", talk.id, headline, *points, *said, *agreed)
    for election, stood in growth.elections:
        votes = Message(N_("{votes} of {ballots} votes"), {"votes": stood.votes, "ballots": election.ballots})
        yield entry(election.held_on, "elections", election.id, Message(N_("Election: {title}"), {"title": election.title}), votes)


def _line(text: str) -> Message:
    return Message("{line}", {"line": text})


# What was decided


def _outcomes(story: Story, rules: _RuleNames) -> Iterator[TimelineEntry]:
    names = {}
    for row in story.outcomes:
        names[row.id] = rules.of(row.scheme_version_id, row.rule)
        decided = row.decided_at.date() if row.decided_at else None
        day = row.published_on or decided or Period.parse(row.period).last
        facts = {"kind": words.word(words.OUTCOME_KINDS, row.kind), "rule": names[row.id], "period": row.period}
        detail = [words.word(words.OUTCOME_STATUSES, row.status)]
        detail += _gains(Decimal(row.amount_fen) / 100, row.points, row.level)
        if row.rank:
            detail.append(Message(N_("Rank {rank}"), {"rank": row.rank}))
        link = Link("decisions", {"outcome": row.id, "month": row.month})
        yield TimelineEntry(day, "decisions", Message(N_("{kind}: {rule} ({period})"), facts), tuple(detail), link)
    for correction in story.corrections:
        msgid = N_("Revoked: {rule}") if correction.action == "revoked" else N_("Corrected: {rule}")
        detail = [Message(N_("Reason: {reason}"), {"reason": correction.reason})]
        if correction.action != "revoked":
            detail += _gains(Decimal(correction.amount_fen) / 100, correction.points, correction.level)
        headline = Message(msgid, {"rule": names[correction.outcome_id]})
        yield TimelineEntry(correction.made_at.date(), "decisions", headline, tuple(detail))


def _gains(amount: Decimal, points: int, level: str | None) -> list[Message]:
    found = []
    if amount:
        found.append(Message("{line}", {"line": money(amount)}))
    if points:
        found.append(Message(N_("{points} points"), {"points": f"{points:+d}"}))
    if level:
        found.append(level_name(level))
    return found


def _papers(story: Story) -> Iterator[TimelineEntry]:
    numbers = {}
    for document in story.documents:
        numbers[document.id] = document.number
        name = Message(papers.PAPER_NAMES.get(str(document.facts.get("paper", "")), N_("Paper")))
        headline = Message(N_("{paper} {number}"), {"paper": name, "number": document.number})
        detail = (Message(N_("Void: {reason}"), {"reason": document.void_reason}),) if document.status == "void" else ()
        yield TimelineEntry(document.issued_on, "documents", headline, detail, Link("documents", {"number": document.number}))
    for notice in story.notices:
        if notice.received_on:
            number = numbers.get(notice.document_id, "")
            headline = Message(N_("Refused to sign {number}") if notice.refused else N_("Received {number}"), {"number": number})
            witness = (Message(N_("Witness: {name}"), {"name": notice.witness}),) if notice.refused else ()
            yield TimelineEntry(notice.received_on, "documents", headline, witness)


def _appeals(story: Story) -> Iterator[TimelineEntry]:
    for row in story.appeals:
        link = Link("appeals", {"case_no": row.case_no})
        facts = {"number": row.case_no}
        detail = (words.word(words.APPEAL_STATES, row.state), Message("{line}", {"line": row.reason}))
        yield TimelineEntry(row.filed_at.date(), "appeals", Message(N_("Appeal {number} filed"), facts), detail, link)
        if row.decided_at:
            decided = (words.word(words.APPEAL_STATES, row.decision), Message("{line}", {"line": row.decision_reason}))
            yield TimelineEntry(row.decided_at.date(), "appeals", Message(N_("Appeal {number} decided"), facts), decided, link)


def _points(story: Story, employee_no: str) -> Iterator[TimelineEntry]:
    for row in story.points:
        headline = Message(N_("{points} points"), {"points": f"{row.points:+d}"})
        detail = [Message("{line}", {"line": row.period})]
        if row.note:
            detail.append(Message("{line}", {"line": row.note}))
        yield TimelineEntry(row.made_at.date(), "points", headline, tuple(detail), Link("points", {"employee_no": employee_no}))
