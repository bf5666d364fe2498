"""Parameters that stand for a name – an indicator, a group of indicators, a contribution: what may be added, and in which words."""

from __future__ import annotations

from collections.abc import Mapping

from models.domain.errors import N_
from services.parameter_words import Options
from services.rules.scheme import Words
from services.rules.words import indicator_word, position_word, word
from services.texts import Texts

_LABELS: Mapping[str, str] = {
    "weights.": N_("{name}: weights of the indicators"), "position_weights.": N_("{name}: weights of the indicators"),
    "floor.": N_("{name}: value for 0"), "target.": N_("{name}: value for 100"), "at_least.": N_("{name}: at least"),
    "at_most.": N_("{name}: at most"), "contribution.": N_("{name}: points"),
}  # fmt: skip
_TITLES: Mapping[str, str] = {
    "weights.": N_("Group of indicators"), "position_weights.": N_("Weights of a position"), "floor.": N_("Value for 0"),
    "target.": N_("Value for 100"), "at_least.": N_("At least"), "at_most.": N_("At most"),
    "contribution.": N_("Points for a contribution"),
}  # fmt: skip
_GROUPS = ("results", "service_level", "service_quality", "growth", "teamwork", "ability", "skills")
_CONTRIBUTIONS = (
    "colleague-helped", "error-found", "suggestion-adopted", "misconduct-reported", "activity-joined", "employee-of-the-month",
    "most-improved", "excellent-results",
)  # fmt: skip


def title(prefix: str, texts: Texts) -> str:
    """What is added, in words."""
    return texts(_TITLES[prefix]) if prefix in _TITLES else prefix


def choices(prefix: str, known: Options, texts: Texts) -> tuple[tuple[str, str], ...]:
    """The names that can be added and their words."""
    if prefix == "weights.":
        return tuple((name, texts.message(word(name))) for name in _GROUPS)
    if prefix == "contribution.":
        return tuple((name, texts.message(word(name))) for name in _CONTRIBUTIONS)
    return known.positions if prefix == "position_weights." else known.indicators


def label(prefix: str, name: str) -> Words:
    """What a form calls the parameter, in both languages."""
    named = position_word(name) if prefix == "position_weights." else indicator_word(name)
    sentence = _LABELS.get(prefix, "{name}")
    return Words(Texts("zh")(sentence, name=named), Texts("en")(sentence, name=named))
