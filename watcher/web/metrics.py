"""What Prometheus scrapes at /metrics: where each signal stands, and whether the watcher does its work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from watcher.model import Status
from watcher.store.summary import BLIND, describe_ill_health, has_polled_lately, is_running, shown_status

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from watcher.store.board import RuntimeRow, StatusRow

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


def render_metrics(rows: Sequence[StatusRow], runtime: RuntimeRow, now: datetime) -> bytes:
    """Write the text format of Prometheus."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Board(rows, runtime, now))
    written: bytes = generate_latest(registry)
    return written


class _Board(Collector):
    """One scrape."""

    def __init__(self, rows: Sequence[StatusRow], runtime: RuntimeRow, now: datetime) -> None:
        self._rows = rows
        self._runtime = runtime
        self._now = now

    def collect(self) -> Iterable[GaugeMetricFamily]:
        yield from self._tell_signals()
        yield from self._tell_work()

    def _tell_signals(self) -> Iterable[GaugeMetricFamily]:
        is_polling = has_polled_lately(self._runtime, self._now)
        status = GaugeMetricFamily(
            "watcher_signal_status", "1 for the status at which a signal stands.", labels=["signal", "status"]
        )
        origins = _of_signals("origins", "Independent origins that bear the status out.")
        evidence = _of_signals("evidence", "Pieces of evidence.")
        seeing = _of_signals("seeing_feeds", "Feeds that could have shown it now.")
        freshest = _of_signals("freshest_evidence_timestamp_seconds", "When the freshest evidence came out.")
        for row in self._rows:
            shown = shown_status(row, is_polling=is_polling)
            for name in (*Status, BLIND):
                status.add_metric([row.signal_id, name], int(name == shown))
            origins.add_metric([row.signal_id], len(row.origins))
            evidence.add_metric([row.signal_id], row.evidence_count)
            seeing.add_metric([row.signal_id], row.seeing_count)
            if row.freshest_at is not None:
                freshest.add_metric([row.signal_id], row.freshest_at.timestamp())
        return status, origins, evidence, seeing, freshest

    def _tell_work(self) -> Iterable[GaugeMetricFamily]:
        runtime = self._runtime
        yield _single("up", "1 while a watcher runs.", is_running(runtime, self._now))
        yield _single("healthy", "1 while polls happen.", not describe_ill_health(runtime, self._now))
        if runtime.polled_at is not None:
            yield _single(
                "last_poll_timestamp_seconds", "When feeds were last polled.", runtime.polled_at.timestamp()
            )
        yield _single("feeds", "Feeds that are polled.", runtime.feed_count)
        yield _single("healthy_feeds", "Feeds that answer as they should.", runtime.healthy_feed_count)
        yield _single("articles", "Articles that were stored.", runtime.article_count)
        yield _single("pending_deliveries", "Messages that wait to be sent.", runtime.pending_delivery_count)
        yield _single("dead_deliveries", "Messages that were given up.", runtime.dead_delivery_count)


def _single(name: str, text: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"watcher_{name}", text, value=value)


def _of_signals(name: str, text: str) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"watcher_signal_{name}", text, labels=["signal"])
