"""What pydantic found, said in the words of signals.toml; secrets are never repeated.

ErrorDetails(loc, type, input) -> Fault(path, found, allowed) -> ConfigFault(dotted key, line)
"""

from __future__ import annotations

import re
import types
from dataclasses import dataclass
from datetime import date, time
from typing import TYPE_CHECKING, Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from watcher.errors import ConfigFault

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pydantic.fields import FieldInfo
    from pydantic_core import ErrorDetails

    from watcher.config.lines import LineIndex, Path

_SHOWN_LENGTH = 80  # characters of a wrong value that a fault repeats
_SIMILARITY = 0.7  # share of letters in common from which a name is offered as what may have been meant
_SECRET_TABLES = frozenset({"channels", "heartbeat"})
_SECRET_KEYS = frozenset({"headers", "token"})
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_USER_INFO = re.compile(r"//(?:[^/\s]*|[^/\s:@]+:\S*)@")  # a password may hold "/" and "@"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong at `path`, without its line yet."""

    path: Path
    found: str
    allowed: str


def describe_error(error: ErrorDetails, document: type[BaseModel], tables: Mapping[str, object]) -> Fault:
    """Say one finding of pydantic in the words of the file; `tables` is what the file holds."""
    place = _find_place(document, error["loc"])
    kind = error["type"]
    if kind == "extra_forbidden":
        return _describe_unknown_key(place)
    if kind in {"union_tag_invalid", "union_tag_not_found"}:
        found = "nothing" if kind == "union_tag_not_found" else repr(error["ctx"]["tag"])
        return Fault((*place.path, "type"), found, f"one of {_list_tags(place.annotation)}")
    allowed = _describe_allowed(error, place)
    if kind == "missing":
        return Fault(place.path, "nothing", f"{allowed} (this key is required)")
    return Fault(place.path, _describe_found(error, place, tables), allowed)


def place_faults(
    faults: Iterable[Fault], lines: LineIndex, names: Mapping[tuple[str, int], str]
) -> tuple[ConfigFault, ...]:
    """Give each fault its dotted key and line, in the order of the file.

    `names` says by which address or channel an element of an array is known, such as ("feeds", 3).
    """
    placed = {
        ConfigFault(_render_key(fault.path, names), fault.found, fault.allowed, lines.line_of(fault.path))
        for fault in faults
    }
    return tuple(sorted(placed, key=lambda fault: (fault.line or 0, fault.key, fault.found)))


def _render_key(path: Path, names: Mapping[tuple[str, int], str]) -> str:
    """Write a path as TOML would: `outlets."war.gov".kind`, `feeds[3].url (https://...)`."""
    key = ""
    for step in path:
        if isinstance(step, int):
            key += f"[{step}]"
        else:
            key += ("." if key else "") + (
                step if _BARE_KEY.fullmatch(step) else show(step).replace("'", '"')
            )
    name = names.get((str(path[0]), path[1])) if len(path) > 1 and isinstance(path[1], int) else None
    return f"{key} ({name})" if name else key


def suggest(word: str, choices: Iterable[str]) -> str:
    """Offer what `word` may have meant: "did you mean ...? " or nothing."""
    from rapidfuzz import process  # noqa: PLC0415  # only a faulty file needs it
    from rapidfuzz.distance import DamerauLevenshtein  # noqa: PLC0415  # the same

    best = process.extractOne(
        word.lower(),
        sorted(choices),
        scorer=DamerauLevenshtein.normalized_similarity,
        score_cutoff=_SIMILARITY,
    )
    return f"did you mean {best[0]}? " if best else ""


def show(value: object) -> str:
    """Show a value, or its kind, shortened, with passwords in addresses and hidden characters replaced."""
    if isinstance(value, str):
        text = _USER_INFO.sub("//***@", value)
        return repr(text if len(text) <= _SHOWN_LENGTH else text[: _SHOWN_LENGTH - 3] + "...")
    if isinstance(value, (bool, int, float, date, time)):
        word = str(value).lower() if isinstance(value, bool) else str(value)
        return f"{_name_kind(value)} {word[:_SHOWN_LENGTH]}"
    return _name_kind(value)


def _name_kind(value: object) -> str:
    """Name the TOML kind of a value."""
    for kind, name in _KINDS:
        if isinstance(value, kind):
            return name
    return "nothing"


_ALLOWED = {
    "missing": "a value",
    "string_type": "a text in quotes",
    "int_type": "a whole number without quotes",
    "bool_type": "true or false",
    "date_type": "a date without quotes, such as 2026-03-01",
    "date_from_datetime_inexact": "a date without time, such as 2026-03-01",
    "list_type": "an array",
    "model_type": "a table",
}
"""What a key that has no description of its own allows, by pydantic's name of the finding."""

_KINDS: tuple[tuple[type, str], ...] = (
    (str, "the text"),
    (bool, "the boolean"),
    (int, "the number"),
    (float, "the number"),
    (date, "the date"),
    (time, "the time"),
    (list, "an array"),
    (dict, "a table"),
)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in the schema a finding lies: its path in the file, the field, and the table that holds it."""

    path: Path
    annotation: Any
    field: FieldInfo | None = None
    table: type[BaseModel] | None = None


def _find_place(document: type[BaseModel], location: tuple[str | int, ...]) -> _Place:
    """Walk pydantic's location, leaving out its steps that are no keys of the file (tags of unions)."""
    place = _Place((), document)
    for step in location:
        annotation = _strip_optional(place.annotation)
        if step == "[key]":
            break
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            known = annotation.model_fields.get(str(step))
            inner = known.annotation if known else None
            place = _Place((*place.path, step), inner, known, annotation)
        elif get_origin(annotation) in (Union, types.UnionType):
            place = _Place(place.path, _choose_member(annotation, str(step)), place.field, place.table)
        else:
            arguments = get_args(annotation)
            inner = arguments[-1] if arguments else None
            place = _Place((*place.path, step), inner, place.field, place.table)
    return place


def _strip_optional(annotation: Any) -> Any:
    """Unwrap Annotated and a union with None."""
    while True:
        if get_origin(annotation) is Annotated:
            annotation = get_args(annotation)[0]
        elif get_origin(annotation) in (Union, types.UnionType) and type(None) in get_args(annotation):
            annotation = Union[tuple(one for one in get_args(annotation) if one is not type(None))]  # noqa: UP007  # built at run time
        else:
            return annotation


def _choose_member(union: Any, tag: str) -> Any:
    """Find the table of a union whose `type` is `tag`."""
    for member in get_args(union):
        if tag in get_args(member.model_fields["type"].annotation):
            return member
    return None


def _list_tags(annotation: Any) -> str:
    """List what `type` may be in a union of tables."""
    members = get_args(_strip_optional(annotation))
    tags = [tag for member in members for tag in get_args(member.model_fields["type"].annotation)]
    return ", ".join(f'"{tag}"' for tag in tags)


def _describe_unknown_key(place: _Place) -> Fault:
    known = list(place.table.model_fields) if place.table else []
    key = str(place.path[-1])
    return Fault(
        place.path,
        "a key that is not known here",
        f"{suggest(key, known)}known keys: {', '.join(known)}".strip(),
    )


def _describe_allowed(error: ErrorDetails, place: _Place) -> str:
    if place.field is not None and place.field.description:
        return place.field.description
    if error["type"] in _ALLOWED:
        return _ALLOWED[error["type"]]
    message = error["msg"]
    for prefix in ("Input should be ", "Value error, "):
        message = message.removeprefix(prefix)
    return message


def _describe_found(error: ErrorDetails, place: _Place, tables: Mapping[str, object]) -> str:
    is_key = error["loc"][-1] == "[key]"
    value = place.path[-1] if is_key else _look_up(tables, place.path)
    is_choice = place.field is not None and value in get_args(place.field.annotation)
    if _may_be_secret(place.path) and isinstance(value, str) and not is_key and not is_choice:
        shown = "a text (not shown: it may be secret)"
    else:
        shown = show(value)
    reason = error["msg"].removeprefix("Value error, ") if error["type"] == "value_error" else ""
    return f"{shown}: {reason}" if reason else shown


def _may_be_secret(path: Path) -> bool:
    return path[0] in _SECRET_TABLES or not _SECRET_KEYS.isdisjoint(path)


def _look_up(tables: Mapping[str, object], path: Path) -> object:
    """Find what the file holds at `path`; None where it holds nothing."""
    value: Any = tables
    for step in path:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return None
    return value
