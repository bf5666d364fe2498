"""Everything that is about to hold, once more in plain sentences."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape

from PySide6.QtWidgets import QCheckBox, QTextBrowser, QVBoxLayout, QWidget

from models.domain.errors import Message
from models.domain.kpi import Indicator
from services.library import Cost
from services.rules.scheme import Scheme
from services.rules.sentences import rule_sentence, with_rule_names
from services.schemes import NoticeAnswer
from services.texts import Texts
from ui.kit.notices import label
from ui.kit.theme import SHAPES, STEP, colours
from ui.library.words import cost_sentence


class SummaryStep(QWidget):
    """Shows a draft; the cost comes a moment later."""

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self._texts = texts
        self.head = label("")
        self.cost = label("", "muted")
        self.add = QCheckBox()
        self.add.hide()
        self.view = QTextBrowser()
        self.view.setAccessibleName(texts("Summary"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(STEP * 2)
        for widget in (self.head, self.cost, self.add):
            column.addWidget(widget)
        column.addWidget(self.view, 1)

    def show_draft(
        self,
        draft: Scheme,
        version: int,
        first: date,
        changes: Sequence[tuple[str, str, str]],
        replaces: bool,
        warnings: Sequence[Message],
        fines: NoticeAnswer | None,
    ) -> None:
        """The day, the rules, what differs from the version in force (or from the source), what to know."""
        t, c = self._texts, colours(self)
        self.head.setText(t("From {day}, version {version} of “{name}” is in force.", day=first.isoformat(), version=version,
                            name=draft.name.text(t.language)))  # fmt: skip
        self.cost.setText(t("Working out what it would have cost…"))
        parts = [f"<p style='color:{c.watch}'>{SHAPES['watch']} {escape(t.message(warning))}</p>" for warning in warnings]
        if fines and fines.reason:
            words = t("Fines are switched on, approved by {approver}: {reason}", approver=fines.approver, reason=fines.reason)
            parts.append(f"<p style='color:{c.watch}'>{SHAPES['watch']} {escape(words)}</p>")
        parts.append(f"<h4>{escape(t('Rules'))}</h4><ul style='margin-left:-20px'>")
        for rule in draft.applied:
            sentence = t.message(with_rule_names(rule_sentence(rule), draft, t.language))
            parts.append(f"<li style='margin-bottom:4px'><b>{escape(rule.name.text(t.language))}</b> – {escape(sentence)}</li>")
        if draft.off:
            left = [rule.name.text(t.language) for rule in draft.rules if rule.id in draft.off]
            parts.append(f"<li style='color:{c.muted}'>{escape(t('Not applied: {rules}', rules=t(', ').join(left)))}</li>")
        title = t("Changes against the version in force") if replaces else t("Set otherwise than in the source")
        parts.append(f"</ul><h4>{escape(title)}</h4>")
        parts += [f"<div>{escape(name)}: {escape(old)} → <b>{escape(new)}</b></div>" for name, old, new in changes]
        if not changes:
            parts.append(f"<div style='color:{c.muted}'>{escape(t('Nothing.'))}</div>")
        self.view.setHtml("".join(parts))

    def show_missing(self, indicators: Sequence[Indicator]) -> None:
        """Offer to add the indicators that the centre lacks; ticked at first."""
        t = self._texts
        names = t(", ").join(indicator.name(t.language) for indicator in indicators)
        self.add.setText(t("Add the indicators that the scheme looks at and this centre has not got: {names}", names=names))
        self.add.setChecked(bool(indicators))
        self.add.setVisible(bool(indicators))

    def show_cost(self, cost: Cost) -> None:
        """What the draft would have cost."""
        self.cost.setText(cost_sentence(self._texts, cost))
