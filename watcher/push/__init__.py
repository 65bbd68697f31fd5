"""Feeds that come by themselves: what we ask of hubs, and the server that they call (WebSub)."""
