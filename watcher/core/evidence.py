"""Prefilter, matching and stance over title, summary and text -> at most one Verdict a signal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from watcher.core.matching import CompiledSignal, Context, Frame, Kind, Role, find_frames
from watcher.core.reading import Sentence, find_cues
from watcher.core.stance import STANCE_OF, Reading, State, read_stance
from watcher.core.text import split_sentences, tokenize
from watcher.model import Span, Stance, Step, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from watcher.core.matching import Hits
    from watcher.model import Article, Entity, Signal

RULES_VERSION = "1"
"""Changes whenever the same article and signal may be judged otherwise than before."""

_MAX_TEXT_SENTENCES = 60


class Judge:
    """All signals, compiled once.  Knows nothing of the world but what signals.toml says."""

    def __init__(self, signals: Iterable[Signal], entities: Mapping[str, Entity]) -> None:
        self._compiled = [CompiledSignal(signal, entities) for signal in signals]

    def is_candidate(self, article: Article) -> bool:
        """Whether some signal may have evidence in `article`; never false where `judge` finds any."""
        return bool(self.find_candidates([f"{article.title}\n{article.summary}\n{article.text}"]))

    def find_candidates(self, texts: Sequence[str]) -> list[int]:
        """Which of `texts` (title and summary in one string each) are worth a judgement: their indexes."""
        return list(range(len(texts)))

    def judge(self, article: Article) -> tuple[Verdict, ...]:
        """What `article` says, at most one verdict a signal, in the order of the signals."""
        sentences = read_article(article)
        verdicts = (judge_signal(sentences, compiled) for compiled in self._compiled)
        return tuple(verdict for verdict in verdicts if verdict is not None)


def read_article(article: Article) -> list[Sentence]:
    """The sentences of an article, with their cues."""
    sentences: list[Sentence] = []
    for name, text in (("title", article.title), ("summary", article.summary), ("text", article.text)):
        for index, (start, end) in enumerate(split_sentences(text)[:_MAX_TEXT_SENTENCES]):
            tokens = tokenize(text, start, end)
            if not tokens:
                continue
            sentence = Sentence(name, index, text, start, end, tokens, [token.key for token in tokens])
            find_cues(sentence)
            sentences.append(sentence)
    return sentences


@dataclass(slots=True)
class Mention:
    """One frame, read."""

    sentence: Sentence
    frame: Frame
    reading: Reading

    @property
    def stance(self) -> Stance | None:
        return STANCE_OF[self.reading.state]


def judge_signal(sentences: list[Sentence], compiled: CompiledSignal) -> Verdict | None:
    scanned = [(sentence, compiled.scan(sentence)) for sentence in sentences]
    context = Context(
        is_object_named=any(hits.names(Role.OBJECT) for _, hits in scanned),
        is_actor_named=any(hits.names(Role.ACTOR) for _, hits in scanned),
        has_rival=any(hits.of(Role.RIVAL) for _, hits in scanned),
    )
    if not (context.is_object_named or (not compiled.signal.object and context.is_actor_named)):
        return None
    mentions = [
        mention for sentence, hits in scanned for mention in read_sentence(sentence, hits, compiled, context)
    ]
    chosen = decide(mentions)
    return make_verdict(chosen, compiled.signal) if chosen else None


def read_sentence(
    sentence: Sentence, hits: Hits, compiled: CompiledSignal, context: Context
) -> list[Mention]:
    frames = find_frames(sentence, compiled, hits, context)
    return [Mention(sentence, frame, read_stance(sentence, frame, hits, compiled.signal)) for frame in frames]


_RANK = {
    Stance.REINSTATES: 5,
    Stance.REVERSES: 5,
    Stance.DENIES: 3,
    Stance.CONFIRMS: 2,
    Stance.ANTICIPATES: 1,
}
_FIELD_RANK = {"title": 3, "summary": 2, "text": 1}


def decide(mentions: list[Mention]) -> Mention | None:
    told = [mention for mention in mentions if mention.stance is not None]
    for name in ("title", "summary", "text"):
        pool = [mention for mention in told if mention.sentence.field == name]
        if pool:
            return max(pool, key=lambda mention: _RANK[mention.stance])  # type: ignore[index]  # told
    return None


def make_verdict(mention: Mention, signal: Signal) -> Verdict:
    sentence = mention.sentence
    spans = []
    for role, hit in (("trigger", mention.frame.trigger), *mention.frame.slots.items()):
        spans.append(
            Span(
                sentence.tokens[hit.start].start - sentence.start,
                sentence.tokens[hit.end - 1].end - sentence.start,
                role,
            )
        )
    steps = tuple(Step(step.cue, str(step.cls), str(step.state)) for step in mention.reading.steps)  # type: ignore[call-arg]
    stance = mention.stance
    assert stance is not None  # noqa: S101
    return Verdict(
        signal_id=signal.id,
        stance=stance,
        is_fresh=sentence.field == "title" or not mention.reading.is_background,
        score=80.0,
        field=sentence.field,
        quote=sentence.text[sentence.start : sentence.end],
        cue=mention.reading.steps[-1].cue if mention.reading.steps else "",
        spans=tuple(spans),
        derivation=steps,
    )


_UNUSED = (Kind, State)
