"""What belongs to this workstation and not to the centre: language, appearance, window place, last workspace."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QSettings, Signal

THEMES = ("system", "light", "dark")
LANGUAGES = ("zh", "en")


class Preferences(QObject):
    """Kept in an ini file of the user's configuration folder; `changed(name)` tells the shell to follow at once."""

    changed = Signal(str)

    def __init__(self, file: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = QSettings(str(file), QSettings.Format.IniFormat, self)

    @property
    def theme(self) -> str:
        """`system`, `light` or `dark`."""
        value = str(self._settings.value("theme", "system"))
        return value if value in THEMES else "system"

    @property
    def language(self) -> str:
        """`zh` or `en`; Chinese unless chosen otherwise."""
        value = str(self._settings.value("language", "zh"))
        return value if value in LANGUAGES else "zh"

    @property
    def last_workspace(self) -> Path | None:
        """The folder opened last, None before the first."""
        value = str(self._settings.value("last_workspace", ""))
        return Path(value) if value else None

    @property
    def privacy_view(self) -> bool:
        """Wages, kinds of leave and personal reasons are covered, for others look at the screen."""
        return self.is_on("privacy_view")

    def is_on(self, name: str, default: bool = False) -> bool:
        """A kept yes or no."""
        return str(self._settings.value(name, default)).lower() == "true"

    def put(self, name: str, value: object) -> None:
        """Keep `theme`, `language`, `last_workspace` or any other name; tells listeners when it differs."""
        if self._settings.value(name) != value:
            self._settings.setValue(name, value)
            self.changed.emit(name)

    def get(self, name: str, default: object = None) -> object:
        """A kept value, such as the window's geometry or a table's column widths."""
        return self._settings.value(name, default)
