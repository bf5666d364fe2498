"""The indicators grid: flags worked by hand, confirmation, one edit = one step, conflicts."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.domain import kpi
from models.domain.attendance import DayMark, parse_mark, tally_days
from models.domain.errors import ConflictError, UserError
from models.domain.kpi import show_value
from models.domain.period import Period
from services import attendance, flags, history, indicators
from services.cells import CellsRefused, NeedsConfirmation
from services.indicators import Edit, ReadingCell
from services.workspace import Workspace
from tests.services.grid_world import OCTOBER, hire

BY_CODE = {indicator.code: indicator for indicator in kpi.BUILT_IN}
QUALITY, CSAT, HANDLED = BY_CODE["quality"], BY_CODE["csat"], BY_CODE["calls_handled"]


def decimals(*texts: str) -> list[Decimal]:
    return [Decimal(text) for text in texts]


@pytest.fixture
def centre(workspace: Workspace) -> Workspace:
    hire(workspace)
    return workspace


def cell(centre: Workspace, number: str, code: str, month: Period = OCTOBER) -> ReadingCell:
    sheet = indicators.month_sheet(centre, month=month)
    at = next(n for n, indicator in enumerate(sheet.indicators) if indicator.code == code)
    return next(row for row in sheet.agents if row.head.employee_no == number).cells[at]


def put(centre: Workspace, *edits: tuple[str, str, str], month: Period = OCTOBER, confirm: bool = False) -> None:
    indicators.set_cells(centre, month=month, cells=[Edit(*edit) for edit in edits], confirm=confirm)


# Flags


def test_sudden_change_worked_by_hand() -> None:
    # median 90, distances 2 1 0 0 1 2 → MAD 1, deviation 1.4826: three of them are 4.4478, from 85.5522 to 94.4478
    own = decimals("88", "89", "90", "90", "91", "92")
    assert flags.robust_deviation(own) == Decimal("1.4826")
    for usual in ("85.5522", "94.4478", "90"):
        assert flags.sudden_change(QUALITY, Decimal(usual), own) is None
    for odd in ("85.5521", "94.4479"):
        message = flags.sudden_change(QUALITY, Decimal(odd), own)
        assert message is not None
        assert (message.facts["usual"], message.facts["low"], message.facts["high"]) == ("90", "88", "92")


def test_only_the_last_twelve_count_and_few_say_nothing() -> None:
    assert flags.sudden_change(QUALITY, Decimal(50), decimals("50", *["88", "89", "90", "90", "91", "92"] * 2)) is not None
    assert flags.sudden_change(QUALITY, Decimal(9), decimals("88", "89", "90", "90", "91")) is None


def test_even_histories_have_a_deviation_too() -> None:
    assert flags.robust_deviation(decimals("0", "0", "0", "0", "0", "6")) == 1  # MAD 0, mean distance 6/6
    assert flags.robust_deviation(decimals(*["90"] * 6)) == 9  # a tenth
    assert flags.sudden_change(QUALITY, Decimal(9), decimals(*["90"] * 6)) is not None
    assert flags.sudden_change(BY_CODE["complaints"], Decimal(3), decimals(*["0"] * 12)) is None
    assert flags.sudden_change(BY_CODE["attitude"], Decimal(0), decimals(*["1"] * 12)) is None


def test_range_bounds_belong_to_it() -> None:
    assert [bool(flags.outside_range(CSAT, Decimal(text))) for text in ("1", "5", "0.99", "5.01")] == [False, False, True, True]


def test_impossible_combinations() -> None:
    both = {"calls_offered": Decimal(100), "calls_handled": Decimal(101)}
    assert flags.impossible(HANDLED, Decimal(101), both, None)
    assert flags.impossible(BY_CODE["calls_offered"], Decimal(100), both, None)
    assert flags.impossible(QUALITY, Decimal(90), both, None) is None
    sick: DayMark = parse_mark("病")
    days = [day for day in OCTOBER.days() if day.day in (8, 9)]
    away = tally_days(dict.fromkeys(days, sick), days)
    assert flags.impossible(HANDLED, Decimal(5), {}, away)
    assert flags.impossible(HANDLED, Decimal(0), {}, away) is None
    assert flags.impossible(HANDLED, Decimal(5), {}, tally_days({}, days)) is None  # nothing entered says nothing


# The grid


def test_values_hints_and_trends(centre: Workspace) -> None:
    put(centre, ("0001", "fcr", "82.5%"), month=OCTOBER.shifted(-2))
    put(centre, ("0001", "fcr", "84"), month=OCTOBER.shifted(-1))
    assert cell(centre, "0001", "fcr") == ReadingCell(hint="84%", trend=(*[None] * 9, Decimal("0.825"), Decimal("0.84"), None))
    put(centre, ("0001", "fcr", "0.9"))
    found = cell(centre, "0001", "fcr")
    assert (found.text, found.source, found.hint, found.trend[-2:]) == ("90%", "hand", "84%", (Decimal("0.84"), Decimal("0.9")))
    put(centre, ("0001", "fcr", ""))
    assert cell(centre, "0001", "fcr").text == ""


def test_flagged_value_is_stored_only_when_confirmed(centre: Workspace) -> None:
    with pytest.raises(NeedsConfirmation) as caught:
        put(centre, ("0001", "csat", "5.5"), ("0001", "quality", "91"))
    assert [(p.employee_no, p.column) for p in caught.value.problems] == [("0001", "csat")]
    assert cell(centre, "0001", "quality").text == ""
    put(centre, ("0001", "csat", "5.5"), ("0001", "quality", "91"), confirm=True)
    found = cell(centre, "0001", "csat")
    assert (found.text, found.confirmed, len(found.flags)) == ("5.5", "supervisor", 1)
    assert cell(centre, "0001", "quality").confirmed == ""


def test_own_history_flags_a_jump(centre: Workspace) -> None:
    for back, value in enumerate(("88", "89", "90", "90", "91", "92"), 1):
        put(centre, ("0001", "quality", value), month=OCTOBER.shifted(-back))
    with pytest.raises(NeedsConfirmation):
        put(centre, ("0001", "quality", "60"))
    put(centre, ("0001", "quality", "93"))
    put(centre, ("0002", "quality", "60"))  # another agent has no such history
    assert cell(centre, "0001", "quality").flags == ()


def test_calls_in_a_month_of_absence(centre: Workspace) -> None:
    days = [head.day for head in attendance.month_sheet(centre, month=OCTOBER).days if head.is_working]
    attendance.set_cells(centre, month=OCTOBER, cells=[("0001", day, "产") for day in days])
    with pytest.raises(NeedsConfirmation):
        put(centre, ("0001", "calls_handled", "12"))
    put(centre, ("0002", "calls_handled", "12"))


def test_both_values_of_one_edit_are_looked_at_together(centre: Workspace) -> None:
    put(centre, ("0001", "calls_offered", "100"), ("0001", "calls_handled", "90"))
    put(centre, ("0001", "calls_offered", "200"), ("0001", "calls_handled", "180"))
    with pytest.raises(NeedsConfirmation):
        put(centre, ("0001", "calls_handled", "201"))


def test_one_step_of_undo(centre: Workspace) -> None:
    put(centre, ("0001", "quality", "90"))
    before = indicators.month_sheet(centre, month=OCTOBER)
    put(centre, ("0001", "quality", ""), ("0002", "quality", "80"), ("0002", "attitude", "是"))
    after = indicators.month_sheet(centre, month=OCTOBER)
    history.undo(centre)
    assert indicators.month_sheet(centre, month=OCTOBER) == before
    history.redo(centre)
    assert indicators.month_sheet(centre, month=OCTOBER) == after


def test_refusals_store_nothing(centre: Workspace) -> None:
    before = indicators.month_sheet(centre, month=OCTOBER)
    with pytest.raises(CellsRefused) as caught:
        put(centre, ("0001", "quality", "90"), ("0001", "csat", "好"), ("0004", "quality", "90"), ("0001", "nonsense", "1"), confirm=True)
    assert [p.column for p in caught.value.problems] == ["csat", "quality", "nonsense"]
    with pytest.raises(UserError, match="0099"):
        put(centre, ("0099", "quality", "1"))
    with pytest.raises(CellsRefused):
        put(centre, ("0001", "calls_handled", "1e15"))
    assert indicators.month_sheet(centre, month=OCTOBER) == before


def test_a_change_meanwhile_is_a_conflict_with_both_values(centre: Workspace) -> None:
    put(centre, ("0001", "quality", "90"))
    with pytest.raises(ConflictError) as caught:
        indicators.set_cells(centre, month=OCTOBER, cells=[Edit("0001", "quality", "95", seen="")])
    assert (caught.value.message.facts["now"], caught.value.message.facts["typed"]) == ("90", "95")
    assert cell(centre, "0001", "quality").text == "90"
    indicators.set_cells(centre, month=OCTOBER, cells=[Edit("0001", "quality", "95", seen="90")])
    assert cell(centre, "0001", "quality").text == "95"


def test_missing_counts_indicators_in_use(centre: Workspace) -> None:
    assert indicators.missing(centre, month=OCTOBER).values == 0
    put(centre, ("0001", "quality", "90"), month=OCTOBER.shifted(-1))
    put(centre, ("0001", "fcr", "90"))
    assert indicators.missing(centre, month=OCTOBER) == indicators.Missing(OCTOBER, 3, 2 + 3)


_TEXTS = st.one_of(
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**13), max_value=10**13, places=4).map(str),
    st.from_regex(r"-?[0-9]{1,6}(\.[0-9]{0,14})?[%‰]?", fullmatch=True),
    st.sampled_from(["是", "否", "√", "×", "0:03:25", "1,234", "１２", "1e5", "1e-30", "33.333333333333333%"]),
    st.text(max_size=5),
)


@given(st.sampled_from(kpi.BUILT_IN), _TEXTS)
def test_whatever_is_accepted_reads_back_the_same(indicator: kpi.Indicator, text: str) -> None:
    try:
        value = indicators.read_value(indicator, text)
    except UserError:
        return
    assert indicators.read_value(indicator, show_value(indicator, value)) == value
