"""Webhooks: what an event holds, and that it can be verified as the documentation says."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.notify.conftest import KEY, NOW, make_status_delivery
from tests.servers import Authority, HookReceiver
from watcher.errors import DeliveryError
from watcher.notify.render import render_event
from watcher.notify.samples import make_delivery, make_samples
from watcher.notify.webhook import WebhookSender

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.servers import Post
    from watcher.model import Delivery

PAGE = (Path(__file__).parents[2] / "docs" / "alerts.md").read_text(encoding="utf-8")


@pytest.fixture
def hook() -> Iterator[HookReceiver]:
    with HookReceiver() as server:
        yield server


@pytest.fixture
def verify() -> Callable[..., None]:
    """The function that the documentation shows to receivers."""
    (code,) = re.findall(r"^```python\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
    names: dict[str, Any] = {}
    exec(code, names)  # noqa: S102  # our own documentation
    function: Callable[..., None] = names["verify"]
    return function


async def receive(hook: HookReceiver, delivery: Delivery, key: str = KEY) -> Post:
    sender = WebhookSender(hook.url, key, read_clock=lambda: NOW)
    await sender.send(delivery)
    await sender.close()
    return hook.posts[-1]


@pytest.mark.anyio
async def test_an_attempt_is_verified_as_the_documentation_says(
    hook: HookReceiver, delivery: Delivery, verify: Callable[..., None]
) -> None:
    post = await receive(hook, delivery)

    verify(KEY, post.headers, post.raw, NOW.timestamp() + 299)


OTHER_KEY = "whsec_" + "QUJD" * 12
FORGERIES: dict[str, tuple[str, str, Callable[[Post], Post]]] = {
    "another key": (OTHER_KEY, "not signed", lambda post: post),
    "another body": (KEY, "not signed", lambda post: replace(post, raw=post.raw + b" ")),
    "another id": (
        KEY,
        "not signed",
        lambda post: replace(post, headers={**post.headers, "webhook-id": "watcher_0"}),
    ),
    "another time": (
        KEY,
        "not signed",
        lambda post: replace(
            post, headers={**post.headers, "webhook-timestamp": str(int(NOW.timestamp()) + 1)}
        ),
    ),
}


@pytest.mark.anyio
@pytest.mark.parametrize(("key", "words", "forge"), FORGERIES.values(), ids=FORGERIES)
async def test_what_was_not_signed_so_is_refused(
    hook: HookReceiver,
    delivery: Delivery,
    verify: Callable[..., None],
    *,
    key: str,
    words: str,
    forge: Callable[[Post], Post],
) -> None:
    post = forge(await receive(hook, delivery))

    with pytest.raises(ValueError, match=words):
        verify(key, post.headers, post.raw, NOW.timestamp())


@pytest.mark.anyio
async def test_an_attempt_played_again_later_is_refused(
    hook: HookReceiver, delivery: Delivery, verify: Callable[..., None]
) -> None:
    post = await receive(hook, delivery)

    with pytest.raises(ValueError, match="too old"):
        verify(KEY, post.headers, post.raw, NOW.timestamp() + 301)


def test_the_scheme_is_that_of_standard_webhooks(verify: Callable[..., None]) -> None:
    """The example of the specification: its key, its message and its signature."""
    headers = {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }

    verify("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", headers, b'{"test": 2432232314}', 1_614_265_330)


@pytest.mark.anyio
async def test_the_envelope_is_cloudevents_in_structured_mode(hook: HookReceiver, delivery: Delivery) -> None:
    post = await receive(hook, delivery)

    assert post.headers["content-type"] == "application/cloudevents+json; charset=utf-8"
    assert post.headers["webhook-id"] == post.body["id"]
    required = {name: post.body[name] for name in ("specversion", "type", "source", "subject", "time")}
    assert required == {
        "specversion": "1.0",
        "type": "watcher.status.v1",
        "source": "https://board.example/",
        "subject": "port-closure",
        "time": "2026-03-05T18:00:00Z",
    }


def test_the_event_in_the_documentation_is_the_one_that_is_sent() -> None:
    (shown,) = re.findall(r"^```json\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)

    assert json.loads(shown) == json.loads(json.dumps(render_event(make_status_delivery())))


def test_the_id_is_the_same_at_each_attempt_and_on_each_channel_but_not_for_other_news() -> None:
    first = make_status_delivery()
    again = replace(first, attempt_count=5, claimed_at=NOW + timedelta(hours=3), channel="other", follows=())
    later = replace(first.notification, created_at=NOW + timedelta(days=30))  # the state was begun anew
    other = replace(first.notification, key="port-closure/1/4")

    assert render_event(again)["id"] == render_event(first)["id"]
    assert render_event(replace(first, notification=later))["id"] != render_event(first)["id"]
    assert render_event(replace(first, notification=other))["id"] != render_event(first)["id"]


@pytest.mark.parametrize("kind", make_samples(NOW, None))
def test_each_kind_has_a_type_of_its_own_and_a_source(kind: str) -> None:
    sample = make_samples(NOW, None)[kind]
    event = render_event(make_delivery("hook", sample, NOW))

    assert event["type"] == f"watcher.{sample.kind.value.replace(' ', '-')}.v1"
    assert event["source"] == "/watcher"
    assert (event["data"]["after"] is None) == (sample.after is None)


BAD_KEYS = {
    "empty": "",
    "no prefix": "c2VjcmV0LWtleS1vZi10aGUtdGVzdHMtMTIzNDU2",
    "not base64": "whsec_secret secret secret secret secret!",
    "too short": "whsec_c2VjcmV0",
    "too long": "whsec_" + "QUJD" * 30,
    "other characters": "whsec_\u00e9\u00e9\u00e9",
}


@pytest.mark.parametrize("key", BAD_KEYS.values(), ids=BAD_KEYS)
def test_a_weak_key_is_refused_without_being_quoted(key: str) -> None:
    with pytest.raises(DeliveryError, match="openssl rand") as caught:
        WebhookSender("https://hooks.example/x", key, read_clock=lambda: NOW)

    assert caught.value.permanent
    assert "c2VjcmV0" not in str(caught.value)


@pytest.mark.parametrize("url", ["http://hooks.example/x", "ftp://127.0.0.1/", "", "https://"])
def test_an_address_in_the_clear_is_refused(url: str) -> None:
    with pytest.raises(DeliveryError, match="no https address") as caught:
        WebhookSender(url, KEY, read_clock=lambda: NOW)

    assert caught.value.permanent


@pytest.mark.parametrize(
    "url",
    ["https://10.1.2.3/hook", "https://[fd00::7]:8443/x", "https://chat.intranet/hooks/x", "http://[::1]/"],
)
@pytest.mark.anyio
async def test_an_address_in_a_network_of_ones_own_is_taken(url: str) -> None:
    await WebhookSender(url, KEY, read_clock=lambda: NOW).close()


CONFIG = """
[entities.board]
names = ["Water Board"]

[signals.closed]
proposition = "The Water Board has closed the bridge"
actor = "board"
verbs = ["close"]
complement = ["bridge"]

[channels.desk]
type = "webhook"
url = "env:HOOK"
key = "env:KEY"
"""


@pytest.mark.parametrize("is_trusted", [True, False])
def test_an_authority_is_trusted_where_the_operating_system_trusts_it(
    authority: Authority, tmp_path: Path, *, is_trusted: bool
) -> None:
    (tmp_path / "signals.toml").write_text(CONFIG, encoding="utf-8")
    trusted = authority if is_trusted else Authority()
    trusted.ca.cert_pem.write_to_path(str(tmp_path / "authorities.pem"))
    with HookReceiver(authority=authority) as hook:
        told = subprocess.run(  # our own command
            [Path(sys.executable).with_name("watcher"), "notify", "test", "desk", "--kind", "sample"],
            cwd=tmp_path,
            env={"HOOK": hook.url, "KEY": KEY, "SSL_CERT_FILE": str(tmp_path / "authorities.pem")},
            capture_output=True,
            text=True,
            check=False,
        )
    if is_trusted:
        assert (told.returncode, len(hook.posts)) == (0, 1), told.stderr
    else:
        assert told.returncode == 1
        assert "certificate" in told.stderr
        assert hook.path not in told.stderr
        assert hook.posts == []
