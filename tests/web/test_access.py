"""What a screen reader, a narrow screen and weak eyes need of every page."""

from __future__ import annotations

import re
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from tests.web.reading import find_texts, parse, text_of

if TYPE_CHECKING:
    import httpx

PAGES = (
    *("/", "/signals/tidewell-expulsion", "/feeds", "/deliveries", "/search?q=tidewell", "/articles/1"),
    *("/nothing", "/?page=x"),
)
STYLE = (files("watcher.web") / "static" / "style.css").read_text(encoding="utf-8")


@pytest.mark.parametrize("address", PAGES)
def test_every_page_has_its_landmarks_and_one_heading_of_the_first_rank(
    demo: httpx.Client, address: str
) -> None:
    page = parse(demo.get(address))
    assert page.get("lang") == "en"
    for landmark in ("header", "nav[@aria-label='Board']", "main", "footer"):
        assert len(page.xpath(f"//{landmark}")) == 1
    assert page.xpath("//body/a[@class='skip']/@href") == ["#content"]
    ranks = [int(heading.tag[1]) for heading in page.xpath("//h1 | //h2 | //h3 | //h4")]
    assert ranks[0] == 1
    assert ranks.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(ranks))
    titles = find_texts(page, "//head/title")
    assert len(titles) == 1
    assert titles[0].endswith(" · Watcher")


@pytest.mark.parametrize("address", PAGES)
def test_every_control_and_link_has_a_name_and_every_id_is_one_of_a_kind(
    demo: httpx.Client, address: str
) -> None:
    page = parse(demo.get(address))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    for control in page.xpath("//input"):
        assert page.xpath(f"//label[@for='{control.get('id')}']")
    assert all(text_of(element) for element in page.xpath("//a | //button | //summary | //th"))
    for name in page.xpath("//@aria-labelledby"):
        assert name in ids


@pytest.mark.parametrize("address", ["/feeds", "/deliveries"])
def test_every_cell_of_a_table_has_its_header(demo: httpx.Client, address: str) -> None:
    page = parse(demo.get(address))
    headers = find_texts(page, "//thead//th[@scope='col']")
    rows = page.xpath("//tbody/tr")
    assert rows
    for row in rows:
        assert len(row.xpath("./th[@scope='row']")) == 1
        assert row.xpath("./td/@data-label") == headers[1:]  # what a narrow screen shows beside the cell


def read_colours() -> dict[str, dict[str, str]]:
    light, dark = re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", light))
    return {"light": colours, "dark": {**colours, **dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", dark))}}


def luminance(colour: str) -> float:
    """Relative luminance: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance."""
    shares = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


STATUSES = (*("quiet", "watch", "reported", "corroborated", "confirmed", "disputed", "reversed", "blind"),)
PAIRS = (
    *((text, ground) for text in ("text", "muted", "link") for ground in ("ground", "raised")),
    *(("badge-text", status) for status in STATUSES),
    ("mark-text", "mark"),
    ("confirmed", "ground"),  # the word of an ill feed
    ("quiet", "ground"),  # and of a well one
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_stands_out_from_its_ground(scheme: str, text: str, ground: str) -> None:
    colours = read_colours()[scheme]
    assert contrast(colours[text], colours[ground]) >= 4.5  # WCAG 2.2, 1.4.3 (AA)


def test_the_measure_of_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_no_colour_stands_outside_the_pairs() -> None:
    rules = STYLE.split("* { box-sizing")[1]
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(", rules) == []


def test_nothing_moves_for_those_who_asked_for_stillness() -> None:
    before, _, after = STYLE.partition("@media (prefers-reduced-motion: no-preference)")
    assert "transition" not in before
    assert "animation" not in before
    assert "transition" in after
