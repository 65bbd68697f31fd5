"""Common words of English news that are never taken for a misspelling of something else.

Lower case, American spelling, three letters and longer, names among them: what at least fifteen of 80,000
news items use.
Words of the lexicon and of the signals are known besides.
"""

from __future__ import annotations

from watcher.core.inflection import word_set

COMMON_WORDS = word_set(
    """
aaa aaron abandon abandoned abandoning abandons abbas abbott abc abdel abducted abduction abdullah abe
abilities ability able aboard abortion abortions about above abraham abroad abrupt abruptly absence absent
absentee absolute absolutely absorb abstract absurd abu abundant abuse abused abuses abusing abyss aca
academia academic academics academy accelerate accelerated accelerates accelerating acceleration accelerator
accenture accept acceptable acceptance accepted accepting accepts access accessed accessibility accessible
accessing accessories accessory accident accidental accidentally acclaimed accommodate accommodation
accompanied accompanying accomplish accomplished accomplishments accord accordance according account
accountability accountable accounted accounting accounts accrued accumulate accuracy accurate accurately
accusations accuse accused accuses accusing ace achieve achieved achievement achievements achieves achieving
acid acknowledge acknowledged acknowledging aclu acquire acquired acquires acquiring acquisition
acquisitions acre acres across act acted acting action actionable actions activate activated activation
active actively activist activists activities activity actor actors actress acts actual actually acute adam
adams adani adapt adaptation adapted adapter adapting adaptive add added addiction adding addition
additional additionally additions address addressed addresses addressing adds adequate adhere adidas
adjacent adjust adjusted adjusting adjustment adjustments adjusts adm admin administered administration
administrations administrative administrator administrators admission admissions admit admits admitted
admitting adobe adopt adopted adopting adoption adopts adrian adrienne ads adult adults advance advanced
advancement advancements advances advancing advantage advantages advent adventure adventures adversarial
adversaries adversary adverse advertizers advertizing advice advisor advisors advisory advize advized
advizer advizers advizes advizing advocacy advocate advocates advocating aeo aerial aerospace afc afcon
affair affairs affect affected affecting affects affiliate affiliated affiliates affirmed affirming affirms
afford affordability affordable afghan afghanistan afghans afp afraid africa african after aftermath
afternoon again against age aged agencies agency agenda agent agentcore agentic agents ages aggregate
aggregation aggression aggressive aggressively agi aging agnostic ago agree agreed agreeing agreement
agreements agrees agricultural agriculture ahead ahmed aid aide aided aides aiding aids aim aimed aiming
aims ainews air airbnb airbus aircraft aired airline airlines airplane airplanes airpods airport airports
airspace airstrikes airtag airways aisle alabama alan alarm alarming alarms alaska albanese albert alberta
album alcohol aldi alejandro aleppo alert alerts alex alexa alexander alexandria algebra algeria algorithm
algorithmic algorithms ali alibaba alice alien aliens alienware align aligned aligning alignment aligns
alike alitalia alito alive all allegation allegations allege alleged allegedly alleges allegheny alleging
allen alleviate alliance alliances allied allies allison allocate allocated allocation allow allowed
allowing allows ally almost alone along alongside alors alpha alphabet alpine alps already also alter
altered altering alternate alternative alternatives although altitude altman alto aluminium aluminum always
alzheimer amanda amateur amazing amazon ambassador ambassadors ambient ambition ambitions ambitious amc amd
amend amended amendment amendments amends america american americans americas amex amid amidst ammunition
amodei among amorim amount amounted amounts amp ample amsterdam amy anadarko analysis analyst analysts
analytica analytics analyze analyzed analyzes analyzing anatomy anc anchor anchored ancient and anderson
andreessen andrej andrew android andy angeles anger angry animal animals animated animation anime anker ann
anna anne annex annexation anniversary announce announced announcement announcements announces announcing
annoying annual annualized annually anomaly anonymity anonymous another answer answered answering answers
ant anthem anthony anthropic anthropics anti antibody anticipate anticipated antisemitic antisemitism
antitrust antonio antony anxiety anxious any anybody anymore anyone anything anytime anyway anywhere apache
apart apartment apex api apis apocalypse apollo apologize apologized apologizes apology app appaling apparel
apparent apparently appeal appealed appeals appear appearance appeared appearing appears appetite applaud
applause apple appliances applicable applicants application applications applied applies apply applying
appoint appointed appointee appointees appointment appointments appoints appreciate appreciation approach
approached approaches approaching appropriate appropriations approval approvals approve approved approves
approving approximately apps april arab arabia arabian arafat aramco arbitrage arbitrary arbitration arc
arch architect architectural architecture architectures archive archived archives arctic are area areas
arena argentina argentine arguably argue argued argues arguing argument arguments arise arising arizona
arkansas arm armed armor arms armstrong army arnold around arrange arranged arrangement arrangements array
arrest arrested arrests arrival arrivals arrive arrived arrives arriving arsenal arson art artemis arthritis
arthur article articles artifact artifacts artificial artist artists arts artwork arxiv asbestos ascent asda
asean ash asha ashes ashley asia asian aside ask asked asking asks aspect aspects assad assange assassin
assassinate assassination assault assaulted assaults assembled assembly assert asserted assess assessed
assesses assessing assessment assessments asset assets assigned assignment assignments assist assistance
assistant assistants assisted associate associated associates association associations assume assumed
assuming assumption assumptions assurances assured aston astonishing astrazeneca astronaut astronauts
astronomers asus asylum athens athlete athletes athletic athletics atlanta atlantic atlas atlassian
atmosphere atmospheric atomic atrocities att attached attack attacked attacker attackers attacking attacks
attaques attempt attempted attempting attempts attend attendance attendants attended attendees attending
attention attitude attorney attorneys attract attracted attractive attributable attributed attributes
attribution auckland auction auctions audi audience audiences audio audit auditorium auditors audits aug
augmented august aura aurora aussie austerity austin australia australian australians austria austrian auth
authentic authentication authenticity author authored authoritarian authorities authority authorization
authorize authorized authorizes authorizing authors autism auto automaker automakers automate automated
automates automatic automatically automating automation automobile automotive autonomous autonomously
autonomy autopilot autoregressive autumn aux availability available avalanche avatar avec avengers avenue
average averaged averages avert avg aviation avoid avoided avoiding avoids avoir await awaited awaiting
awaits award awarded awarding awards aware awareness away awesome awful aws axe axios axis ayatollah azar
azure babies baby back backbone backdoor backdrop backed backend background backgrounds backing backlash
backlog backs backup backyard bad badge badly bag baghdad bags bahrain baidu bail bailey bailout bain baked
baker balance balanced balances balancing ball ballistic ballmer balloon ballot ballots ballroom baltimore
ban banana bancorp band bandwidth bang bangkok bangladesh bank bankamerica banker bankers banking bankrupt
bankruptcy banks banned banner banning bannon banque bans bar barack barbara barcelona barclays bare barely
bargain bargaining barley barr barrage barred barrel barrels barrett barrier barriers barring barron barry
bars base baseball based baseless baseline basement bases bash basic basically basics basin basis basketball
bass bat batch bath bathroom batman batter battered batteries batters battery battle battlefield
battleground battles battling bay bayer bayesian bbb bbc bbl beach beaches beacon beam bear bearing bearish
bears beast beat beaten beating beats beautiful beauty became because becerra beckham become becomes
becoming bed bedrock bedroom beds beef been beer before began begin beginner beginners beginning begins
begun behalf behave behavior behavioral behaviors behemoth behind beijing being beirut belarus belgian
belgium belief beliefs believe believed believes bell belong belonging belongs beloved below belt ben bench
benchmark benchmarking benchmarks beneath beneficial beneficiaries benefit benefited benefiting benefits
bengal benjamin bennett benz berkeley berkshire berlin berman bernard bernie beryl bessent best bet beta
bethesda bets betsy better betters betting between beverage beware beyond bezos bharat bhp bias biased
biases bible bichette bicycle bid bidder bidding biden bidenomics bids big bigger biggest bike bilateral
bill billboard billed billing billion billionaire billionaires billions bills bin binary binding bing bio
biodiversity biological biology biometric biotech biotechnology bipartisan bird birds birmingham birth
birthday birthright birx bit bitcoin bite bits bitter bizarre black blacklist blacklisted blacklisting
blacklists blackmail blackout blackrock blackstone blackwell blade blair blake blame blamed blames blaming
blanche blank blanket blast blasted blasts blaze blazers bleak blend blender blending blew blind blinken
blitz blizzard bloc block blockade blockbuster blockchain blocked blockers blocking blocks blog blogs blood
bloody bloomberg blow blowing blown blowout blows blue blueprint bluesky bluetooth blunt bmw board boards
boasts boat boats bob bobby bodies body boe boeing boj bold bolivia bolsonaro bolster bolstering bolsters
bolton bomb bombardier bombing bombs bond bondi bonds bone bones bonn bonus bonuses book booking bookings
books boom booming boon boost boosted booster boosting boosts boot boots bootstrap booze border borders borg
boring boris born borrow borrowers borrowing borrowings bose boss bosses boston bot botched both bots bottle
bottleneck bottlenecks bottles bottom bought bounce bounces bound boundaries boundary bounded bounty
bournemouth bourse bowl bowling bows box boxes boxing boy boycott boyfriend boys bpd brace braces brad
bradley brady brain brainard brains branch branches brand branded branding brandon brands branson brave
bravery braves brazen brazil brazilian breach breached breaches bread break breakdown breakfast breaking
breakout breaks breakthrough breakthroughs breakup breast breath breathe breathing brendan brennan brent
brett brewing brexit brian bribery brick bricks bridge bridges bridging brief briefed briefing briefings
briefly bright brighter brightness brighton brilliant bring bringing brings brink bristol britain british
britons broad broadband broadcast broadcaster broadcasting broadcom broaden broader broadly broke broken
broker brokerage brokered brokers broncos bronze brookeosmundson brooklyn brooks bros brother brotherhood
brothers brought brown browns browser browsers browsing bruce brunt brussels brutal brutally bryan bubble
buccaneers bucks budget budgets buds buffalo buffer buffett bug bugs build builder builders building
buildings buildout builds buildup built bulk bull bullet bulletin bullets bullish bulls bullshit bump bumper
bunch bundesbank bundle bundles bungie bunny burden burdens bureau bureaucracy burger buried burlington burn
burned burnham burning burnout burns burst bury bus buses bush busiest business businesses businessman bust
busy but butler button buttons buy buyback buybacks buyer buyers buying buyout buys buzz buzzfeed byd bypass
bypassing byte bytedance cabin cabinet cable cables cache caching caesars cafe caine cairo cake calculated
caleb calendar calif california call callable called callers calling calls calm calvin cam cambodia
cambridge came camera cameras cameron cameroon camp campaign campaigners campaigning campaigns campbell
camps campus campuses can canada canadian canadians canal canary cancel canceled canceling cancellation
cancellations cancels cancer candid candidate candidates candy cannabis cannon cannot canon canvas cap
capabilities capability capable capacity capcom cape capital capitalism capitalization capitalize capitol
capped caps capsule captain caption capture captured captures capturing car caracas carbon card cardinals
cardona cards care career careers careful carefully caregivers cares cargill cargo caribbean carillion
caring carl carlos carmack carmaker carmakers carney carol carolina carpet carr carried carrier carriers
carries carroll carry carrying cars carson cart cartel cartels carter cartoon carve case cases casey cash
casino cassidy cast casting castle casts casual casualties cat catalog catalyst catalyze catastrophe
catastrophic catch catching categories category caterpillar cathay cathedral catherine catholic cats cattle
caucus caught causal cause caused causes causing caution cautioned cautious cave cbi cbs cbt ccc cctv cdc
cdt cease ceasefire ceiling celebrate celebrated celebrates celebrating celebration celebrations celebrities
celebrity cell cellphone cells cellular celtic celtics cement censor censorship censure census cent center
centered centers central centralized centric centrist cents centuries century ceo ceos ceremonial ceremonies
ceremony certain certainly certainty certificate certificates certification certified certify ces cest cette
ceuta cfo cfp cftc chad chain chains chair chaired chairman chairs chalamet challenge challenged challenger
challenges challenging chamber chambers champ champagne champion championed champions championship chance
chancellor chances change changed changer changes changing channel channels chaos chaotic chapter chapters
character characterized characters charge charged charger chargers charges charging charitable charities
charity charles charlie charlotte charm chars chart charter chartered charts chase chasing chat chatbot
chatbots chatgpt chats chavez cheap cheaper cheapest cheat cheating check checked checking checklist
checkout checkpoint checks cheer cheese chef chelsea chemical chemicals chemistry chen chess chest chevron
chicago chicken chief chiefs child childcare childhood children chile chill chilling china chinese chip
chipmaker chipmakers chipotle chips chocolate choice choices choose chooses choosing chose chosen chris
christ christian christians christina christine christmas christopher chrome chromium chronic chronicle
chrysler chuck chunk church churches cia cigarette cilia cincinnati cinema cinematic circle circles circuit
circuits circular circulated circulating circumstances cisa cisco citation citations cite cited cites citi
citibank citicorp cities citigroup citing citizen citizens citizenship city civic civil civilian civilians
civilization claim claimed claiming claims clair clara clarence clarified clarifies clarify clarity clark
clash clashes class classes classic classical classics classification classified classify classroom
classrooms claude claudia clause claw clayton clean cleaner cleaning cleanup clear clearance clearances
cleared clearer clearing clearly clears clerk cleveland clever cli click clicks client clients cliff climate
climb climbed climbing climbs clinic clinical clinics clinton clip clippers clips clock clojure clone
cloning close closed closely closer closes closest closing closure closures clothes clothing cloud clouded
cloudflare clouds club clubs clues cluster clusters cms cnbc cnn coach coaches coaching coal coalition coast
coastal coca cocaine cockpit cocoa code codebase coded codenamed codes codex codify coding coffee cofounder
cognition cognitive cohen coherent cohort coin coinbase coins cola colbert cold cole colin collaborate
collaboration collaborative collapse collapsed collapses collapsing collar collateral colleague colleagues
collect collected collecting collection collections collective collectively collects college colleges
collins collision collusion colo colombia colombian colonel colonial color colorado colors columbia columbus
column columnist com combat combating combatting combination combinator combine combined combines combining
comcast come comeback comedian comedy comes comey comfort comfortable comic comics coming command commander
commanders commands comme commemorate comment commentary commenting comments commerce commercial
commercialization commerzbank commission commissioner commissioners commissions commit commitment
commitments commits committed committee committees committing commodities commodity common commonly commons
commonwealth communicate communication communications communique communist communities community compact
companies companion companions company comparable compare compared compares comparing comparison comparisons
compassion compatibility compatible compel compeling compensate compensation compete competes competing
competition competitive competitiveness competitor competitors compilation compile compiled compiler
complain complained complaining complaint complaints complementary complete completed completely completes
completing completion complex complexities complexity compliance compliant complicated complications comply
component components composed composer composite composition compound comprehensive compression comprize
comprized comprizing compromize compromized compromizing computation computational compute computer
computers computing con conceal concentrate concentrated concentration concept concepts concern concerned
concerning concerns concert concession concessions conclude concluded concludes concluding conclusion
conclusions concrete concurrent condemn condemnation condemned condemning condemns condition conditional
conditioned conditions condolences conduct conducted conducting conference conferences confidence confident
confidential configuration configurations confined confirm confirmation confirmed confirming confirms
conflict conflicting conflicts confront confrontation confronted confused confusing confusion conglomerate
congo congratulate congratulated congratulations congress congressional congressman congresswoman
conjunction connect connected connecticut connecting connection connections connectivity connects cons
conscience conscious consciousness consecutive consensus consent consequence consequences consequential
conservation conservative conservatives conserve consider considerable considerably consideration
considerations considered considering considers consist consistency consistent consistently consisting
consists console consoles consolidated consolidation consortium conspiracy conspiring constant constantly
constellation constitute constituted constitution constitutional constrained constraint constraints
construct construction constructive consult consultant consultation consultations consulted consulting
consume consumed consumer consumers consuming consumption contact contacted contacts contagious contain
contained container containers containing contains contamination contemporary contempt contender content
contentious contents contest contested context contexts contextual continent continental contingency
contingent continuation continue continued continues continuing continuous continuously contra contract
contracted contracting contraction contractor contractors contracts contradicted contradicting contradicts
contrary contrast contrasting contre contribute contributed contributes contributing contribution
contributions contributor control controled controler controlers controling controls controversial
controversy convene convened convenience convenient convening convention conventional convergence
conversation conversational conversations conversion conversions convert converted convertible converting
converts convey conveyed convicted conviction convictions convince convinced convincing conway coo cook
cookie cooking cool coolest cooling cools cooper cooperate cooperating cooperation cooperative coordinate
coordinated coordinating coordination coordinator cop cope copied copies copilot copper cops copy copying
copyright copyrighted corbyn core coreweave corey corina corn corner corners cornerstone cornwall corona
coronavirus corp corporate corporation corporations corps corpus correct corrected correction correctly
corrects correspondent correspondents corridor corrupt corruption cortez cortina cos cosmetics cosmic cosmos
cost costa costco costing costly costs cotton could couldnt council councils counsel count counted counter
countering counterpart counterparts counties counting countless countries country counts county coup couple
coupled couples coupon courage courageous courier course courses court courtroom courts cover coverage
covered covering covers covert covid cowboys cox cozy cpi cpu cpus crack crackdown cracked cracking cracks
craft crafted craig cramer crans crash crashed crashes crawl crawling crazy cream create created creates
creating creation creative creativity creator creators credential credentials credibility credible credit
credited creditor creditors credits creed creek crew crews cricket cricketer crime crimea crimes criminal
criminally criminals crimson crises crisis criswell criteria critic critical critically criticism criticize
criticized criticizes criticizing critics critique critiques crm crooked crop crops crore cross crossed
crossing crossings crossover crossroads crossword crow crowd crowded crowder crowds crowdstrike crown crowns
crucial crude cruel cruize crunch crush crushed crushing cruz cry crypto cryptocurrencies cryptocurrency
cryptography crystal css cto cts cuba cuban cubic cubs cuda cult cultural culture cultures cumulative cuomo
cup curated curb curbs cure curiosity curious curl currencies currency current currently curriculum curry
cursor curtail curve custody custom customer customers customizable customize customized customs cut cuts
cutting cve cvs cvss cyber cyberattack cyberattacks cybercrime cybersecurity cycle cycles cycling cyclops
cyprus cyrus czar czech daca dad daily daimler dairy dakota dallas dam damage damaged damages damaging dame
damn dan dana dance dancing danger dangerous dangers daniel daniels danish dans danske darfur daring dario
dark darkest darkness dart darts dash dashboard dashboards data database databases databricks dataset
datasets date dated dates dating daughter daughters dave david davidson davis davos dawn day daylight days
ddos dead deadliest deadline deadly deal dealer dealers dealing dealings deals dealt dean dear death deaths
deb debacle debate debated debates debenhams debenture debentures debian deborah debris debt debtor debts
debugging debunked debut debuted debuts dec decade decades decay december decent decentralized deception
deceptive decide decided decides deciding decision decisions decisive deck decks declaration declare
declared declares declaring decline declined declines declining decoder decoding decrease decreased
decreases decries dedicated dedication deduction deemed deep deepen deepening deepens deeper deepfake
deepfakes deeply deepmind deepseek deer deese defamation default defaults defeat defeated defeating defeats
defend defendant defendants defended defender defenders defending defends defense defenses defensive defer
deferred defiance defiant deficit deficits defied defies define defined defines defining definitely
definition definitive defy defying degradation degrade degree degrees dei dejoy del delaware delay delayed
delaying delays delcy delegate delegates delegation delete deleted deleting delhi deliberate deliberately
delicious delighted deliver delivered deliveries delivering deliveroo delivers delivery dell deloitte delta
demand demanded demanding demands dementia demis demo democracies democracy democrat democratic democrats
demographic demon demonstrate demonstrated demonstrates demonstrating demonstration demonstrations
demonstrators demos denial denied denies denmark dennis denominations denounced dense density dent dents
denver deny denying depart departing department departments departs departure depend dependence dependencies
dependency dependent depending depends deploy deployed deploying deployment deployments deploys deport
deportation deportations deported deposed deposit deposition deposits depot depressed depression dept depth
depths depuis deputy der derby deregulation derivatives derived des desantis descent describe described
describes describing description descriptions desert deserve deserved deserves design designate designated
designates designating designation designed designer designers designing designs desire desk desktop
desperate desperately despite destabilizing destination destinations destiny destroy destroyed destroying
destroys destruction detail detailed detailing details detain detained detainees detect detected detecting
detection detector detects detention deter deterioration determination determine determined determining
deterministic deterrence detroit deutsche deux dev devastated devastating develop developed developer
developers developing development developments develops device devices devin devos devoted devotion devs
dhabi dhs diabetes diagnose diagnosed diagnosis diagnostic diagnostics diagrams dialogue diamond diana diary
diaspora diaz dick dictator dictionary did die died diego dies diesel diet dietary diff diffe differ
difference differences different differential differently difficult difficulties difficulty diffusion dig
digit digital digitally dignity dilemma diluted dimensional dimensions dining dinner dioxide dip diplomacy
diplomat diplomatic diplomats dips dire direct directed directing direction directions directive directives
directly director directors directory directs dirt dirty disabilities disability disable disabled disables
disagree disagreement disagreements disappear disappeared disappearing disappears disappointed disappointing
disappointment disappoints disarmament disaster disasters disastrous disc disciplinary discipline disclose
disclosed disclosing disclosure disclosures discontinued discord discount discounted discounts discover
discovered discoveries discovering discovers discovery discrete discrimination discriminatory discs discuss
discussed discusses discussing discussion discussions disease diseases disgraceful disgusting dish dishes
disinformation disk dismantle dismantling dismiss dismissal dismissed dismisses dismissing disney disorder
disorders displaced displacement display displayed displays disposable disposal disproportionately dispute
disputed disputes disregard disrupt disrupted disrupting disruption disruptions disrupts dissent distance
distancing distant distiled distillation distinct distinguished distraction distribute distributed
distributing distribution distributions distributor district districts disturbing ditch ditches ditching div
dive diverse diversified diversity diverted dives divest divide divided dividend dividends divides division
divisions divisive divorce diy dlc dlr dlrs dmca dna dnc dns dobbs doc dock docker docs doctor doctors
doctrine document documentary documentation documented documenting documents dod dodge dodgers doe does dog
doge dogs doing doj dollar dollars dolphins domain domains dome domestic domestically dominance dominant
dominate dominated dominican dominion domino don donald donate donated donating donation donations done
donor donors dont doom doomed doomsday door doordash doors dorsey dos dose doses dossier dot double doubled
doubles doubling doubt doubts doug douglas dow down downgrade downgraded downgrades downing download
downloaded downloading downloads downplayed downplays downs downside downstream downtown downturn downward
dozen dozens draft drafted drafting drafts drag dragged dragon dragons drags drain drake drama dramatic
dramatically drastic drastically draw drawdown drawing drawn draws dream dreamers dreams dress dressed drew
drexel drift drill drilling drills drink drinking drinks drive driven driver driverless drivers drives
driving drm drone drones drop dropbox dropped dropping drops drought drove drug drugmaker drugs drunk dry
dual dubai dubbed dublin duckduckgo due duke dumb dump dumping dumps dungeon dungeons duo duplicate durable
duration durham during dust dutch duties duty dying dynamic dynamically dynamics dyson dystopian each eager
eagle eagles ear earbuds earlier earliest early earn earned earning earnings earns ears earth earthquake
earthquakes earths ease eased eases easier easily easing east easter eastern eastman easy easyjet eat eating
eats ebay ebola ecb echo eclipse ecommerce economic economics economies economist economists economy
ecosystem ecosystems ecuador ecus eddie edge edged edges edison edit edited editing edition editions editor
editoreditor editorial editors editorsenior edits edt education educational educators edward edwards eff
effect effective effectively effectiveness effects efficacy efficiency efficient efficiently effort efforts
egg eggs egypt egyptian eight eighth eisenhower either elaborate elderly elect elected election elections
electoral electors electric electrical electricity electronic electronics element elementary elements
elephant elevate elevated elevator eleven eli eligibility eligible eliminate eliminated eliminates
eliminating elimination elite elites elixir elizabeth elliott ellison elon else elsewhere elusive elyse
emacs email emails embargo embargoed embark embarrassing embassy embattled embedded embedding embeddings
embrace embraces embracing embraer emerge emerged emergence emergencies emergency emerges emerging emhoff
emily emirates emission emissions emma emmanuel emotion emotional emphasis emphasize emphasized emphasizes
emphasizing empire empirical employ employed employee employees employer employers employment employs
empower empowered empowering empowerment empowers empty emulator enable enabled enables enabling enact
enacted enclave enclosed encoder encoding encounter encourage encouraged encourages encouraging encrypted
encryption end endanger endangered endeavor ended endgame ending endless endorse endorsed endorsement
endpoint ends endured enduring enemies enemy energy enforce enforced enforcement enforcing engadget engage
engaged engagement engagements engaging engine engineer engineered engineering engineers engines england
english enhance enhanced enhancement enhancements enhances enhancing enjoy enjoyed enjoying enormous enough
enrich enriched enrichment enroled enrollment ensure ensures ensuring enter entered entering enterprize
enterprizes enters entertainment enthusiasts entire entirely entities entitled entity entre entrepreneur
entrepreneurs entries entropy entry environment environmental environments envoy epa epic epidemic episode
episodes eps epstein equal equality equally equations equifax equipment equipped equitable equities equity
equivalent era erase erdogan eric erik erin erlang erode eroding erosion error errors erupted erupts
escalate escalated escalates escalating escalation escape escaped escaping escort especially esper espionage
espn essay essential essentially essentials est establish established establishes establishing establishment
estate estimate estimated estimates estimation etats etc eternal etf etfs ethereum ethical ethics ethiopia
ethiopian ethnic etihad euphoria euro eurobond europe european euros eurozone evacuate evacuated evacuation
evade evaluate evaluated evaluates evaluating evaluation evaluations evan evasion eve even evening event
events eventually ever every everybody everyday everyone everything everywhere eviction evidence evident
evil evolution evolve evolved evolves evolving evs exacerbated exact exactly exam examination examine
examiner examines examining example examples exceed exceeded exceeding exceeds excel excellence excellency
excellent except exception exceptional exceptions excess excessive exchange exchangeable exchanged exchanges
exchequer excited excitement exciting exclude excluded excludes excluding exclusion exclusive exclusively
excuse excuses exec execs executable execute executed executing execution executive executives exempt
exemption exemptions exercize exercized exercizes exercizing exhausted exhibit exhibition exist existed
existence existential existing exists exit exits exodus expand expanded expanding expands expansion expect
expectation expectations expected expecting expects expedite expedition expel expenditure expenditures
expense expenses expensive experience experienced experiences experiencing experiment experimental
experimentation experimenting experiments expert expertize experts expiration expire expired expires explain
explained explainer explaining explains explanation explicit explicitly exploded exploding exploit
exploitation exploited exploiting exploits exploration exploratory explore explored explorer explores
exploring explosion explosions explosive explosives expo export exported exporters exporting exports expose
exposed exposes exposing exposure express expressed expresses expressing expression expressions extend
extended extending extends extension extensions extensive extent external extinction extortion extra extract
extraction extracts extradition extraordinarily extraordinary extreme extremely extremism extremist exxon
eye eyed eyeing eyes faa fable fabric fabricated fabrication face facebook faced faces facial facilitate
facilitated facilitating facilities facility facing fact factbox factor factories factors factory facts
factual fades fading fail failed failing fails failure failures fair fairly fairness fait faith faithful
fake faked falcon falcons fall fallen falling fallout falls false falsely fame familiar families family
famous fan fancy fani fannie fans fantastic fantasy far farage fare fares farewell fargo farm farmer farmers
farming farms fascinating fashion fast faster fastest fat fatal fatalities fatally fate father fatigue
fattah fauci fault faulty favor favorable favored favorite favorites fbi fca fcc fda fear feared fears
feasibility feat feature featured features featuring feb february fed federal federally federated federation
fedex feds fee feed feedback feeds feel feeling feelings feels fees feet fell fellow felony felt fema female
fence fentanyl ferguson ferrari ferry fertility fertilizer fest festival festive fetch feud fever few fewer
fiasco fiat fiber fiction fidelity field fields fierce fifa fifth fifty fight fighter fighters fighting
fights figma figure figures file filed files filibuster filing filings fill filled filling film filmed
filming filmmaker films filter filtering filters final finale finalize finalized finalizing finally finals
finance finances financial financialcontent financially financials financier financing find finding findings
finds fine fined finer fines finest finger fingerprint finish finished finishing finite finland finnish
fintech fiona fire firearm firearms fired firefighters firefox fires fireworks firing firm firmer firmly
firms firmware first fiscal fish fisher fishing fit fitbit fitness fits five fix fixed fixes fixing fla flag
flagged flags flagship flames flash flat flaw flawed flaws fled flee fleeing fleet fletcher flew flex
flexibility flexible flies flight flights flip float floated floating floats flock flood flooded flooding
floods floor floors flores florida flow flowers flowing flown flows floyd flu fluid flurry flutter flux fly
flying flynn focus focused focuses focusing fog fold foldable folding folks follow followed followers
following follows font fonts food foods fool foot footage football footprint for forbes force forced forces
forcing ford forecast forecasting forecasts forefront foreign foreigners forensic forest forests forever
forex forge forged forget forging forgiveness forgotten fork form formal formally format formation formats
formed former formerly forming forms formula fort forth forthcoming fortnite fortress fortune fortunes forum
forums forward fossil foster fostering fought found foundation foundational foundations founded founder
founders founding four fourth fox foxconn fracking fraction fragile fragmented frame framed frames framework
frameworks framing franc france franchize franchizes francis francisco franco francs frank frankfurt
franklin frankly frappes fraser fraud fraudulent fred free freed freedom freedoms freely freeze freezes
freezing freight french frenzy frequency frequent frequently fresh fret frey friction friday fried friend
friendly friends friendship from front frontier frontiers frontline frontlines frost froze frozen fruit
frustrated frustration ftc ftse fucking fuel fueled fueling fuelled fuels fulfiling fulfill full fully
fulton fumio fun function functional functionality functioning functions fund fundamental fundamentally
fundamentals funded funding fundraizer fundraizing funds funeral funnel funny furious furlough furniture
further fury fusion future futures futuristic gabriel gadget gadgets gaetz gag gaggle gain gained gaining
gains gala galactic galaxy gallagher gallery gallon gamble gambling game gameplay gamer gamers games
gamestop gaming gang gangs gap gaps garbage garcia garden gardens garland garmin garner garrett gary gas
gases gasoline gate gated gates gateway gather gathered gathering gatherings gatt gauge gaussian gave gavin
gay gaza gazette gdp gdpr gear gearing gears gemini gemma gems gen genai gencorp gender gene general
generalization generalize generally generals generate generated generates generating generation generational
generations generative generator generators generic generosity generous genesis genetic genetically geneva
genius genocide genre gentleman genuine genuinely geo geoffrey geometric geometry geopolitical george
georgia geothermal german germany get gets getting getty gguf ghana ghislaine ghosn ghost gianni giant
giants gift gifted gifts gig gigantic gigawatts gilead gill gina girl girlfriend girls git github gitlab
giuliani give given gives giving glad glance glasgow glass glasses glencore glenn glimpse glitch glm global
globally globe globes gloom glorious glory glp glyphosate gmail gmt gnu goal goals god goes going gold
golden goldman golf gone gonna good goodbye goods google gop gordon gorsuch got gotten gouvernement gov
govern governance governed governing government governmental governments governor governors govt gps gpt gpu
gpus grab grabbed grabs grace grade grades gradient gradual gradually graduate graduates graham grain
grained grains grammy grand grande grant granted granting grants graph grapheneos graphic graphics graphql
graphs grapple grapples grappling grassroots grateful gratitude grave gravity gray great greater greatest
greatly greatness greece greek green greene greenhouse greenland greenspan greet greetings greg greggs
gregjarboe grew grid grids grief grieve grim grip grips groceries grocery grok gross ground groundbreaking
grounded grounding grounds groundwork group groups grow growers growing grown grows growth gta guarantee
guaranteed guarantees guard guardian guardrails guards guatemala guerre guess guest guests gui guidance
guide guided guidelines guides guiding guilders guilty guinea gulf gun gunman guns gustavo gut guthrie guy
guys gym haaland habit habits hack hacked hacker hackers hacking hacks had hail hailed hailing hails hair
haiti haitian hakeem haley half halftime hall halloween halls halo halt halted halting halts halve hamas
hamilton hammer hammond hampshire hand handed handful handheld handle handled handles handling hands hang
hanging hannah hannity hantavirus happen happened happening happens happier happiness happy harassment
harbaugh harbor hard harder hardest hardship hardware hardworking harley harm harmed harmful harms harness
harnesses harold harper harris harry harsh hartford harvard harvest harvey has haskell hassabis hat hatch
hate hated hathaway haul have haven havens having hawaii hawaiian hawk hawks hazard hbo head headed heading
headline headlines headphone headphones headquarters heads headset headwinds heal healing health healthcare
healthier healthy hear heard hearing hearings hears heart heartbreaking heartfelt hearts heat heated heather
heathrow heating heats heatwave heavily heavy hedge heels hefty hegseth height heightened heights heinz heir
held helen helene helicopter helicopters hell hello helm help helped helpful helping helps hemisphere henry
her herald herd here hereby heritage hermes hero heroes hers herself herzog heterogeneous hethr hewlett hey
hezbollah hhs hiatus hicks hidden hide hides hiding hierarchical hierarchy high higher highest highlight
highlighted highlighting highlights highly highs highway highways hijack hike hikes hill hillary hills
hilton him himself hinder hinge hinges hint hints hip hire hired hires hiring his hispanic historian
historic historical historically history hit hitler hits hitting hiv hmrc hoax hobby hochul hockey hog hogs
hold holder holders holding holdings holds hole holes holiday holidays holland hollywood holmes holocaust
holy home homeland homeless homelessness homeowners homepage homer homes hometown honda honduras honest
honestly honesty hong honor honorable honored honoring honors hood hook hop hope hoped hopeful hopefully
hopes hoping horizon hormuz horne horowitz horrible horrific horror horse hospital hospitality
hospitalizations hospitalized hospitals host hostage hostages hosted hostile hostilities hosting hosts hot
hotel hotels hottest hour hours house household households houses housing houston houthi houthis how howard
however hsbc html http https huang huawei hub hubble hubs huckabee hudson huffpost huge hugging huggingface
hughes hugo hulu human humanitarian humanity humanoid humans humble hundred hundreds hungary hunger hungry
hunt hunter hunters hunting hurdle hurdles hurricane hurricanes hurt hurting hurts husband hush hutton
hybrid hydrogen hydroxychloroquine hynix hype hyper hyperscalers hypersonic hypothesis hyundai ian ibm
ibrahim icahn icc ice iceland icloud ico icon iconic icons icymi idaho ide idea ideal ideals ideas identical
identification identified identifies identify identifying identities identity ideological ideology idf idle
ieepa ign ignore ignored ignoring igor iii ikea ill illegal illegally illegitimate illicit illinois illness
illnesses illusion image imagery images imagesfollow imagesthe imagine imaging imf immediate immediately
immense immersive immigrant immigrants immigration imminent immune immunity immunization impact impacted
impactful impacting impacts impasse impeach impeached impeachment impending imperative imperial implant
implement implementation implementations implemented implementing implements implications implicit import
importance important importantly imported importers importing imports impose imposed imposes imposing
impossible impractical impress impressed impression impressive imprisoned improper improperly improve
improved improvement improvements improves improving inability inaccurate inadequate inadvertently
inappropriate inaudible inaugural inaugurated inauguration inbox inc incentive incentives inch inches
incident incidents inciting include included includes including inclusion inclusive income incomes incoming
incomplete inconsistent incorporated incorporates incorporating incorrect increase increased increases
increasing increasingly incredible incredibly incremental incrimination incurred incursion indeed indefinite
indefinitely independence independent independently index indexes indexing india indian indiana indianapolis
indicate indicated indicates indicating indication indications indicator indicators indict indicted
indictment indictments indie indies indigenous indirect indirectly individual individuals indo indonesia
indonesian indoor induced industrial industrialized industrials industries industry ineffective
inefficiencies inequality inevitable infamous infant infantino infected infection infections infectious
inference infinite inflammatory inflated inflation inflationary inflows influence influenced influencer
influencers influencing influential influx info inform informal information informed infra infrastructure
infringed infringement infusion ing ingredients inherent inherited initial initially initiate initiated
initiative initiatives injection injunction injured injuries injuring injury injustice ink inks inner
innocent innovate innovation innovations innovative innovators input inputs inquiries inquiry ins insane
insecurity inside insider insiders insight insights insist insisted insisting insists inspection inspections
inspector inspectors inspiration inspire inspired inspiring instability instagram instaled instaling install
installation installations installment installs instance instances instant instantly instead institute
institutes institution institutional institutions instructed instruction instructions instructs instrument
instruments insufficient insurance insured insurer insurers insurrection intact integral integrate
integrated integrates integrating integration integrations integrity intel intellectual intelligence
intelligent intend intended intends intense intensified intensifies intensify intensifying intensity
intensive intent intention intentional intentionally intentions inter interact interaction interactions
interactive interagency interbank intercept intercepted interest interested interesting interests interface
interfaces interfere interfered interference intergovernmental interim interior intermediate intern internal
internally international internationally internet interpret interpretability interpretation interpreted
interpreter interrupted intersection interstate intervene intervened intervention interventions interview
interviewed interviews intimate intimidation into intrinsic intro introduce introduced introduces
introducing introduction intrusion intuition intuitive invade invasion invasive invented inventories
inventory inverse invest invested investigate investigated investigates investigating investigation
investigations investigative investigators investing investment investments investor investors invests
invisible invitation invite invited invites inviting invoke invoked invokes invoking involve involved
involvement involves involving ios iowa ipad iphone iphones ipo ipod ipos iran iranian iranians iraq iraqi
ireland irish iron ironclad irregular irregularities irresponsible irs isaac ishares isis islamabad islamic
island islands isnt isolate isolated isolation israel israeli israelis iss issuance issue issued issuer
issues issuing istanbul istock italian italy item items iteration iterative its itself itv ivan ivanka ive
ivory jack jackson jacksonville jacob jacques jae jaguar jaguars jail jailbreak jailed jakarta jake jamaica
jamal james jamie jan jane janeiro janet january japan japanese jared jason java javascript javier jaw jay
jays jazeera jazz jean jeff jefferies jefferson jeffrey jeffries jen jenner jennifer jensen jeopardize
jeopardy jeremy jerome jerry jersey jerusalem jessica jesus jet jetblue jets jewel jewelry jewish jews jill
jim jimmy jinping jira jitters job jobless jobs joe joel john johnson join joined joining joins joint
jointly joke jokes jon jonathan jones jong jordan jorge jose joseph josh joshua journal journalism
journalist journalists journey jours joy jpmorgan jquery json juan judge judges judgment judicial judiciary
juice juillet julia julian julie july jump jumped jumping jumps june jungle junior junk jupiter jurisdiction
jurisdictions jury just justice justices justification justified justify justin kabul kalshi kamala kansas
kaplan karachi karen karine karl karoline karpathy kash kashmir kate katherine kathy katie kavanaugh kay
keegan keen keep keeping keeps keir keith kelce kelly kellyanne kemp ken kennedy kenneth kent kentucky kenya
kenyan kept kernel kerry ketanji kevin key keyboard keynote keys keystone keyword keywords khamenei khan
khashoggi kick kicked kicking kicks kickstarter kid kidding kidnapped kidnapping kids kiev kiffin kill
killed killer killers killing killings kills kilometers kim kimi kimmel kind kindle kindness kinds king
kingdom kings kirby kirk kishida kiss kit kitchen kits kkr klein klm knee knew knicks knife knight knock
knocked know knowing knowingly knowledge known knows kobe kong korea korean kpop kraft kremlin kris kristen
kristi kroger kubernetes kudlow kurdish kurt kushner kuwait kuwaiti kyiv kyle lab label labeled labeling
labels labor laboratories laboratory labs lack lacked lacking lackluster lacks laden ladies lady lael
lagarde lago lags lahore laid lake lakers lakes lakh lambda lambert lance land landed landing landlords
landmark lands landscape landslide lane language languages lanka lapse laptop laptops large largely larger
largest larry las laser last lasted lasting late lately latency latent later latest latin latino latter
laugh laughing laughs laughter launch launched launches launching laundering laura lauren law lawful
lawmaker lawmakers lawn lawrence laws lawson lawsuit lawsuits lawyer lawyers lay layer layers laying layoffs
layout layouts lays lazy lbs lead leader leaders leadership leading leads league leak leaked leaking leaks
lean leaning leans leap learn learned learning learns lease leases leasing least leather leave leaves
leaving leavitt lebanese lebanon lebron led lee leeds leer left leg legacy legal legality legally legend
legendary legends legion legislation legislative legislators legislature legitimate lego legs lehman leisure
lender lenders lending length lengthy lenovo lens leo leon leonard les less lesson lessons let lethal
letitia lets letter letters letting leur leurs lev level levels leverage leveraged leverages leveraging levi
levies levy lewandowski lewis leyen lgbtq lgbtqi liabilities liability liable liam liberal liberals
liberation liberia liberties liberty libraries library libya license licensed licenses licensing lie lied
lies lieu lieutenant life lifecycle lifeline lifelong lifestyle lifetime lift lifted lifting lifts light
lighter lighting lightning lights lightweight like liked likelihood likely likes lilly limbo limit
limitation limitations limited limiting limits lincoln linda lindsey line linear linebacker lines lineup
linger link linked linkedin linking links linus linux lion lions liquefied liquid liquidation liquidity lire
lisa lisp list listed listen listening listing listings lists lite literally literature lithium litigation
little littler live lived livelihoods liverpool lives livestream living liz llama llc llm llms lloyd lloyds
llp lng load loaded loading loads loan loans lobbied lobby lobbying lobbyist lobbyists local locally locals
located location locations lock lockdown lockdowns locked locker lockheed locks log logic logical login
logistics logo logos logs lon london lone long longer longest longevity longstanding longtime look looked
looking looks loom looming looms loop loophole loopholes loops loose loot lord lore los lose loser losers
loses losing loss losses lost lot lots lottery lotus loud louder louis louisiana louvre love loved loves
loving low lowe lower lowered lowering lowers lowest lows loyal loyalty lsu ltd lucas luck lucky lucrative
lufthansa luis luke lula lumber luna lunar lunch lung lure luther lutnick luxembourg luxury lvmh lyft lying
lynch mac macbook machado machine machinery machines macos macro macron macs macy mad madam made madison
madness madrid maduro mae maga magazine magic magical magnetic magnificent magnitude maha maharashtra maiden
mail main maine mainland mainly mainstream maintain maintained maintainers maintaining maintains maintenance
maize major majority majors make makeover maker makers makes making malaysia malaysian male mali malicious
mall malware mamdani man manafort manage managed management manager managers manages managing manchester
manchin mandate mandated mandates mandating mandatory manger manhattan manifesto manila manipulate
manipulated manipulation manner manning mansion manual manually manuel manufacture manufactured manufacturer
manufacturers manufacturing manus many map mapping maps mar marathon marc march marched marching marco
marcus margaret margin margins maria marie marijuana marine marines mario maritime marjorie mark markdown
marked market marketed marketers marketing marketplace marketplaces markets marking markov marks marriage
married marriott mars marshall mart martech martial martin martinez martinibuster marty marvel mary maryland
mask masked masking masks mason mass massachusetts massacre massive massively master mastercard mastering
masters mastodon match matched matches matching matchup mate material materials maternal math mathematical
mathematics matrix matt mattel matter matters mattgsouthern matthew mattis mature maturing maturities
maturity max maximize maximum maxwell may maybe mayor mayorkas mayors mccabe mccain mccarthy mcclatchy
mcconnell mcdonald mcdonnell mcgahn mcmaster mcp mcu meadows meal meals mean meaning meaningful means meant
meanwhile measurable measure measured measurement measurements measures measuring meat mechanical mechanics
mechanism mechanisms medal meddling media median medicaid medical medicare medication medications medicine
medicines mediterranean medium meet meeting meetings meets mega megawatt meghan melania melbourne meloni
meltdown member members membership meme memes memo memorable memorandum memorial memories memory memos
memphis men menace mental mention mentioned mentions mentor menu mercantile mercedes merchandize merchant
merchants merck mercredi mercury mere merely merge merged merger merging merit merkel merrick merrill mess
message messages messaging messenger messi messy met meta metadata metal metals meter meters methane method
methodologies methodology methods metric metrics metro metropolitan mets mexican mexico miami mic mice mich
michael michelle michigan mick mickey micro microcontroler micron microphone microsoft mid middle mideast
midfielder midlands midnight midst midterm midterms midway midwest might mighty migrant migrants migrating
migration miguel mike milan mild mile miles milestone militaire militaires militants military militia
militias milk mill miller milley million millionaire millionaires millions mills milwaukee mimic min mind
minds mine minecraft miner mineral minerals miners mines mini minimal minimalist minimax minimize minimizing
minimum mining minister ministerial ministers ministre ministry minneapolis minnesota minor minorities
minority minors mint minus minute minutes miracle mirror mirrors misalignment misconduct mishandling
misinformation mislead misleading misled miss missed misses missile missiles missing mission missions
mississippi missouri mistake mistakes mistral misuse misused mit mitch mitchell mitigate mitigating
mitigation mitsubishi mix mixed mixing mixture miyazawa mlb mln mnuchin mob mobil mobile mobility mobilized
mobilizing mock mocked mod mode model modeled modeling models moderate moderated moderation moderator modern
moderna modernization modernize modernizing modes modest modestly modi modification modified modify
modifying modular module modules moe mohamed mohammed moins molecular molecules mom moment moments momentum
monaco monday monde monetary monetization money monica monitor monitored monitoring monitors monopoly monroe
monsanto monster monsters montana month monthly months montreal monument monuments mood moody moon moonshot
moore moral moratorium more morgan morning mornings morocco morris morrison mortality mortar mortgage morts
moscow mosque most mostly mother mothers motion motivated motivation motor motorola motors mou mount
mountain mountains mounted mounting mounts mourn mourning mouse mouth move moved movement movements moves
movie movies moving moyen mozilla mps mrs msnbc mtg mths mtp much mueller mulls multi multibillion
multilateral multilingual multimillion multimodal multinational multiplayer multiple mulvaney mumbai munich
municipal munitions murder murdered murders murdoch murphy murray muscle muse museum music musical musician
musicians musk muslim muslims must muted mutual mutually mvp myanmar myers myself mysterious mystery myth
mythos myths myung nadella nadler nafta nakasone naked name named names naming nancy nano narco narendra
narrative narrow narrowed narrowly narrows nasa nasdaq nashville nasty natalie nate nation national
nationale nationality nationally nationals nations nationwide native nato natural naturally nature nautilus
naval navarro navigate navigating navigation navy nazi nba nbc ncaa nea neal near nearby nearing nearly
nears nebraska nec necessarily necessary necessity neck need needed needing needs negative neglect negotiate
negotiated negotiating negotiation negotiations negotiator negotiators neighbor neighborhood neighborhoods
neighboring neighbors neil neither nelson nemotron neo neon nepal nervous nest nestle net netanyahu netflix
netherlands nets network networking networks neural neurons neutral neutrality nevada never nevertheless new
newcastle newer newest newly newmont newport news newsletter newsom newspaper newspapers newsroom newsweek
newswire next nexus nfc nfl nginx nhs nicaragua nicaraguan nice niche nicholas nichols nick nicolas nicole
nielsen nifty nigel nigeria nigerian night nightclub nightmare nights nike nikkei nikki nil nils nine ninja
nintendo ninth nippon nissan nist nixon noah nobel noble nobody nod node nodes noem noise noisy nokia nolan
nominate nominated nomination nominations nominee nominees nomura non none nonlinear nonpartisan nonprofit
nonsense noon nor nord nordisk norm normal normally norms north northeast northeastern northern northwest
northwestern norway norwegian nostalgia not notable notably note notebook notebooks noted notes nothing
notice noticed notification notifications notified notify noting notion notorious nottingham nouveau nov
nova novartis novel november novo now nowhere npm npr nsa nsc nsw nuclear nuggets nuit number numbers
numerous nunes nurphoto nurse nurses nursing nutrition nvda nvidia nyc nyse nyt oak oakland oath oauth obama
obamacare obesity obituary object objected objections objective objectives objects obligation obligations
obrador obscur observability observation observations observe observed observer observers obsession obsolete
obstacle obstacles obstruct obstructed obstructing obstruction obtain obtained obtaining obvious obviously
ocasio occasion occasionally occasions occidental occupied occur occurred occurring occurs ocean oceans oct
october oculus odd odds odi odyssey oecd ofcom off offender offense offenses offensive offer offered
offering offerings offers office officer officers offices official officially officials offline offs
offseason offset offshore often ohio oil oilfield oils okay oklahoma old older oldest ole oled oligarch
oliver olivia olympic olympics oman omar omb omicron omni onboard oncato once one ones ongoing online only
onmicrosoft onshore ont ontario onto onunit opec open openai openbsd openclaw opened opener opening openings
openly openrouter opens oper opera operate operated operates operating operation operational operations
operative operatives operator operators opinion opinions opioid opioids opponent opponents opportunities
opportunity oppose opposed opposes opposing opposite opposition ops opt opted optical optics optimal
optimism optimistic optimization optimizations optimize optimized optimizes optimizing option optional
options opus oracle oral orange orbit orbital orchestrated orchestration order ordered ordering orderly
orders ordinary ore oregon org organ organic organization organizational organizations organize organized
organizers organizing orient orientation oriented origin original originally origins orion orlando orleans
orthodox ortiz osaka oscar oscars otcmkts other others otherwize ottawa ounce our ours ourselves oust ousted
ouster out outage outages outbreak outbreaks outcome outcomes outcry outdated outdoor outer outfielder
outgoing outlet outlets outline outlined outlines outlining outlook outperform outperforming outperforms
output outputs outrage outraged outrageous outreach outright outside outsourcing outstanding oval over
overall overcome overcoming overdose overdue overflow overhaul overhead overlooked overly overnight
overreach override overseas oversee overseeing oversees oversight overtime overturn overturned overturning
overview overviews overwhelmed overwhelming overwhelmingly owe owed owes owing own owned owner owners
ownership owning owns oxford oxygen ozempic pablo pac pace pacific pack package packaged packages packaging
packard packed packers packing packs pact pad page pages paid pain painful paint painting pair paired pairs
pakistan pakistani palace palantir palestine palestinian palestinians palm palmer palo pam pan panama
pandemic panel panels panic panther panthers papa papadopoulos paper papers par parade paradigm paradize
paradox parallel paralyzed parameter parameters paramount pardon pardoned pardons parent parental parents
paris park parked parker parking parks parliament parliamentary parnas parole parsing part partial partially
participants participate participated participating participation particular particularly parties partisan
partly partner partnered partnering partners partnership partnerships parts party pas paso pass passage
passed passenger passengers passes passing passion passive passport passports password passwords past pat
patch patched patches patching patel patent patents path paths pathway pathways patience patient patients
patrick patriot patriots patrol pattern patterns paul paulo pause paused pauses pausing pave paves paving
pay payable paycheck payday paying payload payment payments payout payouts paypal payroll payrolls pays pbs
pcs pct pdf pdfs pdt pdvsa peabody peace peaceful peak peaked pearl pedro peer peers peking pelosi pen
penalties penalty pence pending peninsula pennsylvania penny pension pensions pentagon people peoples
peoplesoft pepsico per perceived percent percentage perception perez perfect perfectly perform performance
performances performed performers performing performs perhaps peril period periods perkins perks permanent
permanently permission permissions permit permits permitted permitting perplexity perry persecution persian
persist persistent person persona personal personality personalization personalized personally personnel
personnes persons perspective perspectives persuade peru pervasive pet pete peter peters petition petro
petrobras petrol petroleum pets peugeot pfizer phantom pharma pharmaceutical pharmaceuticals pharmacies
pharmacy phase phased phenomenon phil philadelphia philip philippine philippines phillips philosophy
phishing phoenix phone phones photo photograph photographed photographer photographs photography photos php
phrase physical physically physician physicians physicists physics picaro pichai pick picked picking picks
pickup picture pictured pictures piece pieces piedmont pierre pile pill pillar pillars pills pilot pilots
pinch pink pinterest pioneer pioneering pipe pipeline pipelines pipes piracy pirate pirates pistons pitch
pitched pitcher pitches pitching pitfalls pitt pittsburgh pivot pivotal pixel pixels pizza place placed
placement places placing plagued plain plains plaintiffs plan plane planes planet planets planned planner
planning plans plant plants plasma plastic plastics plate platform platforms play playable playback playbook
played player players playground playing playoff playoffs plays playstation plc plea plead pleaded pleads
please pleased pleasure pledge pledged pledges pledging plenty plot plotting plug plugin plugins plummet
plummeted plunge plunged plunges plunging plus plusieurs pocket pockets podcast podcasts poet point pointed
pointing points poised poison poisoning pokopia poland polar police policies policing policy policymakers
polish political politically politician politicians politico politics poll polled polling polls pollution
polymarket pompeo pool poor poorest poorly pop pope popular popularity population populations populist
populous pore pork porn porsche port portable portal ported porter portfolio portion portions portland
portrait ports portugal portuguese pose posed poses posing position positioned positioning positions
positive possession possibilities possibility possible possibly post postal posted poster posters postgres
postgresql posting postings postmaster postpone postponed postpones posts postseason posture potential
potentially potter poultry pound pounds pour poured poverty powell power powered powerful powerhouse
powering powers ppc practical practically practice practices practitioners praize praized praizes pratley
pratt prayer prc pre precedent precedents precious precision precize predator predatory predecessor predict
predictable predicted predicting prediction predictions predictive predicts prefer preference preferences
preferred pregnancy pregnant preliminary premature premier premiere premium premiums premize preorder prep
preparation preparations prepare prepared preparedness prepares preparing prescription presence present
presentation presented presenting presents preservation preserve preserved preserving presidency president
presidential presidents press pressed presses pressing pressure pressured pressures pressuring prestigious
presumed pretax pretrained pretty prevalence prevalent prevent prevented preventing prevention prevents
preview previewing previews previous previously price priced prices pricing pride primarily primark primary
prime prince princess principal principle principles print printed printer printers printing prior
priorities prioritize prioritized prioritizes prioritizing priority prison prisoner prisoners prisons
privacy private privately privatization privilege privileges prix prize prnewswire pro proactive
probabilistic probably probe probes probing problem problematic problems procedural procedure procedures
proceed proceeding proceedings proceeds process processed processes processing processor processors
proclaimed proclamation procurement produce produced producer producers produces producing product
production productive productivity products professional professionals professor profile profiles profiling
profit profitability profitable profits profound program programmer programmers programming programs
progress progressive prohibit prohibited prohibiting prohibition prohibits project projected projecting
projection projections projects proliferation prolonged prominent promize promized promizes promizing promo
promote promoted promotes promoting promotion promotions prompt prompted prompting prompts prone proof prop
propaganda propel propeled proper properly properties property proposal proposals propose proposed proposes
proposing proprietary propublica pros prosecute prosecuted prosecution prosecutions prosecutor prosecutors
prospect prospects prospectus prosperity prosperous protect protected protecting protection protectionism
protections protective protects protein proteins protest protesters protesting protestors protests protocol
protocols prototype proud proudly prove proved proven provenance proves provide provided providence provider
providers provides providing province provinces provincial proving provision provisional provisions
provocative proxies proxy pruitt psa psaki psychological psychologist pub public publication publications
publicly publish published publisher publishers publishes publishing pubs puerto pull pullback pulled
pulling pulls pulse pump pumping pumps punch punish punishing punishment punitive punjab purchase purchased
purchases purchasing purdue pure purge purple purpose purposes pursuant pursue pursued pursuing pursuit push
pushback pushed pushes pushing put putin puts putting puzzle puzzles pyongyang pypi pyramid python pytorch
qantas qatar qtly qtr quad quake qualcomm qualified qualify quality quantitative quantization quantum
quarantine quarter quarterback quarterfinal quarterly quarters que quebec queen queens queensland quell
queries query quest question questionable questioned questioning questions queue qui quick quickly quiet
quietly quit quite quits quitting quiz quo quot quota quotas quote quoted quotes quoting qwen rabbit race
races rachel racial racing racism racist radar radeon radiation radical radio raffensperger rag rage raging
raid raided raiders raids rail railroad rails railway railways rain rainfall rains raise raised raises
raising rallied rallies rally rallying ralph ram ramp rampant ramping ramps rams ran ranchers rand randall
random randy range rangers ranging rank ranked ranking rankings ranks ransomware rape rapeseed rapid rapidly
rapists rapper rare rarely raspberry ratcliffe rate rated rates rather ratification rating ratings ratio
rationale rattles ravaged ravens raw ray raymond raytheon rbi rbs rce reach reached reaches reaching react
reacted reaction reactions reactive reactor reactors reacts read readable reader readers readies readiness
reading readout reads ready reaffirm reaffirmed reaffirming reaffirms reagan real realism realistic
realities reality realization realize realized realizing really realtime realty reason reasonable reasonably
reasoning reasons reassure rebate rebecca rebel rebellion rebels rebirth reboot rebound rebounds rebuild
rebuilding rebuke recaled recaling recall recalls recap receipts receive received receiver receives
receiving recent recently reception recess recession recipe recipes recipient recipients reciprocal reckless
reckoning reclaim recognition recognize recognized recognizes recognizing recommend recommendation
recommendations recommended recommending recommends recommit reconciliation reconsider reconstruction record
recorded recording recordings records recover recovered recovering recovers recovery recreation recruit
recruiting recruitment recurrent recurring recursive recycling red redacted reddit redeem redeemable
redefine redefining redemption redesign redesigned redirect redis redistricting reduce reduced reduces
reducing reduction reductions redundant reed reelection reeling reels reeves refer reference references
referendum referral referred referring refers refinancing refine refined refineries refiners refinery
refining reflect reflected reflecting reflection reflects reform reforming reforms refresh refuge refugee
refugees refund refunds refusal refuse refused refuses refusing regain regard regarded regarding regardless
regime regimes region regional regions register registered registration registry regression regret regrets
regular regularly regulate regulated regulating regulation regulations regulator regulators regulatory
rehabilitation reid reign rein reinforce reinforced reinforcement reinstate reinstated reinstating
reiterated reiterates reject rejected rejecting rejection rejects related relating relation relations
relationship relationships relative relatively relatives relaxed relaxing relay release released releases
releasing relentless relevance relevant reliability reliable reliably reliance reliant relied relief relies
religion religious relocate relocation reluctant rely relying remain remainder remained remaining remains
remake remark remarkable remarks remember remembered remembering remembers remembrance remind reminded
reminder reminding reminds remix remote remotely removal remove removed removes removing renaissance renamed
renault render rendered rendering renee renew renewable renewables renewal renewed renews renowned rent
rental reopen reopened reopening reopens reorganization rep repair repairing repairs repay repayment repeal
repealing repeat repeated repeatedly repeating repercussions replace replaced replacement replaces replacing
replied replies reply repo report reported reportedly reporter reporters reporting reports repos
repositories repository represent representation representations representative representatives represented
representing represents repression reprieve reproducibility reproducible reproductive reps republic
republican republicans repurchase repurchases reputable reputation request requested requesting requests
requiem require required requirement requirements requires requiring rescheduling rescind rescinded
rescinding rescue rescued rescuers research researcher researchers researches reservations reserve reserved
reserves reset reshape reshaped reshapes reshaping residence residency resident residential residents
residual resign resignation resigned resigning resigns resilience resilient resist resistance resistant
resisted resolution resolutions resolve resolved resolving resort resorts resource resources respect
respected respective respectively respects respiratory respond responded responders responding responds
response responses responsibilities responsibility responsible responsibly responsive rest restart restated
restaurant restaurants restoration restore restored restores restoring restraining restraint restrict
restricted restricting restriction restrictions restrictive restricts restructure restructuring result
resulted resulting results resume resumed resumes resuming resurgence retail retailer retailers retain
retained retaining retains retaliate retaliation retaliatory retention rethink rethinking retire retired
retirees retirement retires retiring retreat retreats retrieval retrieve retro return returned returning
returns reunion reunite reunited reusable reuse reuter reuters rev revamp revamped revamps reveal revealed
revealing reveals revelation revelations revenge revenue revenues reversal reverse reversed reverses
reversing review reviewed reviewing reviews revision revisions revitalize revitalizing revival revive
revived revives reviving revize revized revoke revoked revokes revolt revolution revolutionary revolutionize
revolving revs reward rewarding rewards rewrite rewriting rex reynolds rfk rgb rhetoric rhode rica rice rich
richard richer richest richmond rick rico rid ride rider riders rides ridge ridiculous riding rifle rifles
rift rig rigged right rights rigorous ring rings rio riot rioters riots rip ripped ripple rips risc rise
risen rises rishi rising risk risked risking risks risky rival rivalry rivals river rivers rivian riyadh rnc
road roadmap roads rob robert roberts robin robinhood robinson roblox robot robotaxi robotic robotics robots
robust robustness rock rocked rocket rockets rocks rockstar rocky rod rodriguez roe roger rogers rogue roi
rok roku role roles roll rollback rolled rolling rollout rolls roman romance romania romantic rome ron
ronald roof rookie room rooms roosevelt root rooted roots rose rosen rosenstein ross roster rotation
rotterdam rough roughly round rounded rounds roundtable roundup rout route router routers routes routine
routinely routing rover row roy royal royalties royalty royce rpg rss rtx rubber rubble ruben rubin rubio
ruby rudy ruin ruined rule ruled rules ruling rumble rumor rumored rumors run runaway runner running runoff
runs runtime runway rupee rupert rural rush rushed rushing russe russell russes russia russian russians
russie rust rwanda ryan ryanair ryzen saas sabotage sabrina sachs sack sacked sacks sacred sacrifice
sacrifices sad saddened safari safe safeguard safeguarding safeguards safely safer safety saga sagemaker
saharan said sailing sailors sainsbury saint sake salaries salary sale sales salesforce salman salomon salt
salvador salvage sam same samedi sample samples sampling samsung samuel san sanae sanction sanctioned
sanctions sanctuary sand sandbox sandboxes sanders sanofi sans santa santos sara sarah sat satellite
satellites satire satisfaction satisfied satisfy saturday satya saudi saudis savannah save saved savers
saves saving savings savvy saw say saying says scalability scalable scale scaled scales scaling scam scams
scan scandal scandals scanning scans scarce scare scared scary scattered scenario scenarios scene scenes
schedule scheduled schedules scheduling schema scheme schemes schiff schmidt scholar scholars school schools
schumer schwab sci science sciences scientific scientist scientists scope score scored scores scoring
scotland scott scottish scourge scramble scrambling scrap scraping scrapped scraps scratch screen screening
screens screenshot screenshots script scripts scroll scrutiny sdk sea seahawks seal sealed seals seamless
sean search searched searches searching sears seas season seasonal seasonally seasons seat seated seats
seattle sebastian sec second secondary seconds secrecy secret secretaries secretary secretly secrets section
sections sector sectors secure secured securely secures securing securities security seditious see seed
seedance seeds seeing seek seekers seeking seeks seem seemed seemingly seems seen sees segment seismic seize
seized seizes seizing seizure sejournal select selected selecting selection selective selects self sell
seller sellers selling selloff sells selon semafor semantic semi semiconductor semiconductors semifinals sen
senate senator senators send sending sends senegal senior seniors sens sensation sense senseless sensitive
sensor sensors sent sentence sentenced sentences sentencing sentiment sentinel seo seoul separate separated
separately separates separating separation separatist separatists sept september seq sequel sequence
sequences sequential sequoia sergey serial series serious seriously servants serve served server serverless
servers serves service services serving ses session sessions set setback setbacks sets setting settings
settle settled settlement settlements settler settlers settles settling setup seven seventh several severe
severely severity sex sexual sexualized sexually shadow shadows shah shake shaken shakes shakeup shaking
shale shall sham shame shameful shamrock shanghai shape shaped shapes shaping share shared shareholder
shareholders shares sharing shark sharma sharon sharp sharpest sharply shattered shaw shawn she shearson
shed sheds sheet sheets sheikh sheinbaum shelf shell shelter shelters shelves sheriff sherwood shield
shields shift shifted shifting shifts shine shines ship shipbuilding shipment shipments shipped shipping
ships shirt shirts shit shock shocked shocking shocks shoe shoes shook shoot shooter shooting shootings
shoots shop shopify shoppers shopping shops shore short shortage shortages shortcuts shorter shortfall
shortly shorts shot shots should shoulder show showcase showcased showcases showcasing showdown showed
shower showing shown showrunner shows shr shrink shrinking shrinks shrs shun shut shutdown shutdowns shuts
shuttered shutterstock shutting sick side sided sidelined sidelines sides siege siemens sierra sight sights
sign signal signaled signaling signals signature signatures signed significance significant significantly
signifies signing signs silence silent silently silicon silk silly silva silver sim similar similarity
simmons simon simple simpler simplicity simplified simplify simply simulated simulation simulations
simulator simultaneous simultaneously since sincere sincerely singapore singer singh single sink sinking
sinks sinners sir siri sister sit site sites sits sitting situation situations six sixth size sized sizes
skeptic skeptical skepticism sketch ski skies skill skilled skills skin skip skipped skipping sky skydance
skype slack slam slammed slams slash slashes slashing slate slated slaughter slavery sleep sleeping slew
slice slide slides slight slightly slim slip slipped slipping slips slop slow slowdown slowed slower slowest
slowing slowly slows sluggish slump slumps small smaller smallest smart smarter smartphone smartphones
smartwatch smash smashed smith smoke smoking smooth smuggling snag snap snapdragon snapping snaps snow
snowden soar soared soaring soars soccer social socialist societal societies society soft softbank software
soil sol solar sold soldier soldiers sole soleimani solely solemn solid solidarity solo solution solutions
solve solved solves solving somali somalia some somebody somehow someone something sometime sometimes
somewhat somewhere son sondland song songs sonic sonnet sonos sons sont sony soon sooner sopa sophisticated
sophistication sora soros sorrell sorry sort sorting sorts sought soul souls sound sounded sounds soup sour
source sourced sources sourcing south southeast southern southwest southwestern sovereign sovereignty soviet
sox soybean soybeans spa space spacecraft spaces spacex spain spam spammers span spanish spanning spare
spared spark sparked sparking sparks sparrow sparse spat spatial spdr speak speaker speakers speaking speaks
spec special specialist specialists specialized specialty species specific specifically specification
specifications specifics specified specify specs spectacular spectral spectrum speculation speculative
speech speed speeding speeds spell spells spencer spend spending spends spent sphere spicer spider spies
spike spikes spin spinning spinoff spiral spiraling spirit spirits splash split splits spoiler spoke spoken
spokesman spokesperson spokeswoman sponsor sponsored sponsors sponsorship sport sporting sports spot spotify
spotlight spots spotted spouse spouses sprawling spread spreading spreads spreadsheet spree spring springs
sprint spun spur spurred spurs spy spying spyware sql sqlite squad square squeeze sri ssd ssds ssh stability
stabilization stabilize stabilizing stable stack stacked stadium staff staffer staffers staffing stage
stages staggering stake stakeholders stakes stall stalled stalls stamp stamps stance stand standalone
standard standardized standards standing standoff stands standstill stanford stanley staple star starbucks
stark starlink starmer starring stars starship start started starter starting starts startup startups stat
state stated statement statements states statewide static stating station stationed stations statistical
statistics stats status statute statutory stay stayed staying stays steadfast steadily steady steal stealing
stealth steam steel steele steelers steep steer steering steers stellar stem stemming stems step stephanie
stephen stepped stepping steps sterling stern steve steven stewart stg stick sticking sticks stifle still
stimulate stimulus stochastic stock stockholders stockpile stockpiles stocks stokes stole stolen stoltenberg
stone stood stop stopped stopping stops storage store stored stores storied stories storing storm stormed
storms stormy story straight straightforward strain strained strains strait stranded strands strange
stranger strangers strategic strategies strategist strategy streak stream streamer streaming streamline
streamlined streamlines streamlining streams street streets strength strengthen strengthened strengthening
strengthens strengths stress stressed stretch stretching stricken strict stricter strictly strike striker
strikes striking string strings strip stripe stripped stripping stroke strong stronger strongest strongly
struck structural structure structured structures struggle struggled struggles struggling stuck student
students studied studies studio studios study studying stuff stunned stunning stunt stupid style styles
stylish sub subcommittee subdued subject subjected submarine submission submit submits submitted
subordinated subpoena subpoenaed subpoenas subscribe subscriber subscribers subscription subscriptions
subsequent subsidiaries subsidiary subsidies subsidy substance substances substantial substantially subtle
suburban subway succeed succeeded succeeding succeeds success successes successful successfully succession
successor such sucks sud sudan sudanese sudden suddenly sue sued sues suffer suffered suffering suffers
sufficient sugar suggest suggested suggesting suggestion suggestions suggests suicide suing suisse suit
suitable suite suited suits suk sullivan sum summaries summary summer summit sun sunak sundar sunday
sunlight sunset super supercomputer superhero superintelligence superior supermarket supermarkets superpower
superstar supervision supervisory supervized supplement supplemental supplied supplier suppliers supplies
supply support supported supporter supporters supporting supportive supports supposed suppress suppression
supremacy supreme sur sure surface surfaced surfaces surge surged surgeon surgery surges surgical surging
surpass surpassed surpasses surpassing surplus surprisingly surprize surprized surprizes surprizing
surrender surrounded surrounding surveillance survey surveyed surveys survival survive survived surviving
survivor survivors susan suspect suspected suspects suspend suspended suspending suspends suspension
suspicion suspicious sustain sustainability sustainable sustained sustaining suv suvs svg swap swaps swarm
swartz sway sweden swedish sweep sweeping sweet swept swift swiftly swim swimming swing swings swiss switch
switched switches switching switzerland sword sworn sydney symbol symbolic symbols symptoms sync syndicate
syndrome syntax synthesis synthetic syria syrian system systematic systematically systemic systems tab table
tables tablet tablets tabs tabular tackle tackles tackling taco tactical tactics tag tags tail tailored
tainted taiwan taiwanese takaichi take takeaway takeaways takeda takedown taken takeout takeover takeovers
takes taking tale talent talented tales taliban talk talked talking talks tall tallest tally tame tampa
tangible tank tanker tankers tanks tanzania tap tape tapes tapped taps target targeted targeting targets
tariff tariffs task tasked tasks taste tata taught tax taxes taxi taxpayer taxpayers taylor tea teach
teacher teachers teaches teaching team teaming teammate teams tear tears teased teaser teases tech
techcrunch technica technical technically technician technique techniques technological technologies
technology ted teen teenage teenager teenagers teens teeth tehran telecom telecommunications telecoms
teleconference telegram telegraph telephone telescope television televized tell telling tells temperature
temperatures template temporal temporarily temporary ten tenant tenants tencent tend tender tendered tenders
tennessee tennis tens tense tension tensions tensor tent tentative tenth tenure tepid term termed terminal
terminals terminate terminated terminates termination terms terrain terrible terrified terrifying
territorial territories territory terror terrorism terrorist terrorists terry tesco tesla test testament
tested testified testify testifying testimony testing tests texaco texans texas text textbook textbooks
textile texts textual tha thai thailand than thank thanked thanking thanks thanksgiving that the theater
theaters theatrical theft their them theme themed themes themselves then theodore theoretical theories
theory therapeutics therapies therapy there thereby therefore theresa thermal these thesis they thick thiel
thieves thin thing things think thinking thinks third thirds thirty this thomas thompson thomson thorough
those though thought thoughtful thoughts thousand thousands thread threads threat threaten threatened
threatening threatens threats three threshold threw thrift thriled thriler thrive thriving through
throughout throughput throw throwing thrown throws thursday thus thyssenkrupp ticket tickets tide tie tied
tier ties tiffany tiger tigers tight tighten tightening tightens tighter tightly tiktok till tillerson
tillis tilt tim timber time timed timeless timeline timelines timely times timetable timing tin tinto tiny
tip tipped tips tire tired tireless tirelessly titan titans title titled titles tobacco today todd toddler
together toilet tok token tokens tokyo told tolerance toll tom tomatoes tommy tomorrow ton tone tonight
tonne tonnes tons tony too took tool tooling toolkit tools top topic topics topped topping tops tor tore
tories torn toronto torture torvalds tory toshiba total totaled totaling totally tottenham touch touchdown
touched touches tough tougher toughest tour tourism tourist tourists tournament tours tout touted touting
touts toward tower towers town towns toxic toy toyota toys tps trace traces tracing track tracked tracker
trackers tracking tracks traction trade traded trademark trader traders trades trading tradition traditional
traditionally traditions traffic traffickers trafficking tragedy tragic trail trailer train trained trainer
training trains traitor traitors traits trajectories trajectory tranche trans transaction transactions
transatlantic transcript transcripts transfer transferred transferring transfers transform transformation
transformative transformed transformer transformers transforming transforms transgender transit transition
transitions translate translated translates translation translations transmission transmits transnational
transparency transparent transport transportation trap trapped trash trauma travel traveled traveler
travelers traveling travis treasure treasuries treasury treat treated treating treatment treatments treats
treaty tree trees trek tremendous trend trending trends tri trial trials triangle tribal tribe tribes
tribunal tribune tribute trick tricks tried tries trigger triggered triggering triggers trilateral trillion
trillions trim trimmed trims trinidad trio trip triple triples trips triumph trojan troll trolls troops
trophy tropical trouble troubled troubles troubling troy truce truck trucking trucks trudeau true truly
trump trust trusted trustworthy truth truths try trying tsa tsmc tsunami tube tucker tuesday tuition tumble
tumbled tumbles tune tuned tuning tunnel turbulence turbulent turing turkey turkish turmoil turn turnaround
turned turner turning turnover turns tutorial tvs tweaks tweet tweeted tweeting tweets twelve twenty twice
twilio twin twins twist twitter two tycoon tyler type typed types typescript typhoon typical typically
typing tyranny tyson uae uaw uber ubiquitous ubisoft ublock ubs ubuntu uefa ugly ukraine ukrainian
ukrainians ultimate ultimately ultimatum ultra unable unacceptable unaccompanied unanimous unanimously
unannounced unauthenticated unauthorized unavailable unaware uncertain uncertainties uncertainty unchanged
unchecked unclassified uncle unclear uncomfortable unconditional unconstitutional uncover uncovered under
undercut undergo undergoing underground underlying undermine undermined undermines undermining underrated
underscore underscored underscores underscoring underserved understand understanding understands understood
undertaken underwater underway underwriter underwriters underwriting underwritten undisclosed undo
undocumented une unemployed unemployment unequivocally uneven unexpected unexpectedly unfair unfairly
unfolded unfolding unfortunate unfortunately unicode unicredit unidentified unified uniform unilateral
unilaterally unilever unimaginable uninsured union unions unique uniquely unis unit unite united units unity
universal universe universities university unix unjustified unknown unlawful unlawfully unleash unleashed
unleashes unleashing unless unlike unlikely unlimited unlock unlocking unlocks unmanned unmatched unnamed
unnecessary unofficial unpaid unprecedented unpredictable unprovoked unreal unrelated unreleased unreliable
unresolved unrest unrestricted unsafe unsecured unseen unsigned unsloth unsolicited unspecified
unsubstantiated unsupported until unusual unusually unveil unveiled unveiling unveils unwanted unwavering
upbeat upcoming update updated updates updatesget updating upgrade upgraded upgrades upgrading upheaval
upheld uphold upholding uplift upload uploaded upon upper ups upset upside upstream upward uranium urban
urge urged urgency urgent urgently urges urging url urls ursula usa usability usable usage usaid usair usb
usd usda use used useful user users uses using usmca usps uss ussr usual usually utah utilities utility
utilization utilize utilized utilizes utilizing vacancies vacant vacation vaccinated vaccination
vaccinations vaccine vaccines vacuum vacuums vague valentine valid validate validated validation valley
valuable valuation valuations value valued values valve van vance vancouver vandalism vanguard vanished
vanity variable variables variant variants variation variety various vary varying vast vatican vaughan vault
vector vegan vegas vegetable vegetables vehicle vehicles vendor vendors venezuela venezuelan venezuelans
ventilators venture ventures venue venues venus vera verbal vercel verdict verge verifiable verification
verified verify verizon vermont versatile version versions versus vertical very vessel vessels vested
veteran veterans veto vetoed vetted vetting via viability viable viacom vibe vibrant vice vicious victim
victims victor victoria victory video videos vienna vietnam vietnamese view viewed viewer viewers viewing
viewpoint views vigorously vijay vikings villa village vim vintage violate violated violates violating
violation violations violence violent viral virgin virginia virtual virtually virtue virus viruses visa
visas visibility visible vision visit visited visiting visitor visitors visits visual visualization
visualizing visually visuals vital vitro vladimir vmware vocal vodafone vogue voice voiced voices void
volatile volatility volcker volkswagen volodymyr volume volumes voluntarily voluntary volunteer volunteers
volvo von vote voted voter voters votes voting vow vowed vowing vows vox vpn vram vulnerabilities
vulnerability vulnerable wade wage wages wagner wait waited waiting waitrose waive waiver waivers wake wales
walk walked walker walking walks wall wallen wallet wallets walls walmart walsh walt walter waltz walz wang
want wanted wanting wants war ward warehouse warfare warhammer warm warming warn warned warner warning
warnings warns warrant warrantless warrants warren warrior warriors wars warsaw warsh warships wartime wary
was wash washing washington waste wasted wasteful wasting watch watchdog watched watchers watches watching
water waters waterway waterways watson wave waves way waymo wayne ways weak weaken weakened weakening
weakens weaker weakest weakness wealth wealthy weapon weaponization weaponized weapons wear wearable
wearables wearing wears weather web webassembly webb webgl webinar website websites wedding wednesday week
weekday weekend weekly weeks wegovy weigh weighed weighing weighs weight weighted weights weird welcome
welcomed welcomes welcoming welfare well wellbeing wellness wells welsh went were west western wework whale
what whatever whatsapp wheat wheel wheels when whenever where wherever whether which while whistleblower
whistleblowers whitaker white whitney who whoever whole wholesale wholly whom whose why wickets wide widely
widened widening widens wider widespread widow wife wifi wikileaks wikipedia wilbur wild wildfire wildfires
wildlife wildly will willful william williams willing willingness willis wilmington wilson win wind windfall
winding window windows winds wine wing winner winners winning wins winter wipe wiped wipes wiping wire
wirecard wired wireless wisconsin wisdom wise wish wishes witch with withdraw withdrawal withdrawals
withdrawing withdrawn withdraws withdrew withheld withhold withholding within without withstand witness
witnessed witnesses wiz wizards wnba woes woke wolf wolverine wolves woman women won wonder wonderful
wondering wonders wood woodford woods woodward word wordpress words wore work workday worked worker workers
workflow workflows workforce working workload workloads workout workouts workplace workplaces works workshop
workspace workstation world worlds worldwide worm worn worried worries worry worrying worse worsen worsening
worsens worship worst worth worthy would wounded wounds wow wpp wrap wrapped wrapping wraps wray wrestling
wright write writedown writer writercontributing writers writes writing written wrong wrongdoing wrongful
wrote wsj wto wuhan wwdc wwe wyoming xai xavier xbox xerox xiaomi xinhua yahoo yale yankees yard yards yeah
year yearly years yellen yellow yemen yen yeol yes yesterday yet yield yielding yields yoga yoon york yorker
yorkers yorkshire you young younger youngest your yours yourself youth youtube youtuber yuan zach zambia
zara zdnet zdnetfollow zealand zelensky zelenskyy zen zero zig zimbabwe zinc zohran zombie zone zones zoom
zte zuckerberg zurich
    """
)
