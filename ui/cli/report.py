"""What the command line prints: the JSON contract of a month, and plain lines for people."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from models.domain.outcomes import LeftOut, Outcome
from services.closing import MonthResult, StoredOutcome
from services.rules.engine import looked_at
from services.texts import Texts


def month_json(result: MonthResult, texts: Texts) -> dict[str, Any]:
    """The document that `close --json` and `decisions --json` print."""
    used = looked_at([version.adopted for version in result.versions], result.month)
    return {
        "period": result.month.text,
        "status": "closed" if result.closed else "preview",
        "schemes": [{"id": name, "version": version} for name, version in sorted(used)],
        "outcomes": [_outcome(stored) for stored in sorted(result.outcomes, key=_outcome_order)],
        "left_out": [_left_out(line) for line in result.left_out],
        "warnings": [texts.message(warning) for warning in result.named_warnings(texts.language)],
    }


def _outcome_order(stored: StoredOutcome) -> tuple[object, ...]:
    outcome = stored.outcome
    return (
        outcome.scheme,
        outcome.rule,
        outcome.rank or 10**9,
        outcome.employee_no or "",
        outcome.team or "",
        outcome.period,
        outcome.subject,
    )


def _outcome(stored: StoredOutcome) -> dict[str, Any]:
    outcome = stored.outcome
    return {
        "scheme": outcome.scheme,
        "rule": outcome.rule,
        "period": outcome.period,
        "employee_no": outcome.employee_no,
        "team": None if outcome.employee_no else outcome.team,
        "kind": outcome.kind.value,
        "status": stored.status.value,
        "amount": f"{outcome.amount:.2f}",
        "points": outcome.points,
        "level": outcome.level,
        "score": None if outcome.score is None else f"{outcome.score:.2f}",
        "rank": outcome.rank,
        "subject": outcome.subject,
        "by_hand": stored.by_hand,
        "because": [
            {"criterion": line.criterion, "found": line.found, "required": line.required, "met": line.met, "source": line.source}
            for line in outcome.because
        ],
    }


def _left_out(line: LeftOut) -> dict[str, str]:
    return {"scheme": line.scheme, "rule": line.rule, "period": line.period, "employee_no": line.employee_no, "reason": line.reason}


def month_lines(result: MonthResult, texts: Texts, say: Callable[[str], None]) -> None:
    """A closed or previewed month in plain lines: one per outcome, then counts and warnings."""
    for stored in sorted(result.outcomes, key=_outcome_order):
        say(_line(stored.outcome, stored))
    say(texts("{outcomes} decisions, {left_out} left out.", outcomes=len(result.outcomes), left_out=len(result.left_out)))
    for warning in result.named_warnings(texts.language):
        say(texts("Warning: {text}", text=texts.message(warning)))


def _line(outcome: Outcome, stored: StoredOutcome) -> str:
    parts = [
        outcome.rule, outcome.period, outcome.employee_no or outcome.team or "", outcome.kind.value, stored.status.value,
        f"¥{outcome.amount:.2f}" if outcome.amount else "", str(outcome.points) if outcome.points else "", outcome.level or "",
    ]  # fmt: skip
    return "  ".join(part for part in parts if part)
