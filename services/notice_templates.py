"""The sentences of notices that a centre may word itself: introduction and closing. What the law asks for is no part of them.

Clause, statement, level, last day of appeal and receipt stand on the paper whatever is written here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from models.domain.errors import N_
from services.documents.facts import (
    Basis,
    Centre,
    Evidence,
    Paper,
    PenaltyNoticeFacts,
    Person,
    PublicListFacts,
    RewardLine,
    RewardNoticeFacts,
)
from services.texts import Texts

OPENING, CLOSING = "opening", "closing"


@dataclass(frozen=True)
class Sentence:
    """One sentence of one notice: what it is called, ours ('' = none), the places it may name and those it must."""

    title: str
    default: str
    places: tuple[str, ...]
    required: tuple[str, ...] = ()


_REWARD, _PENALTY, _PUBLIC = "reward_notice", "penalty_notice", "public_list"
SENTENCES: Mapping[str, Sentence] = {
    f"{_REWARD}.{OPENING}": Sentence(
        N_("Reward notice: introduction"),
        N_("In recognition of outstanding work, and after review under the rules in force, the following awards are made:"),
        ("period", "centre"),
    ),
    f"{_REWARD}.{CLOSING}": Sentence(
        N_("Reward notice: closing"),
        N_("Congratulations to the winners. May everyone learn from them and keep raising the quality of service."),
        ("period", "centre"),
    ),
    f"{_PENALTY}.{OPENING}": Sentence(N_("Penalty notice: introduction"), "", ("name", "period", "centre")),
    f"{_PENALTY}.{CLOSING}": Sentence(N_("Penalty notice: closing"), "", ("name", "period", "centre")),
    f"{_PUBLIC}.{OPENING}": Sentence(
        N_("Public list: introduction"),
        N_("Following the review of {subject}, the proposed awards are published so that everyone can comment."),
        ("subject", "centre"),
        ("subject",),
    ),
    f"{_PUBLIC}.{CLOSING}": Sentence(N_("Public list: closing"), "", ("subject", "centre")),
}
"""By key: the notice, a dot, where the sentence stands."""


def own_sentences(wordings: Mapping[str, str], paper: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The centre's introduction and closing of a notice as facts of the paper, '' where it has none of its own."""
    return {where: wordings.get(f"{paper}.{where}", "").format(**facts) for where in (OPENING, CLOSING)}


def reward_sentences(wordings: Mapping[str, str], *, period: str, centre: str) -> dict[str, Any]:
    """Own sentences of a reward notice."""
    return own_sentences(wordings, _REWARD, {"period": period, "centre": centre})


def penalty_sentences(wordings: Mapping[str, str], *, name: str, period: str, centre: str) -> dict[str, Any]:
    """Own sentences of a penalty notice."""
    return own_sentences(wordings, _PENALTY, {"name": name, "period": period, "centre": centre})


def public_sentences(wordings: Mapping[str, str], *, subject: str, centre: str) -> dict[str, Any]:
    """Own sentences of a public list."""
    return own_sentences(wordings, _PUBLIC, {"subject": subject, "centre": centre})


def made_up(texts: Texts, *, key: str, wordings: Mapping[str, str], centre: Centre, today: date) -> Paper:
    """An invented notice of the kind that the key is about, with these wordings."""
    paper = key.partition(".")[0]
    common: dict[str, Any] = {
        "language": texts.language, "number": texts(N_("Draft")), "issued_on": today, "centre": centre, "check_code": "",
        "department": centre.name,
    }  # fmt: skip
    period, name = texts(N_("September 2026")), texts(N_("Wang Xiaoming"))
    award = texts(N_("Service star of the month"))
    basis = Basis(
        rule=award, clause=texts(N_("The clause of the scheme stands here.")), scheme=texts(N_("Scheme")), version="1", period=period
    )
    line = RewardLine(employee_no="0001", name=name, team=texts(N_("Team one")), award=award, reward="")
    if paper == _REWARD:
        sentences = reward_sentences(wordings, period=period, centre=centre.name)
        return RewardNoticeFacts(**common, **sentences, basis=(basis,), lines=(line,), handler=texts(N_("Supervisor")))
    if paper == _PUBLIC:
        subject = texts(N_("the awards of {period}"), period=period)
        return PublicListFacts(
            **common, **public_sentences(wordings, subject=subject, centre=centre.name), subject=subject, basis=(basis,), lines=(line,),
            first_day=today, last_day=today + timedelta(days=6), working_days=5, contact=centre.name,
        )  # fmt: skip
    sentences = penalty_sentences(wordings, name=name, period=period, centre=centre.name)
    evidence = Evidence(criterion=texts(N_("Complaint")), found="1", required="0", source=texts(N_("By hand")))
    return PenaltyNoticeFacts(
        **common, **sentences, recipient=Person(name=name, employee_no="0001", team=texts(N_("Team one"))),
        findings=(texts(N_("What was found stands here.")),), evidence=(evidence,), basis=basis, statement=None,
        level=texts(N_("Verbal warning")), amount=Decimal(50), effective_on=today,
        duration=texts(N_("Until the centre lifts it, or an appeal changes or revokes it")), handler=texts(N_("Supervisor")),
    )  # fmt: skip
