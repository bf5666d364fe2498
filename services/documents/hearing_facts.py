"""Facts of the papers around a hearing: statement form, referral, and what third persons object to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from services.documents.facts import Basis, Evidence, Paper, Person


@dataclass(frozen=True, kw_only=True)
class StatementFormFacts(Paper):
    """What the agent is asked to comment on before a penalty is decided; not numbered, filled in and signed by hand."""

    agent: Person
    findings: tuple[str, ...]
    evidence: tuple[Evidence, ...] = ()
    basis: Basis
    department: str
    handler: str


@dataclass(frozen=True, kw_only=True)
class ReferralFacts(Paper):
    """A case handed to a person who decides: about whom, what was found, what coaching came to, until when."""

    responsible: str
    agent: Person
    findings: tuple[str, ...]
    evidence: tuple[Evidence, ...] = ()
    basis: Basis
    proposal: str
    coaching: tuple[str, ...] = ()
    due_on: date
    department: str
    handler: str


@dataclass(frozen=True, kw_only=True)
class ObjectionReceiptFacts(Paper):
    """What a third person gets on objecting to a public list; `last_day` is the list's, `decide_by` that of the answer."""

    case: str
    list_number: str
    raised_by: str
    raised_on: date
    text: str
    last_day: date
    decide_by: date
    department: str
    handler: str


@dataclass(frozen=True, kw_only=True)
class ObjectionDecisionFacts(Paper):
    """The answer to an objection: the list stands, or the award named in `award` is revoked with its consequences."""

    case: str
    list_number: str
    raised_by: str
    raised_on: date
    text: str
    decision: Literal["uphold", "revoke"]
    award: str = ""
    reason: str
    consequences: tuple[str, ...] = ()
    department: str
    reviewer: str
