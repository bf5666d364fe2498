"""The month's assessment sheet of each agent (S5): figures, duties missed and spot checks, as a numbered paper for signature."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from models.domain.attendance import LEAVES, AttendanceTally, Code
from models.domain.errors import N_, Message, UserError
from models.domain.kpi import plain, show_value
from models.domain.ops import Done, Op
from models.domain.outcomes import Criterion
from models.domain.papers import PaperStatus, Series
from models.domain.period import Cadence, Period
from models.queries import papers as paper_queries
from models.queries import people as people_queries
from models.queries import settings as setting_queries
from models.queries import work as work_queries
from models.store import Tx
from models.tables.documents import DocumentRow
from services import closing, documents, papers, settings
from services.actors import shown
from services.documents.facts import Assessment, AssessmentSheetFacts, Person
from services.outcome_words import period_word
from services.papers import Owner
from services.progress import NoProgress, Progress
from services.rules.case import Case, Findings
from services.rules.facts_index import FactsIndex, Member
from services.rules.kinds_work import DUTIES, assessment_lines, missed_duties
from services.rules.sentences import criterion_sentence
from services.rules.words import indicator_word, limit_words
from services.words import POSITIONS, word
from services.work_views import Standards, standards
from services.workspace import Workspace

SHEET_DAYS = 7
"""From how many days before a month's end on its sheets are made: its last week."""
LOOKED_AT = {"work_log": N_("Work log"), "attendance": N_("Attendance"), "required_actions": N_("Required actions")}
"""Words for what a spot check looks at."""
_GROWTH = N_("on record this quarter: {records}")
_OWN_WORDS = frozenset({"number", "check_code", "issued_on", "assessor", "language"})
"""What two sheets of the same content may differ in."""


@dataclass(frozen=True)
class SheetLine:
    """An agent with the number of the month's sheet, '' while it has none."""

    employee_no: str
    name: str
    team: str
    number: str


def may_issue(month: Period, today: date) -> bool:
    """The month's last week has begun."""
    return today > month.last - timedelta(days=SHEET_DAYS)


def listed(workspace: Workspace, *, month: Period) -> tuple[SheetLine, ...]:
    """Everybody whom the assessment covers, with the newest number."""
    with workspace.store.read() as tx:
        case = _case(tx, workspace, month)
        keys = {row.id: row.employee_no for row in people_queries.employee_rows(tx)}
        numbers = {keys.get(row.employee_id or 0, ""): row.number for row in _issued(tx, month)}
    members = case.members()
    return tuple(SheetLine(m.number, m.employee.name, m.assignment.team, numbers.get(m.number, "")) for m in members)


def missing(workspace: Workspace, *, month: Period) -> int:
    """How many sheets of the month have yet to be made."""
    return sum(not line.number for line in listed(workspace, month=month))


def preview(workspace: Workspace, *, month: Period, employee_nos: Sequence[str] = (), progress: Progress | None = None) -> bytes:
    """The sheets as they would be issued now, of these agents or of everybody, marked as drafts, in one file."""
    with workspace.store.read() as tx:
        sheets = [facts for _, facts in _sheets(tx, workspace, month, employee_nos)]
    draft = workspace.texts(N_("Draft"))
    return documents.render_many([replace(facts, number=draft) for facts in sheets], progress or NoProgress())


def issue(workspace: Workspace, *, month: Period, employee_nos: Sequence[str] = ()) -> Done[tuple[int, ...]]:
    """Number the sheets and enter them into the register; gives the papers' ids. A sheet that says the same already keeps its number."""
    if not may_issue(month, workspace.clock.today()):
        first = month.last - timedelta(days=SHEET_DAYS - 1)
        raise UserError(N_("The sheets of {month} are made from {day} on, in its last week."), month=month.text, day=first.isoformat())

    def work(tx: Tx) -> tuple[int, ...]:
        held = {row.employee_id: row for row in _issued(tx, month)}
        ids = []
        for key, facts in _sheets(tx, workspace, month, employee_nos):
            before = held.get(key)
            if before is not None and _says(papers.facts_of(workspace, before)) == _says(facts):
                ids.append(before.id)
            else:
                owner = Owner(month=month.text, employee_id=key)
                ids.append(papers.allocate(tx, workspace, Series.ASSESSMENT, facts, owner).id)
        return tuple(ids)

    return workspace.store.transact(Op.ISSUE_DOCUMENT, work, who=workspace.actor, note=month.text)


def _issued(tx: Tx, month: Period) -> list[DocumentRow]:
    rows = paper_queries.documents(tx, month=month.text, kind=Series.ASSESSMENT.value)
    return sorted((row for row in rows if row.status == PaperStatus.ISSUED), key=lambda row: row.id)


def _says(facts: object) -> dict[str, object]:
    return {name: value for name, value in vars(facts).items() if name not in _OWN_WORDS}


def _case(tx: Tx, workspace: Workspace, month: Period) -> Case:
    """The rule of the assessment, looked at for the month with the facts of now."""
    today = workspace.clock.today()
    held: Standards = standards(workspace, day=min(month.last, today))
    rule = held.rule("assessment")
    if rule is None:
        raise UserError(N_("No rule on the month's assessment is in force in {month}."), month=month.text)
    facts = closing.judged(closing.facts_of_month(tx, month), today)
    return Case(held.adopted, rule, month, FactsIndex(facts), (held.adopted,), Findings())


def _sheets(tx: Tx, workspace: Workspace, month: Period, wanted: Sequence[str]) -> Iterator[tuple[int, AssessmentSheetFacts]]:
    case, maker = _case(tx, workspace, month), _Maker(tx, workspace, month)
    missed, sentences = missed_duties(case), _missed_sentences(case)
    members = [member for member in case.members() if not wanted or member.number in wanted]
    if not members:
        raise UserError(N_("Nobody is assessed in {month}."), month=month.text)
    for member in members:
        lines = assessment_lines(case, member, missed.get(member.number, ()))
        yield maker.keys[member.number], maker.sheet(case, member, lines, sentences.get(member.number, []))


def _missed_sentences(case: Case) -> dict[str, list[tuple[str, tuple[Criterion, ...]]]]:
    """Agent → each duty missed: its title and the lines that tell what, when and in which case."""
    found: dict[str, list[tuple[str, tuple[Criterion, ...]]]] = {}
    for rule in case.scheme.applied:
        if rule.kind in DUTIES:
            beside = replace(case, rule=rule, findings=Findings())
            DUTIES[rule.kind](beside)
            for outcome in beside.findings.outcomes:
                lines = tuple(line for line in outcome.because if not line.met)
                found.setdefault(outcome.employee_no or "", []).append((rule.id, lines))
    return found


class _Maker:
    """What the sheets of one month share."""

    def __init__(self, tx: Tx, workspace: Workspace, month: Period) -> None:
        self.workspace, self.texts, self.month = workspace, workspace.texts, month
        self.keys: Mapping[str, int] = {row.employee_no: row.id for row in people_queries.employee_rows(tx)}
        self.centre, self.issuer = settings.centre_in(tx), papers.issuer(workspace, tx)
        self.indicators = {one.code: one for one in setting_queries.indicators(tx)}
        self.checks: dict[int, list[Assessment]] = {}
        for row in reversed(work_queries.checks_between(tx, month.first, month.last)):
            result = self.texts(N_("in order")) if row.passed else self.texts(N_("not in order"))
            looked_at = self.texts(LOOKED_AT.get(row.looked_at, row.looked_at))
            self.checks.setdefault(row.employee_id, []).append(
                Assessment(item=looked_at, standard=row.day.isoformat(), result=result, remark=row.remark)
            )

    def sheet(
        self, case: Case, member: Member, lines: Sequence[Criterion], missed: Sequence[tuple[str, tuple[Criterion, ...]]]
    ) -> AssessmentSheetFacts:
        """One agent's sheet."""
        texts, held = self.texts, member.assignment
        position = texts.message(word(POSITIONS, held.position)) if held.position else ""
        return AssessmentSheetFacts(
            language="zh" if texts.language == "zh" else "en", number="", issued_on=self.workspace.clock.today(), check_code="",
            centre=self.issuer,
            agent=Person(name=member.employee.name, employee_no=member.number, team=held.team, position=position),
            period=period_word(texts, self.month.text), lines=tuple(self._line(case, member, line) for line in lines),
            missed=tuple(self._missed(case, rule_id, proof) for rule_id, proof in missed),
            department=self.centre.hr_department or self.centre.name, assessor=shown(texts, self.centre, self.workspace.actor),
            checks=tuple(self.checks.get(self.keys[member.number], ())),
        )  # fmt: skip

    def _missed(self, case: Case, rule_id: str, proof: Sequence[Criterion]) -> str:
        rule = case.scheme.rule(rule_id)
        name = rule.name.text(self.texts.language) if rule else rule_id
        sentences = " ".join(self.texts.message(criterion_sentence(line)) for line in proof[1:] or proof)
        return self.texts(N_("{duty}: {sentences}"), duty=name, sentences=sentences)

    def _line(self, case: Case, member: Member, line: Criterion) -> Assessment:
        texts = self.texts
        if line.criterion in ("month_violations", "quarter_violations"):
            return self._attendance(case, member, line)
        if line.criterion == "duties_missed":
            limit = texts(N_("at most {n}"), n=line.required.lstrip("<= "))
            return Assessment(item=texts(N_("Duties missed")), standard=limit, result=line.found, remark=self._work_done(case, member))
        code = line.source.split()[1]
        sign = "≥ " if line.required.startswith(">") else "≤ "
        indicator = self.indicators.get(code)
        limit = limit_words(code, sign, Decimal(line.required.lstrip("<>= "))) if line.required else texts(N_("not judged"))
        value = texts(N_("not entered")) if line.found == "–" else line.found
        result = show_value(indicator, Decimal(line.found)) if indicator and line.found != "–" else value
        return Assessment(item=texts.message(indicator_word(code)), standard=limit, result=result, remark=self._growth(case, member, code))

    def _attendance(self, case: Case, member: Member, line: Criterion) -> Assessment:
        """Late, early, absent and leave of the month, or of the quarter so far."""
        texts, in_month = self.texts, line.criterion == "month_violations"
        quarter = Period.containing(self.month.last, Cadence.QUARTER)
        months = [self.month] if in_month else [one for one in quarter.months() if one <= self.month]
        tallies = [tally for one in months if (tally := case.index.tally(member.number, one)) is not None and tally.days_entered]
        item = texts(N_("Attendance in the month")) if in_month else texts(N_("Attendance in the quarter so far"))
        limit = texts(N_("for the record"))
        if line.required:
            limit = texts(N_("late, early and absent at most {n} times"), n=line.required.lstrip("<= "))
        if not tallies:
            return Assessment(item=item, standard=limit, result=texts(N_("not entered")))
        return Assessment(item=item, standard=limit, result=texts(N_("{n} times"), n=line.found), remark=texts.message(_attended(tallies)))

    def _growth(self, case: Case, member: Member, code: str) -> str:
        """Trainings, certificates and the like of the quarter, beside the line on ability."""
        if code != "project_knowledge":
            return ""
        first = Period.containing(self.month.last, Cadence.QUARTER).first
        own = [one.label for one in case.index.facts.growth if one.employee_no == member.number and first <= one.day <= self.month.last]
        return self.texts(_GROWTH, records="、".join(own) if self.texts.language == "zh" else ", ".join(own)) if own else ""

    def _work_done(self, case: Case, member: Member) -> str:
        """How many cases were taken and closed in the month, and how many logs handed in."""
        work, month = case.index.facts.work, case.period
        own = [one for one in work.cases if one.employee_no == member.number]
        taken = sum(one.opened_on in month for one in own)
        closed = sum(one.closed_on is not None and one.closed_on in month for one in own)
        logs = work.logs.get(member.number, 0)
        text = N_("{taken} cases taken, {closed} closed; {logs} work logs")
        return self.texts(text, taken=taken, closed=closed, logs=logs) if own or logs else ""


def _attended(tallies: Sequence[AttendanceTally]) -> Message:
    facts = {
        "late": sum(tally.late_count for tally in tallies),
        "early": sum(tally.early_count for tally in tallies),
        "absent": plain(sum((tally.days(Code.ABSENT) for tally in tallies), Decimal(0))),
        "leave": plain(sum((tally.days(*LEAVES) for tally in tallies), Decimal(0))),
        "days": sum(tally.workdays for tally in tallies),
    }
    return Message(N_("{days} working days; late {late}, early {early}, absent {absent} days, leave {leave} days"), facts)
