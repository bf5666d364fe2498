"""The sentences of papers that a centre may word itself: declared once per paper, with the places that each names and must not lose.

A sentence that the law asks for stands in the slot `legal`; the words that may not be changed are places of their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

from models.domain.errors import N_
from services.documents.dates import paper_date
from services.documents.facts import (
    AppealDecisionFacts,
    AppealReceiptFacts,
    AssessmentSheetFacts,
    CoachingPlanFacts,
    CustomerNoticeFacts,
    Paper,
    PenaltyNoticeFacts,
    PointsStatementFacts,
    PublicListFacts,
    RectificationFacts,
    RedemptionSlipFacts,
    RewardNoticeFacts,
)
from services.documents.hearing_facts import ObjectionDecisionFacts, ObjectionReceiptFacts, ReferralFacts, StatementFormFacts
from services.texts import Texts

P = TypeVar("P", bound=Paper)
SLOTS = ("opening", "legal", "closing")
_ANSWER = N_("You will have a written decision by {day} at the latest.")


@dataclass(frozen=True)
class Slot:
    """Where a sentence stands: ours ('' = none), and the places that it must name."""

    default: str = ""
    required: tuple[str, ...] = ()


@dataclass(frozen=True)
class Wording:
    """What of one paper may be worded: its key in the settings, the places that its sentences may name, and its slots."""

    key: str
    places: tuple[str, ...]
    opening: Slot = Slot()
    legal: Slot | None = None
    closing: Slot = Slot()

    def slots(self) -> dict[str, Slot]:
        """The slots that the paper has, in the order in which they stand."""
        return {name: slot for name in SLOTS if (slot := getattr(self, name)) is not None}


PATHS: Mapping[str, tuple[str, ...]] = {
    "name": ("recipient.name", "appellant.name", "agent.name", "holder.name", "customer", "raised_by"),
    "period": ("period", "basis.period"), "centre": ("centre.name",), "subject": ("subject",), "department": ("department",),
    "case": ("case",), "notice": ("notice_number",), "list": ("list_number",), "days": ("appeal_days",),
    "day": ("last_day_of_appeal", "decide_by", "due_on", "last_day", "valid_until"), "responsible": ("coach", "responsible"),
    "rule": ("basis.rule",), "balance": ("balance",),
}  # fmt: skip
"""Where the facts of a paper hold what a place stands for: the first path that the paper has."""
FIXED: Mapping[str, str] = {
    "arbitration": N_("Your right to labour arbitration is not affected."),
    "voluntary": N_("A statement is voluntary; declining to make one is noted and is not held against you."),
    "limits": N_(
        "Being last in a ranking does not by itself show that somebody is not up to the job (Guiding Case 18); a transfer, a pay "
        "reduction or a dismissal needs the conditions of the Labour Contract Law, art. 35, 39 and 40."
    ),
}
"""Places with words that nobody changes: what the law asks for."""
PART_NAMES: Mapping[str, str] = {
    "award": N_("the award"), "subject": N_("what the list is about"), "department": N_("who is to be turned to"),
    "days": N_("the number of working days"), "day": N_("the last day"), "arbitration": N_("the right to labour arbitration"),
    "voluntary": N_("that a statement is voluntary"), "limits": N_("the legal limits of what may follow"),
}  # fmt: skip
"""What a place that must not be lost is called."""
_BLANK = N_("____________, to be filled in on receipt")

WORDINGS: Mapping[type[Paper], Wording] = {
    RewardNoticeFacts: Wording(
        "reward_notice", ("period", "centre"),
        Slot(N_("In recognition of outstanding work, and after review under the rules in force, the following awards are made:")),
        closing=Slot(N_("Congratulations to the winners. May everyone learn from them and keep raising the quality of service.")),
    ),
    PenaltyNoticeFacts: Wording(
        "penalty_notice", ("name", "period", "centre", "department", "days", "day"),
        legal=Slot(
            N_("If you disagree with this decision, you may appeal in writing to {department} within {days} working days of "
               "receiving this notice (until the end of {day})."),
            ("department", "days", "day"),
        ),
    ),
    PublicListFacts: Wording(
        "public_list", ("subject", "centre"),
        Slot(N_("Following the review of {subject}, the proposed awards are published so that everyone can comment."), ("subject",)),
    ),
    AppealReceiptFacts: Wording(
        "appeal_receipt", ("name", "case", "notice", "department", "day", "centre"), legal=Slot(_ANSWER, ("day",)),
        closing=Slot(N_("Keep this receipt; please quote the case number when asking about the appeal.")),
    ),
    AppealDecisionFacts: Wording(
        "appeal_decision", ("name", "case", "notice", "department", "centre", "arbitration"),
        legal=Slot(N_("This decision is final within the company. {arbitration}"), ("arbitration",)),
    ),
    ObjectionReceiptFacts: Wording(
        "objection_receipt", ("name", "case", "list", "department", "day", "centre"), legal=Slot(_ANSWER, ("day",)),
        closing=Slot(N_("Your name is kept confidential. Please quote the case number when asking about the objection.")),
    ),
    ObjectionDecisionFacts: Wording(
        "objection_decision", ("name", "case", "list", "department", "centre"),
        closing=Slot(N_("Thank you for helping to keep the awards fair. Your name is kept confidential.")),
    ),
    CoachingPlanFacts: Wording("coaching_plan", ("name", "responsible", "day", "department", "centre")),
    RectificationFacts: Wording(
        "rectification_order", ("name", "responsible", "day", "department", "centre"),
        legal=Slot(N_("Hand in a written rectification report to {department} by {day}."), ("department", "day")),
    ),
    ReferralFacts: Wording(
        "referral", ("name", "responsible", "day", "department", "centre", "limits"),
        legal=Slot(N_("Please decide by {day} and hear the employee before. {limits}"), ("day", "limits")),
    ),
    StatementFormFacts: Wording(
        "statement_form", ("name", "rule", "department", "centre", "voluntary"),
        Slot(N_("Before anything is decided, you are asked for your view of the following.")),
        Slot(N_("{voluntary} Please hand the form back to {department}."), ("voluntary", "department")),
    ),
    PointsStatementFacts: Wording(
        "points_statement", ("name", "period", "balance", "centre"),
        closing=Slot(N_("Please check the statement and sign it; tell your supervisor of any doubt.")),
    ),
    RedemptionSlipFacts: Wording(
        "redemption_slip", ("name", "centre"),
        closing=Slot(N_("The gifts were handed over complete and undamaged. Both sides sign; the slip is kept with the points ledger.")),
    ),
    CustomerNoticeFacts: Wording(
        "customer_notice", ("name", "day", "centre"),
        closing=Slot(N_("Thank you for your trust. We look forward to serving you again.")),
    ),
    AssessmentSheetFacts: Wording("assessment_sheet", ("name", "period", "centre")),
}  # fmt: skip
"""Every paper that a centre may word, but certificates, whose texts belong to rules."""


def values(facts: Paper, places: tuple[str, ...]) -> dict[str, str]:
    """What the places stand for on this paper, dates as papers write them."""
    texts = Texts(facts.language)
    return {place: texts(FIXED[place]) if place in FIXED else _value(facts, PATHS[place], texts) for place in places}


def said(facts: Paper, slot: str) -> str:
    """The sentence that stands in the slot: the centre's own as it was issued, else ours; '' where there is none."""
    if own := dict(facts.words).get(slot):
        return own
    wording = WORDINGS[type(facts)]
    found = wording.slots().get(slot)
    return Texts(facts.language)(found.default, **values(facts, wording.places)) if found and found.default else ""


def worded(facts: P, wordings: Mapping[str, str]) -> P:
    """The paper with the centre's own sentences filled in; those of its language come before those of none."""
    wording = WORDINGS.get(type(facts))
    if wording is None:
        return facts
    own = {slot: own_text(wordings, facts.language, f"{wording.key}.{slot}") for slot in wording.slots()}
    filled = values(facts, wording.places)
    return replace(facts, words=tuple((slot, text.format(**filled)) for slot, text in own.items() if text))


def own_text(wordings: Mapping[str, str], language: str, key: str) -> str:
    """The centre's own text in a language, '' when it has none."""
    return wordings.get(f"{language}:{key}", wordings.get(key, ""))


def _value(facts: Paper, paths: tuple[str, ...], texts: Texts) -> str:
    for path in paths:
        value: Any = facts
        for name in path.split("."):
            value = value[0] if isinstance(value, tuple) and value else value
            if not hasattr(value, name):
                break
            value = getattr(value, name)
        else:
            return _word(value, facts, texts)
    return ""


def _word(value: Any, facts: Paper, texts: Texts) -> str:
    if value is None:
        return texts(_BLANK)
    return paper_date(value, facts.language) if isinstance(value, date) else str(value)
