"""Finds the rule that a file means by its id, its name or the name of its award."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from models.store import Tx
from services import schemes
from services.exchange.header import plain_title
from services.rules.words import CONTRIBUTIONS, word
from services.texts import Texts

_LANGUAGES = (Texts("zh"), Texts("en"))


def rule_ids(tx: Tx) -> Mapping[str, str]:
    """Plain form of id, name or title → id, over shipped and adopted schemes and contributions; what several rules share is left out."""
    known = [*schemes.library().values(), *(version.scheme for version in schemes.versions_in(tx))]
    rules = [rule for scheme in known for rule in scheme.rules]
    meant: dict[str, set[str]] = defaultdict(set)
    for rule in rules:
        for name in (rule.name.zh, rule.name.en, rule.title.zh, rule.title.en):
            meant[plain_title(name)].add(rule.id)
    named = {name: next(iter(ids)) for name, ids in meant.items() if len(ids) == 1}
    contributions = {
        plain_title(name): code for code in CONTRIBUTIONS for name in (code, *(texts.message(word(code)) for texts in _LANGUAGES))
    }
    return named | contributions | {plain_title(rule.id): rule.id for rule in rules}
