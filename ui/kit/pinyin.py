"""Finding and ordering Chinese names: by hanzi, full pinyin, initials or employee number."""

from __future__ import annotations

import os
from functools import lru_cache

_SURNAMES = {"单": "shan", "曾": "zeng", "仇": "qiu", "解": "xie", "区": "ou", "查": "zha", "任": "ren", "盖": "ge", "尉": "yu"}
"""Surnames whose reading differs from the character's usual one; pypinyin gets these wrong."""


def _is_hanzi(character: str) -> bool:
    return character >= "\u3400"


@lru_cache(maxsize=20_000)
def syllables(text: str) -> tuple[tuple[str, ...], ...]:
    """For each character its possible readings in plain lower case; a character without any stands for itself.

    The likely reading comes first; the first character of a short name is read as a surname.
    """
    if not any(map(_is_hanzi, text)):
        return tuple((character,) for character in text.lower())
    for table in ("PYPINYIN_NO_PHRASES", "PYPINYIN_NO_DICT_COPY"):
        os.environ.setdefault(table, "true")  # names are no phrases; without those tables 45 MB and 0.1 s less
    from pypinyin import Style, pinyin  # loads 40 ms of tables, so only when the first Chinese text is asked for

    likely = [found[0] for found in pinyin(text, style=Style.NORMAL, errors=list)]
    every = pinyin(text, style=Style.NORMAL, heteronym=True, errors=list)
    result = [tuple(dict.fromkeys((first, *rest))) for first, rest in zip(likely, every, strict=True)]
    if text[0] in _SURNAMES and len(text) <= 4:
        result[0] = (_SURNAMES[text[0]], *result[0])
    return tuple(tuple(reading.lower() for reading in readings) for readings in result)


def sort_key(text: str) -> tuple[str, ...]:
    """Key by which lists of names are ordered: the pinyin of each character, latin text as it is."""
    return tuple(readings[0] for readings in syllables(text))


@lru_cache(maxsize=50_000)
def matches(query: str, text: str) -> bool:
    """Does the text contain the query as written, as full pinyin, as initials, or mixed ("zhangs" finds 张三)? Case is ignored."""
    wanted = query.strip().lower()
    if not wanted or wanted in text.lower():
        return True
    if " " in wanted:
        return all(matches(part, text) for part in wanted.split())
    if not wanted.isascii() or not any(map(_is_hanzi, text)):
        return False
    read = syllables(text)
    return any(_reads(wanted, read, start) for start in range(len(read)))


def _reads(wanted: str, read: tuple[tuple[str, ...], ...], at: int) -> bool:
    if not wanted:
        return True
    if at == len(read):
        return False
    for reading in read[at]:
        if reading.startswith(wanted):
            return True
        for taken in (len(reading), 1):
            if wanted.startswith(reading[:taken]) and _reads(wanted[taken:], read, at + 1):
                return True
    return False
