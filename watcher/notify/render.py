"""Notification -> what each channel shows; pure, and the only place where text is escaped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from email.message import EmailMessage

    from watcher.model import Delivery


@dataclass(frozen=True, slots=True)
class SlackMessage:
    """The JSON body of an incoming webhook: `text` for notifications and screen readers, and the blocks."""

    text: str
    blocks: tuple[dict[str, Any], ...]


def render_slack(delivery: Delivery) -> SlackMessage:
    """Render for Slack, within all its limits whatever the notification holds."""
    raise NotImplementedError


def render_mail(delivery: Delivery, sender: str, recipients: tuple[str, ...]) -> EmailMessage:
    """Render a mail with a text and an HTML part; equal deliveries have equal Message-IDs."""
    raise NotImplementedError


def render_text(delivery: Delivery) -> tuple[str, ...]:
    """Render lines for a terminal, and for the text part of a mail."""
    raise NotImplementedError
