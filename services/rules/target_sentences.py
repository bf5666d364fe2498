"""Plain sentences of the rules on targets, falling figures and costs given back."""

from __future__ import annotations

from models.domain.errors import N_, Message
from models.domain.kpi import plain
from services.rules.card_sentences import limits
from services.rules.scheme import Rule
from services.rules.words import indicator_word, joined, plain_text, word


def targets_sentence(rule: Rule, prize: Message) -> Message:
    """Who receives an award for meeting targets, with every target."""
    checked, unset = limits(rule)
    facts = {
        "cadence": word(rule.cadence.value) if rule.cadence else plain_text("–"),
        "lines": joined(checked) if checked else Message(N_("targets that the centre still has to set")),
        "members": rule.integer("min_members"),
        "prize": prize,
    }
    teams = N_("Every {cadence}, teams of {members} or more whose mean meets every target receive {prize}: {lines}.")
    agents = N_("Every {cadence}, agents who meet every target receive {prize}: {lines}.")
    sentence = Message(teams if rule.text("who") == "teams" else agents, facts)
    if not unset:
        return sentence
    return Message(N_("{sentence} Not checked until a limit is set: {unset}."), {"sentence": sentence, "unset": joined(unset)})


def warning_sentence(rule: Rule) -> Message:
    """When falling figures lead to a talk."""
    facts = {"months": rule.integer("months"), "drop": plain(rule.number("min_drop"))}
    if rule.text("based_on"):
        text = N_(
            "Whoever's score under “{rule}” falls from month to month over {months} months, by {drop} or more in all, is proposed to "
            "the supervisor for a talk, with the figures."
        )
        return Message(text, facts | {"rule": rule.text("based_on")})
    text = N_(
        "Whoever's {indicator} gets worse from month to month over {months} months, by {drop} or more in all, is proposed to the "
        "supervisor for a talk, with the figures."
    )
    return Message(text, facts | {"indicator": indicator_word(rule.text("indicator"))})


def reimbursement_sentence(rule: Rule) -> Message:
    """What is given back, up to which limit, and what raises it."""
    unset = Message(N_("a limit that the centre still has to set"))
    limit = Message(N_("{amount} yuan"), {"amount": plain(rule.number("limit"))}) if rule.text("limit") else unset
    facts = {"indicator": indicator_word(rule.text("indicator")), "limit": limit}
    sentence = Message(N_("Whoever is approved for the month is given back the {indicator}, at most {limit} in a calendar year."), facts)
    if kinds := rule.names("records"):
        counted = joined([word(kind) for kind in kinds])
        counts = Message(N_("Without a figure entered, the cost on record of these counts: {kinds}."), {"kinds": counted})
        sentence = Message(N_("{first} {second}"), {"first": sentence, "second": counts})
    if not rule.names("raised_by") or not rule.number("raise_percent"):
        return sentence
    raised = {"percent": rule.text("raise_percent"), "merits": joined([word(name) for name in rule.names("raised_by")])}
    addition = Message(N_("Approved in the same year, these raise the limit by {percent}%: {merits}."), raised)
    return Message(N_("{first} {second}"), {"first": sentence, "second": addition})
