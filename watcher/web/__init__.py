"""The board: read-only pages over the store's queries."""
