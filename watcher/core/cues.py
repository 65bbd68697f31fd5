"""The lexicon of operators: words that change what a clause says about an event, as data.

A cue is a phrase with a class (what it does), the forms it may govern (its direction and what it reaches)
and a scope.  The idea of phrase, class, direction, scope and pseudo-cue is that of NegEx and ConText; that
operators compose, outer over inner, is that of event factuality (Sauri and Pustejovsky).  What each class
does to a stance stands in core.stance, in one table.

The rows are read once, at import: inflected forms are generated, spelling is unified.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from watcher.core.inflection import Form, inflect_noun, inflect_verb
from watcher.core.text import tokenize


class CueClass(StrEnum):
    """What an operator does to what it governs."""

    IRREALIS = "irrealis"  # threatened, planned, possible, asked for: not done
    NEGATION = "negation"  # not, never
    REFUSAL = "refusal"  # declines to, fails to, rejects a request
    RULED_OUT = "ruled out"  # decides against, drops the plan, stops short of
    FALSEHOOD = "falsehood"  # denies that, false reports of
    INSTEAD = "instead"  # rather than, without
    REVERSAL = "reversal"  # blocks, lifts, rescinds
    UPHOLDING = "upholding"  # upholds, leaves in place
    RESTORING = "restoring"  # reinstates, revives
    CHALLENGE = "challenge"  # sues over, appeals: the event stands, its end is sought
    GRANT = "grant"  # grants, wins: what was sought is given
    LOSS = "loss"  # loses: what was sought is not given
    ORDER = "order"  # orders, directs to
    FACTIVE = "factive"  # decision to, confirms, manages to: what follows holds
    LIGHT = "light"  # issues, imposes: carries the noun
    VEHICLE = "vehicle"  # order, ruling: what an act is done by
    END = "end"  # stops, halts, ends doing
    PSEUDO = "pseudo"  # looks like a cue and is none


class Part(StrEnum):
    """Part of speech of a cue's head."""

    VERB = "verb"
    NOUN = "noun"
    ADJECTIVE = "adjective"
    PHRASE = "phrase"


@dataclass(frozen=True, slots=True)
class Cue:
    """One phrase of the lexicon.

    `governs` holds the letters of what it may reach: i infinitive, g gerund beside it, f gerund after
    "from", n noun after it, p noun before it (passive or intransitive), c clause.
    `forms` are the verb forms this spelling may be, empty for other parts.  `base` is the row's word.
    """

    words: tuple[str, ...]
    cls: CueClass
    part: Part
    governs: frozenset[str]
    base: str
    forms: frozenset[Form] = frozenset()


# class | part | governs | words
_ROWS = """
irrealis | verb | i g n c | threaten, consider, contemplate, ponder, mull, weigh, debate, discuss, explore, propose, suggest, float, envision, envisage
irrealis | verb | i n | plan, intend, aim, seek, want, hope, wish, expect, prepare, gear up, move, look, try, attempt, endeavor, strive, struggle, scramble, rush, push, press, fight, battle, vie, pledge, promise, vow, swear, commit, offer, volunteer, agree in principle, stand ready, need, demand, request, beg, plead, implore, lobby, campaign, petition, ask, urge, tell, warn, advise, encourage, pressure, press ahead, invite, call on, call upon, call for, appeal to, risk, face, await, brace for, brace, anticipate, foresee, predict, forecast, fear, eye, brandish, dangle, wave, study, review, examine, assess, evaluate, investigate, draft, draw up, prepare for, pave the way, lay the groundwork, set the stage, open the door, schedule, slate, set, ready, authorize, empower, permit, allow, enable, argue for, argue, wait, decide whether, determine whether, bid, sue, file, go to court, return to court, work, recommend, advocate, back, favor, support, toy with, flirt with, rattle, invite bids, approach, near, hint at, hint, signal, tease, raise the possibility of, raise the prospect of, leave open, leave the door open, keep open, reserve the right, hold out, entertain, look into, look to, turn to, meet, mobilize, position, prompt, give, angle, jockey, target, tip, instruct lawyers
irrealis | verb | g | consider, mull, weigh, contemplate, ponder, debate, discuss, explore, propose, suggest, float, envisage, risk, face, fear, anticipate, warn against, warn of, threaten, caution against, think about, talk about, talk of, look at, object to, oppose, argue against, advise against, recommend, urge, advocate, favor, be accused of planning, flirt with, toy with, insist on, dream of, speak of, speculate about, raise the prospect of, argue for, push for, plan on, consist in, lobby against, fight against, protest against, support, avoid
irrealis | noun | i g n | threat, plan, proposal, bid, effort, attempt, intention, intent, talk, talks, hope, hopes, push, campaign, pledge, promise, vow, offer, commitment, request, motion, petition, plea, demand, call, calls, ultimatum, warning, deadline, prospect, possibility, risk, chance, odds, likelihood, probability, fear, fears, speculation, rumor, rumors, draft, deliberation, deliberations, bet, bets, wager, expectation, expectations, readiness, willingness, ability, authority, power, permission, right, need, desire, wish, drive, quest, idea, notion, option, scenario, step toward, steps toward, path to, path toward, race, opportunity, negotiation, negotiations, discussion, discussions, preparation, preparations, vote, calls for, case for, bill, legislation, resolution, recommendation, suggestion, prediction, forecast, brink, verge, specter, question, debate, consideration, preparedness, suit, lawsuit, application for, efforts, attempts, tries, mulling, tender
irrealis | adjective | i g n | close, set, ready, likely, poised, about, prepared, willing, able, expected, due, eager, keen, determined, unlikely, slated, scheduled, bound, free, inclined, on track, on course, on the verge of, on the brink of, on the cusp of, near, nearing, closer, one step from, days from, open to, in line, liable, tempted, primed, supposed, authorized, certain, committed, going, gonna, hesitant, within days of, in talks, in discussions, in negotiations, under pressure, up to
irrealis | adjective | n p | possible, potential, likely, threatened, proposed, planned, prospective, looming, imminent, impending, pending, hypothetical, rumored, would be, expected, feared, considered, suggested, anticipated, eventual, future, any, another, second, draft, inevitable, under review, under consideration, under discussion, on the horizon, on the table, in the offing, in the works, up in the air, still possible, unlikely, conceivable, so called threatened, uncertain, mooted, contemplated, upcoming, whether
irrealis | verb | p | loom, await, near, beckon, approach, threaten
irrealis | phrase | c | if, whether, unless, lest, in case, should, provided that, assuming, as long as, in the event, in the event that, or else, otherwise, only if, even if, were
irrealis | phrase | n g | if, whether, in case of, in the event of, pending, subject to, short of a, next step, toward a, towards a, toward, need for, no decision on, undecided on
irrealis | phrase | c | expect, expected that, expects that, hope, hopes, hopes that, fear, fears, fears that, likely that, possible that, predicts, predicts that, believes will, bets, bets that, betting that, warns that, threatens that, chance, chance that, odds, odds of, odds that, odds are, imagined that, imagine, demand that, demands that, demanded that, insists that, suggests that, proposes that, recommends that, wants, imagine that, risk that, possibility that, prospect that, speculation that, rumors that, ensure that, make sure, speculates that, suppose, what if, imagines
negation | phrase | a | not, never, no longer, neither, nor, hardly, scarcely, nobody, nothing, cannot, yet to
negation | phrase | n | no, no such, not a, never a, zero
refusal | verb | i g n c | decline, refuse, reject, deny, fail, rebuff, spurn, dismiss, turn down, turn away, rule against, balk at, resist, oppose, object to, hesitate, neglect, forgo, omit, forget, snub, quash, throw out, toss, toss out, nix, veto, brush off, shoot down, swat down, stop, avoid, escape, dodge, evade, avert, stave off, fend off, ward off, skirt, sidestep, duck, elude, bypass, defy, vote down, strike out, knock back, wave off, wave away, swat away, scotch, dash, thwart, deal blow to, deal a blow to, deal setback to, deal a setback to
refusal | noun | i | refusal, failure, reluctance, inability, unwillingness, rejection, denial
refusal | adjective | i g | unwilling, unable, reluctant, loath, far from, nowhere near, no closer to
refusal | phrase | i | too late, in no mood, in no position, no intention, no authority, no power, no reason, no need, no right, no plan, no plans, no desire, no obligation, no interest, has yet, have yet, had yet, yet
ruled out | verb | i g n | rule out, back off, back away from, back away, back down from, back down on, back down, back out of, walk back, walk away from, abandon, drop, shelve, scrap, ditch, give up, give up on, decide against, opt against, opt not, choose not, agree not, decide not, vow not, promise not, pledge not, vote against, retreat from, stop short of, hold off on, hold off, refrain from, pull back from, step back from, forswear, renounce, foreswear, disavow, cancel, kill, pass on, skip, stand down from, think better of, shy away from, steer clear of, swear off, elect not, reconsider, put off, postpone, delay, pause, defer, stall, table
ruled out | phrase | i g n | no plans, no plan, no intention of, no plans for, no longer considering, no longer planning, no longer plans, not considering, off the table, ruled out
ruled out | phrase | p | off the table, out of the question, unlikely, ruled out, not on the table, not planned, averted, avoided
falsehood | verb | g c n | deny, refute, rebut, debunk, dispute, disprove, contradict, dismiss as untrue, dismiss as false
falsehood | phrase | c | deny, denies, denied, denying, denies that, denied that, refutes, false, falsely, untrue, false reports that, false reports, false claims, false claims that, false rumors, contrary to, not true that, no evidence that, it is false that, not the case that, debunk, dismissed reports, dismisses reports, reports were false, hoax, fabricated, denied reports, denies reports, deny reports, denied reports that, denies reports that, denied claims that, denies claims, denied rumors that, fake, dismissed as untrue reports that, dismissed as false reports that, did not happen, baseless claims that, untrue reports that, misleading claims that, refuted reports that, disputes that, disputed that, refuting, claims false, dismissed as untrue, dismissed as false, rejected reports that, rejects reports that, rejected claims that, rejects claims that, wrongly claimed that, erroneously reported that, no truth to
falsehood | phrase | n g | false reports of, false claims of, rumors of, untrue, contrary to, hoax, unfounded reports of, fake, fabricated, no evidence of, no sign of, no truth to
instead | phrase | g n i | rather than, instead of, in place of, in lieu of, without, short of, stopped short of, stops short of, stopping short of, as opposed to, over, but not, other than, not by, anything but
reversal | verb | n p f | block, halt, lift, rescind, withdraw, vacate, enjoin, strike down, suspend, stay, freeze, pause, overturn, void, annul, nullify, invalidate, revoke, repeal, cancel, undo, reverse, quash, drop, remove, scrap, set aside, throw out, toss, toss out, tear up, rip up, roll back, walk back, end, abolish, terminate, retract, recall, bar, stop, prevent, prohibit, restrain, forbid, ban, keep, hold off, put on hold, place on hold, put on ice, strike, knock down, dissolve, delist, unwind, back down on, back down from, backtrack on, scuttle, thwart, cut short, do away with, dismantle, erase, expunge, rule unlawful, rule illegal, rule unconstitutional, declare unlawful, declare illegal, declare invalid, declare unconstitutional, find unlawful, find illegal, deem unlawful, deem illegal, rule against, pull, shelve, kill, abandon, ditch, reject, lose, defang, gut, neuter, hold unlawful, unblock, call off, back off, back away from, clear of, clear from, strip, shoot down, rebuke, ease, waive, relinquish, forfeit, bring to an end, put an end to, call a halt to, slap down, doom, sink, torpedo, derail, bat down, swat down, deal a blow to, unravel, upend, countermand, rule void, free, free from, spare, exempt, shield, shield from, protect from, release from, liberate, wipe out, wipe away, overrule, pull back, take back, take off, relent on, reel back, stand down from, strike from, retire, discontinue, drop out of
reversal | noun | n g | injunction, stay, halt, block, suspension, withdrawal, rescission, reversal, removal, revocation, repeal, pause, freeze, hold, cancellation, lifting, temporary restraining order, restraining order, annulment, termination, invalidation, nullification, end, reprieve, moratorium, rollback, overturning, blocking, dismissal, retraction, vacatur, relief from, victory against, victory over, win against, win over, U-turn on, climbdown on, about-face on, backtrack on
reversal | adjective | p n | unlawful, illegal, unconstitutional, invalid, void, null and void, on hold, on ice, in limbo, blocked, dead, moot, no longer in effect, no longer in force, no longer applies, over, history, defunct, arbitrary and capricious, nullified, erstwhile, now defunct, short lived, ended, since rescinded, since lifted, a thing of the past, former
reversal | verb | p | lapse, expire, collapse, end, evaporate, dissolve, go away, fall apart, unravel
upholding | verb | n p c | uphold, affirm, reaffirm, reconfirm, ratify, back, endorse, let stand, leave in place, leave intact, leave standing, keep in place, keep alive, leave in force, leave in effect, keep in force, keep in effect, let stay, sustain, stand by, double down on, maintain, validate, vindicate, preserve, extend, renew, greenlight, side with pentagon, bless, rubber stamp, defend, allow to stand, let remain, keep
upholding | phrase | p | stay in effect, stays in effect, stayed in effect, remain in effect, remains in effect, remained in effect, stay in place, stays in place, remain in place, remains in place, remained in place, in effect, stand, stands, stood, remain in force, remains in force, stays in force, stay in force, still stands, survive, survives, survived, holds, remains intact, left intact, left in place, left standing, stays put, can stand, may stand, to stand, take effect again, remain, remains
upholding | phrase | n | let, lets, letting, leaves, leaving, leave, left, allow, allows, allowed, allowing, keeps, keep, kept, keeping
restoring | verb | n p c | reinstate, restore, revive, reimpose, re-impose, resurrect, resume, renew, relaunch, bring back, put back, put back in force, put back in place, reactivate, reissue, re-issue, relabel, redesignate, re-designate, reapply, reintroduce, reinvoke, unfreeze, reopen
restoring | verb | p | resume, take effect again, snap back
restoring | noun | n | reinstatement, restoration, revival, resumption, reimposition, renewal
challenge | verb | n c | sue over, challenge, contest, appeal, fight, dispute, protest, decry, condemn, oppose, criticize, slam, blast, denounce, push back on, push back against, push back, battle, slam, resist, question, defend against, object to, litigate, take to court, counter, attack, assail, rip, defy, sue, bristle at, reel from, complain about, go to court over, file suit over, rail against
challenge | noun | n i | challenge, appeal, lawsuit, suit, fight, battle, case, complaint, dispute, feud, standoff, row, clash, litigation, opposition, protest, backlash, criticism, showdown, spat, saga, war, filing, objection, countersuit, legal challenge, legal fight, legal battle, court fight, court battle
grant | verb | n p i | grant, win, secure, obtain, approve, gain, score, land, clinch, notch, accept, prevail in, prevail over, triumph in, earn, get, receive, succeed in, award, hand, issue, order, enter, side with, rule for, rule in favor of
loss | verb | n | lose, flunk, suffer defeat in, come up short in, fall short in, be dealt setback in
loss | noun | n | defeat, loss, setback
order | verb | i n | order, direct, instruct, command, require, compel, force, task, tell, charge
order | noun | i | order, directive, instruction, command
factive | noun | i g n | decision, move, vote, choice, determination, step, step of
factive | verb | i g c | manage, proceed, go ahead, go so far as, opt, elect, choose, begin, start, continue, help, announce, confirm, admit, acknowledge, say, report, reveal, defend, regret, justify, explain, complete, finish, keep, succeed in, resume, celebrate, tout, applaud, welcome, hail, condemn, criticize, blast, slam, follow through on, follow through, make good on, get around to, rush to, bother, come to, go on, dare, see fit, take step of, take the step of, take the unusual step of, take the extraordinary step of, take the unprecedented step of, conclude, criticized for, step in, intervene, ended up, end up, wind up, accuse of, blame for, credit with, go forward with, go through with, move ahead with, press ahead with
factive | adjective | i | first, latest, last, only, second, third, so far as, as far as, forced, right, wrong, quick, free, proud, glad, pleased, responsible for, guilty of, busy
light | verb | n p | issue, impose, make, sign, announce, deliver, serve, apply, enact, adopt, slap, place, levy, put, receive, get, hand, send, give, formalize, finalize, publish, unveil, declare, bear, carry, earn, attach, confer, bestow, extend, provide, lend, render, implement, execute, enforce, trigger, activate, hit with, slap with, serve with, saddle with, brand with, tag with, land on, end up on, add to, put on, place on, join, enter, take effect, come into force, become official, go into effect, begin, start, launch, complete, finish, formally give, pin, stick, stamp, affix, conclude, wrap up, accept, undergo, continue, step up, ramp up, expand, kick off, commence, carry out, perform, undertake, initiate, conduct, use, notify of, inform of, smack with, bring, exercise, follow, draw, prompt, hold
vehicle | noun | g n i | order, ruling, decision, judgment, verdict, directive, memo, letter, notice, executive order, court order, determination, rule, proclamation, opinion, action, measure, statement, decree, agreement, deal, settlement, announcement, resolution
end | verb | g n | stop, halt, cease, end, quit, suspend, discontinue, terminate, withdraw, pull, cut off, wind up
pseudo | phrase | - | not only, not just, not merely, not simply, not clear why, not yet clear why, no doubt, no wonder, no matter, no less, not surprisingly, not least, no surprise, not to mention, why not, not known why, no choice but, no question, can not stop, not alone, if not, whether or not, if any, as if, even as, not expect, not expected, did not expect, would not say whether, not immediately, plan b, business plan, health plan, risk management, at risk, risk assessment, stay away, stay tuned, in the end, year end, at the end of, week end, court of appeal, court of appeals, appeals court, appeals panel, appeals judge, appeal court, federal appeals, appellate court, federal appeals court, end user, end users, day to day, move fast, for good, best bet, bottom line, just in case, in any case, test case, use case, use cases, business case, basket case, nut case, free speech, free market, free trade, white house order, in order to, in order, pre order, back order, so far, law and order, set to music, in talks with, chief of staff, right now, right away, right wing, far right, right hand, all rights, human rights, civil rights, bill of rights, no more than, no later than, not far from, for the first time, first time, keep up, keep track, war department, war secretary, secretary of war, department of war, case by case, kill chain, look forward to, risk factor, risk factors, no one but, nothing but, would not comment, did not comment, not comment, declined to comment, declines to comment, refused to comment, did not respond, did not immediately respond, not respond, not immediately clear, national review, peer review, under review by readers, stock move, moving average, drop in, press release, press conference, press secretary, press briefing, free press, working group, working class, power plant, power grid, set of, set to work, mind set, data set, free of charge, over the, over a, over its, over his, over their, over being, over supply, over pentagon, over us, over designation, over label
"""


@dataclass(frozen=True, slots=True)
class CueHit:
    """A cue at its place in a sentence: tokens [start, end)."""

    start: int
    end: int
    cues: tuple[Cue, ...]

    def find(self, letter: str) -> Cue | None:
        """The first reading that governs `letter`."""
        return next((cue for cue in self.cues if letter in cue.governs), None)


def key_words(phrase: str) -> tuple[str, ...]:
    """The folded keys of a phrase's words."""
    return tuple(token.key for token in tokenize(phrase.replace("-", " ")))


@cache
def load_cues() -> tuple[Cue, ...]:
    """Every cue in every form, in the order of the rows."""
    cues: list[Cue] = []
    for line in _ROWS.strip().splitlines():
        cls, part, governs, words = (cell.strip() for cell in line.split("|"))
        for word in words.split(", "):
            cues.extend(_expand(word.strip(), CueClass(cls), Part(part), frozenset(governs.split())))
    return tuple(cues)


def _expand(word: str, cls: CueClass, part: Part, governs: frozenset[str]) -> list[Cue]:
    if part is Part.VERB:
        return [
            Cue(key_words(spelling), cls, part, governs, word, forms)
            for spelling, forms in inflect_verb(word.replace("-", "")).items()
        ]
    spellings = inflect_noun(word) if part is Part.NOUN else (word,)
    return [Cue(key_words(spelling), cls, part, governs, word) for spelling in dict.fromkeys(spellings)]
