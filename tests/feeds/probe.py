"""Reads feed files, each in a process of its own, and prints what that cost: one JSON line a file.

`python -m tests.feeds.probe KIND FILE...`, where KIND is one of `SOURCES`.  A process of its own, because
peak memory is one process's; the processor time of a child that salvages counts too.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from pathlib import Path

from watcher.feeds.identity import make_articles
from watcher.feeds.readers import parse_body
from watcher.model import Feed, FeedKind, Recipe
from watcher.wiring import utc_now


def forbid(event: str, arguments: tuple[object, ...]) -> None:
    """Note each file or address that is opened while a feed is read."""
    if event == "socket.connect" or (event == "open" and is_foreign(str(arguments[0]))):
        OPENED.append(f"{event} {arguments[0]}")


def is_foreign(path: str) -> bool:
    """Python reads its own modules and data, and writes to the pipes of a child; nothing else."""
    own = (sys.prefix, sys.base_prefix, str(Path(__file__).parents[2] / "watcher"), "/usr/share/zoneinfo")
    return not path.isdigit() and path != os.devnull and not path.startswith(own)


OPENED: list[str] = []
URL = "https://example.org/feed"
SOURCES = {
    "feed": Feed(URL, "example.org"),
    "json": Feed(
        URL,
        "example.org",
        kind=FeedKind.JSON,
        recipe=Recipe(
            "items || sort_by(results, &to_string(id))",
            "join(' ', [title, to_string(@)])",
            "url || not_null(a, b, c)",
            "id",
            "published",
            "summary",
        ),
    ),
    "page": Feed(
        URL,
        "example.org",
        kind=FeedKind.PAGE,
        recipe=Recipe("div, a:not(.x), li p a", "h2, a, div b", "a", "", "time, div time", "p"),
    ),
    "sitemap": Feed(URL, "example.org", kind=FeedKind.SITEMAP),
}


def read_status(name: str) -> float:
    """Read a size of this process from the kernel, in MB."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith(name):
            return int(line.split()[1]) / 1_000
    raise KeyError(name)


def measure(kind: str, path: str) -> dict[str, object]:
    """Read one file and tell what that brought and cost."""
    body = Path(path).read_bytes()
    for source in SOURCES.values():  # what is imported once is not the price of one body
        parse_body(source, b"<p>warm</p>")
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # forget the peak
    before, start = read_status("VmRSS"), os.times()
    OPENED.clear()
    parsed = parse_body(SOURCES[kind], body, None, URL)
    opened = list(OPENED)
    articles = make_articles(parsed, SOURCES[kind], utc_now())
    end = os.times()
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1_000
    return {
        "file": Path(path).name,
        "cpu": end.user + end.system + end.children_user + end.children_system
        - (start.user + start.system + start.children_user + start.children_system),
        "memory": max(read_status("VmHWM") - before, child),
        "health": parsed.health,
        "entries": len(parsed.entries),
        "damaged": parsed.is_damaged,
        "opened": opened,
        "titles": [entry.title for entry in parsed.entries[:5]],
        "links": [entry.link for entry in parsed.entries[:5]],
        "urls": [article.url for article in articles[:5]],
    }  # fmt: skip


def main() -> None:
    sys.addaudithook(forbid)
    kind, *paths = sys.argv[1:]
    for path in paths:
        child = os.fork()
        if child == 0:
            line = json.dumps(measure(kind, path))
            sys.stdout.write(line + "\n")
            sys.stdout.flush()
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if status:
            sys.stdout.write(json.dumps({"file": Path(path).name, "died": status}) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
