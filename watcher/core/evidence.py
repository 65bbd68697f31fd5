"""Prefilter, matching and stance over title, summary and text -> at most one Verdict a signal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from watcher.core.agents import PEOPLE
from watcher.core.composition import STANCE_OF, Applied, Reading, State
from watcher.core.cues import CueClass, load_cues
from watcher.core.frames import Context, Frame, Kind
from watcher.core.genre import find_credited, find_genre
from watcher.core.matching import find_frames
from watcher.core.prefilter import Prefilter
from watcher.core.reading import BE, DO, HAVE, MODALS, Sentence, find_cues
from watcher.core.references import find_precursors, find_references, recall_statutes
from watcher.core.repair import Speller
from watcher.core.stance import read_stance
from watcher.core.terms import Role
from watcher.core.text import split_sentences, tokenize
from watcher.core.vocabulary import CompiledSignal
from watcher.model import Span, Stance, Step, Verdict

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from watcher.core.terms import Hits
    from watcher.model import Article, Entity, Genre, Signal

RULES_VERSION = "5"
"""Changes whenever the same article and signal may be judged otherwise than before."""
_MAX_TEXT_SENTENCES = 60


class Judge:
    """All signals, compiled once.  Knows nothing of the world but what signals.toml says."""

    def __init__(self, signals: Iterable[Signal], entities: Mapping[str, Entity]) -> None:
        self._compiled = [CompiledSignal(signal, entities) for signal in signals]
        self._speller = Speller(
            [
                *((word,) for word in sorted(MODALS)),  # first: of words equally near, the commonest
                *(phrase for compiled in self._compiled for phrase in compiled.list_phrases()),
                *(cue.words for cue in load_cues()),
            ],
            [term.words for compiled in self._compiled for term in compiled.terms],
        )
        self._prefilter = Prefilter(self._compiled)

    def is_candidate(self, article: Article) -> bool:
        """Whether some signal may have evidence in `article`; never false where `judge` finds any."""
        return any(True for _ in self._prefilter.find_signals(_join(article)))

    def find_candidates(self, texts: Sequence[str]) -> list[int]:
        """Which of `texts` (title and summary in one string each) are worth a judgement: their indexes."""
        find = self._prefilter.find_signals
        return [index for index, text in enumerate(texts) if any(True for _ in find(text))]

    def judge(self, article: Article) -> tuple[Verdict, ...]:
        """What `article` says, at most one verdict a signal, in the order of the signals."""
        wanted = tuple(self._prefilter.find_signals(_join(article)))
        if not wanted:
            return ()
        sentences = read_article(article, self._speller)
        told = [(index, judge_signal(sentences, self._compiled[index])) for index in wanted]
        found = [(self._compiled[index].signal, mention) for index, mention in told if mention is not None]
        if not found:
            return ()
        genre, credited = find_genre(article), find_credited(article)
        return tuple(make_verdict(mention, signal, genre, credited) for signal, mention in found)

    def find_incomplete(self, article: Article, told: Collection[str]) -> tuple[str, ...]:
        """The signals, but those of `told`, whose act title and summary point to and do not tell.

        They name the object, and the actor somewhere or an operator in the same sentence.
        """
        wanted = [self._compiled[index] for index in self._prefilter.find_signals(_join(article))]
        missing = [compiled for compiled in wanted if compiled.signal.id not in told]
        if not missing:
            return ()
        sentences = [found for found in read_article(article, self._speller) if found.field != "text"]
        return tuple(compiled.signal.id for compiled in missing if _points_to_act(sentences, compiled))


_POINTERS = frozenset(CueClass) - {CueClass.PSEUDO, CueClass.LIGHT, CueClass.VEHICLE, CueClass.NEGATION}
"""Operators that say something became of an act, or may: they point to one where none is told."""


def _points_to_act(sentences: list[Sentence], compiled: CompiledSignal) -> bool:
    scanned = [(sentence, compiled.scan(sentence)) for sentence in sentences]
    about = [sentence for sentence, hits in scanned if hits.names(Role.OBJECT)]
    is_actor_named = any(hits.names(Role.ACTOR) for _, hits in scanned)
    operators = {cue.cls for sentence in about for hit in sentence.cues.values() for cue in hit.cues}
    return bool(about) and (is_actor_named or not _POINTERS.isdisjoint(operators))


def _join(article: Article) -> str:
    return f"{article.title} {article.summary} {article.text}"


def read_article(article: Article, speller: Speller) -> list[Sentence]:
    """The sentences of an article, with their cues."""
    sentences: list[Sentence] = []
    for name, text in (("title", article.title), ("summary", article.summary), ("text", article.text)):
        for index, (start, end) in enumerate(split_sentences(text)[:_MAX_TEXT_SENTENCES]):
            tokens = speller.mend(tokenize(text, start, end))
            if tokens:
                sentence = Sentence(name, index, text, start, end, tokens, [token.key for token in tokens])
                find_cues(sentence)
                sentences.append(sentence)
    return sentences


@dataclass(slots=True)
class Mention:
    """One frame, read.  `place` counts the sentences of the article."""

    place: int
    sentence: Sentence
    frame: Frame
    reading: Reading

    @property
    def stance(self) -> Stance | None:
        return STANCE_OF[self.reading.state]

    @property
    def is_full(self) -> bool:
        return self.frame.kind not in (Kind.REMENTION, Kind.RELATED, Kind.RELIEF)


def judge_signal(sentences: list[Sentence], compiled: CompiledSignal) -> Mention | None:
    """The mention that says what the article says of one signal."""
    scanned = [(sentence, compiled.scan(sentence)) for sentence in sentences]
    context = Context(
        is_object_named=any(hits.names(Role.OBJECT) for _, hits in scanned),
        is_object_involved=any(hits.involve_object(sentence) for sentence, hits in scanned),
        is_actor_named=any(hits.names(Role.ACTOR) or hits.of(Role.PRODUCT) for _, hits in scanned),
        is_place_named=any(hits.names(Role.PLACE) for _, hits in scanned),
    )
    if not (context.is_object_named or (compiled.may_lack_object and context.is_actor_named)):
        return None
    recall_statutes(scanned)
    _note_complements(scanned, compiled, context)
    mentions: list[Mention] = []
    for place, (sentence, hits) in enumerate(scanned):
        mentions += _read_frames(place, sentence, compiled, hits, context)
        for frame in find_precursors(hits):
            reading = read_stance(sentence, frame, hits, compiled.signal)
            is_denied = STANCE_OF[reading.state] is Stance.DENIES  # "rejects bid"
            mentions.append(Mention(place, sentence, frame, reading if is_denied else Reading(State.OPEN)))
        context.is_actor_told = context.is_actor_told or bool(hits.names(Role.ACTOR))
        context.is_object_told = context.is_object_told or bool(hits.names(Role.OBJECT))
        named = bool(hits.names(Role.OBJECT) or hits.names(Role.ACTOR))
        if hits.of(Role.RIVAL) or named:
            context.is_rival_told = not named
    is_in_title = bool(context.complements_in_title) and bool(scanned[0][1].names(Role.OBJECT))
    if (is_in_title and not mentions) or any(mention.reading.state in _ESTABLISHED for mention in mentions):
        mentions += find_rementions(scanned, compiled, mentions)
    mentions += find_elliptic_denials(sentences, mentions)
    return fold_mentions(mentions)


def _read_frames(
    place: int, sentence: Sentence, compiled: CompiledSignal, hits: Hits, context: Context
) -> list[Mention]:
    """The frames of a sentence, read; people who are only mentioned say nothing beside a verb."""
    frames = find_frames(sentence, compiled, hits, context)
    told = [
        Mention(place, sentence, frame, read_stance(sentence, frame, hits, compiled.signal))
        for frame in frames
    ]
    has_verb = any(frame.kind is Kind.VERB for frame in frames)
    patterns = compiled.signal.patterns
    return [
        mention
        for mention in told
        if not has_verb
        or mention.frame.kind is not Kind.NOUN
        or sentence.keys[mention.frame.trigger.end - 1] not in PEOPLE
        or any(step.cls not in (CueClass.FACTIVE, CueClass.LIGHT) for step in mention.reading.steps)
        or patterns[mention.frame.pattern].nominal != "mentions"
    ]


def _note_complements(
    scanned: list[tuple[Sentence, Hits]], compiled: CompiledSignal, context: Context
) -> None:
    """Which patterns have their complement in the title, or in a sentence with no trigger of its own."""
    in_title, beside = set(), set()
    for sentence, hits in scanned:
        for index in range(len(compiled.signal.patterns)):
            if sentence.field == "text" or not hits.of(Role.COMPLEMENT, index):
                continue
            if sentence.field == "title":
                in_title.add(index)
            if not (hits.of(Role.VERB, index) or hits.of(Role.NOUN, index)):
                beside.add(index)
    context.complements_in_title, context.complements_beside = frozenset(in_title), frozenset(beside)


_ESTABLISHED = frozenset({State.DONE, State.CONTESTED, State.REVERSED, State.RESTORED, State.APPEALED})
_TOLD_BY_REMENTION = frozenset({State.REVERSED, State.RESTORED, State.APPEALED})


def find_rementions(
    scanned: list[tuple[Sentence, Hits]], compiled: CompiledSignal, mentions: list[Mention]
) -> list[Mention]:
    """Later references to an act told in full elsewhere: "that designation", "the ban", "the injunction".

    They may tell what became of the act, never that it was done.
    """
    found: list[Mention] = []
    for place, (sentence, hits) in enumerate(scanned):
        taken = {
            index
            for mention in mentions
            if mention.place == place
            for index in range(mention.frame.start, mention.frame.end)
        }
        for frame in find_references(sentence, hits, taken, compiled.things):
            reading = read_stance(sentence, frame, hits, compiled.signal)
            if reading.state in _TOLD_BY_REMENTION:
                found.append(Mention(place, sentence, frame, reading))
    return found


_AUXILIARIES = BE | HAVE | DO
_RENUNCIATIONS = tuple(
    tuple(words.split())
    for words in (
        "decided against it",
        "ruled it out",
        "gave it up",
        "gave up on it",
        "thought better of it",
        "chose not to",
        "opted not to",
        "elected not to",
        "decided not to",
        *(
            f"{verb} the {noun}{particle}"
            for verb, particle in (
                *(
                    (verb, "")
                    for verb in ("dropped", "shelved", "scrapped", "abandoned", "ditched", "gave up")
                ),
                ("let", " go"),
                ("let", " drop"),
                ("put", " aside"),
            )
            for noun in ("idea", "plan", "threat", "thought", "proposal", "matter")
        ),
        *(f"{noun} was {verb}" for noun in ("idea", "plan") for verb in ("dropped", "shelved", "abandoned")),
        "nothing came of it",
    )
)
"""Ways to give up what was just told as open."""


def find_elliptic_denials(sentences: list[Sentence], mentions: list[Mention]) -> list[Mention]:
    """A short answer that denies what the sentence before leaves open: "He never did", "It has not"."""
    found: list[Mention] = []
    for mention in mentions:
        following = sentences[mention.place + 1 : mention.place + 3]
        if mention.reading.state not in (State.OPEN, State.DONE) or not mention.is_full:
            continue
        is_claim = mention.reading.state is State.DONE
        for sentence in following[:1] if is_claim else [mention.sentence, *following]:
            start = mention.frame.end if sentence is mention.sentence else 0
            place = _find_short_denial(sentence, start)
            is_whole = place == 0 and len(sentence.keys) <= _SHORT_ANSWER
            if place is not None and (is_whole or not is_claim):
                step = Applied(
                    "not", CueClass.NEGATION, State.NOT_DONE, mention.frame.start, mention.frame.end
                )
                found.append(
                    Mention(
                        mention.place,
                        mention.sentence,
                        mention.frame,
                        Reading(State.NOT_DONE, [*mention.reading.steps, step]),
                    )
                )
                break
    return found


_SHORT_ANSWER = 5


def _find_short_denial(sentence: Sentence, start: int) -> int | None:
    """Where a pronoun, an auxiliary and "not" or "never" make a whole clause, or "No" answers a question."""
    keys = sentence.keys
    is_short = start == 0 and len(keys) <= _SHORT_ANSWER
    if is_short and any(key in ("false", "untrue") for key in keys):
        return 0  # "Rating: False."
    if ":" in keys[:5]:
        keys = keys[keys.index(":") + 1 :] or keys  # "A: No."
    if start == 0 and sentence.index > 0 and keys[0] == "no" and (len(keys) == 1 or keys[1] in ",.;-"):
        return 0
    for place in range(start, len(keys) - 2):
        is_clause = place == 0 or not keys[place - 1][0].isalnum()
        pair = {keys[place + 1], keys[place + 2]}
        is_denied = bool(pair & _AUXILIARIES) and bool(pair & {"not", "never"})
        is_denied = is_denied or (keys[place + 1] in _REFUSING_MODALS and keys[place + 2] == "not")
        end = place + 3 + _count_do_so(keys, place + 3)
        ends = end >= len(keys) or not keys[end][0].isalnum()
        is_clause = is_clause or end > place + 3  # "said that it would not do so"
        if any(tuple(keys[place : place + len(words)]) == words for words in _RENUNCIATIONS):
            return place
        ends = ends or keys[end : end + 1] in (["happening"], ["true"], ["correct"])
        if is_clause and keys[place] in ("it", "he", "she", "they", "we", "that") and is_denied and ends:
            return place
    return None


_REFUSING_MODALS = frozenset({"will", "would"})


def _count_do_so(keys: Sequence[str], start: int) -> int:
    """How many words "do so", "done so", "do it" or "do that" take at `start`."""
    pair = keys[start : start + 2]
    is_pair = len(pair) == 2 and pair[0] in _DOING and pair[1] in ("so", "it", "that")
    return len(pair) if is_pair else 0


_DOING = frozenset({"do", "done"})
# ------------------------------------------------------------------------------- precedence in an article
_RANK = {
    Stance.REINSTATES: 4,
    Stance.REVERSES: 4,
    Stance.DENIES: 3,
    Stance.CONFIRMS: 2,
    Stance.ANTICIPATES: 1,
}
"""Which stance stands for title and lead together: the latest state of the act that they tell."""


def fold_mentions(mentions: list[Mention]) -> Mention | None:
    """The mention that speaks for the article: title and lead first, the body only when they say nothing."""
    told = [mention for mention in mentions if mention.stance is not None]
    front = [mention for mention in told if mention.sentence.field != "text"]
    if front:
        return max(front, key=_weigh)
    return _fold_body(told)


def _weigh(mention: Mention) -> tuple[int, int, bool, int, bool]:
    """Rank of the stance; then title before lead, full before re-mention; among the lead's the latest."""
    stance = mention.stance
    rank = _RANK[stance] if stance is not None else 0
    is_title = mention.sentence.field == "title"
    is_final = rank == _RANK[Stance.REVERSES]
    place = mention.place if is_final else 1000 * mention.is_full - mention.place
    return (rank, int(is_title), not mention.reading.is_background, place, mention.is_full)


def _fold_body(told: list[Mention]) -> Mention | None:
    """A body recalls the past at length: a reversal must weigh half as much as what it reverses."""
    by_stance: dict[Stance, list[Mention]] = {}
    for mention in told:
        if mention.stance is not None:
            by_stance.setdefault(mention.stance, []).append(mention)
    confirmed = len(by_stance.get(Stance.CONFIRMS, []))
    final = by_stance.get(Stance.REVERSES, []) + by_stance.get(Stance.REINSTATES, [])
    if final and 2 * len(final) >= confirmed:
        return max(final, key=lambda mention: mention.place)
    for stance in (Stance.CONFIRMS, Stance.DENIES, Stance.ANTICIPATES):
        if by_stance.get(stance):
            return by_stance[stance][0]
    return None


def make_verdict(mention: Mention, signal: Signal, genre: Genre, credited: str | None) -> Verdict:
    """The verdict, with the words that made it."""
    sentence, reading = mention.sentence, mention.reading
    stance = STANCE_OF[reading.state]
    if stance is None:
        raise ValueError(reading.state)
    return Verdict(
        signal_id=signal.id,
        stance=stance,
        is_fresh=_is_fresh(mention),
        score=score_mention(mention),
        field=sentence.field,
        quote=sentence.text[sentence.start : sentence.end],
        cue=reading.steps[-1].cue if reading.steps else "",
        spans=_make_spans(mention),
        genre=genre,
        credited=credited,
        derivation=tuple(
            Step(step.cue, str(step.cls), str(STANCE_OF[step.state] or "")) for step in reading.steps
        ),
    )


def _is_fresh(mention: Mention) -> bool:
    return mention.sentence.field != "text" and not mention.reading.is_background


def score_mention(mention: Mention) -> float:
    """0 to 100: how firmly the words fit.  Repairs, implied slots and the body cost."""
    score = 100.0
    frame, sentence = mention.frame, mention.sentence
    hits = [frame.trigger, *frame.slots.values()]
    score -= 10 * sum(
        bool(sentence.tokens[at].repaired_from) for hit in hits for at in range(hit.start, hit.end)
    )
    score -= 15 * frame.is_implied
    score -= {"title": 0, "summary": 5, "text": 25}[sentence.field]
    score -= 10 * (not mention.is_full)
    return max(score, 5.0)


def _make_spans(mention: Mention) -> tuple[Span, ...]:
    sentence, frame = mention.sentence, mention.frame
    places = [("trigger", frame.trigger.start, frame.trigger.end)]
    places += [(role, hit.start, hit.end) for role, hit in frame.slots.items()]
    places += [("cue", step.start, step.end) for step in mention.reading.steps]
    spans = {
        Span(
            sentence.tokens[start].start - sentence.start, sentence.tokens[end - 1].end - sentence.start, role
        )
        for role, start, end in places
        if start < end <= len(sentence.tokens)
    }
    return tuple(sorted(spans, key=lambda span: (span.start, span.end, span.role)))
