"""One agent beside the roster: where the agent stands, what can be done, and the time line."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from models.domain.people import Status
from services import timeline, words
from services.people import RosterRow
from services.texts import Texts
from services.timeline import TimelineEntry
from ui.kit import privacy
from ui.kit.notices import label
from ui.kit.theme import STEP, colours
from ui.roster.columns import position_word, shown_day, status_word

_PHOTO = 84
"""Height of a photo in the panel, in pixels of the page."""


class PersonPanel(QWidget):
    """Shows one agent; `wanted(what)` asks for what a button does, `followed(link)` for a page."""

    wanted = Signal(str)
    followed = Signal(object)

    def __init__(self, texts: Texts, row: RosterRow) -> None:
        super().__init__()
        self.texts = texts
        self.row = row
        self._entries: Sequence[TimelineEntry] = ()
        self.standing = label(self._standing(row), "muted")
        self.kinds = QComboBox()
        self.kinds.setAccessibleName(texts("Which entries to show"))
        self.kinds.addItem(texts("Everything"), "")
        for kind, word in timeline.KINDS.items():
            self.kinds.addItem(texts(word), kind)
        self.kinds.currentIndexChanged.connect(self._draw)
        self.view = QTextBrowser()
        self.view.setOpenLinks(False)
        self.view.setAccessibleName(texts("Time line of {name}", name=row.name))
        self.view.anchorClicked.connect(self._follow)
        column = QVBoxLayout(self)
        column.setContentsMargins(STEP * 3, 0, STEP * 3, 0)
        column.setSpacing(STEP * 2)
        self.photo = QLabel()
        self.photo.setAccessibleName(texts("Photo of {name}", name=row.name))
        self.photo.hide()
        head = QHBoxLayout()
        head.addWidget(self.standing, 1)
        head.addWidget(self.photo)
        column.addLayout(head)
        column.addLayout(self._buttons(row))
        column.addWidget(self.kinds)
        column.addWidget(self.view, 1)
        privacy.SWITCH.turned.connect(self.follow_privacy)

    def show_entries(self, entries: Sequence[TimelineEntry]) -> None:
        """Show the time line."""
        self._entries = entries
        self._draw()

    def follow_privacy(self) -> None:
        """Cover or uncover what the entries tell."""
        self._draw()

    def show_photo(self, path: Path) -> None:
        """Show the agent's photo beside where the agent stands."""
        pixmap = QPixmap(str(path)).scaledToHeight(_PHOTO * self.devicePixelRatio(), Qt.TransformationMode.SmoothTransformation)
        pixmap.setDevicePixelRatio(self.devicePixelRatio())
        self.photo.setPixmap(pixmap)
        self.photo.show()

    def _standing(self, row: RosterRow) -> str:
        t = self.texts
        parts = [
            status_word(t, row), row.team, position_word(t, row.position), t(words.EMPLOYMENT_TYPES[row.employment_type]),
            t(words.STARS[row.star]) if row.star else "",
        ]  # fmt: skip
        if row.next_change:
            parts.append(t("next change on {day}", day=row.next_change.isoformat()))
        if row.left_on:
            parts.append(t("last day {day}", day=shown_day(row.left_on)))
        return " · ".join(part for part in parts if part)

    def _buttons(self, row: RosterRow) -> QGridLayout:
        t = self.texts
        offered = [("running", t("This month")), ("change", t("Change…")), ("shift", t("Shift…")), ("rename", t("Rename…"))]
        if row.status is Status.PROBATION:
            offered.append(("probation", t("End probation…")))
        offered.append(("undo_leaving", t("Take leaving back…")) if row.left_on else ("leave", t("Leaving…")))
        offered.append(("hiring", t("Hiring date…")))
        offered.append(("photo", t("Photo…")))
        if row.photo:
            offered.append(("remove_photo", t("Remove photo")))
        offered.append(("copy", t("Export data…")))
        grid = QGridLayout()
        self.buttons: dict[str, QPushButton] = {}
        for place, (what, words_) in enumerate(offered):
            button = QPushButton(words_)
            button.clicked.connect(lambda _=False, what=what: self.wanted.emit(what))
            self.buttons[what] = button
            grid.addWidget(button, place // 3, place % 3)
        return grid

    def _draw(self) -> None:
        kind, tones = self.kinds.currentData(), colours(self)
        shown = [(number, entry) for number, entry in enumerate(self._entries) if not kind or entry.kind == kind]
        rows = "".join(self._entry(number, entry, tones.muted, tones.accent) for number, entry in shown)
        empty = f"<p style='color:{tones.muted}'>{escape(self.texts('Nothing has happened yet.'))}</p>"
        self.view.setHtml(f"<table cellspacing='0' cellpadding='4'>{rows}</table>" if rows else empty)

    def _entry(self, number: int, entry: TimelineEntry, muted: str, accent: str) -> str:
        t = self.texts
        headline = escape(t.message(entry.headline))
        if entry.link:
            headline = f"<a style='color:{accent};text-decoration:none' href='entry:{number}'>{headline}</a>"
        detail = privacy.covered("<br>".join(escape(t.message(line)) for line in entry.detail))
        about = f"<br><span style='color:{muted}'>{detail}</span>" if detail else ""
        day = f"<td style='color:{muted};white-space:nowrap'>{entry.day.isoformat()}</td>"
        return f"<tr>{day}<td><b>{headline}</b>{about}</td></tr>"

    def _follow(self, url: QUrl) -> None:
        self.followed.emit(self._entries[int(url.path())].link)

    def changeEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        """Draw in the colours of the new appearance."""
        super().changeEvent(event)
        if event.type() == event.Type.PaletteChange and hasattr(self, "view"):
            self._draw()
