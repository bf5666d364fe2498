"""Language and appearance of this workstation, and what the program is made of."""

from __future__ import annotations

from importlib import metadata
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPlainTextEdit

import resources
from ui.kit.form import Form
from ui.settings.section import Section

if TYPE_CHECKING:
    from ui.kit.page import Page

_PARTS = (
    "PySide6-Essentials", "SQLAlchemy", "alembic", "matplotlib", "reportlab", "pypdfium2", "chinesecalendar", "python-calamine",
    "XlsxWriter", "platformdirs", "pypinyin", "filelock", "segno", "pypdf", "argon2-cffi",
)  # fmt: skip


class LookSection(Section):
    """Both take effect at once; nothing that was entered is lost."""

    def __init__(self, page: Page) -> None:
        t = page.texts
        super().__init__(page, t("Language and appearance"), t("At once, on this computer. Papers have a language of their own."))
        preferences = page.context.preferences
        self.form = Form()
        self.form.choice("language", t("Language of the screens"), [("zh", t("Chinese")), ("en", t("English"))], preferences.language)
        themes = [("system", t("As the system")), ("light", t("Light")), ("dark", t("Dark"))]
        self.form.choice("theme", t("Appearance"), themes, preferences.theme)
        for key in ("language", "theme"):
            self.form.field(key).activated.connect(lambda _=0, key=key: preferences.put(key, self.form.value(key)))  # type: ignore[attr-defined]
        self.column.addWidget(self.form)
        self.column.addStretch(1)


class AboutSection(Section):
    """Version, parts and their licences."""

    def __init__(self, page: Page) -> None:
        t = page.texts
        sentence = t("Rewards and penalties of a call centre, clear and fair, on one offline workstation. Nothing is sent anywhere.")
        super().__init__(page, t("About and licences"), sentence)
        self.view = QPlainTextEdit()
        self.view.setReadOnly(True)
        self.view.setAccessibleName(t("Licences"))
        self.view.setMinimumHeight(320)
        self.column.addWidget(self.view, 1)

    def refresh(self) -> None:
        """Read the versions and licence texts once."""
        if not self.view.toPlainText():
            fonts = [file.read_text("utf-8") for file in sorted(resources.path("fonts").glob("OFL-*.txt"))]
            self.view.setPlainText("\n".join([*map(_part, _PARTS), "", *fonts]))


def _part(name: str) -> str:
    try:
        about = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return name
    licence = about.get("License-Expression") or next(
        (line.rsplit(" :: ", 1)[1] for line in about.get_all("Classifier") or () if line.startswith("License ::")), ""
    )
    return f"{name} {about['Version']} – {licence or (about.get('License') or '').splitlines()[0]}"
