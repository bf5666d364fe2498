"""Plain sentences of the rules on a role's card."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from models.domain.errors import N_, Message
from models.domain.period import Cadence
from services.rules.kinds_cards import AT_LEAST, AT_MOST
from services.rules.scheme import Rule
from services.rules.words import indicator_word, joined, limit_words, plain_text, position_word, word

_SIGNS: Mapping[str, str] = {AT_LEAST: "≥ ", AT_MOST: "≤ "}


def card_sentence(rule: Rule) -> Message:
    """Who qualifies under a position's card, with every limit."""
    checked, unset = limits(rule)
    facts = {"position": position_word(rule.text("position")), "lines": joined(checked), "unset": joined(unset)}
    text = N_("Every month, agents of {position} who meet every line qualify: {lines}.")
    open_lines = N_("Every month, agents of {position} who meet every line qualify: {lines}; not checked until a limit is set: {unset}.")
    return Message(open_lines if unset else text, facts)


def limits(rule: Rule) -> tuple[list[Message], list[Message]]:
    """Each limit in words, and the indicators whose limit is not set."""
    checked, unset = [], []
    for parameter in rule.parameters:
        bound = next((begin for begin in _SIGNS if parameter.name.startswith(begin)), "")
        if not bound:
            continue
        code = parameter.name.removeprefix(bound)
        if parameter.text:
            limit = limit_words(code, _SIGNS[bound], Decimal(parameter.text))
            checked.append(Message(N_("{indicator} {limit}"), {"indicator": indicator_word(code), "limit": limit}))
        else:
            unset.append(indicator_word(code))
    return checked, unset


def qualified_sentence(rule: Rule, prize: Message) -> Message:
    """Who may win an award among those who qualified and contributed."""
    position = rule.text("position")
    facts = {
        "cadence": word(rule.cadence.value) if rule.cadence else plain_text("–"),
        "who": position_word(position) if position else Message(N_("every position with a card")),
        "months": _months(rule),
        "contributions": joined([word(name) for name in rule.names("contributions")]),
        "count": rule.integer("count"),
        "indicator": indicator_word(rule.text("indicator")),
        "prize": prize,
    }
    return Message(
        N_(
            "Every {cadence}, agents of {who} who qualified in {months} and were nominated or have an approved contribution "
            "({contributions}) receive {prize}; of more than {count} the best by {indicator}, ties in."
        ),
        facts,
    )


def _months(rule: Rule) -> Message:
    if rule.cadence is Cadence.MONTH:
        return Message(N_("that month"))
    months = rule.integer("min_months")
    return Message(N_("at least {count} months"), {"count": months}) if months else Message(N_("every month"))
