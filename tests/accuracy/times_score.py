#!/usr/bin/env python3
"""Scores times against texts with TIMEX2 marks (WikiWars), by the rules of TERN: spans lenient (overlap) and strict (equal), and each with the value.

    times_score.py --text GOLD OUT        writes the plain texts of the gold folder to OUT/NAME.txt
    times_score.py GOLD MENTIONS.jsonl    scores what `dateline mentions --jsonl - OUT` wrote
    ... --show                            lists what differs; --bins: how often a time of some confidence is right (lenient + VAL)

The gold leaves prepositions out and marks both ends of a range; spans are brought to that form before they are compared. Marks of a set ("daily") have either
the form of its members (XXXX-XX-XX) or its period (P1D) in the gold, which TIMEX3 writes always; the first is read as the second, and nothing else is changed.
"""
import collections
import html
import json
import pathlib
import re
import sys

PREPOSITION = re.compile(
    r"^(?:(?:in|on|at|since|until|till|up until|by|from|for|during|over|within|throughout|through|between|before|after|around|as of|as early as|as late as|prior to|"
    r"shortly after|shortly before|soon after|lasting|starting|beginning|dated|about|across)\b\s+)+", re.I)
SETS = {"XXXX-XX-XX": "P1D", "XXXX-WXX": "P1W", "XXXX-XX": "P1M", "XXXX": "P1Y"}
LINK = re.compile(r"\s+(?:to|until|till|through|and)\s+|\s*[-\u2013\u2014]\s*")


def read_gold(path):
    """Plain text and its marks as (begin, end, value)."""
    raw = path.read_text(encoding="utf-8", errors="replace")
    raw = raw[raw.index("<TEXT>") + 6:raw.rindex("</TEXT>")]
    text, marks, stack = [], [], []
    length = 0
    for part in re.split(r"(</?TIMEX2[^>]*>)", raw):
        if part.startswith("<TIMEX2"):
            value = re.search(r'val="([^"]*)"', part, re.I)
            value = value.group(1) if value else ""
            stack.append((length, SETS.get(value, value) if 'set="YES"' in part else value))
        elif part.startswith("</TIMEX2"):
            begin, value = stack.pop()
            marks.append((begin, length, value))
        else:
            part = html.unescape(part)
            text.append(part)
            length += len(part)
    return "".join(text), sorted(marks)


def find_near(text, piece, near):
    """The occurrence of `piece` that begins nearest to `near`; cleaning may have moved it a little."""
    best, at = -1, text.find(piece, max(0, near - 400))
    while at >= 0 and at < near + 400:
        if best < 0 or abs(at - near) < abs(best - near):
            best = at
        at = text.find(piece, at + 1)
    return best


def read_system(path, texts):
    found = collections.defaultdict(list)
    moved = collections.Counter()  # by text: how far cleaning has moved what follows
    for line in open(path, encoding="utf-8"):
        row = json.loads(line)
        if row.get("kind") != "mention" or row.get("class") != "time":
            continue
        name = pathlib.PurePath(row["source_id"].split("#")[0]).stem
        if name not in texts:
            continue
        span, value = row["span"], row["time"].get("timex", "")
        begin = find_near(texts[name], span["text"], span["begin"] + moved[name])
        if begin < 0:
            continue
        moved[name] = begin - span["begin"]
        piece = span["text"]
        lead = PREPOSITION.match(piece)
        if lead:
            begin, piece = begin + lead.end(), piece[lead.end():]
        ends = value.split("/")
        link = LINK.search(piece) if len(ends) == 2 else None
        if link:
            found[name].append((begin, begin + link.start(), ends[0], row.get("confidence", 0)))
            found[name].append((begin + link.end(), begin + len(piece), ends[1], row.get("confidence", 0)))
        else:
            found[name].append((begin, begin + len(piece), value, row.get("confidence", 0)))
    return found


def pair(gold, system, same):
    """One-to-one pairs, longest overlap first."""
    pairs, used_gold, used_system = [], set(), set()
    choices = []
    for g, (gb, ge, _) in enumerate(gold):
        for s, (sb, se, *_) in enumerate(system):
            overlap = min(ge, se) - max(gb, sb)
            if overlap > 0 and (not same or (gb, ge) == (sb, se)):
                choices.append((-(2 * overlap) / (ge - gb + se - sb), g, s))
    for _, g, s in sorted(choices):
        if g not in used_gold and s not in used_system:
            used_gold.add(g)
            used_system.add(s)
            pairs.append((g, s))
    return pairs


def main():
    if len(sys.argv) == 4 and sys.argv[1] == "--text":
        out = pathlib.Path(sys.argv[3])
        out.mkdir(parents=True, exist_ok=True)
        for path in sorted(pathlib.Path(sys.argv[2]).glob("*.xml")):
            (out / (path.name.split(".")[0] + ".txt")).write_text(read_gold(path)[0], encoding="utf-8")
        return 0
    if len(sys.argv) not in (3, 4):
        print(__doc__, file=sys.stderr)
        return 2
    gold = {path.name.split(".")[0]: read_gold(path) for path in sorted(pathlib.Path(sys.argv[1]).glob("*.xml"))}
    system = read_system(sys.argv[2], {name: text for name, (text, _) in gold.items()})
    show = len(sys.argv) == 4 and sys.argv[3] == "--show"
    bins = collections.defaultdict(list)
    counts = collections.Counter()
    for name, (text, marks) in gold.items():
        mine = system[name]
        counts["gold"] += len(marks)
        counts["system"] += len(mine)
        for same, label in ((False, "lenient"), (True, "strict")):
            pairs = pair(marks, mine, same)
            counts[label] += len(pairs)
            counts[label + "+val"] += sum(marks[g][2] == mine[s][2] for g, s in pairs)
            if not same:
                right = {s for g, s in pairs if marks[g][2] == mine[s][2]}
                for s, mark in enumerate(mine):
                    bins[min(9, int(mark[3] * 10))].append((mark[3], s in right))
            if show and not same:
                for g, s in pairs:
                    if marks[g][2] != mine[s][2]:
                        print("VAL", repr(text[marks[g][0]:marks[g][1]]), marks[g][2], "| got", repr(text[mine[s][0]:mine[s][1]]), mine[s][2])
                for g in set(range(len(marks))) - {g for g, _ in pairs}:
                    print("MISS", repr(text[max(0, marks[g][0] - 25):marks[g][0]]), repr(text[marks[g][0]:marks[g][1]]), marks[g][2])
                for s in set(range(len(mine))) - {s for _, s in pairs}:
                    print("EXTRA", repr(text[max(0, mine[s][0] - 25):mine[s][1] + 15]), mine[s][2])
    for label in ("lenient", "strict", "lenient+val", "strict+val"):
        p, r = counts[label] / max(1, counts["system"]), counts[label] / max(1, counts["gold"])
        print(f"{label:12} P {p:.3f} R {r:.3f} F {2 * p * r / max(1e-9, p + r):.3f}")
    if len(sys.argv) == 4 and sys.argv[3] == "--bins":
        total = sum(len(rows) for rows in bins.values())
        error = 0
        for at, rows in sorted(bins.items()):
            said, right = (sum(row[i] for row in rows) / len(rows) for i in (0, 1))
            error += abs(said - right) * len(rows) / total
            print(f"confidence {at / 10:.1f}-{at / 10 + .1:.1f} times {len(rows):5} said {said:.3f} right {right:.3f}")
        print(f"expected calibration error {error:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
