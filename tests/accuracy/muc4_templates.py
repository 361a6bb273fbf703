"""Turns the records of a report into MUC-4 templates: incidents with the five usual roles (PerpInd, PerpOrg, Target, Victim, Weapon).

An incident is what the event records of a report say of one happening: those that the program holds for one (`groups`: its findings, or the occurrences of a report), and of these
such where a victim or a target agrees and neither type nor day speaks against it, since the task counts an entity once. Words that tell roles apart stand in muc4_words.tsv beside this file. The rules follow the task's own: attacks, bombings, kidnappings and arson, done or
attempted; no fighting between soldiers and guerrillas without other victims or targets; no toll of a long time, no violence in general, nothing older than two months.
Names come from knowledge, none from the keys: those of groups from knowledge/actors, and what is a person's name in a text all in capitals from knowledge/lexicon.tsv.
"""
import datetime
import functools
import pathlib
import re
import unicodedata

from record_rows import head_word

ROLES = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")


def load_words():
    out = {}
    for line in pathlib.Path(__file__).with_name("muc4_words.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, words = line.split("\t")[:2]
            out.setdefault(name, set()).update(words.lower().split("|"))
    return out


WORDS = load_words()
DETERMINER = re.compile(r"^(?:THE|A|AN|HIS|HER|ITS|THEIR|OUR|THIS|THAT|THESE|THOSE|SOME|SEVERAL|ABOUT|AT LEAST|MORE THAN|ANOTHER|OTHER|MANY|SUCH)\s+", re.I)
# What says how sure or which, not who: the keys leave it out.
MANNER = re.compile(r"^(?:ALLEGED|SUSPECTED|PRESUMED|SUPPOSED|SO-CALLED|FOLLOWING|TOTAL(?: OF)?|OVER|NEARLY|ALMOST|UP TO|AS MANY AS|PAST|LAST|YESTERDAY|TODAY|ALSO|BOTH|ALL|MORE|LATE|FORMER)\s+", re.I)
NUMBER = re.compile(r"^(?:\d[\d,.]*|ONE|TWO|THREE|FOUR|FIVE|SIX|SEVEN|EIGHT|NINE|TEN|ELEVEN|TWELVE|DOZENS? OF|HUNDREDS OF|THOUSANDS OF|DOZEN)\s+", re.I)


def plain(text):
    """A phrase without articles and numbers before it, in one line of capitals."""
    text, before = re.sub(r"\s+", " ", text).strip(" \"'“”,.;:()[]-"), None
    while text != before:
        before, text = text, NUMBER.sub("", DETERMINER.sub("", text))
    return re.sub(r"[\"“”\[\]]", "", text).upper()


@functools.cache
def names_of_actors():
    """-> id of a known actor -> the names that its row of knowledge/actors gives it, in capitals and without accents."""
    out = {}
    for path in sorted((pathlib.Path(__file__).parents[2] / "knowledge/actors").glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                actor, name, aliases = (line.split("\t") + ["", ""])[:3]
                out[actor] = [bare(text) for text in (name, *aliases.split(";")) if text]
    return out


@functools.cache
def common_words():
    """Words that the lexicon has more often as anything else than as names, and their lemmas."""
    out = set()
    for line in (pathlib.Path(__file__).parents[2] / "knowledge/lexicon.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            word, _, readings = line.split("\t")
            counts = [(tag.split(":")[0], int(tag.rsplit(":", 1)[1])) for tag in readings.split()]
            if sum(n for tag, n in counts if not tag.startswith("PROPN")) >= sum(n for tag, n in counts if tag.startswith("PROPN")):
                out.add(word)
    return out


def name_in(text):
    """The name of a person at the end of a phrase, without the nouns before it ("cattleman German Sierra"); "" where it ends in a common word. Capitals do not tell here."""
    words, name = text.split(), []
    while words and words[-1].lower() not in common_words() and words[-1].isalpha():
        name.insert(0, words.pop())
    return " ".join(name) if len(name) > 1 or name and not words else ""


def bare(text):
    return "".join(c for c in unicodedata.normalize("NFD", text.upper()) if not unicodedata.combining(c))


def singular(word):
    return word[:-3] + "y" if word.endswith("ies") else word[:-2] if word.endswith(("ches", "shes", "sses", "xes")) else word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def is_word(group, word):
    return word in WORDS[group] or singular(word) in WORDS[group]


def best_text(party):
    """The string that names a party: a person's whole name, else the phrase as it stands."""
    person, text = party.get("person"), plain(party.get("text", ""))
    if person and person.upper() == person:
        return plain(person)
    name = name_in(text) if not party.get("actor") else ""
    if name and (not party.get("role") or len(name.split()) > 1 and not is_thing(party)):
        return name
    while MANNER.match(text):
        text = plain(MANNER.sub("", text))
    return text


def is_organization(party):
    word = head_word(party.get("text", ""))
    if party.get("person") or is_word("individual", word):
        return False
    if is_word("state", word) or "GOV" in party.get("sectors", []):
        return False
    return bool(party.get("actor")) or is_word("organization", word)


def is_thing(party):
    """A building, a vehicle, a network. What the engine takes for people of a country ("poles") may be one by its word."""
    word = head_word(party.get("text", ""))
    return not party.get("person") and party.get("role") not in ("military", "convoy", "aircraft") and (is_word("thing", word) or party.get("role") in THING_ROLES)


THING_ROLES = {"base", "infrastructure", "vehicle", "home", "market", "government building", "school", "hospital", "ship", "camp", "religious site"}


class Incident:
    """One happening: its type and the entities of each role, each a list of strings that name it, the best first."""

    def __init__(self, record):
        self.type = kind_of(record)
        self.roles = {role: [] for role in ROLES}
        self.days = {record["time"]["start"]} if (record.get("time") or {}).get("start") else set()
        self.places = {(record.get("place") or {}).get("name")} - {None}
        self.records = [record]

    def add(self, role, name):
        if name and len(name) > 1 and not is_word("empty", name.lower()) and not is_word("empty", head_word(name)):
            if name not in self.roles[role]:
                self.roles[role].append(name)


def kind_of(record):
    mode, trigger = record.get("mode", ""), record["trigger"]["text"].lower()
    if mode == "abduct":
        return "KIDNAPPING"
    if mode in ("explosives", "suicide-attack") or any(is_word("bomb", head_word(w)) for w in record.get("weapons", [])) or "bomb" in trigger or "explo" in trigger:
        return "BOMBING"
    return "ARSON" if re.search(r"burn|fire to|arson|torch", trigger) else "ATTACK"


def fill(incident, record):
    for party in record.get("actors", []):
        if is_organization(party):
            incident.add("PerpOrg", best_text(party))
        elif is_perpetrator(party):
            incident.add("PerpInd", best_text(party).split(" OF ")[0])
            incident.add("PerpOrg", group_of(party))  # "FMLN rebels", "members of the FMLN"
    source = (record.get("attribution") or {}).get("source") or {}
    cue = ((record.get("attribution") or {}).get("cue") or {}).get("text", "").lower()
    if "claim" in cue and "responsib" in record["quote"]["text"].lower() and source.get("actor"):
        incident.add("PerpOrg", best_text(source))
    for party in record.get("recipients", []):
        if is_thing(party):
            incident.add("Target", best_text(party))
        elif is_victim(party, record):
            incident.add("Victim", best_text(party))
    for damage in record.get("damage", []):
        if is_word("thing", head_word(damage["of"])):
            incident.add("Target", plain(damage["of"]))
    for weapon in record.get("weapons", []):
        if not re.search(r"(ED|ING)$", weapon.upper()) and not is_word("carrier", head_word(weapon)):
            incident.add("Weapon", plain(weapon))


def group_of(party):
    """The group in a phrase for its men, as it is named there; "" where none is known by that name."""
    text = best_text(party)
    named = [name for name in names_of_actors().get(party.get("actor"), []) if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", bare(text)) and not is_word("individual", head_word(name))]
    return max(named, key=len) if named and not party.get("person") else ""


def is_perpetrator(party):
    """Men or a group; the task seldom takes a state's troops and officials, or a person by name, for perpetrators, and never a thing."""
    word, sectors = head_word(party.get("text", "")), set(party.get("sectors", []))
    if is_thing(party) or party.get("person") or is_word("state", word) or sectors & {"GOV", "COP", "REL", "LEG", "JUD"}:
        return False
    return bool(party.get("role")) or is_word("individual", word)


ARMED = {"REB", "CRM", "PRM", "IMG"}
HARM = {"targeted", "abduct", "torture", "beat", "sexual", "firearms", "suicide-attack"}


HARM_WORDS = re.compile(r"kill|die|dead|death|wound|injur|murder|assassin|massacre|slain|execut|shot|shoot|gunned|hostage|kidnap|abduct|tortur|casualt|lives|fatal|victim|hurt", re.I)


def is_harmful(record):
    """The record says that people were killed, hurt or taken."""
    return bool(record.get("killed") or record.get("injured") or record.get("abducted") or record.get("mode") in HARM or HARM_WORDS.search(record["trigger"]["text"]))


def is_victim(party, record):
    """A person, or people who are no fighters and whom the record says to have been killed, hurt or taken."""
    word = head_word(party.get("text", ""))
    if party.get("role") in NO_VICTIM or is_word("fighter", word) or is_word("soldier", word):
        return False
    if not party.get("role"):
        if is_organization(party) or not party.get("person") and not name_in(plain(party["text"])):
            return False
    return bool(party.get("person")) or is_harmful(record)


# Soldiers, fighters and their officers are a side of the fighting; bodies are nobody; "victims" says less than who they were.
NO_VICTIM = {"officers", "commanders", "soldiers", "troops", "military", "militia", "rebels", "fighters", "militants", "government", "organizations", "party", "criminals", "victims", "detainees"}


def is_relevant(record):
    if record["kind"] != "event" or record.get("type") != "ASSAULT":
        return False
    stance = record.get("stance") or {}
    if stance.get("polarity") == "denied" or stance.get("time") in ("hypothetical", "ongoing"):
        return False
    killed = (record.get("killed") or {}).get("best") or 0
    if killed > 500:
        return False
    recipients = record.get("recipients", [])
    fighters = recipients and all(is_word("fighter", head_word(party.get("text", ""))) for party in recipients)
    return not fighters


def same_happening(a, b):
    if {a.type, b.type} not in ({"ATTACK"}, {"BOMBING"}, {"KIDNAPPING"}, {"ARSON"}, {"ATTACK", "BOMBING"}, {"ATTACK", "ARSON"}):
        return False
    if a.days and b.days and not a.days & b.days:
        return False
    shared = [role for role in ROLES if any(same_entity(x, y) for x in a.roles[role] for y in b.roles[role])]
    return "Victim" in shared or "Target" in shared or (bool(shared) and not (a.roles["Victim"] and b.roles["Victim"]))


def same_entity(a, b):
    """Two strings that name one: the same words, or the last words of a longer name."""
    x, y = a.split(), b.split()
    short, long_ = sorted((x, y), key=len)
    return x == y or long_[-len(short):] == short


MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split()


def day_of(text):
    """The day in the dateline of a report; None where it has none."""
    found = re.search(rf"\b(\d{{1,2}}) ({'|'.join(MONTHS)})[A-Z]* (\d\d)\b", text[:200])
    return datetime.date(1900 + int(found[3]), MONTHS.index(found[2]) + 1, int(found[1])) if found else None


def is_old(record, day):
    """The task takes what happened in the two months before a report, not what it looks back on."""
    end = (record.get("time") or {}).get("end")
    return bool(day and end) and datetime.date.fromisoformat(end) < day - datetime.timedelta(days=61)


def happenings(records, groups):
    """The records of each happening as one incident, in the order of the text; without groups every record is one."""
    out = {}
    for record in sorted(records, key=lambda r: r["trigger"]["begin"]):
        group = (groups or {}).get(record.get("id"), id(record))
        known = out.get(group)
        if known is None:
            out[group] = known = Incident(record)
        else:
            known.records.append(record)
            known.days |= Incident(record).days
            known.type = known.type if known.type != "ATTACK" else kind_of(record)
        fill(known, record)
    return out.values()


def incidents(records, day=None, groups=None):
    out = []
    records = [record for record in records if is_relevant(record) and not is_old(record, day)]
    for new in happenings(records, groups):
        if not any(new.roles[role] for role in ROLES):
            continue
        old = next((incident for incident in out if same_happening(incident, new)), None)
        if old is None:
            out.append(new)
            continue
        old.days |= new.days
        old.places |= new.places
        old.records.extend(new.records)
        for role in ROLES:
            for name in new.roles[role]:
                old.add(role, name)
    return out


def entities(records, day=None, groups=None):
    """-> {role: [[string, ...], ...]}: the entities of a report's incidents, each with the strings that name it, in the order of the text."""
    out, group = {role: [] for role in ROLES}, only_group(records)
    for incident in filter(is_reported, incidents(records, day, groups)):
        if not incident.roles["PerpOrg"]:
            suspects(records, incident)
        if group and not incident.roles["PerpOrg"] and any(is_word("rebel", head_word(name)) for name in incident.roles["PerpInd"]):
            incident.add("PerpOrg", group)
        for role in ROLES:
            for name in incident.roles[role]:
                known = next((entity for entity in out[role] if any(same_entity(name, other) for other in entity)), None)
                if known is None:
                    out[role].append([name])
                elif name not in known:
                    known.insert(0 if name_in(name) and len(name) > len(known[0]) else len(known), name)
    return out


def suspects(records, incident):
    """Those accused of an incident or arrested for it, where the report names nobody else who did it: groups wherever they are accused, people in one sentence with it."""
    sentences, named = {record["sentence"] for record in incident.records}, bool(incident.roles["PerpInd"])
    for record in records:
        if record.get("type") == "ACCUSE" or record.get("mode") == "arrest":
            for party in record.get("recipients", []):
                if is_organization(party):
                    incident.add("PerpOrg", best_text(party))
                elif is_perpetrator(party) and record["sentence"] in sentences and not named:
                    incident.add("PerpInd", best_text(party))


def only_group(records):
    """The one armed group that the report's records name; "": none, or several."""
    names = {}
    for record in records:
        source = (record.get("attribution") or {}).get("source") or {}
        for party in record.get("actors", []) + record.get("recipients", []) + [source]:
            armed = ARMED.intersection(party.get("sectors", [])) or party.get("role") == "rebels"
            if party.get("actor") and armed and not party.get("person"):
                names.setdefault(party["actor"], []).append(group_of(party) or is_organization(party) and best_text(party) or "")
    return next(filter(None, next(iter(names.values()))), "") if len(names) == 1 else ""


def is_reported(incident):
    """Something was done to somebody or something, or by a bomb."""
    roles = incident.roles
    return bool(roles["Victim"] or roles["Target"] or roles["Weapon"] and incident.type == "BOMBING")
