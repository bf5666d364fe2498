"""What came of the open scheme: the centre's own figures before and since, beside the targets of its source."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from services import scheme_effect
from services.library import SchemeCard
from services.scheme_effect import COMPLAINTS, NAMES, TURNOVER, YEARLY_LIMIT, Effect, Measured
from ui.kit.notices import label
from ui.kit.rows_model import Column, RowsModel
from ui.kit.table import TableView
from ui.kit.theme import SHAPES, STEP

if TYPE_CHECKING:
    from ui.library.page import LibraryPage

_UNITS = {TURNOVER: "%", COMPLAINTS: "‰"}


class EffectTab(QWidget):
    """One scheme's figures; nothing is entered here."""

    def __init__(self, page: LibraryPage) -> None:
        super().__init__()
        self._page, self._texts = page, page.texts
        self.card: SchemeCard | None = None
        self.span, self.note = label("", "muted"), label("", "muted")
        self.span.setWordWrap(True)
        self.note.setWordWrap(True)
        self.figures, self.table = self._figures()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, STEP * 2, 0, 0)
        column.setSpacing(STEP * 2)
        for widget in (self.span, self.table, self.note):
            column.addWidget(widget, int(widget is self.table))

    def _figures(self) -> tuple[RowsModel, TableView]:
        t = self._texts

        def shown(which: str) -> Callable[[Measured], str]:
            def words(one: Measured) -> str:
                value = getattr(one, which)
                return "–" if value is None else f"{value}{_UNITS.get(one.code, '')}"

            return words

        def state(one: Measured) -> str:
            if one.is_met is not None:
                return f"{SHAPES['good' if one.is_met else 'bad']} {t('target reached') if one.is_met else t('target not reached')}"
            if one.is_better is None:
                return "–"
            return t("better") if one.is_better else t("worse")

        def tone(one: Measured) -> str:
            return "" if one.is_met is None else "good" if one.is_met else "bad"

        model = RowsModel(
            [
                Column("figure", t("Figure"), lambda one: t(NAMES[one.code]), 190),
                Column("before", t("Before the scheme"), shown("before"), 120, numeric=True),
                Column("since", t("Since the scheme"), shown("since"), 120, numeric=True),
                Column("change", t("Changed by"), lambda one: "–" if one.change is None else f"{one.change:+}%", 100, numeric=True),
                Column("target", t("Target"), lambda one: "–" if one.target is None else f"{one.target:+}%", 90, numeric=True),
                Column("state", t("State"), state, 120, tone=tone),
            ],
            self,
        )  # fmt: skip
        return model, TableView(model, t("Figures before and since the scheme"), t("The scheme has not been adopted yet."))

    def show_card(self, card: SchemeCard) -> None:
        """Work the figures out for a card, on the reading thread."""
        self.card = card
        workspace = self._page.context.workspace
        self._page.load(lambda: (card.id, scheme_effect.effect(workspace, scheme_id=card.id)), self._fill)

    def _fill(self, found: tuple[str, Effect | None]) -> None:
        scheme_id, effect = found
        if self.card is None or self.card.id != scheme_id:
            return
        t = self._texts
        self.figures.set_rows(list(effect.figures) if effect and effect.since else [])
        if effect is None:
            self.span.setText(t("Once the scheme has been in force for a whole month, its figures stand here."))
            self.note.setText("")
            return
        self.span.setText(self._span(effect))
        self.note.setText(" ".join(self._notes(effect)))

    def _span(self, effect: Effect) -> str:
        t = self._texts
        if not effect.since:
            return t("No whole month in force is over yet; come back when the first one is.")
        last = effect.since[-1].text
        return t(
            "Means of the {n} months {first}–{until} before the scheme and {since}–{last} in force; the centre's own figures.",
            n=len(effect.since), first=effect.before[0].text, until=effect.before[-1].text, since=effect.since[0].text, last=last,
        )  # fmt: skip

    def _notes(self, effect: Effect) -> list[str]:
        t = self._texts
        notes = []
        if effect.year_turnover is not None:
            text = t("Turnover of the last twelve months in force: {rate}% (in the long run below {limit}%).",
                     rate=effect.year_turnover, limit=YEARLY_LIMIT)  # fmt: skip
            notes.append(text)
        if effect.survey:
            text = t("In the latest survey {share}% of the agents were satisfied with the scheme.", share=effect.survey.satisfied)
            notes.append(text)
        else:
            notes.append(t("What the agents say of it stands under “Participation”."))
        return notes
