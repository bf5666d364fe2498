"""Trials of the open scheme: their history, what the chosen one would give month by month beside what is in force, how it ends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from models.domain.errors import N_
from models.domain.ops import Done, Op
from models.domain.outcomes import Outcome, OutcomeKind
from services import library, trials
from services.library import SchemeCard
from services.rules.scheme import Scheme
from services.simulation_views import gives_words
from services.trials import Trial, TrialMonth, TrialResult
from ui.kit.dialogs import AskReason
from ui.kit.notices import label
from ui.kit.panel_form import PanelForm
from ui.kit.rows_model import Column, RowsModel
from ui.kit.table import TableView
from ui.kit.tasks import DRAW
from ui.kit.theme import SHAPES, STEP
from ui.library.adopt_wizard import AdoptWizard
from ui.library.trial_wizard import TrialWizard

if TYPE_CHECKING:
    from ui.library.page import LibraryPage

_STANDING = {
    "coming": N_("not begun"), "running": N_("running"), "over": N_("over, to be decided"), "adopted": N_("put in force"),
    "dropped": N_("dropped"),
}  # fmt: skip
_TONES = {"coming": "muted", "running": "good", "over": "watch", "adopted": "good", "dropped": "muted"}


class TrialsTab(QWidget):
    """One scheme's trials; `page` shows its forms and stores."""

    def __init__(self, page: LibraryPage) -> None:
        super().__init__()
        self._page, self._texts = page, page.texts
        self.card: SchemeCard | None = None
        self.result: TrialResult | None = None
        self._asked = 0
        self.history, self.history_table = self._history()
        self.months, self.months_table = self._months()
        self.winners, self.winners_table = self._winners()
        self.note = label("", "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, STEP * 2, 0, 0)
        column.setSpacing(STEP * 2)
        column.addWidget(self.history_table, 2)
        column.addLayout(self._buttons())
        column.addWidget(self.note)
        column.addWidget(self.months_table, 3)
        column.addWidget(self.winners_table, 3)
        self.history_table.row_chosen.connect(lambda _: self._ask_result())
        self.months_table.row_chosen.connect(lambda _: self._show_winners())

    def _buttons(self) -> QHBoxLayout:
        t = self._texts
        self.begin, self.adopt = QPushButton(t("Put on trial…")), QPushButton(t("Put in force…"))
        self.extend, self.drop = QPushButton(t("Extend…")), QPushButton(t("Drop…"))
        self.begin.clicked.connect(lambda: self.begin_trial())
        self.adopt.clicked.connect(self.put_in_force)
        self.extend.clicked.connect(self.extend_trial)
        self.drop.clicked.connect(self.drop_trial)
        self._page.writes(Op.TRY_SCHEME, self.begin, self.extend, self.drop)
        self._page.writes(Op.ADOPT_SCHEME, self.adopt)
        row = QHBoxLayout()
        row.setSpacing(STEP * 2)
        for button in (self.begin, self.adopt, self.extend, self.drop):
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _history(self) -> tuple[RowsModel, TableView]:
        t = self._texts
        model = RowsModel(
            [
                Column("from", t("On trial from"), lambda trial: trial.starts_on.isoformat(), 110),
                Column("until", t("On trial until"), lambda trial: trial.ends_on.isoformat(), 110),
                Column("standing", t("State"), self._standing, 150, tone=lambda trial: _TONES[self._state(trial)]),
                Column("ended", t("Decided on"), lambda trial: trial.ended_on.isoformat() if trial.ended_on else "", 110),
                Column("note", t("Reason"), lambda trial: trial.note, 240, tip=lambda trial: trial.note),
            ],
            self,
        )  # fmt: skip
        return model, TableView(model, t("Trials of the scheme"), t("The scheme has not been on trial."))

    def _months(self) -> tuple[RowsModel, TableView]:
        t = self._texts

        def month(one: TrialMonth) -> str:
            return one.month.text if one.is_over else t("{month} so far", month=one.month.text)

        model = RowsModel(
            [
                Column("month", t("Month"), month, 118),
                Column("tried", t("On trial: yuan"), lambda m: f"¥{m.tried.yuan:,.2f}", 104, numeric=True, sort=lambda m: m.tried.yuan),
                Column("winners", t("Winners"), lambda m: str(m.tried.winners), 66, numeric=True, sort=lambda m: m.tried.winners),
                Column("burdens", t("Measures"), lambda m: str(m.tried.burdens), 76, numeric=True, sort=lambda m: m.tried.burdens),
                Column("points", t("Points"), lambda m: str(m.tried.points), 60, numeric=True, sort=lambda m: m.tried.points),
                Column("in_force", t("In force: yuan"), lambda m: f"¥{m.in_force.yuan:,.2f}", 104, numeric=True),
                Column("winners_now", t("Winners"), lambda m: str(m.in_force.winners), 66, numeric=True),
                Column("burdens_now", t("Measures"), lambda m: str(m.in_force.burdens), 76, numeric=True),
                Column("points_now", t("Points"), lambda m: str(m.in_force.points), 60, numeric=True),
                Column("budget", t("Budget"), lambda m: f"¥{m.budget:,.2f}" if m.budget is not None else "–", 86, numeric=True),
            ],
            self,
        )  # fmt: skip
        return model, TableView(model, t("The trial month by month"), t("No month of the trial has begun."))

    def _winners(self) -> tuple[RowsModel, TableView]:
        t = self._texts

        def rule(outcome: Outcome) -> str:
            found = self.result.trial.scheme.rule(outcome.rule) if self.result else None
            return found.name.text(t.language) if found else outcome.rule

        model = RowsModel(
            [
                Column("rule", t("Rule"), rule, 220, tip=rule),
                Column("period", t("Period"), lambda o: o.period, 90),
                Column("no", t("No."), lambda o: o.employee_no or "", 80),
                Column("name", t("Name"), self._name, 140),
                Column("gives", t("Would get"), lambda o: gives_words(o, t), 200),
            ],
            self,
        )  # fmt: skip
        return model, TableView(model, t("Who would get what in the chosen month"), t("Nobody would get anything in this month."))

    # Showing

    def show_card(self, card: SchemeCard) -> None:
        """Read the trials of the scheme opened."""
        self.card = card
        workspace, wanted = self._page.context.workspace, self.history_table.current()
        shipped = library.source_of(card)
        self.note.setText(self._texts("The source ran this scheme as a trial first.") if shipped.tried_first else "")
        self.note.setVisible(shipped.tried_first)

        def fill(found: list[Trial]) -> None:
            self.history.set_rows(found)
            if not self.history_table.choose(lambda trial: wanted is not None and trial.id == wanted.id):
                self.history_table.choose(lambda _: True)
            self._ask_result()

        self._page.load(lambda: trials.trials(workspace, scheme_id=card.id), fill)

    def _ask_result(self) -> None:
        """Work out the chosen trial, off the screen's thread; an answer that comes late is not shown."""
        trial = self.history_table.current()
        self._enable(trial)
        self._asked += 1
        asked, page = self._asked, self._page
        if trial is None:
            self._show(None)
            return
        workspace = page.context.workspace.speaking(self._texts.language)

        def show(found: TrialResult) -> None:
            if asked == self._asked:
                self._show(found)

        page.context.tasks.run(
            lambda: trials.result(workspace, trial_id=trial.id), owner=self, done=show, failed=page.report, lane=DRAW
        )  # fmt: skip

    def _show(self, found: TrialResult | None) -> None:
        self.result = found
        months: Sequence[TrialMonth] = found.months if found else ()
        for table in (self.months_table, self.winners_table):
            table.setVisible(found is not None)
        self.months.set_rows(months)
        latest = next((month for month in reversed(months) if month.is_over), months[-1] if months else None)
        self.months_table.choose(lambda month: month is latest)
        self._show_winners()

    def _show_winners(self) -> None:
        month, found = self.months_table.current(), self.result.simulation if self.result else None
        outcomes = found.simulated.get(month.month, ()) if found and month else ()
        self.winners.set_rows([outcome for outcome in outcomes if outcome.kind is not OutcomeKind.DUTY_MISSED])

    def _name(self, outcome: Outcome) -> str:
        people = self.result.simulation.past.latest.facts.employees if self.result and self.result.simulation else {}
        person = people.get(outcome.employee_no or "")
        return person.name if person else outcome.team or ""

    def _state(self, trial: Trial) -> str:
        return trial.standing(self._page.context.workspace.clock.today())

    def _standing(self, trial: Trial) -> str:
        state = self._state(trial)
        return f"{SHAPES[_TONES[state]]} {self._texts(_STANDING[state])}"

    def _enable(self, trial: Trial | None) -> None:
        is_open = trial is not None and not trial.result
        self.begin.setEnabled(not any(not held.result for held in self.history.rows()))
        for button in (self.adopt, self.extend, self.drop):
            button.setEnabled(is_open)

    # Writing

    def begin_trial(self, scheme: Scheme | None = None) -> None:
        """Ask for the span and the figures; of a draft when one is given."""
        page = self._page
        wanted = scheme or (self.card.scheme if self.card else None)
        if wanted is None:
            return
        done = TrialWizard.ask(page, wanted, page.options)
        if done:
            self._said(done, self._texts("“{name}” is on trial until {day}.", name=wanted.name.text(self._texts.language),
                                         day=done.value.ends_on.isoformat()))  # fmt: skip
            page.show_cards()
            page.go(scheme=wanted.id, tab="trials")

    def put_in_force(self) -> None:
        """The adopt wizard with the text and the figures that were tried."""
        page, trial = self._page, self.history_table.current()
        if trial is None:
            return
        workspace = page.context.workspace.speaking(self._texts.language)

        def ask(card: SchemeCard) -> None:
            done = AdoptWizard.ask(page, card, page.options, trial_id=trial.id)
            if done:
                page.adopted(done)

        page.load(lambda: library.draft_card(workspace, scheme=trial.scheme), ask)

    def extend_trial(self) -> None:
        """A form for a later last day."""
        page, trial, t = self._page, self.history_table.current(), self._texts
        if trial is None:
            return
        form = PanelForm(
            t, t("The trial goes on to the day below; what it would have given so far stays to be read."), t("Extend the trial")
        )
        form.form.day("last", t("On trial until"), trial.ends_on)
        form.submitted.connect(lambda: self._extend(form, trial.id))
        form.cancelled.connect(page.panel.close_panel)
        page.show_panel(t("Extend the trial"), form)

    def _extend(self, form: PanelForm, trial_id: int) -> None:
        page, day = self._page, form.form.value("last")
        workspace = page.context.workspace

        def done(trial: Trial) -> None:
            page.panel.close_panel()
            page.banner.say(self._texts("The trial runs until {day}.", day=trial.ends_on.isoformat()), "good")

        page.write(lambda: trials.extend(workspace, trial_id=trial_id, ends_on=day), done, failed=form.refuse)

    def drop_trial(self) -> None:
        """End it without adopting, with the reason."""
        page, trial, t = self._page, self.history_table.current(), self._texts
        if trial is None:
            return
        why = AskReason.ask(
            page, t, title=t("Drop the trial?"), yes=t("Drop the trial"),
            what_happens=t("The scheme is not put in force. What it would have given stays to be read, with your reason."),
        )  # fmt: skip
        if why:
            workspace = page.context.workspace
            page.write(
                lambda: trials.drop(workspace, trial_id=trial.id, note=why),
                lambda _: page.banner.say(t("The trial is dropped."), "good"),
            )

    def _said(self, done: Done[Trial], words: str) -> None:
        self._page.context.bus.changed.emit(done.changes, self._page)
        self._page.banner.say(words, "good")
