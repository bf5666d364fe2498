"""What the tables of the documents page show."""

from __future__ import annotations

from models.domain.errors import N_
from models.domain.papers import PaperStatus
from services.notices import NoticeView
from services.outcome_words import level_word
from services.papers import PaperView
from services.texts import Texts
from ui.kit.rows_model import Column


def paper_columns(t: Texts) -> list[Column]:
    """Columns of the register."""
    return [
        Column("number", t("Number"), lambda p: p.number, width=150),
        Column("paper", t("Paper"), lambda p: t(p.paper), width=112),
        Column("who", t("Recipient"), lambda p: p.recipient or "–", width=88),
        Column("no", t("No."), lambda p: p.employee_no, width=60),
        Column("prints", t("Printed"), lambda p: str(p.prints) if p.prints else t("not yet"), width=76, numeric=True,
               sort=lambda p: p.prints, tone=lambda p: "watch" if not p.prints and p.status is PaperStatus.ISSUED else ""),
        Column("state", t("State"), lambda p: state_words(t, p), width=200, tone=_state_tone, tip=lambda p: state_words(t, p)),
        Column("issued", t("Issued on"), lambda p: p.issued_on.isoformat(), width=88),
        Column("month", t("Month"), lambda p: p.month, width=68),
    ]  # fmt: skip


def state_words(t: Texts, paper: PaperView) -> str:
    """Issued, or void and why, or what it replaces."""
    if paper.status is PaperStatus.VOID:
        if paper.replaced_by and paper.replaced_by not in paper.void_reason:
            return t("void: {reason} (replaced by {number})", reason=paper.void_reason, number=paper.replaced_by)
        return t("void: {reason}", reason=paper.void_reason)
    if paper.replaces:
        return t("replaces {number}", number=paper.replaces)
    return t("issued") if paper.is_drawn else t("not drawn yet")


def _state_tone(paper: PaperView) -> str:
    if paper.status is PaperStatus.VOID:
        return "muted"
    return "good" if paper.is_drawn else "watch"


_RECEIPTS = {"waiting": N_("waits for a signature"), "received": N_("signed on {day}"), "refused": N_("refused on {day}")}


def notice_columns(t: Texts) -> list[Column]:
    """Columns of the notices with their receipts."""
    return [
        Column("number", t("Number"), lambda n: n.number, width=140),
        Column("no", t("No."), lambda n: n.employee_no, width=60),
        Column("name", t("Name"), lambda n: n.name, width=80),
        Column("rule", t("Rule"), lambda n: n.rule_name, width=130),
        Column("level", t("Level"), lambda n: level_word(t, n.level), width=130),
        Column("receipt", t("Receipt"), lambda n: receipt_words(t, n), width=150,
               tone=lambda n: "watch" if n.received_on is None and not n.is_void else "bad" if n.refused else ""),
        Column("left", t("Days left"), lambda n: days_left_words(t, n), width=100, numeric=True, sort=_left, tone=_left_tone),
        Column("last", t("Last day of appeal"), lambda n: n.last_day_to_appeal.isoformat() if n.last_day_to_appeal else "–", width=124),
    ]  # fmt: skip


def receipt_words(t: Texts, notice: NoticeView) -> str:
    """Waiting, signed or refused, with the day; or void."""
    if notice.is_void:
        return t("void")
    state = "waiting" if notice.received_on is None else "refused" if notice.refused else "received"
    sentence = _RECEIPTS[state]
    return t(sentence, day=notice.received_on.isoformat() if notice.received_on else "")


def days_left_words(t: Texts, notice: NoticeView) -> str:
    """Working days left to appeal."""
    if notice.days_left is None:
        return "–"
    return t("ended") if notice.days_left < 0 else t("last day") if notice.days_left == 0 else str(notice.days_left)


def _left(notice: NoticeView) -> int:
    return notice.days_left if notice.days_left is not None else 9999


def _left_tone(notice: NoticeView) -> str:
    if notice.days_left is None or notice.days_left > 2:
        return ""
    return "muted" if notice.days_left < 0 else "watch"
