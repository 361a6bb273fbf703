#!/usr/bin/env python3
"""Makes reports some of which are copies of each other, by 20 named edits, among stories that only look alike; the truth stands beside.

  copies_generator.py OUT.jsonl [--seed 1] [--texts SOURCE_DIR] [--half tune|held] [--edits NAME,NAME] [--copies 5]

A line: id, title, published, publisher, text, stories (which stories its text comes from; two lines that share one are a pair of copies), edit. Base texts are our own
(train/books, sample/) and, where DATELINE_CORPORA has them, Wikinews articles (CC BY 2.5), which never leave the machine. Texts fall into two halves by a hash of
their words; rules are tuned on "tune" and measured on "held". The same seed gives the same bytes.

A copy has at least half of its words, or of its original's where these are fewer, from the other text or one that both come from. Not copies: stories on the same
subject; briefs written by one pattern; a follow-up that repeats the background of an earlier story at its end; stories under which an outlet puts the same notice; stories
that quote the same statement.
"""
import argparse
import datetime
import hashlib
import json
import os
import pathlib
import random
import re

HERE = pathlib.Path(__file__).resolve().parent
SENTENCE = re.compile(r"(?<=[.!?][”\"])\s+(?=[A-Z“])|(?<=[a-z0-9)][.!?])\s+(?=[A-Z“0-9])")
DATELINE = re.compile(r"^[A-Z][A-Za-z, ]{2,40}(?:\([^)]{2,30}\) )?(?:—|--|-) ")
ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
TOWNS = "Aleppo Homs Kirkuk Mosul Kabul Kunduz Baidoa Juba Malakal Yola Goma Bunia Benghazi Sirte Aden Taiz Donetsk Kharkiv Gao Mopti Nyala Bangui Herat Basra".split()
AGENCIES = ["Reuters", "AP", "AFP", "dpa", "Xinhua", "TASS", "Northgate Wire"]
PUBLISHERS = ["The Meridian Courier", "The Quillhaven Ledger", "Ostermoor Tribune", "Brackenhall Chronicle", "Northgate Wire", "Radio Saltmarsh", "Fennimore Post"]
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
NOTICE = ("Sign up for our morning newsletter and never miss a story. Follow us for the latest coverage from our correspondents around the world. All rights reserved. "
          "No part of this article may be reproduced, stored or passed on in any form without the written permission of the publisher. For corrections please write to our "
          "readers' editor, whose decisions are published every Saturday. This newspaper keeps to the principles of the press council and answers complaints within ten working days.")
NOTICES = [NOTICE, "This is a developing story and will be updated as details become available. Please check back later for further information.",
           "Copyright 2019 by the publisher. This material may not be published, broadcast, rewritten or redistributed without permission.",
           "Support independent reporting: become a member today and help our newsroom keep its correspondents in the field."]


# ---- texts

def paragraphs_of(text):
    return [p.strip() for p in re.split(r"\n\s*\n|\n", text) if p.strip()]


def sentences_of(text):
    return [s.strip() for p in paragraphs_of(text) for s in SENTENCE.split(p) if s.strip()]


def words_of(text):
    return len(text.split())


def own_texts(source):
    for path in sorted((source / "train" / "books").glob("invented*.jsonl")) + sorted((source / "train" / "incidents").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row.get("text"):
                yield row["text"]
    for line in (source / "sample" / "wire.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(line)["text"]


def wikinews_texts():
    path = pathlib.Path(os.environ.get("DATELINE_CORPORA", "")) / "wikinews" / "articles.jsonl"
    if os.environ.get("DATELINE_CORPORA") and path.exists():
        for line in path.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)["text"]


def half_of(text):
    return ("tune", "held")[hashlib.sha256(" ".join(text.split()[:40]).encode()).digest()[0] % 2]


def base_texts(source, half):
    """Distinct texts of 60 words and more, without their datelines."""
    out, seen = [], set()
    for text in [*own_texts(source), *wikinews_texts()]:
        text = DATELINE.sub("", "\n\n".join(paragraphs_of(text)))
        text = " ".join(text.split(" ")[:600])
        if words_of(text) >= 60 and text[:80] not in seen and half_of(text) == half:
            seen.add(text[:80])
            out.append(text)
    return out


# ---- how sentences are put in other words

def load_words():
    pairs = []
    for line in (HERE / "copies_words.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            pairs.append(tuple(line.split("\t")))
    return pairs


WORDS = load_words()
SWAPS = {}
for _one, _other in WORDS:
    SWAPS.setdefault(_one, _other)
    SWAPS.setdefault(_other, _one)
SWAP = re.compile(r"\b(" + "|".join(sorted(map(re.escape, SWAPS), key=len, reverse=True)) + r")\b")


def swap_words(text, rng, chance=0.8):
    return SWAP.sub(lambda m: SWAPS[m[0]] if rng.random() < chance else m[0], text)


def lower_first(text):
    first = text.split(" ")[0]
    return text[0].lower() + text[1:] if first in ("The", "A", "An", "It", "They", "He", "She", "In", "On", "At", "More", "About", "Some", "Many", "Two", "Three") else text


def upper_first(text):
    return text[:1].upper() + text[1:]


def move_speaker(sentence):
    """"X, Y said." -> "According to Y, X." and "Y said X." -> "X, said Y."""
    found = re.match(r"^(.{25,}), ((?:the|a|an|two|one)? ?[A-Za-z' -]{4,50}?) (?:said|stated|reported)(?: on [A-Z]\w+day)?\.$", sentence)
    if found:
        return f"According to {found[2].strip()}, {lower_first(found[1])}."
    found = re.match(r"^([A-Z][A-Za-z' -]{3,50}?) said (?:on [A-Z]\w+day )?that (.{20,})\.$", sentence)
    return f"{upper_first(found[2])}, {lower_first(found[1])} said." if found else sentence


def move_clause(sentence):
    """"A after B." -> "After B, A."; "After B, A." -> "A after B."""
    found = re.match(r"^(After|As|When|While|Before|Although) ([^,]{12,}), (.{15,})\.$", sentence)
    if found:
        return f"{upper_first(found[3])} {found[1].lower()} {lower_first(found[2])}."
    found = re.match(r"^([^,“\"]{25,}?),? (after|as|when|while|before|although) ([^,“\"]{12,})\.$", sentence)
    return f"{upper_first(found[2])} {found[3]}, {lower_first(found[1])}." if found else sentence


def move_day(sentence):
    """"A on Monday ..." -> "On Monday, A ..."""
    found = re.match(r"^([^“\"]{15,}?) (on (?:" + "|".join(DAYS) + r"))\b(.*)$", sentence)
    return f"{upper_first(found[2])}, {lower_first(found[1])}{found[3]}" if found and not sentence.startswith("On ") else sentence


def turn_voice(sentence):
    """"A was killed by B." -> "B killed A."""
    found = re.match(r"^([^,“\"]{5,60}) (?:was|were) (\w+ed|held|taken|shot) by ([^,“\"]{5,60}?)( (?:in|on|near|at|after) [^“\"]*)?\.$", sentence)
    return f"{upper_first(found[3])} {found[2]} {lower_first(found[1])}{found[4] or ''}." if found else sentence


def paraphrase(sentence, rng):
    for move in rng.sample([move_speaker, move_clause, move_day, turn_voice], 4):
        sentence = move(sentence)
    return swap_words(sentence, rng, 0.95)


def number_words(number):
    if number < 20:
        return ONES[number]
    if number < 100:
        return TENS[number // 10 - 2] + ("-" + ONES[number % 10] if number % 10 else "")
    return None


NUMBERS = {number_words(n): str(n) for n in range(2, 100)}
NUMBER_WORD = re.compile(r"\b(" + "|".join(sorted(NUMBERS, key=len, reverse=True)) + r")\b")


def rebuild(sentences, rng):
    """Sentences as paragraphs of one to three."""
    out, at = [], 0
    while at < len(sentences):
        size = rng.randint(1, 3)
        out.append(" ".join(sentences[at:at + size]))
        at += size
    return "\n\n".join(out)


# ---- the edits: (text, rng, filler) -> text; `filler` gives so many words of other text

def retitle(text, rng, filler):
    return text


def dateline(text, rng, filler):
    return f"{rng.choice(TOWNS).upper()} ({rng.choice(AGENCIES)}) — {text}"


def credit(text, rng, filler):
    agency = rng.choice(AGENCIES)
    return f"By Jonas Halvert, {agency}\n\n{text}\n\n(Reporting by Ruth Cavander in {rng.choice(TOWNS)}; editing by Samir Qadouri)\n\n{agency}"


def cut_end(text, rng, filler):
    sentences = sentences_of(text)
    return rebuild(sentences[:max(2, round(len(sentences) * rng.uniform(0.4, 0.7)))], rng)


def cut_sentences(text, rng, filler):
    sentences = sentences_of(text)
    left_out = set(rng.sample(range(len(sentences)), int(len(sentences) * rng.uniform(0.25, 0.45))))
    return rebuild([s for i, s in enumerate(sentences) if i not in left_out], rng)


def lead_only(text, rng, filler):
    out, least = [], rng.randint(45, 70)
    for sentence in sentences_of(text):
        out.append(sentence)
        if words_of(" ".join(out)) >= least:
            break
    return rebuild(out, rng)


def lengthen(text, rng, filler):
    return text + "\n\n" + filler(int(words_of(text) * rng.uniform(0.3, 0.6)))


def embed(text, rng, filler):
    more = words_of(text) * rng.uniform(1, 2)
    before = rng.uniform(0.2, 0.8)
    return filler(int(more * before)) + "\n\n" + text + "\n\n" + filler(int(more * (1 - before)))


def reorder(text, rng, filler):
    sentences = sentences_of(text)
    rest = sentences[1:]
    rng.shuffle(rest)
    return rebuild(sentences[:1] + rest, rng)


def paraphrase_some(text, rng, count):
    sentences = sentences_of(text)
    chosen = set(rng.sample(range(len(sentences)), min(len(sentences), count)))
    return rebuild([paraphrase(s, rng) if i in chosen else s for i, s in enumerate(sentences)], rng)


def paraphrase_one(text, rng, filler):
    return paraphrase_some(text, rng, 1)


def paraphrase_third(text, rng, filler):
    return paraphrase_some(text, rng, max(1, len(sentences_of(text)) // 3))


def synonyms(text, rng, filler):
    return swap_words(text, rng, 0.7)


def numbers(text, rng, filler):
    text = re.sub(r"(?<![\d.,$])\b(\d{1,2})\b(?![\d.,%])", lambda m: number_words(int(m[0])), text)
    text = re.sub(r"\b(\d{1,3}),000\b", r"\1 thousand", text)
    return NUMBER_WORD.sub(lambda m: NUMBERS[m[0]], text) if rng.random() < 0.5 else text


def toll(text, rng, filler):
    text = NUMBER_WORD.sub(lambda m: number_words(min(99, int(NUMBERS[m[0]]) + rng.randint(1, 9))), text)
    return re.sub(r"(?<![\w.,])\d{1,3}(?![\w.]*\d|,\d)", lambda m: str(int(m[0]) + rng.randint(1, 20)), text)


def boilerplate(text, rng, filler):
    notices = rng.sample(NOTICES, rng.randint(1, 2))
    return notices[0] + "\n\n" + text + "\n\n" + notices[-1] if rng.random() < 0.3 else text + "\n\n" + "\n\n".join(notices)


STYLE = [(r"\bU\.S\.", "US"), (r"\bU\.N\.", "UN"), (r"\bUnited Nations\b", "U.N."), (r"\bper cent\b|\bpercent\b", "%"), (r"[“”]", '"'), (r"[‘’]", "'"), (r" — ", " - "),
         (r"\b(lab|neighb|harb|col|fav)or", r"\1our"), (r"\b(\w{3,})ize(d?)\b", r"\1ise\2"), (r"\bcenter\b", "centre"), (r"\bkm\b|\bkilometers\b", "kilometres"),
         (r"\bmiles\b", "mi"), (r"\btoward\b", "towards"), (r"\bPrime Minister\b", "premier"), (r"\bmillion\b", "m"), (r"\bsaid\b", "has said")]


def house_style(text, rng, filler):
    for pattern, to in STYLE:
        text = re.sub(pattern, to, text)
    day = rng.randint(1, 28)
    return re.sub(r"\bon (" + "|".join(DAYS) + r")\b", lambda m: f"on {day + DAYS.index(m[1])} January", text)


def damage(text, rng, filler):
    def hurt(match):
        word = match[0]
        if len(word) < 5 or rng.random() > 0.04:
            return word
        at = rng.randrange(1, len(word) - 1)
        return rng.choice([word[:at] + word[at + 1:], word[:at] + "- " + word[at:], word[:at] + rng.choice("lI1ceo") + word[at + 1:], word[:at] + " " + word[at:]])
    return re.sub(r"[A-Za-z]+", hurt, text).replace("“", "\ufffd").replace("”", "\ufffd")


def capitals(text, rng, filler):
    return re.sub(r"[“”\"]", "", text).upper()


SINGLE = [retitle, dateline, credit, cut_end, cut_sentences, lead_only, lengthen, embed, reorder, paraphrase_one, paraphrase_third, synonyms, numbers, toll, boilerplate,
          house_style, damage, capitals]
MILD = [dateline, credit, cut_end, lengthen, reorder, paraphrase_one, numbers, toll, boilerplate, house_style]


def chain(text, rng, filler):
    for edit in rng.sample(MILD, 3):
        text = edit(text, rng, filler)
    return text


EDITS = {edit.__name__: edit for edit in SINGLE + [chain]}
NAMES = [*EDITS, "join"]


# ---- stories that only look like copies

PATTERNS = [
    "At least {n} people were killed and {m} wounded when a {weapon} exploded near a {what} in {town} on {day}, {who} said. No group claimed responsibility for the attack.",
    "Gunmen opened fire on a {what} in {town} late on {day}, killing {n} people, {who} said. The attackers fled in a vehicle towards {other}. Security forces sealed off the area and opened an investigation.",
    "{n} people were killed in clashes between government forces and rebels near {town} on {day}, {who} said. A further {m} people were taken to hospital, some of them in critical condition, after the fighting in the {what} district.",
    "Security forces in {town} arrested {n} suspected militants in raids on {day}, {who} said. Weapons and ammunition were found in a {what}. The suspects were taken to {other} for questioning.",
    "An air strike hit a {what} in {town} on {day}, killing {n} civilians and wounding {m} others, {who} said. The government has not commented. Residents said that rescue workers were still searching the rubble on the road to {other}.",
    "More than {n}00 people fled {town} on {day} after shelling of a {what}, {who} said. Most of them went to {other}, where local authorities opened a school for them. Aid workers called for food, blankets and medicine.",
]
WHO = ["police", "the interior ministry", "a hospital doctor", "local officials", "a security source", "a spokesman for the governor", "witnesses", "the health directorate"]
WHAT = ["market", "mosque", "police station", "school", "checkpoint", "bus stop", "hotel", "church", "bakery", "courthouse"]


def brief(rng):
    town, other = rng.sample(TOWNS, 2)
    return rng.choice(PATTERNS).format(n=rng.randint(2, 60), m=rng.randint(2, 90), weapon=rng.choice(["car bomb", "roadside bomb", "mine", "suicide bomber"]), town=town,
                                       other=other, day=rng.choice(DAYS), who=rng.choice(WHO), what=rng.choice(WHAT))


def statement(rng, filler):
    return "“" + " ".join(filler(45).split()) + "” the ministry said in a statement."


# ---- a set of reports

class Maker:
    def __init__(self, bases, rng):
        self.rng, self.rows, self.day = rng, [], datetime.date(2018, 1, 1)
        reserved = len(bases) // 5
        self.sentences = [s for text in bases[:reserved] for s in sentences_of(text)]
        self.bases = bases[reserved:]
        self.days = [self.day + datetime.timedelta(days=rng.randint(0, 700)) for _ in self.bases]

    def filler(self, words):
        out = []
        while words_of(" ".join(out)) < words:
            out.append(self.rng.choice(self.sentences))
        return rebuild(out, self.rng)

    def add(self, text, stories, edit, day):
        number = f"r{len(self.rows):05}"
        published = {} if self.rng.random() < 0.1 else {"published": day.isoformat()}
        self.rows.append({"id": number, "title": f"Report {self.rng.randint(1, 10**6)}", **published, "publisher": self.rng.choice(PUBLISHERS), "text": text,
                          "stories": stories, "edit": edit})

    def story(self, number, edits):
        rng, text = self.rng, self.bases[number]
        day = self.days[number]
        if rng.random() < 0.8:
            self.add(text, [number], "original", day)
        for name in edits:
            later = day + datetime.timedelta(days=rng.choice([0, 0, 0, 1, 1, 2]))
            if name == "join":
                # With one of the nearest ten in time, on the day of the later one or soon after.
                near = sorted((n for n in range(len(self.bases)) if n != number), key=lambda n: abs((self.days[n] - day).days))
                other = rng.choice(near[:10])
                self.add(text + "\n\n" + self.bases[other], [number, other], name, max(later, self.days[other] + (later - day)))
            else:
                self.add(EDITS[name](text, rng, self.filler), [number], name, later)

    def look_alikes(self, count):
        rng = self.rng
        for i in range(count):
            day = self.day + datetime.timedelta(days=rng.randint(0, 700))
            self.add(brief(rng), [f"brief {i}"], "brief", day)
        for i, number in enumerate(rng.sample(range(len(self.bases)), min(count // 3, len(self.bases)))):
            sentences = sentences_of(self.bases[number])
            size = int(len(sentences) * 0.35)
            background = " ".join(sentences[len(sentences) - size:])
            day = self.day + datetime.timedelta(days=rng.randint(0, 700))
            self.add(self.filler(max(70, 2 * words_of(background))) + "\n\n" + background, [f"follow-up {i}"], "follow-up", day)
            self.add(self.filler(rng.randint(50, 90)) + "\n\n" + NOTICE, [f"notice {i}"], "notice", day)
        for i in range(count // 6):
            quote = statement(rng, self.filler)
            for k in range(2):
                self.add(self.filler(60) + "\n\n" + quote + "\n\n" + self.filler(60), [f"quoting {i} {k}"], "quoting", self.day)


def make(bases, seed, edits, copies):
    rng = random.Random(seed)
    bases = bases[:]
    rng.shuffle(bases)
    maker = Maker(bases, rng)
    turn = []
    for number in range(len(maker.bases)):
        if len(turn) < copies:
            turn += rng.sample(edits, len(edits))
        chosen, turn = turn[:copies], turn[copies:]
        maker.story(number, chosen)
    maker.look_alikes(len(maker.bases) // 2)
    rng.shuffle(maker.rows)
    return maker.rows


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--texts", type=pathlib.Path, default=HERE.parent.parent)
    parser.add_argument("--half", choices=("tune", "held"), default="held")
    parser.add_argument("--edits", help="names by commas; default: all 20")
    parser.add_argument("--copies", type=int, default=5, help="copies of each story")
    args = parser.parse_args()
    edits = args.edits.split(",") if args.edits else NAMES
    rows = make(base_texts(args.texts, args.half), args.seed, edits, min(args.copies, len(edits)))
    with open(args.out, "w", encoding="utf-8") as out:
        for row in rows:
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
    print(f"{len(rows)} reports of {len(base_texts(args.texts, args.half))} texts")


if __name__ == "__main__":
    main()
