"""Two explanations of one outcome side by side: the one that was stored and the one that today's facts give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from models.domain.outcomes import Criterion


class Change(StrEnum):
    """How a line of the stored explanation relates to the fresh one."""

    SAME = "same"
    CHANGED = "changed"
    GONE = "gone"
    ADDED = "added"


@dataclass(frozen=True)
class ComparedLine:
    """One criterion in both explanations; None on the side where it does not stand."""

    stored: Criterion | None
    fresh: Criterion | None

    @property
    def change(self) -> Change:
        """What became of the line."""
        if self.fresh is None:
            return Change.GONE
        if self.stored is None:
            return Change.ADDED
        return Change.SAME if self.stored == self.fresh else Change.CHANGED


def compare(stored: Sequence[Criterion], fresh: Sequence[Criterion]) -> tuple[ComparedLine, ...]:
    """Lines paired by criterion and source, then by criterion alone; in the stored order, added ones last."""
    left = list(fresh)
    pairs: dict[int, Criterion] = {}
    for same_source in (True, False):
        for at, line in enumerate(stored):
            found = next((f for f in left if f.criterion == line.criterion and (not same_source or f.source == line.source)), None)
            if at not in pairs and found is not None:
                pairs[at] = found
                left.remove(found)
    return (*(ComparedLine(line, pairs.get(at)) for at, line in enumerate(stored)), *(ComparedLine(None, line) for line in left))
