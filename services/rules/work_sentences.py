"""Plain sentences of the rules on duties of the daily work."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from models.domain.errors import N_, Message
from services.rules.card_sentences import limits
from services.rules.scheme import Rule
from services.rules.words import joined, word


def work_sentence(rule: Rule) -> Message:
    """What a rule on duties demands, or what the month's assessment looks at."""
    return _SENTENCES[rule.kind](rule)


def _days(rule: Rule, name: str) -> Message:
    text = N_("{n} days of work by the calendar") if rule.text("days") == "working" else N_("{n} calendar days")
    return Message(text, {"n": rule.integer(name)})


def _otherwise(rule: Rule) -> Message:
    allowed = rule.integer("allowed")
    return (
        Message(N_("more than {n} exceptions are a duty missed"), {"n": allowed}) if allowed else Message(N_("otherwise a duty is missed"))
    )


def _daily_log(rule: Rule) -> Message:
    text = N_("Each day at work ({codes}) ends with a work log; {otherwise}. Months in which nobody hands in logs are not judged.")
    return Message(text, {"codes": joined([word(code) for code in rule.names("codes")]), "otherwise": _otherwise(rule)})


def _follow_up(rule: Rule) -> Message:
    text = N_("A case whose deadline is {least} or more away is followed up every {every} until it is closed; {otherwise}.")
    return Message(text, {"least": _days(rule, "deadline_days"), "every": _days(rule, "every_days"), "otherwise": _otherwise(rule)})


def _call_back(rule: Rule) -> Message:
    facts = {"percent": rule.text("percent"), "days": _days(rule, "callback_days")}
    if rule.flag("late_is_missed"):
        return Message(N_("{percent}% of closed cases are called back within {days}; a later call-back does not count."), facts)
    return Message(N_("{percent}% of closed cases are called back; after {days} without a call-back the duty is missed."), facts)


def _escalated(rule: Rule) -> Message:
    return Message(N_("At most {n} complaints a month are escalated because of a poor call-back."), {"n": rule.integer("allowed")})


def _form(rule: Rule) -> Message:
    if not rule.integer("form_days"):
        text = N_("The form of an important case is raised on the very day; {otherwise}.")
        return Message(text, {"otherwise": _otherwise(rule)})
    text = N_("The form of an important case is raised within {days}; {otherwise}.")
    return Message(text, {"days": _days(rule, "form_days"), "otherwise": _otherwise(rule)})


def _spot_checks(rule: Rule) -> Message:
    text = N_(
        "Every week the supervisor checks {percent}% of the agents ({looked_at}), each with a remark, and hands in the attendance of "
        "the month by its day {day}. The rule judges no agent."
    )
    looked_at = joined([word(name) for name in rule.names("looked_at")])
    return Message(text, {"percent": rule.text("percent"), "looked_at": looked_at, "day": rule.integer("result_day")})


def _times(rule: Rule, name: str) -> Message:
    limit = rule.text(name)
    return Message(N_("at most {n} times"), {"n": limit}) if limit else Message(N_("not judged"))


def _assessment(rule: Rule) -> Message:
    checked, _ = limits(rule)
    facts = {
        "month": _times(rule, "month_violations"),
        "quarter": _times(rule, "quarter_violations"),
        "lines": joined(checked),
        "duties": rule.integer("duties"),
    }
    text = N_(
        "In the month's assessment qualifies who keeps to these limits: late, early and absent in the month {month}, in the quarter so far "
        "{quarter}; {lines}; at most {duties} duties missed."
    )
    return Message(text, facts)


_SENTENCES: Mapping[str, Callable[[Rule], Message]] = {
    "daily_log": _daily_log,
    "case_follow_up": _follow_up,
    "call_back": _call_back,
    "poor_call_back": _escalated,
    "important_form": _form,
    "spot_checks": _spot_checks,
    "assessment": _assessment,
}
WORK_KINDS = tuple(_SENTENCES)
"""Kinds of rules worded here."""
CRITERIA: Mapping[str, str] = {
    "logs_missing": N_("{found} work logs are missing; at most {limit} may be ({source})."),
    "logs_handed_in": N_("{found} work logs were handed in ({source})."),
    "log_missing": N_("No work log of {found}, a day at work."),
    "cases_not_followed": N_("{found} cases were not followed up in time; at most {limit} may be ({source})."),
    "follow_up_missed": N_("{source}: no follow-up by {found}; one is due every {limit} days."),
    "callback_share": N_("{found}% of the cases due were called back, {limit}% are required ({source})."),
    "not_called_back": N_("{source}: not called back, due by {limit}."),
    "called_back_late": N_("{source}: called back on {found}, due by {limit}."),
    "cases_escalated": N_("{found} complaints were escalated because of a poor call-back; at most {limit} may be ({source})."),
    "case_escalated": N_("{source}: escalated on {found}."),
    "forms_not_raised": N_("{found} forms of important cases were not raised in time; at most {limit} may be ({source})."),
    "form_not_raised": N_("{source}: the form was not raised, due on {limit}."),
    "form_raised_late": N_("{source}: form raised on {found}, due on {limit}."),
    "month_violations": N_("Late, early leave and absence: {found} times ({source})."),
    "quarter_violations": N_("Late, early leave and absence in the quarter so far: {found} times ({source})."),
    "duties_missed": N_("{found} duties missed; at most {limit} may be ({source})."),
}
"""Lines of these rules' explanations."""
