"""The words for kinds of acts: what is offered to authors of signals is found in headlines."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from watcher.config.drafting import Answers, draft_signal
from watcher.config.families import Family, find_family, load_families
from watcher.config.signals import EntityTable, SignalTable
from watcher.core.evidence import Judge
from watcher.core.inflection import inflect_verb
from watcher.model import Article, Stance

MANUAL = Path(__file__).parents[2] / "docs" / "signals.md"


def open_judge(family: Family) -> Judge:
    """The judge of the draft of a signal: Acme does it to Tidewell."""
    answers = Answers(
        id="new",
        proposition="Acme has done it to Tidewell",
        verbs=family.verbs,
        actor=("Acme",),
        object=("Tidewell",),
        nouns=family.nouns,
        family=family,
    )
    tables = tomllib.loads(draft_signal(answers, {}, inflect_verb).text)
    entities = {id_: EntityTable(**row).to_entity(id_) for id_, row in tables["entities"].items()}
    return Judge([SignalTable(**tables["signals"]["new"]).to_signal("new")], entities)


def spell(verb: str, form: str) -> str:
    return next(spelling for spelling, forms in inflect_verb(verb).items() if form in forms)


def list_headlines(family: Family) -> list[tuple[str, Stance]]:
    """A headline for each word of the family, done and not."""
    headlines = []
    for verb in family.verbs:
        headlines += [
            (f"Acme {spell(verb, 'present')} Tidewell", Stance.CONFIRMS),
            (f"Acme could {verb} Tidewell", Stance.ANTICIPATES),
            (f"Acme has not {spell(verb, 'participle')} Tidewell", Stance.DENIES),
        ]
    for noun in family.nouns:
        headlines += [
            (f"{noun.capitalize()} of Tidewell by Acme costs jobs", Stance.CONFIRMS),
            (f"Unions fear {noun} of Tidewell by Acme", Stance.ANTICIPATES),
        ]
    return [*headlines, *((f"Tidewell: {words}", Stance.ANTICIPATES) for words in family.before)]


@pytest.mark.parametrize("family", load_families(), ids=lambda family: family.name)
def test_every_word_of_a_kind_of_act_is_found_in_headlines(family: Family) -> None:
    judge = open_judge(family)
    wrong = []
    for title, stance in list_headlines(family):
        verdicts = judge.judge(Article(key="1", title=title))
        if [verdict.stance for verdict in verdicts] != [stance]:
            wrong.append((title, verdicts))
    assert wrong == []


@pytest.mark.parametrize(
    ("verb", "name"),
    [("sack", "dismiss"), ("approve", "approve"), ("withdraw", "revoke"), ("juggle", None)],
)
def test_a_verb_belongs_to_the_kind_that_has_it_foremost(verb: str, name: str | None) -> None:
    family = find_family(verb)
    assert (family.name if family else None) == name


def render_row(family: Family) -> str:
    split = [f"{verb} ... {'/'.join(words)}" for verb, words in family.split.items()]
    cells = ((*family.verbs, *split), family.nouns, family.before, family.instead)
    return f"| {family.name} | " + " | ".join(", ".join(words) for words in cells) + " |"


def test_the_manual_shows_every_kind_of_act() -> None:
    rows = re.findall(r"^\| [a-z]+ \| .*$", MANUAL.read_text(encoding="utf-8"), re.MULTILINE)
    shown = [re.sub(r"\| (?=\|)", "|  ", row) for row in rows]
    assert {render_row(family) for family in load_families()} - set(shown) == set()
