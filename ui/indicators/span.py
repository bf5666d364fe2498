"""Which values the grid shows: those of the month and of longer periods, or those of one of its weeks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox

from models.domain.period import Period

if TYPE_CHECKING:
    from services.texts import Texts


class SpanChooser(QComboBox):
    """`chosen` when another week, or the month again, is to be shown; hidden while the centre has no weekly indicators."""

    chosen = Signal()

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self._texts = texts
        self._month: Period | None = None
        self.setAccessibleName(texts("Values of the month or of a week"))
        self.hide()
        self.currentIndexChanged.connect(lambda _: self.chosen.emit())

    def period(self, month: Period) -> Period:
        """What is chosen within the month in hand."""
        chosen: Period | None = self.currentData()
        return chosen if chosen and self._month == month else month

    def offer(self, month: Period, weeks: Sequence[Period]) -> None:
        """Offer the month and its weeks; the choice stays as long as the month does."""
        t, wanted = self._texts, self.period(month)
        with QSignalBlocker(self):
            self._month = month
            self.clear()
            self.addItem(t("Month {month}", month=month.text), None)
            for week in weeks:
                first, last = week.first.strftime("%m-%d"), week.last.strftime("%m-%d")
                self.addItem(t("Week {week} ({first} to {last})", week=week.text, first=first, last=last), week)
            self.setCurrentIndex(self._place(wanted))
        self.setVisible(bool(weeks))

    def choose(self, period: Period) -> None:
        """Show that week, or the month when it is none of the weeks."""
        self.setCurrentIndex(self._place(period))

    def _place(self, period: Period) -> int:
        return next((at for at in range(1, self.count()) if self.itemData(at) == period), 0)
