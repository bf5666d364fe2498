"""What agents say of the open scheme: surveys with their results and trend, and suggestions with what became of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from models.domain.errors import N_
from models.domain.ops import Done, Op
from services import ballot_slips, participation, people, signed_lists
from services.library import SchemeCard
from services.participation import SHOWN_FROM, TARGET, Suggestion, Survey
from ui.kit.dialogs import ChooseOpenFile, Confirm
from ui.kit.notices import label, set_tone
from ui.kit.panel_form import PanelForm
from ui.kit.pdf_view import PdfView
from ui.kit.rows_model import Column, RowsModel
from ui.kit.table import TableView
from ui.kit.theme import SHAPES, STEP, heading
from ui.library.ballot_pad import BallotPad
from ui.library.participation_forms import AnswerForm, AskForm, SuggestForm

if TYPE_CHECKING:
    from ui.library.page import LibraryPage

_STATES = {"open": N_("to be answered"), "adopted": N_("adopted"), "declined": N_("declined")}
_TONES = {"open": "watch", "adopted": "good", "declined": "muted"}


class ParticipationTab(QWidget):
    """Surveys above, suggestions below; `page` shows the forms and stores."""

    def __init__(self, page: LibraryPage) -> None:
        super().__init__()
        self._page, self._texts = page, page.texts
        self.card: SchemeCard | None = None
        self.surveys, self.surveys_table = self._surveys()
        self.suggestions, self.suggestions_table = self._suggestions()
        self.found = label("", "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, STEP * 2, 0, 0)
        column.setSpacing(STEP * 2)
        column.addWidget(self._head(self._texts("How satisfied the agents are")))
        column.addWidget(self.surveys_table, 1)
        column.addWidget(self.found)
        column.addLayout(self._survey_buttons())
        column.addWidget(self._head(self._texts("Suggestions of the agents")))
        column.addWidget(self.suggestions_table, 1)
        column.addLayout(self._suggestion_buttons())
        self.surveys_table.row_chosen.connect(lambda _: self._tell())
        self.suggestions_table.row_chosen.connect(lambda _: self._tell())
        self.suggestions_table.row_activated.connect(lambda _: self.answer_suggestion())

    def _head(self, words: str) -> QWidget:
        title = label(words)
        title.setFont(heading(self.font(), 0))
        return title

    def _surveys(self) -> tuple[RowsModel, TableView]:
        t = self._texts

        def satisfied(survey: Survey) -> str:
            if survey.satisfied is None:
                return t("shown from {n} ballots on", n=SHOWN_FROM)
            return f"{SHAPES['good' if survey.is_met else 'bad']} {survey.satisfied}%"

        def tone(survey: Survey) -> str:
            return "muted" if survey.is_met is None else "good" if survey.is_met else "bad"

        def target(survey: Survey) -> str:
            if survey.is_met is None:
                return f"{TARGET}%"
            return t("{target}%: met", target=TARGET) if survey.is_met else t("{target}%: not met", target=TARGET)

        model = RowsModel(
            [
                Column("asked_on", t("Asked on"), lambda s: s.asked_on.isoformat(), 100),
                Column("asked", t("Agents asked"), lambda s: str(s.asked), 100, numeric=True),
                Column("answered", t("Ballots in"), lambda s: str(s.answered), 80, numeric=True),
                Column("satisfied", t("Satisfied (4 or 5)"), satisfied, 150, tone=tone),
                Column("target", t("Target"), target, 120),
                Column("trend", t("Against the one before"), self._trend, 150),
                Column("state", t("State"), lambda s: t("taking ballots") if s.closed_on is None else t("closed"), 110),
            ],
            self,
        )  # fmt: skip
        return model, TableView(model, t("Surveys"), t("The agents have not been asked about this scheme."))

    def _trend(self, survey: Survey) -> str:
        return "–" if survey.change is None else self._texts("{n} pp", n=f"{survey.change:+}")

    def _suggestions(self) -> tuple[RowsModel, TableView]:
        t = self._texts

        def state(suggestion: Suggestion) -> str:
            return f"{SHAPES[_TONES[suggestion.state]]} {t(_STATES[suggestion.state])}"

        model = RowsModel(
            [
                Column("day", t("Day"), lambda s: s.made_on.isoformat(), 96),
                Column("who", t("Suggested by"), lambda s: f"{s.employee_no} {s.name}" if s.employee_no else t("without a name"), 130),
                Column("text", t("Suggestion"), lambda s: s.text, 260, tip=lambda s: s.text),
                Column("state", t("State"), state, 120, tone=lambda s: _TONES[s.state]),
                Column("answer", t("Answer"), lambda s: s.answer, 200, tip=lambda s: s.answer),
            ],
            self,
        )  # fmt: skip
        return model, TableView(model, t("Suggestions"), t("Nobody has suggested anything for this scheme."))

    def _survey_buttons(self) -> QHBoxLayout:
        t = self._texts
        self.ask, self.enter = QPushButton(t("Ask the agents…")), QPushButton(t("Enter ballots…"))
        self.load, self.slips, self.close_survey = (
            QPushButton(t("Import ballots…")),
            QPushButton(t("Ballot slips")),
            QPushButton(t("Close the survey…")),
        )
        slots = {
            self.ask: self.ask_agents, self.enter: self.enter_ballots, self.load: self.import_ballots, self.slips: self.print_slips,
            self.close_survey: self.end_survey,
        }  # fmt: skip
        self._page.writes(Op.ASK_ABOUT_SCHEME, self.ask, self.enter, self.load, self.close_survey)
        return _row(slots)

    def _suggestion_buttons(self) -> QHBoxLayout:
        t = self._texts
        self.suggest, self.answer = QPushButton(t("Note a suggestion…")), QPushButton(t("Answer…"))
        self._page.writes(Op.SUGGEST_FOR_SCHEME, self.suggest, self.answer)
        return _row({self.suggest: self.note_suggestion, self.answer: self.answer_suggestion})

    # Showing

    def show_card(self, card: SchemeCard) -> None:
        """Read what agents say of the scheme opened."""
        self.card = card
        workspace = self._page.context.workspace
        chosen = self.surveys_table.current(), self.suggestions_table.current()

        def fill(found: tuple[list[Survey], list[Suggestion]]) -> None:
            for model, table, rows, past in (
                (self.surveys, self.surveys_table, found[0], chosen[0]), (self.suggestions, self.suggestions_table, found[1], chosen[1]),
            ):  # fmt: skip
                model.set_rows(rows)
                if not table.choose(lambda row, past=past: past is not None and row.id == past.id):
                    table.choose(lambda _: True)
            self._tell()

        self._page.load(
            lambda: (
                participation.surveys(workspace, scheme_id=card.id),
                participation.suggestions(workspace, scheme_id=card.id),
            ),
            fill,
        )

    def _tell(self) -> None:
        """The answers of the chosen survey, and what can be done now."""
        t, survey, suggestion = self._texts, self.surveys_table.current(), self.suggestions_table.current()
        self.found.setText(self._results(survey) if survey else "")
        self.found.setVisible(bool(self.found.text()))
        set_tone(self.found, "" if survey and survey.counts else "muted")
        is_open = survey is not None and survey.closed_on is None
        self.ask.setEnabled(all(held.closed_on is not None for held in self.surveys.rows()))
        for button in (self.enter, self.load, self.close_survey, self.slips):
            button.setEnabled(is_open)
        self.answer.setEnabled(suggestion is not None and suggestion.state == "open")
        self.answer.setToolTip("" if self.answer.isEnabled() else t("Choose a suggestion that is open."))

    def _results(self, survey: Survey) -> str:
        t = self._texts
        if survey.counts is None:
            return t("{n} ballots are in. Results are shown from {least} on, so that no answer can be told to be somebody's.",
                     n=survey.answered, least=SHOWN_FROM)  # fmt: skip
        named = [
            f"{score} {t(words)}: {count}" for score, words, count in zip(range(1, 6), ballot_slips.ANSWERS, survey.counts, strict=True)
        ]
        lines = ["   ".join(reversed(named))]
        lines += [t("“{comment}”", comment=comment) for comment in survey.comments]
        return "\n".join(lines)

    # Surveys

    def ask_agents(self) -> None:
        """Begin a survey; everybody employed today is offered as asked."""
        page, card = self._page, self.card
        if card is None:
            return
        workspace = page.context.workspace

        def show(employed: int) -> None:
            form = AskForm(self._texts, workspace.clock.today(), employed)
            self._open(form, form.write(workspace, card.id), self._texts("Ask the agents"), self._texts("The survey is open."))

        page.load(lambda: len(people.roster(workspace, day=workspace.clock.today())), show)

    def enter_ballots(self) -> None:
        """Ballots by number keys, one key each."""
        page, survey = self._page, self.surveys_table.current()
        if survey is None:
            return
        pad = BallotPad(self._texts, survey.asked - survey.answered)
        workspace = page.context.workspace
        pad.submitted.connect(
            lambda: page.write(
                partial(participation.count, workspace, survey_id=survey.id, ballots=pad.ballots()),
                lambda done: self._done(self._texts("{n} ballots are in.", n=done.answered)),
                failed=pad.refuse,
            )
        )
        pad.cancelled.connect(page.panel.close_panel)
        page.show_panel(self._texts("Enter ballots"), pad)
        pad.keys.setFocus()

    def import_ballots(self) -> None:
        """Ballots of the chosen survey from a file."""
        page, survey, t = self._page, self.surveys_table.current(), self._texts
        path = ChooseOpenFile.ask(page, title=t("Import ballots"), filters=t("Tables (*.xlsx *.csv)"))
        if path and survey:
            workspace = page.context.workspace
            page.write(
                lambda: signed_lists.count_ballots(workspace, survey_id=survey.id, path=path),
                lambda n: self._done(t("{n} ballots are in.", n=survey.answered + n)),
            )

    def print_slips(self) -> None:
        """Slips for everyone who has not answered yet, beside the tables."""
        page, survey, t = self._page, self.surveys_table.current(), self._texts
        if survey is None:
            return
        workspace = page.context.workspace.speaking(t.language)

        def show(pdf: bytes) -> None:
            view = PdfView(t)
            page.show_panel(t("Ballot slips"), view)
            view.show_pdf(pdf, t("Ballot slips"))

        page.load(lambda: ballot_slips.ballot_slips(workspace, survey_id=survey.id), show)

    def end_survey(self) -> None:
        """No more ballots after a question."""
        page, survey, t = self._page, self.surveys_table.current(), self._texts
        if survey and Confirm.ask(
            page, t, title=t("Close the survey?"), yes=t("Close the survey"),
            what_happens=t("{n} of {all} ballots are in; no more can be entered afterwards.", n=survey.answered, all=survey.asked),
        ):  # fmt: skip
            workspace = page.context.workspace
            page.write(lambda: participation.close(workspace, survey_id=survey.id), lambda _: self._done(t("The survey is closed.")))

    # Suggestions

    def note_suggestion(self) -> None:
        """A form for a suggestion, by an agent or without a name."""
        page, card = self._page, self.card
        if card is None:
            return
        workspace = page.context.workspace

        def show(roster: Sequence[Any]) -> None:
            form = SuggestForm(self._texts, workspace.clock.today(), [(row.employee_no, f"{row.employee_no} {row.name}") for row in roster])
            self._open(form, form.write(workspace, card.id), self._texts("Note a suggestion"), self._texts("The suggestion is noted."))

        page.load(lambda: people.roster(workspace, day=workspace.clock.today()), show)

    def answer_suggestion(self) -> None:
        """Adopt or decline the chosen one; an adopted one with a name can be nominated at once."""
        page, chosen = self._page, self.suggestions_table.current()
        if chosen is None or chosen.state != "open":
            return
        workspace = page.context.workspace.speaking(self._texts.language)

        def show(rules: list[tuple[str, str]]) -> None:
            form = AnswerForm(self._texts, chosen, rules if chosen.employee_no else [])
            self._open(form, form.write(workspace), self._texts("Answer the suggestion"), self._texts("The suggestion is answered."))

        page.load(lambda: participation.nomination_rules(workspace), show)

    def _open(self, form: PanelForm, write: Callable[[], Callable[[], Done[Any]]], title: str, said: str) -> None:
        form.submitted.connect(lambda: self._page.write(write(), lambda _: self._done(said), failed=form.refuse))
        form.cancelled.connect(self._page.panel.close_panel)
        self._page.show_panel(title, form)

    def _done(self, words: str) -> None:
        self._page.panel.close_panel()
        self._page.banner.say(words, "good")


def _row(slots: dict[QPushButton, Callable[[], object]]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(STEP * 2)
    for button, slot in slots.items():
        button.clicked.connect(lambda _=False, slot=slot: slot())
        row.addWidget(button)
    row.addStretch(1)
    return row
