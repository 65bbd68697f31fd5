"""The sentences that say why a signal stands where it stands, and what would move it next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from watcher.core.claims import ALONE, GOOD, RATED, UNRATED, UNRELIABLE
from watcher.model import Genre, Stance, Status

if TYPE_CHECKING:
    from collections.abc import Iterable

    from watcher.core.claims import Claim
    from watcher.model import Evidence, Ruling, Signal, SignalStatus


def describe_claim(claim: Claim, what: str, signal: Signal) -> str:
    """One sentence for who says `what` (a verb in the plural), as the rule that counted them sees them."""
    if claim.ruling is not None:
        return f"confirmed by {describe_ruling(claim.ruling)}"
    if (official := claim.official) is not None:
        return f"an official outlet of the signal {_singular(what)}: {official.best.outlet}"
    if claim.count(GOOD) >= signal.confirming_origins:
        names, kind = claim.names(GOOD), f" of reliability {GOOD} or better"
    elif claim.count(RATED):
        names, kind = claim.counted(), f" of reliability {RATED} or better"
    elif claim.count(ALONE):
        names, kind = claim.counted(), f" of reliability {ALONE}"
    else:
        names, kind = claim.counted(), ", all unrated,"
    if len(names) == 1:
        return f"one independent origin{kind} {_singular(what)}: {names[0]}"
    return f"{_spell(len(names))} independent origins{kind} {what}: {join_names(names)}"


def explain_presupposed(reversal: Claim, signal: Signal) -> str:
    """Why a reversal alone shows that there was something to reverse."""
    return describe_claim(reversal, "say that it had been done, in reporting that it was undone", signal)


def describe_confirmers(confirmation: Claim) -> str:
    """Who had confirmed what is reversed now."""
    if confirmation.ruling is not None:
        return f"it had been confirmed by {confirmation.ruling.author}"
    names = confirmation.counted()
    return (
        f"it had been confirmed by {join_names(names)}" if names else "that it was done was not seen before"
    )


def explain_watch(loudest: dict[Stance, Evidence]) -> str:
    """What keeps a signal at WATCH: the strongest thing said, and why it does not suffice."""
    for stance in (Stance.CONFIRMS, Stance.REINSTATES):
        if (evidence := loudest.get(stance)) is not None:
            return f"{_name(evidence)} says that it has happened, but {_explain_weakness(evidence)}"
    if (evidence := loudest.get(Stance.REVERSES)) is not None:
        return f"{_name(evidence)} says that it was undone, but nobody was seen to report that it was done"
    if (evidence := loudest.get(Stance.ANTICIPATES)) is not None:
        return f"anticipated, not done: {_name(evidence)} speaks of it as something that may happen"
    evidence = loudest[Stance.DENIES]
    return f"{_name(evidence)} denies it, and nobody reports that it has happened"


def _name(evidence: Evidence) -> str:
    return evidence.outlet or "an unknown outlet"


def _explain_weakness(evidence: Evidence) -> str:
    if evidence.verdict.genre is not Genre.NEWS:
        return f"the piece is not news ({evidence.verdict.genre})"
    if evidence.reliability == UNRELIABLE:
        return f"its reliability is {UNRELIABLE} (unreliable)"
    if evidence.verdict.field == "text":
        return "only in the body of the article"
    if not evidence.verdict.is_fresh:
        return "only as background, and nobody reports it as news"
    return "it is unrated and stands alone"


def describe_ruling(ruling: Ruling) -> str:
    """A person, and the note they left."""
    return f"{ruling.author}: {ruling.note}" if ruling.note else ruling.author


_FIRST_REPORT = (
    f"a fresh report that it has happened, by an independent origin of reliability {ALONE} or better"
)
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NAME_LIMIT = 8  # names in one sentence
_IRREGULAR = {"deny": "denies", "say": "says", "report": "reports", "confirm": "confirms"}


def _spell(count: int) -> str:
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)


def _singular(what: str) -> str:
    verb, blank, rest = what.partition(" ")
    return _IRREGULAR[verb] + blank + rest


def join_names(names: Iterable[str]) -> str:
    """Names as a sentence lists them, strongest first; a long list is cut."""
    listed = list(names)
    more = [f"{len(listed) - _NAME_LIMIT} more"] if len(listed) > _NAME_LIMIT else []
    return ", ".join([*listed[:_NAME_LIMIT], *more])


def describe_next(signal: Signal, status: SignalStatus, evidence: Iterable[Evidence] = ()) -> str:
    """What would change the status next, in plain words.

    `evidence` is the signal's: with it the origins already counted are told from those still missing.
    """
    if status.is_expired:
        return f"nothing: the signal ended on {signal.until}"
    letters: dict[str, str] = {}
    for piece in evidence:
        if piece.origin in status.origins and piece.verdict.signal_id == signal.id:
            letters[piece.origin] = min(letters.get(piece.origin, UNRATED), piece.reliability)
    rated = sum(letter <= RATED for letter in letters.values())
    good = sum(letter <= GOOD for letter in letters.values())
    official = f"an official document ({join_names(signal.official)})" if signal.official else "a ruling"
    several = _count_origins(signal.origins, RATED)
    to_corroborate = _count_origins(max(signal.origins - rated, 1), RATED, more="more ")
    to_confirm = _count_origins(max(signal.confirming_origins - good, 1), GOOD, more="more ")
    return {
        Status.QUIET: f"a report that it may happen would make it WATCH; {_FIRST_REPORT}, REPORTED;"
        f" {official}, CONFIRMED",
        Status.WATCH: f"{_FIRST_REPORT}, would make it REPORTED; {official}, CONFIRMED",
        Status.REPORTED: f"{to_corroborate} would make it CORROBORATED; {official}, CONFIRMED; a later denial"
        f" by {_count_origins(1, RATED)}, DISPUTED",
        Status.CORROBORATED: f"{official}, or {to_confirm}, would make it CONFIRMED; a later denial by"
        f" {several} or by an official outlet, DISPUTED; a report by as many that it was undone, REVERSED",
        Status.CONFIRMED: f"a report by {several}, or by an official outlet, that it was undone would make it"
        " REVERSED",
        Status.DISPUTED: f"{official} would make it CONFIRMED; more independent origins that confirm"
        " than deny, or a person's ruling, would settle the dispute",
        Status.REVERSED: f"a fresh report by {_count_origins(1, ALONE)} that it is back in force starts a new"
        " episode; restatements of what was do not",
    }[status.status]


def _count_origins(count: int, worst: str, *, more: str = "") -> str:
    noun = "origin" if count == 1 else "origins"
    return f"{_spell(count)} {more}independent {noun} of reliability {worst} or better"
