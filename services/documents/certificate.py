"""The award certificate, A4 or A3 landscape, made to be framed; looks.py has its layouts."""

from __future__ import annotations

from collections.abc import Sequence

import segno

from services.documents.dates import LIST_MARK, paper_date
from services.documents.facts import CertificateFacts
from services.documents.fonts import Script
from services.documents.lines import Fitted, TextTooLongError, broken, fitted, measure
from services.documents.looks import LOOKS, SIZES, Look
from services.documents.ornament import WIDTH
from services.documents.page import SEAL
from services.documents.sheet import A4_LANDSCAPE, GREY, INK, MM, Sheet, Type
from services.texts import Texts

FRAME = (112.0, WIDTH - 112.0)
_SIGN_FRAME = (WIDTH - 112.0 - 88 * MM, WIDTH - 92.0)
_SEAL_MIDDLE = (_SIGN_FRAME[0] + _SIGN_FRAME[1]) / 2, 132.0
_TOP, _FLOOR = 414.0, 196.0  # where the recipient begins and the closing line must have ended: above the room of the seal
_LOGO, _WIDEST_LOGO = 17 * MM, 36 * MM
_MEMBERS = Type(Script.KAI, 16)
_FOOT = Type(Script.SERIF, 8.5, GREY)


def draw_certificate(sheet: Sheet, facts: CertificateFacts) -> None:
    """One certificate on one page; TextTooLongError names a text that cannot be made to fit."""
    texts = Texts(facts.language)
    title = facts.title or texts("Certificate of Honour")
    look, size = LOOKS[facts.layout], SIZES[facts.size]
    scale = size[0] / A4_LANDSCAPE[0]
    sheet.begin(size, bookmark=f"{title} {facts.recipient} {facts.number}", scale=scale)
    if look.background:
        sheet.form(f"{facts.layout}-background", look.background)
    if look.title:
        _title(sheet, facts, look, look.title, title)
    down = _recipient(sheet, facts, texts, look)
    _body(sheet, facts, texts, down, look)
    _signoff(sheet, facts, look, scale)
    _foot(sheet, facts, texts, scale)
    sheet.next_page()


def _title(sheet: Sheet, facts: CertificateFacts, look: Look, kind: Type, title: str) -> None:
    """Title, and the logo beside it."""
    aside = 20 * MM
    if facts.centre.logo:
        width = min(_LOGO * sheet.proportion(facts.centre.logo), _WIDEST_LOGO)
        sheet.image(facts.centre.logo, FRAME[1] - width if look.logo_at_right else FRAME[0], 448, width, _LOGO)
        aside = max(aside, width + 3 * MM)
    chinese = facts.language == "zh"
    kind = kind if chinese else Type(kind.script, 0.8 * kind.size, kind.colour)
    place = (FRAME[0] + (aside if look.title_align else 0), FRAME[1] - aside)
    sheet.spaced(title, kind, look.title_y, place, look.spacing if chinese else 2, look.title_align)


def _recipient(sheet: Sheet, facts: CertificateFacts, texts: Texts, look: Look) -> float:
    """Name and members; gives the height at which the body may begin."""
    is_chinese = facts.language == "zh"
    align, y = 0.5 if look.centres(facts.language) else 0.0, _TOP
    if not is_chinese:
        sheet.text(texts("This certificate is awarded to"), Type(Script.SERIF, 14, GREY), y - 8, FRAME, align)
        y -= 20
    tail = Type(Script.KAI, 24, look.ink)
    after = facts.honorific + ("" if look.is_centred else "：") if is_chinese else ""
    space = 10 if facts.honorific else 2
    reserved = measure(after, tail.script, tail.size) + space if after else 0.0
    name = _name(facts.recipient, FRAME[1] - FRAME[0] - reserved)
    for line in name.lines:
        y -= 1.12 * name.size
        x = FRAME[0] + align * (FRAME[1] - FRAME[0] - reserved - line.width)
        sheet.line(line, Type(Script.KAI, name.size, look.ink), x, y, FRAME)
    if after:
        sheet.text(after, tail, y, (x + name.lines[-1].width + space, FRAME[1]))
    y -= (0.35 if is_chinese else 0.55) * name.size
    if facts.members:
        y = _members(sheet, facts, texts, y, align)
    return y


def _name(text: str, room: float) -> Fitted:
    """The name at 40 to 32 points; a very long one smaller, at last on two lines."""
    try:
        return fitted(text, Script.KAI, room=room, height=48, largest=40, smallest=32, leading=1.2)
    except TextTooLongError:
        return fitted(text, Script.KAI, room=room, height=66, largest=31, smallest=15, leading=1.2)


def _members(sheet: Sheet, facts: CertificateFacts, texts: Texts, y: float, align: float) -> float:
    """The team's members under its name, names kept whole, on at most three lines when 16 to 10 points allow it."""
    mark = LIST_MARK[facts.language]
    names = [name + mark for name in facts.members[:-1]] + [facts.members[-1]]
    words = [texts("Members: {names}", names=names[0]), *names[1:]]
    size, lines = _MEMBERS.size, _filled(words, _MEMBERS.size)
    while len(lines) > _member_lines(size) and size > 6:
        size -= 0.5
        lines = _filled(words, size)
    if len(lines) > _member_lines(size):
        raise TextTooLongError(mark.join(facts.members))
    y -= 2
    for text in lines:
        y -= 1.45 * size
        sheet.text(text, Type(Script.KAI, size), y, FRAME, align)
    return y - 0.9 * size


def _member_lines(size: float) -> int:
    """How many lines of names are allowed: more, the smaller they are."""
    return 3 if size > 10 else 4 if size > 9 else 6 if size > 7.5 else 9


def _filled(words: Sequence[str], size: float) -> list[str]:
    """The words on as few lines as hold them without cutting any."""
    lines = [words[0]]
    for word in words[1:]:
        if measure((lines[-1] + word).rstrip(), Script.KAI, size) <= FRAME[1] - FRAME[0]:
            lines[-1] += word
        else:
            lines.append(word)
    return [line.rstrip() for line in lines]


def _body(sheet: Sheet, facts: CertificateFacts, texts: Texts, top: float, look: Look) -> None:
    """Body and closing line at the largest size that leaves the seal its room."""
    is_chinese, room, height = facts.language == "zh", FRAME[1] - FRAME[0], top - _FLOOR
    is_centred = look.centres(facts.language)
    closing = facts.closing or texts("This certificate is given in recognition and encouragement.")
    largest, leading = (23.0, 1.7) if is_chinese else (19.0, 1.65)
    indent = 2.0 if is_chinese and not is_centred else 0.0
    text = f"{facts.body}\n{closing}"
    fit = fitted(text, Script.KAI, room=room, height=height - 8, largest=largest, smallest=8, leading=leading, indent_em=indent)
    if not is_chinese or is_centred:
        fit = _balanced(text, fit, room)
    kind = Type(Script.KAI, fit.size, look.ink)
    y = top - 4 - min(30.0, 0.3 * max(0.0, height - len(fit.lines) * leading * fit.size))
    start = facts.body.find(facts.award) if facts.award else -1
    marked = (start, start + len(facts.award), look.accent) if start >= 0 else None
    begins = True
    for line in fit.lines:
        y -= leading * fit.size if line is not fit.lines[0] else fit.size
        x = (WIDTH - line.width) / 2 if is_centred else FRAME[0] + (indent * fit.size if begins else 0.0)
        sheet.line(line, kind, x, y, FRAME, spread=is_chinese and not is_centred, marked=marked)
        begins = line.ends


def _balanced(text: str, fit: Fitted, room: float) -> Fitted:
    """The same number of lines, as equal in length as can be: centred text must not end in one lone word."""
    best = fit
    for percent in range(98, 50, -2):
        lines = broken(text, Script.KAI, fit.size, room * percent / 100)
        if len(lines) > len(fit.lines) or any(line.width > room * percent / 100 for line in lines):
            break
        best = Fitted(fit.size, lines)
    return best


def _signoff(sheet: Sheet, facts: CertificateFacts, look: Look, scale: float) -> None:
    """Unit over date, in the middle of a clear circle of 42 mm for the seal."""
    x, y = _SEAL_MIDDLE
    if facts.centre.seal:
        side = SEAL / scale  # a seal keeps its size on larger paper
        sheet.image(facts.centre.seal, x - side / 2, y - side / 2, side, side)
    unit = _unit(facts.unit or facts.centre.name)
    level = y + 6 + 1.3 * unit.size * (len(unit.lines) - 1)
    for line in unit.lines:
        sheet.line(line, Type(Script.SERIF, unit.size, look.ink), x - line.width / 2, level, _SIGN_FRAME)
        level -= 1.3 * unit.size
    day = paper_date(facts.issued_on, facts.language, facts.date_style)
    sheet.text(day, Type(Script.SERIF, 16, look.ink), y - 20, _SIGN_FRAME, align=0.5)


def _unit(text: str) -> Fitted:
    """The unit on one line of 17 to 13 points, or else on two or three."""
    room = _SIGN_FRAME[1] - _SIGN_FRAME[0]
    try:
        return fitted(text, Script.SERIF, room=room, height=21, largest=17, smallest=13)
    except TextTooLongError:
        return fitted(text, Script.SERIF, room=room, height=42, largest=15, smallest=7, leading=1.3)


def _foot(sheet: Sheet, facts: CertificateFacts, texts: Texts, scale: float) -> None:
    """Number and check code at the lower left, the QR code above them, the photo at its side."""
    frame, side = (FRAME[0], _SIGN_FRAME[0] - 10), 20 * MM / scale**0.5
    number = texts("No. {number}", number=facts.number)
    if facts.replaces:
        number = texts("{number} (in place of {replaced})", number=number, replaced=facts.replaces)
    sheet.text(number, _FOOT, 84, frame)
    sheet.text(texts("Check code {code}", code=facts.check_code), _FOOT, 71, frame)
    if facts.qr_payload:
        sheet.path(qr_path(facts.qr_payload, FRAME[0], 98, side), INK)
    if facts.photo:
        sheet.image(facts.photo, FRAME[0] + 24 * MM, 96, 25 * MM, 35 * MM)


def qr_path(payload: str, x: float, y: float, side: float) -> str:
    """The dark squares of a QR code as one path, its lower left corner at x, y; no quiet zone, the paper around is clear."""
    rows = list(segno.make(payload, error="m", micro=False, mask=2, encoding="utf-8").matrix)
    step = side / len(rows)
    parts = []
    for n, row in enumerate(rows):
        start = None
        for column, dark in enumerate([*row, 0]):
            if dark and start is None:
                start = column
            elif not dark and start is not None:
                parts.append(f"{x + start * step:.2f} {y + (len(rows) - n - 1) * step:.2f} {(column - start) * step:.2f} {step:.2f} re")
                start = None
    return " ".join(parts)
