"""The commands over the story of the demo, played to its end."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from watcher.cli.main import main
from watcher.store.writer import open_store
from watcher.wiring import DATABASE_NAME, utc_now

if TYPE_CHECKING:
    from pathlib import Path

EXPULSION = "tidewell-expulsion"


class Watcher:
    """Runs commands on one folder and keeps what they print."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capsys = capsys
        self.errors = ""

    def run(self, *argv: str) -> tuple[int, str]:
        code = main(["--config", str(self.folder / "signals.toml"), *argv])
        printed = self._capsys.readouterr()
        self.errors = printed.err
        return code, printed.out

    def read(self, *argv: str) -> Any:
        """The one JSON object that a command prints."""
        code, printed = self.run(*argv, "--json")
        assert (code, self.errors) == (0, "")
        return json.loads(printed)

    def read_lines(self, *argv: str) -> list[Any]:
        code, printed = self.run(*argv, "--json")
        assert (code, self.errors) == (0, "")
        return [json.loads(line) for line in printed.splitlines()]


@pytest.fixture
def watcher(played: Path, capsys: pytest.CaptureFixture[str]) -> Watcher:
    return Watcher(played, capsys)


@pytest.fixture
def own_watcher(played: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Watcher:
    """On a copy, for commands that write."""
    shutil.copytree(played, tmp_path / "copy")
    return Watcher(tmp_path / "copy", capsys)


# --------------------------------------------------------------------------------------------- status


def test_status_gives_every_field_as_json(watcher: Watcher) -> None:
    board = watcher.read("status", "--as-of", "2026-05-08T14:00:00Z")
    assert set(board) == {
        *("as_of", "problem", "running", "pid", "last_poll", "feeds", "articles", "deliveries", "signals")
    }
    expulsion, codes = board["signals"]
    assert set(expulsion) == {
        *("signal", "proposition", "status", "reason", "since", "grade", "origins", "hits", "freshest"),
        *("episode", "acknowledged", "muted_until", "expired", "baseline", "coverage"),
    }
    assert set(expulsion["coverage"]) == {"blind", "reason", "feeds", "seeing", "blind_feeds"}
    assert (expulsion["signal"], expulsion["status"], expulsion["since"]) == (
        EXPULSION,
        "REVERSED",
        "2026-05-08T13:00:00Z",
    )
    assert (codes["signal"], codes["status"]) == ("tidewell-codes", "WATCH")


@pytest.mark.parametrize(
    ("as_of", "status", "code"),
    [
        ("2026-05-04T08:00:00Z", "QUIET", 0),
        ("2026-05-04T15:00:00Z", "WATCH", 0),
        ("2026-05-05T09:00:00Z", "REPORTED", 10),
        ("2026-05-05T13:00:00Z", "CORROBORATED", 20),
        ("2026-05-05T17:00:00Z", "CONFIRMED", 30),
        ("2026-05-08T14:00:00Z", "REVERSED", 40),
    ],
)
def test_status_tells_how_it_stood_at_an_instant_and_leaves_with_its_code(
    watcher: Watcher, as_of: str, status: str, code: int
) -> None:
    left, printed = watcher.run("status", "--as-of", as_of, "--exit-code")
    assert left == code
    assert re.search(rf"^{status} +{EXPULSION}", printed, re.MULTILINE)


def test_status_says_that_nobody_polls(watcher: Watcher) -> None:
    _, printed = watcher.run("status")
    assert "BLIND: watcher is not running; last poll" in printed
    assert watcher.read("status")["running"] is False


def test_status_exits_with_3_when_blind_and_0_without_the_option(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = """
[entities.ministry]
names = ["Ministry"]
[entities.tidewell]
names = ["Tidewell"]
[signals.ban]
proposition = "The Ministry has banned Tidewell"
actor = ["ministry"]
object = ["tidewell"]
verbs = ["ban"]
[outlets."press.example"]
name = "Press"
owner = "Press"
[[feeds]]
url = "http://127.0.0.1:1/feed"
outlet = "press.example"
"""
    (tmp_path / "signals.toml").write_text(text, encoding="utf-8")
    watcher = Watcher(tmp_path, capsys)
    code, printed = watcher.run("poll")
    assert code == 1  # not one feed could be read
    assert "http://127.0.0.1:1/feed: " in printed
    assert watcher.run("status")[0] == 0
    code, printed = watcher.run("status", "--exit-code")
    assert code == 3
    assert re.search(r"^BLIND +ban", printed, re.MULTILINE)


# --------------------------------------------------------------------------------------- show and hits


def test_show_gives_status_history_and_evidence(watcher: Watcher) -> None:
    shown = watcher.read("show", EXPULSION, "--limit", "100")
    assert [step["to"] for step in reversed(shown["history"])] == [
        *("WATCH", "REPORTED", "CORROBORATED", "CONFIRMED", "REVERSED")
    ]
    step = shown["history"][0]
    assert set(step) == {
        *("at", "noticed_at", "from", "to", "reason", "grade", "origins", "articles", "episode"),
        *("baseline", "told", "told_detail"),
    }
    assert (step["from"], step["to"]) == ("CONFIRMED", "REVERSED")
    assert {hit["stance"] for hit in shown["evidence"]} >= {"anticipates", "confirms", "reverses"}
    assert shown["rulings"] == []


def test_show_draws_the_hits_of_each_day_by_stance_and_tells_them_as_numbers(watcher: Watcher) -> None:
    shown = watcher.read("show", EXPULSION, "--limit", "100")
    counted = {(day["day"], day["stance"]): day["hits"] for day in shown["days"]}
    assert counted == Counter((hit["at"][:10], hit["stance"]) for hit in shown["evidence"])
    _, printed = watcher.run("show", EXPULSION)
    assert re.search(r"^  reverses     [·▁-█]+  \d+", printed, re.MULTILINE)


def test_show_tells_how_it_stood_at_an_instant(watcher: Watcher) -> None:
    shown = watcher.read("show", EXPULSION, "--as-of", "2026-05-05T17:00:00Z")
    assert shown["status"] == "CONFIRMED"
    assert shown["history"][0]["to"] == "CONFIRMED"
    assert {hit["at"] <= "2026-05-05T17:00:00Z" for hit in shown["evidence"]} == {True}
    assert max(day["day"] for day in shown["days"]) <= "2026-05-05"
    _, printed = watcher.run("show", EXPULSION, "--as-of", "2026-05-05T17:00:00Z")
    assert "REVERSED" not in printed
    assert "not on record" in printed


def test_before_the_first_feed_was_read_nothing_could_be_seen(watcher: Watcher) -> None:
    board = watcher.read("status", "--as-of", "2020-01-01")
    assert [signal["status"] for signal in board["signals"]] == ["BLIND", "BLIND"]
    _, printed = watcher.run("status", "--as-of", "2020-01-01")
    assert "nobody looked yet: the first feed was read at 2026-" in " ".join(printed.split())


def test_a_mark_and_a_ruling_do_not_change_what_was_so_before_them(own_watcher: Watcher) -> None:
    before = own_watcher.read("status", "--as-of", "2026-05-05T17:00:00Z")
    for hit in own_watcher.read_lines("hits", "--signal", EXPULSION, "--stance", "confirms"):
        assert own_watcher.run("mark", str(hit["id"]), "wrong", "--stance", "none")[0] == 0
    assert own_watcher.run("reject", EXPULSION, "--note", "no")[0] == 0
    after = own_watcher.read("status", "--as-of", "2026-05-05T17:00:00Z")
    kept = ("status", "reason", "since", "grade", "origins", "hits", "episode")
    assert [[signal[name] for name in kept] for signal in after["signals"]] == [
        [signal[name] for name in kept] for signal in before["signals"]
    ]


def test_a_terminal_that_knows_no_bars_gets_digits(watcher: Watcher) -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "watcher.cli.main",
            "--config",
            str(watcher.folder / "signals.toml"),
            "show",
            EXPULSION,
        ],
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=True,
    )
    assert done.stdout.isascii()
    assert re.search(rb"^  reverses     [.0-9+]+  \d+", done.stdout, re.MULTILINE)


def test_show_tells_which_titles_were_changed(own_watcher: Watcher) -> None:
    with closing(open_store(own_watcher.folder / "state" / DATABASE_NAME)) as store:
        (article_id,) = store.connection.execute("SELECT article_id FROM evidence ORDER BY at").fetchone()
        before = store.get_article_evidence(article_id)[0]
        store.add_correction(article_id, before, "Nothing of it \x1b[31m", None, utc_now())
    (correction,) = own_watcher.read("show", before.verdict.signal_id)["corrections"]
    assert (correction["title_before"], correction["title_after"]) == (before.title, "Nothing of it \x1b[31m")
    assert (correction["stance_before"], correction["stance_after"]) == (before.stance, None)
    _, printed = own_watcher.run("show", before.verdict.signal_id)
    assert f"{before.stance} -> says nothing of it" in printed
    assert "\x1b" not in printed


def test_show_for_people_names_steps_outlets_and_titles(watcher: Watcher) -> None:
    code, printed = watcher.run("show", EXPULSION)
    assert code == 0
    assert "CONFIRMED -> REVERSED" in printed
    assert "northwire.example (A)" in printed
    assert "ports-ministry.example (A, official)" in printed
    assert "Order 17: Ministry of Ports expels Tidewell from state harbours" in printed


def test_an_unknown_signal_is_told_with_the_known_ones(watcher: Watcher) -> None:
    code, _ = watcher.run("show", "nonsense")
    assert code == 2
    assert watcher.errors == (
        "watcher: there is no signal 'nonsense'; known: tidewell-expulsion, tidewell-codes\n"
    )


def test_an_unknown_message_is_told_with_where_the_known_ones_stand(watcher: Watcher) -> None:
    code, _ = watcher.run("why", "4711")
    assert code == 2
    assert watcher.errors.startswith("watcher: there is no message 4711; `watcher outbox list` has those")


def test_hits_gives_every_field_one_line_each(watcher: Watcher) -> None:
    hits = watcher.read_lines("hits", "--limit", "100")
    assert hits
    for hit in hits:
        assert set(hit) == {
            *("id", "signal", "stance", "fresh", "score", "field", "quote", "cue", "genre", "at", "outlet"),
            *("reliability", "official", "origin", "story", "title", "url", "article", "mark", "page"),
        }
    assert [hit["at"] for hit in hits] == sorted((hit["at"] for hit in hits), reverse=True)


@pytest.mark.parametrize(
    ("options", "field", "value"),
    [
        (["--signal", "tidewell-codes"], "signal", "tidewell-codes"),
        (["--stance", "reverses"], "stance", "reverses"),
        (["--outlet", "northwire.example"], "outlet", "northwire.example"),
    ],
)
def test_hits_are_narrowed_by_their_filters(
    watcher: Watcher, options: list[str], field: str, value: str
) -> None:
    everything = watcher.read_lines("hits", "--limit", "100")
    found = watcher.read_lines("hits", "--limit", "100", *options)
    assert found == [hit for hit in everything if hit[field] == value]
    assert 0 < len(found) < len(everything)


def test_hits_come_as_csv_too_all_of_them_if_wanted(watcher: Watcher) -> None:
    everything = watcher.read_lines("hits", "--all")
    rows = list(csv.DictReader(io.StringIO(watcher.run("hits", "--all", "--csv")[1])))
    assert [row["id"] for row in rows] == [str(hit["id"]) for hit in everything]
    assert [row["quote"] for row in rows] == [hit["quote"] for hit in everything]
    assert len(watcher.run("hits", "--limit", "2", "--csv")[1].splitlines()) == 3


@pytest.mark.parametrize("words", [["expels", "tidewell"], ['"Ministry expels Tidewell"']], ids=str)
def test_search_finds_stored_articles_by_their_words(watcher: Watcher, words: list[str]) -> None:
    found = watcher.read_lines("search", *words)
    assert found
    assert all("tidewell" in f"{article['title']} {article['summary']}".lower() for article in found)
    _, printed = watcher.run("search", *words)
    for article in found:
        assert f"{article['id']:>6}  " in printed
        assert article["title"] in printed
    assert len(watcher.read_lines("search", *words, "--limit", "1")) == 1


def test_a_search_that_finds_nothing_says_so(watcher: Watcher) -> None:
    assert watcher.run("search", "nosuchword") == (0, "No article holds all of these words.\n")


def test_hits_since_an_instant_and_up_to_a_number(watcher: Watcher) -> None:
    everything = watcher.read_lines("hits", "--limit", "100")
    since = "2026-05-06T00:00:00Z"
    assert watcher.read_lines("hits", "--since", since) == [hit for hit in everything if hit["at"] >= since]
    assert watcher.read_lines("hits", "--limit", "2") == everything[:2]


# ------------------------------------------------------------------- judge, evaluate, replay, explain

ARTICLES = [
    {"id": "a", "title": "Ports Ministry expels Tidewell from state harbours", "summary": ""},
    {"id": "b", "title": "Council meets on Tuesday", "summary": "Roads and schools."},
    {"id": "c", "title": "Ports Ministry threatens to expel Tidewell", "summary": ""},
]


@pytest.fixture
def articles(tmp_path: Path) -> str:
    path = tmp_path / "articles.jsonl"
    path.write_text("".join(json.dumps(article) + "\n" for article in ARTICLES), encoding="utf-8")
    return str(path)


def test_judge_answers_each_line_with_one_in_order(watcher: Watcher, articles: str) -> None:
    lines = watcher.read_lines("judge", articles)
    assert [line["id"] for line in lines] == ["a", "b", "c"]
    assert all(set(line) == {"id", "evidence"} for line in lines)
    (confirms,), nothing, (anticipates,) = (line["evidence"] for line in lines)
    assert set(confirms) == {"signal", "stance", "fresh", "score", "field", "quote", "cue"}
    assert (confirms["signal"], confirms["stance"], confirms["fresh"], confirms["field"]) == (
        *(EXPULSION, "confirms", True, "title"),
    )
    assert confirms["quote"] == ARTICLES[0]["title"]
    assert nothing == []
    assert (anticipates["stance"], anticipates["cue"]) == ("anticipates", "threatens")


def test_judge_for_people_prints_a_line_each_with_nothing_that_acts(watcher: Watcher, tmp_path: Path) -> None:
    path = tmp_path / "hostile.jsonl"
    path.write_text(
        json.dumps({"id": "\x1b[2J", "title": "Ports Ministry expels Tidewell \x1b]0;x\x07\u202e"}) + "\n",
        encoding="utf-8",
    )
    code, printed = watcher.run("judge", str(path))
    assert code == 0
    assert all(char.isprintable() for char in printed.rstrip("\n"))
    assert "\\u202e" in printed


def test_json_of_hostile_text_is_ascii(watcher: Watcher, tmp_path: Path) -> None:
    path = tmp_path / "hostile.jsonl"
    path.write_text(json.dumps({"id": "\u202e\x9b", "title": "x"}) + "\n", encoding="utf-8")
    code, printed = watcher.run("judge", str(path), "--json")
    assert code == 0
    assert printed.isascii()
    assert json.loads(printed)["id"] == "\u202e\x9b"


def test_a_bad_line_ends_judging_with_2_after_the_good_ones(watcher: Watcher, tmp_path: Path) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text('{"id": "a", "title": "x"}\nnonsense\n', encoding="utf-8")
    code, _ = watcher.run("judge", str(path), "--json")
    assert code == 2
    assert f"{path}, line 2: this is not JSON" in watcher.errors


LABELS = [{EXPULSION: "confirms"}, {EXPULSION: "confirms"}, {EXPULSION: "denies"}]


@pytest.fixture
def labelled(tmp_path: Path) -> str:
    path = tmp_path / "labelled.jsonl"
    rows: list[dict[str, object]] = [
        {**article, "labels": labels} for article, labels in zip(ARTICLES, LABELS, strict=True)
    ]
    rows.append({"id": "unsure", "title": "x", "labels": {EXPULSION: "reverses"}, "sure": False})
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return str(path)


def test_evaluate_gives_measures_and_the_ids_of_what_went_wrong(watcher: Watcher, labelled: str) -> None:
    report = watcher.read("evaluate", labelled)
    assert (report["articles"], report["left_out"]) == (3, 1)
    assert report["signals"] == {
        EXPULSION: {
            "anticipates": {"support": 0, "precision": 0.0, "recall": None, "f1": 0.0},
            "confirms": {"support": 2, "precision": 1.0, "recall": 0.5, "f1": pytest.approx(2 / 3)},
            "denies": {"support": 1, "precision": None, "recall": 0.0, "f1": 0.0},
        }
    }
    assert report["all"] == report["signals"][EXPULSION]
    assert report["misses"] == {EXPULSION: {"confirms": ["b"], "denies": ["c"]}}
    assert report["false_alarms"] == {EXPULSION: {"anticipates": ["c"]}}
    assert report["confusion"] == {
        EXPULSION: {"confirms": {"confirms": 1, "none": 1}, "denies": {"anticipates": 1}}
    }
    assert report["intervals"][EXPULSION]["confirms"]["recall"] == pytest.approx([0.0945, 0.9055], abs=1e-4)


def test_evaluate_shows_a_person_no_character_that_acts(watcher: Watcher, tmp_path: Path) -> None:
    path = tmp_path / "labelled.jsonl"
    row = {"id": "a\x1b[31m\u202e", "title": "x", "labels": {EXPULSION: "confirms"}}
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    code, printed = watcher.run("evaluate", str(path))
    assert code == 0
    assert "a\\x1b[31m\\u202e" in printed
    assert "1 article, 0 left out" in printed
    assert not {"\x1b", "\u202e"} & set(printed)


def test_evaluate_for_people_draws_tables_and_names_every_disagreement(
    watcher: Watcher, labelled: str
) -> None:
    code, printed = watcher.run("evaluate", labelled)
    assert code == 0
    assert "3 articles, 1 left out as arguable" in printed
    assert f"b  {EXPULSION}  labelled confirms, said none" in printed
    assert f"c  {EXPULSION}  labelled denies, said anticipates" in printed
    assert "\x1b" not in printed


def test_a_label_of_an_unknown_signal_is_told(watcher: Watcher, tmp_path: Path) -> None:
    path = tmp_path / "labelled.jsonl"
    path.write_text('{"id": "a", "labels": {"nonsense": "confirms"}}\n', encoding="utf-8")
    code, _ = watcher.run("evaluate", str(path))
    assert code == 2
    assert "found signal 'nonsense'; signals.toml has: tidewell-codes, tidewell-expulsion" in watcher.errors


def test_replay_of_a_file_prints_the_steps_with_their_fields(watcher: Watcher, tmp_path: Path) -> None:
    path = tmp_path / "dated.jsonl"
    outlets = ("harbour-gazette.example", "tidemark-daily.example", "northwire.example")
    rows = [
        {**article, "published": f"2026-05-0{9 - number}T10:00:00Z", "outlet": outlet}
        for number, (article, outlet) in enumerate(zip(ARTICLES, outlets, strict=True))
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    steps = watcher.read_lines("replay", str(path))
    assert all(set(step) == {"at", "signal", "from", "to", "reason", "articles"} for step in steps)
    assert [(step["at"], step["from"], step["to"], step["articles"]) for step in steps] == [
        ("2026-05-07T10:00:00Z", "QUIET", "WATCH", ["c"]),
        ("2026-05-09T10:00:00Z", "WATCH", "REPORTED", ["a"]),
    ]


def test_replay_of_what_is_stored_takes_the_steps_that_were_taken(watcher: Watcher) -> None:
    steps = [step for step in watcher.read_lines("replay") if step["signal"] == EXPULSION]
    assert [step["to"] for step in steps] == [*("WATCH", "REPORTED", "CORROBORATED", "CONFIRMED", "REVERSED")]


URL = "https://northwire.example/tidewell-expelled"


def test_explain_derives_a_stored_article_and_says_how_it_weighs(watcher: Watcher) -> None:
    explained = watcher.read("explain", URL)
    assert set(explained) == {"id", "title", "url", "published", "evidence", "stored", "page", "gaps"}
    (evidence,) = explained["evidence"]
    assert set(evidence) == {
        *("signal", "stance", "fresh", "score", "field", "quote", "cue"),
        *("genre", "credited", "words", "derivation"),
    }
    assert {"role", "start", "end", "text"} == set(evidence["words"][0])
    words = {word["text"] for word in evidence["words"]}
    assert {"expels", "Tidewell"} <= words
    (stored,) = explained["stored"]
    assert (stored["outlet"], stored["reliability"]) == ("northwire.example", "A")


def test_explain_for_people_marks_the_words_and_names_silent_signals(watcher: Watcher) -> None:
    code, printed = watcher.run("explain", URL)
    assert code == 0
    assert "tidewell-expulsion: CONFIRMS, the article's news" in printed
    assert "[trigger: expels] [object: Tidewell]" in printed
    assert "tidewell-codes: no evidence" in printed
    assert re.search(r"^    why        names the .*; lacks ", printed, re.MULTILINE)


def test_explain_of_an_unknown_article_says_what_to_do(watcher: Watcher) -> None:
    code, _ = watcher.run("explain", "https://elsewhere.example/")
    assert code == 2
    assert "no stored article has the number, key or URL 'https://elsewhere.example/'" in watcher.errors


# ------------------------------------------------------------------------- rulings, silences, the file


@pytest.mark.parametrize(("command", "status"), [("confirm", "CONFIRMED"), ("reject", "QUIET")])
def test_a_persons_word_wins_at_once_and_is_kept(own_watcher: Watcher, command: str, status: str) -> None:
    code, printed = own_watcher.run(command, EXPULSION, "--note", "seen with my own eyes", "--author", "ada")
    assert code == 0
    assert f"REVERSED -> {status}" in printed
    shown = own_watcher.read("show", EXPULSION)
    assert shown["history"][0]["to"] == status
    (ruling,) = shown["rulings"]
    assert (ruling["kind"], ruling["author"], ruling["note"]) == (command, "ada", "seen with my own eyes")


def test_ack_shows_on_the_board(own_watcher: Watcher) -> None:
    assert own_watcher.run("ack", EXPULSION)[0] == 0
    assert own_watcher.read("status")["signals"][0]["acknowledged"] is True


def test_a_ruling_on_an_unknown_signal_is_refused(own_watcher: Watcher) -> None:
    assert own_watcher.run("confirm", "nonsense", "--note", "x")[0] == 2


def test_a_silence_is_added_listed_shown_and_ended(own_watcher: Watcher) -> None:
    code, printed = own_watcher.run("silence", "add", "--for", "2h", "--note", "we watch it live", EXPULSION)
    assert code == 0
    assert "tidewell-expulsion muted until" in printed
    (silence,) = own_watcher.read_lines("silence", "list")
    assert set(silence) == {"id", "signals", "statuses", "channels", "from", "until", "author", "note"}
    assert (silence["signals"], silence["note"]) == ([EXPULSION], "we watch it live")
    expulsion, codes = own_watcher.read("status")["signals"]
    assert expulsion["muted_until"] == silence["until"]
    assert codes["muted_until"] is None
    assert own_watcher.run("silence", "expire", str(silence["id"]))[0] == 0
    assert own_watcher.read_lines("silence", "list") == []
    assert own_watcher.run("silence", "expire", str(silence["id"]))[0] == 2


CODES = "tidewell-codes"
SILENCES: dict[str, tuple[list[str], dict[str, list[str]], str, list[str]]] = {
    "everything": ([], {}, "all signals muted until", [EXPULSION, CODES]),
    "a signal": ([CODES], {"signals": [CODES]}, "tidewell-codes muted until", [CODES]),
    "two signals": ([EXPULSION, CODES], {"signals": [EXPULSION, CODES]}, "muted until", [EXPULSION, CODES]),
    "a pattern": (["*-expulsion"], {"signals": ["*-expulsion"]}, "*-expulsion muted until", [EXPULSION]),
    "a status": (
        ["--status", "WATCH", "--status", "REPORTED", CODES],
        {"signals": [CODES], "statuses": ["WATCH", "REPORTED"]},
        "tidewell-codes (WATCH, REPORTED) muted until",
        [],
    ),
    "a channel": (
        ["--channel", "console"],
        {"channels": ["console"]},
        "all signals (on console) muted until",
        [],
    ),
    "all at once": (
        ["tidewell-*", "--status", "CONFIRMED", "--channel", "console", "--author", "ada"],
        {"signals": ["tidewell-*"], "statuses": ["CONFIRMED"], "channels": ["console"]},
        "tidewell-* (CONFIRMED; on console) muted until",
        [],
    ),
}


@pytest.mark.parametrize(("options", "matchers", "told", "muted"), SILENCES.values(), ids=SILENCES)
def test_a_silence_mutes_what_its_options_name(
    own_watcher: Watcher, options: list[str], matchers: dict[str, list[str]], told: str, muted: list[str]
) -> None:
    code, printed = own_watcher.run("silence", "add", "--for", "30m", "--note", "drill", *options)
    assert code == 0, own_watcher.errors
    assert told in printed
    (silence,) = own_watcher.read_lines("silence", "list")
    none: dict[str, list[str]] = {"signals": [], "statuses": [], "channels": []}
    assert {key: silence[key] for key in none} == none | matchers
    assert silence["author"] == "ada" or "--author" not in options
    signals = own_watcher.read("status")["signals"]
    assert [row["signal"] for row in signals if row["muted_until"] is not None] == muted


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--channel", "consle"], "has no channel 'consle'; it has: console"),
        (["tidewell-cods"], "tidewell-cods"),
    ],
)
def test_a_silence_that_would_mute_nothing_is_refused(
    own_watcher: Watcher, options: list[str], words: str
) -> None:
    assert own_watcher.run("silence", "add", "--for", "30m", "--note", "drill", *options)[0] == 2
    assert words in own_watcher.errors
    assert own_watcher.read_lines("silence", "list") == []


@pytest.mark.parametrize("span", ["2", "h", "0h", "-1h", "2 h", "99999d", "1y"])
def test_a_span_that_is_none_is_refused_with_an_example(own_watcher: Watcher, span: str) -> None:
    with pytest.raises(SystemExit) as left:
        own_watcher.run("silence", "add", f"--for={span}", "--note", "x")
    assert left.value.code == 2


def test_a_silence_that_would_end_in_the_past_is_refused(own_watcher: Watcher) -> None:
    assert own_watcher.run("silence", "add", "--until", "2026-01-01", "--note", "x")[0] == 2
    assert "has passed" in own_watcher.errors


def test_a_backup_is_a_whole_database_and_never_overwrites(own_watcher: Watcher, tmp_path: Path) -> None:
    state = tmp_path / "restored"
    state.mkdir()
    target = state / "watcher.db"
    assert own_watcher.run("db", "backup", str(target))[0] == 0
    assert [path.name for path in state.iterdir()] == ["watcher.db"]
    assert own_watcher.read("hits", "--limit", "1") == own_watcher.read(
        "hits", "--limit", "1", "--state", str(state)
    )
    assert own_watcher.run("db", "backup", str(target))[0] == 2
    assert "exists already" in own_watcher.errors


def test_a_backup_that_cannot_be_written_leaves_nothing(own_watcher: Watcher, tmp_path: Path) -> None:
    target = tmp_path / "no such folder" / "backup.db"
    assert own_watcher.run("db", "backup", str(target))[0] == 1
    assert "backup.db" in own_watcher.errors
    assert not target.parent.exists()


def test_a_sound_file_is_told_sound_and_a_damaged_one_damaged(own_watcher: Watcher) -> None:
    assert own_watcher.read("db", "check")["sound"] is True
    database = own_watcher.folder / "state" / "watcher.db"
    own_watcher.run("db", "prune", "--older-than", "5000w", "--compact")  # the log is folded into the file
    body = bytearray(database.read_bytes())
    middle = len(body) // 2
    body[middle : middle + 8192] = b"\xff" * 8192
    database.write_bytes(bytes(body))
    assert own_watcher.run("db", "check")[0] == 1


def test_pruning_forgets_the_text_of_what_is_no_evidence_and_nothing_else(own_watcher: Watcher) -> None:
    before = own_watcher.read_lines("hits", "--limit", "100")
    code, printed = own_watcher.run("db", "prune", "--older-than", "1d")
    assert code == 0
    assert re.fullmatch(r"[1-9]\d* articles pruned\.\n", printed)
    assert own_watcher.read_lines("hits", "--limit", "100") == before
    assert own_watcher.run("db", "prune", "--older-than", "1d")[1] == "0 articles pruned.\n"
    assert own_watcher.read("db", "check")["sound"] is True
