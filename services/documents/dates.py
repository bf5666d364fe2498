"""Days, money, lists and ends of sentences as papers write them."""

from __future__ import annotations

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
        return f"{year}年{_chinese(day.month)}月{_chinese(day.day)}日"
    return f"{day.year}年{day.month}月{day.day}日"


def _chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十") + (_DIGITS[ones] if ones or not tens else "")


def ended(text: str, language: str) -> str:
    """A sentence that somebody typed, with its full stop."""
    text = text.rstrip()
    bare = text.rstrip("）)”’\"'》」』")
    return text if not bare or bare[-1] in "。！？；：…，、.!?;:," else text + ("." if language == "en" else "。")


def paper_money(amount: Decimal, language: str) -> str:
    """人民币 1,234.00 元, or CNY 1,234.00."""
    return f"CNY {amount:,.2f}" if language == "en" else f"人民币{amount:,.2f}元"
