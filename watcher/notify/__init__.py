"""Channels: rendering a notification, and sending it."""
