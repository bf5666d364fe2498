"""What the law asks of a penalty before it is confirmed and published (domain: Penalties and the law)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from models.domain.errors import N_, Message, UserError
from models.domain.money import fen_to_yuan
from models.domain.outcomes import OutcomeKind, OutcomeStatus
from models.domain.period import Period
from models.queries import closing as closing_queries
from models.queries import outcomes as queries
from models.queries import people as people_queries
from models.queries import schemes as scheme_queries
from models.store import Tx
from models.tables.decisions import OutcomeRow
from services import settings
from services.outcome_views import Book, burdens

GUANGDONG = ("广东", "广东省", "guangdong")
LARGEST_SHARE = Decimal("0.20")
"""Part of a month's wage that deductions may take at most (工资支付暂行规定 art. 16)."""
_STANDING = (OutcomeStatus.CONFIRMED, OutcomeStatus.PUBLISHED, OutcomeStatus.IN_FORCE, OutcomeStatus.CORRECTED)


def is_money_penalty(row: OutcomeRow) -> bool:
    """It takes money from an agent."""
    return row.kind == OutcomeKind.PENALTY and row.amount_fen > 0


def check(tx: Tx, known: Book, rows: Sequence[OutcomeRow]) -> tuple[Message, ...]:
    """UserError for what the law forbids; warnings for what it asks to be looked at."""
    warnings: list[Message] = []
    for row in rows:
        if burdens(row.kind, row.employee_id, row.level):
            warnings += _rule_was_known(known, row) or _agent_has_read(tx, known, row)
        if is_money_penalty(row):
            warnings += _money(tx, known, row)
    return tuple({str(warning): warning for warning in warnings}.values())


def _rule_was_known(known: Book, row: OutcomeRow) -> list[Message]:
    """A rule binds only when it was made known before the act (劳动合同法 art. 4)."""
    version, act = known.version(row), Period.parse(row.period).first
    facts = {"rule": known.rule(row).name.text(known.language), "version": version.version}
    if version.published_on is None:
        return [
            Message(
                N_(
                    "No day is recorded on which the rule “{rule}” (version {version}) was made known to the agents "
                    "(Labour Contract Law art. 4); a penalty under it may not stand."
                ),
                facts,
            )
        ]
    if version.published_on > act:
        facts["day"] = version.published_on.isoformat()
        return [
            Message(
                N_(
                    "The rule “{rule}” (version {version}) was made known on {day} only, after the period began "
                    "(Labour Contract Law art. 4); a penalty for an act before that day may not stand."
                ),
                facts,
            )
        ]
    return []


def _agent_has_read(tx: Tx, known: Book, row: OutcomeRow) -> list[Message]:
    """The agent's signature shows that the rule was read before the period began."""
    version, act = known.version(row), Period.parse(row.period).first
    signed = next((reading for reading in scheme_queries.readings(tx, version.id) if reading.employee_id == row.employee_id), None)
    facts = {"name": _name(known, row), "rule": known.rule(row).name.text(known.language), "version": version.version}
    if signed is None:
        return [Message(N_("No signature shows that {name} has read the rule “{rule}” (version {version})."), facts)]
    if signed.signed_on > act:
        text = N_("{name} signed the rule “{rule}” (version {version}) on {day} only, after the period began.")
        return [Message(text, facts | {"day": signed.signed_on.isoformat()})]
    return []


def _money(tx: Tx, known: Book, row: OutcomeRow) -> list[Message]:
    centre = settings.centre_in(tx)
    if centre.province.strip().lower() in GUANGDONG:
        raise UserError(
            N_("{name}: a fine is not allowed in Guangdong. Withhold a bonus, deduct points or suspend eligibility instead."),
            name=_name(known, row),
        )
    wage = _wage(tx, row)
    if wage is None:
        return [
            Message(
                N_("{name}: no wage is entered, so the limit of a fifth of the month's wage and the minimum wage could not be checked."),
                {"name": _name(known, row)},
            )
        ]
    taken = _taken(tx, row)
    limit = _limit(wage, centre.minimum_wage)
    if taken > limit:
        raise UserError(
            N_(
                "{name}: {amount} would be deducted in {month}, but at most {limit} is allowed (a fifth of the wage, and not below "
                "the minimum wage). Record the rest in a later month."
            ),
            name=_name(known, row), amount=taken, month=row.month, limit=limit,
        )  # fmt: skip
    if not centre.minimum_wage:
        return [Message(N_("The local minimum wage is not entered in the settings, so it could not be checked."), {})]
    return []


def _limit(wage: Decimal, minimum_wage: str) -> Decimal:
    limit = (wage * LARGEST_SHARE).quantize(Decimal("0.01"))
    if minimum_wage:
        limit = min(limit, max(wage - Decimal(minimum_wage), Decimal(0)))
    return limit


def _wage(tx: Tx, row: OutcomeRow) -> Decimal | None:
    """Monthly wage at the end of the month, None when none is entered."""
    last = Period.parse(row.month).last
    assignments = people_queries.assignment_rows(tx, [row.employee_id] if row.employee_id is not None else [])
    held = [a for a in assignments if a.effective_from <= last and a.monthly_wage_fen is not None]
    fen = held[-1].monthly_wage_fen if held else None
    return None if fen is None else fen_to_yuan(fen)


def _taken(tx: Tx, row: OutcomeRow) -> Decimal:
    """This deduction with all others of the agent in the month that stand, as corrected."""
    others = queries.outcome_rows(tx, month=row.month, employee_id=row.employee_id, statuses=[status.value for status in _STANDING])
    penalties = [other for other in others if other.kind == OutcomeKind.PENALTY and other.id != row.id]
    made = closing_queries.corrections(tx, [other.id for other in penalties])
    sums = [made[other.id][-1].amount_fen if other.id in made else other.amount_fen for other in penalties]
    return fen_to_yuan(sum(sums) + row.amount_fen)


def _name(known: Book, row: OutcomeRow) -> str:
    person = known.person(row)
    return person.name if person else row.team or ""
