"""Every sentence of the imports has its Chinese, with the same places to fill in."""

from __future__ import annotations

import re

from babel.messages.extract import extract_from_dir

from services.texts import Texts
from tests.services.exchange.conftest import ROOT


def test_every_sentence_stands_in_the_chinese_catalogue() -> None:
    found = extract_from_dir(ROOT / "services/exchange", keywords={"N_": None, "texts": None})
    msgids = {str(message) for _, _, message, _, _ in found}
    texts = Texts("zh")
    assert len(msgids) > 60
    for msgid in msgids - {"SHA-256"}:
        chinese = texts(msgid)
        assert chinese != msgid
        assert re.findall(r"{\w+}", chinese) == [] or set(re.findall(r"{\w+}", chinese)) == set(re.findall(r"{\w+}", msgid))
