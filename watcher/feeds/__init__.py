"""Feeds: fetching politely, parsing whatever comes, and giving each entry a stable identity."""
