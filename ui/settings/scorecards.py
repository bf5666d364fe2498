"""The scorecards section: for each position the indicators, weights and curves that make the performance score, from a month on."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout

from models.domain.errors import UserError
from models.domain.kpi import Indicator, parse_number, plain
from models.domain.ops import Op
from models.domain.period import Period
from models.domain.scorecards import MissingPolicy, Scorecard
from services import scorecards
from services.exchange import exporting
from services.rules.words import reason_sentence
from services.scorecard_lines import TypedLine, read_line, typed_line
from services.scorecard_words import typed_words
from services.scorecards import PositionCards, PreviewLine, ScorecardBook
from services.words import POSITIONS, word
from ui.kit.dialogs import ChooseSaveFile, Confirm
from ui.kit.form import Form
from ui.kit.import_wizard import ImportWizard
from ui.kit.notices import label, set_tone
from ui.kit.rights import writes
from ui.kit.rows_model import Column, RowsModel
from ui.kit.table import TableView
from ui.kit.theme import SHAPES, STEP, heading
from ui.settings.scorecard_line import LineEditor
from ui.settings.section import Section

if TYPE_CHECKING:
    from ui.kit.page import Page

_LINES_HEIGHT, _PREVIEW_HEIGHT = 190, 200


class ScorecardSection(Section):
    """Cards are drafts until they are stored: a half-typed one never counts."""

    def __init__(self, page: Page) -> None:
        t = page.texts
        super().__init__(
            page, t("Scorecards"),
            t("A scorecard makes the performance score of a position. Without one, the score that was entered counts."),
        )  # fmt: skip
        self.book: ScorecardBook | None = None
        self._loaded: object = None
        self._at = -1
        self.form = Form()
        self.form.choice("position", t("Position"), [("", "–")])
        self.form.line("from_month", t("Holds from month"), "", "2026-11")
        policies = [
            (MissingPolicy.REWEIGHT, t("the other indicators take its weight")),
            (MissingPolicy.LEAVE_OUT, t("the agent has no score and is not ranked")),
        ]
        self.form.choice("missing", t("When a value is missing"), policies)
        self.form.changed.connect(self._head_changed)
        self.holds = label("", "muted")
        self._add_lines()
        self._add_preview()
        self._lay_out()

    def _add_lines(self) -> None:
        t = self.texts
        self.rows = RowsModel(
            [
                Column("indicator", t("Indicator"), self._name, 120),
                Column("weight", t("Weight"), lambda line: f"{line.weight} %" if line.weight else "", 64, numeric=True),
                Column("curve", t("How a value scores"), self._words, 230, tip=self._words),
            ],
            self,
        )
        self.table = TableView(self.rows, t("Indicators of the scorecard"), t("No indicator yet. Add the first one."))
        self.table.setFixedHeight(_LINES_HEIGHT)
        self.table.row_chosen.connect(self._choose)
        self.editor = LineEditor(t)
        self.editor.changed.connect(self._line_changed)
        self.add_button = QPushButton(t("Add an indicator"))
        self.add_button.clicked.connect(self.add_line)
        self.remove_button = QPushButton(t("Take it out"))
        self.remove_button.clicked.connect(self.remove_line)
        self.sum = label("")
        self.sum.setAccessibleName(t("Sum of the weights"))

    def _add_preview(self) -> None:
        t = self.texts
        self.try_button = QPushButton(t("Try on the month"))
        self.try_button.clicked.connect(self.try_card)
        self.store_button = QPushButton(t("Store the scorecard"))
        self.store_button.setProperty("primary", True)
        self.store_button.clicked.connect(self.store_card)
        self.import_button = QPushButton(t("Import…"))
        self.import_button.clicked.connect(lambda: ImportWizard.ask(self.page, kind="scorecards"))
        self.export_button = QPushButton(t("Export…"))
        self.export_button.clicked.connect(self.export_cards)
        self.end_button = QPushButton(t("End it…"))
        self.end_button.clicked.connect(self.end_card)
        writes(self.page.context, Op.EDIT_SCORECARD, self.store_button, self.end_button, self.import_button)
        self.preview_rows = RowsModel(
            [
                Column("no", t("No."), lambda row: row.head.employee_no, 70),
                Column("name", t("Name"), lambda row: row.head.name, 80),
                Column("old", t("Score now"), lambda row: _score(row.old), 80, numeric=True, sort=lambda row: row.old or Decimal(-1)),
                Column("new", t("With this card"), lambda row: _score(row.new), 110, numeric=True, sort=lambda row: row.new or Decimal(-1)),
                Column("change", t("Change"), _change, 70, numeric=True, tone=_change_tone),
                Column("reason", t("Why none"), lambda row: t.message(reason_sentence(row.reason)) if row.reason else "", 160),
            ],
            self,
        )
        self.preview = TableView(self.preview_rows, t("Scores of the month, now and with this card"))
        self.preview.setFixedHeight(_PREVIEW_HEIGHT)
        self.preview_title = label("")
        self.preview_title.setFont(heading(self.font(), 0))

    def _lay_out(self) -> None:
        left, right = QVBoxLayout(), QVBoxLayout()
        buttons, deeds, both = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        for button in (self.add_button, self.remove_button):
            buttons.addWidget(button)
        buttons.addWidget(self.sum, 1)
        for button in (self.store_button, self.try_button, self.end_button, self.import_button, self.export_button):
            deeds.addWidget(button)
        deeds.addStretch(1)
        left.setSpacing(STEP * 2)
        for part in (self.form, self.holds, self.table, buttons, deeds, self.preview_title, self.preview):
            left.addLayout(part) if isinstance(part, QHBoxLayout) else left.addWidget(part)
        left.addStretch(1)
        right.addWidget(self.editor)
        both.setSpacing(STEP * 5)
        both.addLayout(left, 3)
        both.addLayout(right, 2)
        self.column.addLayout(both, 1)
        self._hide_preview()

    # Reading

    def refresh(self) -> None:
        """What holds in the month in hand; a card that is being shaped stays as it is."""
        workspace, month = self.page.context.workspace, self.page.month
        self.page.load(lambda: scorecards.book(workspace, month=month), self._fill)

    def choose_position(self, position: str) -> None:
        """Show a position's card."""
        field = self._positions()
        field.setCurrentIndex(max(field.findData(position), 0))

    def _positions(self) -> QComboBox:
        field = self.form.field("position")
        assert isinstance(field, QComboBox)
        return field

    def _fill(self, book: ScorecardBook) -> None:
        self.book, field, chosen = book, self._positions(), self.form.value("position")
        self.editor.set_indicators({indicator.code: indicator for indicator in book.indicators})
        field.blockSignals(True)
        field.clear()
        for one in book.positions:
            field.addItem(self.texts.message(word(POSITIONS, one.position)), one.position)
        busiest = max(book.positions, key=lambda one: (one.agents, one.held is not None))
        field.setCurrentIndex(max(field.findData(chosen or busiest.position), 0))
        field.blockSignals(False)
        if (self._position(), book.free_from) != self._loaded:
            self._load()

    def _position(self) -> PositionCards | None:
        wanted = self.form.value("position")
        return next((one for one in self.book.positions if one.position == wanted), None) if self.book else None

    def _load(self) -> None:
        """The chosen position's card as it is stored."""
        one = self._position()
        assert one is not None
        assert self.book is not None
        self._loaded = (one, self.book.free_from)
        t, latest = self.texts, one.cards[-1] if one.cards else None
        planned = latest if latest and latest.lines else None
        month = self.form.field("from_month")
        assert isinstance(month, QLineEdit)
        month.setText(max(self.book.free_from.text, planned.from_month if planned else ""))
        missing = self.form.field("missing")
        assert isinstance(missing, QComboBox)
        missing.setCurrentIndex(max(missing.findData(planned.missing if planned else MissingPolicy.REWEIGHT), 0))
        known = self._known()
        self._at = -1
        self.rows.set_rows([typed_line(line, known) for line in planned.lines if line.indicator in known] if planned else [])
        held = one.held
        words = (
            t("Since {month} the scorecard of {n} indicators counts.", month=held.from_month, n=len(held.lines))
            if held
            else t("In {month} the entered performance score counts.", month=self.book.month.text)
        )
        later = [card for card in one.cards if card.from_month > self.book.month.text]
        then = [t("From {month} on another one.", month=card.from_month) if card.lines else
                t("It ends before {month}.", month=card.from_month) for card in later]  # fmt: skip
        self.holds.setText(" ".join([t("{n} agents.", n=one.agents), words, *then]))
        self.end_button.setEnabled(planned is not None)
        self._hide_preview()
        self._show_first()
        self._add_up()

    def _show_first(self) -> None:
        self.editor.setVisible(bool(self.rows.rows()))
        if self.rows.rows():
            self.table.selectRow(0)
            self._choose(self.rows.row(0))

    def _known(self) -> dict[str, Indicator]:
        return {indicator.code: indicator for indicator in self.book.indicators} if self.book else {}

    def _name(self, line: TypedLine) -> str:
        indicator = self._known().get(line.indicator)
        return indicator.name(self.texts.language) if indicator else line.indicator or "–"

    def _words(self, line: TypedLine) -> str:
        return typed_words(line, self._known(), self.texts)

    # Shaping

    def add_line(self) -> None:
        """A new line with what is left of the weight."""
        left = Decimal(100) - self._total()
        self.rows.set_rows([*self.rows.rows(), TypedLine("", plain(left) if left > 0 else "")])
        self.editor.setVisible(True)
        self.table.selectRow(self.rows.rowCount() - 1)
        self._choose(self.rows.row(self.rows.rowCount() - 1))
        self.editor.form.field("indicator").setFocus()
        self._add_up()

    def remove_line(self) -> None:
        """Take the chosen line out."""
        if 0 <= self._at < self.rows.rowCount():
            self.rows.set_rows([row for at, row in enumerate(self.rows.rows()) if at != self._at])
            self._at = -1
            self._show_first()
            self._add_up()
            self._hide_preview()

    def _choose(self, row: TypedLine | None) -> None:
        at = self.table.currentIndex().row()
        if row is not None and (at != self._at or self.editor.typed is not row):
            self._at = at
            self.editor.show_line(row)

    def _line_changed(self) -> None:
        if 0 <= self._at < self.rows.rowCount():
            self.rows.replace_row(self._at, self.editor.typed)
        self._add_up()
        self._hide_preview()

    def _head_changed(self, key: str) -> None:
        if key == "position" and self.book:
            self._load()
        self._hide_preview()

    def _total(self) -> Decimal:
        total = Decimal(0)
        for line in self.rows.rows():
            try:
                total += parse_number(line.weight.rstrip("%％ ")) if line.weight else Decimal(0)
            except UserError:
                continue
        return total

    def _add_up(self) -> None:
        total = self._total()
        is_whole = total == 100
        self.sum.setText(self.texts("{shape} Weights: {sum} % of 100 %", shape=SHAPES["good" if is_whole else "bad"], sum=plain(total)))
        set_tone(self.sum, "good" if is_whole else "bad")
        self.remove_button.setEnabled(bool(self.rows.rows()))

    # Storing

    def _card(self) -> Scorecard | None:
        """The card as typed; None when a line is wrong, which is said and shown."""
        lines = []
        for at, typed in enumerate(self.rows.rows()):
            try:
                lines.append(read_line(typed, self._known()))
            except UserError as error:
                self.table.selectRow(at)
                self._choose(typed)
                self.page.report(error)
                return None
        return Scorecard(
            self.form.value("position"), self.form.value("from_month"), tuple(lines), MissingPolicy(self.form.value("missing"))
        )

    def try_card(self) -> None:
        """This month's agents with the score they have and the one that the card would make; nothing is stored."""
        workspace, month, card = self.page.context.workspace, self.page.month, self._card()
        if card:
            self.page.load(lambda: scorecards.preview(workspace, card=card, month=month), self._show_preview)

    def store_card(self) -> None:
        """Let the card hold from its month on."""
        workspace, card, t = self.page.context.workspace, self._card(), self.texts
        if card:
            said = t("Stored. The scorecard holds from {month}.", month=card.from_month)
            self.page.write(lambda: scorecards.save(workspace, card=card), lambda _: self._stored(said))

    def end_card(self) -> None:
        """Let the entered score count again from the month named."""
        t, workspace, position = self.texts, self.page.context.workspace, self.form.value("position")
        try:
            month = Period.parse(self.form.value("from_month"))
        except UserError as error:
            self.page.report(error)
            return
        sentence = t("From {month} on the entered performance score counts again for this position.", month=month.text)
        if Confirm.ask(self, t, title=t("End the scorecard"), what_happens=sentence, yes=t("End it")):
            said = t("Ended. From {month} on entered scores count.", month=month.text)
            self.page.write(lambda: scorecards.end(workspace, position=position, from_month=month), lambda _: self._stored(said))

    def export_cards(self) -> None:
        """Write every card as a table that imports read back."""
        t, workspace = self.texts, self.page.context.workspace
        path = ChooseSaveFile.ask(self, title=t("Export…"), filters="XLSX (*.xlsx);;CSV (*.csv)", suggested=Path(f"{t('Scorecards')}.xlsx"))
        if path:
            self.page.load(
                lambda: exporting.export(workspace, kind="scorecards", path=path),
                lambda done: self.page.banner.say(t("{n} rows were written to {file}.", n=done.rows, file=str(done.path)), "good"),
            )

    def _stored(self, said: str) -> None:
        self._loaded = None
        self.refresh()
        self.page.banner.say(said, "good")

    def _show_preview(self, found: tuple[PreviewLine, ...]) -> None:
        self.preview_rows.set_rows(found)
        self.preview_title.setText(self.texts("{month}: {n} agents", month=self.page.month.text, n=len(found)))
        for widget in (self.preview, self.preview_title):
            widget.setVisible(True)

    def _hide_preview(self) -> None:
        for widget in (self.preview, self.preview_title):
            widget.setVisible(False)


def _score(score: Decimal | None) -> str:
    return "–" if score is None else f"{score:.2f}"


def _change(row: PreviewLine) -> str:
    return "" if row.old is None or row.new is None else f"{row.new - row.old:+.2f}"


def _change_tone(row: PreviewLine) -> str:
    if row.old is None or row.new is None or row.old == row.new:
        return ""
    return "good" if row.new > row.old else "watch"
