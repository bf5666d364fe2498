"""Papers: facts in, PDF bytes out. The same facts give the same bytes; nothing here knows the database or the clock."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from services.documents.case_facts import CasePartFacts, PageStampFacts
from services.documents.facts import (
    AppealDecisionFacts,
    AppealReceiptFacts,
    AssessmentSheetFacts,
    CertificateFacts,
    CoachingPlanFacts,
    CustomerNoticeFacts,
    Paper,
    PenaltyNoticeFacts,
    PointsStatementFacts,
    PublicListFacts,
    RectificationFacts,
    RedemptionSlipFacts,
    RewardNoticeFacts,
    WideSheetFacts,
)
from services.documents.hearing_facts import ObjectionDecisionFacts, ObjectionReceiptFacts, ReferralFacts, StatementFormFacts
from services.documents.running_facts import ReviewSheetFacts, RunningSheetFacts
from services.documents.scorecard_facts import ScorecardSheetFacts
from services.progress import Progress
from services.texts import Texts

if TYPE_CHECKING:
    from services.documents.sheet import Placed, Sheet

_DRAWERS: dict[type[Paper], tuple[str, str]] = {  # by name: reportlab is imported when the first paper is drawn
    CertificateFacts: ("certificate", "draw_certificate"),
    RewardNoticeFacts: ("notices", "draw_reward_notice"),
    PenaltyNoticeFacts: ("notices", "draw_penalty_notice"),
    AppealReceiptFacts: ("appeals", "draw_appeal_receipt"),
    AppealDecisionFacts: ("appeals", "draw_appeal_decision"),
    PublicListFacts: ("public_list", "draw_public_list"),
    PointsStatementFacts: ("points", "draw_points_statement"),
    CoachingPlanFacts: ("plans", "draw_coaching_plan"),
    RectificationFacts: ("plans", "draw_rectification_order"),
    RedemptionSlipFacts: ("slips", "draw_redemption_slip"),
    CustomerNoticeFacts: ("slips", "draw_customer_notice"),
    AssessmentSheetFacts: ("slips", "draw_assessment_sheet"),
    StatementFormFacts: ("hearing", "draw_statement_form"),
    ReferralFacts: ("hearing", "draw_referral"),
    ObjectionReceiptFacts: ("hearing", "draw_objection_receipt"),
    ObjectionDecisionFacts: ("hearing", "draw_objection_decision"),
    WideSheetFacts: ("wide", "draw_wide_sheet"),
    RunningSheetFacts: ("running", "draw_running_sheet"),
    ReviewSheetFacts: ("running", "draw_review_sheet"),
    ScorecardSheetFacts: ("scorecard", "draw_scorecard_sheet"),
    CasePartFacts: ("case_file", "draw_case_part"),
    PageStampFacts: ("case_file", "draw_page_stamps"),
}


def render(facts: Paper) -> bytes:
    """The paper as PDF; TextTooLongError (a UserError) when a text of a certificate cannot be made to fit."""
    return _drawn([facts]).finish()


def render_many(papers: Sequence[Paper], progress: Progress) -> bytes:
    """All papers in one PDF, each with a bookmark; `progress` is told after each and may raise Cancelled."""
    return _drawn(papers, progress).finish()


def layout(facts: Paper) -> tuple[Placed, ...]:
    """Where each text of the paper stands, with the frame that it must not leave."""
    return tuple(_drawn([facts]).placed)


def missing_glyphs(facts: Paper) -> list[str]:
    """Characters of the facts that no font of ours can print, each once, in order of appearance."""
    from services.documents import fonts

    return fonts.missing_glyphs("".join(_texts_of(facts)))


def ruler_page(language: str, *, landscape: bool = False) -> bytes:
    """Rulers along two edges and a cross 100 mm from both, on A4."""
    from services.documents.ruler import ruler_page as drawn

    return drawn(language, landscape=landscape)


def missing_in(text: str) -> list[str]:
    """Characters of a text that no font of ours can print, each once."""
    from services.documents import fonts

    return fonts.missing_glyphs(text)


def helping_fonts(name: str) -> dict[str, list[str]]:
    """Characters of a name that its own font lacks, by the name of the font that helps out."""
    from services.documents import fonts

    return fonts.helping(name, fonts.Script.KAI)


def _drawn(papers: Sequence[Paper], progress: Progress | None = None) -> Sheet:
    from services.documents.sheet import A4, Sheet

    first = papers[0]
    sheet = Sheet(
        A4,
        language=first.language,
        title=_title(papers),
        author=first.centre.name,
        number=", ".join(dict.fromkeys(p.number for p in papers if p.number)),
    )
    for done, facts in enumerate(papers, start=1):
        sheet.stamp = Texts(facts.language)("VOID") if facts.is_void else ""
        module, name = _DRAWERS[type(facts)]
        getattr(import_module(f"services.documents.{module}"), name)(sheet, facts)
        if progress:
            progress.step(done, len(papers))
    return sheet


def _title(papers: Sequence[Paper]) -> str:
    """The number of the first paper, with the last one's in a collected file; a sheet without number goes by its title."""
    first, last = (paper.number or getattr(paper, "title", "") for paper in (papers[0], papers[-1]))
    return first if first == last else f"{first} – {last}"


def _texts_of(value: Any) -> Iterator[str]:
    """Every text in the facts, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts_of(item)
    elif is_dataclass(value):
        for part in fields(value):
            yield from _texts_of(getattr(value, part.name))
