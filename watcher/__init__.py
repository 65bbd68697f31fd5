"""Watcher tells an analyst the moment a thing has happened, and only when it has happened."""

__version__ = "0.1.0"
