"""Putting a scheme on trial in two steps: from when until when, and with which figures. Nothing of a trial is paid or published."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QDialogButtonBox, QStackedWidget, QVBoxLayout, QWidget

from models.domain.errors import FenmingError
from models.domain.ops import Done
from models.domain.period import Cadence, Period
from services import trials
from services.parameter_words import Options
from services.rules.scheme import Scheme
from services.rules.scheme_text import dump
from services.texts import Texts
from services.trials import Trial
from ui.kit import problems
from ui.kit.dialogs import Dialog
from ui.kit.form import Form
from ui.kit.notices import Banner, label
from ui.kit.theme import STEP
from ui.library.adopt_wizard import figure_groups
from ui.library.figures_step import FiguresStep

if TYPE_CHECKING:
    from ui.kit.page import Page

_MONTHS = 3
"""Length that is offered for a trial."""


class SpanStep(QWidget):
    """First and last day of the trial."""

    def __init__(self, texts: Texts, scheme: Scheme, today: date) -> None:
        super().__init__()
        month = Period.containing(today, Cadence.MONTH)
        self.form = Form()
        self.form.day("first", texts("On trial from"), month.first)
        self.form.day("last", texts("On trial until"), month.shifted(_MONTHS - 1).last)
        self.form.setFixedWidth(360)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(STEP * 3)
        column.addWidget(label(scheme.purpose.text(texts.language), "muted"))
        words = texts(
            "During the trial the library shows month by month what the scheme would give beside what is in force. Nothing of it is "
            "paid, kept as a decision or published. A month counts when its last day lies in the trial."
        )
        column.addWidget(label(words))
        column.addWidget(self.form)
        column.addStretch(1)


class TrialWizard(Dialog):
    """`stored` holds the trial after the dialog was accepted."""

    def __init__(self, page: Page, scheme: Scheme, options: Options) -> None:
        t = page.texts
        super().__init__(page, t("Put on trial: {name}", name=scheme.name.text(t.language)), t("Next"), t("Cancel"))
        self.stored: Done[Trial] | None = None
        self._page, self._texts, self._scheme = page, t, scheme
        self.setMinimumSize(900, 560)
        self.banner = Banner(t("Close"))
        self.span = SpanStep(t, scheme, page.context.workspace.clock.today())
        self.figures = FiguresStep(figure_groups(scheme, t, options), t, scheme.off)
        self.steps = QStackedWidget()
        for step in (self.span, self.figures):
            self.steps.addWidget(step)
        self.body.addWidget(self.banner)
        self.body.addWidget(self.steps, 1)
        self.back = self.buttons.addButton(t("Back"), QDialogButtonBox.ButtonRole.ResetRole)
        self.back.clicked.connect(lambda: self._show(0))
        self.buttons.accepted.disconnect(self.accept)
        self.buttons.accepted.connect(self.go_on)
        self._show(0)

    def go_on(self) -> None:
        """On to the figures, or begin; a step with a fault stays."""
        first, last = self.span.form.value("first"), self.span.form.value("last")
        if self.steps.currentIndex() == 0:
            if last < first:
                self.banner.say(self._texts("The last day of the trial lies before its first day."), "bad")
                return
            self._show(1)
            return
        faults = self.figures.faults()
        if faults:
            self.banner.say(self._texts("{n} figures are still to be settled; they are marked.", n=len(faults)), "watch")
            self.figures.show_first_fault()
            return
        self._begin(first, last)

    def _begin(self, first: date, last: date) -> None:
        workspace, text, values = self._page.context.workspace, dump(self._scheme), self.figures.values()
        self.yes.setEnabled(False)
        self._run(lambda: trials.begin(workspace, text=text, starts_on=first, ends_on=last, values=values), self._begun)

    def _begun(self, done: Done[Trial]) -> None:
        self.stored = done
        self.accept()

    def _show(self, step: int) -> None:
        self.banner.hide()
        self.steps.setCurrentIndex(step)
        self.back.setEnabled(step > 0)
        self.yes.setEnabled(True)
        self.yes.setText(self._texts("Begin the trial") if step else self._texts("Next"))
        (self.figures.list if step else self.yes).setFocus()

    def _run(self, call: Callable[[], Any], done: Callable[[Any], object]) -> None:
        self._page.context.tasks.run(call, owner=self, done=done, failed=self._failed)

    def _failed(self, error: Exception) -> None:
        self.yes.setEnabled(True)
        if isinstance(error, FenmingError):
            self.banner.say(problems.sentence(error, self._texts), "bad")
        else:
            problems.report(error, self, self._texts, self.banner)

    @staticmethod
    def ask(page: Page, scheme: Scheme, options: Options) -> Done[Trial] | None:
        """Go through both steps; the trial begun, None when turned back."""
        wizard = TrialWizard(page, scheme, options)
        wizard.answered()
        return wizard.stored
