"""An evaluation as JSON in one fixed form: the same evaluation always gives the same bytes, and reads back equal."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from models.domain.errors import Message
from models.domain.outcomes import Criterion, Evaluation, LeftOut, Outcome, OutcomeKind

FORMAT = 1


def to_json(evaluation: Evaluation) -> str:
    """The evaluation as one line of JSON; decimals are texts, keys are sorted."""
    table = {
        "format": FORMAT,
        "outcomes": [_outcome(outcome) for outcome in evaluation.outcomes],
        "left_out": [vars(line) for line in evaluation.left_out],
        "warnings": [_message(warning) for warning in evaluation.warnings],
    }
    return json.dumps(table, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_json(text: str) -> Evaluation:
    """The evaluation that `to_json` wrote; ValueError for an unknown format."""
    table = json.loads(text)
    if table.get("format") != FORMAT:
        raise ValueError(table.get("format"))
    return Evaluation(
        tuple(_read_outcome(row) for row in table["outcomes"]),
        tuple(LeftOut(**row) for row in table["left_out"]),
        tuple(_read_message(row) for row in table["warnings"]),
    )


def _outcome(outcome: Outcome) -> dict[str, Any]:
    return {
        **vars(outcome),
        "kind": outcome.kind.value,
        "amount": str(outcome.amount),
        "score": None if outcome.score is None else str(outcome.score),
        "because": [vars(line) for line in outcome.because],
    }


def _read_outcome(row: dict[str, Any]) -> Outcome:
    return Outcome(
        **{
            **row,
            "kind": OutcomeKind(row["kind"]),
            "amount": Decimal(row["amount"]),
            "score": None if row["score"] is None else Decimal(row["score"]),
            "because": tuple(Criterion(**line) for line in row["because"]),
        }
    )


def _message(message: Message) -> dict[str, Any]:
    return {"msgid": message.msgid, "facts": dict(message.facts)}


def _read_message(row: dict[str, Any]) -> Message:
    return Message(row["msgid"], row["facts"])
