"""`watcher check`: whether signals.toml is sound, and every signal judges its own examples as it should."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from watcher.cli.command import add_command, add_json_option, print_json

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator
    from pathlib import Path

    from rich.console import Console

    from watcher.cli.command import Subparsers
    from watcher.config import Config
    from watcher.errors import ConfigFault
    from watcher.model import Example, Signal, Stance, Verdict

FEWEST_EXAMPLES = 10
"""With fewer examples a signal is a guess: a first draft misjudges every tenth article on its matter."""


@dataclass(frozen=True, slots=True)
class Failure:
    """An example that was not judged as its signal says; `verdict` None means no evidence was found.

    `number` counts the examples of the signal from 0.
    """

    signal: Signal
    number: int
    example: Example
    verdict: Verdict | None

    @property
    def expected(self) -> Stance | None:
        return self.example.stance

    @property
    def found(self) -> Stance | None:
        return self.verdict.stance if self.verdict else None


def add_commands(subparsers: Subparsers) -> None:
    """Add `check`."""
    parser = add_command(
        subparsers,
        "check",
        summary="check signals.toml, and judge the examples of every signal",
        description=(
            "All faults of the file are told in one run, each with its line.  When there is none, every\n"
            "example is judged; those that come out otherwise than they say are shown with the steps that\n"
            "led there.  Exits with 1 when anything is wrong.  Nothing is fetched, stored or sent.\n"
            "Warnings name what is no fault but hardly meant, such as words that stand in all news; with\n"
            "--strict they count as wrong."
        ),
        example="watcher check --strict\nwatcher check --json | jq '.failures[].title'",
        run=run_check,
    )
    parser.add_argument("--strict", action="store_true", help="exit with 1 where there are warnings, too")
    add_json_option(parser)


def run_check(arguments: argparse.Namespace) -> int:
    """Load, judge the examples, and report."""
    from watcher.cli.lint import find_warnings
    from watcher.config import load_config
    from watcher.errors import ConfigError

    try:
        config = load_config(arguments.config)
    except ConfigError as error:
        if not arguments.json:
            raise
        print_json(_render_report(arguments.config, error.faults))
        return 1
    failures = list(find_failures(config))
    warnings = find_warnings(config)
    if arguments.json:
        print_json(_render_report(arguments.config, (), config, failures, warnings))
    else:
        _print_report(config, failures, warnings)
    return 1 if failures or (arguments.strict and warnings) else 0


def find_failures(config: Config) -> Iterator[Failure]:
    """Judge every example of every signal, and give those that are not judged as they say."""
    from watcher.cli.progress import show_progress
    from watcher.core.evidence import Judge
    from watcher.model import Article

    judge = Judge(config.signals.values(), config.entities)
    examples = [
        (signal, number, example)
        for signal in config.signals.values()
        for number, example in enumerate(signal.examples)
    ]
    for signal, number, example in show_progress(examples, "judging examples", len(examples)):
        article = Article(key=f"{signal.id}/{number}", title=example.title, summary=example.summary)
        verdicts = {verdict.signal_id: verdict for verdict in judge.judge(article)}
        failure = Failure(signal, number, example, verdicts.get(signal.id))
        if failure.found != failure.expected:
            yield failure


def list_hints(config: Config) -> list[str]:
    """Say what is no fault, but unlikely to be meant."""
    from watcher.config.lint import list_forgotten

    hints = []
    if not config.settings.fetch.contact:
        hints.append("[watcher] contact is empty: publishers whom you disturb cannot write to you")
    if not any(feed.enabled for feed in config.feeds):
        hints.append("no feed is enabled: nothing will be polled")
    for signal in config.signals.values():
        count = len(signal.examples)
        if count < FEWEST_EXAMPLES:
            hints.append(
                f"{signal.id} has {_count(count, 'example')}: {FEWEST_EXAMPLES} or more keep it honest"
            )
        if not signal.official:
            hints.append(
                f"{signal.id} names no official outlet: only many independent reports can confirm it"
            )
        elif not any(feed.enabled and feed.outlet in signal.official for feed in config.feeds):
            hints.append(
                f"no feed of {' or '.join(signal.official)} is polled: "
                f"only many independent reports can confirm {signal.id}"
            )
    return [*hints, *list_forgotten(config)]


def _print_report(config: Config, failures: list[Failure], warnings: tuple[ConfigFault, ...]) -> None:
    from watcher.cli.console import open_console
    from watcher.core.text import make_visible

    console = open_console()
    lines = _find_example_lines(config.path, failures)
    for failure in failures:
        _print_failure(console, config.path, failure, lines[failure.signal.id, failure.number])
    for warning in warnings:
        told = f"{config.path}:{warning.line}: warning: {warning.key}: {warning.found}; {warning.allowed}"
        console.print(make_visible(told), style="yellow", soft_wrap=True)
    for hint in list_hints(config):
        console.print(make_visible(f"hint: {hint}"), style="dim", soft_wrap=True)
    examples = sum(len(signal.examples) for signal in config.signals.values())
    off = sum(not feed.enabled for feed in config.feeds)
    outcome = f"{_count(len(failures), 'example')} failed" if failures else "all as they should be"
    outcome += f", {_count(len(warnings), 'warning')}" if warnings else ""
    counts = [
        _count(len(config.signals), "signal"),
        f"{_count(len(config.feeds), 'feed')} ({off} off)",
        _count(len(config.outlets), "outlet"),
        _count(examples, "example"),
        _describe_full_text(config),
    ]
    console.print(f"{config.path}: {', '.join(counts)}: {outcome}", style="red" if failures else "green")


def _describe_full_text(config: Config) -> str:
    if not config.settings.full_text:
        return "full text off"
    off = sum(not outlet.full_text for outlet in config.outlets.values())
    return f"full text on ({_count(off, 'outlet')} off)" if off else "full text on"


def _print_failure(console: Console, path: Path, failure: Failure, line: int | None) -> None:
    from watcher.core.text import make_visible

    console.print(
        f"{path}:{line}: {failure.signal.id}, example {failure.number + 1}: "
        f"expected {name_stance(failure.expected)}, found {name_stance(failure.found)}",
        style="bold",
        soft_wrap=True,
    )
    for text in (failure.example.title, failure.example.summary):
        if text:
            console.print(f"    {make_visible(text)}", soft_wrap=True)
    console.print(f"    {make_visible(render_derivation(failure.verdict))}", style="dim", soft_wrap=True)


def render_derivation(verdict: Verdict | None) -> str:
    """Tell on one line how a verdict came about."""
    if verdict is None:
        return "no evidence: no clause has the words that the signal requires"
    words = ", ".join(f"{span.role} {verdict.quote[span.start : span.end]!r}" for span in verdict.spans)
    steps = " -> ".join(f"{step.word!r} ({step.cue_class}) {step.stance}" for step in verdict.derivation)
    matched = words or repr(verdict.quote)
    return f"in the {verdict.field}: {matched}; {steps or 'the bare words'} = {verdict.stance}"


def name_stance(stance: Stance | None) -> str:
    """Name a stance as signals.toml does: no evidence is "none"."""
    return stance.value if stance else "none"


def _find_example_lines(path: Path, failures: list[Failure]) -> dict[tuple[str, int], int | None]:
    if not failures:
        return {}
    from watcher.config.lines import LineIndex

    index = LineIndex(path.read_text(encoding="utf-8-sig"))
    return {
        (failure.signal.id, failure.number): index.line_of(
            ("signals", failure.signal.id, "examples", failure.number)
        )
        for failure in failures
    }


def _render_report(
    path: Path,
    faults: tuple[ConfigFault, ...],
    config: Config | None = None,
    failures: list[Failure] | None = None,
    warnings: tuple[ConfigFault, ...] = (),
) -> dict[str, object]:
    """Give a report the fields of `watcher check --json`."""
    failures = failures or []
    lines = _find_example_lines(path, failures)
    return {
        "config": str(path),
        "ok": not faults and not failures,
        "faults": [
            {"key": fault.key, "line": fault.line, "found": fault.found, "allowed": fault.allowed}
            for fault in faults
        ],
        "failures": [
            {
                "signal": failure.signal.id,
                "example": failure.number + 1,
                "line": lines[failure.signal.id, failure.number],
                "title": failure.example.title,
                "summary": failure.example.summary,
                "expected": name_stance(failure.expected),
                "found": name_stance(failure.found),
                "derivation": render_derivation(failure.verdict),
            }
            for failure in failures
        ],
        "warnings": [
            {"key": warning.key, "line": warning.line, "found": warning.found, "remedy": warning.allowed}
            for warning in warnings
        ],
        "hints": list_hints(config) if config else [],
        "signals": len(config.signals) if config else None,
        "feeds": len(config.feeds) if config else None,
        "full_text": config.settings.full_text if config else None,
        "examples": sum(len(signal.examples) for signal in config.signals.values()) if config else None,
    }


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")
