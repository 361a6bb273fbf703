#include "train/lemma_words.h"

namespace dateline {

const std::string_view kIrregularVerbs = R"(arise arose arisen
awake awoke awoken
bear bore borne
beat beat beaten
become became become
befall befell befallen
begin began begun
behold beheld beheld
bend bent bent
beset beset beset
bet bet bet
bid bid/bade bid/bidden
bind bound bound
bite bit bitten
bleed bled bled
boycott boycotted boycotted
blow blew blown
break broke broken
breed bred bred
bring brought brought
broadcast broadcast broadcast
build built built
burn burnt burnt
burst burst burst
buy bought bought
cast cast cast
catch caught caught
choose chose chosen
cling clung clung
come came come
cost cost cost
creep crept crept
cut cut cut
deal dealt dealt
dig dug dug
dive dove dived
draw drew drawn
dream dreamt dreamt
drink drank drunk
drive drove driven
dwell dwelt dwelt
eat ate eaten
fall fell fallen
feed fed fed
feel felt felt
fight fought fought
find found found
flee fled fled
fling flung flung
fly flew flown
forbid forbade forbidden
forecast forecast forecast
forego forewent foregone
foresee foresaw foreseen
foretell foretold foretold
forget forgot forgotten
forgive forgave forgiven
forgo forwent forgone
forsake forsook forsaken
free freed freed
freeze froze frozen
get got gotten
give gave given
go went gone
grind ground ground
grow grew grown
hang hung/hanged hung/hanged
hear heard heard
hide hid hidden
hit hit hit
hold held held
hurt hurt hurt
interweave interwove interwoven
keep kept kept
kneel knelt knelt
know knew known
lay laid laid
lead led led
leap leapt leapt
learn learnt learnt
leave left left
lend lent lent
let let let
lie - lain
light lit lit
lose lost lost
make made made
mean meant meant
meet met met
mislead misled misled
misread misread misread
mistake mistook mistaken
misunderstand misunderstood misunderstood
mow mowed mown
offset offset offset
outbid outbid outbid
outdo outdid outdone
outgrow outgrew outgrown
outrun outran outrun
outsell outsold outsold
outshoot outshot outshot
overcome overcame overcome
overdo overdid overdone
overdraw overdrew overdrawn
overeat overate overeaten
overfly overflew overflown
overhang overhung overhung
overhear overheard overheard
overlay overlaid overlaid
override overrode overridden
overrun overran overrun
oversee oversaw overseen
overshoot overshot overshot
oversleep overslept overslept
overtake overtook overtaken
overthrow overthrew overthrown
partake partook partaken
pay paid paid
plead pled pled
prove proved proven
put put put
quit quit quit
read read read
rebuild rebuilt rebuilt
recast recast recast
redo redid redone
redraw redrew redrawn
regrow regrew regrown
remake remade remade
rend rent rent
repay repaid repaid
reread reread reread
rerun reran rerun
resell resold resold
reset reset reset
rethink rethought rethought
retake retook retaken
retell retold retold
rewrite rewrote rewritten
rid rid rid
ride rode ridden
ring rang rung
rise rose risen
run ran run
saw sawed sawn
say said said
see saw seen
seek sought sought
sell sold sold
send sent sent
set set set
sew sewed sewn
shake shook shaken
shear sheared shorn
shed shed shed
shine shone shone
shoot shot shot
show showed shown
shrink shrank shrunk/shrunken
shut shut shut
sing sang sung
sink sank sunk/sunken
sit sat sat
slay slew slain
sleep slept slept
slide slid slid
sling slung slung
slink slunk slunk
slit slit slit
smite smote smitten
sow sowed sown
speak spoke spoken
speed sped sped
spend spent spent
spill spilt spilt
spin spun spun
spit spat spat
split split split
spoil spoilt spoilt
spread spread spread
spring sprang sprung
stand stood stood
steal stole stolen
stick stuck stuck
sting stung stung
stink stank stunk
strew strewed strewn
stride strode stridden
strike struck struck/stricken
string strung strung
strive strove striven
swear swore sworn
sweep swept swept
swell swelled swollen
swim swam swum
swing swung swung
take took taken
teach taught taught
tear tore torn
tell told told
think thought thought
throw threw thrown
thrust thrust thrust
tread trod trodden
unbind unbound unbound
undercut undercut undercut
undergo underwent undergone
underlie underlay underlain
underpay underpaid underpaid
understand understood understood
undertake undertook undertaken
underwrite underwrote underwritten
undo undid undone
unwind unwound unwound
uphold upheld upheld
upset upset upset
wake woke woken
wear wore worn
weave wove woven
weep wept wept
wet wet wet
win won won
wind wound wound
withdraw withdrew withdrawn
withhold withheld withheld
withstand withstood withstood
wring wrung wrung
write wrote written
traffic trafficked trafficked
panic panicked panicked
mimic mimicked mimicked
picnic picnicked picnicked
bivouac bivouacked bivouacked
frolic frolicked frolicked
veto vetoed vetoed
torpedo torpedoed torpedoed
embargo embargoed embargoed
decree decreed decreed
guarantee guaranteed guaranteed
referee refereed refereed
agree agreed agreed
disagree disagreed disagreed
bus bussed/bused bussed/bused
gas gassed gassed
)";

const std::string_view kIrregularPresents = R"(traffic trafficking
panic panicking
mimic mimicking
picnic picnicking
die dying
lie lying
tie tying
untie untying
vie vying
belie belying
underlie underlying
flee fleeing
free freeing
see seeing
foresee foreseeing
oversee overseeing
agree agreeing
disagree disagreeing
guarantee guaranteeing
decree decreeing
singe singeing
gas gassing
bus bussing
bus busing
veto vetoing
torpedo torpedoing
flee flees
free frees
foresee foresees
oversee oversees
agree agrees
veto vetoes
torpedo torpedoes
embargo embargoes
gas gasses
boycott boycotting
undergo undergoes
forgo forgoes
undo undoes
)";

const std::string_view kIrregularPlurals = R"(analysis analyses
antenna antennae
appendix appendices
axe axes
bacterium bacteria
base bases
cactus cacti
cargo cargoes
child children
corpse corpses
crisis crises
criterion criteria
crossroads crossroads
curriculum curricula
datum data
diagnosis diagnoses
echo echoes
embargo embargoes
emphasis emphases
foot feet
formula formulae
fungus fungi
gas gases
goose geese
half halves
headquarters headquarters
hero heroes
hypothesis hypotheses
knife knives
leaf leaves
life lives
loaf loaves
louse lice
man men
means means
mosquito mosquitoes
motto mottoes
mouse mice
mujahideen mujahideen
neurosis neuroses
oasis oases
ox oxen
parenthesis parentheses
phenomenon phenomena
potato potatoes
quay quays
scarf scarves
series series
sheaf sheaves
shelf shelves
shoe shoes
horseshoe horseshoes
snowshoe snowshoes
canoe canoes
tiptoe tiptoes
foe foes
toe toes
hoe hoes
woe woes
sheep sheep
species species
stimulus stimuli
stratum strata
synthesis syntheses
thesis theses
thief thieves
tomato tomatoes
tooth teeth
tornado tornadoes
torpedo torpedoes
veto vetoes
volcano volcanoes
wife wives
housewife housewives
midwife midwives
wolf wolves
woman women
cache caches
headache headaches
avalanche avalanches
psyche psyches
niche niches
creche creches
bus buses
minibus minibuses
virus viruses
coronavirus coronaviruses
census censuses
campus campuses
bonus bonuses
chorus choruses
surplus surpluses
caucus caucuses
consensus consensuses
lens lenses
iris irises
canvas canvases
alias aliases
atlas atlases
pancreas pancreases
tie ties
lie lies
pie pies
die dies
zombie zombies
movie movies
cookie cookies
rookie rookies
selfie selfies
junkie junkies
hippie hippies
calorie calories
genie genies
prairie prairies
collie collies
eyrie eyries
sortie sorties
menagerie menageries
lingerie lingeries
reverie reveries
cavalryman cavalrymen
)";

const std::string_view kNewsVerbs =
    "abduct abet abseil abstain accuse acquiesce acquit adjourn admit airdrop airlift allege allot ambush annex annihilate appease arbitrate arm arrest "
    "ascribe assassinate assault assemble attack authorise authorize avenge ban bar barrage barrel-bomb barricade batter behead besiege billet blackmail "
    "blast blaze blindfold blockade bludgeon bomb bombard booby-trap boycott bribe brief broker bulldoze burgle cancel capitulate capture castrate cede "
    "chide chop cite clamp clash clear coerce collapse commandeer commit compel concede condemn confer confiscate conscript convene cordon corral counsel "
    "cower crater cripple crouch crush curb curtail damage debrief decapitate decimate decry deface defect defend defer defuse dehydrate demine demobilise "
    "demobilize demolish denounce deplore deploy deport deride desecrate desert destabilise destabilize destroy detain detonate devastate disarm disband "
    "disembark dislodge dismantle dismember dispatch dispel disperse displace dispossess dispute disrupt dodge douse drone drown dynamite electrocute elope "
    "embed embezzle encamp encircle endorse enforce enlist ensnare entice entrap entrench envelop envisage equip eradicate escalate escort evacuate evade "
    "evict exacerbate execute exfiltrate exhume exile exonerate expedite expel explode extol extort extradite fell ferry fire flank flatten flee flog flout "
    "foil forge fortify garrison garrote gas grab grope guard gun gut halve hamper harangue harass haul herd hijack hinge hoist hood hospitalise hospitalize "
    "hound hover hurl ignite immolate impale impede impose impound imprison impugn incarcerate incinerate incite infer infiltrate inflame inflict injure "
    "insinuate instil intercede interdict interfere intern interrogate intervene intimidate invade invoke jab jail jam jeopardise jeopardize jet kidnap kill "
    "knife label lambast lash launch level liberate lob lobby loot lynch maim manhandle mar maraud march marshal martyr massacre maul mediate menace mine "
    "mistreat mitigate mob mobilise mobilize molest mow mug murder mutilate mutiny muzzle nab negotiate neutralise neutralize oblige oppose oust outbid "
    "outflank outgun outlaw outmaneuver outmanoeuvre outvote overpower overwhelm pacify parachute paralyse paralyze parley parole patrol pelt perish permit "
    "persecute pilfer pillage pin pinpoint placate plant pledge plot plough plow ploy plunder poison polarise polarize pound prefer presage preside probe "
    "prod profiteer prolong promulgate prop propel propose prosecute provoke pulverise pulverize pummel quarantine quarrel quash quell quote raid ram "
    "ransack ransom ratify ravage raze reappear rebel rebuff rebuild rebuke rebut recapture recede reclaim recoil reconcile reconquer reconvene recount "
    "recuperate redeploy redraw refer refuel refute regret regroup reinforce reinstate reintegrate reiterate rejoin relinquish relocate remit renege "
    "renounce repatriate repeal repel replenish reprimand repulse rescind resettle resign resist restore restrain resume retake retaliate retort retreat "
    "revoke riddle rig riot rival rob rocket rout rove sabotage sack scar scrap scuffle scupper scuttle seal secede seize sever shackle shatter shell "
    "shepherd shield shun signal silence skirmish slaughter smash smuggle snatch snipe snub solicit spar spearhead splinter spurn squat stab stall stampede "
    "starve stem stockpile stoke storm straddle strafe strangle strap strip subdue subjugate submit subsidise subsidize suffocate summon surge surrender "
    "surround suspend swap swarm tap tar target taunt telegraph telephone terrorise terrorize thaw throttle thwart tighten topple torch torment torpedo "
    "torture total traffic trample transfer transit transmit trap traverse trek trespass trigger triple truck tunnel undermine unravel unveil uproot urge "
    "usurp vaccinate vandalise vandalize vanquish veto vilify violate vow wage wane ward waterboard wed whip whittle wield wipe withdraw worship wound wreck "
    "yield zap";

const std::string_view kNewsNouns =
    "abductee airdrop airstrike ambush artilleryman assailant assassin barrage battalion beheading belligerent bombardment brigade bunker caliphate captive "
    "captor casualty ceasefire checkpoint clansman coalition combatant commando conscript convoy corpse councilman countryman crewman crossfire curfew "
    "deserter detainee displacement drone emir encampment enclave envoy escapee evacuee exile explosive extremist faction fatality fatwa fighter firefight "
    "foreman front-line frontline garrison grenade guardsman guerrilla gunman gunship hostage howitzer imam infantryman informant insurgency insurgent "
    "internee intifada jihadi jihadist jirga kidnapper landmine looter loyalist lynching madrasa martyr massacre mediator mercenary midwife migrant "
    "militant militia militiaman minefield minister mortar mosque mullah munition mutineer newsman nobleman offensive onslaught outpost paramilitary "
    "parliamentarian partisan peacekeeper perpetrator policeman policewoman prisoner projectile ransom rebel refugee reinforcement reprisal returnee "
    "rifleman rioter roadblock rocket saboteur salvo seaman seminary separatist serviceman servicewoman settler shaikh sheik sheikh shell shia shrapnel "
    "shrine siege skirmish smuggler sniper souk spokesman spokesperson spokeswoman standoff stockpile stronghold submarine supporter survivor tanker tonne "
    "trafficker traitor trench tribesman troop truce tyre ulema utterance vendetta vigilante warhead warlord warplane watchman wounding yazidi";

}  // namespace dateline
