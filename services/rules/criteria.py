"""One line of an explanation as a plain sentence, and the place that its figure comes from."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal

from models.domain.errors import N_, Message
from models.domain.kpi import BUILT_IN, show_value
from models.domain.outcomes import Criterion
from services.rules.words import indicator_word, joined, limit_words, plain_text, position_word, word
from services.rules.work_sentences import CRITERIA

_INDICATORS = {indicator.code: indicator for indicator in BUILT_IN}
_SENTENCES: Mapping[str, str] = {
    "score": N_("Score {found} ({source})."),
    "rank_in_group": N_("Rank {found}; selected up to rank {limit} ({source})."),
    "group_size": N_("{found} ranked agents in {source}; at least {limit} are needed."),
    "month_rank_in_group": N_("Rank {found}; selected up to rank {limit} ({source})."),
    "full_attendance_months": N_("{found} months of full attendance in a row; {limit} are needed ({source})."),
    "full_attendance_month": N_("Full attendance in {found}."),
    "bottom_months": N_("{found} months in a row in the bottom group; the measure applies from {limit} ({source})."),
    "missed_months": N_("{found} months in a row missed the standard; the measure applies from {limit} ({source})."),
    "missed_standard": N_("{source}: {found}, the standard is {limit}."),
    "rank_from_bottom": N_("Place {found} from the end; the bottom group has {limit} places ({source})."),
    "complaint_founded": N_("{source} was found true."),
    "complaint_severity": N_("{source}: severity {found}."),
    "complaint_day": N_("{source} of {found}."),
    "violations": N_("{found} violations in the month; the step applies from {limit} ({source})."),
    "late_count": N_("Late {found} times."),
    "early_count": N_("Left early {found} times."),
    "absent_days": N_("Absent without leave for {found} days."),
    "nomination_approved": N_("The nomination was approved ({source})."),
    "nomination_reason": N_("Reason given: {found}"),
    "growth_record": N_("On record: {found} ({source})."),
    "best_recording": N_("Best recording of the period scored {found} ({source})."),
    "abusive_recordings": N_("{found} recordings with a quarrel with or insult of a customer so far ({source})."),
    "team_mean": N_("Mean score of the team's recordings {found} ({source})."),
    "team_score": N_("Mean of the members' scores {found} ({source})."),
    "members_counted": N_("{found} members with a figure; at least {limit} are needed."),
    "months_counted": N_("{found} months counted; at least {limit} are needed."),
    "total_score": N_("Weighted score {found} ({source})."),
    "reward_level": N_("Weighted score {found}; the level begins at {limit} ({source})."),
    "share_of_base": N_("This earns {found} percent of the base ({source})."),
    "month_score": N_("Score of the month {found} ({source})."),
    "dimension_score": N_("Dimension scored {found} ({source})."),
    "indicator_score": N_("Found {found} ({source})."),
    "sample_too_small": N_("Sample too small: {found} of at least {limit}; the value counts as missing ({source})."),
    "indicator_missing": N_("A figure is missing, the others take its weight ({source})."),
    "card_line": N_("{source}: {found}, required {limit}."),
    "line_missing": N_("{source}: the figure is missing, required {limit}."),
    "line_not_checked": N_("{source}: no limit is set, so the line is not checked."),
    "qualified_months": N_("Qualified in {found} months; {limit} are needed ({source})."),
    "falling_months": N_("{found} months in a row, each worse than the one before; {limit} are needed ({source})."),
    "total_drop": N_("Worse by {found} in all; the warning begins at {limit} ({source})."),
    "trend_month": N_("The month's figure was {found} ({source})."),
    "trend_next": N_("At this pace the next month would come to {found} ({source})."),
    "cost": N_("Cost of {found} yuan ({source})."),
    "limit_of_year": N_("The limit of the year is {found} yuan."),
    "paid_before": N_("Given back earlier in the year: {found} yuan."),
    "recordings_counted": N_("{found} recordings counted."),
    **CRITERIA,
    "attendance": N_("Attendance: {found} of at most {limit} points ({source})."),
    "performance": N_("Performance: {found} of at most {limit} points ({source})."),
    "star_rating": N_("Star rating: {found} of at most {limit} points ({source})."),
    "contribution": N_("Contributions: {found} of at most {limit} points ({source})."),
}
_ON_ONE_INDICATOR = frozenset({"indicator_score", "card_line", "line_missing", "missed_standard"})
_READING = re.compile(r"kpi (?P<code>\S+) ")
_ABUSIVE = {
    "yes": N_("{source} holds a quarrel with or insult of a customer."),
    "no": N_("{source} holds no quarrel with or insult of a customer."),
}


def criterion_sentence(criterion: Criterion) -> Message:
    """The line as one sentence with the figure found, the one required, and the source."""
    name = criterion.criterion
    msgid = _ABUSIVE.get(criterion.found) if name == "abusive" else _SENTENCES.get(name)
    found = word(criterion.found) if name == "complaint_severity" else plain_text(_shown(criterion))
    facts = {"found": found, "limit": _limit(criterion), "source": source_sentence(criterion.source)}
    if msgid:
        return Message(msgid, facts)
    return Message(N_("{name}: {found} ({source})."), {**facts, "name": name})


def _shown(criterion: Criterion) -> str:
    """The figure found as people read it: a line on one indicator shows its unit."""
    indicator = _INDICATORS.get(_code(criterion))
    return show_value(indicator, Decimal(criterion.found)) if indicator and criterion.found != "–" else criterion.found


def _limit(criterion: Criterion) -> str:
    """The figure required; a line of a card says with its sign whether it is the least or the most."""
    bare = criterion.required.lstrip("<>= ")
    code = _code(criterion)
    return limit_words(code, "≥ " if criterion.required.startswith(">") else "≤ ", Decimal(bare)) if code and bare else bare


def _code(criterion: Criterion) -> str:
    match = _READING.match(criterion.source) if criterion.criterion in _ON_ONE_INDICATOR else None
    return match["code"] if match else ""


def source_sentence(source: str) -> Message:
    """Where a figure comes from, in words; what is not known stands for itself."""
    return joined([_part(part.strip()) for part in re.split("[;,] ", source)])


def _part(text: str) -> Message:
    for pattern, message in _PARTS:
        if match := pattern.fullmatch(text):
            return message(match)
    return plain_text(text)


def _says(msgid: str) -> Callable[[re.Match[str]], Message]:
    return lambda match: Message(msgid, match.groupdict())


_PERIOD = r"(?P<period>\d{4}(?:-\w+)?)"
_PARTS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Message]], ...] = tuple(
    (re.compile(pattern), message)
    for pattern, message in (
        (
            rf"kpi (?P<code>\S+) {_PERIOD}",
            lambda m: Message(N_("{indicator} of {period}"), {"indicator": indicator_word(m["code"]), "period": m["period"]}),
        ),
        (
            rf"scorecard (?P<position>.+) {_PERIOD}",
            lambda m: Message(
                N_("scorecard of {position} from {period}, entered scores not used"),
                {"position": position_word(m["position"]), "period": m["period"]},
            ),
        ),
        (r"sample (?P<code>\S+)", lambda m: Message(N_("sample: {indicator}"), {"indicator": indicator_word(m["code"])})),
        (rf"kpi {_PERIOD}", _says(N_("indicators of {period}"))),
        (rf"attendance {_PERIOD}", _says(N_("attendance of {period}"))),
        (r"attendance (?P<first>[\d-]+)\.\.(?P<last>[\d-]+)", _says(N_("attendance from {first} to {last}"))),
        (r"attendance (?P<day>\d{4}-\d\d-\d\d)", _says(N_("attendance of {day}"))),
        (rf"work_logs {_PERIOD}", _says(N_("work logs of {period}"))),
        (rf"cases {_PERIOD}", _says(N_("cases of {period}"))),
        (rf"duties {_PERIOD}", _says(N_("duties of {period}"))),
        (r"case (?P<number>.+)", _says(N_("case {number}"))),
        (rf"months ending {_PERIOD}", _says(N_("months up to {period}"))),
        (rf"recordings {_PERIOD}", _says(N_("recordings of {period}"))),
        (rf"nominations {_PERIOD}", _says(N_("nominations of {period}"))),
        (rf"nomination (?P<rule>\S+) {_PERIOD}", _says(N_("nomination for {period}"))),
        (rf"courses {_PERIOD}", _says(N_("courses attended in {period}"))),
        (
            r"record (?P<kind>\w+) (?P<day>[\d-]+)",
            lambda m: Message(N_("{kind}, {day}"), {"kind": word(m["kind"]), "day": m["day"]}),
        ),
        (r"complaint (?P<number>.+)", _says(N_("complaint {number}"))),
        (r"recording (?P<number>.+)", _says(N_("recording {number}"))),
        (r"roster (?P<day>[\d-]+)", _says(N_("roster on {day}"))),
        (r"clause (?P<clause>.+)", _says(N_("clause {clause}"))),
        (r"group centre", _says(N_("the whole centre"))),
        (r"group position (?P<position>.+)", lambda m: Message(N_("position {name}"), {"name": position_word(m["position"])})),
        (r"group team (?P<name>.+)", _says(N_("team {name}"))),
        (r"score (?P<score>[\d.-]+)", _says(N_("score {score}"))),
        (r"group_size (?P<size>\d+)", _says(N_("{size} ranked agents"))),
        (rf"scores {_PERIOD}", _says(N_("scores of {period}"))),
        (r"scored (?P<score>[\d.]+)", _says(N_("scored {score} of 100"))),
        (r"weight (?P<weight>[\d.]+)", _says(N_("weight {weight}"))),
        (r"dimension (?P<name>\S+)", lambda m: word(m["name"])),
        (r"base (?P<amount>[\d.]+)", _says(N_("base {amount} yuan"))),
        (r"not_entered", _says(N_("no attendance entered"))),
        (r"absent_days (?P<days>[\d.]+)", _says(N_("absent without leave {days} days"))),
        (r"zero_leave_days (?P<days>[\d.]+)", _says(N_("leave that takes all points {days} days"))),
        (r"missed_days (?P<days>[\d.]+)", _says(N_("days missed {days}"))),
        (r"star none", _says(N_("no star rating"))),
        (r"star candidate", _says(N_("candidate star"))),
        (r"star (?P<stars>\d)", _says(N_("stars {stars}"))),
        (r"(?P<code>\S+) missing -> (?P<points>\d+)", lambda m: _figure(m, N_("{name} missing"))),
        (r"(?P<code>\S+) (?P<value>\S+) -> (?P<points>\d+)", lambda m: _figure(m, N_("{name} {value}, {points} points"))),
        (r"(?P<code>\S+) -> (?P<points>\d+)", lambda m: _figure(m, N_("{name}, {points} points"))),
    )
)


def _figure(match: re.Match[str], msgid: str) -> Message:
    facts = match.groupdict()
    indicator = _INDICATORS.get(match["code"])
    if indicator and "value" in facts:
        facts["value"] = show_value(indicator, Decimal(match["value"]))
    return Message(msgid, {**facts, "name": indicator_word(match["code"])})
