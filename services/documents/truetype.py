"""A TrueType file read once: which characters it has, how wide they are, and subsets of its outlines for embedding.

reportlab's own reader copies the whole outline table for every file it writes, which is most of the time of a certificate.
"""

from __future__ import annotations

import mmap
import struct
import sys
from array import array
from collections.abc import Iterable, Sequence
from pathlib import Path

_WORDS, _SCALE, _MORE, _XY_SCALE, _TWO_BY_TWO = 0x1, 0x8, 0x20, 0x40, 0x80  # flags of a composite glyph's component


def _big_endian(kind: str, data: bytes) -> array[int]:
    numbers = array(kind, data)
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers


class TrueType:
    """One font file, mapped into memory; lengths are in 1/1000 of the font size."""

    def __init__(self, file: Path) -> None:
        with file.open("rb") as stream:
            self._data = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
        count = struct.unpack_from(">H", self._data, 4)[0]
        entries = (struct.unpack_from(">4sLLL", self._data, 12 + 16 * n) for n in range(count))
        self._places = {tag.decode("ascii"): (offset, length) for tag, _, offset, length in entries}
        head = self._table("head")
        self._per_em: int = struct.unpack_from(">H", head, 18)[0]
        self.box = struct.unpack_from(">4h", head, 36)
        self.ascent, self.descent = struct.unpack_from(">2h", self._table("hhea"), 4)
        long_offsets = struct.unpack_from(">h", head, 50)[0]
        offsets = _big_endian("I" if long_offsets else "H", self._table("loca"))
        self._offsets: Sequence[int] = offsets if long_offsets else [2 * offset for offset in offsets]
        self._metrics = _big_endian("H", self._table("hmtx"))
        self._metric_count: int = struct.unpack_from(">H", self._table("hhea"), 34)[0]
        self.glyphs = self._character_map()

    def _table(self, tag: str) -> bytes:
        offset, length = self._places[tag]
        return self._data[offset : offset + length]

    def _character_map(self) -> dict[int, int]:
        """Code point → glyph, from the full-range (format 12) subtable that every font of ours carries."""
        cmap = self._table("cmap")
        for n in range(struct.unpack_from(">H", cmap, 2)[0]):
            offset = struct.unpack_from(">L", cmap, 8 + 8 * n)[0]
            if struct.unpack_from(">H", cmap, offset)[0] == 12:
                groups = struct.unpack_from(">L", cmap, offset + 12)[0]
                return self._ranges(cmap[offset + 16 : offset + 16 + 12 * groups])
        raise ValueError("the font has no full-range character map")

    @staticmethod
    def _ranges(groups: bytes) -> dict[int, int]:
        found: dict[int, int] = {}
        for first, last, glyph in struct.iter_unpack(">3L", groups):
            found.update(zip(range(first, last + 1), range(glyph, glyph + last - first + 1), strict=True))
        return found

    def width(self, glyph: int) -> int:
        """Advance of a glyph."""
        return self._metrics[2 * min(glyph, self._metric_count - 1)] * 1000 // self._per_em

    def _bearing(self, glyph: int) -> int:
        beyond = glyph - self._metric_count
        return self._metrics[2 * glyph + 1 if beyond < 0 else 2 * self._metric_count + beyond]

    def _outline(self, glyph: int) -> bytes:
        start = self._places["glyf"][0]
        return self._data[start + self._offsets[glyph] : start + self._offsets[glyph + 1]]

    def subset(self, glyphs: Iterable[int]) -> bytes:
        """A font file whose glyph n is the n-th of `glyphs` (the first must be 0), followed by what composites are made of."""
        kept = list(glyphs)
        new = {glyph: n for n, glyph in reversed(list(enumerate(kept)))}
        outlines: list[bytes] = []
        for glyph in kept:  # grows while composites name their components
            outline = self._outline(glyph)
            outlines.append(_renumbered(outline, kept, new) if outline[:2] >= b"\x80" else outline)
        return self._file(kept, outlines)

    def _file(self, kept: list[int], outlines: list[bytes]) -> bytes:
        offsets, parts, position = [0], [], 0
        for outline in outlines:
            part = outline + b"\0" * (-len(outline) % 4)
            parts.append(part)
            position += len(part)
            offsets.append(position)
        metrics = [number for glyph in kept for number in (self.width(glyph) * self._per_em // 1000, self._bearing(glyph))]
        head, hhea, maxp = (bytearray(self._table(tag)) for tag in ("head", "hhea", "maxp"))
        struct.pack_into(">h", head, 50, 1)
        struct.pack_into(">H", hhea, 34, len(kept))
        struct.pack_into(">H", maxp, 4, len(kept))
        tables = {
            "glyf": b"".join(parts),
            "head": bytes(head),
            "hhea": bytes(hhea),
            "hmtx": struct.pack(f">{len(metrics)}H", *metrics),
            "loca": struct.pack(f">{len(offsets)}L", *offsets),
            "maxp": bytes(maxp),
            **{tag: self._table(tag) for tag in ("cvt ", "fpgm", "prep") if tag in self._places},
        }
        return _assembled(tables)


def _renumbered(outline: bytes, kept: list[int], new: dict[int, int]) -> bytes:
    """A composite glyph that names its components by their new numbers; components not yet kept are added."""
    data, position, flags = bytearray(outline), 10, _MORE
    while flags & _MORE:
        flags, glyph = struct.unpack_from(">2H", data, position)
        if glyph not in new:
            new[glyph] = len(kept)
            kept.append(glyph)
        struct.pack_into(">H", data, position + 2, new[glyph])
        position += 8 if flags & _WORDS else 6
        position += 2 if flags & _SCALE else 4 if flags & _XY_SCALE else 8 if flags & _TWO_BY_TWO else 0
    return bytes(data)


def _assembled(tables: dict[str, bytes]) -> bytes:
    """The font file of some tables. Table check sums stay 0: readers of embedded fonts do not use them."""
    count = len(tables)
    power = count.bit_length() - 1
    header = [struct.pack(">L4H", 0x00010000, count, 16 << power, power, 16 * count - (16 << power))]
    body: list[bytes] = []
    position = 12 + 16 * count
    for tag, data in sorted(tables.items()):
        header.append(struct.pack(">4s3L", tag.encode("ascii"), 0, position, len(data)))
        body.append(data + b"\0" * (-len(data) % 4))
        position += len(body[-1])
    return b"".join(header + body)
