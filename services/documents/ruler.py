"""A page of rulers, printed to find out how far a printer shifts what it prints."""

from __future__ import annotations

from services.documents.fonts import Script
from services.documents.sheet import A4, A4_LANDSCAPE, GREY, INK, MM, Sheet, Type
from services.texts import Texts

_CROSS = 100 * MM
_SMALL = Type(Script.SERIF, 7, GREY)


def ruler_page(language: str, *, landscape: bool = False) -> bytes:
    """Rulers in millimetres along the left and the lower edge, and a cross 100 mm from both, on A4."""
    size, texts = (A4_LANDSCAPE if landscape else A4), Texts(language)
    title = texts("Ruler page")
    sheet = Sheet(size, language=language, title=title, author="Fenming")
    sheet.begin(size)
    for length, upright in ((size[0], False), (size[1], True)):
        for n in range(5, int(length / MM) - 4):
            _tick(sheet, n, upright)
    sheet.rule(_CROSS - 30, _CROSS, _CROSS + 30, 0.5, INK)
    _line(sheet, _CROSS, _CROSS - 30, _CROSS, _CROSS + 30)
    frame = (40 * MM, size[0] - 15 * MM)
    sheet.text(title, Type(Script.BOLD, 16), size[1] - 40 * MM, frame)
    words = (
        texts("Measure from the left and the lower edge of the sheet to the middle of the cross. Both should be 100 mm."),
        texts("What is missing goes into the alignment of this printer, what is too much with a minus."),
    )
    for n, sentence in enumerate(words):
        sheet.text(sentence, Type(Script.SERIF, 10.5), size[1] - (50 + 7 * n) * MM, frame)
    sheet.next_page()
    return sheet.finish()


def _tick(sheet: Sheet, n: int, upright: bool) -> None:
    at, length = n * MM, (6 if n % 10 == 0 else 4 if n % 5 == 0 else 2.5) * MM
    start = 5 * MM
    if upright:
        _line(sheet, start, at, start + length, at)
    else:
        _line(sheet, at, start, at, start + length)
    if n % 10 == 0 and n > 15:
        x, y = (start + length + 2, at - 2.5) if upright else (at - 8, start + length + 3)
        sheet.text(str(n), _SMALL, y, (x, x + 16), 0.0 if upright else 0.5)


def _line(sheet: Sheet, x: float, y: float, to_x: float, to_y: float) -> None:
    sheet.canvas.addLiteral(f"q 0.4 w 0 0 0 RG {x:.2f} {y:.2f} m {to_x:.2f} {to_y:.2f} l S Q")
