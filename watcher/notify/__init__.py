"""How messages leave: rendered once (pure), then sent by one module a channel."""

from watcher.notify.sender import Sender, open_sender

__all__ = ["Sender", "open_sender"]
