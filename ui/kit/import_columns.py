"""Which column of a file is which, told by the user once and remembered: shown when it is used, changed when it is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from services.exchange import columns
from ui.kit.form import Form
from ui.kit.notices import label

if TYPE_CHECKING:
    from services.texts import Texts


class ImportColumns(QWidget):
    """`changed(mapping)` gives title → key when every column asked for has its title; `asked` when the user wants to change them."""

    changed = Signal(dict)
    asked = Signal()

    def __init__(self, texts: Texts, kind: str) -> None:
        super().__init__()
        self._texts, self._kind = texts, kind
        self.mapping: dict[str, str] = {}
        self._form: Form | None = None
        self.used = label("", "muted")
        self.change = QPushButton(texts("Change the columns…"))
        self.change.clicked.connect(self.asked)
        line = QHBoxLayout()
        line.addWidget(self.used, 1)
        line.addWidget(self.change)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(line)
        self.hide()

    def show_used(self, mapping: Mapping[str, str]) -> None:
        """Say which titles were taken for which column because the user said so."""
        t = self._texts
        self.mapping = dict(mapping)
        self._drop()
        words = [t("“{title}” is {column}", title=title, column=columns.label(self._kind, key)) for title, key in mapping.items()]
        self.used.setText(t("Columns as you named them: {columns}.", columns=t("; ").join(words)))
        self.setVisible(bool(mapping))

    def ask(self, missing: Mapping[str, str], titles: Sequence[str]) -> None:
        """Ask for the titles of the missing columns (key → label) and of those that were named before."""
        t = self._texts
        self._drop()
        named = {key: title for title, key in self.mapping.items()}
        wanted = {**{key: columns.label(self._kind, key) for key in named}, **missing}
        options = [("", t("– choose the column –")), *((title, title) for title in titles)]
        self._form = Form()
        for key, words in wanted.items():
            self._form.choice(key, t("Which column is “{column}”?", column=words), options, named.get(key, ""))
        self._form.changed.connect(lambda _: self._take(missing))
        self._column.addWidget(self._form)
        self.used.setText("")
        self.change.hide()
        self.show()

    @property
    def form(self) -> Form | None:
        """The fields while columns are asked for."""
        return self._form

    def _take(self, missing: Mapping[str, str]) -> None:
        assert self._form is not None
        chosen = self._form.values()
        if all(chosen[key] for key in missing):
            self.changed.emit({title: key for key, title in chosen.items() if title})

    def _drop(self) -> None:
        if self._form is not None:
            self._form.hide()
            self._form.deleteLater()
            self._form = None
        self.change.show()
