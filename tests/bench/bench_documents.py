"""Certificates against reportlab's plain canvas with the same font and words, in the same process."""

from __future__ import annotations

import io
import shutil
import subprocess
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

import resources
from services.documents import render, render_many
from services.documents.certificate import qr_path
from services.documents.facts import CertificateFacts
from services.documents.ornament import classic_background
from services.progress import NoProgress
from tests.bench.rows import BenchRow
from tests.documents.paper_samples import samples

COUNT, MANY = 100, 1_000
_SURNAMES, _NAMES = "王李张刘陈杨赵黄周吴", "小明芳伟敏静丽强磊洋"


def _facts(n: int) -> CertificateFacts:
    base = samples()["certificate"]
    assert isinstance(base, CertificateFacts)
    name = _SURNAMES[n % 10] + _NAMES[n // 10 % 10] + _NAMES[n % 7]
    return replace(base, number=f"KF-RY-2026-{n:04d}", recipient=name, qr_payload=f"FENMING:KF-RY-2026-{n:04d}")


def _plain(canvas: Canvas, facts: CertificateFacts, first: bool) -> None:
    """The floor: the same words in the same three fonts, the same background and QR code; nothing is broken, fitted or checked."""
    if first:
        canvas.beginForm("background")
        canvas.addLiteral(classic_background())
        canvas.endForm()
    canvas.doForm("background")
    canvas.setFont("floor-bold", 50)
    canvas.drawString(300, 452, "荣誉证书")
    canvas.setFont("floor-kai", 40)
    canvas.drawString(112, 370, facts.recipient)
    canvas.setFont("floor-kai", 23)
    canvas.drawString(250, 370, "同志：")
    for n in range(0, len(facts.body), 26):
        canvas.drawString(112, 320 - n, facts.body[n : n + 26])
    canvas.drawString(158, 240, "特发此证，以资鼓励。")
    canvas.setFont("floor-serif", 17)
    canvas.drawString(500, 138, facts.centre.name)
    canvas.drawString(550, 112, "2026年10月15日")
    canvas.setFont("floor-serif", 8.5)
    canvas.drawString(112, 84, f"编号：{facts.number}")
    canvas.drawString(112, 71, f"校验码：{facts.check_code}")
    canvas.addLiteral(qr_path(facts.qr_payload or "", 112, 98, 57) + " f")


def _canvas() -> tuple[Canvas, io.BytesIO]:
    buffer = io.BytesIO()
    return Canvas(buffer, pagesize=landscape(A4), invariant=1, pageCompression=1, initialFontName="floor-kai"), buffer


def _plain_file(facts: CertificateFacts) -> bytes:
    canvas, buffer = _canvas()
    _plain(canvas, facts, first=True)
    canvas.save()
    return buffer.getvalue()


def _plain_collected(papers: list[CertificateFacts]) -> bytes:
    canvas, buffer = _canvas()
    for facts in papers:
        _plain(canvas, facts, first=facts is papers[0])
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _row(name: str, ours: Callable[[], object], floor: Callable[[], object], turns: int = 3) -> BenchRow:
    """The best of some turns each, taken by turns so that noise meets both."""
    taken = [(_seconds(ours), _seconds(floor)) for _ in range(turns)]
    best, beside = min(turn[0] for turn in taken), min(turn[1] for turn in taken)
    return BenchRow(name, best, beside, best / beside)


def _each(work: Callable[[CertificateFacts], bytes], papers: list[CertificateFacts]) -> list[bytes]:
    return [work(facts) for facts in papers]


_MERGED = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text"
><office:body><office:text>{lines}</office:text></office:body></office:document>"""


def _merge(program: str, folder: Path, papers: list[CertificateFacts]) -> None:
    """The same words filled into a template and converted in one run, as a mail merge does; no ornament, no QR code."""
    files = []
    for n, facts in enumerate(papers):
        words = (
            "荣誉证书",
            f"{facts.recipient}同志：",
            facts.body,
            "特发此证，以资鼓励。",
            facts.centre.name,
            facts.number,
            facts.check_code,
        )
        lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in words)
        files.append(folder / f"{n}.fodt")
        files[-1].write_text(_MERGED.format(lines=lines), encoding="utf-8")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    assert len(list(folder.glob("*.pdf"))) >= len(papers)


def _beside_office(papers: list[CertificateFacts]) -> list[BenchRow]:
    """A row more where LibreOffice is at hand; its profile is made before the clock starts."""
    program = shutil.which("soffice")
    if program is None:
        return []
    with TemporaryDirectory() as folder:
        _merge(program, Path(folder), papers[:1])
        merge = partial(_merge, program, Path(folder), papers)
        return [_row(f"{len(papers)} certificates, floor is a LibreOffice mail merge", partial(_each, render, papers), merge, turns=2)]


def rows() -> list[BenchRow]:
    """Seconds for 100 and for 1,000 certificates, one file each and all in one file."""
    for name, file in (("kai", "LXGWWenKai-Regular"), ("serif", "NotoSerifSC-Regular"), ("bold", "NotoSerifSC-Bold")):
        pdfmetrics.registerFont(TTFont(f"floor-{name}", str(resources.path(f"fonts/{file}.ttf"))))
    many = [_facts(n) for n in range(MANY)]
    papers = many[:COUNT]
    render(papers[0])  # fonts are read once per process, by both
    return [
        _row("100 certificates, one file each", partial(_each, render, papers), partial(_each, _plain_file, papers)),
        _row("100 certificates in one file", partial(render_many, papers, NoProgress()), partial(_plain_collected, papers)),
        _row("1,000 certificates, one file each", partial(_each, render, many), partial(_each, _plain_file, many), turns=1),
        _row("1,000 certificates in one file", partial(render_many, many, NoProgress()), partial(_plain_collected, many), turns=1),
        *_beside_office(many[:20]),
    ]


if __name__ == "__main__":
    for row in rows():
        print(f"{row.name}: {row.ours:.2f} s, floor {row.floor:.2f} s, ratio {row.ratio:.2f}")
