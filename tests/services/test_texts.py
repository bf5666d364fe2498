"""Texts: English stands in the code, Chinese in the catalogues, facts are put in by name."""

from __future__ import annotations

from models.domain.errors import Message
from models.domain.kpi import BUILT_IN
from services.texts import Texts


def test_english_is_the_sentence_itself_and_chinese_comes_from_the_catalogue() -> None:
    assert Texts("en")("No. {number}", number="A-1") == "No. A-1"
    assert Texts("zh_CN")("No. {number}", number="A-1") == "编号：A-1"
    assert (Texts("zh_CN").language, Texts("EN").language) == ("zh", "en")


def test_unknown_sentence_stays_english_and_empty_stays_empty() -> None:
    assert Texts("zh")("There is no such sentence.") == "There is no such sentence."
    assert Texts("zh")("") == ""


def test_braces_are_left_alone_when_no_facts_are_given() -> None:
    assert Texts("en")("{not a place}") == "{not a place}"


def test_plural_follows_the_number() -> None:
    sentences = (
        "The list is public for {n} working day: {first} to {last}.",
        "The list is public for {n} working days: {first} to {last}.",
    )
    assert Texts("en").plural(*sentences, 1, first="a", last="b") == "The list is public for 1 working day: a to b."
    assert Texts("en").plural(*sentences, 5, first="a", last="b") == "The list is public for 5 working days: a to b."
    assert Texts("zh").plural(*sentences, 5, first="a", last="b") == "公示期：a至b，共5个工作日。"


def test_message_and_messages_inside_messages_are_worded() -> None:
    inner = Message("Check code {code}", {"code": "X"})
    assert Texts("zh").message(Message("No. {number}", {"number": inner})) == "编号：校验码：X"


def test_every_built_in_indicator_has_its_chinese_name() -> None:
    """Their names are looked up from the list of indicators, where no check of calls finds them."""
    assert [one.code for one in BUILT_IN if Texts("zh")(one.name_en) != one.name_zh] == []
