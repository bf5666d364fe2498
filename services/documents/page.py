"""House style of the A4 portrait papers: letterhead, title, numbered sections, sign-off with room for the seal, running head and foot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from services.documents import wordings
from services.documents.dates import chinese_number, ended, full_width, paper_date, tidy
from services.documents.facts import Basis, Paper
from services.documents.flow import PAD_Y, Column, Strip, fields, gap, paginate, paragraph, signatures, table
from services.documents.fonts import Script
from services.documents.lines import broken, first_words, measure
from services.documents.sheet import A4, GREY, HAIR, INK, MM, RED, Frame, Sheet, Type
from services.texts import Texts

FRAME: Frame = (26 * MM, A4[0] - 26 * MM)
TOP, BOTTOM = A4[1] - 14.5 * MM, 17 * MM
SEAL = 42 * MM  # clear circle for the physical seal

TITLE = Type(Script.BOLD, 21, INK)
HEADING = Type(Script.BOLD, 11)
BODY = Type(Script.SERIF, 10.5)
CELL = Type(Script.SERIF, 9.5)
HEAD = Type(Script.BOLD, 9.5)
SMALL = Type(Script.SERIF, 8.5, GREY)


@dataclass(frozen=True)
class Copy:
    """One copy of a paper with its own page numbers; `mark` says whose it is."""

    strips: tuple[Strip, ...]
    mark: str = ""


@dataclass(frozen=True)
class Spacing:
    """How close a paper is set: leading of the text, room above a section and inside a table's cells, points saved around the title."""

    leading: float = 1.54
    section: float = 3.0
    pad: float = PAD_Y
    title: float = 0.0


SPACINGS = (
    Spacing(),
    Spacing(leading=1.44, section=2.5, pad=3.0, title=8.0),
    Spacing(leading=1.34, section=1.8, pad=2.2, title=13.0),
)
"""From roomy to close."""


class Draft:
    """A paper being put together, from top to bottom."""

    def __init__(self, paper: Paper, name: str, spacing: Spacing = SPACINGS[0]) -> None:
        self.paper, self.name, self.spacing = paper, name, spacing
        self.texts = Texts(paper.language)
        self.strips: list[Strip] = [_letterhead(paper)]
        self._sections = 0

    @property
    def is_chinese(self) -> bool:
        """The paper is in Chinese: paragraphs are indented two characters, sections numbered 一、二、."""
        return self.paper.language == "zh"

    def title(self, text: str) -> None:
        """The title, and under it number and day of issue at the two ends of a line."""
        number = self.texts("No. {number}", number=self.paper.number) if self.paper.number else ""
        day = self.texts("Issued on {day}", day=paper_date(self.paper.issued_on, self.paper.language))
        spacing = 0.4 if not self.is_chinese else 6 if len(text) <= 8 else 1
        lines = broken(text, TITLE.script, TITLE.size, FRAME[1] - FRAME[0])
        saved = self.spacing.title
        under = 9 * MM + 1.4 * TITLE.size * len(lines) - saved

        def draw(sheet: Sheet, top: float) -> None:
            for n, line in enumerate(lines):
                sheet.spaced(line.text, TITLE, top - 10.5 * MM + 0.5 * saved - 1.4 * n * TITLE.size, FRAME, spacing)
            middle = (FRAME[0] + FRAME[1]) / 2
            sheet.text(number, CELL, top - under, (FRAME[0], middle))
            sheet.text(day, CELL, top - under, (middle, FRAME[1]), align=1)

        self.strips.append(Strip(under + 3 * MM, draw, keep=True))
        if self.paper.replaces:
            self.body(self.texts("This paper is issued in place of paper {number}, which is void.", number=self.paper.replaces))

    def heading(self, text: str) -> None:
        """A numbered section."""
        self._sections += 1
        number = f"{chinese_number(self._sections)}、" if self.is_chinese else f"{self._sections}. "
        lines = paragraph(number + text, HEADING, FRAME, leading=self.spacing.leading - 0.04)
        self.strips += [*gap(self.spacing.section, keep=True), *(replace(line, keep=True) for line in lines)]

    def body(self, text: str, kind: Type = BODY) -> None:
        """A paragraph, indented two characters in Chinese."""
        indent = 2 if self.is_chinese else 0
        self.strips += paragraph(text, kind, FRAME, indent_em=indent, spread=self.is_chinese, leading=self.spacing.leading)
        if not self.is_chinese:
            self.strips += gap(self.spacing.section)

    def sentence(self, text: str) -> None:
        """A paragraph of words that somebody typed, with its full stop."""
        self.body(ended(text, self.paper.language))

    def tidy(self, text: str) -> str:
        """Our own words as papers have them; what an agent wrote and what a file holds is never changed."""
        return tidy(text, self.paper.language)

    def found(self, findings: Sequence[str]) -> None:
        """What was found, in one paragraph."""
        self.body(("" if self.is_chinese else " ").join(self.tidy(ended(finding, self.paper.language)) for finding in findings))

    def numbered(self, sentences: Sequence[str]) -> None:
        """Sentences with numbers in brackets, a paragraph each."""
        for n, sentence in enumerate(sentences, start=1):
            self.sentence(self.texts("({n}) {sentence}", n=n, sentence=self.tidy(sentence)))

    def words(self, slot: str, before: str = "") -> None:
        """The sentence of a slot, where the paper has one; `before` as papers issued long ago hold it."""
        if text := before or wordings.said(self.paper, slot):
            self.body(text)

    def letter(self, text: str) -> None:
        """Who a letter is for, not indented."""
        self.strips += [*gap(6, keep=True), *paragraph(text, BODY, FRAME, leading=1.8, spread=False)]

    def table(self, columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> None:
        """A table with a repeated head."""
        self.strips += [*gap(2, keep=True), *table(columns, rows, FRAME, CELL, HEAD, self.spacing.pad), *gap(self.spacing.section)]

    def fields(self, pairs: Sequence[tuple[str, str]], across: int = 2) -> None:
        """A grid of labels and values."""
        self.strips += [*gap(2, keep=True), *fields(pairs, FRAME, CELL, HEAD, across, self.spacing.pad), *gap(self.spacing.section)]

    def basis(self, basis: Basis, n: int | None = None, with_period: bool = False) -> None:
        """Where a decision comes from, in one paragraph: scheme, version, publication, rule, and the clause in its words."""
        day = basis.published_on
        clause = full_width(basis.clause) if self.is_chinese else basis.clause
        named = {"scheme": basis.scheme, "version": basis.version}
        source = self.texts("Scheme “{scheme}”, version {version}", **named)
        if day:
            published = paper_date(day, self.paper.language)
            source = self.texts("Scheme “{scheme}”, version {version}, published on {day}", **named, day=published)
        sentence = self.texts(
            "{source}, rule “{rule}”: {clause}", source=source, rule=basis.rule, clause=ended(clause, self.paper.language)
        )
        if with_period and basis.period:
            sentence = self.texts("{sentence} (Period: {period})", sentence=sentence, period=basis.period)
        self.body(sentence if n is None else self.texts("({n}) {sentence}", n=n, sentence=sentence))

    def signoff(self, unit: str, left: Sequence[str] = ()) -> None:
        """Unit and date at the lower right in a clear circle for the seal, never alone on a page; at the left what else is to be said."""
        self._keep_last(3)
        self.strips += [_signoff(self.paper, unit, left)]

    def signatures(self, *labels: str) -> None:
        """A row of lines to sign on, on the page of what stands before."""
        self._keep_last(1)
        self.strips += signatures(labels, FRAME, CELL)

    def _keep_last(self, count: int) -> None:
        self.strips[-count:] = [replace(strip, keep=True) for strip in self.strips[-count:]]

    def copy(self, mark: str = "") -> Copy:
        """What was put together so far, as a copy for somebody."""
        return Copy(tuple(self.strips), mark)


def _letterhead(paper: Paper) -> Strip:
    centre = paper.centre
    height = 18 * MM

    def draw(sheet: Sheet, top: float) -> None:
        left = FRAME[0]
        if centre.logo:
            width = min(15 * sheet.proportion(centre.logo), 32) * MM
            sheet.image(centre.logo, left, top - 15 * MM, width, 15 * MM)
            left += width + 3 * MM
        lines = max((measure(line, SMALL.script, SMALL.size) for line in centre.letterhead[:3]), default=0.0)
        middle = max(FRAME[0] + 0.6 * (FRAME[1] - FRAME[0]), FRAME[1] - lines - 5 * MM)
        sheet.text(centre.name, Type(Script.BOLD, 15, RED), top - 10 * MM, (left, middle if centre.letterhead else FRAME[1]))
        for n, line in enumerate(reversed(centre.letterhead[:3])):
            sheet.text(line, SMALL, top - 13.5 * MM + n * 4.2 * MM, (middle + 4 * MM, FRAME[1]), align=1)
        sheet.rule(FRAME[0], top - 16.5 * MM, FRAME[1], 1.8, RED)
        sheet.rule(FRAME[0], top - 17.5 * MM, FRAME[1], 0.5, RED)

    return Strip(height, draw, keep=True)


def _signoff(paper: Paper, unit: str, left: Sequence[str]) -> Strip:
    right = (FRAME[1] - 68 * MM, FRAME[1])
    signers = broken(unit, BODY.script, BODY.size, right[1] - right[0])

    def draw(sheet: Sheet, top: float) -> None:
        middle = top - SEAL / 2
        if paper.centre.seal:
            sheet.image(paper.centre.seal, (right[0] + right[1] - SEAL) / 2, middle - SEAL / 2, SEAL, SEAL)
        y = middle + 4 + 1.6 * BODY.size * (len(signers) - 1)
        for line in signers:
            sheet.line(line, BODY, right[0] + (right[1] - right[0] - line.width) / 2, y, right)
            y -= 1.6 * BODY.size
        sheet.text(paper_date(paper.issued_on, paper.language), BODY, y - 3, right, align=0.5)
        for n, text in enumerate(left):
            sheet.text(text, CELL, middle + 4 - n * 1.8 * CELL.size, (FRAME[0], right[0] - 6 * MM))

    return Strip(SEAL, draw)


def fewest_pages(make: Callable[[Spacing], Copy]) -> Copy:
    """The copy set as roomily as the fewest pages allow."""
    return min((make(spacing) for spacing in SPACINGS), key=_page_count)


def _page_count(copy: Copy) -> int:
    return len(paginate(copy.strips, TOP - BOTTOM))


def issue(sheet: Sheet, paper: Paper, name: str, copies: Sequence[Copy]) -> None:
    """Draw each copy page by page, with running head, foot and marks."""
    texts = Texts(paper.language)
    sheet.begin(A4, bookmark=f"{name} {paper.number}")
    for copy in copies:
        pages = paginate(copy.strips, TOP - BOTTOM)
        for number, page in enumerate(pages, start=1):
            _running_head(sheet, paper, name, copy.mark, texts, first=number == 1)
            for strip, down in page:
                strip.draw(sheet, TOP - down)
            _foot(sheet, paper, texts, number, len(pages))
            sheet.next_page()


def _running_head(sheet: Sheet, paper: Paper, name: str, mark: str, texts: Texts, first: bool) -> None:
    y = A4[1] - 10 * MM
    if mark:
        sheet.text(mark, SMALL, y, (FRAME[1] - 70 * MM, FRAME[1]), align=1)
    if not first:
        place = (FRAME[0], FRAME[1] - 74 * MM)
        sheet.text(first_words(f"{name} {paper.number}", SMALL.script, SMALL.size, place[1] - place[0]), SMALL, y, place)
        sheet.rule(FRAME[0], y - 1.7 * MM, FRAME[1], 0.4)
    if paper.is_reprint:
        word, kind = texts("Reprint"), Type(Script.BOLD, 10, RED)
        box = (A4[0] - 22 * MM, A4[0] - 6 * MM)
        sheet.box(box[0], y - 1.8 * MM, box[1] - box[0], 6.4 * MM, stroke=RED)
        sheet.text(word, kind, y + 0.1 * MM, (box[0] + 3, box[1] - 3), align=0.5)


def _foot(sheet: Sheet, paper: Paper, texts: Texts, number: int, total: int) -> None:
    y, third = 12 * MM, (FRAME[1] - FRAME[0]) / 3
    sheet.rule(FRAME[0], y + 4 * MM, FRAME[1], 0.4, HAIR)
    if paper.check_code:
        sheet.text(texts("Check code {code}", code=paper.check_code), SMALL, y, (FRAME[0], FRAME[0] + third))
    sheet.text(texts("Page {page} of {pages}", page=number, pages=total), SMALL, y, (FRAME[0] + third, FRAME[1] - third), align=0.5)
    sheet.text(paper.number, SMALL, y, (FRAME[1] - third, FRAME[1]), align=1)
