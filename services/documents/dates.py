"""Days, money, lists and ends of sentences as papers write them."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

_DIGITS = "〇一二三四五六七八九"
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
LIST_MARK = {"zh": "、", "en": ", "}  # between the members of a list


def paper_date(day: date, language: str, style: str = "arabic") -> str:
    """2026年3月5日 (GB/T 9704: no leading zeros), 二〇二六年三月五日, or 5 March 2026."""
    if language == "en":
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    if style == "chinese":
        year = "".join(_DIGITS[int(digit)] for digit in str(day.year))
        return f"{year}年{chinese_number(day.month)}月{chinese_number(day.day)}日"
    return f"{day.year}年{day.month}月{day.day}日"


def chinese_number(number: int) -> str:
    """1 to 99 as 一, 十, 十一, 二十."""
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十") + (_DIGITS[ones] if ones or not tens else "")


def ended(text: str, language: str) -> str:
    """A sentence that somebody typed, with its full stop."""
    text = text.rstrip().rstrip("；;，,、")
    bare = text.rstrip("）)”’\"'》」』")
    return text if not bare or bare[-1] in "。！？：….!?:" else text + ("." if language == "en" else "。")


def tidy(text: str, language: str) -> str:
    """Words of the screen as papers have them: days and months in words, no blanks between Chinese and figures."""
    text = _ISO.sub(lambda found: _spelled(found, language), text)
    return text if language == "en" else _BLANK.sub("", text)


def full_width(text: str) -> str:
    """A Chinese sentence with the marks of Chinese, where its source has those of a Latin keyboard."""
    return _NARROW.sub(lambda found: found[0].translate(_WIDE), text)


_ISO = re.compile(r"(?<![\w-])(20\d\d)-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?(?![\w-])", re.ASCII)
_HAN = "\u4e00-\u9fff"
_BLANK = re.compile(f"(?<=[{_HAN}]) (?=[0-9A-Za-z])|(?<=[0-9A-Za-z%]) (?=[{_HAN}])|(?<=[0-9][年月日]) (?=[{_HAN}])")
_NARROW = re.compile(f"(?<=[{_HAN}”》）])[,;:!?]|[,;:!?](?=[{_HAN}“《（])")
_WIDE = str.maketrans(",;:!?", "，；：！？")


def _spelled(found: re.Match[str], language: str) -> str:
    year, month, day = int(found[1]), int(found[2]), int(found[3] or 0)
    if language == "en":
        return f"{day or ''} {_MONTHS[month - 1]} {year}".strip()
    return f"{year}年{month}月" + (f"{day}日" if day else "")


def paper_money(amount: Decimal, language: str) -> str:
    """人民币 1,234.00 元, or CNY 1,234.00."""
    return f"CNY {amount:,.2f}" if language == "en" else f"人民币{amount:,.2f}元"
