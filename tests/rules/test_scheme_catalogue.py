"""The catalogue in docs/ says what the scheme files say."""

from __future__ import annotations

import re

from installer.scheme_catalogue import TARGET, catalogue
from services.schemes import library


def test_the_catalogue_is_current() -> None:
    """Run installer/scheme_catalogue.py when this fails."""
    assert TARGET.read_text(encoding="utf-8") == catalogue()


def test_every_rule_stands_in_it_with_its_source() -> None:
    """Each scheme, rule and sentence of the source is there, and no place of a sentence is left open."""
    text = catalogue()
    for scheme in library().values():
        assert f'<a id="{scheme.id}"></a>' in text
        for rule in scheme.rules:
            assert f"`{rule.id}` · `{rule.kind}`" in text
            assert f"> {rule.clause_text_zh}" in text
    assert not re.search(r"\{\w+\}", text)


def test_rule_ids_are_told_apart_over_all_schemes() -> None:
    """A nomination names a rule without its scheme, so that no two shipped schemes may share an id."""
    ids = [rule.id for scheme in library().values() for rule in scheme.rules]
    assert len(ids) == len(set(ids))
