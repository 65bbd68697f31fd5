"""`watcher signals new` and `test`, as a person and as a script run them."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
import tomllib
from typing import TYPE_CHECKING, Any

import pytest

from watcher.cli.main import main
from watcher.config import load_config

if TYPE_CHECKING:
    from pathlib import Path

FILE = """\
# my desk
[entities.acme]
names = ["Acme", "Acme Works"]

[entities.railway]
names = ["Northern Railway"]

[signals.sale]  # mine
proposition = "Acme has sold the Northern Railway"
actor = "acme"
object = "railway"
verbs = ["sell"]
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "signals.toml"
    path.write_text(FILE, encoding="utf-8")
    return path


def draft(path: Path, proposition: str, *options: str) -> dict[str, Any]:
    """Run `signals new` and give the tables of the signal it added."""
    known = set(tomllib.loads(path.read_text(encoding="utf-8"))["signals"])
    assert main(["signals", "new", "--config", str(path), "--proposition", proposition, *options]) == 0
    tables = tomllib.loads(path.read_text(encoding="utf-8"))["signals"]
    (added,) = tables.keys() - known
    table: dict[str, Any] = tables[added]
    return {**table, "id": added}


# proposition -> id, actor, verb, object, complement and name of the act of the draft
PROPOSITIONS = [
    (
        "The Harbour Board has revoked Tidewell's licence",
        ("licence-revoke", "harbour-board", "revoke", "tidewell", "licence", "revocation"),
    ),
    (
        "Tidewell's licence has been revoked by the Harbour Board",
        ("licence-revoke", "harbour-board", "revoke", "tidewell", "licence", "revocation"),
    ),
    (
        "The United States has imposed sanctions on Gazprom",
        ("sanctions-impose", "united-states", "impose", "gazprom", "sanctions", "imposition"),
    ),
    ("Microsoft acquires OpenAI", ("openai-acquire", "microsoft", "acquire", "openai", None, "acquisition")),
    ("Labour has expelled Jo Smith", ("jo-smith-expel", "labour", "expel", "jo-smith", None, "expulsion")),
    ("Boeing has filed for bankruptcy", ("bankruptcy-file", "boeing", "file", None, "bankruptcy", None)),
    ("Jo Smith has finally resigned", ("jo-smith-resign", "jo-smith", "resign", None, None, "resignation")),
    ("The regulator fined Meta.", ("meta-fine", "regulator", "fine", "meta", None, "fine")),
    ("The state has banned TikTok", ("tiktok-ban", "state", "ban", "tiktok", None, "ban")),
    ("Acme has sold its ships", ("ships-sell", "acme", "sell", "ships", None, "sale")),
    ("The party has labelled Acme a threat", ("acme-label", "party", "label", "acme", None, None)),
]


@pytest.mark.parametrize(("proposition", "expected"), PROPOSITIONS, ids=[row[0] for row in PROPOSITIONS])
def test_a_draft_is_guessed_from_the_proposition_and_its_examples_are_judged_rightly(
    path: Path, capsys: pytest.CaptureFixture[str], proposition: str, expected: tuple[str | None, ...]
) -> None:
    table = draft(path, proposition, "--rival", "Northsea Ferries", "--rival", "Baltic Lines")
    first = {
        key: value if isinstance(value, str) else value[0]
        for key, value in table.items()
        if key != "examples"
    }
    keys = ("id", "actor", "verbs", "object", "complement", "nouns")
    assert tuple(first.get(key) for key in keys) == expected
    stances = {example["stance"] for example in table["examples"]}
    assert stances == {"confirms", "anticipates", "denies", "reverses", "none"}
    report = capsys.readouterr().out
    assert "WRONG" not in report
    assert report.count("  right  ") == len(table["examples"]) >= 10
    assert main(["check", "--config", str(path)]) == 0


def test_a_draft_has_what_news_calls_such_an_act(path: Path) -> None:
    table = draft(path, "Labour has dismissed Jo Smith")
    assert table["verbs"][:3] == ["dismiss", "sack", "fire"]
    assert table["nouns"][:2] == ["dismissal", "sacking"]
    assert "vote of no confidence" in table["precursors"]
    text = path.read_text(encoding="utf-8")
    for pattern in ('complement = ["duties", "post", "command"]', 'tells = "denies"'):
        assert f"\n# {pattern}\n" in text
    assert table.keys().isdisjoint({"patterns"})


def test_words_that_are_given_are_not_added_to(path: Path) -> None:
    table = draft(path, "Labour has dismissed Jo Smith", "--verb", "dismiss")
    assert (table["verbs"], table["nouns"]) == (["dismiss"], ["dismissal"])
    assert "precursors" not in table


def test_the_file_grows_at_its_end_and_keeps_all_else(path: Path) -> None:
    draft(path, "Microsoft acquires OpenAI")
    assert path.read_text(encoding="utf-8").startswith(FILE + "\n# ---")


def test_everything_can_be_said_by_options(path: Path) -> None:
    table = draft(
        path,
        *("The railway changes hands", "--id", "hand_over"),
        *("--actor", "acme", "--object", "Northern Railway", "--object", "the northern line"),
        *("--verb", "sell", "--verb", "hand over", "--noun", "handover", "--complement", "railway"),
        *("--called", "sold asset", "--rival", "Southern Railway"),
    )
    examples = table.pop("examples")
    assert table == {
        "id": "hand_over",
        "proposition": "The railway changes hands",
        "actor": "acme",
        "object": "railway",
        "competitors": "other-than-railway",
        "verbs": ["sell", "hand over"],
        "nouns": ["handover"],
        "states": ["sold asset"],
        "complement": ["railway"],
    }
    assert examples[0] == {"title": "Acme sells Northern Railway a sold asset", "stance": "confirms"}


def test_an_entity_gets_the_names_that_follow_from_its_name(path: Path) -> None:
    draft(
        path,
        *("The Ministry of Transport has fined Tidewell Lines Ltd", "--rival", "European Ferry Company"),
    )
    entities = load_config(path).entities
    assert entities["ministry-of-transport"].names == ("Ministry of Transport", "Transport Ministry")
    assert (entities["ministry-of-transport"].kind, entities["ministry-of-transport"].exact) == (
        "government",
        (),
    )
    assert entities["tidewell-lines-ltd"].names == ("Tidewell Lines Ltd", "Tidewell Lines")
    assert entities["tidewell-lines-ltd"].kind == "company"
    draft(path, "The European Central Bank has cut interest rates")
    assert load_config(path).entities["european-central-bank"].exact == ("ECB",)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ([], "--proposition is missing"),
        (["--proposition", "Workers at Northsea are on strike"], "--verb is missing"),
        (["--proposition", "It is about to rain now", "--verb", "rain"], "--actor and --object are missing"),
        (["--proposition", "Acme acquires OpenAI", "--id", "sale"], "there is a signal 'sale' already"),
        (["--proposition", "Acme acquires OpenAI", "--id", "My Sale"], "such as 'my-sale'"),
        (["--proposition", "Acme acquires OpenAI", "--verb", "x" * 81], "nowhere"),
    ],
    ids=lambda value: " ".join(value)[:60] if isinstance(value, list) else "",
)
def test_what_cannot_be_drafted_is_refused_and_the_file_stays(
    path: Path, capsys: pytest.CaptureFixture[str], options: list[str], message: str
) -> None:
    if message == "nowhere":
        message = "signals.openai-" + "x" * 57 + ".verbs[0]"
    assert main(["signals", "new", "--config", str(path), *options]) in (1, 2)
    captured = capsys.readouterr()
    assert message in captured.err
    assert captured.out == ""
    assert path.read_text(encoding="utf-8") == FILE
    assert [file.name for file in path.parent.iterdir()] == ["signals.toml"]


def test_a_faulty_file_is_told_before_anything_is_asked(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path.write_text(FILE + "verb = 1\n", encoding="utf-8")
    assert main(["signals", "new", "--config", str(path)]) == 1
    assert "known keys" in capsys.readouterr().err


def run_on_terminal(path: Path, answers: str) -> subprocess.CompletedProcess[str]:
    """Run `signals new` with a terminal for its input."""
    ours, theirs = pty.openpty()
    os.write(ours, answers.encode())
    try:
        return subprocess.run(
            [sys.executable, "-m", "watcher.cli.main", "--config", str(path), "signals", "new"],
            stdin=theirs,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    finally:
        os.close(theirs)
        os.close(ours)


def test_on_a_terminal_it_asks_and_offers_its_guesses(path: Path) -> None:
    answers = [
        "Acme has revoked Tidewell's licence",
        "",
        "revoke, cancel",
        "",
        "",
        "",
        "-",
        "Northsea, Baltic",
        "new",
    ]
    done = run_on_terminal(path, "".join(f"{answer}\n" for answer in answers))
    assert done.returncode == 0, done.stderr
    assert "Who would do it? [Acme; - for none]" in done.stderr
    assert "[revoke, cancel, withdraw, " in done.stderr
    assert (
        "What is the act called, as a noun? [revocation, cancellation, withdrawal; - for none]" in done.stderr
    )
    config = load_config(path)
    (pattern,) = config.signals["new"].patterns
    assert (pattern.verbs, pattern.nouns, pattern.complement) == (("revoke", "cancel"), (), ("licence",))
    assert config.signals["new"].actor == ("acme",)
    assert config.entities["other-than-tidewell"].names == ("Northsea", "Baltic")
    assert "WRONG" not in done.stdout


def test_leaving_in_the_midst_of_the_questions_changes_nothing(path: Path) -> None:
    done = run_on_terminal(path, "Acme has revoked Tidewell's licence\n\x04")
    assert done.returncode == 130
    assert path.read_text(encoding="utf-8") == FILE


# ---------------------------------------------------------------------------------------------- test

ARTICLES: list[dict[str, Any]] = [
    {"id": "1", "title": "Acme sells Northern Railway", "labels": {"sale": "confirms"}},
    {"id": "2", "title": "Acme threatens to sell Northern Railway", "labels": {"sale": "confirms"}},
    {
        "id": "3",
        "title": "Weather \u001b[2J stays mild",
        "summary": "So say all.",
        "labels": {"sale": "denies"},
    },
    {"id": "4", "title": "Acme has sold the Northern Railway"},
    {"id": "5", "title": "Acme sells Northern Railway", "labels": {"sale": "denies"}, "sure": False},
    {"id": "6", "title": "Nothing to see"},
]


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    file = tmp_path / "labelled.jsonl"
    file.write_text("".join(json.dumps(article) + "\n" for article in ARTICLES), encoding="utf-8")
    return file


def test_each_error_is_shown_with_text_stances_and_derivation(
    path: Path, labelled: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["signals", "test", str(labelled), "--config", str(path)]) == 1
    out = capsys.readouterr().out
    assert "sale: labelled (rows) and said (columns)" in out
    assert (
        "2  sale: expected confirms, found anticipates\n    Acme threatens to sell Northern Railway\n" in out
    )
    assert "'threatens'" in out
    assert "3  sale: expected denies, found none\n    Weather \\x1b[2J stays mild\n    So say all.\n" in out
    assert "no clause has the words that the signal requires" in out
    assert "4  sale: expected none, found confirms" in out
    assert out.endswith("5 articles, 1 left out as arguable: 3 errors\n")


def test_errors_come_as_json_for_programs(
    path: Path, labelled: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["signals", "test", str(labelled), "--json", "--config", str(path)]) == 1
    report = json.loads(capsys.readouterr().out)
    assert (report["articles"], report["left_out"]) == (5, 1)
    assert report["confusion"] == {
        "sale": {
            "confirms": {"confirms": 1, "anticipates": 1},
            "denies": {"none": 1},
            "none": {"confirms": 1},
        }
    }
    assert [(error["id"], error["expected"], error["found"]) for error in report["errors"]] == [
        ("2", "confirms", "anticipates"),
        ("3", "denies", "none"),
        ("4", "none", "confirms"),
    ]
    assert report["errors"][0]["evidence"]["derivation"][-1]["word"] == "threatens"
    assert report["errors"][1]["evidence"] is None


def test_one_signal_can_be_tested_alone(
    path: Path, labelled: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    draft(path, "Acme has opened the Northern Railway", "--id", "opening")
    with labelled.open("a", encoding="utf-8") as file:
        file.write(
            json.dumps({"id": "7", "title": "Acme opens shop", "labels": {"opening": "confirms"}}) + "\n"
        )
    capsys.readouterr()
    assert (
        main(["signals", "test", str(labelled), "--json", "--signal", "opening", "--config", str(path)]) == 1
    )
    report = json.loads(capsys.readouterr().out)
    assert [error["id"] for error in report["errors"]] == ["7"]
    assert set(report["confusion"]) == {"opening"}


def test_articles_judged_as_labelled_pass(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "right.jsonl"
    file.write_text(json.dumps(ARTICLES[0]) + "\n")
    assert main(["signals", "test", str(file), "--config", str(path)]) == 0
    assert capsys.readouterr().out.endswith("1 articles, 0 left out as arguable: 0 errors\n")


@pytest.mark.parametrize(
    ("options", "line", "message"),
    [
        (["--signal", "absent"], {"id": "1"}, "there is no signal 'absent'; signals.toml has: sale"),
        ([], {"id": "1", "labels": {"absent": "denies"}}, "found signal 'absent'"),
    ],
    ids=["option", "label"],
)
def test_unknown_signals_are_refused(
    path: Path, capsys: pytest.CaptureFixture[str], options: list[str], line: dict[str, object], message: str
) -> None:
    file = path.parent / "articles.jsonl"
    file.write_text(json.dumps(line))
    assert main(["signals", "test", str(file), *options, "--config", str(path)]) == 2
    assert message in capsys.readouterr().err
