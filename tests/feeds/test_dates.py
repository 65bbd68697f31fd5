"""Dates as feeds write them: the instant, or none; never another instant."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watcher.feeds.dates import DateReader, parse_date


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type, misc]  # year, month, day, ...


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mon, 02 Mar 2026 10:00:00 GMT", at(2026, 3, 2, 10)),
        ("Mon, 02 Mar 2026 10:00:00", at(2026, 3, 2, 10)),
        ("Mon,2 Mar 2026 10:00 +0100", at(2026, 3, 2, 9)),
        ("02 Mar 26 10:00 EST", at(2026, 3, 2, 15)),
        ("Sun, 24 Dec 2023 24:00:00 GMT", at(2023, 12, 25)),
        ("Mon (a day), 2 Mar(ch) 2026 10:00:00 +0000 (GMT (so to say))", at(2026, 3, 2, 10)),
        ("2026-03-02T10:00:00Z", at(2026, 3, 2, 10)),
        ("2026-03-02T10:00:00.123456+05:30", at(2026, 3, 2, 4, 30)),
        ("2026-03-02 10:00:00 +0000 UTC", at(2026, 3, 2, 10)),
        ("2020-11-08T16:20:00-05:00Z", at(2020, 11, 8, 21, 20)),
        ("20260302T100000Z", at(2026, 3, 2, 10)),
        ("2026-03-02T10", at(2026, 3, 2, 10)),
        ("2026-03-02", at(2026, 3, 2)),
        ("2026-03", at(2026, 3, 1)),
        ("2026-061", at(2026, 3, 2)),
        ("March 02 2026 07:02:38 PM", at(2026, 3, 2, 19, 2, 38)),
        ("March 2nd, 2026 at 12:05 am EST", at(2026, 3, 2, 5, 5)),
        ("Mon Mar  2 10:00:00 PST 2026", at(2026, 3, 2, 18)),
        ("Mon Mar 02 2026 10:00:00 GMT+0100 (Central European Standard Time)", at(2026, 3, 2, 9)),
        ("16th Nov 2023", at(2023, 11, 16)),
        ("Fri, 2026/03/06 08:19:53 EDT", at(2026, 3, 6, 12, 19, 53)),
        ("10/30/23", at(2023, 10, 30)),
        ("30/10/2023 10:00", at(2023, 10, 30, 10)),
        ("02.03.2026 10:00", at(2026, 3, 2, 10)),
        ("1772445600", at(2026, 3, 2, 10)),
        ("1772445600000", at(2026, 3, 2, 10)),
        ("1772445600123456", at(2026, 3, 2, 10)),
        ("202603021005", at(2026, 3, 2, 10, 5)),
        ("20260302100538 +0100", at(2026, 3, 2, 9, 5, 38)),
        ("03.30.2026", at(2026, 3, 30)),
        ("Nov. 2026", at(2026, 11, 1)),
        ("March, 2026", at(2026, 3, 1)),
        ("Wed, 05 Aug 2026 22", at(2026, 8, 5, 22)),
        ("5 Aug 2026 24:20 EDT", at(2026, 8, 5, 4, 20)),
        ("2026-08-05T10:11:12ZT00:00:00-08:00", at(2026, 8, 5, 10, 11, 12)),
        ("Sun, 05 04 2026 10:00:00 +0200", at(2026, 4, 5, 8)),  # the other reading is a Monday
        ("Mon, 05/04/2026", at(2026, 5, 4)),
        ("Mon, 05.04.2026", at(2026, 5, 4)),
        ("Tue, 05.04.2026", at(2026, 4, 5)),  # neither reading is
    ],
)
def test_a_date_is_read(text: str, expected: datetime) -> None:
    assert parse_date(text) == expected


@pytest.mark.parametrize(
    ("zone", "hour"),
    [
        ("Z", 10), ("UT", 10), ("CET", 9), ("CEST", 8), ("MEST", 8), ("JST", 1), ("PDT", 17), ("IST", 4),
        ("ET", 15), ("PT", 18), ("Europe/Brussels", 9), ("America/Los_Angeles", 18), ("GMT+02:00", 8),
        ("GMT-01:00", 11), ("-0500 (EST)", 15), ("(GMT+1)", 9), ("(EST)", 15), ("A", 10), ("y", 10),
    ],
)  # fmt: skip
def test_a_zone_is_read_by_name_or_number(zone: str, hour: int) -> None:
    found = parse_date(f"Mon, 02 Mar 2026 10:00:00 {zone}")
    assert found is not None
    assert (found.day, found.hour) == (2, hour)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("lun., 02 mars 2026 10:00:00 +0100", at(2026, 3, 2, 9)),
        ("2 août 2026", at(2026, 8, 2)),
        ("Mo, 02 Mär 2026 10:00:00 +0100", at(2026, 3, 2, 9)),
        ("Пн, 02 мар 2026 10:00:00 +0300", at(2026, 3, 2, 7)),
        ("2026. március 2. 10:00", at(2026, 3, 2, 10)),
        ("2026年3月2日", at(2026, 3, 2)),
        ("2026년 3월 2일 오후 7:00", at(2026, 3, 2, 10)),
    ],
)
def test_names_of_months_are_read_in_other_languages(text: str, expected: datetime) -> None:
    assert parse_date(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday-ish",
        "02/03/2026 10:00",  # March or February
        "Tue, 05/04/2026",  # neither is a Tuesday
        "05 04 2026 10:00",
        "26-03-02",  # three readings
        "Summer 2026",
        "Issue 2026",
        "Mon, 02 Mar 2026 10:00:00 J",  # the one letter that is no zone
        "Mon, 02 Mar 2026 10:00:00 XYZ",  # a zone nobody knows
        "Mon, 02 Mar 2026 10:00:00 +9999",
        "Mon, 02 Mar 2026 25:00:00 GMT",
        "2026-13-45T99:99:99Z",
        "Fri, 31 Feb 2026 10:00:00 GMT",
        "Fri, 31 Dec 99999 23:59:59 GMT",
        "Sat, 01 Jan 0000 00:00:00 GMT",
        "Mon, 01 Jan 0001 00:00:00 +0500",
        "9" * 60,
        "9" * 5_000,
        "Mon, " * 200_000,
        "March 2026 or so",
        "10:00",
        "version 3.2.2026-1",
    ],
)
def test_what_is_no_date_or_more_than_one_is_none(text: str) -> None:
    assert parse_date(text) is None


@given(st.text(max_size=90))
def test_any_text_is_a_date_in_utc_or_none(text: str) -> None:
    found = parse_date(text) if text.isascii() else None
    assert found is None or found.utcoffset() == datetime.now(UTC).utcoffset()  # noqa: TID251  # any aware UTC


def test_a_feed_of_unreadable_foreign_dates_is_not_tried_for_ever() -> None:
    reader = DateReader()
    assert all(reader.read(f"{n % 28 + 1} Ybxnbwrk {2000 + n % 30}") is None for n in range(10_000))
    assert reader.read("2 août 2026") is None  # given up by now
    assert reader.read("2026-03-02") == at(2026, 3, 2)
