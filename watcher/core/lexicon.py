"""The rows of the lexicon: which words change what a clause says about an event.

Each head line names the class (see cues.CueClass), the part of speech and what the words may govern:

    i  an infinitive: "threatens to label"             n  a noun phrase after it: "weighs a label"
    g  a gerund beside it, or after "of": "mulls ..."  p  a noun phrase before it: "label blocked"
    f  a gerund after "from": "bars X from labelling"  c  a clause: "denies it labelled", "if X labels"

The words follow, indented and separated by commas.  Verbs and nouns stand in their base form; their other
forms, and verbs without their articles as headlines have them, are generated.  A longer phrase hides the
shorter ones in it: "no plans to" hides "plan".  Class `pseudo` is for phrases that only look like cues.
"""

from __future__ import annotations

ROWS = """
irrealis | verb | i n g
    threaten, consider, contemplate, ponder, mull, weigh, debate, discuss, explore, propose, suggest,
    float, envision, envisage, risk, face, fear, anticipate, recommend, advocate, favor, plan, plot,
    prepare, warn against, warn of, caution against, think about, talk about, talk of, look at,
    object to, oppose, argue against, argue for, advise against, flirt with, toy with, insist on,
    dream of, lean toward, lean towards, speak of, speculate about, raise the prospect of,
    raise the possibility of,
    raise the specter of, push for, plan on, lobby for, lobby against, call for, prepare for, brace for,
    brace, precede, foreshadow, presage, herald, portend, await, study, review, examine, assess,
    evaluate, draft
irrealis | phrase | g
    split over, split on, divided over, divided on, torn over, at odds over, disagree over, disagree on
irrealis | verb | g
    back, support, endorse, vote on
irrealis | verb | i n
    intend, aim, seek, pursue, want, hope, wish, expect, gear up, move, look, try, attempt, endeavor,
    strive,
    struggle, scramble, rush, race, push, press, fight, battle, vie, pledge, promise, vow, swear, commit,
    offer, volunteer, need, lobby, campaign, press for, pressure for, foresee, predict, forecast, eye,
    brandish, dangle, wave, draw up, pave the way, lay the groundwork, set the stage, open the door,
    schedule, slate, set, ready, authorize, empower, permit, allow, enable, wait, bid, pave way for,
    clear the way for, approach, near, hint at, signal, tease, leave open, reserve the right, hold out,
    leave the door open to, leave the door open for, leave door ajar to, entertain, look into, look to,
    mobilize, position, jockey, agree, game out, war game, sketch out, map out, think through,
    have until, guarantee,
    bet on, price in, edge toward, edge closer to, inch toward, move toward, push toward, head for,
    head toward, tee up, steer toward, race toward, sleepwalk into, keep open, turn up pressure for,
    ballot on, price, stand ready, mean
request | verb | i n
    urge, ask, tell, warn, advise, beg, plead, implore, lobby, petition, call on, call upon, appeal to,
    pressure, press, encourage, request, exhort, beseech, counsel, caution, invite, demand, push
request | verb | i
    dare, challenge, taunt, goad
irrealis | verb | g
    commit, near, eye, edge closer to, moot, broach, leave door open to
irrealis | verb | i n g
    take steps to, take first steps to, take steps toward, moot, broach, stare at, stare down,
    give green light to, give the green light to, advance toward
irrealis | phrase | i
    not decided, not yet decided, has yet to decide, have yet to decide, undecided
irrealis | verb | i
    decide, claim, vote, sue, file, go to court, return to court, work, rally, line up, hire, recruit,
    count on, bank on, rely on, depend on
irrealis | noun | i g n
    groundwork, prelude, threat, plan, proposal, bid, effort, attempt, intention, intent, talk, talks,
    hope, push, campaign,
    pledge, promise, vow, offer, commitment, request, motion, petition, plea, demand, call, ultimatum,
    warning, deadline, prospect, possibility, chance, odds, likelihood, probability, fear, speculation,
    rumor, draft, deliberation, bet, wager, expectation, readiness, willingness, ability, authority,
    power, permission, right, need, desire, wish, drive, quest, idea, notion, option, scenario,
    step toward, path to, path toward, race, opportunity, negotiation, discussion, preparation, vote,
    calls for, case for, first step to, next step to,
    bill, legislation, resolution, recommendation, suggestion, prediction, forecast,
    brink, verge, specter, question, debate, consideration, application, ballot, campaign for, adviser,
    advisor, pressure, signal, menace, hint, inch away from, signature away from, signature away,
    inch away, step away, step away from, stroke of a pen from
irrealis | noun | i
    grounds, basis
irrealis | adjective | i g n
    close, set, ready, likely, poised, prepared, willing, able, expected, due, eager, keen, determined,
    slated, scheduled, bound, inclined, on track, on course, on the verge of, on verge of,
    on the brink of, on brink of, on the cusp of, on cusp of, near, nearing, closer to, one step from,
    days from, hours from, weeks from, days away from, hours away from, weeks away from, moments from,
    a step closer to, open to, in line, liable, tempted, primed, supposed, authorized, certain,
    committed, going, gonna, hesitant, within days of, in talks, in discussions, in negotiations,
    under pressure, up to, first in line, in line for, next in line for
irrealis | adjective | i
    about, free
irrealis | adjective | g
    serious about, keen on, intent on, bent on, set on
irrealis | adjective | n p
    possible, potential, likely, threatened, proposed, planned, prospective, looming, imminent,
    impending, hypothetical, rumored, expected, feared, considered, suggested, anticipated, eventual,
    future, any, draft, inevitable, under review, under consideration, under discussion, on the horizon,
    on the table, on table, in the offing, in the works, up in the air, still possible, conceivable,
    mooted, contemplated, upcoming, next, within days, within weeks, more likely, an option,
    matter of days, matter of hours, matter of weeks, matter of time, a matter of days, a matter of hours,
    a matter of weeks, only a matter of time, a matter of time, among steps, among options,
    among the steps, among the options, one of the options, one of options, next step, likeliest next step,
    being readied, being prepared, being drafted, being weighed, being considered
irrealis | phrase | p
    yet to come, still to come, expected soon, expected this, expected next, expected later, expected by,
    expected on, expected in, expected within, expected monday, expected tuesday, expected wednesday,
    expected thursday, expected friday, expected any, due this, due next, due monday, due tuesday,
    due wednesday, due thursday, due friday
irrealis | verb | p
    loom, await, near, beckon, threaten, wait
irrealis | phrase | c
    if, whether, unless, lest, in case, should, provided that, assuming, as long as, in the event,
    in the event that, or else, otherwise, only if, even if, expect, expected that, expects that, hope,
    hopes, hopes that, fear, fears, fears that, likely that, possible that, predicts, predicts that,
    bets, bets that, betting that, warns that, threatens that, chance, chance that, odds, odds that,
    imagine, imagined, imagined that, demand that, demands that, demanded that, insists that,
    suggests that, proposes that, recommends that, wants, risk that, possibility that, prospect that,
    speculation that, rumors that, ensure that, make sure, suppose, what if
irrealis | phrase | c
    or we, or they, or he
irrealis | phrase | c g
    sees, now sees, see, envisions, pencils in
irrealis | phrase | n g
    choice between, choose between, choosing between, report of, reports of, claim of, claims of,
    allegation of, allegations of, suspicion of,
    suspicions of, accusations of, risk of, risks of, at risk of, danger of, in danger of, if, whether,
    in case of, in the event of,
    pending, next step, undecided on, no decision on, no final decision on, when it comes to, ahead of,
    or
negation | phrase | c
    do not think, does not think, did not think, do not believe, does not believe, did not believe
negation | phrase | n
    no, no such, never a, neither, nor
refusal | verb | i g n
    say no to,
    decline, refuse, reject, deny, fail, rebuff, spurn, turn down, balk at, resist, hesitate, neglect,
    forgo, omit, snub, nix, veto, brush off, swat down, defy, vote down, knock back, wave away, scotch,
    dash, thwart, deal blow to, deal a blow to, dismiss, toss, throw out, shake off, scuttle,
    pass on, pass up, give cold shoulder to, give the cold shoulder to, set face against,
    rule against, quash, vote against, withhold, drag feet on, turn away
refusal | noun | i
    refusal, failure, reluctance, inability, unwillingness
refusal | adjective | i g
    unwilling, unable, reluctant, loath, far from, nowhere near, no closer to
refusal | phrase | i
    too late, in no mood, in no position, no intention, no authority, no power, no reason, no need,
    no right, no plan, no plans, no desire, no obligation, no interest, has yet, have yet, had yet, yet
refusal | phrase | n g c
    no evidence of, no sign of, no truth to, no room for, no case for, no prospect of, no need for,
    no chance of, nothing came of, little chance of, not in favor of, without, fails to reach,
    failed to reach, no longer in talks on, passes without, pass without, passed without,
    expires without, ends without, end without, ended without, no deal on
ruled out | verb | i g n
    rule out, back off, back away from, back away, back down from, back down on, back down, back out of,
    walk back, walk away from, abandon, drop, shelve, scrap, ditch, give up, give up on, decide against,
    opt against, opt not, choose not, agree not, decide not, vow not, promise not, pledge not,
    retreat from, stop short of, hold off on, hold off, refrain from, pull back from, step back from,
    forswear, renounce, disavow, cancel, kill, skip, stand down from, think better of, shy away from,
    steer clear of, swear off, hold fire on, hold back from, hold back on, elect not, put off, postpone,
    delay, pause, defer, table, climb down from,
    call off, pull, withdraw, move away from, distance from, talk out of, argue out of
ruled out | verb | g n
    cool on, sour on
ruled out | verb | f n
    dissuade, discourage
ruled out | verb | p
    fizzle, fizzle out, fade, recede, dissipate, go nowhere, come to nothing, come to naught
ruled out | phrase | n g
    out of
ruled out | phrase | i g n
    no intention of, no plans for, no longer considering, no longer planning, no longer plans,
    not considering, ruled out, no longer threatening
ruled out | phrase | p
    no longer considered, no longer being considered, no longer under consideration, no longer weighed,
    no longer planned, no longer an option, no longer discussed
ruled out | phrase | p
    off the table, off table, out of the question, unlikely, ruled out, averted, avoided, not happening,
    a nonstarter, premature, too slow, unworkable, not warranted, staved off,
    falls through, fell through, rejected
falsehood | verb | g c
    deny, refute, rebut, debunk, disprove, contradict
falsehood | phrase | c n g
    false reports that, false reports, false reports of, false claims, false claims of,
    false claims that, false rumors, false rumors of, contrary to, not true that, no evidence that,
    it is false that, earlier version of this article said, previous version of this article said,
    earlier version of this story said, previous version of this story said,
    earlier headline said, earlier headline on this story said, earlier version of this article stated,
    earlier version of this story stated, not the case that, dismissed reports, dismisses reports,
    denied reports,
    denies reports, deny reports, denying reports, denied reports that, denies reports that,
    denied reports of, denies reports of, denied claims that, denies claims, denies claims of,
    denied rumors that, denies rumors, denies rumors of, dismissed as untrue reports that,
    dismissed as false reports that, baseless claims that, untrue reports that, misleading claims that,
    refuted reports that, disputes that, disputed that, dismissed as untrue, dismissed as false,
    rejected reports that, rejects reports that, rejected claims that, rejects claims that,
    wrongly claimed that, erroneously reported that, unfounded reports of, fake, fabricated, hoax
instead | verb | g n p
    avoid, escape, spare, preempt, pre empt, forestall, dodge, evade, avert, stave off, fend off,
    ward off, skirt, sidestep, duck, elude,
    bypass, head off
instead | phrase | g n i
    rather than, instead of, in place of, in lieu of, short of, stopped short of, stops short of,
    stopping short of, as opposed to, over, other than, anything but
reversal | verb | n p f
    put on ice, put on hold, place on hold, put in limbo, block, halt, lift, rescind, withdraw, vacate,
    enjoin, strike down, suspend, stay, freeze, pause, overturn, void, annul, nullify, invalidate,
    revoke, repeal, cancel, undo, reverse, quash, remove, set aside, tear up, rip up, rip away,
    roll back, walk back, end, abolish, terminate, retract, recall, bar, stop, prevent, prohibit,
    restrain, forbid, hold off, knock down, dissolve, delist, unwind, backtrack on, scuttle, thwart,
    cut short, shut, shut down, disband, boot, expel, eject, evict, kick out, do away with, dismantle,
    erase, expunge, scrub, strike, pull, kill, strip, shoot down,
    ease, waive, relinquish, bring to an end, put an end to, call a halt to, slap down, doom, sink,
    torpedo, derail, unravel, upend, countermand, wipe, free, free from, exempt, shield, shield from,
    protect from, release from, liberate, wipe out, wipe away, overrule, pull back, take back, take off,
    relent on, discontinue, shed, shake off, get rid of, break, shatter, leave, exit, quit, pull out of,
    emerge from, violate, abrogate, wriggle out of, shelve, drop, scrap, abandon, ditch, pull plug on,
    pull the plug on, throw out, toss, toss out, dismiss, call off, outlaw, rule unlawful, rule illegal,
    nix, sheds, thaw out, rein in, defuse, clear, put a stop to, put stop to, let go of, retreat from,
    back down from, climb down from, back away from, bring to a halt, bring to a stop, bring to an end
reversal | phrase | n
    no more, no longer any, no longer bound by, no longer subject to, not bound by, freed from, freed of,
    rid of, clear of,
    cleared of, off the, win over, wins over
reversal | verb | f
    keep
reversal | verb | n
    wind up, put the brakes on, put brakes on, press pause on, hit pause on, ice, jettison, dial back,
    cave on, u turn on, about face on, release
reversal | phrase | p
    no longer applies, no longer apply, no longer stands, no longer holds, no longer binds, dies in court,
    falls in court, bites the dust, bit the dust, expires without, lapses without, ends without, ended without
reversal | noun | n g
    injunction, stay, halt, block, suspension, withdrawal, rescission, reversal, removal, revocation,
    repeal, pause, freeze, hold, cancellation, lifting, temporary restraining order, restraining order,
    stay of, annulment, termination, invalidation, nullification, end, reprieve, moratorium, rollback,
    retraction,
    vacatur, relief from, victory against, victory over, win against, win over, u turn on, climbdown on,
    about face on, reversal of
reversal | adjective | p
    unlawful, illegal, unconstitutional, invalid, void, null and void, on hold, on ice, in limbo, dead,
    moot, no longer in effect, no longer in force, over, history, defunct, arbitrary and capricious,
    likely unlawful, likely illegal, likely unconstitutional, probably unlawful,
    arbitrary, pretextual,
    a thing of the past, gone, ended, torn up, scrapped, no more, of no force, of no effect,
    without force, without effect, a dead letter, unenforceable
reversal | adjective | n
    former, erstwhile, defunct, short lived, blocked, suspended, now defunct, enjoined, rescinded,
    since rescinded, now blocked, overturned, voided, vacated
reversal | verb | p
    stop, lapse, expire, collapse, end, evaporate, dissolve, go away, fall apart, unravel, crumble,
    break down,
    fray, wind up, come to an end, grind to a halt, grind to a stop, come to a halt, come to a stop, cease,
    run out, peter out
upholding | verb | n p c
    uphold, affirm, reaffirm, reconfirm, ratify, let stand, leave in place, leave intact, leave standing,
    keep in place, keep alive, leave in force, leave in effect, keep in force, keep in effect, let stay,
    sustain, stand by, validate, vindicate, preserve, bless, allow to stand, let remain, greenlight,
    revalidate, breathe new life into, breathe life into
upholding | verb | n c
    keep, retain
upholding | verb | g i
    keep, continue, go on, carry on
upholding | verb | i
    let
upholding | phrase | p
    can proceed, may proceed, can go ahead, may go ahead, can continue, may continue, can be enforced,
    stay in effect, stays in effect, stayed in effect, remain in effect, remains in effect,
    remained in effect, stay in place, stays in place, remain in place, remains in place,
    remained in place, in effect, in place, in force, stand, stands, stood, remain in force,
    remains in force, stays in force, stay in force, stay put, still stands, survive, survives, survived,
    intact, standing, stays, stays put, can stand, may stand,
    can stay, may stay, can remain, may remain, to stand, stick, sticks, stuck, holds, held,
    holding, hold up, holds up, operative, binding, valid, lawful, legal, enforceable
light | verb | p
    take effect, come into force, come into effect, go into effect, enter into force, begin, start,
    complete, close, kick in, kick off, get under way, get underway, drag on, continue, persist, bite,
    enter, spread,
    rage on, go live
light | noun | n
    completion, closing, finalization, imposition, issuance, start, beginning, enforcement, signing,
    launch
light | phrase | n
    subject to, bound by, in line with
light | phrase | p
    under way, underway, ongoing, complete, completed, finalized, sealed, official, effective, signed
light | verb | g
    end with, end in, result in, lead to, culminate in
light | adjective | n
    completed, existing, current, ongoing, continuing, newly imposed, newly acquired, imposed, recent,
    day, week old, month old
upholding | phrase | n
    lets, letting, leaves, leaving, allows, allowed, allowing, keeps, kept, keeping
restoring | verb | n p c
    reinstate, restore, revive, reimpose, resurrect, resume, renew, relaunch, bring back, put back,
    give back, hand back,
    put back in force, put back in place, reactivate, reissue, relabel, redesignate, reapply,
    put back into effect, put back into force, reintroduce, reinvoke, unfreeze, thaw, unblock,
    rekindle, restart, reopen, re impose, re designate,
    re sign, re issue, re invoke, re apply, re introduce, re activate, re instate, re label, re start
restoring | verb | p
    resume, restart, return
restoring | verb | g i
    resume, restart, return, be back, start again
restoring | phrase | g
    back to, is back to, are back to, was back to
restoring | noun | n
    reinstatement, restoration, revival, resumption, reimposition, renewal, return
restoring | phrase | p
    is back, are back, picks up where it left off, pick up where they left off, back in force,
    back in effect, back in place, back on, again in force, in force again,
    back into effect, back into force, back on the books, once more in force, once again in force
challenge | verb | n
    take aim at,
    sue, challenge, contest, appeal, dispute, protest, decry, condemn, oppose, criticize, slam, blast,
    denounce, push back on, push back against, battle, question, defend against, litigate, take to court,
    counter, attack, assail, rip, defy, bristle at, reel from, complain about, rail against, sue over,
    go to court over, file suit over, fight, take on, call, calls, seethe at
challenge | noun | n i
    challenge, appeal, lawsuit, suit, fight, battle, case, complaint, dispute, feud, standoff, row,
    clash, litigation, opposition, protest, backlash, criticism, showdown, spat, saga, objection,
    class action, motion against, plea against, petition against, request against, countersuit,
    legal challenge,
    legal fight, legal battle, court fight, court battle
grant | verb | n p i
    grant, win, secure, obtain, approve, gain, score, land, clinch, notch, accept, prevail in,
    triumph in, earn, get, receive, succeed in, award, hand, issue, order, enter
fulfilment | verb | n
    honor, live up to, make good on, follow through on, carry out, deliver on, act on, execute on
loss | verb | n
    lose, flunk, suffer defeat in, come up short in, fall short in
loss | noun | n
    defeat, loss, setback
order | verb | i n
    order, direct, instruct, command, require, compel, force, task, oblige, obligate
order | noun | i
    order, directive, instruction, command
factive | verb | n
    thank, praise, credit, commend, laud, thank for, praise for, credit with, commend for, laud for,
    hail for
factive | noun | i g n
    decision, move, choice, determination, step, right to
factive | verb | i c
    say
factive | verb | i g c
    manage, proceed, go ahead, go so far as, opt, elect, choose, begin, start, help, announce, confirm,
    admit, acknowledge, report, reveal, defend, regret, justify, explain, complete, finish,
    succeed in, celebrate, tout, applaud, welcome, hail, condemn, criticize, blast, slam, get around to,
    bother, come, dare, see fit, take step of, take the step of, get to the point of, come to the point of,
    take the unusual step of,
    take the extraordinary step of, take the unprecedented step of, take the rare step of, conclude,
    step in, intervene, end up, wind up, accuse of, blame for, credit with, thank for, praise for,
    go forward with, go through with, move ahead with, press ahead with, fault for, love, enjoy
factive | adjective | i
    no choice but, no option but, no alternative but,
    used, first, second, third, fourth, fifth, sixth, seventh, eighth, ninth, tenth, latest, last, only,
    so far as, as far as, forced, right, wrong, quick, proud,
    glad, pleased, responsible for, guilty of, busy, no closer, compelled, made, found, known, believed,
    reported, said, understood, effectively, ordered
light | verb | n
    drop hammer on, drop the hammer on, bring the hammer down on, bring hammer down on, lower the boom on,
    throw the book at, add
light | verb | n p
    supply, issue, impose, make, sign, announce, deliver, serve, apply, enact, adopt, slap, place, levy,
    put, receive, get, hand, send, give, formalize, finalize, publish, unveil, declare, bear, carry,
    earn, attach, confer, bestow, extend, provide, lend, offer up, render, implement, execute, enforce,
    trigger, activate, hit with, slap with, serve with, saddle with, brand with, tag with, smack with,
    go ahead with, go through with, go forward with, proceed with, press ahead with, move ahead with,
    land on, end up on, end up with, lead to, result in, end in, culminate in, add to, put on, place on,
    join, enter, take effect, come into force,
    come into effect, become official, go into effect, begin, start, launch, complete, finish, pin,
    stick, stamp, affix, accept, undergo, step up, ramp up, expand, kick off, commence, perform,
    undertake, initiate, conduct, notify of, inform of, exercise, close, seal, consummate, wrap up,
    conclude, stage, mount, hold, announce completion of, furnish, dispatch, embed, set up, open,
    operate, run, fund, pay for, agree, observe, respect, spread, widen, drag on, enter into, file for,
    deploy, turn to
vehicle | noun | g n i
    order, ruling, decision, judgment, verdict, directive, memo, letter, notice, executive order,
    determination, rule, proclamation, opinion, action, measure, statement, decree,
    agreement, deal, settlement, announcement, resolution
end | verb | g n
    stop, halt, cease, end, quit, suspend, discontinue, terminate, cut off, pause, withdraw
pseudo | phrase | -
    supply chain, supply chains, last week, last month, last year, not only, not just, not merely,
    not simply, not clear why, not yet clear why, no doubt, no wonder, no matter, no less,
    not surprisingly, not least, no surprise, not to mention, why not, not known why,
    no question, not alone, if not, whether or not, if any, as if, even as, plan b, business plan,
    health plan, risk management, at risk, risk assessment, stay away, stay tuned, in the end, year end,
    court of appeal, court of appeals, appeals court, appeals panel, appeals judge, appeal court,
    federal appeals court, appellate court, end user, end users, for good, best bet, bottom line,
    just in case, in any case, test case, use case, use cases, business case, free speech, free market,
    free trade, in order to, in order, pre order, so far, law and order, chief of staff, right now,
    right away, right wing, far right, right hand, human rights, civil rights, no more than,
    no later than, not far from, for the first time, first time, war department, war secretary,
    secretary of war, department of war, case by case, kill chain, look forward to, risk factor,
    risk factors, no one but, nothing but, press release, press conference, press secretary,
    press briefing, free press, working group, working class, power plant, power grid, set of, mind set,
    data set, free of charge, over the, over a, over its, over his, over their, over being,
    over time, over years, hand in hand, month end, week end, quarter end,
    in the case of, back on monday, back on tuesday, back on wednesday, back on thursday, back on friday,
    back on saturday, back on sunday, in case of fire, close to home, set up, set off, ready made,
    stop gap, amid,
    going to court, off the hook, no regrets over, no regrets about, no regret over, not expect,
    no apology for, bargaining table, negotiating table, at the table, most likely reason,
    all but certain, right thing, bill of rights, to its will, to their will,
    to his will, against its will, against their will, at will, good will, leaves it, leaves them,
    leaves him
"""
