"""What the law asks of a penalty before it is confirmed and published (domain: Penalties and the law)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from models.domain.errors import N_, Message, UserError
from models.domain.money import fen_to_yuan
from models.domain.outcomes import OutcomeKind
from models.domain.papers import FollowUpKind
from models.domain.period import Period
from models.queries import schemes as scheme_queries
from models.store import Tx
from models.tables.decisions import OutcomeRow
from services import instalments, settings
from services.outcome_views import Book, burdens

GUANGDONG = ("广东", "广东省", "guangdong")


def is_money_penalty(row: OutcomeRow) -> bool:
    """It takes money from an agent."""
    return row.kind == OutcomeKind.PENALTY and row.amount_fen > 0


def check(tx: Tx, known: Book, rows: Sequence[OutcomeRow]) -> tuple[Message, ...]:
    """UserError for what the law forbids; warnings for what it asks to be looked at."""
    warnings: list[Message] = []
    for row in rows:
        if burdens(row.kind, row.employee_id, row.level):
            warnings += [*(_rule_was_known(known, row) or _agent_has_read(tx, known, row)), *_bottom_rank(known, row)]
        if is_money_penalty(row):
            warnings += _money(tx, known, row)
    return tuple({str(warning): warning for warning in warnings}.values())


def _rule_was_known(known: Book, row: OutcomeRow) -> list[Message]:
    """A rule binds only when it was made known before the act (劳动合同法 art. 4)."""
    version, act = known.version(row), _day_of_act(row)
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
    return [] if _held_before(known, row, act) else [_too_late(facts, version.first)]


def _too_late(facts: dict[str, Any], first: date) -> Message:
    text = N_(
        "The rule “{rule}” (version {version}) has been in force from {day} only, after the period began "
        "(Labour Contract Law art. 4); a penalty for an act before that day may not stand."
    )
    return Message(text, {**facts, "day": first.isoformat()})


def _held_before(known: Book, row: OutcomeRow, act: date) -> bool:
    """The rule held on the day of the act, in this version or an earlier one."""
    same = (version for version in known.versions.values() if version.scheme.id == row.scheme_id)
    return any(version.first <= act <= (version.last or act) and version.scheme.rule(row.rule) for version in same)


def _day_of_act(row: OutcomeRow) -> date:
    """The day of the complaint, else the first of the period: what the month adds up may have begun there."""
    day = next((line["found"] for line in row.because if line["criterion"] == "complaint_day"), "")
    return date.fromisoformat(day) if day else Period.parse(row.period).first


def _agent_has_read(tx: Tx, known: Book, row: OutcomeRow) -> list[Message]:
    """The agent's signature shows that the rule was read before the period began; one notice for all where nobody's is kept."""
    version, act = known.version(row), _day_of_act(row)
    if not scheme_queries.keeps_readings(tx):
        text = N_(
            "No signatures are kept in this centre: nothing shows that the agents have read the scheme “{scheme}” (version {version}). "
            "Note who has signed under the scheme's versions in the library."
        )
        return [Message(text, {"scheme": version.scheme.name.text(known.language), "version": version.version})]
    signed = next((reading for reading in scheme_queries.readings(tx, version.id) if reading.employee_id == row.employee_id), None)
    facts = {"name": _name(known, row), "rule": known.rule(row).name.text(known.language), "version": version.version}
    if signed is None:
        return [Message(N_("No signature shows that {name} has read the rule “{rule}” (version {version})."), facts)]
    if signed.signed_on > act:
        text = N_("{name} signed the rule “{rule}” (version {version}) on {day} only, after the period began.")
        return [Message(text, facts | {"day": signed.signed_on.isoformat()})]
    return []


def _bottom_rank(known: Book, row: OutcomeRow) -> list[Message]:
    """Being last may lead to coaching only; anything harder is for a person to decide (指导案例 18 号)."""
    rule = known.rule(row)
    if rule.kind != "bottom_streak" or (row.level in (None, FollowUpKind.COACHING.value) and not row.amount_fen):
        return []
    facts = {"name": _name(known, row), "rule": rule.name.text(known.language)}
    if row.kind == OutcomeKind.PENALTY:
        raise UserError(
            N_(
                "{name}: “{rule}” may lead to coaching only; being last is not incompetence (Guiding Case 18, Labour Contract Law art. 39 "
                "and 40). Choose coaching, or refer the case to a person who decides."
            ),
            **facts,
        )
    return [
        Message(
            N_(
                "{name}: being last is not incompetence (Guiding Case 18). A person decides on the referral, after training or another "
                "task by agreement (Labour Contract Law art. 35 and 40); coaching goes on meanwhile."
            ),
            facts,
        )
    ]


def _money(tx: Tx, known: Book, row: OutcomeRow) -> list[Message]:
    centre, name = settings.centre_in(tx), _name(known, row)
    if centre.province.strip().lower() in GUANGDONG:
        raise UserError(
            N_("{name}: a fine is not allowed in Guangdong. Withhold a bonus, deduct points or suspend eligibility instead."), name=name
        )
    no_basis = N_(
        "{name}: fines have had no national legal basis since 2008; only a loss that the agent caused may be deducted (Wage Payment "
        "Provisions art. 16). Lawful alternatives: withhold a bonus, deduct points, suspend eligibility."
    )
    found = [Message(no_basis, {"name": name})]
    wage = instalments.wage_fen(tx, row.employee_id, Period.parse(row.month))
    if wage is None:
        unknown = N_("{name}: no wage is entered, so the limit of a fifth of the month's wage and the minimum wage could not be checked.")
        return [*found, Message(unknown, {"name": name})]
    if not centre.minimum_wage:
        found.append(Message(N_("The local minimum wage is not entered in the settings, so it could not be checked."), {}))
    return [*found, *_spread(tx, row, name, wage, centre.minimum_wage)]


def _spread(tx: Tx, row: OutcomeRow, name: str, wage: int, minimum_wage: str) -> list[Message]:
    """What is above the month's limit is carried to later months; UserError when there is no room in any of them."""
    limit = fen_to_yuan(instalments.limit_fen(wage, minimum_wage))
    parts = instalments.plan(tx, row, row.amount_fen)
    if parts is None:
        raise UserError(
            N_(
                "{name}: {amount} cannot be deducted within {months} months, for at most {limit} a month is allowed (a fifth of the wage, "
                "and not below the minimum wage; Wage Payment Provisions art. 16). Lower the amount, deduct points or withhold a bonus."
            ),
            name=name, amount=fen_to_yuan(row.amount_fen), months=instalments.MOST_MONTHS, limit=limit,
        )  # fmt: skip
    if len(parts) == 1 and parts[0].month == row.month:
        return []
    plan = "; ".join(f"{part.month} {part.amount:,.2f}" for part in parts)
    words = N_(
        "{name}: at most {limit} may be deducted in a month (a fifth of the wage, and not below the minimum wage; Wage Payment "
        "Provisions art. 16), so it is spread: {plan}."
    )
    return [Message(words, {"name": name, "limit": limit, "plan": plan})]


def _name(known: Book, row: OutcomeRow) -> str:
    person = known.person(row)
    return person.name if person else row.team or ""
