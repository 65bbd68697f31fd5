"""English inflection: a verb's and a noun's forms, generated rather than listed; one spelling for two.

Rules after the usual description of regular English inflection; what is irregular stands in a table.
"""

from __future__ import annotations

import re
from enum import StrEnum


def word_set(text: str) -> frozenset[str]:
    """The words of `text`, as a set: a table of words reads best as a paragraph."""
    return frozenset(text.split())


def list_phrases(text: str) -> tuple[str, ...]:
    """The phrases of `text`, which commas part."""
    return tuple(" ".join(text.split()).split(", "))


def phrase_set(text: str) -> frozenset[str]:
    """The phrases of `text`, as a set."""
    return frozenset(list_phrases(text))


class Form(StrEnum):
    """What a verb's ending says; one spelling may be several ("put")."""

    BASE = "base"
    PRESENT = "present"  # labels
    PAST = "past"
    PARTICIPLE = "participle"  # labelled, hit
    GERUND = "gerund"  # labelling


_IRREGULAR_ROWS = """
be was been, begin began begun, bind bound bound, break broke broken, bring brought brought,
build built built, buy bought bought, catch caught caught, choose chose chosen, cling clung clung,
come came come, cut cut cut, deal dealt dealt, draw drew drawn, drive drove driven, eat ate eaten,
fall fell fallen, feed fed fed, fight fought fought, find found found, flee fled fled,
forbid forbade forbidden, forget forgot forgotten, freeze froze frozen, get got got, give gave given,
go went gone, grow grew grown, hang hung hung, hear heard heard, hide hid hidden, hit hit hit,
hold held held, keep kept kept, know knew known, lay laid laid, lead led led, leave left left,
lend lent lent, let let let, lose lost lost, make made made, mean meant meant, meet met met,
oversee oversaw overseen, overthrow overthrew overthrown, override overrode overridden, pay paid paid,
put put put, read read read, reset reset reset, rid rid rid, ride rode ridden, ring rang rung,
rise rose risen, run ran run, say said said, see saw seen, seek sought sought, sell sold sold,
send sent sent, set set set, shake shook shaken, shoot shot shot, shut shut shut, sink sank sunk,
sit sat sat, slam slammed slammed, speak spoke spoken, spend spent spent, split split split,
stand stood stood, steal stole stolen, stick stuck stuck, strike struck struck, strive strove striven,
swear swore sworn, take took taken, tear tore torn, tell told told, think thought thought,
throw threw thrown, undercut undercut undercut, undo undid undone, uphold upheld upheld, win won won,
wind wound wound, withdraw withdrew withdrawn, withhold withheld withheld, write wrote written,
retake retook retaken, rewrite rewrote rewritten, overcome overcame overcome, overtake overtook overtaken,
undergo underwent undergone, foresee foresaw foreseen, spell spelled spelled, do did done, have had had,
become became become
"""
_IRREGULAR = {
    row.split()[0]: (row.split()[1], row.split()[2]) for row in _IRREGULAR_ROWS.replace("\n", " ").split(", ")
}
_DOUBLING = word_set(
    """
    ban bar drop stop tap slap tag tar dub rip nab scrap snub strip wrap plan pin sap ship skip slip
    step swap trim whip cap chop clip cut dim dip flip get grab grip hit jab nip pat pop put rob rub set
    shut sit slam snap spin split spot stab stem stir swim tip top vet admit commit omit permit refer
    defer deter confer infer occur prefer recur rebut regret submit transfer transmit forget allot abet
    rev jet bet let rid shun sin span quit ram run scan plug hog hug jog lag log beg dig bog clog flag
    drag brag
    """
)
_VOWELS = "aeiou"


def inflect_verb(verb: str) -> dict[str, frozenset[Form]]:
    """Every spelling of `verb` with the forms it may be; a multi-word verb inflects its first word."""
    head, _, rest = verb.partition(" ")
    past, participle = _IRREGULAR.get(head, (_add_ed(head),) * 2)
    rows = (
        (head, Form.BASE),
        (_add_s(head), Form.PRESENT),
        (past, Form.PAST),
        (participle, Form.PARTICIPLE),
        (_add_ing(head), Form.GERUND),
    )
    forms: dict[str, set[Form]] = {}
    for word, form in rows:
        forms.setdefault(f"{word} {rest}".strip(), set()).add(form)
    return {spelling: frozenset(found) for spelling, found in forms.items()}


def inflect_noun(noun: str) -> tuple[str, ...]:
    """Singular and plural; a multi-word noun inflects its last word."""
    rest, _, head = noun.rpartition(" ")
    return (noun, f"{rest} {_add_s(head)}".strip())


def _add_s(word: str) -> str:
    if word == "have":
        return "has"
    if re.search(r"([sxz]|ch|sh|[^aeiou]o)$", word):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return word[:-1] + "ies"
    return word + "s"


def _add_ed(word: str) -> str:
    if word.endswith("e"):
        return word + "d"
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return word[:-1] + "ied"
    if word.endswith("c"):
        return word + "ked"
    return _double(word) + "ed"


def _add_ing(word: str) -> str:
    if word.endswith("ie"):
        return word[:-2] + "ying"
    if word.endswith("e") and not word.endswith(("ee", "oe", "ye")) and word != "be":
        return word[:-1] + "ing"
    if word.endswith("c"):
        return word + "king"
    return _double(word) + "ing"


def _double(word: str) -> str:
    return word + word[-1] if word in _DOUBLING else word


# ---------------------------------------------------------------------------------------- spelling

_WHOLE_ROWS = """
defence defense, offence offense, licence license, programme program, pretence pretense, cheque check,
grey gray, sceptical skeptical, judgement judgment, tyre tire, centre center, theatre theater,
fulfil fulfill, enrol enroll, whilst while, amongst among, towards toward, defences defenses,
programmes programs, centres centers, sceptic skeptic, sceptics skeptics, scepticism skepticism,
licences licenses, manoeuvre maneuver, ageing aging, artefact artifact
"""
_WHOLE = {row.split()[0]: row.split()[1] for row in _WHOLE_ROWS.replace("\n", " ").split(", ")}
_ENDINGS = (
    (re.compile(r"(?<=[a-z]{3})is(e|es|ed|ing|er|ers|ation|ations)$"), r"iz\1"),
    (re.compile(r"(?<=[a-z]{3})our(s|ed|ing|ite|able|er|ers)?$"), r"or\1"),
    (re.compile(r"(?<=[a-z]{3}[aeio])ll(ed|ing|er|ers)$"), r"l\1"),
    (re.compile(r"(?<=[a-z]{3})ys(e|ed|es|ing)$"), r"yz\1"),
)


def unify_spelling(word: str) -> str:
    """American spelling of a lower-case word; words that only look British change alike on both sides."""
    whole = _WHOLE.get(word)
    if whole is not None:
        return whole
    for pattern, replacement in _ENDINGS:
        changed = pattern.sub(replacement, word)
        if changed != word:
            return changed
    return word
