"""Ranking: order, places, shares of a group, and what a tie at the cut does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal


@dataclass(frozen=True)
class Entry:
    """One agent or team to be ranked: its number or name, the score shown, and the figures that order it (greater is better)."""

    name: str
    score: Decimal
    order: tuple[Decimal, ...]


@dataclass(frozen=True)
class Place:
    """An entry with its rank from 1."""

    entry: Entry
    rank: int


def ranked(entries: Sequence[Entry], *, dense: bool = False) -> tuple[Place, ...]:
    """Best first, equal ones by name; ranks 1224 (competition) or 1223 (dense)."""
    places: list[Place] = []
    in_order = sorted(entries, key=lambda entry: entry.name)
    in_order.sort(key=lambda entry: entry.order, reverse=True)
    for position, entry in enumerate(in_order, 1):
        if places and places[-1].entry.order == entry.order:
            rank = places[-1].rank
        else:
            rank = (places[-1].rank + 1 if places else 1) if dense else position
        places.append(Place(entry, rank))
    return tuple(places)


def share(size: int, percent: Decimal, *, minimum: int, rounding: str) -> int:
    """How many of `size` a share of `percent` selects: floor or half_up, at least 1 from `minimum` members on, none below."""
    if size < max(minimum, 1):
        return 0
    exact = size * percent / 100
    mode = ROUND_HALF_UP if rounding == "half_up" else ROUND_FLOOR
    return min(size, max(1, int(exact.quantize(Decimal(1), mode))))


def best(places: Sequence[Place], count: int) -> tuple[Place, ...]:
    """The first `count`; all who share the last place are in."""
    if count <= 0 or not places:
        return ()
    cut = places[min(count, len(places)) - 1].entry.order
    return tuple(place for place in places if place.entry.order >= cut)


def worst(places: Sequence[Place], count: int) -> tuple[Place, ...]:
    """The last `count`; when a tie crosses the cut, all who share it are out."""
    if count <= 0:
        return ()
    if count >= len(places):
        return tuple(places)
    beyond = places[len(places) - count - 1].entry.order
    return tuple(place for place in places if place.entry.order < beyond)
