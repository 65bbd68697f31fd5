"""`watcher report`: one file that says what the board says, and needs nothing else."""

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata
from typing import TYPE_CHECKING, cast

import pytest
from lxml import html

from tests.store.samples import NOW
from tests.web.conftest import DEMO_ENDS_AT
from tests.web.poison import TEXTS, make_storable, poison
from tests.web.reading import find_texts, text_of
from tests.web.test_hostile import ATTRIBUTES, ELEMENTS
from watcher.cli.main import main
from watcher.web.report import render_report

if TYPE_CHECKING:
    from pathlib import Path

    from tests.web.reading import Element
    from watcher.store.writer import Store


def render_demo(folder: Path, *, hit_count: int = 25, board_url: str | None = None) -> str:
    database, config = folder / "state" / "watcher.db", folder / "signals.toml"
    return render_report(database, config, DEMO_ENDS_AT, hit_count=hit_count, board_url=board_url)


def parse(report: str) -> Element:
    return cast("Element", html.document_fromstring(report))


def test_it_says_of_each_signal_what_the_board_says(demo_folder: Path) -> None:
    page = parse(render_demo(demo_folder))
    assert find_texts(page, "//tbody[1]//td[1]")[:2] == ["REVERSED", "WATCH"]
    (chapter,) = page.xpath("//section[@id='signal-tidewell-expulsion']")
    assert len(chapter.xpath(".//article[@class='hit']")) == 10
    assert find_texts(chapter, ".//ol[@class='timeline']//strong")[0].endswith("to REVERSED")
    assert "What would change it:" in text_of(chapter)
    assert chapter.xpath(".//mark")
    assert chapter.xpath(".//figure[@class='plot']")


def test_a_report_says_how_much_it_leaves_out(demo_folder: Path) -> None:
    (chapter,) = parse(render_demo(demo_folder, hit_count=3)).xpath("//section[1]")
    assert len(chapter.xpath(".//article[@class='hit']")) == 3
    assert "The newest 3 of 10 hits." in text_of(chapter)


def test_it_loads_nothing_and_runs_nothing(demo_folder: Path) -> None:
    report = render_demo(demo_folder)
    page = parse(report)
    assert (
        page.xpath("//script | //link | //img | //iframe | //object | //form | //*[@src] | //*[@style]") == []
    )
    assert "url(" not in report
    assert "@import" not in report
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    (style,) = re.findall(r"<style>(.*?)</style>", report, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; form-action 'none'; base-uri 'none'"
    assert report.startswith("<!doctype html>")


def test_its_links_lead_within_or_to_what_is_told(demo_folder: Path) -> None:
    page = parse(render_demo(demo_folder, board_url="https://board.example/"))
    ids = set(page.xpath("//@id"))
    links = page.xpath("//a/@href")
    assert {link[1:] for link in links if link.startswith("#")} <= ids
    assert "https://board.example/signals/tidewell-expulsion" in links
    assert [link for link in links if not link.startswith(("#", "http://", "https://"))] == []
    assert len(ids) == len(page.xpath("//@id"))


@pytest.mark.parametrize("name", TEXTS)
def test_hostile_text_is_shown_and_does_nothing(store: Store, tmp_path: Path, name: str) -> None:
    poison(store, [make_storable(TEXTS[name])])
    report = render_report(
        store.path, tmp_path / "signals.toml", NOW, hit_count=100, board_url="https://board.example"
    )
    page = parse(report)
    assert {element.tag for element in page.iter()} <= ELEMENTS | {"style", "h4"}
    assert {name for element in page.iter() for name in element.attrib} <= ATTRIBUTES | {"http-equiv"}
    assert len(page.xpath("//style")) == len(page.xpath("//h1")) == 1
    acting = {char for char in report if unicodedata.category(char) in ("Cc", "Cf", "Zl", "Zp")}
    assert acting <= {"\n", "\u200d"}
    for link in page.xpath("//a/@href"):
        assert link.startswith(("#", "http://", "https://"))
    assert len(report) < 400_000  # however long the texts are


@pytest.mark.parametrize("is_known", [True, False], ids=["config", "no config"])
def test_the_command_writes_a_file_and_replaces_its_own(
    demo_folder: Path, tmp_path: Path, *, is_known: bool
) -> None:
    config = demo_folder / "signals.toml" if is_known else tmp_path / "none.toml"
    file = tmp_path / "board.html"
    command = ["--config", str(config), "--state", str(demo_folder / "state"), "report", str(file)]
    for hits in ("1", "2"):
        assert main([*command, "--hits", hits]) == 0
        assert f"The newest {hits} of 10 hits." in file.read_text(encoding="utf-8")
    assert [path.name for path in tmp_path.iterdir()] == ["board.html"]


@pytest.mark.parametrize(
    ("name", "told"),
    [("notes.txt", "is there already, and no report"), ("nowhere/board.html", "cannot be written: No such")],
)
def test_the_command_writes_over_nothing_else(
    demo_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, told: str
) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("mine", encoding="utf-8")
    assert main(["--config", str(demo_folder / "signals.toml"), "report", str(tmp_path / name)]) == 2
    assert told in capsys.readouterr().err
    assert notes.read_text(encoding="utf-8") == "mine"
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_without_a_file_it_goes_to_standard_output(
    demo_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--config", str(demo_folder / "signals.toml"), "report"]) == 0
    assert capsys.readouterr().out.startswith("<!doctype html>")
