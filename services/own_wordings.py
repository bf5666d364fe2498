"""The centre's own sentences on papers, as the settings keep them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from models.queries import settings as queries
from models.store import Tx
from services.documents import wordings
from services.documents.facts import Paper

P = TypeVar("P", bound=Paper)
SETTING = "certificate_wordings"


def wordings_in(tx: Tx) -> Mapping[str, str]:
    """The centre's own texts by key; a key may begin with the language that the text is for."""
    stored: Mapping[str, str] = queries.all_settings(tx).get(SETTING, {})
    return stored


def applied(tx: Tx, facts: P) -> P:
    """The paper in the centre's words; one that repeats an earlier paper keeps the words of that."""
    return facts if facts.words or facts.replaces else wordings.worded(facts, wordings_in(tx))
