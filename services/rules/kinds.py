"""The closed set of rule kinds: which parameters each has, what it may give, on which data and periods it works."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from models.domain.attendance import ATTENDED, LEAVES, Code
from models.domain.growth import GrowthKind
from models.domain.outcomes import LEVELS, OutcomeKind
from models.domain.period import Cadence
from models.domain.work import LOOKED_AT
from services.rules.values import ParameterType as T

ZERO, HUNDRED = Decimal(0), Decimal(100)


@dataclass(frozen=True)
class ParameterSpec:
    """A parameter that a kind has; a scheme file may change the default and must then name the clause of a figure.

    A name ending in `*` stands for any parameter that begins so (`contribution.*`).
    """

    name: str
    type: T
    default: str = ""
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Kind:
    """One rule kind: parameters, outcomes and cadences that it allows (no cadence = any period), data that it looks at."""

    parameters: tuple[ParameterSpec, ...]
    outcomes: tuple[OutcomeKind, ...]
    cadences: tuple[Cadence, ...]
    needs: tuple[str, ...]

    def spec(self, name: str) -> ParameterSpec | None:
        """The parameter of that name, or None."""
        for spec in self.parameters:
            if spec.name == name or (spec.name.endswith("*") and name.startswith(spec.name[:-1])):
                return spec
        return None


def _int(name: str, default: int, minimum: int = 0, maximum: int = 1000) -> ParameterSpec:
    return ParameterSpec(name, T.INT, str(default), Decimal(minimum), Decimal(maximum))


_LEAVE_CODES = tuple(sorted(code.value for code in (*LEAVES, Code.TRIP)))
_AMOUNT = ParameterSpec("amount", T.MONEY, "0.00", ZERO)
_RANKING = ParameterSpec("ranking", T.CHOICE, "competition", choices=("competition", "dense"))
_INDICATOR = ParameterSpec("indicator", T.TEXT, "performance")


def _group(default: str) -> ParameterSpec:
    return ParameterSpec("group", T.CHOICE, default, choices=("centre", "position", "team"))


def _share(minimum: int) -> tuple[ParameterSpec, ...]:
    return (
        _INDICATOR,
        ParameterSpec("percent", T.PERCENT, "10", Decimal("0.01"), HUNDRED),
        _group("position"),
        _int("min_group", minimum, 1),
        ParameterSpec("rounding", T.CHOICE, "floor", choices=("floor", "half_up")),
        _RANKING,
        ParameterSpec("tie_breakers", T.LIST),
    )


_POINTS = (
    _int("attendance_max", 5),
    ParameterSpec("missed_bands", T.BANDS, "[0,0] 5; (0,2) 1; [2,) 0"),
    ParameterSpec("missed_codes", T.LIST, "sick", choices=_LEAVE_CODES),
    ParameterSpec("zero_codes", T.LIST, "personal, marriage, bereavement, maternity", choices=_LEAVE_CODES),
    _int("long_leave_days", 10, 1, 31),
    _int("performance_max", 10),
    _int("discipline_points", 1),
    ParameterSpec("utilisation_bands", T.BANDS, "[0,0.5] 0; (0.5,0.6] 2; (0.6,) 5"),
    ParameterSpec("completion_bands", T.BANDS, "[0,1.5] 0; (1.5,2] 1; (2,) 3"),
    _int("no_complaint_points", 1),
    _int("star_rating_max", 10),
    *(_int(f"star_{star}", points) for star, points in (("4", 10), ("3", 8), ("2", 6), ("1", 4), ("candidate", 0))),
    _int("contribution_max", 10),
    _int("total_max", 35),
    ParameterSpec("contribution.*", T.INT, "", ZERO, Decimal(1000)),
)

_SCORING = (
    ParameterSpec("dimensions", T.WEIGHTS),
    ParameterSpec("weights.*", T.WEIGHTS),
    ParameterSpec("position_weights.*", T.WEIGHTS),
    ParameterSpec("later_dimensions", T.WEIGHTS),
    ParameterSpec("later_from", T.DATE),
    ParameterSpec("focus_percent", T.PERCENT, "0", ZERO, HUNDRED),
    ParameterSpec("floor.*", T.DECIMAL),
    ParameterSpec("target.*", T.DECIMAL),
    ParameterSpec("missing", T.CHOICE, "reweight", choices=("reweight", "leave_out")),
    _int("min_months", 1, 1, 12),
)

_RECORDS = ParameterSpec("records", T.LIST, choices=tuple(kind.value for kind in GrowthKind if kind is not GrowthKind.INTERVIEW))
"""Growth records that count like an approved nomination; none unless a scheme names them."""
_EVIDENCE = ParameterSpec("evidence", T.LIST, choices=tuple(kind.value for kind in GrowthKind))
"""Growth records that an explanation names beside the figures, without any weight."""

_ALLOWED = _int("allowed", 0)
_DAYS = ParameterSpec("days", T.CHOICE, "calendar", choices=("calendar", "working"))
_ATTENDED_CODES = tuple(sorted(code.value for code in ATTENDED))
_MONTH = (Cadence.MONTH,)
_ANY = tuple(Cadence)
_MONTHS = tuple(cadence for cadence in Cadence if cadence is not Cadence.WEEK)
_O = OutcomeKind

KINDS: dict[str, Kind] = {
    "rank_share": Kind((*_share(5), _AMOUNT), (_O.AWARD,), _ANY, ("readings",)),
    "sustained_rank": Kind(
        (ParameterSpec("based_on", T.TEXT), _AMOUNT), (_O.AWARD,), (Cadence.QUARTER, Cadence.HALF_YEAR, Cadence.YEAR), ("readings",)
    ),
    "highest": Kind((_INDICATOR, _group("centre"), _int("min_group", 1, 1), _RANKING, ParameterSpec("tie_breakers", T.LIST), _AMOUNT),
                    (_O.AWARD,), _ANY, ("readings",)),
    "ranked_prizes": Kind(
        (
            ParameterSpec("who", T.CHOICE, "agents", choices=("agents", "teams")),
            _INDICATOR,
            _group("centre"),
            _int("min_group", 1, 1),
            _int("min_members", 2, 1),
            _int("min_months", 6, 1, 12),
            ParameterSpec("prizes", T.LADDER),
            ParameterSpec("places", T.INT, "", Decimal(1), Decimal(1000)),
            _RANKING,
            ParameterSpec("tie_breakers", T.LIST),
        ),
        (_O.AWARD,),
        _ANY,
        ("readings",),
    ),
    "full_attendance": Kind(
        (
            _int("months", 3, 1, 36),
            ParameterSpec("neutral_codes", T.LIST, "annual, compensatory, trip", choices=_LEAVE_CODES),
            _AMOUNT,
        ),
        (_O.AWARD,),
        _MONTH,
        ("attendance",),
    ),
    "bottom_streak": Kind(
        (
            *_share(10),
            _int("coaching_months", 2, 1, 36),
            _int("referral_months", 3, 1, 36),
            ParameterSpec("exclude_probation", T.BOOL, "true"),
            ParameterSpec("attended_percent", T.PERCENT, "50", ZERO, HUNDRED),
        ),
        (_O.PENALTY,),
        _MONTH,
        ("readings", "attendance"),
    ),
    "below_standard": Kind(
        (
            _INDICATOR,
            ParameterSpec("side", T.CHOICE, "below", choices=("below", "above")),
            ParameterSpec("threshold", T.DECIMAL),
            _int("months", 3, 1, 36),
            ParameterSpec("measure", T.CHOICE, "coaching", choices=("coaching", "talk", *LEVELS)),
        ),
        (_O.PENALTY, _O.PROPOSAL),
        _MONTH,
        ("readings", "complaints"),
    ),
    "complaint_ladder": Kind(
        tuple(
            ParameterSpec(severity, T.CHOICE, level, choices=LEVELS)
            for severity, level in (("minor", "warning"), ("serious", "demerit"), ("grave", "major_demerit"))
        ),
        (_O.PENALTY,),
        _MONTH,
        ("complaints",),
    ),
    "attendance_ladder": Kind(
        (
            ParameterSpec("counted", T.LIST, "late, early, absent", choices=("late", "early", "absent")),
            ParameterSpec("span", T.CHOICE, "month", choices=("month", "quarter", "half_year", "year")),
            ParameterSpec("steps", T.LADDER, choices=LEVELS),
            ParameterSpec("fines_enabled", T.BOOL, "false"),
            ParameterSpec("fine_amounts", T.LADDER),
        ),
        (_O.PENALTY,),
        _MONTH,
        ("attendance",),
    ),
    "points_parts": Kind(_POINTS, (_O.POINTS,), _MONTH, ("attendance", "readings", "complaints", "nominations")),
    "best_recordings": Kind(
        (_int("count", 1, 1), ParameterSpec("weights", T.WEIGHTS), _RANKING, _AMOUNT), (_O.AWARD,), _ANY, ("recordings",)
    ),
    "team_contest": Kind(
        (ParameterSpec("prizes", T.LADDER), ParameterSpec("weights", T.WEIGHTS), _RANKING), (_O.AWARD,), _ANY, ("recordings",)
    ),
    "abusive_recording": Kind(
        (
            ParameterSpec("occurrence", T.CHOICE, "first", choices=("first", "repeat")),
            ParameterSpec("level", T.CHOICE, "rectification_report", choices=("rectification_report", "dismissal_or_transfer")),
            _int("due_working_days", 5, 1, 250),
        ),
        (_O.PROPOSAL,),
        _MONTH,
        ("recordings",),
    ),
    "bonus_share": Kind((*_SCORING, ParameterSpec("base", T.MONEY, "", ZERO), ParameterSpec("shares", T.BANDS)), (_O.AWARD,), _MONTHS,
                        ("readings", "complaints")),
    "scored_levels": Kind((*_SCORING, ParameterSpec("based_on", T.TEXT), ParameterSpec("levels", T.LADDER), _EVIDENCE),
                          (_O.AWARD, _O.QUALIFICATION), _MONTHS, ("readings", "complaints")),
    "scored_prizes": Kind(
        (
            *_SCORING,
            ParameterSpec("based_on", T.TEXT),
            ParameterSpec("who", T.CHOICE, "agents", choices=("agents", "teams")),
            _group("position"),
            _int("min_group", 1, 1),
            _int("min_members", 2, 1),
            ParameterSpec("prizes", T.LADDER),
            ParameterSpec("places", T.INT, "", Decimal(1), Decimal(1000)),
            _RANKING,
        ),
        (_O.AWARD,),
        _MONTHS,
        ("readings", "complaints"),
    ),
    "scorecard": Kind(
        (ParameterSpec("position", T.TEXT), ParameterSpec("at_least.*", T.DECIMAL), ParameterSpec("at_most.*", T.DECIMAL)),
        (_O.QUALIFICATION,),
        _MONTH,
        ("readings", "complaints"),
    ),
    "daily_log": Kind(
        (ParameterSpec("codes", T.LIST, "present, late, early", choices=_ATTENDED_CODES), _ALLOWED),
        (_O.DUTY_MISSED,),
        _MONTH,
        ("attendance", "work_logs"),
    ),
    "case_follow_up": Kind(
        (_int("deadline_days", 3, 1, 365), _int("every_days", 2, 1, 365), _DAYS, _ALLOWED), (_O.DUTY_MISSED,), _MONTH, ("work_cases",)
    ),
    "call_back": Kind(
        (
            ParameterSpec("percent", T.PERCENT, "100", ZERO, HUNDRED),
            _int("callback_days", 2, 0, 30),
            ParameterSpec("late_is_missed", T.BOOL, "false"),
            _DAYS,
        ),
        (_O.DUTY_MISSED,),
        _MONTH,
        ("work_cases",),
    ),
    "poor_call_back": Kind((_ALLOWED,), (_O.DUTY_MISSED,), _MONTH, ("work_cases",)),
    "important_form": Kind((_int("form_days", 0, 0, 30), _DAYS, _ALLOWED), (_O.DUTY_MISSED,), _MONTH, ("work_cases",)),
    "spot_checks": Kind(
        (
            ParameterSpec("looked_at", T.LIST, ", ".join(LOOKED_AT), choices=LOOKED_AT),
            ParameterSpec("percent", T.PERCENT, "100", ZERO, HUNDRED),
            _int("result_day", 30, 1, 31),
        ),
        (_O.DUTY_MISSED,),
        _MONTH,
        ("spot_checks",),
    ),
    "assessment": Kind(
        (
            ParameterSpec("month_violations", T.DECIMAL, "0", ZERO),
            ParameterSpec("quarter_violations", T.DECIMAL, "", ZERO),
            ParameterSpec("at_least.*", T.DECIMAL),
            ParameterSpec("at_most.*", T.DECIMAL),
            _int("duties", 0),
        ),
        (_O.QUALIFICATION,),
        _MONTH,
        ("attendance", "readings"),
    ),
    "qualified_award": Kind(
        (
            ParameterSpec("position", T.TEXT),
            ParameterSpec("min_months", T.INT, "", Decimal(1), Decimal(12)),
            ParameterSpec("contributions", T.LIST, "suggestion-adopted, colleague-helped"),
            _int("count", 1, 1),
            _INDICATOR,
            _RANKING,
            _AMOUNT,
        ),
        (_O.AWARD,),
        _MONTHS,
        ("readings", "complaints", "nominations"),
    ),
    "targets_met": Kind(
        (
            ParameterSpec("who", T.CHOICE, "agents", choices=("agents", "teams")),
            ParameterSpec("at_least.*", T.DECIMAL),
            ParameterSpec("at_most.*", T.DECIMAL),
            _int("min_members", 2, 1),
            _AMOUNT,
        ),
        (_O.AWARD,),
        _ANY,
        ("readings", "complaints"),
    ),
    "early_warning": Kind(
        (_INDICATOR, ParameterSpec("based_on", T.TEXT), _int("months", 3, 2, 12), ParameterSpec("min_drop", T.DECIMAL, "0", ZERO)),
        (_O.PROPOSAL,),
        _MONTH,
        ("readings", "complaints"),
    ),
    "reimbursement": Kind(
        (
            ParameterSpec("indicator", T.TEXT, "course_cost"),
            ParameterSpec("limit", T.MONEY, "", ZERO),
            ParameterSpec("raise_percent", T.PERCENT, "0", ZERO, Decimal(1000)),
            ParameterSpec("raised_by", T.LIST),
            _RECORDS,
        ),
        (_O.AWARD,),
        _MONTH,
        ("readings", "nominations"),
    ),
    "nomination": Kind(
        (
            ParameterSpec("who", T.CHOICE, "any", choices=("any", "agents", "teams")),
            ParameterSpec("every", T.CHOICE, "any", choices=("any", *(cadence.value for cadence in Cadence))),
            _RECORDS,
            _AMOUNT,
        ),
        (_O.AWARD,),
        (),
        ("nominations",),
    ),
    "manual": Kind((_AMOUNT,), tuple(_O), (), ()),
}  # fmt: skip

SCHEME_PARAMETERS = (
    ParameterSpec("positions", T.LIST),
    ParameterSpec("statuses", T.LIST, choices=("probation", "regular", "standby")),
    ParameterSpec("employment_types", T.LIST, choices=("full_time", "part_time")),
    _int("appeal_filing_days", 5, 1, 365),
    _int("appeal_decision_days", 15, 1, 365),
    ParameterSpec("trial_from", T.DATE),
    ParameterSpec("trial_until", T.DATE),
    ParameterSpec("excludes", T.LIST),
    ParameterSpec("rules_off", T.LIST),
)
"""What every scheme has: who is covered (empty = everyone), appeal days, dates of a trial, rules of others whose awards do not add,
own rules that are not applied."""

NOTICES = ("fines", "bottom_rank", "statutory_leave")
"""Keys of the legal notices shown at adoption."""
