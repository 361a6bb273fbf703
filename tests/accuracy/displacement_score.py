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
A range is right where the entry is one of its ends or its middle: an entry has room for one figure.
"""
import argparse
import collections
import json
import pathlib

HOUSEHOLDS = {"household", "households", "family", "families", "home", "homes", "house", "houses", "dwelling", "dwellings", "building", "buildings", "hut", "huts", "apartments",
              "residences", "properties", "casas", "viviendas", "familias"}
TERMS = {"Displaced": {"displaced", "fled", "evacuated", "returned", "besieged", "refugee", "travelled", "present"}, "Forced to Flee": {"fled", "displaced", "evacuated"},
         "Evacuated": {"evacuated", "displaced"}, "Relocated": {"transferred", "evacuated", "displaced", "travelled"}, "Sheltered": {"sheltering", "displaced", "fled", "evacuated"},
         "In Relief Camp": {"sheltering", "displaced", "fled", "present"}, "Homeless": {"displaced"}, "Destroyed Housing": {"displaced"}, "Partially Destroyed Housing": {"displaced"},
         "Uninhabitable Housing": {"displaced", "fled"}}
CURRENCIES = {line.split("\t")[1] for line in (pathlib.Path(__file__).parents[2] / "knowledge" / "currencies.tsv").read_text(encoding="utf-8").splitlines() if not line.startswith("#")}
MEASURES = {"percent", "percentage points", "km", "m", "mm", "cm", "days", "weeks", "months", "years", "hours", "minutes", "tonnes", "ha", "km2", "miles", "times", "degrees", "km/h", "mph"}


def rows_of(path, keep):
    """-> id of the excerpt -> its lines, in order."""
    ids, out = {}, collections.defaultdict(list)
    for line in open(path, encoding="utf-8"):
        row = json.loads(line)
        if row["kind"] == "report":
            ids[row["id"]] = row["source_id"]
        elif keep(row):
            out[row.get("source_id") or ids[row["report"]]].append(row)
    return out


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
        if args.errors and not (given and chosen):
            print(f"{number}: {'' if given else 'MISSED '}{quantity:g} {gold['term']} {gold['unit']}; chosen {sorted(answer(records[key], mentions[key], gold))}, "
                  f"given {[(m['quantity']['text'], m['quantity']['best']) for m in mentions[key]]}: {gold['text'][:300]}")
    print(f"given exact {right['given'] / right['rows']:.3f} ({right['given']} of {right['rows']})")
    print(f"(by the gold as written, before our corrections: {right['as_written'] / right['rows']:.3f})")
    print(f"chosen exact {right['chosen'] / right['rows']:.3f} ({right['chosen']} of {right['rows']})")
    print(f"term right {right['term'] / max(1, right['recorded']):.3f} ({right['term']} of {right['recorded']} that a record gives)")


if __name__ == "__main__":
    main()
