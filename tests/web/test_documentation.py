from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.conftest import REPOSITORY

if TYPE_CHECKING:
    import httpx

TEXT = (REPOSITORY / "docs" / "board.md").read_text(encoding="utf-8")
ADDRESSES = [
    address
    for row in re.findall(r"^\| (`/.*?) \|", TEXT, re.MULTILINE)
    for address in re.findall(r"`(/[^`]*)`", row)
]
EXAMPLES = {
    "ID": "tidewell-expulsion",
    "DOMAIN": "northwire.example",
    "WORDS": "tidewell",
    "NAME": "Northwire%20Cooperative",
    "stories/N": "stories/7",
    "/N": "/1",
}


def test_the_page_names_addresses() -> None:
    assert {"/", "/feeds", "/healthz", "/api/status"} <= set(ADDRESSES)


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_address_that_is_explained_is_answered(demo: httpx.Client, address: str) -> None:
    filled = address
    for placeholder, example in EXAMPLES.items():
        filled = filled.replace(placeholder, example)
    assert demo.get(filled).status_code == 200
