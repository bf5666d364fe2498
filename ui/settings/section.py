"""One section of the settings: a title, a sentence, and fields that are stored as soon as they are left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from models.domain.ops import Op
from services import settings
from services.settings import Centre
from ui.kit import problems
from ui.kit.form import Form
from ui.kit.notices import label
from ui.kit.theme import STEP, heading

if TYPE_CHECKING:
    from ui.kit.page import Page


class Section(QWidget):
    """Base of the sections; `show_centre` fills the fields without storing."""

    def __init__(self, page: Page, title: str, sentence: str) -> None:
        super().__init__()
        self.page = page
        self.texts = page.texts
        self.setAccessibleName(title)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(STEP * 4, STEP * 2, STEP * 4, STEP * 4)
        self.column.setSpacing(STEP * 3)
        head = label(title)
        head.setFont(heading(self.font()))
        self.column.addWidget(head)
        self.column.addWidget(label(sentence, "muted"))

    def refresh(self) -> None:
        """Read what the section shows anew."""


class CentreSection(Section):
    """A section whose fields are settings of the centre."""

    def __init__(self, page: Page, title: str, sentence: str) -> None:
        super().__init__(page, title, sentence)
        self.form = Form()
        self.column.addWidget(self.form)
        self._shown = Centre()

    def watch(self) -> None:
        """Store each field when it is left or chosen; call after the fields were added."""
        self.page.writes(Op.CHANGE_SETTINGS, self.form)
        for key in self.form.values():
            field = self.form.field(key)
            if isinstance(field, QLineEdit):
                field.editingFinished.connect(lambda key=key: self.store(key))
            elif isinstance(field, QComboBox):
                field.activated.connect(lambda _=0, key=key: self.store(key))
            elif isinstance(field, QSpinBox):
                field.editingFinished.connect(lambda key=key: self.store(key))
            elif isinstance(field, QCheckBox):
                field.clicked.connect(lambda _=False, key=key: self.store(key))

    def refresh(self) -> None:
        """The settings as they stand."""
        self.page.load(lambda: settings.centre(self.page.context.workspace), self.show_centre)

    def show_centre(self, centre: Centre) -> None:
        """Fill the fields."""
        self._shown = centre
        for key in self.form.values():
            field, value = self.form.field(key), getattr(centre, key)
            if isinstance(field, QLineEdit):
                field.setText(value)
            elif isinstance(field, QComboBox):
                field.setCurrentIndex(max(field.findData(value), 0))
            elif isinstance(field, QSpinBox):
                field.setValue(value)
            elif isinstance(field, QCheckBox):
                field.setChecked(value)

    def store(self, key: str) -> None:
        """Store one field if it differs; a refusal stands below the field and the stored value holds."""
        value = self.form.value(key)
        if value == getattr(self._shown, key):
            self.form.set_problem(key, "")
            return
        self.put({key: value}, lambda error: self.form.set_problem(key, problems.sentence(error, self.texts)))

    def put(self, values: dict[str, Any], failed: Any = None) -> None:
        """Store settings."""
        workspace = self.page.context.workspace
        self.page.write(lambda: settings.change(workspace, values=values), self.show_centre, failed=failed)
