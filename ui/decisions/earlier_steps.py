"""Earlier steps of the ladder and the one that would follow, as the form for by-hand penalties shows them."""

from __future__ import annotations

from services.ladder import EarlierStep, History
from services.outcome_words import level_word
from services.texts import Texts
from ui.kit.theme import SHAPES

_MOST = 6
"""Earlier steps that are listed."""


def history_words(t: Texts, history: History) -> str:
    """The steps, newest first, and the suggestion."""
    lines = [_line(t, step) for step in history.steps[:_MOST]] or [t("{name}: no earlier steps.", name=history.name)]
    if history.suggested:
        lines.append(t("Suggested next step: {level}", level=level_word(t, history.suggested)))
    else:
        lines.append(f"{SHAPES['watch']} {t('The highest step still counts; refer the case to a person who decides.')}")
    return "\n".join(lines)


def _line(t: Texts, step: EarlierStep) -> str:
    facts = {"day": step.published_on, "level": level_word(t, step.level), "rule": step.rule, "last": step.expires_on or ""}
    if step.revoked:
        return t("{day} {level} ({rule}), revoked", **facts)
    if not step.counts:
        return t("{day} {level} ({rule}), expired on {last}", **facts)
    if step.expires_on is None:
        return t("{day} {level} ({rule}), counts", **facts)
    return t("{day} {level} ({rule}), counts until {last}", **facts)
