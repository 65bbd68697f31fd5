"""Which articles may have evidence at all: a scan for many words at once (Aho-Corasick), then a check.

An article is a candidate for a signal when it names the signal's object (or its actor, when there is no
object) and one of the words that its patterns hang on.  One of the two may be misspelt: a word with one
edit keeps one of its halves intact, so halves are what is scanned for; the word around a half is checked.
"""

from __future__ import annotations
