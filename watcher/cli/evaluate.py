"""`watcher evaluate`: how well `watcher judge` agrees with the labels of a file."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from watcher.cli.command import add_command, add_json_option, print_json

if TYPE_CHECKING:
    import argparse
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from rich.table import Table

    from watcher.cli.articles import LabelledArticle
    from watcher.cli.command import Subparsers
    from watcher.config import Config
    from watcher.core.evaluation import Disagreement, Evaluation, Score
    from watcher.model import Stance, Verdict

NONE = "none"


def add_commands(subparsers: Subparsers) -> None:
    """Add `evaluate`."""
    parser = add_command(
        subparsers,
        "evaluate",
        summary="compare judgements with the labels of a file: precision, recall, F1 per signal and stance",
        description=(
            'FILE is as for `watcher judge`, with "labels": {signal id: stance}; absent means no evidence.\n'
            'Articles with "sure": false are left out.  Intervals are Wilson\'s, at 95 %.\n'
            "With --json one object is printed:\n"
            '  {"articles", "left_out",\n'
            '   "signals": {signal: {stance: {"support", "precision", "recall", "f1"}}},\n'
            '   "all": {stance: {"support", "precision", "recall", "f1"}},\n'
            '   "intervals": {signal: {stance: {"precision": [low, high], "recall": [low, high]}}},\n'
            '   "misses": {signal: {stance: [ids]}}, "false_alarms": {signal: {stance: [ids]}},\n'
            '   "confusion": {signal: {labelled: {said: count}}}}'
        ),
        example="watcher evaluate labelled.jsonl\nwatcher evaluate labelled.jsonl --json | jq .signals",
        run=run_evaluate,
    )
    parser.add_argument(
        "file", metavar="FILE.jsonl", help="labelled articles as JSON lines; - is standard input"
    )
    add_json_option(parser)


def run_evaluate(arguments: argparse.Namespace) -> int:
    """Judge every labelled article and print how well that went."""
    from watcher.config import load_config
    from watcher.core.evaluation import evaluate

    left_out: list[str] = []

    def compare() -> Iterator[tuple[str, Mapping[str, Stance], Mapping[str, Stance]]]:
        for labelled, verdicts in judge_labelled(load_config(arguments.config), arguments.file, left_out):
            said = {verdict.signal_id: verdict.stance for verdict in verdicts}
            yield labelled.article.key, labelled.labels, said

    evaluation = evaluate(compare())
    if arguments.json:
        print_json(render_evaluation(evaluation, len(left_out)))
    else:
        _print_tables(evaluation, len(left_out))
    return 0


def judge_labelled(
    config: Config, path: str, left_out: list[str]
) -> Iterator[tuple[LabelledArticle, tuple[Verdict, ...]]]:
    """Judge the articles of a file whose labels are sure; keys of the others go to `left_out`."""
    from watcher.cli.articles import read_articles
    from watcher.cli.judge import judge_articles
    from watcher.cli.progress import show_progress
    from watcher.core.evidence import Judge

    judge = Judge(config.signals.values(), config.entities)
    for labelled, verdicts in judge_articles(judge, show_progress(read_articles(path), "judging")):
        _check_labels(labelled, config.signals)
        if labelled.is_sure:
            yield labelled, verdicts
        else:
            left_out.append(labelled.article.key)


def _check_labels(labelled: LabelledArticle, known: Collection[str]) -> None:
    from watcher.errors import InputError

    for signal_id in labelled.labels:
        if signal_id not in known:
            raise InputError(
                f"article {labelled.article.key!r}: labels: found signal {signal_id!r}; "
                f"signals.toml has: {', '.join(sorted(known)) or 'none'}"
            )


def render_evaluation(evaluation: Evaluation, left_out_count: int) -> dict[str, object]:
    """Give an evaluation the fields of `watcher evaluate --json`."""
    each = {signal: evaluation.stances(signal) for signal in evaluation.signals}
    return {
        "articles": evaluation.article_count,
        "left_out": left_out_count,
        "signals": {
            signal: {stance: _render_score(evaluation.score(signal, stance)) for stance in stances}
            for signal, stances in each.items()
        },
        "all": {stance: _render_score(evaluation.total(stance)) for stance in evaluation.stances()},
        "intervals": {
            signal: {
                stance: {
                    "precision": evaluation.score(signal, stance).precision_interval,
                    "recall": evaluation.score(signal, stance).recall_interval,
                }
                for stance in stances
            }
            for signal, stances in each.items()
        },
        "misses": _group_ids(evaluation.disagreements, by_label=True),
        "false_alarms": _group_ids(evaluation.disagreements, by_label=False),
        "confusion": render_confusion(evaluation),
    }


def _render_score(score: Score) -> dict[str, object]:
    return {"support": score.support, "precision": score.precision, "recall": score.recall, "f1": score.f1}


def _group_ids(disagreements: Sequence[Disagreement], *, by_label: bool) -> dict[str, dict[str, list[str]]]:
    grouped: dict[str, dict[str, list[str]]] = {}
    for disagreement in disagreements:
        stance = disagreement.labelled if by_label else disagreement.said
        if stance is not None:
            grouped.setdefault(disagreement.signal_id, {}).setdefault(stance, []).append(
                disagreement.article_key
            )
    return grouped


def render_confusion(evaluation: Evaluation) -> dict[str, dict[str, dict[str, int]]]:
    """Count by signal, labelled stance and stance said."""
    table: dict[str, dict[str, dict[str, int]]] = {}
    for (signal, labelled, said), count in evaluation.confusion.items():
        table.setdefault(signal, {}).setdefault(labelled or NONE, {})[said or NONE] = count
    return table


def _print_tables(evaluation: Evaluation, left_out_count: int) -> None:
    from rich.table import Table

    from watcher.cli.console import open_console
    from watcher.core.text import count_of, make_visible

    console = open_console()
    scores = Table(
        title=f"{count_of(evaluation.article_count, 'article')}, {left_out_count} left out as arguable"
    )
    for heading in ("signal", "stance"):
        scores.add_column(heading)
    for heading in ("support", "precision", "95 %", "recall", "95 %", "F1"):
        scores.add_column(heading, justify="right")
    for signal in evaluation.signals:
        for stance in evaluation.stances(signal):
            scores.add_row(signal, stance, *_score_cells(evaluation.score(signal, stance)))
        scores.add_section()
    for stance in evaluation.stances():
        scores.add_row("all signals", stance, *_score_cells(evaluation.total(stance)))
    console.print(scores)
    for signal in evaluation.signals:
        console.print(make_confusion_table(evaluation, signal))
    for disagreement in evaluation.disagreements:
        labelled, said = disagreement.labelled or NONE, disagreement.said or NONE
        console.print(
            f"{make_visible(disagreement.article_key)}  {disagreement.signal_id}"
            f"  labelled {labelled}, said {said}"
        )
    sys.stdout.flush()


def make_confusion_table(evaluation: Evaluation, signal: str) -> Table:
    """Draw the counts of one signal."""
    from rich.table import Table

    outcomes = [*evaluation.stances(signal), None]
    table = Table(title=f"{signal}: labelled (rows) and said (columns)")
    table.add_column("")
    for said in outcomes:
        table.add_column(said or NONE, justify="right")
    for labelled in outcomes:
        counts = (evaluation.confusion.get((signal, labelled, said), 0) for said in outcomes)
        # Articles that neither label nor verdict connects with a signal are not counted.
        table.add_row(labelled or NONE, *(str(count) if count else "." for count in counts))
    return table


def _score_cells(score: Score) -> tuple[str, ...]:
    return (
        str(score.support),
        _render_share(score.precision),
        _render_interval(score.precision_interval),
        _render_share(score.recall),
        _render_interval(score.recall_interval),
        _render_share(score.f1),
    )


def _render_share(share: float | None) -> str:
    return "-" if share is None else f"{share:.3f}"


def _render_interval(interval: tuple[float, float] | None) -> str:
    return "-" if interval is None else f"{interval[0]:.2f}-{interval[1]:.2f}"
