"""What the tables of the decisions page show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from models.domain.errors import N_
from models.domain.outcomes import OutcomeKind, OutcomeStatus
from services.outcome_views import OutcomeView
from services.outcome_words import level_word, money, period_word
from services.outcomes import LeftOutView
from services.rules.sentences import reason_sentence
from services.texts import Texts
from services.words import OUTCOME_KINDS, OUTCOME_STATUSES
from ui.kit.rows_model import Column

_TONES = {
    OutcomeStatus.PROPOSED: "watch", OutcomeStatus.CONFIRMED: "accent", OutcomeStatus.WAIVED: "muted", OutcomeStatus.PUBLISHED: "good",
    OutcomeStatus.IN_FORCE: "good", OutcomeStatus.CORRECTED: "watch", OutcomeStatus.REVOKED: "muted",
}  # fmt: skip
_NOTICES = {"": "", "waiting": N_("not signed yet"), "received": N_("signed"), "refused": N_("refused to sign")}


RULE = "rule"
"""Key of the column that is hidden while one rule is chosen."""


@dataclass(frozen=True)
class Group:
    """The outcomes of one rule: how many, how many wait, and the money; `rule` '' stands for all rules."""

    scheme: str
    rule: str
    name: str
    outcomes: tuple[OutcomeView, ...]

    @property
    def waiting(self) -> int:
        """Still proposed."""
        return sum(view.status is OutcomeStatus.PROPOSED for view in self.outcomes)

    @property
    def money(self) -> Decimal:
        """Yuan of awards that are not waived or revoked."""
        return sum((v.amount for v in self.outcomes if v.kind is OutcomeKind.AWARD and v.status is not OutcomeStatus.WAIVED), Decimal(0))


def groups(outcomes: Sequence[OutcomeView], all_name: str) -> list[Group]:
    """All together first, then rule by rule in the contract's order."""
    found: dict[tuple[str, str], list[OutcomeView]] = {}
    for view in outcomes:
        found.setdefault((view.scheme, view.rule), []).append(view)
    rules = [Group(scheme, rule, views[0].rule_name, tuple(views)) for (scheme, rule), views in found.items()]
    return [Group("", "", all_name, tuple(outcomes)), *rules]


def group_columns(t: Texts) -> list[Column]:
    """Columns of the list of rules."""
    return [
        Column("name", t("Rule"), lambda g: g.name, width=142, tip=lambda g: g.name),
        Column("count", t("How many"), lambda g: str(len(g.outcomes)), width=84, numeric=True, sort=lambda g: len(g.outcomes)),
        Column("waiting", t("To decide"), lambda g: str(g.waiting) if g.waiting else "–", width=84, numeric=True,
               sort=lambda g: g.waiting, tone=lambda g: "watch" if g.waiting else "muted"),
        Column("money", t("Money"), lambda g: money(g.money) if g.money else "–", width=88, numeric=True, sort=lambda g: g.money),
    ]  # fmt: skip


def outcome_columns(t: Texts) -> list[Column]:
    """Columns of the outcomes."""
    return [
        Column("status", t("Status"), lambda v: t(OUTCOME_STATUSES[v.status]), width=72, tone=lambda v: _TONES[v.status]),
        Column("no", t("No."), lambda v: v.employee_no or "–", width=56),
        Column("name", t("Name"), lambda v: v.recipient, width=76),
        Column("what", t("What"), lambda v: what(t, v), width=112, tip=lambda v: what(t, v)),
        Column("kind", t("Kind"), lambda v: t(OUTCOME_KINDS[v.kind]), width=60),
        Column("score", t("Score"), lambda v: f"{v.score:.2f}" if v.score is not None else "", width=58, numeric=True,
               sort=lambda v: v.score if v.score is not None else Decimal(-1)),
        Column("rank", t("Rank"), lambda v: str(v.rank or ""), width=48, numeric=True, sort=lambda v: v.rank or 9999),
        Column("note", t("Note"), lambda v: note(t, v), width=96, tip=lambda v: note(t, v), private=True),
        Column("team", t("Team"), lambda v: v.team or "", width=84),
        Column("period", t("Period"), lambda v: v.period, width=76),
        Column(RULE, t("Rule"), lambda v: v.rule_name, width=92, tip=lambda v: v.rule_name),
    ]  # fmt: skip


def what(t: Texts, view: OutcomeView) -> str:
    """Money, points or measure in words; the award's title when there is neither."""
    parts = [money(view.amount)] if view.amount else []
    if view.points or view.kind is OutcomeKind.POINTS:
        parts.append(points_words(t, view.points))
    if view.level:
        parts.append(level_word(t, view.level))
    if view.status is OutcomeStatus.REVOKED:
        return t("nothing any more")
    return " · ".join(parts) or view.title or "–"


def points_words(t: Texts, points: int) -> str:
    """Points with their unit."""
    return t.plural("{n} point", "{n} points", points)


def note(t: Texts, view: OutcomeView) -> str:
    """By hand, what became of the notice, why waived, whether the agent must still be heard."""
    parts = [t("by hand")] if view.by_hand else []
    if view.needs_notice and view.status in (OutcomeStatus.PROPOSED, OutcomeStatus.CONFIRMED) and not view.statement:
        parts.append(t("no statement yet"))
    if view.notice:
        parts.append(t("notice {state}", state=t(_NOTICES[view.notice])))
    if view.reason and not view.by_hand:
        parts.append(view.reason)
    return " · ".join(parts)


def left_out_columns(t: Texts) -> list[Column]:
    """Columns of those that a rule did not look at."""

    def reason(row: LeftOutView) -> str:
        return t.message(reason_sentence(row.reason))

    return [
        Column("no", t("No."), lambda r: r.employee_no, width=72),
        Column("name", t("Name"), lambda r: r.employee_name, width=96),
        Column("reason", t("Left out because"), reason, width=190, tip=reason, private=True),
        Column("rule", t("Rule"), lambda r: r.rule_name, width=170),
        Column("period", t("Period"), lambda r: period_word(t, r.period), width=120),
    ]
