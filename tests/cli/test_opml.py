"""`watcher feeds import` and `watcher feeds export`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from watcher.cli.main import main
from watcher.config import load_config
from watcher.errors import InputError
from watcher.feeds.opml import SIZE_LIMIT, Outline, parse_opml

LIST = """\
<?xml version="1.0"?>
<opml version="2.0"><head><title>Mine</title></head><body>
<outline text="Politics">
  <outline type="rss" text="A &lt;b&gt;" xmlUrl="https://www.a.example/feed?x=1&y=2" htmlUrl="https://a.example/"/>
  <outline text="short" title="BBC\u202e" XMLURL="https://feeds.bbc.co.uk/x.xml"/>
  <outline text="again" xmlUrl="https://WWW.a.example:443/feed?x=1&amp;y=2"/>
</outline>
<outline text="off" xmlUrl="https://off.example/feed" isComment="true"/>
<outline text="no feed" htmlUrl="https://no.example/"/>
<outline text="bad" xmlUrl="javascript:alert(1)"/>
<outline text="secret" xmlUrl="https://me:do-not-show@b.example/feed"/>
<outline text="intranet" xmlUrl="https://10.0.0.1/feed"/>
<outline text="broken" xmlUrl="http://[::1"/>
</body></opml>"""


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "signals.toml"
    path.write_bytes((REPOSITORY / "signals.toml").read_bytes())
    return path


def run(config: Path, *arguments: str) -> int:
    return main(["--config", str(config), "feeds", *arguments])


def write(folder: Path, text: str | bytes, name: str = "list.opml") -> str:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return str(path)


def test_feeds_are_imported_and_each_that_is_not_is_told(
    config: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = config.read_text(encoding="utf-8")
    assert run(config, "import", write(tmp_path, LIST), "--json") == 0
    printed = capsys.readouterr().out
    told = [json.loads(line) for line in printed.splitlines()]
    assert [(one["url"], one["outcome"], one["outlet"]) for one in told] == [
        ("https://www.a.example/feed?x=1&y=2", "added", "a.example"),
        ("https://feeds.bbc.co.uk/x.xml", "added", "bbc.co.uk"),
        ("https://WWW.a.example:443/feed?x=1&y=2", "there already", None),
        ("javascript:alert(1)", "refused", None),
        ("https://***@b.example/feed", "refused", None),
        ("https://10.0.0.1/feed", "refused", None),
        ("http://[::1", "refused", None),
    ]
    assert all(one["reason"] for one in told if one["outcome"] == "refused")
    assert "do-not-show" not in printed
    after = config.read_text(encoding="utf-8")
    assert after.startswith(before)
    assert [(feed.url, feed.title) for feed in load_config(config).feeds[-2:]] == [
        ("https://www.a.example/feed?x=1&y=2", "A <b>"),
        ("https://feeds.bbc.co.uk/x.xml", "BBC"),
    ]
    assert load_config(config).outlets["a.example"].reliability == "F"


def test_a_second_import_adds_nothing_and_leaves_the_file_as_it_is(
    config: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(config, "import", write(tmp_path, LIST))
    assert "2 added, 1 there already, 4 refused" in capsys.readouterr().out
    before = config.read_bytes()
    run(config, "import", write(tmp_path, LIST))
    assert "0 added, 3 there already, 4 refused" in capsys.readouterr().out
    assert config.read_bytes() == before


def test_what_is_exported_is_imported_as_it_was(
    config: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "out.opml"
    assert run(config, "export", str(file)) == 0
    assert "left out: 11 switched off, " in capsys.readouterr().err
    exported = [feed for feed in load_config(config).feeds if feed.enabled and feed.kind == "feed"]
    assert [(outline.url, outline.title) for outline in parse_opml(file.read_bytes())] == [
        (feed.url, feed.title) for feed in exported
    ]
    text = config.read_text(encoding="utf-8")
    start, end = text.index("[[feeds]]"), text.index("\n[entities.")
    config.write_text(text[:start] + text[end:], encoding="utf-8")
    assert run(config, "import", str(file)) == 0
    back = load_config(config).feeds
    assert [(feed.url, feed.outlet, feed.title) for feed in back] == [
        (feed.url, feed.outlet, feed.title) for feed in exported
    ]


def test_an_export_goes_to_standard_output_and_never_over_a_file(
    config: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(config, "export") == 0
    assert len(parse_opml(capsys.readouterr().out.encode())) > 40
    there = Path(write(tmp_path, "mine"))
    assert run(config, "export", str(there)) == 2
    assert "is there already" in capsys.readouterr().err
    assert there.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("", "no OPML"),
        ("no markup", "no OPML"),
        ("<rss/>", "no OPML: its root is <rss>"),
        ("<opml><body><outline", "no OPML that can be read"),
        (" " * (SIZE_LIMIT + 1), "larger than 10 MB"),
        ("<opml>" + "<outline/>" * 500_000, "more elements than any list of feeds has"),
    ],
)
def test_what_is_no_list_of_feeds_is_told(
    config: Path, tmp_path: Path, body: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = config.read_bytes()
    assert run(config, "import", write(tmp_path, body)) == 2
    assert words in capsys.readouterr().err
    assert config.read_bytes() == before


@pytest.mark.parametrize(
    ("body", "outlines"),
    [
        (b'<opml><body><outline xmlUrl="a:b" title="A"/></body></opml>', [("a:b", "A", "")]),
        (b'<opml><outline xmlUrl="a:b"/><outline xmlUrl="https://b.exa', [("a:b", "", "")]),
        (b'<?xml version="1.0" encoding="iso-8859-1"?><opml><outline text="\xfc" xmlUrl="h:x"/></opml>',
         [("h:x", "\u00fc", "")]),
        (b'<!DOCTYPE o [<!ENTITY a SYSTEM "file:///etc/hostname">]><opml><outline xmlUrl="x"/>&a;</opml>',
         [("x", "", "")]),
        (b"<opml/>", []),
    ],
)  # fmt: skip
def test_a_list_is_read_as_far_as_it_can_be(body: bytes, outlines: list[tuple[str, str, str]]) -> None:
    assert parse_opml(body) == tuple(Outline(*outline) for outline in outlines)


def test_a_list_that_grows_by_its_entities_is_refused_or_stays_small() -> None:
    entities = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12))
    body = f'<!DOCTYPE o [<!ENTITY a "aaaaaaaaaa">{entities}]><opml><outline xmlUrl="x" text="&m;"/></opml>'
    try:
        outlines = parse_opml(body.encode())
    except InputError:
        outlines = ()
    assert all(len(outline.title) <= 2_000 for outline in outlines)


@pytest.mark.parametrize("unit", ["<outline>", "<outline xmlUrl='", "&a;", "<!--"])
def test_a_hostile_list_raises_nothing_but_that_it_is_none(unit: str) -> None:
    body = b"<opml><outline xmlUrl='https://a.example/'/>" + unit.encode() * (3_000_000 // len(unit))
    try:
        outlines = parse_opml(body)
    except InputError:
        outlines = ()
    assert len(outlines) <= 1
