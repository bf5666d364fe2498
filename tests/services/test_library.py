"""The library's cards, costs on own data, values in words, differences, warnings and dates."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from models.domain.errors import UserError
from services import closing, library, parameter_words, schemes
from services.parameter_words import Options, ParameterView, fault, parameter_views
from services.rules.scheme import Scheme
from services.texts import Texts
from services.workspace import Workspace
from tests.services.decided import OCTOBER, S1, S2, fill

EN = Texts("en")


def view(scheme: Scheme, name: str, options: Options | None = None) -> ParameterView:
    """One parameter as the form shows it, in English."""
    return next(v for v in parameter_views(scheme, EN, options or Options()) if v.full_name == name)


def card(workspace: Workspace, scheme_id: str) -> library.SchemeCard:
    """The card of a scheme."""
    return next(c for c in library.cards(workspace) if c.id == scheme_id)


def test_a_card_before_and_after_adoption(workspace: Workspace) -> None:
    fresh = card(workspace, S1)
    assert (fresh.in_force, fresh.coming, fresh.versions) == (None, None, ())
    assert not any(there for _, there in fresh.needs)
    fill(workspace)
    held = card(workspace, S1)
    assert held.in_force is not None
    assert held.in_force.first == date(2026, 9, 1)
    assert dict(held.needs) == {"attendance": False, "readings": True, "complaints": True, "nominations": False}
    assert held.scheme.parameter_values()["monthly-top-performers.amount"] == "500.00"


def test_a_later_version_is_coming_until_it_begins(workspace: Workspace) -> None:
    fill(workspace)
    schemes.adopt(workspace, scheme_id=S1, first=date(2026, 12, 1), values={"monthly-top-performers.amount": "600"})
    held = card(workspace, S1)
    assert held.in_force is not None
    assert held.coming is not None
    assert (held.in_force.version, held.coming.version) == (1, 2)
    assert [version.version for version in held.versions] == [2, 1]


def test_the_cost_is_the_mean_of_the_months_with_data(workspace: Workspace) -> None:
    """One of twelve wins 500 yuan in September and in October; the service star is a title."""
    shipped = schemes.library()[S1]
    assert library.monthly_cost(workspace, scheme=shipped).missing == ("monthly-top-performers.amount",)
    fill(workspace)
    cost = library.monthly_cost(workspace, scheme=card(workspace, S1).scheme)
    assert [month.text for month in cost.months] == ["2026-10", "2026-09"]
    assert (cost.yuan, cost.points, cost.missing) == (Decimal("500.00"), 0, ())


def test_without_data_no_cost_is_told(workspace: Workspace) -> None:
    assert library.monthly_cost(workspace, scheme=schemes.library()[S2]).months == ()


def test_rules_in_words_name_other_rules_by_name() -> None:
    rules = {rule.id: rule for rule in library.rules(schemes.library()[S1], EN, Options())}
    assert "Monthly top performers" in EN.message(rules["quarterly-sustained"].sentence)
    assert rules["two-months-in-bottom"].notices
    assert rules["full-attendance"].source_text.startswith("连续三个月")


def test_values_are_words_not_codes(workspace: Workspace) -> None:
    options = parameter_words.options(workspace.speaking("en"))
    scheme = schemes.library()[S1]
    assert view(scheme, "monthly-top-performers.indicator", options).words == "Performance score"
    assert view(scheme, "monthly-top-performers.group").words == "each position"
    assert view(scheme, "quarterly-sustained.based_on").words == "Monthly top performers"
    assert view(scheme, "full-attendance.neutral_codes").words == "annual leave, compensatory leave, business trips"
    assert view(scheme, "attendance-violations.fines_enabled").words == "no"
    assert view(scheme, "monthly-top-performers.percent").source == "source 004#2: 10%"
    assert view(scheme, "monthly-top-performers.min_group").source == "usual: 5"
    bands = view(schemes.library()[S2], "monthly-points.utilisation_bands")
    assert bands.words == "≥ 0% ≤ 50%: 0 points; > 50% ≤ 60%: 2 points; > 60%: 5 points"


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("monthly-top-performers.amount", "", "The source gives no figure; the centre has to set one."),
        ("monthly-top-performers.amount", "abc", "“abc” is not a number."),
        ("monthly-top-performers.amount", "500", None),
        ("monthly-top-performers.percent", "", "A value is needed here."),
        ("monthly-top-performers.percent", "120", "120 is above the greatest allowed value, 100."),
        ("attendance-violations.steps", "", None),
        ("scheme.trial_from", "soon", "“soon” is not a date; write 2026-10-01."),
    ],
)
def test_what_is_wrong_with_a_typed_value(name: str, text: str, told: str | None) -> None:
    found = fault(view(schemes.library()[S1], name), text)
    assert (EN.message(found) if found else None) == told


def test_differences_are_told_in_words() -> None:
    old = schemes.library()[S1]
    new = old.with_parameters({"monthly-top-performers.percent": "15", "attendance-violations.fines_enabled": "true"})
    assert library.differences(old, new, EN, Options()) == [
        ("Monthly top performers · Share (%)", "10%", "15%"),
        ("Attendance violations · Fines switched on", "no", "yes"),
    ]


def test_warnings_about_the_first_day(workspace: Workspace) -> None:
    fill(workspace)
    closing.close(workspace, month=OCTOBER)
    assert library.start_warnings(workspace, scheme_id=S1, first=date(2026, 12, 1)) == ()
    told = [EN.message(message) for message in library.start_warnings(workspace, scheme_id=S1, first=date(2026, 10, 15))]
    assert told[0] == "Closed already, so they stay as they were decided: 2026-10."
    assert "2026-10-15 is not the first day of a month" in told[1]
    assert "not in the future" in told[2]
    schemes.adopt(workspace, scheme_id=S1, first=date(2027, 1, 1), values={"monthly-top-performers.amount": "1"})
    assert "Version 2 begins later" in EN.message(library.start_warnings(workspace, scheme_id=S1, first=date(2026, 12, 1))[0])


def test_dates_of_making_known_keep_their_order(workspace: Workspace) -> None:
    fill(workspace)
    id = card(workspace, S1).versions[0].id

    def note(*days: date | None) -> schemes.SchemeVersion:
        return library.note_dates(workspace, version_id=id, discussed_on=days[0], consulted_on=days[1], published_on=days[2]).value

    noted = note(date(2026, 8, 1), None, date(2026, 8, 20))
    assert (noted.discussed_on, noted.consulted_on, noted.published_on) == (date(2026, 8, 1), None, date(2026, 8, 20))
    for days in ((None, None, None), (date(2026, 8, 21), None, date(2026, 8, 20)), (None, None, date(2026, 11, 3))):
        with pytest.raises(UserError):
            note(*days)


def test_a_version_that_ended_is_no_longer_in_force(workspace: Workspace) -> None:
    fill(workspace)
    schemes.retire(workspace, version_id=card(workspace, S1).versions[0].id, last=date(2026, 10, 31))
    held = card(workspace, S1)
    assert held.in_force is None
    assert held.versions[0].last == date(2026, 10, 31)


def test_a_dimension_is_not_called_like_the_indicator_of_its_code() -> None:
    shown = view(schemes.library()["balanced-appraisal"], "monthly-appraisal.dimensions")
    assert dict(shown.options)["quality"] == "quality"
    assert "quality 20" in shown.words
