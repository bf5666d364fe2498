"""Facts of the papers that a case file is bound from."""

from __future__ import annotations

from dataclasses import dataclass

from services.documents.facts import Paper


@dataclass(frozen=True, kw_only=True)
class CaseTable:
    """Titles with their shares of the width, and rows of texts."""

    columns: tuple[tuple[str, float], ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, kw_only=True)
class CaseSection:
    """A numbered section: paragraphs, then a table, then a picture (PNG or JPEG)."""

    title: str
    paragraphs: tuple[str, ...] = ()
    table: CaseTable | None = None
    picture: bytes | None = None


@dataclass(frozen=True, kw_only=True)
class CasePartFacts(Paper):
    """One part of a case file: cover with contents, chronology, decision, appeal, an exhibit, or the log."""

    name: str
    fields: tuple[tuple[str, str], ...] = ()
    sections: tuple[CaseSection, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PageStampFacts(Paper):
    """What is stamped on each page of the bound file, page by page, with the page's width and height in points."""

    stamps: tuple[str, ...]
    sizes: tuple[tuple[float, float], ...]
