"""The parts of a case file, and the stamps that number its pages."""

from __future__ import annotations

from services.documents.case_facts import CasePartFacts, PageStampFacts
from services.documents.flow import Column, Strip
from services.documents.fonts import Script
from services.documents.page import BOTTOM, FRAME, TOP, Draft, issue
from services.documents.sheet import MM, RED, Sheet, Type

_PICTURE = 190 * MM
"""Height that a picture may take beside the head of its page."""
_STAMP = Type(Script.BOLD, 8, RED)


def draw_case_part(sheet: Sheet, facts: CasePartFacts) -> None:
    """Title, fields, and numbered sections with their tables and pictures."""
    draft = Draft(facts, facts.name)
    draft.title(facts.name)
    if facts.fields:
        draft.fields(facts.fields)
    for section in facts.sections:
        if section.title:
            draft.heading(section.title)
        for text in section.paragraphs:
            draft.body(text)
        if section.table:
            draft.table([Column(title, share) for title, share in section.table.columns], section.table.rows)
        if section.picture:
            draft.strips.append(_picture(section.picture))
    issue(sheet, facts, facts.name, [draft.copy()])


def _picture(picture: bytes) -> Strip:
    height = min(_PICTURE, TOP - BOTTOM - 50 * MM)

    def draw(sheet: Sheet, top: float) -> None:
        sheet.image(picture, FRAME[0], top - height + 3 * MM, FRAME[1] - FRAME[0], height - 6 * MM)

    return Strip(height, draw)


def draw_page_stamps(sheet: Sheet, facts: PageStampFacts) -> None:
    """A page each with nothing but its stamp at the lower right."""
    for text, (width, height) in zip(facts.stamps, facts.sizes, strict=True):
        sheet.begin((width, height))
        sheet.text(text, _STAMP, 5 * MM, (width / 2, width - 8 * MM), align=1)
        sheet.next_page()
