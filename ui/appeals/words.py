"""Words that board, case page and desk share: what is left of a time, what state a case is in."""

from __future__ import annotations

from models.domain.outcomes import AppealState
from services.appeals import BoardRow, Statistics
from services.texts import Texts
from services.words import APPEAL_STATES

TONES = {
    AppealState.UPHELD: "muted", AppealState.REDUCED: "good", AppealState.REVOKED: "good", AppealState.CLOSED: "muted",
    AppealState.REJECTED_LATE: "muted", AppealState.WITHDRAWN: "muted",
}  # fmt: skip


def state_word(t: Texts, row: BoardRow) -> str:
    """The state in words; of a closed case also what was decided."""
    words = t(APPEAL_STATES[row.state])
    if row.state is AppealState.CLOSED and row.decision:
        return t("{state}: {decision}", state=words, decision=t(APPEAL_STATES[row.decision]))
    return words


def days_word(t: Texts, days_left: int | None) -> str:
    """Working days left in words."""
    if days_left is None:
        return ""
    if days_left < 0:
        return t("Overdue by {n} working days", n=-days_left)
    if days_left == 0:
        return t("Last day today")
    return t("{n} working days left", n=days_left)


def statistics_line(t: Texts, found: Statistics) -> str:
    """Counts, shares and the time decisions take, in one line; '' before the first appeal."""
    if not found.filed:
        return ""
    line = t("{filed} appeals filed, {open} open, {withdrawn} withdrawn, {late} refused as late", filed=found.filed, open=found.open,
             withdrawn=found.withdrawn, late=found.refused_late)  # fmt: skip
    if not found.decided:
        return line
    facts = {
        "upheld": found.share(found.upheld), "reduced": found.share(found.reduced), "revoked": found.share(found.revoked),
    }  # fmt: skip
    decided = t(
        "{n} decided: upheld {upheld}, reduced {reduced}, revoked {revoked}; {in_time} in time, median {days} working days",
        n=found.decided, in_time=found.decided_in_time, days=f"{found.median_days or 0:g}",
        **{name: f"{share or 0:.0%}" for name, share in facts.items()},
    )  # fmt: skip
    return f"{line} · {decided}"


def days_tone(days_left: int | None) -> str:
    """bad when overdue, watch from two working days on."""
    if days_left is None:
        return "muted"
    return "bad" if days_left < 0 else "watch" if days_left <= 2 else ""
