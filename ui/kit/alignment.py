"""How far each printer of this workstation shifts what it prints, and the question that finds it out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, QStandardPaths
from PySide6.QtWidgets import QDoubleSpinBox, QWidget

from ui.kit.dialogs import Dialog
from ui.kit.form import Form
from ui.kit.notices import label

if TYPE_CHECKING:
    from services.texts import Texts

_FARTHEST = 30.0


@dataclass(frozen=True)
class Alignment:
    """Millimetres by which a printer's pages are moved to the right and up."""

    printer: str
    right: float = 0.0
    up: float = 0.0


def _settings() -> QSettings:
    folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppConfigLocation))
    return QSettings(str(folder / "printers.ini"), QSettings.Format.IniFormat)


def alignment_of(printer: str) -> Alignment:
    """What was kept for this printer, nothing moved when nothing was."""
    right, _, up = str(_settings().value(_key(printer), "0 0")).partition(" ")
    try:
        return Alignment(printer, float(right), float(up))
    except ValueError:
        return Alignment(printer)


def keep_alignment(alignment: Alignment) -> None:
    """Remember it on this workstation."""
    _settings().setValue(_key(alignment.printer), f"{alignment.right:g} {alignment.up:g}")


def _key(printer: str) -> str:
    return f"printers/{printer.encode('utf-8').hex() or 'file'}"


class AskAlignment:
    """The question for one printer's alignment."""

    @staticmethod
    def ask(parent: QWidget | None, texts: Texts, printers: list[str]) -> tuple[Alignment, bool] | None:
        """The alignment, and whether a ruler page is wanted; None when the user turned back."""
        dialog = Dialog(parent, texts("Printer alignment"), texts("Keep"), texts("Cancel"))
        form = Form()
        choice = form.choice("printer", texts("Printer"), [(name, name or texts("Printing into a file")) for name in printers or [""]])
        right, up = _millimetres(), _millimetres()
        form.add("right", texts("Move to the right"), right)
        form.add("up", texts("Move up"), up)
        form.tick("ruler", texts("Print a ruler page now"))

        def show() -> None:
            kept = alignment_of(choice.currentData())
            right.setValue(kept.right)
            up.setValue(kept.up)

        show()
        choice.currentIndexChanged.connect(lambda _: show())
        dialog.body.addWidget(label(texts("For forms that are printed already: the text is moved so that it meets its places."), "muted"))
        dialog.body.addWidget(form)
        if not dialog.answered():
            return None
        return Alignment(form.value("printer"), right.value(), up.value()), form.value("ruler")


def _millimetres() -> QDoubleSpinBox:
    field = QDoubleSpinBox()
    field.setRange(-_FARTHEST, _FARTHEST)
    field.setDecimals(1)
    field.setSingleStep(0.5)
    field.setSuffix(" mm")
    return field
