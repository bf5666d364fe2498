"""What a paper says, as plain JSON for the register and back; pictures are kept as attachments and named by their SHA-256."""

from __future__ import annotations

import hashlib
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from services.documents import facts as papers
from services.documents import hearing_facts as hearing
from services.documents.facts import Paper

_PAPERS: Mapping[str, type[Paper]] = {
    paper.__name__: paper
    for paper in (
        papers.CertificateFacts,
        papers.RewardNoticeFacts,
        papers.PenaltyNoticeFacts,
        papers.AppealReceiptFacts,
        papers.AppealDecisionFacts,
        papers.PublicListFacts,
        papers.PointsStatementFacts,
        papers.CoachingPlanFacts,
        papers.RectificationFacts,
        papers.RedemptionSlipFacts,
        papers.CustomerNoticeFacts,
        papers.AssessmentSheetFacts,
        hearing.ReferralFacts,
        hearing.ObjectionReceiptFacts,
        hearing.ObjectionDecisionFacts,
    )
}


def to_plain(facts: Paper) -> dict[str, Any]:
    """The facts as JSON values; `paper` names their class."""
    return {"paper": type(facts).__name__} | _plain_fields(facts)


def from_plain(values: Mapping[str, Any], picture: Callable[[str], bytes | None]) -> Paper:
    """The facts back from JSON; `picture` gives a logo's or seal's content by its SHA-256."""
    paper: Paper = _build(_PAPERS[values["paper"]], values, picture)
    return paper


def _plain_fields(value: Any) -> dict[str, Any]:
    return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return _plain_fields(value) if is_dataclass(value) else value


def _build(kind: Any, values: Mapping[str, Any], picture: Callable[[str], bytes | None]) -> Any:
    hints = _hints(kind)
    return kind(**{name: _revived(hints[name], value, picture) for name, value in values.items() if name in hints})


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _revived(hint: Any, value: Any, picture: Callable[[str], bytes | None]) -> Any:
    if value is None:
        return None
    if isinstance(hint, types.UnionType):
        hint = next(part for part in typing.get_args(hint) if part is not type(None))
    if typing.get_origin(hint) is tuple:
        return tuple(_revived(typing.get_args(hint)[0], item, picture) for item in value)
    if is_dataclass(hint):
        return _build(hint, value, picture)
    makers: dict[Any, Callable[[Any], Any]] = {date: date.fromisoformat, Decimal: Decimal, bytes: picture}
    return makers[hint](value) if hint in makers else value
