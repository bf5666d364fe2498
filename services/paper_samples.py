"""Invented papers of every kind, by which the wording of a paper is looked at before it is stored."""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from models.domain.errors import N_
from services.documents.facts import Centre, Paper
from services.texts import Texts

_SAMPLES: Mapping[str, str] = {
    "name": N_("Wang Xiaoming"), "recipient": N_("Wang Xiaoming"), "raised_by": N_("Li Jing"), "customer": N_("Ms Li"),
    "team": N_("Team one"), "position": N_("Customer service agent"), "period": N_("September 2026"), "month": N_("September 2026"),
    "rule": N_("Rule"), "scheme": N_("Scheme"), "clause": N_("The clause of the scheme stands here."),
    "award": N_("Service star of the month"),
    "findings": N_("What was found stands here."), "criterion": N_("Complaint"), "source": N_("By hand"),
    "reason": N_("The reasons stand here."),
    "subject": N_("the awards of September 2026"), "grounds": N_("The grounds stand here."), "text": N_("The objection stands here."),
    "department": N_("Human resources"), "handler": N_("Supervisor"), "reviewer": N_("Reviewer"), "responsible": N_("Team leader"),
    "coach": N_("Team leader"), "assessor": N_("Team leader"), "contact": N_("Human resources"), "level": N_("Verbal warning"),
    "duration": N_("Until the centre lifts it, or an appeal changes or revokes it"), "original": N_("The first decision stands here."),
    "result": N_("What is left of it stands here."), "consequences": N_("What follows stands here."),
    "demands": N_("What is asked for stands here."),
    "proposal": N_("What the rule proposes stands here"), "reward": N_("What is given stands here"), "filed_at": "2026-09-10 10:20",
    "case": "2026-1", "list_number": "2026-2", "notice_number": "2026-3", "coaching": N_("What coaching came to stands here."),
    "employee_no": "0001", "version": "1", "found": "1", "required": "0",
}  # fmt: skip
"""Words by the name of the fact; what is not named stays empty."""
_EMPTY = frozenset(
    {"opening", "closing", "corrects", "replaces", "after_appeal", "words", "instalments", "is_reprint", "is_void", "number", "check_code"}
)
"""Facts that an invented paper leaves at their default."""


def invented(kind: type[Paper], *, texts: Texts, centre: Centre, today: date) -> Paper:
    """A paper of the kind in the language of `texts`, every fact filled with something that looks like one."""
    given = {"language": texts.language, "number": texts(N_("Draft")), "issued_on": today, "centre": centre, "check_code": ""}
    paper: Paper = _made(kind, texts, today, given)
    return paper


def _made(kind: Any, texts: Texts, today: date, given: Mapping[str, Any]) -> Any:
    hints = typing.get_type_hints(kind)
    left = {field.name for field in fields(kind) if field.name in _EMPTY and field.default is not MISSING}
    wanted = [field.name for field in fields(kind) if field.name not in left and field.name not in given]
    return kind(**given, **{name: _value(name, hints[name], texts, today) for name in wanted})


def _value(name: str, hint: Any, texts: Texts, today: date) -> Any:
    if isinstance(hint, types.UnionType):
        hint = next(part for part in typing.get_args(hint) if part is not type(None))
    origin = typing.get_origin(hint)
    if origin is tuple:
        return (_value(name, typing.get_args(hint)[0], texts, today),)
    if origin is typing.Literal:
        return typing.get_args(hint)[0]
    if is_dataclass(hint):
        return _made(hint, texts, today, {})
    plain: Mapping[Any, Any] = {date: today, int: 5, Decimal: Decimal(50), bool: True}
    if hint in plain:
        return None if name == "accepted" else plain[hint]
    return texts(_SAMPLES[name]) if name in _SAMPLES else ""
