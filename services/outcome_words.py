"""Words for periods, criteria and money, as papers and the decisions page say them."""

from __future__ import annotations

from decimal import Decimal

from models.domain.errors import N_
from models.domain.outcomes import Criterion
from models.domain.period import Cadence, Period
from services.rules.sentences import criterion_sentence, level_name
from services.texts import Texts

BY_HAND = "recorded_by_hand"
"""Criterion of an outcome that a person recorded; `found` says what happened."""
_CRITERIA = {
    "score": N_("Score"), "rank_in_group": N_("Rank in the group"), "group_size": N_("Agents ranked"),
    "month_rank_in_group": N_("Rank in the group, by month"), "full_attendance_months": N_("Months of full attendance in a row"),
    "full_attendance_month": N_("Month of full attendance"), "bottom_months": N_("Months in a row in the bottom group"),
    "rank_from_bottom": N_("Place from the end"), "complaint_founded": N_("Complaint found true"),
    "complaint_severity": N_("Severity of the complaint"), "complaint_day": N_("Day of the complaint"),
    "violations": N_("Violations in the month"), "late_count": N_("Times late"), "early_count": N_("Times left early"),
    "absent_days": N_("Days absent without leave"), "nomination_approved": N_("Nomination approved"),
    "nomination_reason": N_("Reason of the nomination"), "growth_record": N_("Growth record"), "best_recording": N_("Best recording"),
    "abusive": N_("Quarrel with or insult of a customer"),
    "abusive_recordings": N_("Recordings with a quarrel or insult"), "team_mean": N_("Mean score of the team"),
    "recordings_counted": N_("Recordings counted"), BY_HAND: N_("Recorded by hand"),
}  # fmt: skip
_FOUND = {"yes": N_("yes"), "no": N_("no"), "minor": N_("minor"), "serious": N_("serious"), "grave": N_("grave")}
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def criterion_name(texts: Texts, criterion: Criterion) -> str:
    """Heading of a criterion in a table of evidence; an unknown one stands for itself."""
    return texts(_CRITERIA.get(criterion.criterion, criterion.criterion))


def criterion_words(texts: Texts, criterion: Criterion) -> str:
    """A line of an explanation as a sentence."""
    return criterion.found if criterion.criterion == BY_HAND else texts.message(criterion_sentence(criterion))


def found_word(texts: Texts, found: str) -> str:
    """A figure found or required; yes, no and severities in words, bounds with their proper signs."""
    return texts(_FOUND[found]) if found in _FOUND else found.replace(">=", "≥").replace("<=", "≤")


def level_word(texts: Texts, level: str | None) -> str:
    """A step or measure in words, '' for none."""
    return texts.message(level_name(level)) if level else ""


def period_word(texts: Texts, period: str) -> str:
    """September 2026, week 37 of 2026, quarter 3 of 2026, second half of 2026, the year 2026."""
    parsed = Period.parse(period)
    day = parsed.first
    if parsed.cadence is Cadence.WEEK:
        year, week, _ = day.isocalendar()
        return texts(N_("week {week} of {year}"), week=week, year=year)
    if parsed.cadence is Cadence.MONTH:
        return texts(N_("{month} {year}"), month=_MONTHS[day.month - 1] if texts.language == "en" else day.month, year=day.year)
    if parsed.cadence is Cadence.QUARTER:
        return texts(N_("quarter {quarter} of {year}"), quarter=(day.month + 2) // 3, year=day.year)
    if parsed.cadence is Cadence.HALF_YEAR:
        return texts(N_("first half of {year}") if day.month == 1 else N_("second half of {year}"), year=day.year)
    return texts(N_("the year {year}"), year=day.year)


def money(amount: Decimal) -> str:
    """¥1,234.00"""
    return f"¥{amount:,.2f}"
