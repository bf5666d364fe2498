"""Choosing evidence at the desk: only from a camera or stick that is plugged in, never from the workstation's own folders."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QStorageInfo, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from services.attachments import TYPES
from services.texts import Texts
from ui.kit.notices import label
from ui.kit.theme import STEP, icon

_PLUGGED_IN = ("/media/", "/run/media/", "/Volumes/")
_REMOVABLE = 2
_MOST = 500


def plugged_in() -> list[Path]:
    """Roots of the removable drives that are there now."""
    roots = [Path(volume.rootPath()) for volume in QStorageInfo.mountedVolumes() if volume.isValid() and volume.isReady()]
    if sys.platform == "win32":
        import ctypes

        return [root for root in roots if ctypes.windll.kernel32.GetDriveTypeW(str(root)) == _REMOVABLE]
    return [root for root in roots if root.as_posix().startswith(_PLUGGED_IN)]


class EvidencePicker(QWidget):
    """`chosen(Path)` for a file; folders open in place, nothing above the drive can be reached."""

    chosen = Signal(object)

    def __init__(self, t: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._t = t
        self._root: Path | None = None
        self._folder: Path | None = None
        self._where = QLabel()
        self._where.setTextFormat(Qt.TextFormat.PlainText)
        self.list = QListWidget()
        self.list.setAccessibleName(t("Files on the stick or camera"))
        self.list.itemActivated.connect(self._open)
        self._up = QPushButton(t("Back"))
        self._up.clicked.connect(self.up)
        look = QPushButton(t("Look again"))
        look.clicked.connect(self.show_drives)
        self._none = label(t("Plug in a USB stick, phone or camera with your photos or files, then press “Look again”."), "muted")
        row = QHBoxLayout()
        row.addWidget(self._where, 1)
        row.addWidget(self._up)
        row.addWidget(look)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(STEP * 2)
        column.addLayout(row)
        column.addWidget(self._none)
        column.addWidget(self.list, 1)
        self.show_drives()

    def show_drives(self) -> None:
        """List the drives that are plugged in."""
        self._root = self._folder = None
        drives = plugged_in()
        self._fill([(drive.name or str(drive), drive, True) for drive in drives])
        self._none.setVisible(not drives)
        self._where.setText(self._t("Sticks and cameras"))

    def up(self) -> None:
        """One folder up, from the drive's top to the list of drives."""
        if self._folder is None or self._folder == self._root:
            self.show_drives()
        else:
            self._show(self._folder.parent)

    def _show(self, folder: Path) -> None:
        try:
            entries = sorted(folder.iterdir(), key=lambda path: path.name.lower())
        except OSError:
            self.show_drives()
            return
        self._folder = folder
        listed = [(path.name, path, path.is_dir()) for path in entries if self._shown(path)]
        self._fill(sorted(listed, key=lambda entry: not entry[2])[:_MOST])
        self._where.setText(folder.name or str(folder))

    def _shown(self, path: Path) -> bool:
        """No hidden files, no links that lead off the drive, only what can be attached."""
        if path.name.startswith(".") or path.is_symlink():
            return False
        return path.is_dir() or path.suffix.lower() in TYPES

    def _fill(self, entries: list[tuple[str, Path, bool]]) -> None:
        self.list.clear()
        for name, path, is_folder in entries:
            item = QListWidgetItem(icon("open" if is_folder else "documents"), name)
            item.setData(Qt.ItemDataRole.UserRole, (path, is_folder))
            self.list.addItem(item)
        self._up.setEnabled(self._folder is not None)

    def _open(self, item: QListWidgetItem) -> None:
        path, is_folder = item.data(Qt.ItemDataRole.UserRole)
        if not is_folder:
            self.chosen.emit(path)
            return
        if self._root is None:
            self._root = path
        self._show(path)
