"""Fonts: what is embedded, how rare characters come back, which characters nobody has."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pypdf
import pytest

import resources
from services.documents import layout, missing_glyphs, render
from services.documents.facts import CertificateFacts
from services.documents.fonts import Script, runs
from services.documents.fonts import missing_glyphs as missing_in
from tests.documents.paper_samples import RARE, samples

PAPERS = sorted(samples())


def fonts_of(pdf: bytes) -> Iterator[Any]:
    """Every font dictionary of the file, pages and forms alike."""
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    for number in range(1, len(reader.xref[0]) if 0 in reader.xref else 1):
        thing = reader.get_object(number)
        if isinstance(thing, dict) and thing.get("/Type") == "/Font":
            yield thing


def text_of(pdf: bytes) -> str:
    """All text of the file as a reader copies it."""
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


@pytest.mark.parametrize("name", PAPERS)
def test_every_font_is_embedded_as_a_small_subset(name: str) -> None:
    fonts = list(fonts_of(render(samples()[name])))
    simple = [font for font in fonts if font["/Subtype"] == "/Type0"]
    assert simple
    assert {font["/Subtype"] for font in fonts} == {"/Type0", "/CIDFontType2"}  # no Helvetica, nothing unembedded
    for font in simple:
        assert font["/BaseFont"][7] == "+"
        descendant = font["/DescendantFonts"][0].get_object()
        program = descendant["/FontDescriptor"]["/FontFile2"].get_data()
        assert 500 < len(program) < 300_000


@pytest.mark.parametrize("script", list(Script))
def test_rare_characters_are_drawn_by_some_font_and_known(script: Script) -> None:
    assert missing_in(RARE + "·〔〕□½√≥") == []
    for font, part in runs(RARE, script):
        assert all(ord(character) in font.file.glyphs for character in part)


def test_rare_characters_are_copied_as_they_are() -> None:
    text = text_of(render(samples()["certificate-rare"])).replace("\n", "")
    assert "阿卜杜热西提·买买提江·" + RARE in text


def test_a_character_that_no_font_has_is_named() -> None:
    facts = samples()["certificate"]
    assert missing_glyphs(facts) == []
    assert isinstance(facts, CertificateFacts)
    assert missing_glyphs(replace(facts, recipient="王\U00031350\U00031350𓀀", members=("ᠠ",))) == ["\U00031350", "𓀀", "ᠠ"]


def test_characters_that_are_not_drawn_are_left_out_and_not_missing() -> None:
    assert missing_in("王\u200b小\ufeff明\U000e0101\t\n ") == []
    facts = samples()["certificate"]
    assert isinstance(facts, CertificateFacts)
    assert "王小明" in text_of(render(replace(facts, recipient="王\u200b小\U000e0101明\x07")))


@pytest.mark.parametrize("name", PAPERS)
def test_no_sentence_of_a_paper_needs_a_character_that_is_missing(name: str) -> None:
    assert missing_in("".join(placed.text for placed in layout(samples()[name]))) == []


def test_shipped_fonts_are_those_of_the_list() -> None:
    folder = resources.path("fonts")
    lines = (folder / "SHA256SUMS").read_text(encoding="ascii").splitlines()
    listed = {name: digest for digest, name in (line.split("  ") for line in lines)}
    assert {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in folder.glob("*.ttf")} == listed
    assert len(list(folder.glob("OFL-*.txt"))) == 3
