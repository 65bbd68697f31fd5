"""Common words of English news that are never taken for a misspelling of something else.

Lower case, American spelling, five letters and longer: the words that a few in ten thousand headlines use.
Words of the lexicon and of the signals are known besides.
"""

from __future__ import annotations

from watcher.core.inflection import word_set

COMMON_WORDS = word_set(
    """
abandon abandoned abandoning abandons abducted abduction abide abiding abilities ability aboard abolish
abortion abortions about above abroad abrupt abruptly absence absent absentee absolute absolutely absorb
absorbing abstract abstraction absurd abundance abundant abuse abused abuses abusing academia academic
academics academy accelerate accelerated accelerates accelerating acceleration accelerator accept acceptable
acceptance acceptances accepted accepting accepts access accessed accessibility accessible accessing
accession accessories accessory accident accidental accidentally accidents acclaimed accommodate
accommodation accompanied accompanying accomplish accomplished accord accordance according account
accountability accountable accounted accounting accounts accrual accrued accumulate accumulated accuracy
accurate accurately accusation accusations accuse accused accuses accusing achieve achieved achievement
achievements achieves achieving acknowledge acknowledged acknowledges acknowledging acquire acquired
acquires acquiring acquisition acquisitions acres across acted acting action actionable actions activate
activated activation activations active actively activism activist activists activities activity actor
actors actress actual actually acute adapt adaptation adaptations adapted adapter adapters adapting adaptive
added addiction addictive adding addition additional additions address addressed addresses addressing
adequacy adequate adhere adidas adjacent adjust adjustable adjusted adjusting adjustment adjustments adjusts
admin administered administration administrative administrator administrators admission admissions admit
admits admitted admitting adopt adopted adopting adoption adopts adult adults advance advanced advancement
advancements advances advancing advantage advantages advent adventure adversarial adversaries adversary
adverse advertisements advertizers advertizing advice advisor advisors advisory advize advized advizer
advizers advizes advizing advocacy advocate advocated advocates advocating aerial aerospace aesthetics
affair affaires affairs affect affected affecting affects affiliate affiliated affiliates affirm affirme
affirmed affirming affirms afford affordability affordable afraid after aftermath afternoon again against
agencies agency agenda agent agentic agents aggregate aggregates aggregation aggression aggressive
aggressively aging agnostic agonizing agree agreed agreeing agreement agreements agrees agricultural
agriculture ahead aided aides aiding ailing aimed aiming aircraft aired airing airline airlines airplane
airplanes airport airports airspace airstrike airstrikes aisle alarm alarming alarms album alcohol alcoholic
alert alerting alerts algebra algorithm algorithmic algorithms alien aliens align aligned aligning alignment
aligns alike alive allegation allegations allege alleged allegedly alleges alleging alleviate alliance
alliances allied allies allocate allocated allocation allotment allow allowed allowing allows almost alone
along alongside alors alpha already alter altered altering alternate alternative alternatives although
altitude altogether aluminium aluminum always amassed amateur amazing ambassador ambassadors ambient
ambiguous ambition ambitions ambitious amend amended amendment amendments amends america amidst ammunition
among amount amounted amounts ample amplified analysis analyst analysts analytics analyze analyzed analyzes
analyzing anchor anchored ancient anger angle angry animal animals animated animation animations anime ankle
annex annexation anniversary annonc annonce announce announced announcement announcements announces
announcing annoying annual annualized annually anomalies anomaly anonymity anonymous another answer answered
answering answers antenna anthem anthropic antibiotics antibodies antibody anticipate anticipated
anticipates antisemitic antisemitism antitrust antiviral anxiety anxious anybody anymore anyone anything
anytime anyway anywhere apart apartment apartments apocalypse apologies apologize apologized apologizes
apology appaling apparel apparent apparently appeal appealed appealing appeals appear appearance appearances
appeared appearing appears appetite applaud applauded applause appliance appliances applicable applicants
application applications applied applies apply applying appoint appointed appointee appointees appointing
appointment appointments appoints appreciate appreciation approach approached approaches approaching
appropriate appropriately appropriations approval approvals approve approved approves approving approximate
approximately arbitrage arbitrary arbitration architect architectural architecture architectures archive
archived archives areas arena arguably argue argued argues arguing argument arguments arise arising armed
armor armored around arraignment arrange arranged arrangement arrangements arranger array arrest arrested
arrests arriv arrival arrivals arrive arrived arrives arriving arsenal arson arthritis article articles
artifact artifacts artificial artist artists artwork arxiv asbestos ascent ashes aside asked asking aspect
aspects aspirations aspiring assailants assassin assassinate assassination assault assaulted assaulting
assaults assemble assembled assembly assert asserted asserting assertion assertions assess assessed assesses
assessing assessment assessments asset assets assigned assignment assignments assist assistance assistant
assistants assisted assisting associate associated associates association associations assume assumed
assuming assumption assumptions assurance assurances assure assured asteroid astonishing astronaut
astronauts astronomers asylum asymptomatic async athlete athletes athletic athletics atmosphere atmospheric
atomic atrocities attached attack attacked attacker attackers attacking attacks attaque attaques attempt
attempted attempting attempts attend attendance attendants attended attendees attending attention attitude
attitudes attorney attorneys attract attracted attracting attractions attractive attributable attribute
attributed attributes attribution auction auctions audacious audience audiences audio audit auditors audits
augmented austerity authentic authentication authenticity author authored authoritarian authorities
authority authorization authorize authorized authorizes authorizing authors autism automaker automakers
automate automated automates automatic automatically automating automation automobile automotive autonomous
autonomously autonomy autoregressive autorit autos autres autumn availability available avait avalanche
avenue average averaged averages averaging avert aviation avoid avoidance avoided avoiding avoids avoir
await awaited awaiting awaits award awarded awarding awards aware awareness awesome awful ayatollah babies
backbone backdoor backdrop backed backend background backgrounds backing backlash backlog backs backup
backyard bacteria badge badly bailout baked balance balanced balances balancing ballistic balloon ballot
ballots ballroom balls bands bandwidth banker bankers banking bankrupt bankruptcy banks banned banner
banning barely bargain bargaining barley barrage barred barrel barrels barrier barriers barring baseball
based baseless baselessly baseline basement bases basic basically basics basin basis basket basketball batch
bathroom batter battered batteries batters battery batting battle battlefield battleground battles battling
beach beaches beacon beans bearing bearish bears beast beaten beating beats beautiful beauty became because
become becomes becoming bedrock bedroom before began begin beginner beginners beginning begins begun behalf
behave behavior behavioral behaviors behemoth behind being belief beliefs believe believed believes
believing belong belonging belongs beloved below bench benchmark benchmarking benchmarks bending beneath
beneficial beneficiaries beneficiary benefit benefited benefiting benefits benign beside besieged betrayed
better betting between beverage beyond biased biases bicycle bidder bidding bigger biggest bilateral
billboard billed billing billion billionaire billionaires billions bills binary binding biodiversity
biological biology biometric biotech biotechnology bipartisan birds birth birthday birthright bitcoin bites
bitter bizarre black blacklist blacklisted blacklisting blacklists blackmail blackout blame blamed blames
blaming blank blanket blast blasted blasts blatant blaze blazes blazing bleak blend blending bless blind
blindsided blitz block blockade blockbuster blockchain blocked blockers blocking blocks blogs blood bloody
blowing blown blowout blows blueprint blunder blunt board boarding boardroom boards boasted boasts boats
bodies bogus bolster bolstered bolstering bombardment bombing bombings bombs bombshell bondholders bonds
bones bonus bonuses booked booking bookings books booming boost boosted booster boosting boosts boots booze
border borders boring borrow borrower borrowers borrowing borrowings bosses botched bottle bottleneck
bottlenecks bottles bottom bottomed bought bounce bounced bounces bound boundaries boundary bounded bounty
bourse bowling boxes boxing boycott boyfriend brace braces bracing bragged brain brains brakes branch
branches brand branded branding brands brave bravery brazen breach breached breaches bread break breakdown
breakfast breaking breakout breaks breakthrough breakthroughs breakup breast breath breathe breathing breed
breeding brewing bribery bribes brick bricks bridge bridges bridging brief briefed briefing briefings
briefly bright brighter brightness brilliant bring bringing brings brink broad broadband broadcast
broadcaster broadcasters broadcasting broaden broadening broader broadly broke broken broker brokerage
brokered brokers brother brothers brought brown browse browser browsers browsing brunt brushed brutal
brutality brutally bubble bucks budget budgetary budgets buffer build builder builders building buildings
buildout builds buildup built bullet bulletin bullets bullion bullish bullshit bullying bumper bunch bundle
bundled bundles bunker buoyed burden burdens bureau bureaucracy bureaucratic burger buried burned burning
burnout burns burst buses bushel busiest business businesses businessman businessmen busting bustling butter
button buttons buyback buybacks buyer buyers buying buyout bypass bypassed bypassing cabin cabinet cable
cables cache caching cafes calculated calculations calculator calendar callable called callers calling calls
camera cameras campaign campaigned campaigners campaigning campaigns campbell camps campus campuses canal
canary cancel canceled canceling cancellation cancellations cancels cancer candid candidacy candidate
candidates candy cannabis cannot canvas capabilities capability capable capacity capex capital capitalism
capitalization capitalize capitals capitol capped capsule captain caption capture captured captures
capturing carbon cardiovascular cards career careers careful carefully caregivers cares cargo cargoes caring
carmaker carmakers carpet carried carrier carriers carries carry carrying cartel cartels cartoon carve cases
casino casting castle casts casual casualties casualty catalog catalyst catalyze catastrophe catastrophic
catch catches catching categories category cathedral cattle caucus caught causal cause caused causes causing
caution cautioned cautious cease ceased ceasefire ceiling celebrate celebrated celebrates celebrating
celebration celebrations celebrities celebrity cellphone cells cellular cement censor censorship censure
census center centered centerpiece centers central centralized centric centrist cents centuries century
ceremonial ceremonies ceremony certain certainly certainty certificate certificates certification certified
certify certifying cette chain chains chair chaired chairman chairs challenge challenged challenger
challenges challenging chamber chambers champ champagne champion championed champions championship chance
chancellor chances change changed changer changes changing channel channels chanting chaos chaotic chapter
chapters character characterized characters charg charge charged charger chargers charges charging
charitable charities charity charm chars chart charter chartered charts chase chasing chatbot chatbots
chatgpt chats chatting cheap cheaper cheapest cheat cheating check checked checking checklist checkout
checkpoint checks cheer cheers cheese chemical chemicals chemistry cherished chess chest chicken chief
chiefs child childcare childhood children chill chilling chipmaker chipmakers chips chipset chocolate choice
choices choose chooses choosing chores chose chosen chronic chunk church churches churn cigarette cigarettes
cinema cinematic circle circles circuit circuits circular circulated circulating circulation circumstances
circumvent citation citations cited cites cities citing citizen citizens citizenship citrus civic civil
civilian civilians civilization claim claimed claiming claims clarification clarified clarifies clarify
clarifying clarity clash clashed clashes class classes classic classical classics classification classified
classifier classify classroom classrooms claude clause clean cleaner cleaners cleaning cleanup clear
clearance clearances cleared clearer clearing clearly clears clerk clever click clicks client clients cliff
climate climb climbed climbing climbs clinch clinic clinical clinics clips clock clone cloning close closed
closely closer closes closest closing closings closure closures clothes clothing cloud clouded clouds clubs
clues cluster clusters coach coaches coaching coalition coalmine coast coastal cocaine cockpit cocoa
codebase coded codenamed codes codex codify coding coffee cognition cognitive coherence coherent cohort
coincide coins collaborate collaborating collaboration collaborative collaborators collapse collapsed
collapses collapsing collar collateral colleague colleagues collect collected collecting collection
collections collective collectively collects college colleges collision collisions colluded collusion
colonial colonies color colorful colors colossal column columnist combat combating combatting combination
combine combined combines combining combo comeback comedian comedy comes comfort comfortable comfortably
comic comics coming command commander commanders commands comme commemorate commended comment commentary
commentator commenting comments commerce commercial commercials commission commissioner commissioners
commissions commit commitment commitments commits committed committee committees committing commodities
commodity common commonly commons commonsense communicate communicated communication communications
communique communist communities community commuters compact companies companion companions company
comparable compare compared compares comparing comparison comparisons compassion compatibility compatible
compel compeling compensate compensation compete competes competing competition competitive competitor
competitors compilation compile compiled compiler compilers compiles compiling complain complained
complaining complaint complaints complementary complete completed completely completes completing completion
complex complexities complexity compliance compliant complicate complicated complicating complications
complicit complied comply complying component components composed composer composition compound compounded
compounds comprehensive compressed compression comprize comprized comprizing compromize compromized
compromizing computation computational computations compute computer computers computing conceal concealed
concealing conceded concentrate concentrated concentration concept concepts concern concerned concerning
concerns concert concerted concession concessions conclude concluded concludes concluding conclusion
conclusions concrete concurrent condemn condemnation condemned condemning condemns condition conditional
conditioned conditioning conditions condolences conduct conducted conducting conducts conference conferences
confidence confident confidential config configuration configurations configure confined confirm
confirmation confirmed confirming confirms conflict conflicting conflicts confront confrontation confronted
confronting confused confusing confusion congestion conglomerate congratulate congratulated congress
congressional congressman congresswoman conjunction connect connected connecting connection connections
connectivity connectors connects conscience conscious consciousness consecutive consensus consent
consequence consequences consequential conservation conservative conservatives conserve consider
considerable considerably consideration considerations considered considering considers consist consisted
consistency consistent consistently consisting consists console consoles consolidate consolidated
consolidating consolidation consortium conspiracy conspired conspiring constant constantly constellation
constituents constitute constituted constitutes constitution constitutional constrained constraint
constraints construct constructed constructing construction constructive consulate consult consultant
consultation consultations consulted consulting consume consumed consumer consumers consumes consuming
consumption contact contacted contacts contagion contagious contain contained container containers
containing contains contaminated contamination contemporary contempt contend contender contenders content
contentious contents contest contestant contested context contexts contextual continent continental
contingency contingent continually continuation continue continued continues continuing continuous
continuously contra contraception contract contracted contracting contraction contractor contractors
contracts contradicted contradicting contradictions contradictory contradicts contrary contrast contrasting
contrasts contre contribute contributed contributes contributing contribution contributions contributor
control controled controler controlers controling controls controversial controversy convene convened
convenience convenient convening convention conventional conventions convergence conversation conversational
conversations conversion conversions convert converted convertible converting converts convey conveyed
convict convicted conviction convictions convince convinced convincing convoy cookie cookies cooking cooler
coolest cooling cools cooperate cooperating cooperation cooperative coordinate coordinated coordinates
coordinating coordination coordinator copied copies copper copying copyright copyrighted corner corners
cornerstone corona coronavirus corporate corporation corporations corps corpus correct correction
corrections correctly corrects correlation correspondent correspondents corresponding corridor corrupt
corruption cosmetics cosmic cosmos costing costly costs cotton could couldn couldnt council councils counsel
count counted counter countering counterpart counterparts counters counties counting countless countries
country counts county couple coupled couples coupon courage courageous courier course courses court courtesy
courtroom courts cousin cover coverage covered covering covers covert coveted crack crackdown cracked
cracking cracks craft crafted crafting crash crashed crashes crawl crawlers crawling craze crazy cream
create created creates creating creation creative creativity creator creators creature creatures credential
credentials credibility credible credit credited creditor creditors credits creepy crews cricket cricketer
crime crimes criminal criminally criminals cripple crises crisis criteria critic critical critically
criticism criticize criticized criticizes criticizing critics critique critiques crooked crops crore cross
crossed crosses crosshairs crossing crossings crossover crossroads crowd crowded crowds crown crowns crucial
crude cruel cruize crumbling crunch crush crushed crushing crying crypto cryptocurrency cryptographic
cryptography crystal cubic culminating cultural culture cultures cumulative curated curbing curbs curiosity
curious curit currencies currency current currently curriculum curry cursor curtail curtain curve custody
custom customer customers customizable customization customize customized customs cutting cyber cyberattack
cyberattacks cybercrime cybercriminals cybersecurity cycle cycles cycling daily dairy damage damaged damages
damaging dance dancing danger dangerous dangerously dangers daring darker darkest darkness darts dashboard
dashboards database databases dataset datasets dated dates dating daughter daughters daunting daylight
deadliest deadline deadlines deadlocked deadly dealer dealers dealing dealings deals dealt death deaths
debacle debate debated debates debenture debentures debit debris debtor debts debugging debunked debut
debuted debuts decade decades decay decent decentralized deception deceptive decide decided decides deciding
decision decisions decisive decks declaration declare declared declares declaring declassify decline
declined declines declining decode decoder decoding decorated decrease decreased decreasing decries
dedicated dedication deduction deemed deepen deepened deepening deepens deeper deepest deepfake deepfakes
deeply deepseek defamation default defaults defeat defeated defeating defeats defect defend defendant
defendants defended defender defenders defending defends defense defenses defensive defer deferred defiance
defiant deficit deficits defied defies define defined defines defining definitely definition definitive
defunct defying degradation degrade degree degrees delay delayed delaying delays delegate delegates
delegation delegations delete deleted deletes deleting deliberate deliberately delicious delight delighted
delist delisted deliver delivered deliveries delivering delivers delivery delta demand demanded demanding
demands dementia demize democracies democracy democratic democratize demographic demon demonstrate
demonstrated demonstrates demonstrating demonstration demonstrations demonstrators demos demote denial
denied denies denominations denounce denounced denounces dense density dents denying depart departing
department departments departs departure departures depend dependence dependencies dependency dependent
depending depends deploy deployed deploying deployment deployments deploys deport deportation deportations
deported deposed deposit deposition deposits depot depressed depression depth depths depuis deputy derail
derailed derby deregulation derivative derivatives derived descendants descent describe described describes
describing description descriptions desert deserve deserved deserves design designate designated designates
designating designation designed designer designers designing designs desire desired desks desktop desperate
desperately despicable despite destabilize destabilizing destination destinations destiny destroy destroyed
destroying destroys destruction destructive detail detailed detailing details detain detained detainees
detect detected detecting detection detective detector detectors detects detention deter deteriorating
deterioration determination determine determined determines determining deterministic deterrence deterrent
detrimental devastated devastating devastation develop developed developer developers developing development
developments develops device devices devote devoted devotion diabetes diagnose diagnosed diagnoses diagnosis
diagnostic diagnostics diagrams dialogue diamond diary diaspora dictator dictators dictionary diesel dietary
diffe differ difference differences different differential differently differing difficult difficulties
difficulty diffusion digging digit digital digitally dignity dilemma diluted dimensional dimensions diminish
dining dinner dioxide diplomacy diplomat diplomatic diplomats dipped direct directed directing direction
directions directive directives directly director directors directory directs dirty disabilities disability
disable disabled disables disagree disagreement disagreements disappear disappearance disappeared
disappearing disappears disappointed disappointing disappointment disappoints disarmament disaster disasters
disastrous discharged disciplinary discipline disclose disclosed disclosing disclosure disclosures
disconnect discontinue discontinued discord discount discounted discounts discourse discover discovered
discoveries discovering discovers discovery discredit discrete discretion discretionary discrimination
discriminatory discs discuss discussed discusses discussing discussion discussions disease diseases disgrace
disgraced disgraceful disguized disgusting dishes disinformation dismal dismantle dismantled dismantling
dismiss dismissal dismissed dismisses dismissing disorder disorderly disorders disparities displaced
displacement display displayed displaying displays disposable disposal dispute disputed disputes
disqualified disregard disrespectful disrupt disrupted disrupting disruption disruptions disrupts dissent
dissented dissolution dissolved distance distanced distancing distant distiled distillation distinct
distinguished distract distraction distressed distribute distributed distributing distribution distributions
distributor distributors district districts disturbing ditch ditches ditching diverse diversified diversify
diversity divert diverted dives divest divestment divide divided dividend dividends divides diving division
divisions divisive divorce doctor doctors doctrine document documentary documentation documented documenting
documents dodge dodged doesn doing dollar dollars dolphins domain domains domestic domestically dominance
dominant dominate dominated dominates dominating donate donated donating donation donations donor donors
doomed doorbell doors dormant doses dossier double doubled doubles doubling doubt doubts downed downgrade
downgraded downgrades download downloaded downloading downloads downplayed downplaying downplays downs
downside downstream downtown downturn downward dozen dozens draft drafted drafting drafts dragged drags
drain drained drama dramatic dramatically drastic drastically drawdown drawing drawn draws dream dreamed
dreams dress dressed dressing drift drill drilled drilling drills drink drinking drinks drive driven driver
driverless drivers drives driving drone drones dropped dropping drops drought droughts drove drugmaker
drugmakers drugs drunk dubbed dumped dumping dumps dungeon duplicate durable duration during duties dying
dynamic dynamical dynamically dynamics dystopian eager eagle earbuds earlier earliest early earmarked earned
earners earning earnings earns earth earthquake earthquakes earths eased eases easier easiest easily easing
eastern eating echoed echoes eclipse ecological ecommerce economic economically economics economies
economist economists economy ecosystem ecosystems edged edges edited editing edition editions editor
editorial editors edits educated education educational educators effect effective effectively effectiveness
effects efficacy efficiency efficient efficiently effort efforts eight eighth either elaborate elderly elect
elected election elections electoral electors electric electrical electricity electronic electronics elegant
element elementary elements elephant elevate elevated elevator eligibility eligible eliminate eliminated
eliminates eliminating elimination elite elites elsewhere elusive email emailed emails embargo embargoed
embark embarrassing embarrassment embassy embattled embed embedded embedding embeddings embrace embraced
embraces embracing emerge emerged emergence emergencies emergency emerges emerging emission emissions emoji
emoluments emotion emotional emotionally emotions emphasis emphasize emphasized emphasizes emphasizing
empire empirical employ employed employee employees employer employers employing employment employs empower
empowered empowering empowerment empowers empty emulation emulator enable enabled enables enabling enact
enacted enclave enclosed encoder encoding encore encounter encountered encounters encourage encouraged
encourages encouraging encrypted encryption endanger endangered endangering endeavor ended endgame ending
endless endorse endorsed endorsement endorses endorsing endpoint endpoints endure endured enduring enemies
enemy energy enforce enforced enforcement enforces enforcing engadget engage engaged engagement engagements
engaging engine engineer engineered engineering engineers engines enhance enhanced enhancement enhancements
enhances enhancing enjoy enjoyed enjoying enjoys enormous enough enrich enriched enrichment enroled
enrollment enshrine enshrined ensure ensures ensuring enter entered entering enterprize enterprizes enters
entertain entertainment enthusiasm enthusiastic enthusiasts entire entirely entities entitled entity
entrance entre entrenched entrepreneur entrepreneurs entries entropy entry environment environmental
environments envoy epidemic episode episodes equal equality equally equals equations equilibrium equipment
equipped equitable equities equity equivalent erase erased erode eroding erosion erratic error errors erupt
erupted erupts escalate escalated escalates escalating escalation escape escaped escapes escaping escort
especially espionage essay essence essential essentially essentials establish established establishes
establishing establishment estate estimate estimated estimates estimating estimation eternal ethical ethics
ethnic ethos eurobond europ euros eurozone evacuate evacuated evacuation evade evaluate evaluated evaluates
evaluating evaluation evaluations evasion evening evenly event events eventually every everybody everyday
everyone everything everywhere eviction evictions evidence evident evolution evolutionary evolve evolved
evolves evolving exacerbated exact exactly exaggerated examination examine examined examines examining
example examples exceed exceeded exceeding exceeds excellence excellent except exception exceptional
exceptions excess excessive exchange exchangeable exchanged exchanges exchequer excited excitement exciting
exclude excluded excludes excluding exclusion exclusive exclusively excuse excuses execs executable execute
executed executes executing execution executions executive executives exempt exemption exemptions
exercisable exercize exercized exercizes exercizing exert exhausted exhibit exhibition exhibits exiled exist
existed existence existential existing exists exits exodus expand expanded expanding expands expansion
expect expectation expectations expected expecting expects expedite expedited expedition expel expeled
expenditure expenditures expense expenses expensive experience experienced experiences experiencing
experiment experimental experimenting experiments expert expertize experts expiration expire expired expires
explain explained explaining explains explanation explanations explicit explicitly exploded exploding
exploit exploitation exploited exploiting exploits exploration exploratory explore explored explores
exploring explosion explosions explosive explosives export exported exporter exporters exporting exports
expose exposed exposes exposing exposure express expressed expresses expressing expression expressions
expressive expulsion extend extended extending extends extension extensions extensive extent external
extinction extortion extra extract extracted extraction extracts extradition extraordinary extreme extremely
extremism extremist extremists eyeing fabric fabricated fabrication fabulous faced faces facial facilitate
facilitated facilitates facilitating facilities facility facing factor factories factors factory facts
factsheet factual faded fades fading failed failing fails failure failures faire fairer fairly fairness
faith faithful faked fallen falling fallout falls false falsely falsifying famed familiar families family
famous famously fancy fantastic fantasy fares farewell farmer farmers farming farmland farms fascinating
fashion faster fastest fatal fatalities fatally father fatigue fault faulty favor favorable favored favoring
favorite favorites favors feared fearing fears feasibility feasible feature featured features featuring
federal federally federated federation feedback feeds feeling feelings feels fellow felon felony female
fence fense fentanyl ferry fertility fertilization fertilizer festival festive fetch fetches fever fewer
fianc fiasco fiber fiction fidelity field fields fierce fiery fifth fifty fight fighter fighters fighting
fights figure figured figures filed files filesystem filibuster filing filings filled filling fills filmed
filming filmmaker filmmakers films filter filtering filters final finale finalize finalized finalizing
finally finals finance financed finances financial financially financials financier financing finding
findings finds fined fines finest finger fingerprint fingerprinting finish finished finishes finishing
finite fintech firearm firearms fired firefighter firefighters firefighting fires fireworks firing firings
firmer firmly firms firmware first firsthand fiscal fishing fitness fitting fixed fixes fixing fixture
flagged flags flagship flame flames flash flashing flawed flaws fleeing fleet flexibility flexible flies
flight flights flipped flips float floated floating floats flock flood flooded flooding floods floor floors
flour flowers flowing flown flows fluctuations flurry flying focus focused focuses focusing foldable folding
folks follow followed followers following follows fonts foods footage football footing footprint footwear
foray force forced forcefully forces forcing forecast forecasting forecasts forefront foreign foreigners
foremost forensic forest forests forever forex forge forged forget forgetting forging forgiveness forgot
forgotten formal formally format formation formats formed former formerly forming forms formula formulas
forth forthcoming fortune fortunes forum forums forward fossil foster fostering fosters fought found
foundation foundational foundations founded founder founders founding fourth fracking fraction fractured
fragile fragmentation fragmented fragments frame framed frames framework frameworks framing franc franchize
franchizes francs frank frankly frapp frappes fraud fraudulent freed freedom freedoms freeing freelance
freely freeze freezes freezing freight frenzy frequency frequent frequently fresh friction friend friendly
friends friendship fringe front frontend frontier frontiers frontline frontlines frontrunner fronts froze
frozen fruit frustrated frustrating frustration fucking fueled fueling fuelled fuels fulfiling fulfill
fulfillment fully function functional functionality functioning functions fundamental fundamentally
fundamentals funded funding fundraizer fundraizing funds funeral funnel funny furious furlough furloughed
furniture further fusion future futures futuristic gadget gadgets gained gaining gains galaxies galaxy
galement gallery gallon gamble gambling gameplay gamer gamers games gaming gangs garbage garden gardens
garment garments garnered gases gasoline gated gates gateway gather gathered gathering gatherings gathers
gauge gearing gears gemini gender general generalization generalize generally generals generate generated
generates generating generation generational generations generative generator generators generic generosity
generous genes genetic genetically genius genocide genome genre genuine genuinely geographic geometric
geometry geopolitical geothermal gesture getting ghost giant giants gifted gifts gigantic gigawatts
girlfriend girls github giveaway given gives giving glance glass glasses glimpse glitch global globally
globe gloom glorious glory gloves glyphosate goals going golden gonna goodbye goodness goods google gotten
gouvernement govern governance governed governing government governmental governments governor governors
grabbed grabs grace grade grades gradient grading gradual gradually graduate graduates graduating grain
grained grains grand grande grandfather grandmother grandparents grant granted granting grants granularity
graph graphic graphical graphics graphs grapple grapples grappling grass grassroots grateful gratitude grave
gravity great greater greatest greatly greatness greedy green greenhouse greet greetings gregjarboe grids
grief grievances grieve grieving grips grocer groceries grocery grooming gross grossly ground groundbreaking
grounded grounding grounds groundwork group groups growers growing grown grows growth guarantee guaranteed
guarantees guard guarded guardian guardrails guards guerre guess guest guests guidance guide guided
guidelines guides guiding guilders guilty guitar gunman gutted habit habits hacked hacker hackers hacking
hacks hailed hailing hails halftime halls hallucinations halted halting halts halve halves hammer hammered
hampered handed handful handgun handheld handhelds handing handle handled handles handling hands handset
handwritten hanging hangs hantavirus happen happened happening happens happier happiness happy harassment
harbor harden harder hardest hardline hardship hardware hardworking harmed harmful harms harness harnesses
harrowing harsh harvest hated hatred haven havens having hawks hazard hazardous headaches headed heading
headless headline headlined headlines headphone headphones headquartered headquarters heads headset headsets
headwinds healing health healthcare healthier healthy heard hearing hearings hears heart heartbreaking
heartfelt hearts heated heating heats heatwave heavier heavily heavy heavyweight hectares hedge hedging
heels hefty height heightened heights heinous heist helicopter helicopters hello helped helpful helping
helps hemisphere hereby heritage heroes herself heterogeneity heterogeneous hethr hiatus hidden hides hiding
hierarchical hierarchy higher highest highlight highlighted highlighting highlights highly highs highway
highways hijack hijacked hikes hiking hills himself hinder hindered hinge hinges hinted hinting hints hired
hires hiring historian historians historic historical historically histories history hitting hobby hobbyists
hockey holder holders holding holdings holds holes holiday holidays homeland homeless homelessness
homeowners homepage homes hometown homicide honest honestly honesty honor honored honoring honors hooks
hoped hopeful hopefully hopes hoping horizon hormone horrible horrific horrifying horror horse hospital
hospitality hospitalized hospitals hostage hostages hosted hostile hostilities hostility hosting hosts hotel
hotels hotline hotter hottest hourly hours house housed household households houses housing however https
hugely huggingface human humane humanitarian humanity humanoid humans humble humiliating humor hundred
hundreds hunger hungry hunters hunting hurdle hurdles hurricane hurricanes hurting hurts husband hybrid
hydrogen hygiene hynix hyped hyper hyperscalers hypersonic hypothesis iconic icons ideal ideals ideas
identical identification identified identifies identify identifying identities identity ideological ideology
ignited ignore ignored ignores ignoring illegal illegally illegitimate illicit illness illnesses illusion
illustrates image imagery images imagination imagine imagined imaging imbalance imbalances immediate
immediately immense immersive immigrant immigrants immigration imminent immune immunity immunization impact
impacted impactful impacting impacts impair impaired impartial impasse impeach impeachable impeached
impeachment impede impending imperative imperfect imperialism implant implement implementation implemented
implementing implements implications implicit implying import importance important importantly imported
importers importing imports impose imposed imposes imposing imposition impossible impractical impress
impressed impression impressive imprisoned improper improperly improve improved improvement improvements
improves improving inability inaccurate inadequate inadvertently inappropriate inaudible inaugural
inaugurated inauguration inbound inbox inboxes incentive incentives incest inches incident incidents
inciting include included includes including inclusion inclusive income incomes incoming incompatible
incompetence incomplete inconsistent incorporate incorporated incorporates incorporating incorrect
incorrectly increase increased increases increasing increasingly incredible incredibly incremental
incrimination incumbent incurred incursion indeed indefinite indefinitely indelible independence independent
independently index indexed indexes indexing indicate indicated indicates indicating indication indications
indicator indicators indices indict indicted indictment indictments indie indies indigenous indirect
indirectly individual individually individuals indoor indoors induced industrial industrialized industrials
industries industry ineffective inefficiencies inefficient ineligible inequality inevitable infamous infant
infected infection infections infectious inference inferno infiltrated infinite inflammatory inflated
inflation inflationary inflection inflicted inflows influence influenced influencer influencers influences
influencing influential influx inform informal informant information informed informing infra infrastructure
infringed infringement infusion ingredients inherent inherently inherit inherited inhumane initial initially
initiate initiated initiating initiative initiatives inject injection injections injunction injunctions
injured injuries injuring injury injustice inmates inner innocent innovate innovation innovations innovative
innovators input inputs inquiries inquiry insane insecurity inside insider insiders insight insights insist
insisted insisting insists insolvency inspect inspection inspections inspector inspectors inspiration
inspire inspired inspiring instability instaled instaling install installation installations installment
installs instance instances instant instantly instead institute institutes institution institutional
institutions instructed instruction instructions instructs instrument instruments insufficient insulting
insurance insured insurer insurers insurgent insurrection intact intake integral integrate integrated
integrates integrating integration integrations integrity intel intellectual intelligence intelligent intend
intended intends intense intensified intensifies intensify intensifying intensity intensive intent intention
intentional intentionally intentions inter interact interacting interaction interactions interactive
interagency interbank intercept intercepted interest interested interesting interests interface interfaces
interfere interfered interference interfering interim interior intermediate internal internally
international internet interpret interpretable interpretation interpreted interpreter interrupt interrupted
intersection interstate intervene intervened intervention interventions interview interviewed interviews
intimate intimidate intimidation intraday intriguing intrinsic intro introduce introduced introduces
introducing introduction intrusion intuitive invade invalidated invasion invasive invented inventor
inventories inventory inverse invest invested investigate investigated investigates investigating
investigation investigations investigative investigators investing investment investments investor investors
invests invisible invitation invite invited invites inviting invoke invoked invokes invoking involve
involved involvement involves involving iraniens ironclad irregular irregularities irrelevant irreparable
irresponsible irreversible island islands isolate isolated isolating isolation issuance issue issued issuer
issues issuing items iteration iterative itself jailbreak jailed jeopardize jeopardy jersey jeudi jewel
jewellery jewelry jitters jobless joined joining joins joint jointly jokes jolted journal journalism
journalist journalists journals journey journeys jours judge judges judgment judicial judiciary juice
juillet jumped jumping jumps jungle junior jurisdiction jurisdictions justice justices justification
justified justify keeping keeps kernel kernels keyboard keynote keyword keywords kickback kicked kicking
kickoff kicks kidding kidnapped kidnapping killed killer killers killing killings kills kilometers kindness
kinds kingdom kings kitchen knife knight knives knock knocked knockout knowing knowingly knowledge known
knows label labeled labeling labels labor laboratories laboratory lacked lacking lackluster lacks laden
ladies lagging lakes laments landed landing landlords landmark lands landscape landslide language languages
lapse lapses laptop laptops large largely larger largest laser lashed lashes lasted lasting lasts lately
latency latent later lateral latest latter lauded laugh laughing laughs laughter launch launched launches
launching laundering laundry lawful lawless lawlessness lawmaker lawmakers lawsuit lawsuits lawyer lawyers
layer layers laying layoff layoffs layout layouts leader leaders leadership leading leads league leakage
leaked leaking leaks leaning leans learn learned learning learns lease leases leasing least leather leave
leaves leaving leftist leftwing legacy legal legality legally legend legendary legends legislation
legislative legislators legislature legitimacy legitimate leisure lender lenders lending length lengthy
lessen lesser lesson lessons lethal letter letters letting leurs level levels leverage leveraged leverages
leveraging levied levies liabilities liability liable liars liberal liberals liberation liberties liberty
libraries library license licensed licenses licensing liens lieutenant lifecycle lifeline lifelong lifestyle
lifetime lifted lifting lifts light lighter lighting lightning lights lightweight liked likelihood likely
likes limbo limit limitation limitations limited limiting limits linchpin linear linebacker lines lineup
linger lingering lining linked linking links liquefied liquid liquidation liquidity listed listen listened
listening listens listing listings lists literacy literally literary literature lithium litigation little
lived livelihoods liver lives livestream living llama loaded loading loads loans lobbied lobby lobbying
lobbyist lobbyists local localized locally locals locate located location locations lockdown lockdowns
locked locker locks logged logging logic logical login logistical logistics logos loneliness lonely longer
longest longevity longstanding longtime looked looking looks looming looms loophole loopholes loops loose
lorenbaker loser losers loses losing losses lottery louder loved lover loves loving lower lowered lowering
lowers lowest loyal loyalty lucky lucrative lumber lunar lunch lundi luxury lying machine machinery machines
macro macroeconomic magazine magic magical magnetic magnificent magnitude maiden mailed mainframe mainland
mainly mainstream maintain maintained maintainers maintaining maintains maintenance maize major majority
majors makeover maker makers makes makeshift making malaria malicious malware manage managed management
manager managerial managers manages managing mandate mandated mandates mandating mandatory maneuver manga
manifesto manipulate manipulated manipulating manipulation manner mansion manslaughter manual manually
manufacture manufactured manufacturer manufacturers manufacturing mapped mapping marathon march marched
marching mardi margin marginal margins marijuana marine maritime markdown marked market marketed marketer
marketers marketing marketplace marketplaces markets marking marks marriage marriages married martech
martial martinibuster marvel masked masking masks massacre massive massively master mastering masterpiece
match matched matches matching matchup matchups material materially materials maternal mathematical
mathematicians mathematics matrices matrix matter matters mature maturing maturities maturity maximize
maximizing maximum maybe mayor mayors meals meaning meaningful means meant meanwhile measurable measure
measured measurement measurements measures measuring mechanical mechanics mechanism mechanisms medal
meddling media median mediated mediator medical medication medications medicine medicines medium meeting
meetings meets megawatt meltdown member members membership memes memorable memorandum memorial memories
memory memos menace mental mention mentioned mentions mentor merchandize merchant merchants mercredi merely
merge merged merger merges merging merit merits message messages messaging messy metadata metal metals meter
meters methane method methodologies methodology methods metres metric metrics metro metropolis metropolitan
micro microphone microsoft midday middle midfielder midnight midst midterm midterms mifepristone might
mighty migrant migrants migrating migration miles milestone milestones militaire militaires militant
militants military militia militias millennia million millionaire millionaires millions mills mimic minded
minds mindset miner mineral minerals miners mines miniature minimal minimalist minimize minimizing minimum
mining minister ministerial ministers ministre ministry minor minorities minority minors minus minute
minutes miracle mirror mirrors misalignment misconduct mishandled mishandling misinformation mislead
misleading misled mismanagement mismatch missed misses missile missiles missing mission missions mistake
mistakenly mistakes misuse misused mitigate mitigating mitigation mixed mixing mixture mobile mobility
mobilization mobilize mobilized mobilizing mocked mocking modalities modality model modeled modeling models
modem moderate moderated moderately moderation moderator modern modernization modernize modernizing modes
modest modestly modification modifications modified modify modifying modular module modules moins molecular
molecules moment moments momentum monde monetary monetization money monitor monitored monitoring monitors
monopoly monster monsters month monthly months monument monuments moonshot moral morally moratorium morning
moron mortality mortar mortgage mortgages morts mosque mostly mother mothers motion motivated motivation
motive motor motorists motors mount mountain mountains mounted mounting mounts mourn mourning mouse mouth
mouvement moved movement movements moves movie movies moving mulls multi multibillion multilateral
multilingual multimedia multimillion multimodal multinational multiplayer multiple multiply multiyear
municipal munitions murder murdered murders muscle museum music musical musician musicians mutation muted
mutual mutually myself mysteries mysterious mystery myths naive naked named namely names naming narco
narrative narrow narrowed narrowing narrowly narrows nascent nasty nation national nationale nationalist
nationality nationally nationals nations nationwide native natively natural naturally nature naval navigate
navigating navigation nchez nearby nearing nearly nears necessarily necessary necessity needed needing needs
negative neglect negotiate negotiated negotiating negotiation negotiations negotiator negotiators neighbor
neighborhood neighborhoods neighboring neighbors neither nerve nerves nervous network networking networks
neural neurological neurons neutral neutrality never nevertheless newer newest newly newsletter newspaper
newspapers newsroom nginx niche nickel nifty night nightclub nightmare nights ninth noble nobody nodes noise
noisy nominal nominate nominated nomination nominations nominee nominees noncitizens nondisclosure
nonetheless nonlinear nonpartisan nonprofit nonprofits nonsense normal normalized normally norms north
northeast northeastern northern northwest northwestern nostalgia notable notably notebook notebooks noted
notes nothing notice noticed notices notification notifications notified notify notifying noting notion
notorious nouveau nouvelle nouvelles novel novelty nowhere nuanced nuclear nudge number numbers numerical
numerous nurse nurses nursing nutrition nvidia obesity obituary object objected objections objective
objectives objects obligation obligations obliterate observability observation observations observe observed
observer observers obsession obsolete obstacle obstacles obstruct obstructed obstructing obstruction obtain
obtained obtaining obvious obviously occasion occasional occasionally occasions occupation occupied occur
occurred occurring occurs ocean oceans offender offense offenses offensive offer offered offering offerings
offers office officer officers offices official officially officials offline offseason offset offshore often
oilfield oilseeds older oldest oligarch oligarchs olive ominous omitted onboard onboarding ongoing online
onset onshore onslaught openai opened opener opening openings openly openness opens opera operate operated
operates operating operation operational operations operative operatives operator operators opinion opinions
opioid opioids opponent opponents opportunities opportunity oppose opposed opposes opposing opposite
opposition oppression opted optical optics optimal optimism optimistic optimization optimizations optimize
optimized optimizer optimizes optimizing option optional options orange orbit orbital orbiting orchestrated
orchestration order ordered ordering orderly orders ordinary organ organic organization organizational
organizations organize organized organizers organizes organizing orientation oriented origin original
originally originated origins other others otherwize ought ounce ounces ourselves ousted ouster ousting
outage outages outbreak outbreaks outcome outcomes outcry outdated outdoor outer outfielder outfit outgoing
outlet outlets outline outlined outlines outlining outlook outpace outpacing outperform outperforming
outperforms output outputs outrage outraged outrageous outreach outright outset outside outskirts
outsourcing outspoken outstanding overall overblown overcome overcoming overdose overdue overhaul overhauled
overhead overlap overlapping overlooked overly overnight overreach override overseas oversee overseeing
overseen oversees overshadowed oversight oversold overtakes overtime overturn overturned overturning
overturns overview overwhelmed overwhelming overwhelmingly owing owned owner owners ownership owning oxygen
package packaged packages packaging packed packing packs pages painful paint painted painting paired pairs
palace palette pandemic pandemics panel panels panic paper papers parade paradigm paradigms paradize paradox
parallel parallels paralyzed parameter parameters paramount pardon pardoned pardons parent parental parents
parked parking parks parliament parliamentary parole parsing partial partially participants participate
participated participating participation particles particular particularly parties partisan partly partner
partnered partnering partners partnership partnerships parts party passage passed passenger passengers
passes passing passion passionate passive passport passports password passwords patch patched patches
patching patent patents paths pathway pathways patience patient patients patriot patriotic patriotism
patriots patrol pattern patterns pause paused pauses pausing paved paves paving payable paycheck payday
paying payload payloads payment payments payoff payout payouts payroll payrolls paywall peace peaceful
peaked peaks peers penalize penalties penalty pendant pending peninsula penny pension pensioners pensions
people peoples perceived percent percentage perception perceptions perceptual perfect perfectly perform
performance performances performed performers performing performs perhaps peril period periods peripheral
perks permanent permanently permission permissions permit permits permitted permitting persecution persist
persisted persistence persistent persists person persona personal personality personalized personally
personnel personnes persons perspective perspectives persuade pervasive pesticides petition petrochemical
petrol petroleum pharma pharmaceutical pharmacies pharmacy phase phased phases phenomena phenomenon
philosophy phishing phone phones phony phosphorus photo photograph photographed photographer photographs
photography photos phrase phrases physical physically physician physicians physicists physics piano picked
picking picks pickup picture pictured pictures piece pieces piles pillar pillars pills pilot pilots pinch
pioneer pioneering pipeline pipelines pipes piracy pirate pitch pitched pitcher pitches pitching pitfalls
pivot pivotal pivoting pixel pixels pizza place placed placement places placing plagued plain plaintiffs
plane planes planet planets planned planner planning plans plant planted planting plants plasma plastic
plastics plate plates platform platforms plausible playable playback playbook played player players playful
playing playoff playoffs plays plead pleaded pleading pleads pleas please pleased pleasure pledge pledged
pledges pledging plenty plotting plugin plugins plummet plummeted plummets plunge plunged plunges plunging
plusieurs pocket pockets podcast podcasts podium point pointed pointing points poised poison poisoned
poisoning polar police policies policing policy policymakers polish polished political politically
politician politicians politics polled polling polls pollutants polluters polluting pollution poorest poorly
popular popularity populated population populations populist populous portable portal porte ported portfolio
portion portions portrait portray ports posed poses posing position positioned positioning positions
positive possession possibilities possibility possible possibly postal posted poster posters posting
postings postmaster postpone postponed postpones posts postseason posture potent potential potentially
poultry pound pounds poured poverty power powered powerful powerhouse powering powers practical practically
practice practices practicing practitioners praize praized praizes praizing prayer prayers praying
precautions preceded precedent precedents preceding precious precision precize predator predatory
predecessor predict predictable predicted predicting prediction predictions predictive predicts
predominantly prefer preference preferences preferential preferred prefix pregnancy pregnant preliminary
premarket premature premier premiere premium premiums premize premizes preorder preparation preparations
prepare prepared preparedness prepares preparing prescribed prescription prescriptions presence present
presentation presentations presented presenter presenting presents preservation preserve preserved
preserving presidency president presidential presidents press pressed presses pressing pressure pressured
pressures pressuring prestigious presumably presumed pretax pretext pretrained pretraining pretty prevail
prevailing prevalence prevalent prevent preventable prevented preventing prevention prevents preview
previewed previews previous previously price priced prices pricey pricing pride primarily primary prime
primed primitives prince principal principally principle principled principles print printed printer
printers printing prior priorities prioritize prioritized prioritizes prioritizing priority prison prisoner
prisoners prisons privacy private privately privatization privilege privileged privileges prize proactive
probabilistic probability probably probe probes probing problem problematic problems procedural procedure
procedures proceed proceeding proceedings proceeds process processed processes processing processor
processors proclaimed proclamation procure procurement produce produced producer producers produces
producing product production productive productivity products professional professionals professor
professors profile profiles profiling profit profitability profitable profits profound profoundly program
programmable programmer programmers programming programs progress progression progressive prohibit
prohibited prohibiting prohibition prohibits project projected projecting projection projections projectors
projects proliferation prolonged prominent promize promized promizes promizing promo promote promoted
promotes promoting promotion promotional promotions prompt prompted prompting prompts prone proof propaganda
propel propeled proper properly properties property proportion proposal proposals propose proposed proposes
proposing proprietary prosecute prosecuted prosecuting prosecution prosecutions prosecutor prosecutors
prospect prospective prospects prospectus prosperity prosperous protect protected protecting protection
protectionism protectionist protections protective protects protein proteins protest protesters protesting
protestors protests protocol protocols prototype prototyping proud proudly prove proved proven provenance
proves provide provided provider providers provides providing province provinces provincial proving
provision provisional provisions provocation provocative provoked prowess proxies proxy psychological
psychologist psychology public publication publications publicity publicly publish published publisher
publishers publishes publishing pullback pulled pulling pulls pumping pumps punch punish punishing
punishment punitive pupils purchase purchased purchases purchasing purely purge purifier purple purported
purportedly purpose purposes pursuant pursue pursued pursues pursuing pursuit pushback pushed pushes pushing
putting puzzle puzzles pyramid python quake qualified qualify qualifying quality quant quantitative
quantities quantization quants quantum quarantine quarter quarterback quarterfinal quarterfinals quarterly
quarters queen quell queries query quest question questionable questioned questioning questions queue quick
quickly quiet quietly quite quits quitting quota quotas quote quoted quotes quoting rabbit races racial
racially racing racism racist racketeering radar radiation radical radio radioactive rages raging raided
raids railroad rails railway railways rainfall rains raise raised raises raising rallied rallies rally
rallying rampant ramped ramping ramps ranch ranchers random range ranges ranging ranked ranking rankings
ranks ransom ransomware raped rapeseed rapid rapidly rapists rapper rarely rated rates rather ratification
rating ratings ratio ration rationale ratios rattles ravaged reach reached reaches reaching react reacted
reacting reaction reactions reactive reactor reactors reacts readable reader readers readies readiness
reading readout reads ready reaffirm reaffirmed reaffirming reaffirms realism realistic realities reality
realization realize realized realizing really realtime reason reasonable reasonably reasoning reasons
reassure rebate rebates rebel rebellion rebels reboot rebound rebounded rebounds rebrand rebranded rebuffed
rebuild rebuilding rebuilt rebuke rebuked recaled recaling recall recalls recap receipt receipts receive
received receiver receives receiving recent recently reception recess recession recipe recipes recipient
recipients reciprocal reckless reckoning reclaim recognition recognize recognized recognizes recognizing
recommend recommendation recommended recommending recommends recommit reconciliation reconsider
reconstruction record recorded recording recordings records recount recover recovered recovering recovers
recovery recreate recreation recreational recruit recruited recruiting recruitment recurrent recurring
recursive recusal recuse recycled recycling redacted redactions reddit redeem redeemable redeemed redefine
redefining redemption redesign redesigned redirect redistricting redraw reduce reduced reduces reducing
reduction reductions redundancies redundancy redundant reelection reeling reels refer reference referenced
references referencing referendum referral referred referring refers refinancing refine refined refinement
refineries refiners refinery refining reflect reflected reflecting reflection reflective reflects reform
reforms refrain refresh refreshed refueling refuge refugee refugees refund refundable refunds refusal refuse
refused refuses refusing regain regard regarded regarding regardless regime regimes region regional regions
register registered registration registrations registry regression regret regrets regular regularly regulate
regulated regulating regulation regulations regulator regulators regulatory rehabilitation reign reimagining
reimburse reimbursed reinforce reinforced reinforcement reinstate reinstated reinstates reinstating reinvent
reiterated reiterates reject rejected rejecting rejection rejects relate related relating relation relations
relationship relationships relative relatively relatives relaunch relaxed relaxing relay relayed release
released releases releasing relentless relevance relevant reliability reliable reliably reliance reliant
relied relief relies religion religious relocate relocation reluctant relying remain remainder remained
remaining remains remake remark remarkable remarks remdesivir remedies remedy remember remembered
remembering remembers remembrance remind reminded reminder reminding reminds remote remotely removal remove
removed removes removing renaissance rename renamed renaming render rendered rendering renders renew
renewable renewables renewal renewed renewing renews renovation renowned rental rentals renters rents reopen
reopened reopening reopens reorganization repaid repair repairing repairs reparations repay repayment repeal
repealing repeals repeat repeated repeatedly repeating repeats repercussions repetition replace replaced
replacement replaces replacing replicate replied replies reply report reported reportedly reporter reporters
reporting reports repos repositories repository represent representation representative represented
representing represents repression reprieve reprize reproducible reproductive republic repurchase
repurchases repurposing reputable reputation request requested requesting requests require required
requirement requirements requires requiring resale rescheduled rescheduling rescind rescinded rescinding
rescinds rescue rescued rescuers research researcher researchers researches resemble reservations reserve
reserved reserves reset reshape reshaped reshapes reshaping residence residency resident residential
residents residual resign resignation resignations resigned resigning resigns resilience resilient resist
resistance resistant resisted resolution resolutions resolve resolved resolving resort resorts resounding
resource resources respect respected respecting respective respectively respects respiratory respond
responded respondents responders responding responds response responses responsibility responsible
responsibly responsive restart restarts restated restaurant restaurants restoration restore restored
restores restoring restraining restraint restrict restricted restricting restriction restrictions
restrictive restricts restructure restructured restructuring rests result resulted resulting results resume
resumed resumes resuming resurfaced resurgence retail retailer retailers retain retained retaining retains
retaliate retaliation retaliatory retention rethink rethinking retire retired retirees retirement retires
retiring retor retraining retreat retreats retribution retrieval retrieve retro return returned returning
returns reunite reunited reusable reuse reused reuter reuters revamp revamped revamps reveal revealed
revealing reveals revelation revelations revenge revenue revenues reversal reverse reversed reverses
reversing revert review reviewed reviewing reviews revision revisions revitalize revitalizing revival revive
revived revives reviving revize revized revoke revoked revokes revolt revolution revolutionary revolutionize
revolving reward rewarding rewards rewrite rewrites rewriting rhetoric rhythm ricain ricaine ricaines
ricains richer richest rider riders rides ridiculous riding rifle rifles rigged right rights rigorous rings
rioters riots ripped ripple risen rises rising risked risking risks risky rival rivalries rivalry rivals
river rivers roadmap roads robbery robot robotaxi robotaxis robotic robotics robots robust robustness rocked
rocket rockets rocks rocky rogue roles rollback rolled rolling rollout rolls romance romantic rookie rooms
rooted roots roster rotate rotation rough roughly round rounded rounding rounds roundtable roundup route
routed router routers routes routine routinely routines routing rover royal royale royalties royalty rubber
rubble ruined ruining ruled rules ruling rulings rumor rumored rumors runaway runner runners running runoff
runtime runway rupee rural rushed rushing russe russes ruthless sabotage sacked sacking sacks sacred
sacrifice sacrifices sacrificing saddened sadly safeguard safeguarding safeguards safely safer safety
sailing sailors salaries salary sales salvage samedi sample sampled samples sampling sanction sanctioned
sanctions sanctuary sandbox sandboxes sandboxing sanitizer satellite satellites satire satisfaction
satisfied satisfy satisfying saved savers saves saving savings savvy saying scalability scalable scale
scaled scales scaling scammers scams scandal scandals scanning scans scarce scarcity scare scared scars
scary scattered scenario scenarios scene scenes schedule scheduled schedules scheduling schema scheme
schemes scholar scholars school schools science sciences scientific scientist scientists scope score scored
scores scoring scourge scramble scrambled scrambles scrambling scrap scraping scrapped scrapping scraps
scratch screen screening screenings screens screenshot screenshots script scripts scroling scroll scrutiny
seafood sealed seals seamless search searched searches searching season seasonal seasonally seasons seated
seats second secondary seconds secrecy secret secretaries secretary secretive secretly secrets section
sections sector sectors secure secured securely secures securing securities security seditious seeds seeing
seekers seeking seeks seemed seemingly seems segment segments segregation seismic seize seized seizes
seizing seizure seizures sejournal select selected selecting selection selective selectively selects
selfless seller sellers selling selloff sells selon semantic semiconductor semiconductors semifinal
semifinals senator senators sending sends senior seniors sensation sense senseless sensing sensitive
sensitivity sensor sensors sentence sentenced sentences sentencing sentiment separate separated separately
separates separating separation separatist separatists sequel sequence sequences sequential serial series
serious seriously servant servants serve served server serverless servers serves service services servicing
serving session sessions setback setbacks setting settings settle settled settlement settlements settler
settlers settles settling setup setups seven seventh several severe severely severity sexual sexualized
sexually shadow shadows shake shaken shakes shakeup shaking shale shall shallow shame shameful shape shaped
shapes shaping share shared shareholder shareholders shares sharing shark sharp sharper sharpest sharply
shattered sheds sheer sheet sheets shelf shell shelter shelters shelves sheriff shield shields shift shifted
shifting shifts shine shines shipbuilding shipment shipments shipped shipping ships shirt shirts shock
shocked shocking shocks shockwaves shoes shook shoot shooter shooting shootings shoots shoppers shopping
shops shore short shortage shortages shortcomings shortcut shortcuts shorter shortfall shortly shots should
shoulder shouldn showcase showcased showcases showcasing showdown showed shower showers showing shown
showrunner shows shrank shrink shrinking shrinks shrug shutdown shutdowns shuts shuttered shutting shuttle
sided sidelined sidelines sident sides siege sight sights signal signaled signaling signals signature
signatures signed significance significant significantly signifies signing signs silence silent silently
silicon silly silver similar similarities similarity simple simpler simplicity simplified simplifies
simplify simply simulate simulated simulation simulations simulator simultaneous simultaneously since
sincere singer single singles sinking sinks sister sites sitting situation situations sixth sizable sized
sizes skeptic skeptical skepticism sketch skies skill skilled skills skins skipped skipping skyrocketing
slack slammed slams slash slashed slashes slashing slate slated slaughter slavery sleep sleeping slice slide
slides sliding slight slightly slipped slipping slips slobodanmanic slots slowdown slowed slower slowest
slowing slowly slows sluggish slump slumped slumps small smaller smallest smart smarter smartphone
smartphones smartwatch smash smashed smell smoke smoking smooth smoothly smugglers smuggling snapped
snapping snaps sneaker snowfall soared soaring soars soccer social socialism socialist societal societies
society soften software solar soldats soldier soldiers solely solemn solid solidarity solution solutions
solve solved solves solving somebody someday somehow someone something sometime sometimes somewhat somewhere
songs sooner sophisticated sophistication sorry sorting sorts sought souls sound sounded sounds soundtrack
source sourced sources sourcing south southeast southern southwest southwestern soutien sovereign
sovereignty soybean soybeans space spacecraft spaces spacewalk spammers spanning spans spare spared spark
sparked sparking sparks sparse sparsity spate spatial speak speaker speakers speaking speaks special
specialist specialists specialized specializes specially specialty species specific specifically
specification specifications specifics specified specify specs spectacle spectacular spectral spectrum
speculate speculated speculation speculative speech speeches speed speeding speeds speedy spell spelled
spells spend spending spends spent sphere spicy spies spike spiked spikes spill spinning spinoff spiral
spiraling spirit spirits spiritual splash split splits splitting splurge spoiler spoke spoken spokesman
spokesperson spokeswoman sponsor sponsored sponsors sponsorship sport sporting sports spotlight spots
spotted spouse spouses sprawling spray spread spreading spreads spreadsheet spreadsheets spree spring
springs sprint spurred spurring spurs spying spyware sqlite squad square squeeze squeezed stabbed stabbing
stability stabilization stabilize stabilized stabilizing stable stablecoins stack stacked stacks stadium
staff staffer staffers staffing stage staged stages staggering staging stake stakeholders stakes stalemate
stall stalled stalling stalls stamp stamps stance stand standalone standard standardized standards standing
standoff standout stands standstill staple staples staring stark starring stars start started starter
starters starting starts startup startups state stated statement statements states statewide static stating
station stationed stations statistical statistics stats status statute statutes statutory stayed staying
stays steadfast steadily steady steal stealing stealth steam steel steep steer steering steers stellar
stemming stems stepped stepping steps sterling stick sticking sticks stiff stifle stifling still stimulate
stimulus stirs stochastic stock stockholders stockpile stockpiles stockpiling stocks stokes stoking stole
stolen stomach stone stood stopgap stoppage stopped stopping stops storage store stored storefront stores
storied stories storing storm stormed storms stormy story storyteling straight strain strained straining
strains strait stranded strange stranger strangers strategic strategically strategies strategist strategy
streak stream streamer streaming streamline streamlined streamlines streamlining streams street streets
strength strengthen strengthened strengthening strengthens strengths stress stressed stretch stretched
stretching stricken strict stricter strictly strides strife strike striker strikers strikes striking string
stringent strings strip stripped stripping stroke strong stronger strongest strongly struck structural
structurally structure structured structures struggle struggled struggles struggling stuck student students
studied studies studio studios study studying stuff stumble stumbles stunned stunning stunt stupid style
styles stylish subcommittee subdued subject subjected subjects submarine submission submit submits submitted
submitting subordinated subpoena subpoenaed subpoenas subscribe subscribed subscriber subscribers
subscription subscriptions subsequent subsequently subsidiaries subsidiary subsidies subsidized subsidy
substance substances substantial substantially substantive substitute subtle suburban suburbs subvert subway
succeed succeeded succeeding succeeds success successes successful successfully succession successive
successor sucks sudden suddenly suffer suffered suffering suffers sufficiency sufficient sugar suggest
suggested suggesting suggestion suggestions suggests suicide suing suitable suite suited suits summaries
summarize summary summer summit sunglasses sunlight sunset super supercomputer superhero superior
supermarket supermarkets superpower superstar supervision supervisory supervized supplement supplemental
supplements supplied supplier suppliers supplies supply supplying support supported supporter supporters
supporting supportive supports supposed suppress suppression supremacist supremacists supremacy supreme
surface surfaced surfaces surge surged surgeon surgery surges surgical surging surpass surpassed surpasses
surpassing surplus surpluses surprisingly surprize surprized surprizes surprizing surrender surrendered
surround surrounded surrounding surveillance survey surveyed surveys survival survive survived surviving
survivor survivors suspect suspected suspects suspend suspended suspending suspends suspension suspensions
suspicion suspicious sustain sustainability sustainable sustained sustaining swaps swarm swarms sweep
sweeping sweeps sweet swept swift swiftly swimming swing swings swipe swirling switch switched switches
switching sword sworn swung symbol symbolic symbols sympathy symptom symptoms syndicate syndicated syndrome
syntax synthesis synthetic system systematic systematically systemic systems table tables tablet tablets
tabular tackle tackles tackling tactical tactics tailored tainted takeaway takeaways takedown taken takeover
takeovers takes taking talent talented talents tales talked talking talks tallest tally tampering tangible
tanker tankers tanks tapes tapped tapping target targeted targeting targets tariff tariffs tasked tasks
taste taught taxes taxpayer taxpayers teach teacher teachers teaches teaching teamed teaming teammate teams
tearing tears teased teaser teases technical technically technician technique techniques technological
technologies technology teenage teenager teenagers teens teeth telecom telecoms telehealth telephone
telescope television televized telling tells temperature temperatures template templates temporal
temporarily temporary tenant tenants tender tendered tenders tennis tense tension tensions tensor tentative
tentatively tenth tenure tepid termed terminal terminals terminate terminated terminates termination terms
terrain terrible terrific terrified terrifying territoire territorial territories territory terror terrorism
terrorist terrorists testament tested testified testify testifying testimony testing tests textbook
textbooks texted textile texts textual thank thanked thanking thanks theater theaters theatrical theft their
theme themed themes themselves theoretical theories theory therapeutic therapeutics therapies therapy there
thereafter thereby therefore thereof thermal these thesis theyre thick thieves thing things think thinking
thinks thinktank third thirds thirty thorough those though thought thoughtful thoughts thousand thousands
thread threads threat threaten threatened threatening threatens threats three threshold thresholds threw
thriled thriler thriling thrive thriving throat through throughout throughput throw throwing thrown throws
thrust thugs thwart ticket tickets ticking ticks tidal tiers tiger tight tighten tightening tightens tighter
tightly timber timed timeless timeline timelines timely times timetable timing tipped tipping tired tireless
tirelessly tissue titans title titled titles tobacco today toddler together toilet token tokenization tokens
tolerance tolerate tomato tomatoes tomorrow tongue tonight tonne tonnes tooling toolkit tools tooth topic
topics topped topping tornadoes torrent torture total totaled totaling totally touch touchdown touched
touches touchscreen tough tougher toughest tourism tourist tourists tournament tours touted touting touts
toward tower towers towns toxic trace traces tracing track tracked tracker trackers tracking tracks traction
trade traded trademark trader traders trades trading tradition traditional traditionally traditions traffic
traffickers trafficking tragedies tragedy tragic trail trailer trailers train trained trainer training
trains traitor traitors traits trajectories trajectory tranche tranches trans transaction transactions
transatlantic transcript transcripts transfer transferred transferring transfers transform transformation
transformative transformed transformer transformers transforming transforms transgender transit transition
transitions translate translated translates translating translation translations transmission transmissions
transmit transmits transmitted transnational transparency transparent transport transportation transported
transporting trapped trash trauma travel traveled traveler travelers traveling treasure treasures treasury
treat treated treating treatment treatments treats treaty trees tremendous trend trending trends triage
trial trials tribal tribe tribes tribunal tribute trick tricks tricky tried tries trigger triggered
triggering triggers trilateral trillion trillions trilogy trimmed trims triple tripled triples trips triumph
trivial troit trojan troll trolls troop troops trophy tropical trouble troubled troubles troubling truce
truck trucking trucks truly trump trust trusted trusting trusts trustworthy truth truths trying tsunami
tuition tumble tumbled tumbles tumbling tuned tuning tunnel tunnels turbines turbulence turbulent turmoil
turnaround turned turning turnover turns tutorial tweak tweaks tweet tweeted tweeting tweets twelve twenty
twice twins twist twitter tycoon tying typed types typical typically typing tyranny ubiquitous ukrainienne
ukrainiennes ultimate ultimately ultimatum ultra umbrella unable unacceptable unaccompanied unadjusted
unanimous unanimously unannounced unarmed unauthorized unavailable unaware uncertain uncertainties
uncertainty unchanged unchecked unclassified uncle unclear uncomfortable unconditional unconscionable
uncover uncovered undeniable under underage undercut undergo undergoing underground underlying undermine
undermined undermines undermining underpins underrated underscore underscored underscores underscoring
undersea underserved understand understanding understands understood undertaken undertaking undervalued
underwater underway underwent underwriter underwriters underwriting underwritten undisclosed undocumented
unease unemployed unemployment unequivocally uneven unexpected unexpectedly unexplained unfair unfairly
unfit unfolded unfolding unfortunate unfortunately unfounded unhinged unidentified unified uniform uniformed
unify unilateral unilaterally unimaginable uninsured union unions unique uniquely unite united uniting units
unity universal universe universities university unjustified unknown unlawful unlawfully unleash unleashed
unleashes unless unlike unlikely unlimited unlock unlocking unlocks unmanned unmatched unnamed unnecessarily
unnecessary unofficial unpaid unparalleled unpopular unprecedented unpredictable unproven unprovoked
unraveling unredacted unrelated unreleased unreliable unreported unresolved unrest unrestricted unsafe
unsealed unsecured unseen unsigned unsloth unsolicited unspecified unstable unstructured unsuccessful
unsupported until untouched unusual unusually unveil unveiled unveiling unveils unwanted unwavering upbeat
upcoming update updated updates updating upend upgrade upgraded upgrades upgrading upheaval upheld uphill
uphold upholding upholds uplift upload uploaded uploads upper upset upside upstream uptick upward uranium
urban urged urgency urgent urgently urges urging usability usable usage useful useless users usher using
usual usually utilities utility utilization utilize utilized utilizes utilizing vacancies vacant vacated
vacation vaccinated vaccinating vaccination vaccinations vaccine vaccines vacuum vacuums vague valid
validate validated validating validation valley valuable valuation valuations value valued values valve
vandalism vanished vaping variable variables variant variants variation variations varied variety various
varying vault vector vectors vegan vegetable vegetables vehicle vehicles velocity vendor vendors venezuela
ventilators venture ventures venue venues verbal vercel verdict verge verifiable verification verified
verifier verify versatile version versions versus vertical vessel vessels vested veteran veterans vetoed
vetted vetting viability viable vibrant vicious victim victims victories victory video videos viewed viewer
viewers viewing viewpoint views vigilant vigorously village villages villain villains vintage violate
violated violates violating violation violations violence violent violently viral virtual virtually virtue
virus viruses visas visibility visible vision visionary visit visited visiting visitor visitors visits
visual visualization visualizations visually visuals vital vitro vocabulary vocal vogue voice voiced voices
volatile volatility volume volumes voluntarily voluntary volunteer volunteers voted voter voters votes
voting vowed vowing vulnerability vulnerable wagers wages waited waiting waive waived waiver waivers walked
walking walkout walks walkthrough wallet wallets walls wanted wanting wants warehouse warfare warmest
warming warmly warned warning warnings warns warrant warrantless warrants warrior warriors warship warships
wartime waste wasted wasteful wasting watch watchdog watched watchers watches watching water waters
watershed waterway waterways waves weaken weakened weakening weakens weaker weakest weakness weaknesses
wealth wealthiest wealthy weapon weaponization weaponized weapons wearable wearables wearing wears weather
webinar website websites wedding weekday weekend weekends weekly weeks weigh weighed weighing weighs weight
weighted weights weird welcome welcomed welcomes welcoming welfare wellbeing wellness wells weren western
wetlands whale whatever wheat wheel wheels whenever where wherever whether which while whistleblower
whistleblowers white whoever whole wholesale wholly whose wicket wickets widely widen widened widening
widens wider widespread widow wildfire wildfires wildland wildlife wildly willful willing willingness
windfall winding window windows winds wines winner winners winning winter wiped wipes wiping wired wireless
wisdom wished wishes witch withdraw withdrawal withdrawals withdrawing withdrawn withdraws withdrew withheld
withhold withholding within without withstand witness witnessed witnesses witnessing woman women wonder
wondered wonderful wondering wonders woods words worked worker workers workflow workflows workforce working
workload workloads workout workouts workplace workplaces works workshop workspace workstation world worlds
worldwide worried worries worry worrying worse worsen worsened worsening worsens worship worst worth worthy
would wouldn wound wounded wounds wrapped wrapping wraps wrestling write writedown writer writers writes
writing written wrong wrongdoing wrongful wrongly wrote yacht yards ycombinator yearly years yellow
yesterday yield yielding yields young younger youngest yours yourself youth youtube zombie zones zooms
"""
)
