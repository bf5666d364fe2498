"""What agents say of a scheme: anonymous surveys of how satisfied they are, and suggestions with what became of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from models.domain.errors import N_, UserError
from models.domain.ops import Done, Op
from models.domain.people import Employee
from models.domain.period import Cadence, Period
from models.queries import exchange as exchange_queries
from models.queries import people as people_queries
from models.queries import schemes as queries
from models.store import Tx
from models.tables.readings import NominationRow
from models.tables.schemes import SchemeSuggestionRow, SchemeSurveyRow, SurveyAnswerRow
from services import schemes
from services.rules.scheme import Rule
from services.workspace import Workspace

SHOWN_FROM = 5
"""Results are shown from so many ballots on: below, an answer could be told to be somebody's."""
TARGET = Decimal(80)
"""Per cent of the ballots that should be satisfied (000: target of the library's own survey)."""
SATISFIED = 4
LOWEST, HIGHEST = 1, 5
OPEN, ADOPTED, DECLINED = "open", "adopted", "declined"


@dataclass(frozen=True)
class Survey:
    """One survey. `counts` ballots by answer 1 to 5, `satisfied` per cent with 4 or 5 (one place), comments in order of their words;
    all three are None and () while there are fewer than `SHOWN_FROM` ballots.
    """

    id: int
    scheme_id: str
    asked_on: date
    asked: int
    answered: int
    closed_on: date | None
    counts: tuple[int, ...] | None
    satisfied: Decimal | None
    comments: tuple[str, ...]
    change: Decimal | None = None
    """Percentage points more than in the survey before that has results; None without one."""

    @property
    def is_met(self) -> bool | None:
        """Enough of the ballots are satisfied; None while results are not shown."""
        return None if self.satisfied is None else self.satisfied >= TARGET


@dataclass(frozen=True)
class Suggestion:
    """What somebody suggests; number and name '' = without a name. `state` open, adopted or declined, the latter two with the answer."""

    id: int
    scheme_id: str
    employee_no: str
    name: str
    made_on: date
    text: str
    state: str
    answer: str
    answered_on: date | None


def surveys(workspace: Workspace, *, scheme_id: str) -> list[Survey]:
    """Surveys about a scheme, the latest first."""
    with workspace.store.read() as tx:
        rows = queries.surveys(tx, scheme_id)
        found: dict[int, list[SurveyAnswerRow]] = {row.id: [] for row in rows}
        for ballot in queries.ballots(tx, list(found)):
            found[ballot.survey_id].append(ballot)
        made = [_survey(row, found[row.id]) for row in rows]
    return [replace(survey, change=_change(survey, made[place + 1 :])) for place, survey in enumerate(made)]


def _change(survey: Survey, older: Sequence[Survey]) -> Decimal | None:
    before = next((one.satisfied for one in older if one.satisfied is not None), None)
    return None if survey.satisfied is None or before is None else survey.satisfied - before


def _survey(row: SchemeSurveyRow, ballots: Sequence[SurveyAnswerRow]) -> Survey:
    counts = satisfied = None
    comments: tuple[str, ...] = ()
    if len(ballots) >= SHOWN_FROM:
        scores = [ballot.score for ballot in ballots]
        counts = tuple(scores.count(score) for score in range(LOWEST, HIGHEST + 1))
        share = Decimal(100 * sum(score >= SATISFIED for score in scores)) / len(scores)
        satisfied = share.quantize(Decimal("0.1"), ROUND_HALF_UP)
        comments = tuple(sorted(ballot.comment for ballot in ballots if ballot.comment))
    return Survey(row.id, row.scheme_id, row.asked_on, row.asked, len(ballots), row.closed_on, counts, satisfied, comments)


def ask(workspace: Workspace, *, scheme_id: str, asked_on: date, asked: int) -> Done[Survey]:
    """Begin a survey; UserError for nobody asked, a day to come, or while another one about the scheme is open."""
    if asked < 1:
        raise UserError(N_("Enter how many agents are asked."))
    _check_day(workspace, asked_on)

    def work(tx: Tx) -> Survey:
        if any(row.closed_on is None for row in queries.surveys(tx, scheme_id)):
            raise UserError(N_("A survey about this scheme is still open; close it first."))
        return _survey(tx.add(SchemeSurveyRow(scheme_id=scheme_id, asked_on=asked_on, asked=asked)), ())

    return workspace.store.transact(Op.ASK_ABOUT_SCHEME, work, who=workspace.actor, note=scheme_id)


def _check_day(workspace: Workspace, day: date) -> None:
    if day > workspace.clock.today():
        raise UserError(N_("{day} is still to come; enter the date when it has happened."), day=day.isoformat())


def count(workspace: Workspace, *, survey_id: int, ballots: Sequence[tuple[int, str]]) -> Done[Survey]:
    """Store ballots (answer, comment); UserError for an answer that is none, and for more ballots than agents were asked."""
    if not ballots:
        raise UserError(N_("Enter at least one ballot."))

    def work(tx: Tx) -> Survey:
        row = open_survey(tx, survey_id)
        held = queries.ballots(tx, [survey_id])
        check_room(row, len(held) + len(ballots))
        for score, comment in ballots:
            check_score(score)
            tx.add(SurveyAnswerRow(survey_id=survey_id, score=score, comment=comment.strip()))
        return _survey(row, queries.ballots(tx, [survey_id]))

    return workspace.store.transact(Op.ASK_ABOUT_SCHEME, work, who=workspace.actor, note=str(len(ballots)))


def check_score(score: int) -> None:
    """UserError unless the answer is one of 1 to 5."""
    if not LOWEST <= score <= HIGHEST:
        raise UserError(N_("“{score}” is no answer; ballots say 1 (very dissatisfied) to 5 (very satisfied)."), score=score)


def check_room(survey: SchemeSurveyRow, ballots: int) -> None:
    """UserError when there would be more ballots than agents were asked."""
    if ballots > survey.asked:
        raise UserError(N_("{ballots} ballots are more than the {asked} agents who were asked."), ballots=ballots, asked=survey.asked)


def open_survey(tx: Tx, survey_id: int) -> SchemeSurveyRow:
    """The survey; UserError when there is none or it is closed."""
    row = tx.get(SchemeSurveyRow, survey_id)
    if row is None:
        raise UserError(N_("This survey does not exist."))
    if row.closed_on is not None:
        raise UserError(N_("This survey was closed on {day}."), day=row.closed_on.isoformat())
    return row


def close(workspace: Workspace, *, survey_id: int) -> Done[Survey]:
    """No more ballots come in."""

    def work(tx: Tx) -> Survey:
        row = open_survey(tx, survey_id)
        row.closed_on = workspace.clock.today()
        return _survey(row, queries.ballots(tx, [survey_id]))

    return workspace.store.transact(Op.ASK_ABOUT_SCHEME, work, who=workspace.actor, note=str(survey_id))


def suggestions(workspace: Workspace, *, scheme_id: str) -> list[Suggestion]:
    """Suggestions for a scheme, the latest first."""
    with workspace.store.read() as tx:
        people = people_queries.employees(tx)
        return [_suggestion(row, people) for row in queries.suggestions(tx, scheme_id)]


def _suggestion(row: SchemeSuggestionRow, people: Mapping[int, Employee]) -> Suggestion:
    person = people.get(row.employee_id or 0)
    number, name = (person.employee_no, person.name) if person else ("", "")
    return Suggestion(row.id, row.scheme_id, number, name, row.made_on, row.text, row.state, row.answer, row.answered_on)


def suggest(workspace: Workspace, *, scheme_id: str, text: str, made_on: date, employee_no: str = "") -> Done[Suggestion]:
    """Note a suggestion, by an agent or without a name."""
    if not text.strip():
        raise UserError(N_("Write what is suggested."))
    _check_day(workspace, made_on)

    def work(tx: Tx) -> Suggestion:
        people = people_queries.employees(tx, [employee_no]) if employee_no else {}
        if employee_no and not people:
            raise UserError(N_("There is no agent with number {employee_no}."), employee_no=employee_no)
        row = SchemeSuggestionRow(scheme_id=scheme_id, employee_id=next(iter(people), None), made_on=made_on, text=text.strip())
        return _suggestion(tx.add(row), people)

    return workspace.store.transact(Op.SUGGEST_FOR_SCHEME, work, who=workspace.actor, note=scheme_id)


def answer(workspace: Workspace, *, suggestion_id: int, state: str, answer: str, nominate: str = "") -> Done[Suggestion]:
    """Adopt or decline an open suggestion with an answer; `nominate` names a rule in force that gets the agent's approved nomination.

    UserError without an answer, for one answered already, and for a nomination without a name or under a rule that takes none.
    """
    if state not in (ADOPTED, DECLINED):
        raise UserError(N_("A suggestion is adopted or declined."))
    if not answer.strip():
        raise UserError(N_("Write the answer that the agents get."))

    def work(tx: Tx) -> Suggestion:
        row = tx.get(SchemeSuggestionRow, suggestion_id)
        if row is None or row.state != OPEN:
            raise UserError(N_("This suggestion is answered already."))
        row.state, row.answer, row.answered_on = state, answer.strip(), workspace.clock.today()
        if nominate and state == ADOPTED:
            _nominate(tx, workspace, row, nominate)
        return _suggestion(row, people_queries.employees(tx))

    return workspace.store.transact(Op.SUGGEST_FOR_SCHEME, work, who=workspace.actor, why=answer.strip(), note=str(suggestion_id))


def _nominate(tx: Tx, workspace: Workspace, row: SchemeSuggestionRow, rule_id: str) -> None:
    if row.employee_id is None:
        raise UserError(N_("A suggestion without a name cannot be nominated."))
    rule = next((rule for rule in _nominating(tx, workspace.clock.today()) if rule.id == rule_id), None)
    if rule is None:
        raise UserError(N_("No rule in force takes a nomination under “{rule}”."), rule=rule_id)
    every = rule.text("every")
    period = Period.containing(workspace.clock.today(), Cadence.MONTH if every == "any" else Cadence(every)).text
    stored = exchange_queries.nominations(tx, [period])
    if any((held["employee_id"], held["rule"]) == (row.employee_id, rule.id) for held in stored):
        raise UserError(N_("The agent is nominated under “{rule}” for {period} already."), rule=rule.name.zh, period=period)
    tx.add(NominationRow(employee_id=row.employee_id, team=None, rule=rule.id, period=period, reason=row.text, approved=True))


def _nominating(tx: Tx, day: date) -> list[Rule]:
    """Rules in force that reward an agent's approved nomination."""
    held = [version.scheme for version in schemes.versions_in(tx) if version.adopted.in_force_on(day)]
    return [rule for scheme in held for rule in scheme.applied if rule.kind == "nomination" and rule.text("who") != "teams"]


def nomination_rules(workspace: Workspace) -> list[tuple[str, str]]:
    """Rules in force under which an adopted suggestion can be nominated, those for innovation first: id and name."""
    with workspace.store.read() as tx:
        found = {rule.id: rule.name.text(workspace.texts.language) for rule in _nominating(tx, workspace.clock.today())}
    return sorted(found.items(), key=lambda rule: (rule[0] != "innovation" and "suggest" not in rule[0], rule[1]))
