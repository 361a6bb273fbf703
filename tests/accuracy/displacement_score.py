#!/usr/bin/env python3
"""Scores the figures of displacement excerpts against those that coders entered for them.

  displacement_score.py texts GOLD.jsonl                      the excerpts as reports, id = line number
  displacement_score.py GOLD.jsonl RECORDS.jsonl MENTIONS.jsonl [--errors]

GOLD: {"text", "quantity", "term", "unit", ...} a line; RECORDS and MENTIONS: what `dateline read` and `dateline mentions` write for them.
displacement_corrections.tsv beside this file says where an entry does not agree with its excerpt, and is applied first.
- given: the entry's quantity is a count of the excerpt that the program gives (of a record, or a mention of people, households or dwellings, sums included).
- chosen: the program's one answer to the entry's term and unit is that quantity: the count of the first movement or stock record that fits both, or else of one that fits
  the unit, or else the first figure of that unit.
- term: of entries whose quantity a record gives, the record's manner or state is one of those of the entry's term.
- term, unit, location, tuple "of all": of the entries whose term the codebook records (housing alone left out), the one record of the excerpt that agrees best with the entry
  says the same term, unit, place (of those that name one; one of its places names one of the entry's, or lies in its country where that is all it says), and all of these
  and the quantity. An entry that no record answers is wrong everywhere.
A range is right where the entry is one of its ends or its middle: an entry has room for one figure.
"""
import argparse
import collections
import json
import pathlib
import re
import unicodedata

from record_rows import rows_of

HOUSEHOLDS = {"household", "households", "family", "families", "home", "homes", "house", "houses", "dwelling", "dwellings", "building", "buildings", "hut", "huts", "apartments",
              "residences", "properties", "casas", "viviendas", "familias"}
TERMS = {"Displaced": {"displaced", "fled", "evacuated", "returned", "besieged", "refugee", "travelled", "present"}, "Forced to Flee": {"fled", "displaced", "evacuated"},
         "Evacuated": {"evacuated", "displaced"}, "Relocated": {"transferred", "evacuated", "displaced", "travelled"}, "Sheltered": {"sheltering", "displaced", "fled", "evacuated"},
         "In Relief Camp": {"sheltering", "displaced", "fled", "present"}, "Homeless": {"displaced"}, "Destroyed Housing": {"displaced"}, "Partially Destroyed Housing": {"displaced"},
         "Uninhabitable Housing": {"displaced", "fled"}}
HOUSING = {"Destroyed Housing", "Partially Destroyed Housing", "Uninhabitable Housing"}
PLACE_WORDS = {"the", "of", "in", "state", "province", "district", "region", "department", "county", "governorate", "city", "town", "village", "island", "islands", "area", "areas",
               "northern", "southern", "eastern", "western", "central", "north", "south", "east", "west", "municipality", "valley", "coast", "prefecture", "near", "several"}
CURRENCIES = {line.split("\t")[1] for line in (pathlib.Path(__file__).parents[2] / "knowledge" / "currencies.tsv").read_text(encoding="utf-8").splitlines() if not line.startswith("#")}
MEASURES = {"percent", "percentage points", "km", "m", "mm", "cm", "days", "weeks", "months", "years", "hours", "minutes", "tonnes", "ha", "km2", "miles", "times", "degrees", "km/h", "mph"}


def figures(estimate):
    return {estimate[end] for end in ("low", "best", "high") if estimate.get(end) is not None} if estimate["hedge"] == "range" else {estimate["best"]}


def is_count(row):
    unit = row["quantity"].get("unit", "")
    return not row.get("not_a_count") and row.get("polarity") != "denied" and unit not in MEASURES and unit not in CURRENCIES and " per " not in unit


def unit_of(estimate):
    words = estimate.get("unit", "").lower().split()
    return "Households" if words and words[-1] in HOUSEHOLDS else "People"


def answer(records, mentions, gold):
    """The one figure for an entry's unit and term: of records that fit both, of records that fit the unit, of mentions."""
    of_unit = [r for r in records if unit_of(r["count"]) == gold["unit"]]
    fitting = [r for r in of_unit if (r.get("manner") or r.get("state")) in TERMS[gold["term"]]]
    for estimate in [r["count"] for r in fitting + of_unit] + [m["quantity"] for m in mentions if unit_of(m["quantity"]) == gold["unit"]]:
        return figures(estimate)
    return set()


def plain_words(text):
    text = unicodedata.normalize("NFKD", text)
    return [w for w in re.findall(r"[a-z0-9]+", "".join(c for c in text if not unicodedata.combining(c)).lower()) if w not in PLACE_WORDS]


def places(record):
    for key in ("place", "origin", "destination", "via"):
        value = record.get(key) or []
        yield from (p for p in (value if isinstance(value, list) else [value]) if p.get("text"))


def same_place(record, location, country):
    """One of the record's places names one of the entry's."""
    wanted = [set(words) for part in re.split(r"[,;&/]| and ", location) if (words := plain_words(part))]
    for place in places(record):
        for name in {place["text"], place.get("name") or place["text"], place.get("adm1") or place["text"]}:
            found = set(plain_words(name))
            if found and any(found <= w or w <= found for w in wanted):
                return True
        if country and not place.get("adm1") and place.get("country") == country and not wanted:
            return True
    return False


def agreement(record, gold):
    """-> which of quantity, term, unit, location a record says as the entry does; location None: the entry names none."""
    term = (record.get("manner") or record.get("state")) in TERMS[gold["term"]]
    country = re.findall(r"[A-Z]{3}", gold.get("country") or "")
    place = same_place(record, gold["location"], (country or [None])[0]) if gold.get("location") else None
    return {"quantity": float(gold["quantity"]) in figures(record["count"]), "term": term, "unit": unit_of(record["count"]) == gold["unit"], "location": place}


def best_agreement(records, gold):
    """Of the record that answers an entry: that with its quantity, then with most else."""
    return max((agreement(r, gold) for r in records), key=lambda a: (a["quantity"], sum(map(bool, a.values()))), default=dict.fromkeys(("quantity", "term", "unit", "location")))


def corrections():
    out = {}
    path = pathlib.Path(__file__).with_name("displacement_corrections.tsv")
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            number, field, value, _ = line.split("\t")
            out.setdefault(int(number), {})[field] = float(value) if field == "quantity" else value
    return out


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold")
    parser.add_argument("records")
    parser.add_argument("mentions", nargs="?")
    parser.add_argument("--errors", action="store_true")
    args = parser.parse_args()
    if args.gold == "texts":
        for number, line in enumerate(open(args.records, encoding="utf-8"), 1):
            print(json.dumps({"id": str(number), "text": json.loads(line)["text"]}, ensure_ascii=False))
        return
    records = rows_of(args.records, lambda r: r["kind"] in ("movement", "stock") and r.get("count"))
    mentions = rows_of(args.mentions, lambda r: r.get("class") == "quantity" and is_count(r))
    corrected, right = corrections(), collections.Counter()
    for number, line in enumerate(open(args.gold, encoding="utf-8"), 1):
        gold, key = json.loads(line) | corrected.get(number, {}), str(number)
        quantity, of_records = float(gold["quantity"]), [r for r in records[key] if float(gold["quantity"]) in figures(r["count"])]
        given = bool(of_records) or any(quantity in figures(m["quantity"]) for m in mentions[key])
        chosen = quantity in answer(records[key], mentions[key], gold)
        term = any((r.get("manner") or r.get("state")) in TERMS[gold["term"]] for r in of_records)
        written = float(json.loads(line)["quantity"])  # before our corrections
        right.update(as_written=any(written in figures(x) for x in [r["count"] for r in records[key]] + [m["quantity"] for m in mentions[key]]))
        right.update(rows=1, given=given, chosen=chosen, recorded=bool(of_records), term=term)
        if gold["term"] not in HOUSING:
            said = best_agreement(records[key], gold)
            full = all(said[part] for part in ("quantity", "term", "unit")) and said["location"] is not False
            right.update(tuples=1, located=bool(gold.get("location")), all_term=bool(said["term"]), all_unit=bool(said["unit"]), all_location=bool(gold.get("location") and said["location"]),
                         all_quantity=bool(said["quantity"]), full=full)
            if args.errors and not full:
                print(f"TUPLE {key}: {[part for part, fits in said.items() if not fits and (part != 'location' or gold.get('location'))]} {gold['quantity']:g} {gold['term']} {gold['unit']} "
                      f"{gold.get('location')}: {[(r.get('manner') or r.get('state'), r['count']['best'], [p['text'] for p in places(r)]) for r in records[key]]} | {gold['text'][:250]}")
        if args.errors and not (given and chosen):
            print(f"{number}: {'' if given else 'MISSED '}{quantity:g} {gold['term']} {gold['unit']}; chosen {sorted(answer(records[key], mentions[key], gold))}, "
                  f"given {[(m['quantity']['text'], m['quantity']['best']) for m in mentions[key]]}: {gold['text'][:300]}")
    print(f"given exact {right['given'] / right['rows']:.3f} ({right['given']} of {right['rows']})")
    print(f"(by the gold as written, before our corrections: {right['as_written'] / right['rows']:.3f})")
    print(f"chosen exact {right['chosen'] / right['rows']:.3f} ({right['chosen']} of {right['rows']})")
    for part in ("quantity", "term", "unit"):
        print(f"{part} of_all {right['all_' + part] / right['tuples']:.3f} ({right['all_' + part]} of {right['tuples']})")
    print(f"location of_all {right['all_location'] / right['located']:.3f} ({right['all_location']} of {right['located']} that name one)")
    print(f"tuple of_all {right['full'] / right['tuples']:.3f} ({right['full']} of {right['tuples']})")
    print(f"term right {right['term'] / max(1, right['recorded']):.3f} ({right['term']} of {right['recorded']} that a record gives)")


if __name__ == "__main__":
    main()
