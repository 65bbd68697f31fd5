"""Dates as feeds write them -> aware UTC instants; what is ambiguous is None, never a guess.

The ladder, first rung that fits:
    1. ISO 8601 and W3CDTF          2026-03-02T10:00:00+01:00, 2026-W10-1, 2026-061, 20260302T100000Z
    2. RFC 822 and its relatives    Mon, 02 Mar 2026 10:00:00 GMT; 2-Mar-26 7:02 PM EST
    3. month first, asctime         March 02 2026 07:02:38 PM; Mon Mar  2 10:00:00 PST 2026
    4. numbers only                 10/30/23, where only one reading is a date or agrees with the weekday;
                                    02.03.2026, day first; 20260302100000
    5. epoch                        seconds 1772445600, milliseconds, microseconds
    6. the same without the words and marks around it: "Updated: March 2, 2026", "10:00, 2 Mar 2026 Uhr"
    7. month names of other languages, by dateparser

A date without a zone is taken as UTC, as peers do.  A zone that is named but unknown makes the date
unknown: hours of error order two reports wrongly.  Names of zones follow RFC 822 and common use; where a
name is shared (CST, BST, IST) the reading is that of RFC 822, then of the larger publishing market.  The
single letters of the military are UTC, as RFC 2822, section 4.3, asks, since RFC 822 had their signs wrong.
"""

from __future__ import annotations

import html
import re
import unicodedata
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_LENGTH_LIMIT: Final = 80
_FIRST_YEAR: Final = 100  # what is dated before was never dated (0001), or lost its century (0026)

_HOURS: Final = {  # hours east of Greenwich
    "UT": 0, "UTC": 0, "GMT": 0, "WET": 0, "WEST": 1, "BST": 1, "CET": 1, "MET": 1, "MEZ": 1,
    "CEST": 2, "MEST": 2, "MESZ": 2, "EET": 2, "SAST": 2, "EEST": 3, "MSK": 3, "MSD": 4, "IST": 5.5,
    "PKT": 5, "WIB": 7, "ICT": 7, "HKT": 8, "SGT": 8, "AWST": 8, "JST": 9, "KST": 9, "ACST": 9.5,
    "ACDT": 10.5, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13, "NST": -3.5, "NDT": -2.5, "AST": -4,
    "ADT": -3, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
    "AKST": -9, "AKDT": -8, "HST": -10, "BRT": -3, "BRST": -2, "ART": -3, "UYT": -3, "CLT": -4, "CLST": -3,
    "COT": -5, "PET": -5, "WAT": 1, "CAT": 2, "EAT": 3, "TRT": 3, "IDT": 3, "IRST": 3.5, "GST": 4, "YEKT": 5,
    "NPT": 5.75, "WITA": 8, "WIT": 9, "MYT": 8, "PHT": 8, "ZULU": 0, "GMT0": 0, "UTC0": 0,
}  # fmt: skip
_SPELLED_OUT: Final = {
    "coordinated universal time": "UTC", "greenwich mean time": "GMT", "british summer time": "BST",
    "central european time": "CET", "central european standard time": "CET",
    "central european summer time": "CEST",
    "eastern time": "ET", "eastern standard time": "EST", "eastern daylight time": "EDT",
    "central time": "CT", "central standard time": "CST", "central daylight time": "CDT",
    "mountain time": "MT", "mountain standard time": "MST", "mountain daylight time": "MDT",
    "pacific time": "PT", "pacific standard time": "PST", "pacific daylight time": "PDT",
    "met dst": "MEST", "cet dst": "CEST", "eet dst": "EEST",
}  # fmt: skip
_REGIONS: Final = {  # names that leave open whether summer time holds
    "ET": "America/New_York",
    "CT": "America/Chicago",
    "MT": "America/Denver",
    "PT": "America/Los_Angeles",
    "AT": "America/Halifax",
    "AET": "Australia/Sydney",
    "NZT": "Pacific/Auckland",
    "EST5EDT": "America/New_York",
    "CST6CDT": "America/Chicago",
    "MST7MDT": "America/Denver",
    "PST8PDT": "America/Los_Angeles",
}
_WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            ("jan", "january"),
            ("feb", "february"),
            ("mar", "march"),
            ("apr", "april"),
            ("may",),
            ("jun", "june"),
            ("jul", "july"),
            ("aug", "august"),
            ("sep", "sept", "september"),
            ("oct", "october"),
            ("nov", "november"),
            ("dec", "december"),
        ),
        start=1,
    )
    for name in names
}

_TIME: Final = (
    r"(?:(?P<hour>\d{1,2})[:.h](?P<minute>\d{1,2})(?:[:.](?P<second>\d{1,2})(?:[.,:](?P<fraction>\d{1,9}))?)?"
    r"\s*(?P<half>[AaPp]\.?[Mm](?![A-Za-z])\.?)?|(?P<hour12>\d{1,2})\s*(?P<half12>[AaPp]\.?[Mm](?![A-Za-z])\.?))"
)
_LONE_HOUR: Final = r"(?P<lone_hour>[01]\d|2[0-3])(?=$|\s[+\-]\d\d)"
_ZONE: Final = r"(?P<zone>[A-Za-z+\-\u2212].{0,40}|(?<=\s)0{2,4})?"
_WEEKDAY: Final = r"(?:[^\W\d_]{2,15}(?![^\W\d_])\.?\s*,?\s*)?"
_DAY: Final = r"(?:the\s+)?(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_NAME: Final = r"(?P<name>[A-Za-z]{3,9})"
_YEAR: Final = r"(?P<year>\d{4}|'?\d{2})"

_ISO: Final = re.compile(
    rf"{_WEEKDAY}(?P<year>\d{{4}})(?:[-/.]?(?:0(?=\d{{2}}(?!\d)))?(?P<month>\d{{1,2}})(?:[-/.]?(?P<day>\d{{1,2}})"
    rf"(?:\s*(?:[Tt,]|at)?\s*{_TIME}|[Tt](?P<digits>\d{{2}}(?:\d{{2}}){{0,2}}))?\s*{_ZONE})?)?"
)
_ORDINAL: Final = re.compile(r"(?P<year>\d{4})-?(?P<day>\d{3})(?=[Tt]|$)")
_WEEK: Final = re.compile(r"(?P<year>\d{4})-?[Ww](?P<week>\d\d)(?:-?(?P<day>\d))?(?=[Tt]|$)")
_DAY_FIRST: Final = re.compile(
    rf"{_WEEKDAY}{_DAY}[\s\-.,/]*(?:of\s+|(?:{'|'.join(_WEEKDAYS)})[a-z]*,?\s+)?{_NAME}[\s\-.,/]*{_YEAR},?"
    rf"(?:\s*(?:T|at|-)?\s*{_TIME}|\s+{_LONE_HOUR})?\s*{_ZONE}",
    re.IGNORECASE,
)
_MONTH_FIRST: Final = re.compile(
    rf"{_WEEKDAY}{_NAME}[\s\-.]+{_DAY}(?:\s*,\s*|\s+|-(?=\d{{4}})){_YEAR}(?!\d|:),?(?:\s*(?:T|at|-)?\s*{_TIME})?\s*{_ZONE}",
    re.IGNORECASE,
)
_ASCTIME: Final = re.compile(
    rf"{_WEEKDAY}{_NAME}\s+{_DAY},?\s+{_TIME}\s*(?P<zone>[A-Za-z+\-].{{0,30}}?)?\s+(?P<year>\d{{4}})",
    re.IGNORECASE,
)
_YEAR_FIRST: Final = re.compile(
    rf"{_WEEKDAY}(?P<year>\d{{4}})[\s\-.,/]+{_NAME}[\s\-.,/]+{_DAY},?(?:\s*(?:T|at|-)?\s*{_TIME})?\s*{_ZONE}",
    re.IGNORECASE,
)
_NUMBERS: Final = re.compile(
    rf"(?:(?P<weekday>{'|'.join(_WEEKDAYS)})[a-z]*\.?\s*,?\s*)?"
    r"(?P<first>\d{1,2})(?P<mark>[/. \-])(?P<second_number>\d{1,2})(?P=mark)(?P<year>\d{4}|(?<=[/.])\d{2})"
    rf"(?:\s*[T,\-]?\s*{_TIME})?\s*{_ZONE}",
    re.IGNORECASE,
)
_MONTH_ONLY: Final = re.compile(rf"{_NAME}\.?,?\s+(?P<year>\d{{4}})(?P<day>)")
_COMPACT: Final = re.compile(
    rf"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?P<digits>(?:\d\d){{2,3}})\s*{_ZONE}"
)
_EPOCH: Final = re.compile(r"(?P<seconds>[01]?\d{9})(?:\d{3}|\d{6}|\d{9})?(?:\.\d{1,9})?")
_WRAPPED_EPOCH: Final = re.compile(r"/Date\((\d{9,13})(?:[+-]\d{4})?\)/")  # as .NET writes it in JSON
_OFFSET: Final = re.compile(
    r"(?P<name>[A-Z]{2,5})?\s*(?P<sign>[+\-\u2212])\s*(?P<hours>\d{1,2}):?(?P<minutes>\d{2})?(?::?00)?"
)

_USUAL: Final = re.compile(  # how nine dates in ten are written: the rungs below would read them the same
    r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?(?P<day>\d{1,2}) "
    r"(?P<name>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (?P<year>\d{4}) "
    r"(?P<clock>[0-2]\d:[0-5]\d:[0-5]\d) (?P<zone>GMT|[+-](?:0\d|1[0-4])[0-5]\d)",
    re.ASCII,
)
_USUAL_ISO: Final = re.compile(
    r"(?P<local>\d{4}-\d\d-\d\dT[0-2]\d:[0-5]\d:[0-5]\d)(?:\.\d{1,9})?(?P<zone>Z|[+-](?:0\d|1[0-4]):[0-5]\d)",
    re.ASCII,
)

_TAG: Final = re.compile(r"<[^<>]*>")
_UNSEEN: Final = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_LABEL: Final = re.compile(
    r"^(?:(?:first|last|date)\s+)?(?:published|posted|updated|modified|created|issued|date|pubdate)"
    r"(?:\s+(?:on|at|date))?(?:\s*:\s*|\s+)",
    re.IGNORECASE,
)
_OTHER_WEEKDAY: Final = re.compile(r"^[^\W\d_]{2,12}\.?,\s*(?=\d{1,2}\.\d{1,2}\.\d\d)")
_CLOCK_WORD: Final = re.compile(r"(?<=\d)\s*(?:Uhr|uur|hrs)(?=$|\s)")
_EMPTY_CLOCK: Final = re.compile(r"(?<=\d) 00:00:00(?:\.0+)?(?= \d{1,2}:\d\d)")  # before a clock that is none
_DASHES: Final = dict.fromkeys(range(0x2010, 0x2016), "-")
_SPACED_CLOCK: Final = re.compile(r"(?<=\d) ?: ?(?=\d)")  # RFC 822 allows white space there, and comments
_DOTTED: Final = re.compile(r"(?<!\d)(\d{1,2})\. ?(\d{1,2})\. ?(?=\d{4}(?!\d))")
_DOTTED_YEAR_FIRST: Final = re.compile(r"(?<!\d)(\d{4})\. ?(\d{1,2})\. ?(\d{1,2})\.?(?=$|\s)")
_STRAY_BEFORE_OFFSET: Final = re.compile(r"(?<=\d\d)(?::(?=[+-]\d\d)|\+(?=-\d\d))")
_SAME_OFFSET_TWICE: Final = re.compile(r"([+-]\d\d:\d\d)(?=\1$)")
_TIME_FIRST: Final = re.compile(
    r"(?P<time>\d{1,2}:\d\d(?::\d\d)?(?:\s*[AaPp]\.?[Mm]\b\.?)?)(?P<zone>\s*(?:[A-Z]{2,5}|[+-]\d\d:?\d\d))?"
    r"[,\s]\s*(?P<date>.*?\d)(?P<offset>\s+[+-]\d\d:?\d\d)?"
)
_COMMENT: Final = re.compile(r"\((?:[^()\\]|\\.)*\)")
_ZONE_IN_COMMENT: Final = re.compile(r"(?<=[:.]\d\d) ?\(([A-Za-z0-9+:\-]{1,9})\)$")
_SECOND_MIDNIGHT: Final = re.compile(r"(?<=\d\d:\d\dZ)T00:00:00\S*$")  # put behind a date that had its time
_HAS_DATE: Final = re.compile(r"(?=.*(?<!\d)(?:19|20)\d\d(?!\d))(?=.*(?<!\d)\d{1,2}(?!\d)).*[^\W\d_]")


class _Unknown:
    """The type of _UNKNOWN."""


_UNKNOWN: Final = _Unknown()


def parse_date(text: str | None) -> datetime | None:
    """Read a date as it stands in a feed; None when it is none, or ambiguous."""
    folded = _fold(text or "")
    if folded is None:
        return None
    found, tidied = _read_known(folded)
    return _parse_foreign(tidied) if isinstance(found, _Unknown) else found


def _fold(text: str) -> str | None:
    """Fold white space and drop RFC 822 comments; None for what is too long to be a date, or empty."""
    folded = " ".join(text[: _LENGTH_LIMIT * 3].split())
    folded = _ZONE_IN_COMMENT.sub(r" \1", _SECOND_MIDNIGHT.sub("", folded))
    folded = _WRAPPED_EPOCH.sub(r"\1", folded)
    while "(" in folded:
        shorter = _COMMENT.sub(" ", folded)
        if shorter == folded:
            break
        folded = " ".join(shorter.split())
    return folded if 0 < len(folded) <= _LENGTH_LIMIT else None


class DateReader:
    """Reads the dates of one feed; names of months in other languages only as often as time allows."""

    def __init__(self) -> None:
        self._foreign_left = 150
        self._misses_left = 5

    def read(self, text: str) -> datetime | None:
        """Read a date as parse_date does, within the bounds of one feed."""
        folded = _fold(text)
        if folded is None:
            return None
        found, tidied = _read_known(folded)
        if not isinstance(found, _Unknown):
            return found
        if not self._foreign_left or not self._misses_left:
            return None
        self._foreign_left -= 1
        foreign = _parse_foreign(tidied)
        if foreign is None:
            self._misses_left -= 1
        return foreign


def _read_known(folded: str) -> tuple[datetime | _Unknown | None, str]:
    """Try the rungs that are ours, then again without noise; the text without it comes along."""
    found = _parse_known(folded)
    if isinstance(found, datetime):
        return found, folded
    tidied = _tidy(folded)
    return (_parse_known(tidied) if tidied != folded else found), tidied


def _tidy(text: str) -> str:
    """Drop what stands around a date, and put a time that stands before it behind it."""
    if "<" in text or "&" in text:
        text = _TAG.sub(" ", html.unescape(text))
    text = " ".join(_UNSEEN.sub("", text).replace("|", " ").split()).strip(" \"';,").rstrip(" -")
    text = _CLOCK_WORD.sub("", _OTHER_WEEKDAY.sub("", _LABEL.sub("", text)))
    text = _SPACED_CLOCK.sub(":", unicodedata.normalize("NFKC", text.translate(_DASHES)))
    text = _DOTTED_YEAR_FIRST.sub(r"\1.\2.\3", _DOTTED.sub(r"\1.\2.", _STRAY_BEFORE_OFFSET.sub("", text)))
    text = _SAME_OFFSET_TWICE.sub("", _EMPTY_CLOCK.sub("", text.replace(" --", " -")))
    parts = _TIME_FIRST.fullmatch(text)
    if parts is None:
        return text
    return f"{parts['date']} {parts['time']}{parts['zone'] or ''}{parts['offset'] or ''}"


@lru_cache(maxsize=4096)
def _parse_known(text: str) -> datetime | _Unknown | None:
    """Try the rungs that are ours; _UNKNOWN when the text has none of their shapes."""
    return _parse_usual(text) or _climb(text)


def _parse_usual(text: str) -> datetime | None:
    """Read the two commonest shapes; None for the others, and for days that no month has."""
    if match := _USUAL.fullmatch(text):
        day, name, year, clock, zone = match.groups()
        offset = "Z" if zone == "GMT" else f"{zone[:3]}:{zone[3:]}"
        written = f"{year}-{_MONTHS[name.lower()]:02}-{day:0>2}T{clock}{offset}"
    elif match := _USUAL_ISO.fullmatch(text):
        written = match["local"] + match["zone"]
    else:
        return None
    try:
        return datetime.fromisoformat(written).astimezone(UTC) if int(written[:4]) >= _FIRST_YEAR else None
    except (ValueError, OverflowError):
        return None


def _climb(text: str) -> datetime | _Unknown | None:
    epoch = _EPOCH.fullmatch(text)
    if epoch is not None and not _COMPACT.fullmatch(text):
        return datetime.fromtimestamp(int(epoch["seconds"]), UTC)
    counted = _ORDINAL.match(text) or _WEEK.match(text)
    if counted is not None:
        day = _count_day(counted.groupdict())
        return _climb(f"{day}{text[counted.end() :]}") if day is not None else None
    for pattern in (_ISO, _DAY_FIRST, _MONTH_FIRST, _ASCTIME, _YEAR_FIRST, _NUMBERS, _MONTH_ONLY, _COMPACT):
        match = pattern.fullmatch(text)
        if match is not None and not _is_bare_year(match):
            parts = match.groupdict()
            is_named = "name" not in parts or (parts["name"] or "").lower() in _MONTHS
            found = _build(parts) if is_named else None
            if found is not None or (is_named and text.isascii()):
                return found
    return _UNKNOWN if _HAS_DATE.match(text) else None


def _is_bare_year(match: re.Match[str]) -> bool:
    """A year behind some word is no date: what the word says of the month is not known here."""
    return match.re is _ISO and match["month"] is None and match.start("year") > 0


def _build(parts: dict[str, str | None]) -> datetime | None:
    """Put the parts of a match together; None when they make no instant."""
    day = _read_day(parts)
    clock = _read_clock(parts)
    zone = _read_zone(parts.get("zone"))
    if day is None or day[0] < _FIRST_YEAR or clock is None or zone is None:
        return None
    try:
        local = datetime(*day, tzinfo=zone) + clock
        return local.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _count_day(parts: dict[str, str | None]) -> date | None:
    """The day that a year and a week, or a year and a number of days, come to."""
    year, number = int(parts["year"] or 0), int(parts["day"] or 1)
    try:
        if "week" in parts:
            return date.fromisocalendar(year, int(parts["week"] or 0), number)
        day = date(year, 1, 1) + timedelta(days=number - 1)
    except (ValueError, OverflowError):
        return None
    return day if day.year == year else None


def _read_day(parts: dict[str, str | None]) -> tuple[int, int, int] | None:
    year = _read_year(parts["year"] or "")
    if "first" in parts:
        numbers = int(parts["first"] or 0), int(parts["second_number"] or 0)
        named = (parts["weekday"] or "").lower()
        if len(parts["year"] or "") == 2 and parts["mark"] != "." and not named:
            turned = _read_year(f"{numbers[0]:02}"), numbers[1], int(parts["year"] or 0)
            if _find_weekday(turned):  # the year may as well come first
                return None
        return _order_day(year, *numbers, parts["mark"] or "", named)
    if "name" in parts:
        month = _MONTHS.get((parts["name"] or "").lower())
        return None if month is None else (year, month, int(parts["day"] or 1))
    return year, int(parts["month"] or 1), int(parts["day"] or 1)


def _read_year(digits: str) -> int:
    digits = digits.removeprefix("'")
    year = int(digits)
    if len(digits) > 2:
        return year
    return year + (2000 if year < 50 else 1900)  # RFC 2822, section 4.3


def _order_day(year: int, first: int, second: int, mark: str, weekday: str) -> tuple[int, int, int] | None:
    """Take the reading that is a date, then what the weekday says, then day first after a dot."""
    day_first, month_first = (year, second, first), (year, first, second)
    readings = [reading for reading in (day_first, month_first) if _find_weekday(reading)]
    if len(readings) == 2:
        agreeing = [reading for reading in readings if _find_weekday(reading) == weekday]
        readings = agreeing or ([day_first] if mark == "." else readings)
    return readings[0] if readings and readings[0] == readings[-1] else None


def _find_weekday(day: tuple[int, int, int]) -> str | None:
    try:
        return _WEEKDAYS[date(*day).weekday()]
    except ValueError:
        return None


def _read_clock(parts: dict[str, str | None]) -> timedelta | None:
    digits = parts.get("digits")
    if digits:
        return timedelta(hours=int(digits[:2]), minutes=int(digits[2:4] or 0), seconds=int(digits[4:] or 0))
    hour = int(parts.get("hour") or parts.get("hour12") or parts.get("lone_hour") or 0)
    minute = int(parts.get("minute") or 0)
    second = int(parts.get("second") or 0)
    half = (parts.get("half") or parts.get("half12") or "").lower()
    if half and hour <= 12:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    if hour > 24 or minute > 59 or second > 60:
        return None
    if hour == 24 and (minute or second):  # a clock that counts from 1 to 24: an hour that has begun the day
        hour = 0
    return timedelta(hours=hour, minutes=minute, seconds=min(second, 59))


def _read_zone(text: str | None) -> tzinfo | None:
    """The zone behind a time: none is UTC, an unknown one is None."""
    if not text or not text.strip("0- "):
        return UTC
    words = [word for word in re.split(r"[\s()\[\],]+", _SPELLED_OUT.get(text.lower(), text).strip()) if word]
    zones = [_read_zone_word(word) for word in words]
    # "-05:00Z", "+0200 (CEST)", "GMT+0100": an offset in numbers says more than a name
    numbers = [zone for word, zone in zip(words, zones, strict=True) if any(char.isdigit() for char in word)]
    if numbers:
        return numbers[0]
    return zones[0] if all(zone is not None for zone in zones) else None


def _read_zone_word(word: str) -> tzinfo | None:
    bare = word[:-1] if len(word) > 1 and word[-1] in "Zz" and word[-2].isdigit() else word
    offset = _OFFSET.fullmatch(bare.upper())
    if offset is not None:
        return _read_offset(offset)
    name = word.upper().rstrip(".;")
    if len(name) == 1 and "A" <= name <= "Z" and name != "J":
        return UTC
    if name in _HOURS:
        return timezone(timedelta(hours=_HOURS[name]))
    region = _REGIONS.get(name, word if "/" in word else "")
    try:
        return ZoneInfo(region) if region else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _read_offset(offset: re.Match[str]) -> tzinfo | None:
    """Read "+0100" and "GMT+1"; a name that says something else than the number makes both unknown."""
    span = timedelta(hours=int(offset["hours"]), minutes=int(offset["minutes"] or 0))
    span = span if offset["sign"] == "+" else -span
    own = _HOURS.get(offset["name"] or "UTC")
    if abs(span) > timedelta(hours=15) or own is None or (own and timedelta(hours=own) != span):
        return None
    return timezone(span)


# ------------------------------------------------------------------------ months of other languages

_LANGUAGES: Final = [
    "fr", "de", "es", "it", "pt", "nl", "sv", "da", "nb", "fi", "pl", "cs", "sk", "hu", "ro", "bg", "ru",
    "uk", "el", "tr", "he", "ar", "fa", "hi", "zh", "ja", "ko", "vi", "id", "th",
]  # fmt: skip
_CLOCK_WITH_H: Final = re.compile(r"(?:\s[^\W\d_]{1,3})?\s(\d{1,2})\s?[hH]\s?(\d\d)(?!\d)")
_CLOCK: Final = re.compile(r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?![\d.])|\d{1,2}時\d\d分")
_HYPHEN: Final = re.compile(r"(?<=[^\W\d_A-Z])-|(?<=\d)-(?=[^\W\d_])")
_NUMBERED_MONTH: Final = re.compile(r"月|월|tháng|\d{4}[-./]\d{1,2}[-./]\d{1,2}", re.IGNORECASE)
_FOREIGN_TAIL: Final = re.compile(r"\s*(?P<zone>(?:(?:GMT|UTC)?[+\-]\d{1,2}:?\d{2}|[A-Z]{2,5}|Z))$")


def _parse_foreign(text: str) -> datetime | None:
    """Let dateparser read the names; day and year must stand in the text, so that it guesses none."""
    text = _HYPHEN.sub(" ", text)
    tail = _FOREIGN_TAIL.search(text)
    zone = _read_zone(tail["zone"]) if tail is not None else _guess_zone(text)
    bare = text[: tail.start()] if tail is not None else text
    bare = _CLOCK_WITH_H.sub(r" \1:\2", bare)
    numbers = [int(digits) for digits in re.findall(r"\d+", _CLOCK.sub(" ", bare))]
    if zone is None or (len(numbers) > 2 and not _NUMBERED_MONTH.search(bare)):
        return None  # "7-9 March": two days
    local = _ask_dateparser(bare)
    if local is None or local.day not in numbers or local.year not in numbers:
        return None
    return local.replace(tzinfo=zone).astimezone(UTC)


def _guess_zone(text: str) -> tzinfo:
    """Hangul is written in one time zone; other scripts are written in many."""
    return timezone(timedelta(hours=9)) if any("\uac00" <= char <= "\ud7a3" for char in text) else UTC


def _ask_dateparser(text: str) -> datetime | None:
    from dateparser import DateDataParser  # noqa: PLC0415  # slow to import, seldom needed

    parser = DateDataParser(
        languages=_LANGUAGES,
        settings={"PARSERS": ["absolute-time"], "REQUIRE_PARTS": ["day", "month", "year"]},
    )
    try:
        found: datetime | None = parser.get_date_data(text).date_obj
    except (ValueError, OverflowError, TypeError):
        return None
    return found
