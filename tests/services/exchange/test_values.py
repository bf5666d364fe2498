"""Cells as people write them become the values they mean."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.domain.errors import UserError
from services.exchange import values
from services.exchange.tables_in import Cell


@pytest.mark.parametrize(
    "cell",
    [
        "2026/1/5", "2026-01-05", "2026.1.5", "2026年1月5日", "20260105", "２０２６年１月５日", " 2026/1/5 ",
        "46027", 46027.0, 46027.4, 20260105.0,
        "2026-1-5 00:00:00", "2026-01-05T08:00", "2026-01-05 星期一", "26-01-05 星期一", datetime(2026, 1, 5, 3), date(2026, 1, 5),
    ],
)  # fmt: skip
def test_dates(cell: Cell) -> None:
    assert values.read_date(cell) == date(2026, 1, 5)


@pytest.mark.parametrize("cell", ["2026-13-01", "2026-02-30", "1/5/2026", "5", "abc", "", 7.0, "99999999"])
def test_what_is_no_date_is_refused(cell: Cell) -> None:
    with pytest.raises(UserError):
        values.read_date(cell)


@given(st.dates(date(1955, 1, 1), date(2110, 1, 1)))
def test_a_serial_is_the_day_that_excel_means(day: date) -> None:
    assert values.read_date(float((day - date(1899, 12, 30)).days)) == day


@pytest.mark.parametrize(
    ("cell", "seconds"),
    [("00:03:45", 225), ("3:45", 225), ("1:00:00", 3600), ("225", 225), (225.0, 225), (time(0, 3, 45), 225), (225 / 86400, 225),
     (timedelta(hours=30), 108_000), ("3分45秒", 225), ("225s", 225), ("1小时", 3600)],
)  # fmt: skip
def test_durations(cell: Cell, seconds: int) -> None:
    assert values.read_seconds(cell) == seconds


@pytest.mark.parametrize(("cell", "text"), [(7.0, "7"), ("0007", "0007"), ("００07 ", "0007"), ("'0007", "0007"), (10001.0, "10001")])
def test_employee_numbers_stay_text(cell: Cell, text: str) -> None:
    assert values.read_employee_no(cell) == text


def test_words_of_the_roster_in_both_languages() -> None:
    assert [values.read_position(word) for word in ("呼入客服", "outbound", "单据录入", "Data Entry", "班组长", "夜班专员")] == [
        "inbound", "outbound", "data_entry", "data_entry", "team_leader", "夜班专员",
    ]  # fmt: skip
    assert [values.read_star(word) for word in ("准星", "一星", "★★", 3.0, "4星", "无")] == ["candidate", "1", "2", "3", "4", ""]
    assert [values.read_severity(word) for word in ("轻微", "严重", "特别严重", "Grave")] == ["minor", "serious", "grave", "grave"]
    assert values.read_status("试用期").value == "probation"
    assert values.read_employment_type("非全日制").value == "part_time"
    for read in (values.read_status, values.read_star, values.read_severity, values.read_employment_type):
        with pytest.raises(UserError):
            read("什么")


@pytest.mark.parametrize("code", ["inbound", "team_leader", "probation", "part_time", "candidate", "4", "minor", "grave"])
def test_written_words_read_back(code: str) -> None:
    readers = (values.read_position, values.read_status, values.read_employment_type, values.read_star, values.read_severity)
    assert code in {_read(read, values.written(code)) for read in readers}


def _read(read: object, word: str) -> str | None:
    try:
        return str(read(word))  # type: ignore[operator]
    except UserError:
        return None


@pytest.mark.parametrize(
    ("cell", "period"),
    [("2026-09", "2026-09"), ("2026年9月", "2026-09"), ("202609", "2026-09"), (202609.0, "2026-09"), (date(2026, 9, 1), "2026-09"),
     ("2026-W37", "2026-W37"), ("2026年第37周", "2026-W37"), ("2026年第3季度", "2026-Q3"), ("2026-h2", "2026-H2")],
)  # fmt: skip
def test_periods(cell: Cell, period: str) -> None:
    assert values.read_period(cell).text == period


def test_moments_money_and_free_text() -> None:
    for cell in ("2026-10-12 08:55:03", "2026/10/12 8:55:03", "2026年10月12日 08:55:03", datetime(2026, 10, 12, 8, 55, 3)):
        assert values.read_moment(cell) == datetime(2026, 10, 12, 8, 55, 3)
    assert values.read_fen("¥5,000.50") == 500_050
    assert values.read_fen(5000.5) == 500_050
    with pytest.raises(UserError):
        values.read_fen("5000.555")
    assert values.read_words("'=1+1，好 ") == "=1+1，好"
    assert values.read_number("95%") == Decimal("0.95")


@given(st.text(max_size=30) | st.floats() | st.booleans() | st.datetimes() | st.times() | st.timedeltas())
def test_readers_answer_or_refuse_and_nothing_else(cell: Cell) -> None:
    for read in (
        values.read_date, values.read_time, values.read_moment, values.read_number, values.read_seconds, values.read_yes_no,
        values.read_period, values.read_fen, values.read_star, values.read_position, values.read_employee_no, values.read_words,
    ):  # fmt: skip
        try:
            read(cell)
        except UserError:
            continue
