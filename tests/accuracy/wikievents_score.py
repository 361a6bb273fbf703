#!/usr/bin/env python3
"""Scores the slots of records against the arguments of WikiEvents: heads only, with our own triggers.

  wikievents_score.py texts GOLD.jsonl                     the articles as reports
  wikievents_score.py score GOLD.jsonl RECORDS.jsonl [--errors]

wikievents_types.tsv beside this file maps its event types and roles to our kinds, types and slots; types that no record says (speech, trade, disease) are left out on both
sides. An argument is (class of event, slot, place in the text): the target of an attack and the victim of the death in it are one argument where they are one mention,
since a verb and a noun for the same happening are one record here. So a missed event misses its arguments, and an event that the gold has not costs precision.
A head agrees where the head word of one lies in the other; a relative pronoun in the gold, where the filler is the phrase before it.
"""
import collections
import json
import pathlib
import re

from record_rows import arguments, head_span, hurt, jsonl, prf, rows_of

CITY_OF = re.compile(r"(?:the )?(?:[\w-]+ )?(?:city|town|village|capital|port|province|district|state|region|island) of (?=[A-Z])", re.I)
PRONOUNS = {"who", "which", "that", "whom", "whose"}


def table():
    """-> {gold type prefix: class}, {(class, role): slot}, {class: [(record word, modes, triggers)]}, {(class, slot): triggers of records whose gold type has no such role}"""
    types, roles, ours, lacking = {}, {}, {}, {}
    for line in pathlib.Path(__file__).with_name("wikievents_types.tsv").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        row, name, group, value, triggers = (line.split("\t") + ["", "", ""])[:5]
        if row == "type":
            types[name] = group
        elif row == "role":
            roles[group, name] = value
        elif row == "lack":
            lacking[group, name] = re.compile(triggers, re.I)
        else:
            ours.setdefault(group, []).append((name, value, triggers))
    return types, roles, ours, lacking


TYPES, ROLES, OURS, LACKING = table()


def class_of_gold(name):
    return next((group for prefix, group in TYPES.items() if name.startswith(prefix)), None)


def class_of_record(record):
    words = {record.get("type"), record.get("manner"), record.get("change"), record.get("state")}
    for group, rows in OURS.items():
        for word, modes, triggers in rows:
            if (word in words or word == record["kind"]) and (not modes or record.get("mode") in modes.split("|")) and re.search(triggers, record["trigger"]["text"], re.I):
                return group
    return None


def gold_arguments(row):
    """-> {(class, slot, begin of head): (begin, end) of the mention}"""
    out = {}
    for event in row["events"]:
        group = class_of_gold(event["type"])
        for argument in event["args"]:
            slot = ROLES.get((group, argument["role"]))
            if slot:
                b, e = argument["begin"], argument["end"]
                out[group, slot, b + head_span(row["text"][b:e])[0]] = (b, e)
    return out


def aligned(text, span):
    """A span of the cleaned text in the text as given; cleaning moves letters by a few."""
    b, e, said = span["begin"], span["end"], span["text"]
    if text[b:e] == said:
        return b, e
    hits = [m.start() for m in re.finditer(re.escape(said), text[max(0, b - 300):e + 300])]
    if not hits:
        return b, e
    at = min((max(0, b - 300) + hit for hit in hits), key=lambda hit: abs(hit - b))
    return at, at + len(said)


def fillers(record, text):
    """Every (slot, begin, end) that a record fills with something whose place in the text is known."""
    for slot, key in (("actor", "actors"), ("recipient", "recipients"), ("people", "people"), ("people", "facilitator"), ("origin", "origin"), ("destination", "destination"),
                      ("place", "place")):
        value = record.get(key) or []
        for filler in value if isinstance(value, list) else [value]:
            if "span" in filler:
                span = aligned(text, filler["span"])
                named = CITY_OF.match(text[slice(*span)]) if slot in ("place", "origin", "destination") else None
                yield slot, span[0] + (named.end() if named else 0), span[1]
    begin, end = aligned(text, record["quote"])
    for slot, words in (("weapon", record.get("weapons", [])), ("recipient", hurt(record))):
        for phrase in words:
            at = text.find(phrase, begin, end)
            if at >= 0:
                yield slot, at, at + len(phrase)


def found_arguments(records, row):
    """-> as gold_arguments, and the keys of those whose record has an event of the gold in its clause"""
    out, shared, text = {}, set(), row["text"]
    for record in records:
        group = class_of_record(record)
        if not group or (record.get("stance") or {}).get("polarity") == "denied":
            continue
        begin, end = aligned(text, record["quote"])
        known = any(class_of_gold(event["type"]) == group and begin <= event["begin"] < end for event in row["events"])
        for slot, b, e in fillers(record, text):
            slot = "recipient" if group == "justice" and slot == "people" else slot  # the prisoners that a stock counts
            if (group, slot) in LACKING and LACKING[group, slot].search(record["trigger"]["text"]):
                continue
            key = group, slot, b + head_span(text[b:e])[0]
            out[key] = (b, e)
            shared |= {key} if known else set()
    return out, shared


def same_head(text, gold, found):
    def head(span):
        b, e = head_span(text[span[0]:span[1]])
        return span[0] + b, span[0] + e
    g, f = head(gold), head(found)
    if f[0] < gold[1] and gold[0] < f[1] and (g[0] < found[1] and found[0] < g[1]):
        return True
    return text[gold[0]:gold[1]].lower() in PRONOUNS and 0 <= gold[0] - found[1] <= 40 and not re.search(r"[.!?;]\s", text[found[1]:gold[0]])


def score(gold, found, errors=False):
    """-> {class: [right, found, gold]}, {slot: the same}, how many were found in clauses where the gold has an event too"""
    by_class, by_slot, in_shared = collections.defaultdict(lambda: [0, 0, 0]), collections.defaultdict(lambda: [0, 0, 0]), 0
    for row in gold:
        text, wanted = row["text"], gold_arguments(row)
        given, shared = found_arguments(found.get(row["id"], []), row)
        in_shared += len(shared)
        used, missed = set(), []
        for key, span in wanted.items():
            hit = next((k for k, s in given.items() if k not in used and k[:2] == key[:2] and same_head(text, span, s)), None)
            for counts in (by_class[key[0]], by_slot[key[1]]):
                counts[0] += hit is not None
                counts[2] += 1
            if hit is None:
                missed.append((key, span))
            used.add(hit)
        for key in given:
            for counts in (by_class[key[0]], by_slot[key[1]]):
                counts[1] += 1
        if errors:
            for name, rows in (("MISSED", missed), ("WRONG", [(k, s) for k, s in given.items() if k not in used])):
                for (group, slot, _), (b, e) in rows:
                    print(name, group, slot, f"{text[max(0, b - 90):b]}[[{text[b:e]}]]{text[e:e + 90]}")
    return by_class, by_slot, in_shared


def main():
    args = arguments(__doc__)
    gold = jsonl(args.gold)
    if args.mode == "texts":
        for row in gold:
            print(json.dumps({"id": row["id"], "text": row["text"]}, ensure_ascii=False))
        return
    by_class, by_slot, in_shared = score(gold, rows_of(args.records), args.errors)
    for counts in (by_class, by_slot):
        for name, row in sorted(counts.items(), key=lambda item: -item[1][2]):
            print(f"  {name:10} P %.3f R %.3f F1 %.3f  (%d right, %d found, %d gold)" % (*prf(*row), *row))
    total = [sum(row[i] for row in by_class.values()) for i in range(3)]
    print("(arguments of events that both have: P %.3f)" % (total[0] / max(1, in_shared)))
    print("arguments P %.3f R %.3f F1 %.3f (%d right, %d found, %d gold)" % (*prf(*total), *total))


if __name__ == "__main__":
    main()
