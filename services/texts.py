"""User sentences in English or Chinese: one mechanism for screens, papers and the command line."""

from __future__ import annotations

import gettext
from functools import cache
from typing import Any

import resources
from models.domain.errors import Message

_FOLDERS = {"zh": "zh_CN"}


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    """All catalogues of the language in one chain; English sentences are their own keys and need none."""
    first = gettext.NullTranslations()
    if language not in _FOLDERS:
        return first
    for file in sorted(resources.path(f"locale/{_FOLDERS[language]}/LC_MESSAGES").glob("*.mo")):
        with file.open("rb") as stream:
            first.add_fallback(gettext.GNUTranslations(stream))
    return first


class Texts:
    """Sentences in `language` ("zh" or "en"), called with the English sentence and the facts for its {named} places."""

    def __init__(self, language: str) -> None:
        self.language = "zh" if language.lower().startswith("zh") else "en"
        self._catalogue = _catalogue(self.language)

    def __call__(self, msgid: str, **facts: Any) -> str:
        """The sentence with its facts put in; a fact that is itself a Message is worded too."""
        return self._filled(self._catalogue.gettext(msgid), facts) if msgid else ""  # gettext answers "" with the header

    def message(self, message: Message) -> str:
        """The words of an error or notice raised in another layer."""
        return self(message.msgid, **message.facts)

    def plural(self, one: str, many: str, n: int, **facts: Any) -> str:
        """The sentence for `n` things; {n} may stand in it."""
        return self._filled(self._catalogue.ngettext(one, many, n), {"n": n, **facts})

    def _filled(self, sentence: str, facts: dict[str, Any]) -> str:
        if not facts:
            return sentence
        return sentence.format(**{name: self.message(fact) if isinstance(fact, Message) else fact for name, fact in facts.items()})
