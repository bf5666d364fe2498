"""The decision of a case: what, why, by whom; what is wrong stands below the field before anything is stored."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from services.appeals import Decision, Figures, Ruling, milder_levels, problem_with
from services.outcome_words import level_word
from services.texts import Texts
from ui.kit.form import Form
from ui.kit.notices import label
from ui.kit.theme import STEP, heading


class DecisionForm(QWidget):
    """`decided(reviewer, Ruling)` when everything is filled in rightly."""

    decided = Signal(str, object)

    def __init__(self, t: Texts, before: Figures, reviewer: str) -> None:
        super().__init__()
        self._t, self._before = t, before
        title = label(t("Decision on the appeal"))
        title.setFont(heading(self.font(), 0))
        self.form = form = Form()
        form.line("reviewer", t("Reviewer"), reviewer, t("Not the one who took the decision"))
        options = [(None, t("Choose …")), (Decision.UPHOLD, t("Uphold: the decision stands"))]
        if before.amount or before.points or milder_levels(before.level):
            options.append((Decision.REDUCE, t("Reduce")))
        options.append((Decision.REVOKE, t("Revoke")))
        self.choice = form.choice("decision", t("What is decided"), options)
        self._reductions()
        form.text("reason", t("Reasons, point by point"), lines=5)
        self.yes = QPushButton(t("Decide and carry out"))
        self.yes.setProperty("primary", True)
        self.yes.clicked.connect(self.submit)
        note = label(
            t("The decision is carried out at once: figures, corrected notice and decision paper. It cannot be taken back."), "muted"
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(STEP * 2)
        for widget in (title, form, note, self.yes):
            column.addWidget(widget)
        form.changed.connect(self._on_changed)
        self._on_changed("decision")

    def submit(self) -> None:
        """Check the fields and tell."""
        t, form = self._t, self.form
        required = {
            "reviewer": t("Name the reviewer."),
            "decision": t("Choose what is decided."),
            "reason": t("Give the reason for the decision."),
        }
        if not form.require(required):
            return
        ruling = self._ruling()
        if ruling is None:
            return
        if problem := problem_with(self._before, ruling):
            form.set_problem(self._blamed(ruling), t(problem))
            return
        self.decided.emit(form.value("reviewer"), ruling)

    def _reductions(self) -> None:
        t, form, before = self._t, self.form, self._before
        self._reducing = []
        if before.amount:
            self._reducing.append(form.line("amount", t("New amount (yuan)"), "", t("now {amount}", amount=f"{before.amount:,.2f}")))
        if before.points:
            self._reducing.append(form.line("points", t("New points"), "", t("now {points}", points=before.points)))
        if milder := milder_levels(before.level):
            kept = t("unchanged: {level}", level=level_word(t, before.level))
            self._reducing.append(form.choice("level", t("New level"), [(None, kept), *((name, level_word(t, name)) for name in milder)]))

    def _on_changed(self, key: str) -> None:
        if key == "decision":
            for field in self._reducing:
                field.setEnabled(self.form.value("decision") == Decision.REDUCE)

    def _ruling(self) -> Ruling | None:
        form = self.form
        decision = Decision(form.value("decision"))
        reason = form.value("reason")
        if decision is not Decision.REDUCE:
            return Ruling(decision, reason)
        try:
            amount = self._number("amount")
            points = self._number("points")
        except InvalidOperation:
            return None
        level = form.value("level") if milder_levels(self._before.level) else None
        return Ruling(decision, reason, amount, None if points is None else int(points), level)

    def _number(self, key: str) -> Decimal | None:
        if not getattr(self._before, key):
            return None
        text = self.form.value(key).replace(",", "")
        try:
            value = Decimal(text) if text else None
            if value is not None and (not value.is_finite() or (key == "points" and value != int(value))):
                raise InvalidOperation
        except InvalidOperation:
            self.form.set_problem(key, self._t("“{value}” is not a number.", value=text))
            raise
        return value

    def _blamed(self, ruling: Ruling) -> str:
        given = [key for key in ("amount", "points", "level") if getattr(ruling, key) is not None]
        shown = [key for key in ("amount", "points") if getattr(self._before, key)]
        return (given or shown or ["decision"])[0]
