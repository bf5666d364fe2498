"""Number and check code of a paper in hand, read as people type them and as readers of QR codes give them."""

from __future__ import annotations

import re
import unicodedata

from models.domain.errors import N_
from services.texts import Texts

NUMBER, CODE = N_("No. {number}"), N_("Check code {code}")
"""How both stand on the paper."""
_MISREAD = str.maketrans("018", "OIB")
"""Figures that a check code never holds, and the letters that they are taken for."""


def read_off(number: str, code: str) -> tuple[str, str]:
    """Number and check code out of what was typed, or out of a QR code's text pasted whole into either place."""
    for language in ("zh", "en"):
        texts = Texts(language)
        head, foot = (re.escape(texts(label, **{name: "@"})) for label, name in ((NUMBER, "number"), (CODE, "code")))
        shape = head.replace("@", r"(?P<number>.+?)") + r"(?=\s).*" + foot.replace("@", r"(?P<code>[A-Za-z2-7]{4}-?[A-Za-z2-7]{4})")
        for pasted in (number, code):
            if found := re.search(shape, pasted, re.DOTALL):
                return found["number"].strip(), found["code"]
    return number.strip(), code


def plain_number(number: str) -> str:
    """A number without the differences that a keyboard makes: brackets, blanks, width, case."""
    bare = re.sub(r"[\s〔〕()\[\]【】{}<>]", " ", unicodedata.normalize("NFKC", number)).casefold()
    return " ".join(bare.split())


def plain_code(code: str) -> str:
    """The letters and figures of a check code, misread ones put right."""
    return re.sub(r"[^A-Z2-7]", "", code.upper().translate(_MISREAD))
