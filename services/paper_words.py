"""What the papers of a publication say: facts in words from outcomes, rules and settings."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, cast

from models.domain.errors import N_
from models.domain.kpi import plain
from models.domain.money import fen_to_yuan
from models.domain.outcomes import Criterion
from models.domain.people import Employee
from models.domain.period import Period
from models.queries import people as people_queries
from models.store import Tx
from models.tables.decisions import OutcomeRow
from services import actors, own_wordings, paper_templates, papers, settings
from services.documents.dates import paper_date
from services.documents.facts import (
    Basis,
    CertificateFacts,
    Evidence,
    PenaltyNoticeFacts,
    Person,
    PublicListFacts,
    RewardLine,
    RewardNoticeFacts,
)
from services.documents.facts import Centre as Issuer
from services.documents.wordings import own_text
from services.outcome_views import DECLINED, Book
from services.outcome_words import BY_HAND, criterion_name, criterion_words, found_word, level_word, period_word
from services.rules.scheme import Rule
from services.rules.sentences import source_sentence
from services.settings import Centre
from services.texts import Texts
from services.words import POSITIONS, word
from services.working_days import WorkingDays
from services.workspace import Workspace


@dataclass(frozen=True)
class Desk:
    """What all papers of one day have in common."""

    texts: Texts
    centre: Centre
    issuer: Issuer
    known: Book
    today: date
    days: WorkingDays
    handler: str
    wordings: Mapping[str, str]
    photo: Callable[[Employee], bytes | None]
    """An agent's photo for a certificate; None when there is none, or the centre prints none."""

    @property
    def department(self) -> str:
        """Who decides on appeals and signs notices."""
        return self.centre.hr_department or self.centre.name


def desk(tx: Tx, workspace: Workspace, known: Book, days: WorkingDays) -> Desk:
    """Everything to word papers with today."""
    centre = settings.centre_in(tx)
    wordings = own_wordings.wordings_in(tx)
    issuer, signer, today = papers.issuer(workspace, tx), handler(workspace, centre), workspace.clock.today()
    photos = people_queries.photos(tx) if centre.photo_on_certificates else {}

    def photo(person: Employee) -> bytes | None:
        return papers.picture(workspace, photos.get(person.employee_no, ""))

    return Desk(workspace.texts, centre, issuer, known, today, days, signer, wordings, photo)


def handler(workspace: Workspace, centre: Centre) -> str:
    """Who signs as handler."""
    return actors.shown(workspace.texts, centre, workspace.actor)


def certificate(at: Desk, row: OutcomeRow) -> CertificateFacts:
    """The certificate of an award: name and title, no score and no money."""
    person, rule = at.known.person(row), at.known.rule(row)
    members = () if person else _members(at, row)
    return CertificateFacts(
        **_paper(at),
        recipient=person.name if person else row.team or "",
        honorific=at.texts(N_("Comrade")) if person and at.texts.language == "zh" else "",
        members=members,
        body=_body(at, row, rule),
        award=rule.title.text(at.known.language),
        closing=own_text(at.wordings, at.texts.language, paper_templates.CLOSING),
        unit=at.centre.name,
        layout=cast("Any", at.centre.certificate_layout),
        size=cast("Any", at.centre.certificate_paper),
        date_style="chinese" if at.centre.chinese_numerals_on_certificates else "arabic",
        photo=at.photo(person) if person else None,
    )


def reward_notice(at: Desk, rows: Sequence[OutcomeRow]) -> RewardNoticeFacts:
    """The winners of one rule in one period."""
    source = basis(at, rows[0])
    lines = tuple(_line(at, row) for row in rows)
    return RewardNoticeFacts(**_paper(at), basis=(source,), lines=lines, department=at.department, handler=at.handler)


def penalty_notice(at: Desk, row: OutcomeRow, *, level: str = "", corrects: str = "") -> PenaltyNoticeFacts:
    """The notice of a penalty or a referral; `corrects` names the notice that it replaces, `level` overrides the level's words."""
    person, rule = at.known.person(row), at.known.rule(row)
    assert person is not None
    assignment = person.assignment_in(Period.parse(row.period))
    amount, points, current = at.known.current(row)
    criteria = [Criterion(**line) for line in row.because]
    return PenaltyNoticeFacts(
        **_paper(at),
        recipient=Person(
            name=person.name,
            employee_no=person.employee_no,
            team=assignment.team if assignment else "",
            position=at.texts.message(word(POSITIONS, assignment.position)) if assignment else "",
        ),
        findings=_findings(at, criteria),
        evidence=tuple(_evidence(at, criterion) for criterion in criteria if criterion.criterion != BY_HAND) + _attached(at, row),
        basis=basis(at, row),
        statement=None if row.statement in ("", DECLINED) else row.statement,
        level=level or level_word(at.texts, current) or rule.title.text(at.known.language),
        amount=fen_to_yuan(amount) if amount else None,
        points=points,
        effective_on=at.today,
        duration=_duration(at, row),
        appeal_days=at.centre.appeal_filing_days,
        department=at.department,
        handler=at.handler,
        corrects=corrects,
    )


def shared(notice: PenaltyNoticeFacts) -> dict[str, Any]:
    """What a notice shares with the other papers about the same facts."""
    names = ("language", "number", "issued_on", "centre", "check_code", "findings", "evidence", "basis", "department", "handler")
    return {name: getattr(notice, name) for name in names}


def _duration(at: Desk, row: OutcomeRow) -> str:
    if row.expires_on is None:
        return at.texts(N_("Until the centre lifts it, or an appeal changes or revokes it"))
    return at.texts(N_("Until {day}, unless an appeal changes or revokes it before"), day=paper_date(row.expires_on, at.texts.language))


def public_list(at: Desk, month: Period, rows: Sequence[OutcomeRow]) -> PublicListFacts:
    """The month's awards for the notice board, with masked employee numbers; it hangs out from the next working day."""
    last = at.days.within(at.today, at.centre.public_list_days).last_day
    first = at.days.within(at.today, 1).last_day
    rules: dict[tuple[str, str], list[OutcomeRow]] = {}
    for row in rows:
        rules.setdefault((row.scheme_id, row.rule), []).append(row)
    subject = at.texts(N_("the awards of {period}"), period=period_word(at.texts, month.text))
    return PublicListFacts(
        **_paper(at),
        subject=subject,
        basis=tuple(_basis_of_periods(at, group) for group in rules.values()),
        lines=tuple(_line(at, row, public=True) for row in rows),
        first_day=first,
        last_day=last,
        working_days=at.centre.public_list_days,
        contact=at.centre.contact or at.department,
        phone=at.centre.phone,
        department=at.department,
    )


def basis(at: Desk, row: OutcomeRow) -> Basis:
    """Rule, clause, scheme and version that a decision rests on."""
    version, rule = at.known.version(row), at.known.rule(row)
    return Basis(
        rule=rule.name.text(at.known.language),
        clause=rule.clause_text_zh if at.known.language == "zh" else at.texts(N_("in the original, {clause}"), clause=rule.clause_text_zh),
        scheme=version.scheme.name.text(at.known.language),
        version=str(version.version),
        period=period_word(at.texts, row.period),
        published_on=version.published_on,
    )


def _basis_of_periods(at: Desk, rows: Sequence[OutcomeRow]) -> Basis:
    """One rule with all the periods of the month in which it gave awards."""
    periods = sorted({row.period for row in rows})
    return replace(basis(at, rows[0]), period=at.texts(N_(", ")).join(period_word(at.texts, period) for period in periods))


def masked(employee_no: str) -> str:
    """An employee number as public lists show it: the first and the last character, the rest stars."""
    if len(employee_no) <= 2:
        return "*" * len(employee_no)
    return employee_no[0] + "*" * (len(employee_no) - 2) + employee_no[-1]


def _paper(at: Desk) -> dict[str, Any]:
    return {"language": at.texts.language, "number": "", "issued_on": at.today, "centre": at.issuer, "check_code": ""}


def _line(at: Desk, row: OutcomeRow, public: bool = False) -> RewardLine:
    person, rule = at.known.person(row), at.known.rule(row)
    number = person.employee_no if person else ""
    award = rule.title.text(at.known.language) or rule.name.text(at.known.language)
    if public and row.period != row.month:
        award = at.texts(N_("{award} ({period})"), award=award, period=period_word(at.texts, row.period))
    return RewardLine(
        rank=row.rank,
        employee_no=masked(number) if public else number,
        name=person.name if person else "",
        team=at.known.team(row),
        award=award,
        reward="" if public else _reward(at, row),
    )


def _reward(at: Desk, row: OutcomeRow) -> str:
    amount, points, _ = at.known.current(row)
    parts = []
    if amount:
        parts.append(at.texts(N_("bonus of {amount} yuan"), amount=f"{fen_to_yuan(amount):,.2f}"))
    if points:
        parts.append(at.texts(N_("{points} points"), points=points))
    return at.texts(N_(", ")).join(parts) or at.texts(N_("certificate"))


def _members(at: Desk, row: OutcomeRow) -> tuple[str, ...]:
    period = Period.parse(row.period)
    people = [(p, p.assignment_in(period)) for p in at.known.people.values()]
    return tuple(p.name for p, a in sorted(people, key=lambda pair: pair[0].employee_no) if a and a.team == row.team)


def _body(at: Desk, row: OutcomeRow, rule: Rule) -> str:
    period = Period.parse(row.period)
    person = at.known.person(row)
    facts = {"period": period_word(at.texts, row.period), "award": rule.title.text(at.known.language), "rank": row.rank or 1}
    facts |= {"name": person.name if person else "", "team": at.known.team(row)}
    if rule.kind == "rank_share":
        facts["percent"] = plain(rule.number("percent"))
    if rule.kind == "full_attendance":
        months = rule.integer("months")
        facts |= {
            "months": months,
            "first": period_word(at.texts, period.shifted(1 - months).text),
            "last": period_word(at.texts, row.period),
        }
    key, kind = paper_templates.key_of(row.scheme_id, row.rule), "" if row.by_hand else rule.kind
    return paper_templates.body(at.texts, at.wordings, key=key, kind=kind, facts=facts)


def _findings(at: Desk, criteria: Sequence[Criterion]) -> tuple[str, ...]:
    return tuple(criterion_words(at.texts, criterion) for criterion in criteria)


def _evidence(at: Desk, criterion: Criterion) -> Evidence:
    return Evidence(
        criterion=criterion_name(at.texts, criterion),
        found=found_word(at.texts, criterion.found),
        required=found_word(at.texts, criterion.required),
        source=at.texts.message(source_sentence(criterion.source)) if criterion.source else "",
    )


def _attached(at: Desk, row: OutcomeRow) -> tuple[Evidence, ...]:
    name = at.texts(N_("Attached file"))
    return tuple(Evidence(criterion=name, found=item["name"], required="", source=item["sha256"][:12]) for item in row.evidence)
