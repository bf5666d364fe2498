"""Names of the fixed words that rules use, as messages: leave codes, indicators, levels, groups, reasons, lists of these."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from models.domain.errors import N_, Message
from models.domain.kpi import BUILT_IN, Unit, plain, show_value

_BUILT_IN = {indicator.code: indicator for indicator in BUILT_IN}

LEVEL_NAMES: Mapping[str, str] = {
    "reminder": N_("reminder"),
    "warning": N_("warning"),
    "serious_warning": N_("serious warning"),
    "demerit": N_("demerit"),
    "major_demerit": N_("major demerit"),
    "coaching": N_("coaching plan"),
    "pay_reduction_or_transfer": N_("referral: pay reduction or transfer, decided by a person"),
    "rectification_report": N_("rectification report by the team's head"),
    "talk": N_("talk with the supervisor"),
    "class_1": N_("first class"),
    "class_2": N_("second class"),
    "class_3": N_("third class"),
    "class_4": N_("fourth class"),
    "class_5": N_("fifth class"),
    "dismissal_or_transfer": N_("referral: dismissal or transfer, decided by a person"),
}

REASONS: Mapping[str, str] = {
    "probation": N_("on probation"),
    "standby": N_("on standby"),
    "status": N_("status not covered by the scheme"),
    "position": N_("position not covered by the scheme"),
    "employment_type": N_("employment type not covered by the scheme"),
    "missing_value": N_("a figure is missing for the period"),
    "small_group": N_("the group is smaller than the least size"),
    "few_days_attended": N_("attended fewer days than required"),
    "long_leave": N_("too many days of leave in the month"),
    "not_employed": N_("not employed in the period"),
    "few_months": N_("figures for too few months of the period"),
    "not_qualified": N_("did not qualify in enough months"),
    "below_scale": N_("the score is below the first step of the scale"),
    "limit_used": N_("the limit of the year is used up"),
    "not_whole_period": N_("not ranked in every month of the period"),
    "double_reward": N_("rewarded by another scheme already"),
    "abusive_recording": N_("the recording holds a quarrel with or insult of a customer"),
}

LINE_REASONS: Mapping[str, str] = {
    "missing": N_("a figure is missing: {indicator}"),
    "small_sample": N_("the sample is too small: {indicator}"),
    "not_met": N_("outside the limit: {indicator}"),
}
"""Reasons that name an indicator after a space: `missing typing`."""

_WORDS: Mapping[str, str] = {
    "personal": N_("personal leave"),
    "sick": N_("sick leave"),
    "annual": N_("annual leave"),
    "compensatory": N_("compensatory leave"),
    "marriage": N_("marriage leave"),
    "maternity": N_("maternity leave"),
    "paternity": N_("paternity leave"),
    "bereavement": N_("bereavement leave"),
    "injury": N_("work injury leave"),
    "trip": N_("business trips"),
    "present": N_("present"),
    "calendar": N_("calendar days"),
    "working": N_("working days"),
    "work_log": N_("work log"),
    "attendance": N_("attendance"),
    "required_actions": N_("required actions"),
    "month_violations": N_("attendance of the month"),
    "quarter_violations": N_("attendance of the quarter"),
    "duties_missed": N_("duties missed"),
    "centre": N_("the whole centre"),
    "team": N_("each team"),
    "any": N_("any"),
    "late": N_("lateness"),
    "early": N_("early leave"),
    "absent": N_("absence without leave"),
    "below": N_("a figure below the standard"),
    "above": N_("a figure above the standard"),
    "agents": N_("agents"),
    "teams": N_("teams"),
    "week": N_("week"),
    "month": N_("month"),
    "quarter": N_("quarter"),
    "half_year": N_("half-year"),
    "year": N_("year"),
    "minor": N_("minor"),
    "serious": N_("serious"),
    "grave": N_("grave"),
    "inbound": N_("inbound"),
    "outbound": N_("outbound"),
    "data_entry": N_("data entry"),
    "email": N_("e-mail"),
    "quality_position": N_("quality control"),
    "team_leader": N_("team leader"),
    "reweight": N_("left out; the others take its weight"),
    "leave_out": N_("the agent is left out"),
    "results": N_("results"),
    "service_level": N_("service level"),
    "service_quality": N_("service quality"),
    "growth": N_("growth and team"),
    "teamwork": N_("Teamwork"),
    "ability": N_("Growth of ability"),
    "skills": N_("Knowledge and skills"),
    "team_activities": N_("Team activities"),
    "initiative": N_("Initiative"),
    "skill-certification": N_("skill certification"),
    "industry-certification": N_("industry certification"),
    "course_cost": N_("Cost of external courses"),
    "certificate_skill": N_("skill certificate"),
    "certificate_industry": N_("industry certificate"),
    "mentorship_reached": N_("mentorship with its goal reached"),
    "training_external": N_("external course attended"),
    "talk_bei": N_("evidence interview (BEI)"),
    "speed": N_("speed of response"),
    "efficiency": N_("efficiency"),
    "quality": N_("quality"),
    "customer": N_("customer"),
    "invitations": N_("attendance at invited events"),
    "archiving": N_("archiving of finished sheets"),
    "colleague-helped": N_("help to colleagues"),
    "error-found": N_("error found"),
    "suggestion-adopted": N_("suggestion adopted"),
    "misconduct-reported": N_("misconduct stopped or reported"),
    "activity-joined": N_("activity joined"),
    "employee-of-the-month": N_("employee of the month"),
    "most-improved": N_("most improved"),
    "excellent-results": N_("excellent results"),
}

CONTRIBUTIONS = (
    "suggestion-adopted",
    "colleague-helped",
    "error-found",
    "misconduct-reported",
    "activity-joined",
    "employee-of-the-month",
    "most-improved",
    "excellent-results",
)
"""Notable contributions that nominations may name besides the rules themselves."""


def plain_text(text: object) -> Message:
    """A text that stands for itself in every language."""
    return Message("{text}", {"text": text})


def word(name: str) -> Message:
    """The name of a leave code, cadence, severity or position; an unknown one stands for itself."""
    return Message(_WORDS[name]) if name in _WORDS else plain_text(name)


def group_word(group: str) -> Message:
    """The rank group of a parameter: the whole centre, each position, each team."""
    return Message(N_("each position")) if group == "position" else word(group)


def position_word(position: str) -> Message:
    """The name of a position; the centre's own stand for themselves."""
    return word("quality_position" if position == "quality" else position)


def indicator_word(code: str) -> Message:
    """The name of a built-in indicator or contribution; the centre's own codes stand for themselves."""
    return Message(_BUILT_IN[code].name_en) if code in _BUILT_IN else word(code)


def limit_words(code: str, sign: str, limit: Decimal) -> str:
    """A limit as people read it: ≥ 80%, ≤ 1‰, √."""
    indicator = _BUILT_IN.get(code)
    if indicator is None:
        return sign + plain(limit)
    shown = show_value(indicator, limit)
    return shown if indicator.unit is Unit.YES_NO else sign + shown


def level_name(level: str) -> Message:
    """The name of a step or measure; an unknown one stands for itself."""
    return Message(LEVEL_NAMES[level]) if level in LEVEL_NAMES else plain_text(level)


def reason_sentence(reason: str) -> Message:
    """Why a rule did not look at an agent; an unknown reason stands for itself."""
    name, _, code = reason.partition(" ")
    if code and name in LINE_REASONS:
        return Message(LINE_REASONS[name], {"indicator": indicator_word(code)})
    return Message(REASONS[reason]) if reason in REASONS else plain_text(reason)


def joined(parts: Sequence[Message]) -> Message:
    """Several messages as one list, `a, b, c` in the reader's own punctuation; nothing gives a dash."""
    if not parts:
        return plain_text("–")
    last = parts[-1]
    for part in reversed(parts[:-1]):
        last = Message(N_("{first}, {rest}"), {"first": part, "rest": last})
    return last
