"""From due feeds to what must be told: fetch, parse, judge, then one transaction a feed.

    list_due_feeds -> fetch_feed -> parse_feed, make_articles -> judge what is new
                      (loop)        (worker thread)              (worker thread)
                                                                     |
        ONE transaction: articles, stories, evidence, status, changes, outbox, feed row, pages to read

    list_due_pages -> read_page -> judge anew -> one transaction a page: text, evidence, status, ...

    a new or changed signal -> judge what is stored -> transactions of some hits each, then one: status, ...

Many feeds are under way at once; the loop writes them one at a time.  What is new is looked up before
it is judged, to judge no more than that, and again inside the transaction, which alone decides: two
feeds may bring the same article at the same moment.

Parsing and judging run in threads, which the interpreter switches between every few milliseconds, and
the loop turns between two writes, so that fetching goes on: with 500 cold feeds of 40 entries it never
paused for longer than 0.2 s.  Processes were weighed and left: each would cost as much memory again.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar
from urllib.parse import urlsplit

from watcher.core.alerting import decide_blind_notification, decide_sight_notification
from watcher.core.baseline_notice import decide_baseline_notification
from watcher.core.cadence import advance_state
from watcher.core.coverage import judge_coverage
from watcher.core.evidence import RULES_VERSION, Judge
from watcher.core.fulltext import PATIENCE, decide_next_attempt, find_text_reason, lets_read
from watcher.core.health_notices import decide_health_notices
from watcher.core.leases import poll_rarely
from watcher.core.status import fold_status, list_new_changes
from watcher.core.steps import decide_steps
from watcher.core.stories import make_evidence, make_member, place_article
from watcher.errors import StoreError
from watcher.feeds.fulltext import name_host
from watcher.feeds.identity import make_articles
from watcher.feeds.readers import parse_body
from watcher.feeds.websub import find_offer
from watcher.model import Decision, Fetched, FetchFailed, FetchFailure, PageOutcome, Status, Suppressed
from watcher.store.backlog import Backlog
from watcher.store.outbox import Outbox
from watcher.store.pages import PageQueue
from watcher.store.queries import list_articles
from watcher.store.subscriptions import Subscriptions
from watcher.store.writer import BASELINE_TOLD, TOLD, KnownArticle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from watcher.config import Config
    from watcher.model import (
        Article,
        Coverage,
        Evidence,
        FeedHealth,
        FeedState,
        FetchResult,
        Outlet,
        PageResult,
        ParsedFeed,
        Signal,
        StatusChange,
        StoryPlace,
        Verdict,
    )
    from watcher.store.pages import DuePage
    from watcher.store.queries import StoredArticle
    from watcher.store.writer import Store

STORY_REACH = timedelta(days=30)
"""How far apart in time two articles may be and still be compared: see core.stories."""

_NEVER = datetime.min.replace(tzinfo=UTC)
_WORKER_COUNT = 2  # so that one monstrous feed does not hold up all others
_FEEDS_IN_HAND = 64  # bounds the bodies in memory at once
_PAGES_A_ROUND = 8  # the same; each of another host
_STORED_A_BATCH = 500  # articles judged anew between two turns
_HITS_A_TRANSACTION = 20  # to place one among many others takes milliseconds
_ANSWER = TypeVar("_ANSWER")


class Fetcher(Protocol):
    """One polite conditional GET; the outcome is a value, nothing of the network is raised."""

    async def fetch_feed(self, state: FeedState, now: datetime) -> FetchResult: ...


class PageReader(Protocol):
    """Reads the text of an article from its page; the outcome is a value, nothing is raised."""

    async def read_page(self, url: str) -> PageResult: ...


@dataclass(frozen=True, slots=True)
class PollReport:
    """What a round of polling did; counts of feeds by health, and the steps it led to."""

    feed_count: int = 0
    article_count: int = 0
    evidence_count: int = 0
    health_counts: dict[FeedHealth, int] = field(default_factory=dict)
    changes: tuple[StatusChange, ...] = ()


@dataclass(frozen=True, slots=True)
class PageReport:
    """What a round of reading pages did, and the steps it led to."""

    page_count: int = 0
    read_count: int = 0
    changes: tuple[StatusChange, ...] = ()


@dataclass(frozen=True, slots=True)
class BacklogReport:
    """What signals found that had not seen the stored articles, and the steps it led to."""

    signal_ids: tuple[str, ...] = ()
    article_count: int = 0
    evidence_count: int = 0
    changes: tuple[StatusChange, ...] = ()


class _Hit(NamedTuple):
    """A stored article, what it says, and the outlet of the feed that brought it."""

    article_id: int
    article: Article
    feed_url: str | None
    verdicts: tuple[Verdict, ...]


class _News(NamedTuple):
    """An article that may be new: `known` is the stored one that it turned out to be, by key or alias."""

    article: Article
    known: KnownArticle | None
    is_retitled: bool = False


class _Judged(NamedTuple):
    """News, and what it says; nothing is asked of what is only known by another key.

    `incomplete` are the signals whose act it points to and does not tell; None where it is no candidate.
    """

    article: Article
    known: KnownArticle | None
    verdicts: tuple[Verdict, ...] = ()
    incomplete: tuple[str, ...] | None = None


class _Stored(NamedTuple):
    """News that the running transaction stored; `title_before` is what a retitled article was called."""

    article_id: int
    article: Article
    is_new: bool
    verdicts: tuple[Verdict, ...]
    title_before: str = ""
    incomplete: tuple[str, ...] | None = None


class _Taken(NamedTuple):
    """What the transaction of one feed did."""

    health: FeedHealth
    article_count: int
    evidence_count: int
    changes: tuple[StatusChange, ...]


class Ingest:
    """Polls what is due, and keeps every signal's status.

    `read_clock` gives the instant at which a feed's answer is taken in, `draw_jitter` a share from 0 to
    1.  `checkpoint` is called with a step's name between each two steps: tests kill the process there.
    Without `page_reader` no page is read, and none is queued.
    """

    def __init__(
        self,
        config: Config,
        store: Store,
        fetcher: Fetcher,
        *,
        read_clock: Callable[[], datetime],
        draw_jitter: Callable[[], float],
        checkpoint: Callable[[str], None] = lambda _: None,
        page_reader: PageReader | None = None,
    ) -> None:
        self._config = config
        self._store = store
        self._outbox = Outbox(store)
        self._subscriptions = Subscriptions(store)
        self._pages = PageQueue(store)
        self._backlog = Backlog(store)
        self._fetcher = fetcher
        self._page_reader = page_reader
        self._judge = Judge(config.signals.values(), config.entities)
        self._read_clock = read_clock
        self._draw_jitter = draw_jitter
        self._checkpoint = checkpoint
        self._workers = ThreadPoolExecutor(_WORKER_COUNT, thread_name_prefix="judge")
        self._under_way: set[str] = set()
        self._in_hand = asyncio.Semaphore(_FEEDS_IN_HAND)
        self._lanes: dict[str, asyncio.Semaphore] = {}
        # Nobody else writes meanwhile; what it is for is that the loop turns once between two writes,
        # and sees to its sockets, however many feeds are ready to be written.
        self._pen = asyncio.Lock()

    def close(self) -> None:
        """Let go of the worker threads."""
        self._workers.shutdown(wait=False, cancel_futures=True)

    # ---------------------------------------------------------------------------------------- polling

    async def poll_due(self, now: datetime) -> PollReport:
        """Poll every feed that is due; feeds of a call still running are left to it.

        One bad feed stops no other: what goes wrong with it is written to its row.  Raises StoreError,
        after all feeds had their turn, when the database would not take what one of them brought.
        """
        tasks = [
            self._start_polling(state, now)
            for state in self._store.list_due_feeds(now)
            if state.feed.url not in self._under_way
        ]
        outcomes = await asyncio.gather(*tasks, return_exceptions=True)
        taken: list[_Taken] = []
        for outcome in outcomes:
            if isinstance(outcome, BaseException):
                raise outcome
            taken.append(outcome)
        if taken:
            self._store.record_fact("polled", "", self._read_clock())
        self._tell_baseline(self._read_clock())
        return PollReport(
            feed_count=len(taken),
            article_count=sum(outcome.article_count for outcome in taken),
            evidence_count=sum(outcome.evidence_count for outcome in taken),
            health_counts=dict(Counter(outcome.health for outcome in taken)),
            changes=tuple(change for outcome in taken for change in outcome.changes),
        )

    def _start_polling(self, state: FeedState, now: datetime) -> asyncio.Task[_Taken]:
        url = state.feed.url
        self._under_way.add(url)
        task = asyncio.create_task(self._poll_in_turn(state, now))
        task.add_done_callback(lambda _: self._under_way.discard(url))
        return task

    async def _poll_in_turn(self, state: FeedState, now: datetime) -> _Taken:
        """Poll a feed when there is room: a host with many feeds must not take all of it while it waits."""
        lane = self._lanes.setdefault(
            urlsplit(state.feed.url).netloc, asyncio.Semaphore(self._config.settings.fetch.host_parallel)
        )
        async with AsyncExitStack() as room:
            async with lane:
                await room.enter_async_context(self._in_hand)
                result = await self._fetch(state, now)
            self._checkpoint("fetched")
            return await self._take_in_or_give_up(state, result)

    async def _fetch(self, state: FeedState, now: datetime) -> FetchResult:
        try:
            return await self._fetcher.fetch_feed(state, now)
        except Exception as error:  # noqa: BLE001  # a fault of ours that one feed meets must not stop the others
            return self._note_fault(state, error, self._read_clock())

    async def _take_in_or_give_up(self, state: FeedState, result: FetchResult) -> _Taken:
        now = self._read_clock()
        try:
            return await self._take_in(state, result, now)
        except StoreError:
            raise
        except Exception as error:  # noqa: BLE001  # the same
            return self._write(state, self._note_fault(state, error, now), None, (), now)

    def _note_fault(self, state: FeedState, error: Exception, now: datetime) -> FetchFailed:
        """Record a fault of ours; it counts as a failed fetch, so that the feed is asked less often."""
        detail = f"Watcher failed on it: {type(error).__name__}: {error}"
        self._store.add_job_error(f"poll of {state.feed.url}", detail, now)
        return FetchFailed(state.feed.url, FetchFailure.GARBLED, detail)

    async def _take_in(self, state: FeedState, result: FetchResult, now: datetime) -> _Taken:
        parsed: ParsedFeed | None = None
        judged: tuple[_Judged, ...] = ()
        if isinstance(result, Fetched):
            parsed, articles = await self._work(_read_body, result, state, now)
            self._checkpoint("parsed")
            news = self._find_news(articles, state.feed.url)
            self._checkpoint("compared")
            judged = await self._work(self._judge_articles, news)
            self._checkpoint("judged")
        async with self._pen:
            await asyncio.sleep(0)
            return self._write(state, result, parsed, judged, now)

    async def take_in_push(self, feed_url: str, pushed: Fetched) -> str | None:
        """Take in what a hub pushed for a feed, as a poll would have; answers what is wrong with it.

        It says nothing of the feed as a whole, so its row, its validators among them, stays as it is.
        Raises StoreError.
        """
        now = self._read_clock()
        state = self._store.get_feed_state(feed_url)
        if state is None:
            return "is of a feed that is no longer watched"
        parsed, articles = await self._work(_read_body, pushed, state, now)
        if parsed.error is not None:
            return f"is {parsed.error}"
        judged = await self._work(self._judge_articles, self._find_news(articles, feed_url))
        async with self._pen:
            with self._store.transaction():
                self._store_news(judged, state, now)
                self._subscriptions.note_push(feed_url, now)
        self._checkpoint("committed")
        return None

    async def _work(self, function: Callable[..., _ANSWER], *arguments: object) -> _ANSWER:
        return await asyncio.get_running_loop().run_in_executor(self._workers, function, *arguments)

    # ----------------------------------------------------------------------------------- what is news

    def _find_news(self, articles: Sequence[Article], feed_url: str) -> tuple[_News, ...]:
        """Articles to look into: unknown keys, and those whose own feed changed their title.

        An article known by an alias only (another feed carries it, or its guid is new) is among them once:
        the transaction then learns its key.  Another feed's wording of the same article changes nothing, or
        two feeds would overwrite each other for ever; nor does another entry of the same document.
        """
        known = self._store.find_articles([article.key for article in articles])
        rekeyed = [article for article in articles if article.key not in known]
        by_alias = self._store.find_articles([alias for article in rekeyed for alias in article.aliases])
        matches = [_find_known(article, known) or _find_known(article, by_alias) for article in articles]
        claims = Counter(match.id for match in matches if match is not None)
        news: list[_News] = []
        for article, match in zip(articles, matches, strict=True):
            if match is None:
                news.append(_News(article, None))
                continue
            is_holder = match.key == article.key or claims[match.id] == 1
            is_retitled = is_holder and match.title != article.title and match.feed_url == feed_url
            if is_retitled or article.key not in known:
                text = article.text or (self._store.get_text(match.id) if is_retitled else "")
                news.append(_News(replace(article, text=text), match, is_retitled=is_retitled))
        return tuple(news)

    def _judge_articles(self, news: Sequence[_News]) -> tuple[_Judged, ...]:
        texts = [f"{item.article.title} {item.article.summary} {item.article.text}" for item in news]
        candidates = frozenset(self._judge.find_candidates(texts))
        judged: list[_Judged] = []
        for index, item in enumerate(news):
            is_asked = item.known is None or item.is_retitled
            known = item.known if is_asked else None
            if is_asked and index in candidates:
                judged.append(self._judge_candidate(item.article, known))
            else:
                judged.append(_Judged(item.article, known, ()))
        return tuple(judged)

    def _judge_candidate(self, article: Article, known: KnownArticle | None) -> _Judged:
        verdicts = self._judge.judge(article)
        told = {verdict.signal_id for verdict in verdicts}
        incomplete = self._judge.find_incomplete(article, told) if self._page_reader else ()
        return _Judged(article, known, verdicts, incomplete)

    # ---------------------------------------------------------------------------- the one transaction

    def _write(
        self,
        state: FeedState,
        result: FetchResult,
        parsed: ParsedFeed | None,
        judged: Sequence[_Judged],
        now: datetime,
    ) -> _Taken:
        """Everything a poll leads to, or nothing of it; validators go with the articles they vouch for."""
        with self._store.transaction():
            self._checkpoint("began")
            stored, changes = self._store_news(judged, state, now)
            new_count = sum(item.is_new for item in stored)
            advanced = advance_state(
                state, result, parsed, now, self._draw_jitter(), brought_news=new_count > 0
            )
            advanced = self._heed_hub(state, advanced, result, parsed, now, found_news=new_count > 0)
            self._store.record_feed(advanced)
            if isinstance(result, FetchFailed) and result.host_sleep is not None:
                self._store.record_host_sleep(result.host_sleep, now)
            self._checkpoint("feed recorded")
        self._checkpoint("committed")
        return _Taken(advanced.health, new_count, sum(len(item.verdicts) for item in stored), changes)

    def _store_news(
        self, judged: Sequence[_Judged], state: FeedState, now: datetime
    ) -> tuple[tuple[_Stored, ...], tuple[StatusChange, ...]]:
        """Store articles and what they say, and fold what that touches, inside the caller's transaction."""
        stored = self._store_articles(judged, state.feed.url, now)
        self._checkpoint("articles stored")
        self._queue_pages(stored, state, now)
        touched: set[str] = set()
        for item in stored:
            touched |= self._store_evidence(item, state, now)
        self._checkpoint("evidence stored")
        changes = self._fold_signals(touched, now)
        self._checkpoint("status folded")
        return stored, changes

    def _heed_hub(
        self,
        state: FeedState,
        advanced: FeedState,
        result: FetchResult,
        parsed: ParsedFeed | None,
        now: datetime,
        *,
        found_news: bool,
    ) -> FeedState:
        """Note the hub a feed offers, and poll rarely what is pushed; not so a feed whose hub missed news."""
        url = state.feed.url
        if isinstance(result, Fetched) and parsed is not None and parsed.error is None:
            offer = find_offer(result.links, parsed, result.url)
            self._subscriptions.record_offer(url, offer and offer.hub, offer and offer.topic, now)
        if self._config.settings.websub is None or not self._subscriptions.is_pushed(url, now):
            return advanced
        if found_news:
            self._subscriptions.note_push(url, None)
            return advanced
        return poll_rarely(advanced, now, self._draw_jitter())

    def _store_articles(self, judged: Sequence[_Judged], feed_url: str, now: datetime) -> tuple[_Stored, ...]:
        """Store what is still news now that we hold the lock; answer what was stored."""
        known = self._store.find_articles([key for item in judged for key in _list_keys(item.article)])
        stored: list[_Stored] = []
        fresh: list[Article] = []
        learned: list[tuple[int, tuple[str, ...]]] = []
        first_id = self._store.get_next_article_id()
        for article, known_before, verdicts, incomplete in judged:
            match = _find_known(article, known)
            if match is None:
                match = KnownArticle(first_id + len(fresh), article.key, article.title, feed_url, now)
                # Only what is evidence needs to know when it was seen; the store writes it from `now`.
                seen = replace(article, seen_at=now) if verdicts else article
                fresh.append(article)
                stored.append(_Stored(match.id, seen, True, verdicts, incomplete=incomplete))
            elif known_before is not None:
                self._store.update_article(match.id, article)
                learned.append((match.id, _list_keys(article)))
                seen = replace(article, seen_at=match.seen_at)
                stored.append(_Stored(match.id, seen, False, verdicts, match.title, incomplete))
            else:  # known by an alias, or brought by another feed since it was looked up
                learned.append((match.id, _list_keys(article)))
            for key in _list_keys(article):
                known.setdefault(key, match)
        self._store.add_articles(fresh, first_id, feed_url, now)
        for article_id, keys in learned:
            self._store.add_article_keys(article_id, keys)
        return tuple(stored)

    def _store_evidence(self, item: _Stored, state: FeedState, now: datetime) -> set[str]:
        """Place an article among the stories and store what it says; ids of the signals this touches.

        What a changed title no longer says is kept as it was said: the outlet did publish it, and a
        denial or a reversal is evidence of its own.
        """
        touched: set[str] = set()
        said = {} if item.is_new else self._get_said(item.article_id)
        self._note_corrections(item, said.values(), now)
        if not item.verdicts:
            return touched
        outlet = self._config.outlets.get(item.article.outlet or state.feed.outlet)
        place = None if item.is_new else self._store.get_place(item.article_id)
        if place is None:
            place, touched = self._place(item, outlet)
        for verdict in item.verdicts:
            signal = self._config.signals[verdict.signal_id]
            article, may_alert = self._date_evidence(item, said.get(signal.id), verdict, state, now)
            evidence = make_evidence(signal, article, verdict, outlet, place, now=now, may_alert=may_alert)
            self._store.record_evidence(
                item.article_id, evidence, signal_version=signal.version, rules_version=RULES_VERSION, now=now
            )
            touched.add(signal.id)
        return touched

    def _note_corrections(self, item: _Stored, said: Iterable[Evidence], now: datetime) -> None:
        """Keep what a changed title used to say, and what it says now."""
        stances = {verdict.signal_id: verdict.stance for verdict in item.verdicts}
        for before in said:
            self._store.add_correction(
                item.article_id,
                replace(before, title=item.title_before),
                item.article.title,
                stances.get(before.verdict.signal_id),
                now,
            )

    def _date_evidence(
        self, item: _Stored, before: Evidence | None, verdict: Verdict, state: FeedState, now: datetime
    ) -> tuple[Article, bool]:
        """The article with the dates its evidence goes by, and whether it is young enough to alert.

        A retitled article that says something else than before says it now, whatever date it bears.
        """
        if item.is_new:
            return item.article, self._may_alert(item.article, state, now)
        if before is not None and before.stance == verdict.stance:
            return replace(item.article, published_at=before.at), before.may_alert
        return replace(item.article, published_at=now, seen_at=now), True

    def _may_alert(self, article: Article, state: FeedState, now: datetime) -> bool:
        """Whether an article is not older than the alert window before the feed was last read.

        So what was published while a feed, or Watcher, was down for some hours alerts late.  Before a feed's
        first success, and after a longer time without one (a long sleep, a restored backup), there is no
        such time: its articles must be dated, and younger than the window now.
        """
        window = self._config.settings.alert_window
        longest_pause = max(window, 2 * state.feed.max_interval)
        read_at = state.succeeded_at if state.baseline_at is not None else None
        if read_at is None or now - read_at > longest_pause:
            return article.published_at is not None and article.published_at >= now - window
        return article.published_at is None or article.published_at >= read_at - window

    def _get_said(self, article_id: int) -> dict[str, Evidence]:
        return {
            evidence.verdict.signal_id: evidence for evidence in self._store.get_article_evidence(article_id)
        }

    def _place(self, item: _Stored, outlet: Outlet | None) -> tuple[StoryPlace, set[str]]:
        """Place an article, and move the earlier ones that it shows to belong elsewhere.

        Answers the place, and the ids of the signals that the moves touch.
        """
        article = item.article
        credited = next((verdict.credited for verdict in item.verdicts if verdict.credited), None)
        at = article.published_at or article.seen_at or _NEVER
        members = self._store.list_story_members(
            [verdict.signal_id for verdict in item.verdicts], at - STORY_REACH, at + STORY_REACH
        )
        place = place_article(article, outlet, credited, members, self._config.outlets)
        member = make_member(article, outlet, credited, place, self._config.outlets)
        self._store.record_place(item.article_id, member, place.reason)
        touched = {signal_id for move in place.moves for signal_id in self._store.move_article(move)}
        return place, touched & self._config.signals.keys()

    # ------------------------------------------------------------------------------ pages of articles

    def _queue_pages(self, stored: Sequence[_Stored], state: FeedState, now: datetime) -> None:
        """Queue the pages that are worth reading, by where the signals stand before this news is folded."""
        if self._page_reader is None:
            return
        for item in stored:
            article = item.article
            if item.incomplete is None or article.url is None or not self._may_alert(article, state, now):
                continue
            outlet = self._config.outlets.get(article.outlet or state.feed.outlet)
            host = name_host(article.url)
            if host is None or not lets_read(article.url, outlet, self._config.outlets):
                continue
            statuses = {verdict.signal_id: self._get_status(verdict.signal_id) for verdict in item.verdicts}
            reason = find_text_reason(article, item.verdicts, item.incomplete, statuses)
            if reason is not None:
                self._pages.add_page(item.article_id, host, reason, now)

    def _get_status(self, signal_id: str) -> Status:
        known = self._store.get_status(signal_id)
        return known.status if known is not None else Status.QUIET

    async def read_pages(self, now: datetime) -> PageReport:
        """Read the pages that are due, one of each host; the next round takes the next.

        Raises StoreError, after all pages had their turn, when the database would not take one of them.
        """
        if self._page_reader is None:
            return PageReport()
        due = self._pages.list_due_pages(now, _PAGES_A_ROUND)
        outcomes = await asyncio.gather(
            *(self._read_page(self._page_reader, page) for page in due), return_exceptions=True
        )
        read: list[tuple[PageResult, tuple[StatusChange, ...]]] = []
        for outcome in outcomes:
            if isinstance(outcome, BaseException):
                raise outcome
            read.append(outcome)
        return PageReport(
            page_count=len(read),
            read_count=sum(result.outcome is PageOutcome.READ for result, _ in read),
            changes=tuple(change for _, changes in read for change in changes),
        )

    async def _read_page(
        self, reader: PageReader, page: DuePage
    ) -> tuple[PageResult, tuple[StatusChange, ...]]:
        assert page.article.url is not None  # noqa: S101  # none other is queued
        result = await reader.read_page(page.article.url)
        article = replace(page.article, text=result.text)
        verdicts: tuple[Verdict, ...] = ()
        if result.outcome is PageOutcome.READ:
            verdicts = await self._work(self._judge.judge, article)
        self._checkpoint("page read")
        async with self._pen:
            await asyncio.sleep(0)
            return result, self._take_in_page(page, article, result, verdicts, self._read_clock())

    def _take_in_page(
        self,
        page: DuePage,
        article: Article,
        result: PageResult,
        verdicts: tuple[Verdict, ...],
        now: datetime,
    ) -> tuple[StatusChange, ...]:
        """One transaction: what came of the attempt, the text, what it says, and what follows."""
        changes: tuple[StatusChange, ...] = ()
        again: datetime | None = None
        if result.outcome is PageOutcome.FAILED:
            count = page.attempt_count + 1
            again = decide_next_attempt(count, result.retry_after, page.queued_at, now)
        with self._store.transaction():
            self._pages.settle_page(page.article_id, result, again, now)
            if result.outcome is PageOutcome.READ:
                self._store.update_article(page.article_id, article)
                touched = self._store_told_by_text(page, article, verdicts, now)
                note = (
                    f"told by the text of {page.outlet or 'an unknown outlet'}'s article,"
                    f" read at {now:%Y-%m-%d %H:%M} UTC"
                )
                changes = self._fold_signals(touched, now, note)
            self._checkpoint("page stored")
        self._checkpoint("committed")
        return changes

    def _store_told_by_text(
        self, page: DuePage, article: Article, verdicts: tuple[Verdict, ...], now: datetime
    ) -> set[str]:
        """Store what an article says with its text, and place it anew: the text tells copies apart.

        Its outlet said it when it published the article.  What was found without the text and is not found
        with it stays, as what a changed title no longer says does.
        """
        if not verdicts:
            return set()
        outlet = self._config.outlets.get(page.outlet or "")
        said = self._get_said(page.article_id)
        place, touched = self._place(_Stored(page.article_id, article, False, verdicts), outlet)
        for verdict in verdicts:
            signal = self._config.signals[verdict.signal_id]
            before = said.get(signal.id)
            dated = article if before is None else replace(article, published_at=before.at)
            may_alert = before is None or before.may_alert
            evidence = make_evidence(signal, dated, verdict, outlet, place, now=now, may_alert=may_alert)
            self._store.record_evidence(
                page.article_id, evidence, signal_version=signal.version, rules_version=RULES_VERSION, now=now
            )
        return (
            touched | said.keys() | {verdict.signal_id for verdict in verdicts}
        ) & self._config.signals.keys()

    # ------------------------------------------------------------------------------- what is stored

    async def judge_stored(self) -> BacklogReport:
        """Let signals that are new, or not what they were, see the articles that are stored already.

        What they find is background, as on a first poll: it is told in one message.  What was said of a
        signal before it changed stays as it was told.  Raises StoreError; what was done stays done.
        """
        unjudged = self._backlog.list_unjudged_signals()
        signals = [signal for signal in self._config.signals.values() if signal.id in unjudged]
        if not signals:
            return BacklogReport()
        judge = await self._work(Judge, signals, self._config.entities)
        after = min(unjudged[signal.id] for signal in signals)
        article_count = evidence_count = 0
        while batch := list_articles(self._store.connection, after_id=after, limit=_STORED_A_BATCH):
            hits = await self._work(_judge_batch, judge, batch)
            for start in range(0, len(hits), _HITS_A_TRANSACTION):
                async with self._pen:
                    await asyncio.sleep(0)
                    evidence_count += self._store_hits(
                        hits[start : start + _HITS_A_TRANSACTION], self._read_clock()
                    )
            after = batch[-1].id
            article_count += len(batch)
            self._backlog.record_judged(unjudged, after)
            self._checkpoint("batch judged")
        now = self._read_clock()
        with self._store.transaction():
            changes = self._fold_signals({signal.id for signal in signals}, now)
            self._backlog.record_judged(unjudged, None)
        self._tell_baseline(now)
        self._checkpoint("committed")
        return BacklogReport(tuple(unjudged), article_count, evidence_count, changes)

    def _store_hits(self, hits: Sequence[_Hit], now: datetime) -> int:
        """Store what stored articles say of signals of which they have said nothing yet; how much."""
        outlets = {feed.url: feed.outlet for feed in self._config.feeds}
        count = 0
        with self._store.transaction():
            for article_id, article, feed_url, verdicts in hits:
                said = self._get_said(article_id)
                new = tuple(verdict for verdict in verdicts if verdict.signal_id not in said)
                if not new:
                    continue
                outlet = self._config.outlets.get(article.outlet or outlets.get(feed_url or "", ""))
                place = self._store.get_place(article_id)
                if place is None:
                    place, _ = self._place(_Stored(article_id, article, False, new), outlet)
                for verdict in new:
                    signal = self._config.signals[verdict.signal_id]
                    evidence = make_evidence(
                        signal, article, verdict, outlet, place, now=now, may_alert=False
                    )
                    self._store.record_evidence(
                        article_id,
                        evidence,
                        signal_version=signal.version,
                        rules_version=RULES_VERSION,
                        now=now,
                    )
                count += len(new)
        return count

    # ----------------------------------------------------------------------------------------- status

    def fold_all(self, now: datetime) -> tuple[StatusChange, ...]:
        """Fold every signal and judge its coverage, as time alone may change both; tell what follows."""
        changes: list[StatusChange] = []
        for signal_id in self._config.signals:
            with self._store.transaction():
                changes += self._fold_signals({signal_id}, now)
        with self._store.transaction():
            self._judge_coverage(now)
            self._tell_health(now)
            self._pages.give_up_pages(now - PATIENCE)
            self._store.record_fact("folded", "", now)
        return tuple(changes)

    def _fold_signals(self, signal_ids: set[str], now: datetime, note: str = "") -> tuple[StatusChange, ...]:
        """Fold signals in the order of signals.toml; log, decide and enqueue each new step.

        `note` says what brought the steps about, where that is not plain from their evidence.
        """
        changes: list[StatusChange] = []
        for signal_id, signal in self._config.signals.items():
            if signal_id in signal_ids:
                changes += self._fold_signal(signal, now, note)
        return tuple(changes)

    def _fold_signal(self, signal: Signal, now: datetime, note: str) -> tuple[StatusChange, ...]:
        evidence = self._store.list_signal_evidence(signal.id)
        fold = fold_status(signal, evidence, self._store.list_signal_rulings(signal.id), now)
        self._store.record_status(fold.status, now)
        changes = list_new_changes(self._store.get_newest_change(signal.id), fold, now)
        if note:
            changes = tuple(replace(change, reason=f"{change.reason}; {note}") for change in changes)
        if changes:
            steps = decide_steps(
                signal,
                changes,
                evidence,
                now,
                routes=self._config.routes,
                silences=self._store.list_live_silences(now),
                logged_counts=self._store.count_changes(signal.id),
                board_url=self._config.settings.board_url,
            )
            for change, decision in steps:
                self._record_step(change, decision, now)
        return changes

    def _record_step(self, change: StatusChange, decision: Decision | Suppressed, now: datetime) -> None:
        asked = decision.considered
        if isinstance(decision, Suppressed):
            self._store.add_change(change, decision.reason.value, decision.detail, now, considered=asked)
            return
        change_id = self._store.add_change(change, TOLD, decision.reason, now, considered=asked)
        self._outbox.add_decision(decision, now, change_id=change_id)

    def _tell_baseline(self, now: datetime) -> None:
        """Tell in one message what was already so, when steps were logged that are not told for that.

        Not before all feeds under way, and all articles stored, have said what they have to say.
        """
        if self._under_way or self._backlog.list_unjudged_signals():
            return
        if not self._store.list_untold_baseline()[1]:
            return
        with self._store.transaction():
            newest_step, signal_ids = self._store.list_untold_baseline()
            standing = [
                (signal, status, self._store.list_signal_evidence(signal.id))
                for signal in self._config.signals.values()
                if signal.id in signal_ids and (status := self._store.get_status(signal.id)) is not None
            ]
            decision = decide_baseline_notification(
                standing,
                newest_step,
                self._config.routes,
                self._store.list_live_silences(now),
                now,
                board_url=self._config.settings.board_url,
            )
            if isinstance(decision, Decision):
                self._outbox.add_decision(decision, now)
            self._store.record_fact(BASELINE_TOLD, str(newest_step), now)

    def _tell_health(self, now: datetime) -> None:
        """Tell of feeds that have been ill for long, and of those that see again."""
        notices = decide_health_notices(
            self._store.list_feed_states(),
            self._store.list_told_illnesses(),
            self._config.routes,
            self._store.list_live_silences(now),
            now,
            board_url=self._config.settings.board_url,
        )
        for decision in notices.decisions:
            self._outbox.add_decision(decision, now)
        self._store.record_told_illnesses(notices.told, notices.ended, now)

    def _judge_coverage(self, now: datetime) -> None:
        """Record which signals could be seen, and tell when some have been blind for too long."""
        states = self._store.list_feed_states()
        blind: list[tuple[Signal, Coverage]] = []
        blind_since = now
        for signal in self._config.signals.values():
            coverage = judge_coverage(signal, states, now)
            since = self._store.record_coverage(coverage, now)
            if coverage.is_blind:
                blind.append((signal, coverage))
                blind_since = min(blind_since, since)
        if not blind:
            untold = self._store.get_untold_sight()
            if untold is not None:
                self._outbox.add_decision(decide_sight_notification(*untold, now), now)
            return
        decision = decide_blind_notification(
            blind,
            blind_since,
            self._config.routes,
            self._store.list_live_silences(now),
            now,
            board_url=self._config.settings.board_url,
        )
        if isinstance(decision, Decision):
            self._outbox.add_decision(decision, now)


# ------------------------------------------------------------------------------------------------ values


def _read_body(result: Fetched, state: FeedState, now: datetime) -> tuple[ParsedFeed, tuple[Article, ...]]:
    parsed = parse_body(state.feed, result.body, result.content_type, result.url)
    return parsed, make_articles(parsed, state.feed, now)


def _judge_batch(judge: Judge, batch: Sequence[StoredArticle]) -> tuple[_Hit, ...]:
    texts = [f"{row.article.title} {row.article.summary} {row.article.text}" for row in batch]
    judged = ((batch[index], judge.judge(batch[index].article)) for index in judge.find_candidates(texts))
    return tuple(_Hit(row.id, row.article, row.feed_url, verdicts) for row, verdicts in judged if verdicts)


def _list_keys(article: Article) -> tuple[str, ...]:
    return (article.key, *article.aliases)


def _find_known(article: Article, known: dict[str, KnownArticle]) -> KnownArticle | None:
    """The stored article that this one is, by its key first and then by its aliases in their order."""
    return next((known[key] for key in _list_keys(article) if key in known), None)
