"""Plain sentences of the rules on lateness and absence, and on a standard missed for months."""

from __future__ import annotations

from decimal import Decimal

from models.domain.errors import N_, Message
from services.rules.scheme import Rule
from services.rules.words import indicator_word, joined, level_name, limit_words

_SPANS = {
    "month": N_("over the month"), "quarter": N_("over the quarter"), "half_year": N_("over the half-year"), "year": N_("over the year"),
}  # fmt: skip
_COUNTED = {"late": N_("lateness"), "early": N_("early leave"), "absent": N_("days absent")}


def attendance_sentence(rule: Rule) -> Message:
    """What is added up over which span, and the step from each number on."""
    counted = rule.names("counted")
    what = joined([Message(words) for name, words in _COUNTED.items() if name in counted])
    facts = {"what": what, "span": Message(_SPANS[rule.text("span")])}
    steps = [Message(N_("from {count} on {level}"), {"count": s.count, "level": level_name(s.gives)}) for s in rule.steps("steps")]
    if not steps or not counted:
        unset = N_("Added up {span}: {what}; the steps are not set yet, so nothing is proposed.")
        return Message(unset, facts)
    fines = Message(N_("fines are on")) if rule.flag("fines_enabled") else Message(N_("fines are off"))
    facts |= {"steps": joined(steps), "fines": fines}
    if len(counted) == 1:
        return Message(N_("Counted {span}: {what} – {steps}; {fines}."), facts)
    return Message(N_("Added up {span}: {what} – {steps}; {fines}."), facts)


def standard_sentence(rule: Rule) -> Message:
    """Which limit, missed for how long, leads to what."""
    facts = {
        "indicator": indicator_word(rule.text("indicator")),
        "months": rule.integer("months"),
        "level": level_name(rule.text("measure")),
    }
    if not rule.text("threshold"):
        return Message(N_("{indicator}: the limit is not set yet, so nothing is proposed."), facts)
    facts["limit"] = limit_words(rule.text("indicator"), "", Decimal(rule.text("threshold")))
    below = rule.text("side") == "below"
    if rule.integer("months") == 1:
        one = N_("{indicator} below {limit} in a month leads to: {level}.")
        return Message(one if below else N_("{indicator} above {limit} in a month leads to: {level}."), facts)
    low = N_("{indicator} below {limit} for {months} months in a row leads to: {level}; then the count starts again.")
    high = N_("{indicator} above {limit} for {months} months in a row leads to: {level}; then the count starts again.")
    return Message(low if below else high, facts)
