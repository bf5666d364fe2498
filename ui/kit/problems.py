"""Three families of errors, three answers: a quiet banner, a dialog with details, a crash report. Never a traceback on screen."""

from __future__ import annotations

import logging
import platform
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QWidget

from models.domain.errors import Cancelled, FenmingError, UserError
from ui.kit.dialogs import ShowMessage
from ui.kit.notices import Banner

if TYPE_CHECKING:
    from services.texts import Texts

_log = logging.getLogger("fenming")


def sentence(error: Exception, texts: Texts) -> str:
    """The error in the user's language."""
    if isinstance(error, FenmingError):
        return texts.message(error.message)
    return texts("Something went wrong that should not have. Nothing was stored by this step; your earlier work is safe.")


def report(error: Exception, parent: QWidget | None, texts: Texts, banner: Banner | None = None) -> None:
    """Show the error as its family asks; a UserError goes to the banner when there is one."""
    if isinstance(error, Cancelled):
        return
    if isinstance(error, UserError):
        if banner:
            banner.say(sentence(error, texts), "bad")
        else:
            ShowMessage.ask(parent, texts, title=texts("That cannot be done"), sentence=sentence(error, texts))
    elif isinstance(error, FenmingError):
        _log.error("%s", error)
        ShowMessage.ask(parent, texts, title=texts("This computer got in the way"), sentence=sentence(error, texts), details=details(error))
    else:
        _log.error("unexpected", exc_info=error)
        advice = texts("Please copy the details and send them with the log file {file}.", file=str(log_file() or "–"))
        title = texts("An error in the program")
        ShowMessage.ask(parent, texts, title=title, sentence=f"{sentence(error, texts)}\n\n{advice}", details=details(error))


def details(error: Exception) -> str:
    """What support needs to know, as text to be copied: versions, and where in the program it happened."""
    system = f"Python {platform.python_version()} · Qt {qVersion()} · {platform.platform()}"
    frames = traceback.extract_tb(error.__traceback__)[-8:]
    places = "\n".join(f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames)
    return f"{type(error).__name__}: {error}\n{system}\n{places}".strip()


def log_file() -> Path | None:
    """The file that the program's log goes to, None when it goes nowhere."""
    for handler in (*_log.handlers, *logging.getLogger().handlers):
        if isinstance(handler, logging.FileHandler):
            return Path(handler.baseFilename)
    return None
