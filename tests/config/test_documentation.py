"""The documentation against the schema: every key is explained, and every example loads."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, get_args

import pytest
import tomlkit
from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from watcher.cli.check import find_failures
from watcher.config import load_config
from watcher.config.load import read_tables
from watcher.config.schema import (
    AppriseTable,
    ConsoleTable,
    Document,
    FeedTable,
    HeartbeatTable,
    MailTable,
    OutletTable,
    RouteTable,
    SlackTable,
    WatcherTable,
    WebhookTable,
    WebsubTable,
    WebTable,
)

REPOSITORY = Path(__file__).parents[2]
TEXT = (REPOSITORY / "docs" / "signals.md").read_text(encoding="utf-8")
EXAMPLES = [
    pytest.param(example, id=f"{path.name}-{number}")
    for path in (REPOSITORY / "README.md", *sorted((REPOSITORY / "docs").glob("*.md")))
    for number, example in enumerate(
        re.findall(r"^```toml\n(.*?)^```$", path.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    )
]
SECTIONS: dict[str, type[BaseModel]] = {
    "## `[watcher]`": WatcherTable,
    "## `[websub]`": WebsubTable,
    "## `[web]`": WebTable,
    "## `[heartbeat]`": HeartbeatTable,
    '### `type = "console"`': ConsoleTable,
    '### `type = "slack"`': SlackTable,
    '### `type = "mail"`': MailTable,
    '### `type = "webhook"`': WebhookTable,
    '### `type = "apprise"`': AppriseTable,
    "## `[[routes]]`": RouteTable,
    '## `[outlets."DOMAIN"]`': OutletTable,
    "## `[[feeds]]`": FeedTable,
}


def list_tables(annotation: Any) -> set[type[BaseModel]]:
    """Every table that can stand under `annotation`, itself among them."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        inner = [list_tables(field.annotation) for field in annotation.model_fields.values()]
        return {annotation}.union(*inner)
    return set[type[BaseModel]]().union(*(list_tables(argument) for argument in get_args(annotation)))


def read_section(heading: str) -> str:
    start = TEXT.index(f"\n{heading}\n") + len(heading) + 2
    end = re.search(r"^#", TEXT[start:], re.MULTILINE)
    return TEXT[start : start + end.start()] if end else TEXT[start:]


def render_default(value: object) -> str:
    if value is PydanticUndefined:
        return "required"
    if value is None:
        return "none"
    if isinstance(value, timedelta):
        seconds = int(value.total_seconds())
        for unit, size in (("h", 3600), ("m", 60), ("s", 1)):
            if seconds % size == 0 and (seconds or unit == "s"):
                return f'`"{seconds // size}{unit}"`'
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, int):
        return f'`"{value // 1_000_000}MB"`' if value >= 1_000_000 else f"`{value}`"
    return f"`{json.dumps(value)}`"


@pytest.mark.parametrize("heading", SECTIONS)
def test_a_section_lists_the_keys_of_its_table_with_their_defaults(heading: str) -> None:
    rows = re.findall(r"^\| `(\w+)` \| (.*?) \|", read_section(heading), re.MULTILINE)
    fields = SECTIONS[heading].model_fields
    assert dict(rows) == {name: render_default(field.default) for name, field in fields.items()}
    assert [name for name, _default in rows] == list(fields)


def test_every_key_of_the_schema_is_explained() -> None:
    keys = {(table.__name__, name) for table in list_tables(Document) for name in table.model_fields}
    assert {key for key in keys if not re.search(rf"`\W*{key[1]}\b", TEXT)} == set()


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_loads_beside_the_shipped_file(example: str) -> None:
    shipped = tomllib.loads((REPOSITORY / "signals.toml").read_text(encoding="utf-8"))
    _document, faults = read_tables(put_over(shipped, tomllib.loads(example)))
    assert faults == []


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_texts_of_every_example_are_judged_as_it_says(example: str, tmp_path: Path) -> None:
    tables = tomllib.loads(example)
    shipped = tomllib.loads((REPOSITORY / "signals.toml").read_text(encoding="utf-8"))
    path = tmp_path / "signals.toml"
    path.write_text(tomlkit.dumps(put_over(shipped, tables)), encoding="utf-8")
    config = load_config(path)
    own = {id_: signal for id_, signal in config.signals.items() if id_ in tables.get("signals", {})}
    failures = [
        (failure.example.title, failure.expected, failure.found)
        for failure in find_failures(replace(config, signals=own))
    ]
    assert failures == []


def put_over(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    """Lay one file over another: tables grow together, anything else takes the place of what was there."""
    both = dict(below)
    for key, value in above.items():
        both[key] = put_over(both[key], value) if isinstance(value, dict) and key in both else value
    return both
