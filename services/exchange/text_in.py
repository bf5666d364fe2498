"""Text tables: encoding and delimiter found from the content, as Chinese and other programs write them."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter

from models.domain.errors import N_, UserError

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_DELIMITERS = ("\t", ",", ";", "|", "，")
_FIELD_LIMIT = 131_072
_AS_TEXT = re.compile(r'(?<![^\t,;|\r\n])"?="{1,2}([^"\t,;|\r\n]*)"{1,3}(?![^\t,;|\r\n])')
"""="0007": how programs keep Excel from eating the zeros of a number."""
_STRANGE = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f\ufffd\ue000-\uf8ff]")


def read_rows(text: str, name: str) -> list[list[str]]:
    """Rows of text cells, quotes undone; UserError for what is not a text table."""
    csv.field_size_limit(_FIELD_LIMIT)
    if text[:4].lower() == "sep=":
        text = "\n" + text.split("\n", 1)[-1]
    if '="' in text:
        text = _AS_TEXT.sub(r'"\1"', text)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text)))
    except csv.Error:
        raise UserError(N_("“{file}” is not a proper table; perhaps a quotation mark is not closed."), file=name) from None


def decode(data: bytes, name: str) -> str:
    """The text: byte-order mark, strict UTF-8, then the likelier of GB18030, Big5 and UTF-16; UserError for binary data."""
    text = _decoded(data)
    if text is None or _looks_binary(text):
        raise UserError(N_("“{file}” is not a table; XLSX, XLS, ODS, CSV, TSV and TXT can be read."), file=name)
    return text


def _decoded(data: bytes) -> str | None:
    for mark, encoding in _BOMS[1:]:
        if data.startswith(mark):
            return _try(data, encoding)
    if data[:4096].count(0) * 20 > len(data[:4096]):
        # without a mark: in little-endian text the high (odd) bytes of digits and commas are zero
        even, odd = data[:4096:2].count(0), data[1:4096:2].count(0)
        return _try(data, "utf-16-le" if odd >= even else "utf-16-be")
    data = data.replace(b"\x00", b"")  # a clock that lost power leaves some in its file
    if data.startswith(_BOMS[0][0]):
        return _try(data, _BOMS[0][1])
    if (text := _try(data, "utf-8")) is not None:
        return text
    readings = [(_share_of_common(data, low, high), text) for encoding, low, high in _CHINESE if (text := _try(data, encoding)) is not None]
    return max(readings, key=lambda reading: reading[0])[1] if readings else None


_CHINESE = (("gb18030", (0xB0, 0xA1), (0xD7, 0xF9)), ("big5", (0xA4, 0x40), (0xC6, 0x7E)))
"""Encodings with the zone of their everyday characters; the first wins a tie."""


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeError:
        return None


def _share_of_common(data: bytes, low: tuple[int, int], high: tuple[int, int]) -> float:
    """Share of two-byte characters that lie in the zone of everyday characters."""
    common = total = index = 0
    sample = data[:65_536]
    trail_from = low[1]
    while index < len(sample) - 1:
        if sample[index] < 0x80:
            index += 1
            continue
        pair = (sample[index], sample[index + 1])
        if pair[0] >= 0xB0 or low[0] < 0xB0:
            total += 1
            common += low[0] <= pair[0] <= high[0] and pair[1] >= trail_from
        index += 2
    return common / total if total else 0.0


def _looks_binary(text: str) -> bool:
    sample = text[:65_536]
    return "\x00" in sample or len(_STRANGE.findall(sample)) * 50 > len(sample)


def delimiter_of(text: str) -> str:
    """The delimiter that splits the first fifty lines most evenly."""
    lines = [line for line in text[:65_536].splitlines()[:50] if line.strip()]

    def evenness(delimiter: str) -> tuple[int, int]:
        try:
            widths = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter))
        except csv.Error:
            return (0, 0)
        width, times = max(widths.items(), key=lambda item: (item[0] > 1, item[1], item[0]))
        return (times, width) if width > 1 else (0, 0)

    return max(_DELIMITERS, key=evenness)
