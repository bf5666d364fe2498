"""Files fit for keeping: metadata, colours, language, nothing that PDF/A-2b forbids."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest
from pdf_oxide import PdfDocument
from PIL import ImageCms
from reportlab.pdfgen.canvas import Canvas

from services.documents import render, render_many
from services.documents.archive import srgb
from services.progress import NoProgress
from tests.documents.paper_samples import samples

PAPERS = sorted(samples())


@pytest.mark.parametrize("name", PAPERS)
def test_metadata_stand_in_the_file_and_agree(name: str) -> None:
    facts = samples()[name]
    pdf = render(facts)
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    root = reader.trailer["/Root"]
    packet = root["/Metadata"].get_data().decode("utf-8")
    info = reader.metadata
    assert info is not None
    assert pdf.startswith(b"%PDF-1.7")
    assert (info.author, info["/Keywords"]) == (facts.centre.name, facts.number)
    for text in (info.author, info.title, info["/Keywords"]):
        assert f">{text}<" in packet
    assert "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>" in packet
    assert root["/Lang"] == ("zh-CN" if facts.language == "zh" else "en")
    assert root["/OutputIntents"][0]["/S"] == "/GTS_PDFA1"
    assert "/ID" in reader.trailer
    assert not re.search(rb"/(Encrypt|JavaScript|AA|LZWDecode|Launch)\b", pdf)


def test_the_colour_profile_is_srgb() -> None:
    profile = ImageCms.ImageCmsProfile(io.BytesIO(srgb()))
    assert ImageCms.getProfileDescription(profile).strip() == "sRGB IEC61966-2.1"
    assert len(srgb()) < 3_000


def test_collected_papers_name_every_number() -> None:
    papers = [samples()["certificate"], samples()["penalty"]]
    info = pypdf.PdfReader(io.BytesIO(render_many(papers, NoProgress()))).metadata
    assert info is not None
    assert info["/Keywords"] == "KF-RY-2026-0031, 客服处〔2026〕3号"
    assert info.title == "KF-RY-2026-0031 – 客服处〔2026〕3号"


@pytest.mark.parametrize("name", PAPERS)
def test_a_validator_finds_pdf_a_2b(name: str) -> None:
    found = PdfDocument.from_bytes(render(samples()[name])).validate_pdf_a("2b")
    assert (found["valid"], found["errors"]) == (True, [])


@pytest.mark.parametrize("name", ["certificate-photo-minimal", "penalty-en", "attendance"])
def test_a_stamped_copy_stays_pdf_a_2b_and_what_is_below_stays_text(name: str) -> None:
    facts = samples()[name]
    pdf, plain = render(replace(facts, is_void=True)), render(facts)
    assert pdf == render(replace(facts, is_void=True)) != plain
    found = PdfDocument.from_bytes(pdf).validate_pdf_a("2b")
    assert (found["valid"], found["errors"]) == (True, [])
    word = "VOID" if facts.language == "en" else "作废"
    for stamped, page in zip(pypdf.PdfReader(io.BytesIO(pdf)).pages, pypdf.PdfReader(io.BytesIO(plain)).pages, strict=True):
        assert word in stamped.extract_text()
        assert facts.centre.name in stamped.extract_text() or facts.centre.name not in page.extract_text()


def test_the_validator_can_find_faults() -> None:
    plain = io.BytesIO()
    canvas = Canvas(plain)
    canvas.drawString(72, 720, "Helvetica is not embedded")
    canvas.save()
    assert not PdfDocument.from_bytes(plain.getvalue()).validate_pdf_a("2b")["valid"]


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")
@pytest.mark.parametrize("name", ["certificate-modern", "penalty", "attendance"])
def test_the_file_is_sound_to_another_program(name: str, tmp_path: Path) -> None:
    file = tmp_path / "paper.pdf"
    file.write_bytes(render(samples()[name]))
    subprocess.run(["qpdf", "--check", str(file)], check=True, capture_output=True)
