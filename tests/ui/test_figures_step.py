"""The figures of a scheme ask for what a rule switched off is still needed for."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from services import schemes
from services.parameter_words import Options
from services.texts import Texts
from ui.library.adopt_wizard import figure_groups
from ui.library.figures_step import FiguresStep


def test_a_rule_switched_off_still_asks_for_the_figures_another_rule_is_based_on(qtbot: QtBot) -> None:
    scheme, t = schemes.library()["balanced-appraisal"], Texts("en")
    step = FiguresStep(figure_groups(scheme, t, Options()), t)
    qtbot.addWidget(step)
    for rule in ("quarterly-appraisal", "yearly-appraisal", "quarterly-team-performance"):
        step.ticks[rule].click()
    step.ticks["monthly-appraisal"].click()
    assert scheme.with_parameters(step.values()).missing_parameters() == tuple(step.faults())
    assert "monthly-appraisal.levels" in step.faults()
    monthly = step.forms[list(step.ticks).index("monthly-appraisal")]
    assert monthly.isEnabled()
    assert "another rule" in step.ticks["monthly-appraisal"].text()
    for tick in step.ticks.values():
        tick.setChecked(False)
    assert step.faults() == {}
    assert not monthly.isEnabled()
    assert "another rule" not in step.ticks["monthly-appraisal"].text()
