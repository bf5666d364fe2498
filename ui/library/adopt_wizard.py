"""Adopting a scheme in four steps: from when, with which figures, what the law says, and everything once more in plain sentences."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QStackedWidget, QVBoxLayout, QWidget

from models.domain.errors import FenmingError, Message
from models.domain.ops import Done
from models.domain.period import Cadence, Period
from services import library, scheme_drafts, scheme_indicators, schemes, trials
from services.library import SchemeCard
from services.parameter_words import Options, ParameterView, parameter_views
from services.rules.scheme import SCHEME, Scheme
from services.rules.scheme_text import dump
from services.schemes import SchemeVersion
from services.texts import Texts
from ui.kit import problems
from ui.kit.dialogs import Dialog
from ui.kit.form import Form
from ui.kit.notices import Banner, label
from ui.kit.theme import SHAPES, STEP
from ui.library.figures_step import FiguresStep
from ui.library.notices_step import NoticesStep
from ui.library.summary_step import SummaryStep

if TYPE_CHECKING:
    from ui.kit.page import Page

_NEXT = "→"
_FORM_WIDTH = 360


class WhenStep(QWidget):
    """The first day, what holds now, and what to know about that day."""

    def __init__(self, texts: Texts, card: SchemeCard, first: date) -> None:
        super().__init__()
        self.form = Form()
        self.form.day("first", texts("In force from"), first)
        self.form.setFixedWidth(_FORM_WIDTH)
        self.warnings = label("", "watch")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(STEP * 3)
        column.addWidget(label(card.purpose, "muted"))
        column.addWidget(label(self._standing(texts, card)))
        column.addWidget(self.form)
        column.addWidget(self.warnings)
        column.addStretch(1)

    @staticmethod
    def _standing(texts: Texts, card: SchemeCard) -> str:
        if card.in_force is None:
            return texts("The scheme is not in force yet. It counts for every month, week or quarter whose last day is this day or later.")
        return texts(
            "Version {version} is in force since {day}. From the day below the new version takes its place; what was decided before stays.",
            version=card.in_force.version, day=card.in_force.first.isoformat(),
        )  # fmt: skip

    @property
    def first(self) -> date:
        """The day chosen."""
        day: date = self.form.value("first")
        return day


def figure_groups(scheme: Scheme, texts: Texts, options: Options) -> list[tuple[str, list[ParameterView]]]:
    """Title and parameters of each rule, and of the scheme itself."""
    views = parameter_views(scheme, texts, options)
    owners = [*((rule.id, rule.name.text(texts.language)) for rule in scheme.rules), (SCHEME, texts("Whole scheme"))]
    groups = [(title, [view for view in views if view.owner == owner]) for owner, title in owners]
    return [group for group in groups if group[1]]


class AdoptWizard(Dialog):
    """One dialog with steps; `result_version` holds what was stored after it was accepted."""

    def __init__(self, page: Page, card: SchemeCard, options: Options, draft_id: int | None = None, trial_id: int | None = None) -> None:
        t = page.texts
        super().__init__(page, t("Adopt: {name}", name=card.name), t("Next"), t("Cancel"))
        self.stored: Done[SchemeVersion] | None = None
        self._page, self._texts, self._card, self._options = page, t, card, options
        self._draft_id, self._trial_id = draft_id, trial_id
        self._shipped = library.source_of(card) if draft_id is None and trial_id is None else card.scheme
        self._warned: tuple[Message, ...] = ()
        self.setMinimumSize(900, 560)
        self.where = label("", "muted")
        self.where.setTextFormat(Qt.TextFormat.RichText)
        self.banner = Banner(t("Close"))
        self.when = WhenStep(t, card, Period.containing(page.context.workspace.clock.today(), Cadence.MONTH).shifted(1).first)
        self.figures = FiguresStep(figure_groups(card.scheme, t, options), t, card.scheme.off)
        self.notices = NoticesStep(t, options)
        self.summary = SummaryStep(t)
        self.steps = QStackedWidget()
        for step in (self.when, self.figures, self.notices, self.summary):
            self.steps.addWidget(step)
        for widget in (self.where, self.banner):
            self.body.addWidget(widget)
        self.body.addWidget(self.steps, 1)
        self.back = self.buttons.addButton(t("Back"), QDialogButtonBox.ButtonRole.ResetRole)
        self.back.clicked.connect(self.go_back)
        self.buttons.accepted.disconnect(self.accept)
        self.buttons.accepted.connect(self.go_on)
        self.when.form.changed.connect(lambda _: self._look_at_day())
        self.notices.values_offered.connect(self._take)
        self._show(0)
        self._look_at_day()

    def draft(self) -> Scheme:
        """The source's scheme with the figures as they stand in the wizard."""
        return self._shipped.with_parameters(self.figures.values())

    # Steps

    def go_back(self) -> None:
        """One step back; nothing typed is lost."""
        self._show(self.steps.currentIndex() - 1)

    def go_on(self) -> None:
        """One step on, or adopt after the last; a step with a fault stays."""
        leave: tuple[Callable[[], None], ...] = (lambda: self._show(1), self._leave_figures, self._leave_notices, self._adopt)
        leave[self.steps.currentIndex()]()

    def _leave_figures(self) -> None:
        faults = self.figures.faults()
        if faults:
            self.banner.say(self._texts("{n} figures are still to be settled; they are marked.", n=len(faults)), "watch")
            self.figures.show_first_fault()
            return
        self.notices.show_draft(self.draft())
        self._show(2)

    def _leave_notices(self) -> None:
        workspace, draft, answers = self._page.context.workspace, self.draft(), self.notices.answers()
        self.yes.setEnabled(False)
        self._run(lambda: schemes.check_fines(workspace, draft, answers), lambda _: self._summarise(draft))

    def _summarise(self, draft: Scheme) -> None:
        old = self._card.scheme if self._card.in_force else self._shipped
        changes = library.differences(old, draft, self._texts, self._options)
        answers = self.notices.answers()
        approved = answers.get(schemes.FINES)
        version = max((held.version for held in self._card.versions), default=0) + 1
        self.summary.show_draft(draft, version, self.when.first, changes, self._card.in_force is not None, self._warned, approved)
        self._show(3)
        speaking = self._page.context.workspace
        self._run(lambda: scheme_indicators.missing(speaking, scheme=draft), self.summary.show_missing)
        self._run(lambda: library.monthly_cost(speaking, scheme=draft), self.summary.show_cost)

    def _adopt(self) -> None:
        workspace, first, values, answers = self._page.context.workspace, self.when.first, self.figures.values(), self.notices.answers()
        self.yes.setEnabled(False)
        source, draft_id, trial_id, add = self._shipped, self._draft_id, self._trial_id, self.summary.add.isChecked()

        def call() -> Done[SchemeVersion]:
            if trial_id is not None:
                return trials.adopt(
                    workspace, trial_id=trial_id, first=first, values=values, notices=answers, add_indicators=add
                )  # fmt: skip
            if draft_id is not None:
                return scheme_drafts.adopt(
                    workspace, draft_id=draft_id, first=first, values=values, notices=answers, add_indicators=add
                )  # fmt: skip
            if source.id in schemes.library():
                return schemes.adopt(
                    workspace, scheme_id=source.id, first=first, values=values, notices=answers, add_indicators=add
                )  # fmt: skip
            return schemes.adopt_text(workspace, text=dump(source), first=first, values=values, notices=answers, add_indicators=add)

        self._run(call, self._adopted)

    def _adopted(self, done: Done[SchemeVersion]) -> None:
        self.stored = done
        self.accept()

    def _show(self, step: int) -> None:
        t = self._texts
        titles = (t("From when"), t("Figures"), t("What the law says"), t("Summary"))
        self.banner.hide()
        self.steps.setCurrentIndex(step)
        shown = [f"{SHAPES['good']} {title}" if n < step else f"{n + 1}. {title}" for n, title in enumerate(titles)]
        self.where.setText(f"&nbsp;{_NEXT}&nbsp;".join(f"<b>{title}</b>" if n == step else title for n, title in enumerate(shown)))
        self.back.setEnabled(step > 0)
        self.yes.setEnabled(True)
        self.yes.setText(t("Adopt") if step == len(titles) - 1 else t("Next"))
        (self.figures.list if step == 1 else self.yes).setFocus()

    def _look_at_day(self) -> None:
        workspace, card, first = self._page.context.workspace, self._card, self.when.first
        self._run(lambda: library.start_warnings(workspace, scheme_id=card.id, first=first), self._warn)

    def _warn(self, warnings: tuple[Message, ...]) -> None:
        self._warned = warnings
        self.when.warnings.setText("\n\n".join(f"{SHAPES['watch']} {self._texts.message(warning)}" for warning in warnings))

    def _take(self, values: dict[str, str]) -> None:
        self.figures.set_values(values)
        self.notices.show_draft(self.draft())

    def _run(self, call: Callable[[], Any], done: Callable[[Any], object]) -> None:
        self._page.context.tasks.run(call, owner=self, done=done, failed=self._failed)

    def _failed(self, error: Exception) -> None:
        self.yes.setEnabled(True)
        self.yes.setFocus()
        if self.steps.currentWidget() is self.notices:
            self.notices.show_fines()
        if isinstance(error, FenmingError):
            self.banner.say(problems.sentence(error, self._texts), "bad")
        else:
            problems.report(error, self, self._texts, self.banner)

    @staticmethod
    def ask(
        page: Page, card: SchemeCard, options: Options, draft_id: int | None = None, trial_id: int | None = None
    ) -> Done[SchemeVersion] | None:
        """Go through the steps; what was stored, None when turned back."""
        wizard = AdoptWizard(page, card, options, draft_id, trial_id)
        wizard.answered()
        return wizard.stored
