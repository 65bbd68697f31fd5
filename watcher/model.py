"""The values that cross a module border: frozen, without behaviour beyond what their fields say.

Instants are aware UTC datetimes and end in `_at`; spans are timedeltas; scores run from 0 to 100.
What is read from signals.toml comes first, then what travels from a feed to an alert, in that order:

    Feed -> FetchResult -> ParsedFeed -> Article -> Verdict -> Evidence -> SignalStatus
         -> StatusChange -> Notification | Suppressed -> Delivery -> Receipt
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum

# --------------------------------------------------------------------------- what signals.toml says


class Stance(StrEnum):
    """What a text says about a signal's proposition; no evidence is no stance."""

    ANTICIPATES = "anticipates"
    CONFIRMS = "confirms"
    DENIES = "denies"
    REVERSES = "reverses"
    REINSTATES = "reinstates"


class OutletKind(StrEnum):
    """What sort of publisher an outlet is."""

    OFFICIAL = "official"
    WIRE = "wire"
    PRESS = "press"
    TRADE = "trade"
    BLOG = "blog"
    AGGREGATOR = "aggregator"


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who publishes.  `reliability` is an Admiralty letter, A (reliable) to F (cannot be judged).

    `full_text` is false where its pages are never asked for.
    """

    domain: str
    name: str
    owner: str
    kind: OutletKind = OutletKind.PRESS
    reliability: str = "F"
    full_text: bool = True


class FeedKind(StrEnum):
    """How the body of a feed is to be read."""

    FEED = "feed"  # RSS, RDF, Atom or JSON Feed: it says itself what is what
    JSON = "json"  # any other JSON, by the paths of its recipe
    PAGE = "page"  # a web page, by the CSS selectors of its recipe
    SITEMAP = "sitemap"  # a news sitemap


@dataclass(frozen=True, slots=True)
class Recipe:
    """Where a body of kind JSON or PAGE has its entries, and where each entry has its parts.

    JMESPath expressions for JSON, CSS selectors for a page; "" for what it does not have.
    """

    entries: str
    title: str = ""
    link: str = ""
    id: str = ""
    published: str = ""
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """A URL we poll, as configured.  A disabled feed says why in `reason`.

    `recipe` is there for the kinds that need one.  `headers` are request headers with a secret each;
    they are configuration only, and not among what the store remembers.
    """

    url: str
    outlet: str
    title: str = ""
    min_interval: timedelta = timedelta(minutes=15)
    max_interval: timedelta = timedelta(hours=6)
    enabled: bool = True
    reason: str = ""
    kind: FeedKind = FeedKind.FEED
    recipe: Recipe | None = None
    headers: tuple[tuple[str, SecretReference], ...] = ()


class EntityKind(StrEnum):
    """What sort of thing an entity is; it gives the words that stand for it later ("the company")."""

    COMPANY = "company"
    GOVERNMENT = "government"
    PERSON = "person"
    THING = "thing"


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something a signal speaks of, with the names news gives it.

    `names` are matched in any case and fuzzily, `exact` only letter for letter (acronyms), `weak` only
    in an article that also has one of the names, `anaphors` ("the company") only after a name.
    `products` name what it makes: they can be acted on in its stead, but do not act.
    """

    id: str
    names: tuple[str, ...]
    exact: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    anaphors: tuple[str, ...] = ()
    kind: EntityKind = EntityKind.THING


@dataclass(frozen=True, slots=True)
class Example:
    """A labelled text of a signal; `stance` None means that the text is no evidence."""

    title: str
    summary: str = ""
    stance: Stance | None = None


class Nominal(StrEnum):
    """What a pattern's bare noun tells of its act."""

    PRESUPPOSES = "presupposes"  # "the designation": it was made
    MENTIONS = "mentions"  # "a rate cut": it is spoken of


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way in which news words a signal's act: verbs or nouns, and what completes them.

    The trigger (a verb or a noun, or "is a" with one of `states`) and every slot named in `require`
    ("actor", "object", "place", "complement") must stand in one clause window.  `states` is what the
    object is called once the act is done ("supply chain risk"): every verb of naming then triggers.
    `negative_complement` voids the match.  With `is_loose` the slots may stand anywhere in the sentence,
    and the place anywhere in title and lead, so the trigger words must be telling; where `themes` are given,
    one of them must stand by its verb: what is sent, given or kept.  `bare_complement` is
    the stance of a complement beside the object with neither verb nor noun, None for no evidence.  `actor`
    narrows the signal's actors.
    """

    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    complement: tuple[str, ...] = ()
    negative_complement: tuple[str, ...] = ()
    require: tuple[str, ...] = ("object",)
    nominal: Nominal = Nominal.PRESUPPOSES
    is_loose: bool = False
    themes: tuple[str, ...] = ()
    tells: Stance = Stance.CONFIRMS
    bare_complement: Stance | None = None
    actor: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Signal:
    """A proposition to watch.

    `actor`, `object`, `place` and `competitors` name entities by id.  `orders` is the stance of an order
    to do the act ("directs the department to designate").  `count_as_done` are governors whose infinitive
    counts as done ("agreed to"), `precursors` words that anticipate on their own, `related` words for the
    act's consequences, which a reversal may name instead of the act, `exclude` words that void a match
    when they stand nearer than the object.  `origins` and `confirming_origins` are how many independent
    origins make CORROBORATED and CONFIRMED.  `version` changes whenever the definition does.
    """

    id: str
    proposition: str
    object: tuple[str, ...]
    actor: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    competitors: tuple[str, ...] = ()
    patterns: tuple[Pattern, ...] = ()
    orders: Stance = Stance.ANTICIPATES
    count_as_done: tuple[str, ...] = ()
    precursors: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()
    official: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    origins: int = 2
    confirming_origins: int = 5
    watch_days: int = 30
    version: str = ""


@dataclass(frozen=True, slots=True)
class SecretReference:
    """Where a secret is found: `env:NAME`, `file:PATH` or `credential:NAME`; never the secret itself."""

    reference: str


@dataclass(frozen=True, slots=True)
class SlackChannel:
    """An incoming webhook of Slack."""

    id: str
    webhook: SecretReference


@dataclass(frozen=True, slots=True)
class SlackBotChannel:
    """A channel of Slack that a bot posts to: `channel` is its id ("C0123456789") or "#name"."""

    id: str
    token: SecretReference
    channel: str


@dataclass(frozen=True, slots=True)
class WebhookChannel:
    """A receiver of signed JSON: its address, and the key (`whsec_...`) that signs."""

    id: str
    url: SecretReference
    key: SecretReference


@dataclass(frozen=True, slots=True)
class AppriseChannel:
    """Any service that Apprise reaches, by its Apprise URL."""

    id: str
    url: SecretReference


@dataclass(frozen=True, slots=True)
class MailChannel:
    """An SMTP relay and who gets the mail.  `security` is "starttls", "tls" or "none" (loopback only).

    `unsubscribe` is a page or a mail address where a recipient asks to get no more.
    """

    id: str
    host: str
    port: int
    security: str
    sender: str
    recipients: tuple[str, ...]
    username: str | None = None
    password: SecretReference | None = None
    unsubscribe: str | None = None


@dataclass(frozen=True, slots=True)
class ConsoleChannel:
    """Standard output of the process that delivers."""

    id: str


Channel = SlackChannel | SlackBotChannel | MailChannel | WebhookChannel | AppriseChannel | ConsoleChannel


@dataclass(frozen=True, slots=True)
class QuietHours:
    """A daily span of the clock on the wall, over midnight where it ends before it starts."""

    starts: time
    ends: time
    time_zone: str

    def __str__(self) -> str:
        return f"{self.starts:%H:%M}-{self.ends:%H:%M} {self.time_zone}"


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a digest goes out: a cron expression of five fields, by the clock of a time zone."""

    cron: str
    time_zone: str

    def __str__(self) -> str:
        return f"{self.cron} {self.time_zone}"


@dataclass(frozen=True, slots=True)
class Route:
    """Which notifications go to which channel, and when; empty `signals` or `statuses` mean all.

    What is not urgent waits `group_wait` for further steps of its signal, and until `quiet_hours` are over.
    With `digest` nothing goes at once: WATCH and QUIET (or the statuses named) and new evidence are told
    together by that schedule, also when there is nothing if `even_if_empty`.  Until somebody acknowledges a
    step it is told again each `repeat_every`, and from `escalate_after` on to the channel `escalate_to` too.
    """

    channel: str
    signals: tuple[str, ...] = ()
    statuses: tuple[Status, ...] = ()
    group_wait: timedelta = timedelta(0)
    quiet_hours: QuietHours | None = None
    digest: Schedule | None = None
    even_if_empty: bool = False
    repeat_every: timedelta | None = None
    escalate_after: timedelta | None = None
    escalate_to: str | None = None


# ------------------------------------------------------------------------------------------ fetching


class FeedHealth(StrEnum):
    """How the latest poll of a feed is judged."""

    NEVER = "never"  # not polled yet
    OK = "ok"
    NOT_MODIFIED = "not modified"
    EMPTY = "empty"  # a feed without entries
    BLOCKED = "blocked"  # a page or a challenge where a feed should be
    STALE = "stale"  # newest entry far older than the feed's habit
    FROZEN = "frozen"  # answers, but has not moved for very long
    UNDATED = "undated"
    MOVED = "moved"
    GONE = "gone"  # 410: polling ends
    REFUSED = "refused"  # 401, 403, 429, or an address we will not connect to
    TOO_SLOW = "too slow"
    TOO_LARGE = "too large"
    UNREADABLE = "unreadable"
    UNREACHABLE = "unreachable"  # no name, no route, no connection, or a server error


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """How we behave towards publishers.

    `contact` is a URL or mail address that goes into the User-Agent.  `max_body` is in bytes, counted
    after decoding.  `deadline` bounds a whole fetch, redirects included; `idle` the silence between two
    reads.  `host_spacing` lies between two starts at one host, `host_parallel` of which may run at once.
    `allow_addresses` names hosts, addresses or networks that may be contacted although not public.
    """

    contact: str = ""
    max_body: int = 10_000_000
    deadline: timedelta = timedelta(seconds=45)
    idle: timedelta = timedelta(seconds=25)
    redirect_limit: int = 5
    host_spacing: timedelta = timedelta(seconds=5)
    host_parallel: int = 2
    parallel: int = 64
    allow_addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WebsubSettings:
    """The `[websub]` table: hubs reach us at `callback`; we listen behind it at `host` and `port`."""

    callback: str
    host: str = "127.0.0.1"
    port: int = 8788


@dataclass(frozen=True, slots=True)
class WebSettings:
    """The `[web]` table: where the board listens, and whom it lets in.

    Visitors show the secret at `token`, or come through one of `proxies` (addresses or networks), which
    names who they are in the header `proxy_header`.  With neither, it is for this machine alone.
    """

    host: str = "127.0.0.1"
    port: int = 8080
    token: SecretReference | None = None
    proxy_header: str | None = None
    proxies: tuple[str, ...] = ("127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class HeartbeatSettings:
    """The `[heartbeat]` table: `url` is asked `every` so often while polls succeed (see core.heartbeat)."""

    url: SecretReference
    every: timedelta = timedelta(minutes=5)
    tells_failure: bool = False


@dataclass(frozen=True, slots=True)
class Settings:
    """The `[watcher]` table: what holds for the whole process.

    Articles of a feed's first poll may alert only when younger than `alert_window`.  `board_url` is
    where people reach the board, for links in messages.  `trouble_channels` are told of the
    watcher's own trouble; empty means every channel that a route names.  Without `websub` no hub is asked
    for anything, without `web` the daemon serves no board, without `heartbeat` no monitor hears from us.
    `full_text`: the pages of articles that need it are read (see core.fulltext).
    """

    alert_window: timedelta = timedelta(hours=24)
    board_url: str | None = None
    trouble_channels: tuple[str, ...] = ()
    full_text: bool = True
    fetch: FetchSettings = field(default_factory=FetchSettings)
    websub: WebsubSettings | None = None
    web: WebSettings | None = None
    heartbeat: HeartbeatSettings | None = None


@dataclass(frozen=True, slots=True)
class FeedState:
    """A feed's row: what we remember between polls.

    `changed_at` is when a poll last brought an entry we did not know, `full_fetch_at` when a body last
    came.  `usual_gap` is the median between its latest entries, `long_gap` a long one as they go with it.
    `publisher_interval` is the feed's own ttl or update period.  `failure_weight` adds up failures in a
    row by how hard they are.  `validators_from` is the address that gave the validators, `ill_since` when
    its health ceased to be well, whatever it ailed from since.
    `moved_to` is where a permanent redirect has led since `moved_since`; it is polled once it is adopted,
    which is when `feed.url` itself no longer is.
    """

    feed: Feed
    etag: str | None = None
    last_modified: str | None = None
    next_fetch_at: datetime | None = None
    fetched_at: datetime | None = None
    succeeded_at: datetime | None = None
    newest_entry_at: datetime | None = None
    usual_gap: timedelta | None = None
    baseline_at: datetime | None = None
    health: FeedHealth = FeedHealth.NEVER
    health_detail: str = ""
    health_since: datetime | None = None
    failure_count: int = 0
    failure_weight: float = 0.0
    publisher_interval: timedelta | None = None
    changed_at: datetime | None = None
    full_fetch_at: datetime | None = None
    moved_to: str | None = None
    moved_since: datetime | None = None
    validators_from: str | None = None
    long_gap: timedelta | None = None
    ill_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class HostSleep:
    """A host that asked for less: nothing is asked of it for `span`; `strikes` are its refusals in a row."""

    host: str
    span: timedelta
    strikes: int


class FetchFailure(StrEnum):
    """Why a fetch brought nothing; each maps to one FeedHealth."""

    GONE = "gone"
    REFUSED = "refused"
    BUSY = "busy"  # 429, 503: come back later
    NOT_FOUND = "not found"
    SERVER_ERROR = "server error"
    UNREACHABLE = "unreachable"
    TOO_SLOW = "too slow"
    TOO_LARGE = "too large"
    ADDRESS = "address"  # not a public address, or not http(s)
    REDIRECTS = "redirects"
    GARBLED = "garbled"  # the transfer or its encoding is broken
    CHALLENGED = "challenged"  # a page that wants to see a browser


@dataclass(frozen=True, slots=True)
class Fetched:
    """A 200 with its body, decoded and capped; `links` are its Link headers as they came."""

    url: str
    body: bytes
    content_type: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    max_age: timedelta | None = None
    moved_to: str | None = None
    elapsed: timedelta = timedelta(0)
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NotModified:
    """A 304: the validators still hold."""

    url: str
    max_age: timedelta | None = None
    elapsed: timedelta = timedelta(0)


@dataclass(frozen=True, slots=True)
class FetchFailed:
    """Nothing came; `detail` is fit to be shown, `retry_after` is what the server asked for.

    `host_sleep` is set by the answer that put its host to sleep, so that the sleep can be stored.
    """

    url: str
    failure: FetchFailure
    detail: str
    status_code: int | None = None
    retry_after: timedelta | None = None
    elapsed: timedelta = timedelta(0)
    host_sleep: HostSleep | None = None


FetchResult = Fetched | NotModified | FetchFailed


class SubscriptionState(StrEnum):
    """How far a hub and we have come over one feed."""

    OFFERED = "offered"  # the feed names a hub, which has not been asked
    ASKED = "asked"  # the hub has not yet come back to ask whether we meant it
    ACTIVE = "active"  # the hub pushes until the lease ends
    DENIED = "denied"  # the hub refused
    LEAVING = "leaving"  # we want it no more; the hub has not yet come back


@dataclass(frozen=True, slots=True)
class Subscription:
    """A feed at its hub, in the words of WebSub (https://www.w3.org/TR/websub/).

    `topic` is what the hub calls the feed.  `token` ends the address that the hub calls, and `secret` signs
    what it sends there: both are drawn anew for each subscription, and known to nobody else.  `next_at` is
    when the hub is to be asked (again), `failure_count` how often it was in vain since it last answered.
    `pushed_at` is the latest push; none after a poll that found news which no push had brought.
    """

    feed_url: str
    hub: str
    topic: str
    state: SubscriptionState
    next_at: datetime
    callback: str | None = None
    token: str | None = field(default=None, repr=False)
    secret: str | None = field(default=None, repr=False)
    lease_until: datetime | None = None
    failure_count: int = 0
    pushed_at: datetime | None = None
    detail: str = ""


# ----------------------------------------------------------------------------------- pages of articles


class TextReason(StrEnum):
    """Why the page of an article is read; the most telling reason is kept."""

    ALERT = "alert"  # what it says would be told
    CONFLICT = "conflict"  # what it says does not fit where the signal stands
    INCOMPLETE = "incomplete"  # who and to whom are named, what was done is not told
    SHORT = "short"  # title and summary together are a few words


class PageOutcome(StrEnum):
    """What became of reading a page; only `failed` is tried again."""

    READ = "read"
    NO_TEXT = "no text"  # no article could be told apart in it
    ROBOTS = "robots"  # its host's robots.txt forbids it
    PAYWALL = "paywall"  # 401, 402, 403: the host is left alone for a day
    MISSING = "missing"
    REFUSED = "refused"  # an address that may not be contacted, or redirects without end
    NO_PAGE = "no page"  # neither HTML nor XHTML
    TOO_LARGE = "too large"
    FAILED = "failed"  # it may pass


@dataclass(frozen=True, slots=True)
class PageResult:
    """What came of one reading; `detail` is fit to be shown, `retry_after` what the host asked for."""

    outcome: PageOutcome
    detail: str = ""
    text: str = ""
    retry_after: timedelta | None = None


@dataclass(frozen=True, slots=True)
class PageHost:
    """What we remember of a host whose pages are read; `host` is scheme, name and port ("https://a.example").

    `robots` is its robots.txt ("" allows all), good until `robots_until`.  Until `rests_until` none of its
    pages is asked for, and `reason` says why.
    """

    host: str
    robots: str = ""
    robots_until: datetime | None = None
    rests_until: datetime | None = None
    reason: str = ""


# ------------------------------------------------------------------------------------------- parsing


@dataclass(frozen=True, slots=True)
class Entry:
    """A raw element of a feed, as text without markup; absent is None."""

    guid: str | None = None
    link: str | None = None
    title: str | None = None
    summary: str | None = None
    content: str | None = None
    published_at: datetime | None = None
    original_link: str | None = None  # where a feed proxy says that the link leads
    source_url: str | None = None  # <source url>: the publisher behind an aggregator
    source_title: str | None = None


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """What a body held.  `error` says why nothing could be read; `is_damaged` that the end was cut.

    `hub` is who pushes the feed, and `topic` the address by which the hub knows it: see feeds.websub.
    """

    entries: tuple[Entry, ...] = ()
    title: str | None = None
    format: str = ""  # "rss", "rdf", "atom", "json", "page", "sitemap", "" when unreadable
    interval: timedelta | None = None  # ttl or sy:updatePeriod
    hub: str | None = None
    topic: str | None = None
    is_damaged: bool = False
    health: FeedHealth = FeedHealth.OK  # OK, EMPTY, BLOCKED, UNDATED or UNREADABLE
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """Our normalized record of an entry.

    `key` is stable: see feeds.identity for the ladder; `aliases` are the other keys by which the same
    article may come back (a new guid, another feed).  `published_at` is None when the entry has no date
    we trust; `seen_at` is when we first stored it.  `outlet` is a domain.
    """

    key: str
    title: str
    summary: str = ""
    text: str = ""
    url: str | None = None
    outlet: str | None = None
    published_at: datetime | None = None
    seen_at: datetime | None = None
    is_date_clamped: bool = False
    aliases: tuple[str, ...] = ()


# ------------------------------------------------------------------------------------------- judging


class Genre(StrEnum):
    """What sort of piece an article is; all but news never raise a status alone."""

    NEWS = "news"
    OPINION = "opinion"
    ANALYSIS = "analysis"
    LIVE = "live"
    QUIZ = "quiz"
    SPONSORED = "sponsored"
    SATIRE = "satire"
    FICTION = "fiction"


@dataclass(frozen=True, slots=True)
class Span:
    """A matched word inside `Verdict.quote`, by code points; `role` is a slot name or "cue"."""

    start: int
    end: int
    role: str


@dataclass(frozen=True, slots=True)
class Step:
    """One operator of a derivation: the word, its class, and the stance after it was applied."""

    word: str
    cue_class: str
    stance: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one article says about one signal.

    `is_fresh` is true where the stance is the article's news, false where it is background.
    `field` is "title", "summary" or "text"; `quote` the sentence that decided; `cue` the word that set
    the stance ("" when the bare trigger did); `credited` the outlet or wire the piece credits, folded.
    """

    signal_id: str
    stance: Stance
    is_fresh: bool
    score: float
    field: str
    quote: str
    cue: str = ""
    spans: tuple[Span, ...] = ()
    derivation: tuple[Step, ...] = ()
    genre: Genre = Genre.NEWS
    credited: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """A verdict with all that the status fold needs to weigh it.

    `at` is when the article was published, or first seen when it is undated, and never after it was first
    seen.  `origin` is the independent root of the report: the owner of the official outlet, the wire or
    the desk that wrote it.  `is_official`: published by an official outlet of the signal.  `may_alert` is
    false for baseline articles outside the alert window.
    """

    article_key: str
    verdict: Verdict
    at: datetime
    outlet: str
    reliability: str
    origin: str
    story: str
    is_official: bool = False
    may_alert: bool = True
    title: str = ""
    url: str | None = None
    mark: Mark | None = None

    @property
    def stance(self) -> Stance:
        return self.verdict.stance

    @property
    def is_rejected(self) -> bool:
        return self.mark is not None and not self.mark.is_right


@dataclass(frozen=True, slots=True)
class Mark:
    """A person's word on one piece of evidence: whether it has the stance that it was found to have.

    `said` is that stance; `correct` what it should be, None for no evidence at all.  Marked wrong it no
    longer moves its signal.  A mark does not hold for evidence that is later found to say something else.
    """

    evidence_id: int
    said: Stance
    correct: Stance | None
    at: datetime
    author: str
    note: str = ""

    @property
    def is_right(self) -> bool:
        return self.correct is self.said


@dataclass(frozen=True, slots=True)
class Move:
    """An earlier article whose story or origin a later article has settled otherwise."""

    article_key: str
    story: str
    origin: str


@dataclass(frozen=True, slots=True)
class StoryPlace:
    """Where an article belongs: its story, its origin, and why.

    `reliability` is the letter its evidence takes.  `moves` are the earlier articles that belong elsewhere
    now: apply them to stored members and evidence before the status is folded.
    """

    story: str
    origin: str
    reason: str
    reliability: str = "F"
    moves: tuple[Move, ...] = ()


# -------------------------------------------------------------------------------------------- status


class Status(StrEnum):
    """Where a signal stands; see core.status for how each is entered."""

    QUIET = "QUIET"
    WATCH = "WATCH"
    REPORTED = "REPORTED"
    CORROBORATED = "CORROBORATED"
    CONFIRMED = "CONFIRMED"
    DISPUTED = "DISPUTED"
    REVERSED = "REVERSED"


class RulingKind(StrEnum):
    """What a person decided."""

    CONFIRM = "confirm"
    REJECT = "reject"
    ACK = "ack"


@dataclass(frozen=True, slots=True)
class Ruling:
    """A person's word on a signal; confirm and reject win over evidence up to `at`."""

    signal_id: str
    kind: RulingKind
    at: datetime
    author: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Grade:
    """Admiralty pair: letter of the best origin, number from corroboration (1 confirmed .. 6 unknown)."""

    reliability: str
    credibility: int

    def __str__(self) -> str:
        return f"{self.reliability}{self.credibility}"


@dataclass(frozen=True, slots=True)
class SignalStatus:
    """The fold of a signal's evidence.

    `since` is when the status became true by its evidence, None for QUIET that never moved.
    `origins` are the independent origins behind the status, `article_keys` the evidence that moved it,
    strongest first.  `episode` counts from 1.  `is_baseline`: true before we began to look.
    """

    signal_id: str
    status: Status
    reason: str
    since: datetime | None = None
    grade: Grade | None = None
    origins: tuple[str, ...] = ()
    article_keys: tuple[str, ...] = ()
    episode: int = 1
    freshest_at: datetime | None = None
    is_acknowledged: bool = False
    is_expired: bool = False
    is_baseline: bool = False


@dataclass(frozen=True, slots=True)
class StatusChange:
    """One step of a signal, with its reason.  `at` is when it became true, not when it was noticed."""

    signal_id: str
    at: datetime
    before: Status
    after: Status
    reason: str
    grade: Grade | None = None
    origins: tuple[str, ...] = ()
    article_keys: tuple[str, ...] = ()
    episode: int = 1
    is_baseline: bool = False


@dataclass(frozen=True, slots=True)
class Coverage:
    """Could we have seen it?  `blind_feeds` are the feeds that make it so, with their health."""

    signal_id: str
    is_blind: bool
    reason: str
    feed_count: int
    seeing_count: int
    blind_feeds: tuple[tuple[str, FeedHealth], ...] = ()


# ------------------------------------------------------------------------------------------ alerting


class NotificationKind(StrEnum):
    """What a notification is about."""

    STATUS = "status"
    BLIND = "blind"
    SAMPLE = "sample"
    HEALTH = "health"  # feeds that have been ill for long, or see again
    BASELINE = "baseline"  # what was true before we began to look
    UNDELIVERED = "undelivered"  # another channel gave this one up
    REMINDER = "reminder"  # a step that nobody has acknowledged
    DIGEST = "digest"  # what happened since the last one
    SEES_AGAIN = "sees again"  # BLIND is over
    TROUBLE = "trouble"  # the watcher itself is unwell


class Urgency(StrEnum):
    """How loudly to tell."""

    DIGEST = "digest"
    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"


@dataclass(frozen=True, slots=True)
class Quote:
    """One piece of evidence as a message shows it."""

    outlet: str
    title: str
    text: str
    spans: tuple[Span, ...]
    stance: Stance
    at: datetime
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Notification:
    """What to tell, decided once; rendering needs nothing else.

    `key` is deterministic (`signal/episode/status/ordinal`), so that a receiver can collapse repeats;
    `thread` (`signal/episode`) groups the messages of one episode.  `before`, `after`, `grade` and `origins`
    are what the headline of a status step says, for machines; they are empty in other kinds.  `lines` are
    further facts, one a line: the steps of a merged message, the rows of a digest.
    """

    key: str
    thread: str
    kind: NotificationKind
    urgency: Urgency
    signal_id: str
    headline: str
    proposition: str
    reason: str
    happened_at: datetime
    created_at: datetime
    quotes: tuple[Quote, ...] = ()
    would_change: str = ""
    board_url: str | None = None
    before: Status | None = None
    after: Status | None = None
    grade: Grade | None = None
    origins: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()


class SuppressedReason(StrEnum):
    """Why a change is not told."""

    BASELINE = "true before we began to look"
    SILENCED = "silenced"
    NOT_ROUTED = "no route takes it"
    NOT_TOLD = "this step is not told"
    OVERTAKEN = "overtaken by a later step noticed with it"
    TOO_SOON = "not long enough yet"
    DIGESTED = "left to a digest"
    NOTHING_NEW = "nothing new"


@dataclass(frozen=True, slots=True)
class Plan:
    """When a notification goes to one channel: from `due_at` on, and not in `quiet_hours` unless urgent.

    `reasons` are the considerations that led there, in their order.
    """

    channel: str
    due_at: datetime
    reasons: tuple[str, ...] = ()
    quiet_hours: QuietHours | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """Tell it: what, through which channels (ids, each once), and why these.

    `plans` say when, one a channel in the order of `channels`; none means at once.  `considered` are the
    routes and silences that were asked, with their answers, in their order.
    """

    notification: Notification
    channels: tuple[str, ...]
    reason: str
    plans: tuple[Plan, ...] = ()
    considered: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Suppressed:
    """What is not told, and why; `change` is None where no step but blindness was to be told.

    `considered` is as in Decision.
    """

    signal_id: str
    change: StatusChange | None
    reason: SuppressedReason
    detail: str = ""
    considered: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Silence:
    """A timed mute.  It holds from `starts_at` until before `ends_at`, for what all its matchers take.

    `signals` are ids or patterns of them (`tariff-*`), `statuses` those that are entered, `channels` ids;
    empty means all.
    """

    author: str
    note: str
    starts_at: datetime
    ends_at: datetime
    signals: tuple[str, ...] = ()
    id: int | None = None
    statuses: tuple[Status, ...] = ()
    channels: tuple[str, ...] = ()


class DeliveryState(StrEnum):
    """Where a delivery stands."""

    PENDING = "pending"
    LEASED = "leased"
    SENT = "sent"
    DEAD = "dead"  # given up: a human must look
    DROPPED = "dropped"  # a human gave it up
    MERGED = "merged"  # a later message of its thread tells it too


@dataclass(frozen=True, slots=True)
class SentMessage:
    """An earlier message of a thread that the same channel has taken, with what its Receipt held."""

    key: str
    headline: str
    sent_at: datetime
    receipt: str
    conversation: str | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """One notification for one channel.

    `attempt_count` counts the running attempt too: it is raised by the claim, before anything is sent.
    `claimed_at` is when that claim was made, and so about when the message goes out.  `accepted` are the
    recipients an earlier attempt already reached (a mail that some of several recipients got); `follows`
    are the sent messages of the same thread and channel, oldest first.  `reasons` and `quiet_hours` are
    those of its Plan.  `merged_into` is the delivery that tells this one too; the notification of a claimed
    delivery already says what it took over.
    """

    id: int
    channel: str
    notification: Notification
    state: DeliveryState
    attempt_count: int
    created_at: datetime
    next_attempt_at: datetime
    lease_until: datetime | None = None
    claimed_at: datetime | None = None
    error: str | None = None
    receipt: str | None = None
    accepted: tuple[str, ...] = ()
    follows: tuple[SentMessage, ...] = ()
    reasons: tuple[str, ...] = ()
    quiet_hours: QuietHours | None = None
    merged_into: int | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """Proof of send: what the receiver answered, fit to be stored.

    `conversation` is where the channel finds again what the message began or went on with (Slack: the id of
    the channel and the instant of the first message); None where a channel needs no such thing.
    """

    detail: str
    conversation: str | None = None
