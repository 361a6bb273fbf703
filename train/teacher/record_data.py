"""What the teacher of records reads and writes: the codebook, hand-coded reports as words with labels, windows of them, and rows of what was found."""
import bisect
import dataclasses
import itertools
import json
import os
import re
import sys
from typing import Dict, List

from data import Sentence, open_text

sys.path.append(os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "books"))
import check as codebook  # train/books/check.py

KINDS = [(kind, name) for kind, names in codebook.TYPES.items() for name in names] + [("statement", None)]
SLOTS = [*codebook.LISTS, *codebook.TEXT, *codebook.NUMBERS]
STANCE = {key: [""] + [v for v, k in codebook.STANCE.items() if k == key] for key in sorted(set(codebook.STANCE.values()))}
STANCE["quoted"] = ["", "indirect", "direct"]
SLOTS_OF = {kind: {*slots, "source"} for kind, slots in codebook.SLOTS.items()}

# Hyphens, stops and the commas of thousands stay inside a word, so that "thirty-six" and "21,000" are one number; "'s" is a word of its own.
WORD = re.compile(r"\w+(?:[-'’.]\w+|,\d{3}(?!\d))*|[^\w\s]")
POSSESSIVE = re.compile(r"(?<=.)['’]s$")
NUMERALS = dict(zip("zero one two three four five six seven eight nine ten eleven twelve".split(), range(13)))
NUMERALS.update(zip("thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(), range(13, 20)))
NUMERALS.update(zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10)))
VAGUE = {"couple": 2, "few": 4, "several": 5, "dozen": 12, "dozens": 36, "scores": 60, "hundreds": 300, "thousands": 3000, "millions": 3000000}
SCALE = {"dozen": 12, "hundred": 100, "thousand": 1000, "million": 1000000}


@dataclasses.dataclass
class Labelled:
    """A record, its places counted in words: of the report, or of the window it was cut into."""
    begin: int
    end: int
    kind: int  # of KINDS
    slots: List[tuple] = dataclasses.field(default_factory=list)  # (begin, end, index into SLOTS[, probability])
    stance: Dict[str, int] = dataclasses.field(default_factory=dict)  # key of STANCE -> index of its value
    optional: bool = False
    sure: float = 1.0  # that it is a record
    kind_sure: float = 1.0  # that it is of this kind and type, if it is one


@dataclasses.dataclass
class Report:
    id: str
    text: str
    corpus: str = ""
    published: str = None
    spans: List[tuple] = None  # of its words, in code points
    words: List[str] = None
    records: List[Labelled] = dataclasses.field(default_factory=list)

    def __post_init__(self):
        self.spans = list(words_of(self.text))
        self.words = [self.text[begin:end] for begin, end in self.spans]

    def cover(self, begin, end):
        """First and last + 1 of the words that [begin, end) of the text touches."""
        first = bisect.bisect_right([e for _, e in self.spans], begin)
        return first, bisect.bisect_left([b for b, _ in self.spans], end, lo=first)

    def quote(self, begin, end):
        """The text of words [begin, end)."""
        return self.text[self.spans[begin][0]:self.spans[end - 1][1]]


@dataclasses.dataclass
class Window(Sentence):
    """A stretch of a report that the encoder can take at once."""
    report: Report = None
    first: int = 0  # its first word in the report
    own: range = None  # the words of the report that it decides on; around them it has context only
    records: List[Labelled] = dataclasses.field(default_factory=list)


def words_of(text):
    for match in WORD.finditer(text):
        begin, end = match.span()
        tail = POSSESSIVE.search(match.group())
        if tail:
            yield begin, begin + tail.start()
            begin += tail.start()
        yield begin, end


def number(words, at):
    """What the number word at `at` says, with the scale that follows it; None where it is none."""
    word = words[at].lower()
    parts = word.split("-")
    if re.fullmatch(r"\d[\d,]*(\.\d+)?", word):
        value = float(word.replace(",", ""))
    elif all(part in NUMERALS for part in parts):
        value = sum(NUMERALS[part] for part in parts)
    elif word in VAGUE:
        value = VAGUE[word]
    else:
        return None
    scale = SCALE.get(words[at + 1].lower(), 1) if at + 1 < len(words) else 1
    return round(value * scale, 2) if value * scale % 1 else int(value * scale)


def number_place(report, row, value):
    """The number word in the record's sentence that says the best value and stands nearest to the trigger, as one word."""
    low, best, high = value
    wanted = next(v for v in (best, low, high) if v is not None)
    trigger = report.cover(row["begin"], row["end"])[0]
    places = [i for i in range(*report.cover(*row["sentence"])) if number(report.words, i) == wanted]
    nearest = min(places, key=lambda i: abs(i - trigger), default=None)
    return None if nearest is None else (nearest, nearest + 1)


def string_place(report, row, string):
    """The words of a slot string: nearest to the trigger in its sentence, else the last before it, else the first of all."""
    begin, end = row["sentence"]
    starts = [match.start() for match in re.finditer(re.escape(string), report.text)]
    inside = [s for s in starts if begin <= s < end]
    before = [s for s in starts if s < begin]
    if inside:
        start = min(inside, key=lambda s: min(abs(s - row["end"]), abs(s + len(string) - row["begin"])))
    else:
        start = before[-1] if before else starts[0]
    return report.cover(start, start + len(string))


def labelled(report, row):
    """A hand-coded row as places in words. A number that no word says (a sum, a range) has no place."""
    out = Labelled(*report.cover(row["begin"], row["end"]), KINDS.index((row["kind"], row.get("type"))), optional=bool(row.get("optional")))
    out.stance = {key: values.index(row.get(key, "")) for key, values in STANCE.items()}
    for index, slot in enumerate(SLOTS):
        if slot in codebook.NUMBERS:
            places = [number_place(report, row, row[slot])] if slot in row else []
        else:
            places = [string_place(report, row, string) for string in ([row[slot]] if isinstance(row.get(slot), str) else row.get(slot, []))]
        out.slots += [(*place, index) for place in places if place]
    return out


def read_gold(paths):
    """Hand-coded reports with their texts (train/books/join.py writes them so), each id once."""
    reports = {}
    for path in paths:
        with open_text(path) as file:
            for row in map(json.loads, file):
                if row["id"] not in reports:
                    report = reports[row["id"]] = Report(row["id"], row["text"], row.get("corpus", ""), row.get("published"))
                    report.records = [labelled(report, record) for record in row["records"]]
    return list(reports.values())


def windows(report, lengths, limit, most, overlap, first=None):
    """Cuts a report into windows of at most `most` words (the first of `first`) and `limit` word pieces; `lengths` are the pieces of each word.
    Neighbours share `overlap` words, of which each decides on the half that lies deeper in it."""
    sums, cuts, begin, total = [0, *itertools.accumulate(lengths)], [], 0, len(report.words)
    while begin < total:
        end = min(begin + (most if cuts else first or most), bisect.bisect_right(sums, sums[begin] + limit) - 1)
        cuts.append((begin, min(end, total)))
        begin = total if end >= total else end - min(overlap, (end - begin) // 2)
    borders = [0] + [(following[0] + cut[1]) // 2 for cut, following in zip(cuts, cuts[1:])] + [total]
    return [cut_out(report, *cut, range(*own)) for cut, own in zip(cuts, zip(borders, borders[1:]))]


def cut_out(report, begin, end, own):
    """Words [begin, end) of a report, with those records whose trigger lies wholly inside and what of their slots does."""
    records = []
    for record in report.records:
        if begin <= record.begin and record.end <= end:
            slots = [(b - begin, e - begin, slot) for b, e, slot in record.slots if begin <= b and e <= end]
            records.append(dataclasses.replace(record, begin=record.begin - begin, end=record.end - begin, slots=slots))
    return Window(report.words[begin:end], report=report, first=begin, own=own, records=records)


def row_of(report, record):
    """A record found, as a flat row of the codebook; "p", "pt": how sure that it is one and of its type; "at": the place of each slot and how sure."""
    kind, name = KINDS[record.kind]
    begin, end = report.spans[record.begin][0], report.spans[record.end - 1][1]
    row = {"kind": kind, "trigger": report.text[begin:end], "begin": begin, "end": end, "p": round(record.sure, 3), "pt": round(record.kind_sure, 3)}
    if name:
        row["type"] = name
    for b, e, index, sure in record.slots:
        slot, value = SLOTS[index], number(report.words, b)
        if slot not in SLOTS_OF[kind] or slot in codebook.NUMBERS and value is None:
            continue
        row.setdefault("at", {}).setdefault(slot, []).append([report.spans[b][0], report.spans[e - 1][1], round(sure, 2)])
        if slot in codebook.LISTS:
            row.setdefault(slot, []).append(report.quote(b, e))
        else:
            row.setdefault(slot, [value] * 3 if slot in codebook.NUMBERS else report.quote(b, e))
    for key, values in STANCE.items():
        if record.stance[key] and (key != "quoted" or "source" in row):
            row[key] = values[record.stance[key]]
    return row


def program_row(report, row):
    """A flat row in the layout of the program's own records, so that one measure reads both."""
    text = lambda value: {"text": value}
    trigger = {"begin": row["begin"], "end": row["end"], "text": row["trigger"]}
    out = {"kind": row["kind"], "report": report.id, "trigger": trigger, "quote": trigger}
    if "type" in row:
        out[{"event": "type", "movement": "manner", "stock": "state", "control": "change"}[row["kind"]]] = row["type"]
    out.update((slot, text(row[slot])) for slot in codebook.TEXT if slot in row and slot not in ("previous", "source"))
    out.update((slot, dict(zip(("low", "best", "high"), row[slot]))) for slot in codebook.NUMBERS if slot in row)
    out.update((name, list(map(text, row[slot]))) for slot, name in (("actor", "actors"), ("recipient", "recipients"), ("via", "via")) if slot in row)
    if "previous" in row:
        out["previous_holder"] = text(row["previous"])
    if "source" in row:
        out["attribution"] = {"source": text(row["source"]), "quoted": row.get("quoted", "indirect")}
    out["stance"] = {name: row[key] for key, name in (("polarity", "polarity"), ("certainty", "certainty"), ("tense", "time")) if key in row}
    return out
