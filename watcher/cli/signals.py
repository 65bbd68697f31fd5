"""`watcher signals`: draft a new one, and test them on labelled articles."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

from watcher.cli.command import add_command, add_group, add_json_option, print_json

if TYPE_CHECKING:
    import argparse
    from collections.abc import Collection, Iterable, Iterator

    from rich.console import Console

    from watcher.cli.articles import LabelledArticle
    from watcher.cli.command import Subparsers
    from watcher.config import Config
    from watcher.config.drafting import Answers, Reading
    from watcher.core.evaluation import Evaluation
    from watcher.model import Stance, Verdict


def add_commands(subparsers: Subparsers) -> None:
    """Add `signals new` and `test`."""
    group = add_group(
        subparsers, "signals", summary="draft a new signal, or test signals on labelled articles"
    )
    new = add_command(
        group,
        "new",
        summary="write a first draft of a signal into signals.toml",
        description=(
            "Asks who would do what to whom, and guesses what it can from the proposition.  What is given\n"
            "as an option is not asked; without a terminal nothing is asked.  The draft is appended with\n"
            "made-up examples, which are judged at once: replace them by real headlines.\n"
            "An actor, object or rival may be the id of an entity that signals.toml has.  Give an option\n"
            "several times for several names or words."
        ),
        example=(
            "watcher signals new\n"
            "watcher signals new --proposition 'Acme has sold the Northern Railway' --rival 'Baltic Railway'"
        ),
        run=run_new,
    )
    new.add_argument("--id", metavar="ID", help="the signal's id (default: made from the proposition)")
    new.add_argument(
        "--proposition", metavar="SENTENCE", help="the sentence that is true when it has happened"
    )
    for question in QUESTIONS:
        new.add_argument(f"--{question.option}", action="append", metavar="WORDS", help=question.help)

    test = add_command(
        group,
        "test",
        summary="judge labelled articles: a confusion table, and how each error came about",
        description=(
            'FILE is as for `watcher judge`, with "labels": {signal id: stance}; absent means no evidence.\n'
            'Articles with "sure": false are left out.  Exits with 1 when anything is judged otherwise than\n'
            "labelled.  With --json one object is printed:\n"
            '  {"articles", "left_out", "confusion": {signal: {labelled: {said: count}}},\n'
            '   "errors": [{"id", "signal", "expected", "found", "title", "summary", "evidence"}]}\n'
            '"evidence" is what `watcher explain --json` says of the signal, or null.'
        ),
        example="watcher signals test labelled.jsonl\nwatcher signals test labelled.jsonl --signal sale",
        run=run_test,
    )
    test.add_argument(
        "file", metavar="FILE.jsonl", help="labelled articles as JSON lines; - is standard input"
    )
    test.add_argument("--signal", metavar="ID", help="only of this signal")
    add_json_option(test)


# ----------------------------------------------------------------------------------------------- new


class Question(NamedTuple):
    """One thing to be known of a signal: its option, what the help says, and how it is asked."""

    option: str
    help: str
    text: str


QUESTIONS = (
    Question("actor", "who would do it: a name, or an entity's id", "Who would do it?"),
    Question("verb", "what would be done, as a plain verb", "What would be done, as a plain verb?"),
    Question("object", "to whom or what: a name, or an entity's id", "To whom or what?"),
    Question(
        "complement", "a word that must stand beside the verb", "Which words must stand beside the verb?"
    ),
    Question("called", "what the object is called once it is done", "What is the object called then?"),
    Question("noun", "the act as a noun", "What is the act called, as a noun?"),
    Question("rival", "of whom the same would be other news", "Of whom would the same be other news?"),
)


def run_new(arguments: argparse.Namespace) -> int:
    """Ask, draft, write, judge."""
    from watcher.config import load_config
    from watcher.config.drafting import draft_signal
    from watcher.config.editing import add_tables, read_file, write_file
    from watcher.core.inflection import inflect_verb

    before = read_file(arguments.config)
    known = load_config(arguments.config)
    answers = _gather_answers(arguments, known.signals)
    draft = draft_signal(answers, known.entities, inflect_verb)
    config = write_file(arguments.config, before, add_tables(before, draft.text))
    return _report_draft(config, answers.id)


def _gather_answers(arguments: argparse.Namespace, known_ids: Collection[str]) -> Answers:
    """Take what the options say, else ask where somebody can answer, else what the proposition tells."""
    from watcher.config.drafting import Answers, read_proposition, slugify
    from watcher.config.families import find_family
    from watcher.core.inflection import inflect_verb
    from watcher.core.words import COMMON_WORDS
    from watcher.errors import InputError

    may_ask = sys.stdin.isatty()
    proposition = arguments.proposition or (_ask("What is to be found out?  A sentence, such as\n"
        "  The Harbour Board has revoked Tidewell's licence\n") if may_ask else "")  # fmt: skip
    if not proposition:
        raise InputError("--proposition is missing; give the sentence that is true when it has happened")
    reading = read_proposition(proposition, inflect_verb, COMMON_WORDS)
    said: dict[str, tuple[str, ...]] = {}
    for question in QUESTIONS:
        guess = _guess(question.option, reading, said, is_open=arguments.verb is None)
        given = getattr(arguments, question.option)
        if given is not None:
            said[question.option] = tuple(given)
        else:
            said[question.option] = _split(_ask(question.text, ", ".join(guess)), guess) if may_ask else guess
    if not said["verb"]:
        raise InputError("--verb is missing, and the proposition does not show it; give it in its plain form")
    if not said["actor"] and not said["object"]:
        raise InputError("--actor and --object are missing, and the proposition does not show them; give one")
    id_ = slugify(f"{(said['complement'] or said['object'] or said['actor'])[0]} {said['verb'][0]}")
    if arguments.id or may_ask:
        id_ = arguments.id or _ask("What shall the signal be called in lists and commands?", id_)
    _check_id(id_, known_ids)
    return Answers(
        id=id_,
        proposition=proposition,
        verbs=said["verb"],
        actor=said["actor"],
        object=said["object"],
        nouns=said["noun"],
        complement=said["complement"],
        called=said["called"],
        rivals=said["rival"],
        wording=reading.wording if _is_as_read(said, reading) else None,
        family=find_family(said["verb"][0]) if arguments.verb is None else None,
    )


def _guess(
    option: str, reading: Reading, said: dict[str, tuple[str, ...]], *, is_open: bool
) -> tuple[str, ...]:
    """What to offer as an answer; `is_open` to further words for the act than those that were given."""
    from watcher.config.drafting import find_noun
    from watcher.config.families import find_family
    from watcher.core.words import COMMON_WORDS

    verb = (said.get("verb") or (reading.verb,))[0]
    family = find_family(verb) if is_open else None
    if option == "verb":
        return _list_once(verb, family.verbs if family else ())
    if option == "noun":
        return _list_once(find_noun(verb, COMMON_WORDS) if verb else "", family.nouns if family else ())
    return _list_once(getattr(reading, option, ""))


def _list_once(first: str, others: tuple[str, ...] = ()) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in (first, *others) if word))


def _check_id(id_: str, known_ids: Collection[str]) -> None:
    from watcher.config.drafting import slugify
    from watcher.errors import InputError

    if id_ in known_ids:
        raise InputError(f"there is a signal {id_!r} already; give the new one another --id")
    if slugify(id_.replace("_", "-")) != id_.replace("_", "-"):
        raise InputError(
            f"--id {id_!r}: use small letters, digits, _ and -, such as {slugify(id_) or 'sale'!r}"
        )


def _is_as_read(said: dict[str, tuple[str, ...]], reading: Reading) -> bool:
    """Whether the act may be told in the words of the proposition."""
    read = {"object": reading.object, "complement": reading.complement, "called": reading.called}
    return bool(reading.verb) and all(
        said[slot][:1] == ((words,) if words else ()) for slot, words in read.items()
    )


def _ask(text: str, guess: str = "") -> str:
    """Ask on standard error, so that standard output holds the report alone."""
    shown = f" [{guess}; - for none]" if guess else ""
    print(f"{text}{shown} ", end="", file=sys.stderr, flush=True)
    answer = sys.stdin.readline()
    if not answer:
        raise KeyboardInterrupt  # Ctrl-D leaves as Ctrl-C does
    return answer.strip() or guess


def _split(answer: str, guess: tuple[str, ...]) -> tuple[str, ...]:
    """Several names or words come with commas between them; "-" says that there is none."""
    if answer == ", ".join(guess):
        return guess
    return tuple(word for word in (part.strip() for part in answer.split(",")) if word not in ("", "-"))


def _report_draft(config: Config, signal_id: str) -> int:
    from dataclasses import replace

    from watcher.cli.check import find_failures, name_stance, render_derivation
    from watcher.core.text import make_visible

    signal = config.signals[signal_id]
    failures = {
        failure.number: failure for failure in find_failures(replace(config, signals={signal_id: signal}))
    }
    print(f"{signal_id} was added to {config.path}.  Its made-up examples are judged so:\n")
    for number, example in enumerate(signal.examples):
        failure = failures.get(number)
        mark = "right" if failure is None else "WRONG"
        print(f"  {mark}  {name_stance(example.stance):<11}  {make_visible(example.title)}")
        if failure is not None:
            reasons = make_visible(render_derivation(failure.verdict))
            print(f"{'':22}found {name_stance(failure.found)}: {reasons}")
    print("\nNext:")
    print(f"  Open {config.path}: add the names and verbs that news uses, and `official` outlets.")
    print("  Replace the examples by real headlines, threats and other people's business among them.")
    print("  watcher check                       # are they judged as you say?")
    print("  watcher signals test FILE.jsonl     # and how about many?")
    return 0


# ---------------------------------------------------------------------------------------------- test


class _Error(NamedTuple):
    """An article that was judged otherwise than labelled; `verdict` None means no evidence was found."""

    labelled: LabelledArticle
    signal_id: str
    expected: Stance | None
    verdict: Verdict | None


def run_test(arguments: argparse.Namespace) -> int:
    """Judge every labelled article, and show the errors."""
    from watcher.cli.evaluate import judge_labelled
    from watcher.config import load_config
    from watcher.core.evaluation import evaluate
    from watcher.errors import InputError

    config = load_config(arguments.config)
    signals = dict(config.signals)
    if arguments.signal is not None:
        if arguments.signal not in signals:
            raise InputError(
                f"there is no signal {arguments.signal!r}; signals.toml has: {', '.join(signals)}"
            )
        signals = {arguments.signal: signals[arguments.signal]}
    errors: list[_Error] = []
    left_out: list[str] = []

    def compare() -> Iterator[tuple[str, dict[str, Stance], dict[str, Stance]]]:
        for labelled, verdicts in judge_labelled(config, arguments.file, left_out):
            wanted = {id_: stance for id_, stance in labelled.labels.items() if id_ in signals}
            said = {verdict.signal_id: verdict for verdict in verdicts if verdict.signal_id in signals}
            errors.extend(_find_errors(labelled, wanted, said))
            yield labelled.article.key, wanted, {id_: verdict.stance for id_, verdict in said.items()}

    evaluation = evaluate(compare())
    if arguments.json:
        print_json(_render_test(evaluation, errors, len(left_out)))
    else:
        _print_test(evaluation, errors, len(left_out))
    return 1 if errors else 0


def _find_errors(
    labelled: LabelledArticle, wanted: dict[str, Stance], said: dict[str, Verdict]
) -> Iterable[_Error]:
    for signal_id in sorted({*wanted, *said}):
        expected, verdict = wanted.get(signal_id), said.get(signal_id)
        if expected is not (verdict.stance if verdict else None):
            yield _Error(labelled, signal_id, expected, verdict)


def _render_test(evaluation: Evaluation, errors: list[_Error], left_out_count: int) -> dict[str, object]:
    from watcher.cli.check import name_stance
    from watcher.cli.evaluate import render_confusion
    from watcher.cli.explain import render_reasons

    return {
        "articles": evaluation.article_count,
        "left_out": left_out_count,
        "confusion": render_confusion(evaluation),
        "errors": [
            {
                "id": error.labelled.article.key,
                "signal": error.signal_id,
                "expected": name_stance(error.expected),
                "found": name_stance(error.verdict.stance if error.verdict else None),
                "title": error.labelled.article.title,
                "summary": error.labelled.article.summary,
                "evidence": render_reasons(error.verdict) if error.verdict else None,
            }
            for error in errors
        ],
    }


def _print_test(evaluation: Evaluation, errors: list[_Error], left_out_count: int) -> None:
    from watcher.cli.console import open_console
    from watcher.cli.evaluate import make_confusion_table

    console = open_console()
    for signal_id in evaluation.signals:
        console.print(make_confusion_table(evaluation, signal_id))
    for error in errors:
        _print_error(console, error)
    count = f"{len(errors)} {'error' if len(errors) == 1 else 'errors'}"
    console.print(
        f"{evaluation.article_count} articles, {left_out_count} left out as arguable: {count}",
        style="red" if errors else "green",
    )


def _print_error(console: Console, error: _Error) -> None:
    from watcher.cli.check import name_stance, render_derivation
    from watcher.core.text import make_visible

    article, found = error.labelled.article, error.verdict.stance if error.verdict else None
    console.print(
        f"{make_visible(article.key)}  {error.signal_id}: "
        f"expected {name_stance(error.expected)}, found {name_stance(found)}",
        style="bold",
        soft_wrap=True,
    )
    for text in (article.title, article.summary):
        if text:
            console.print(f"    {make_visible(text)}", soft_wrap=True)
    console.print(f"    {make_visible(render_derivation(error.verdict))}\n", style="dim", soft_wrap=True)
