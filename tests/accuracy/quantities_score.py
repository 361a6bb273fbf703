#!/usr/bin/env python3
"""Scores quantities (value, unit, direction) against sentences annotated by hand, as the paper on CQE (Almasian et al. 2023) does.

  quantities_score.py GOLD.jsonl MENTIONS.jsonl [--errors] [--bins]

GOLD: one sentence a line, {"text", "quantities": [{"change", "value", "unit", "normalized_unit"}, ...]}; a value is a number or "LOW-HIGH", change one of
= ~ > < up down. MENTIONS: what `dateline mentions` writes for it, where source_id ends in "#LINE".
Quantities of a sentence are paired one to one, the pairs that agree in most first; a pair must agree in its value.
- value: the same number, or the same two ends of a range. A vague figure ("dozens") is an interval by both codebooks, ours the narrower: it agrees where it lies inside.
- unit: equal after SAME below; of a counted noun the head word or the whole phrase, in the singular. No unit in gold: none here.
- change: `hedge` gives = ~ > <, `change` gives up and down; gold has room for one symbol, so that of "up about 19" agrees with either.
Years, ordinals and labels are no quantities; an age is one where it is written as a measure ("15 year-old") and so has a unit.
"""
import argparse
import collections
import json
import math
import re

MEASURES = """USD=dollar|EUR=euro|GBP=pound sterling|JPY=japanese yen|CNY=chinese yuan|ILS=shekel|CAD=canadian dollar|AUD=australian dollar|NZD=new zealand dollar
MYR=malaysian ringgit|DKK=danish krone|SEK=swedish krona|NOK=norwegian krone|CHF=swiss franc|INR=indian rupee|KRW=south korean won|RUB=russian ruble|TRY=turkish lira
BRL=brazilian real|ZAR=south african rand|SGD=singapore dollar|HKD=hong kong dollar|MXN=mexican peso|THB=thai baht|PLN=polish zloty|PHP=philippine peso|NGN=nigerian naira
percent=percentage|percentage points=percentage point|years old=year of age|years of age=year of age|times=count
km=kilometre|m=metre|cm=centimetre|mm=millimetre|ft=foot|feet=foot|in=inch|inches=inch|km2=square kilometre|m2=square metre|mi2=square mile|ft2=square foot
ha=hectare|kg=kilogram|g=gram|mg=milligram|t=tonne|lb=pound-mass|oz=ounce|l=litre|ml=millilitre|gal=gallon|mph=mile per hour|km/h=kilometre per hour|m/s=metre per second
mpg=mile per gallon|rpm=revolutions per minute|hp=horsepower|PS=horsepower|kW=kilowatt|W=watt|MW=megawatt|GW=gigawatt|TW=terawatt|kWh=kilowatt hour|MWh=megawatt hour|GWh=gigawatt hour|V=volt|kV=kilovolt
A=ampere|mA=milliampere|mAh=milliampere hour|Hz=hertz|kHz=kilohertz|MHz=megahertz|GHz=gigahertz|dB=decibel|Pa=pascal|kPa=kilopascal|MPa=megapascal|GPa=gigapascal|psi=pound per square inch
ksi=kilopound per square inch|bar=bar|Nm=newton metre|lb-ft=foot pound-force|J=joule|kJ=kilojoule|kcal=calorie|bit=bit|kb=kilobit|Mb=megabit|Gb=gigabit|B=byte|KB=kilobyte|MB=megabyte|GB=gigabyte|TB=terabyte
Mbps=megabit per second|Gbps=gigabit per second|kbps=kilobit per second|MP=megapixel|ppm=part per million|degrees C=celsius|degrees F=fahrenheit|K=kelvin|G=generation wireless|bpd=barrel per day|min=minute|sec=second|hours=hour
kV/cm=kilovolt per centimetre|A/cm2=ampere per square centimetre|g/km=gram per kilometre|TDs=touch down|nmi=nautical mile"""
SAME = dict(entry.split("=") for line in MEASURES.split("\n") for entry in line.split("|"))
IRREGULAR = {"people": "people", "children": "child", "men": "man", "women": "woman", "feet": "foot", "teeth": "tooth", "mice": "mouse", "series": "series", "fishermen": "fisherman",
             "lives": "life", "wives": "wife", "buses": "bus", "losses": "loss", "bosses": "boss", "businesses": "business", "movies": "movie", "cookies": "cookie", "shoes": "shoe",
             "caches": "cache", "houses": "house", "horses": "horse", "nurses": "nurse", "cases": "case", "bases": "base", "axes": "axe", "homes": "home", "centuries": "century",
             "households": "household", "calories": "calorie"}
HEDGES = {"exact": "=", "range": "=", "vague": "=", "about": "~", "at_least": ">", "at_most": "<"}


def singular(word):
    if word in IRREGULAR:
        return IRREGULAR[word]
    for end, by in (("ies", "y"), ("ches", "ch"), ("shes", "sh"), ("sses", "ss"), ("xes", "x"), ("s", "")):
        if word.endswith(end) and len(word) > len(end) + 1 and not word.endswith(("ss", "us", "is")):
            return word[:-len(end)] + by
    return word


def plain(unit):
    """-> the unit in one way of writing: names of measures, words in the singular."""
    unit = (unit or "").strip()
    unit = {"pound-foot": "foot pound-force"}.get(unit, unit)
    if unit in ("", "-"):
        return ""
    if unit in SAME:
        return plain(SAME[unit]) if SAME[unit] not in SAME else SAME[unit]
    parts = [SAME.get(p) or IRREGULAR.get(p.lower()) or " ".join(p.lower().split()[:-1] + [singular(p.lower().split()[-1])]) for p in re.split(r" per | an? |/", unit) if p.strip()]
    return " per ".join(parts)


NAMES = {plain(name) for name in SAME.values()}


def same_unit(gold, found):
    wanted, have = plain(gold["normalized_unit"]), plain(found)
    if wanted == have:
        return True
    if not wanted or not have or wanted in NAMES or have in NAMES or " per " in wanted + have:
        return False
    forms = {wanted, plain(gold["unit"])}
    heads = {singular(re.sub(r" (of|to|in|on) .*", "", form).split()[-1]) for form in forms if form}
    return have in forms or singular(have.split()[-1]) in heads


def ends_of(value):
    if isinstance(value, str):
        match = re.fullmatch(r"(-?[\d.]+)-(-?[\d.]+)", value.strip())
        if match:
            return float(match[1]), float(match[2])
    return abs(float(value)), None


def close(a, b):
    return a is not None and math.isclose(a, b, rel_tol=1e-6, abs_tol=1e-9)


def same_value(gold, found):
    low, high = ends_of(gold["value"])
    ends = [found["low"] if found["low"] is not None else found["best"], found["high"] if found["high"] is not None else found["best"]]
    if high is None:
        return found["hedge"] not in ("range", "vague") and close(found["best"], low)
    if found["hedge"] == "vague":
        return low <= ends[0] and ends[1] <= high
    return close(ends[0], min(low, high)) and close(ends[1], max(low, high))


def same_change(gold, found):
    symbols = {HEDGES[found["hedge"]]} if found["hedge"] != "exact" or not found.get("change") else set()
    return gold["change"] in symbols | ({found["change"]} if found.get("change") else set())


def counts(row):
    kind = row.get("not_a_count")
    return not kind or (kind == "age" and row["quantity"].get("unit"))


def pair(gold, found):
    """-> [(gold, found, unit agrees, change agrees)], the best pairs first."""
    options = []
    for i, g in enumerate(gold):
        for j, f in enumerate(found):
            if same_value(g, f["quantity"]):
                unit, change = same_unit(g, f["quantity"].get("unit")), same_change(g, f["quantity"])
                options.append((-(unit + change), i, j, unit, change))
    pairs, used_gold, used_found = [], set(), set()
    for _, i, j, unit, change in sorted(options):
        if i not in used_gold and j not in used_found:
            used_gold.add(i)
            used_found.add(j)
            pairs.append((i, j, unit, change))
    return pairs


def print_bins(bins):
    for b, rights in sorted(bins.items()):
        print(f"confidence {b / 10:.1f}-{(b + 1) / 10:.1f}: {len(rights)} figures, right {sum(rights) / len(rights):.2f}")
    total = sum(len(r) for r in bins.values())
    print(f"calibration error {sum(abs(sum(r) - len(r) * (b + .5) / 10) for b, r in bins.items()) / total:.3f} (bin middles)")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold")
    parser.add_argument("mentions")
    parser.add_argument("--errors", action="store_true", help="show what disagrees")
    parser.add_argument("--bins", action="store_true", help="show how often figures of a confidence are right")
    args = parser.parse_args()
    found = collections.defaultdict(list)
    for line in open(args.mentions, encoding="utf-8"):
        row = json.loads(line)
        if row.get("class") == "quantity" and counts(row):
            found[int(row["source_id"].rsplit("#", 1)[1])].append(row)
    totals, bins = collections.Counter(), collections.defaultdict(list)
    for number, line in enumerate(open(args.gold, encoding="utf-8"), 1):
        gold, here = json.loads(line), found[number]
        pairs = pair(gold["quantities"], here)
        totals.update(gold=len(gold["quantities"]), found=len(here), value=len(pairs), unit=sum(p[2] for p in pairs), change=sum(p[3] for p in pairs))
        paired = {j for _, j, _, _ in pairs}
        for j, row in enumerate(here):
            bins[min(9, int(row["confidence"] * 10))].append(j in paired)
        if args.errors and (len(pairs) < max(len(gold["quantities"]), len(here)) or not all(p[2] and p[3] for p in pairs)):
            show(number, gold, here, pairs)
    for name, key in (("value", "value"), ("value+unit", "unit"), ("value+change", "change")):
        precision, recall = totals[key] / max(1, totals["found"]), totals[key] / max(1, totals["gold"])
        print(f"{name} P {precision:.3f} R {recall:.3f} F1 {2 * precision * recall / max(1e-9, precision + recall):.3f}")
    if args.bins:
        print_bins(bins)


def show(number, gold, here, pairs):
    print(f"{number}: {gold['text']}")
    for i, g in enumerate(gold["quantities"]):
        match = next((p for p in pairs if p[0] == i), None)
        if match is None:
            print(f"    missed  {g['change']} {g['value']} {g['unit']} ({g['normalized_unit']})")
        elif not match[2] or not match[3]:
            q = here[match[1]]["quantity"]
            print(f"    {'' if match[2] else 'UNIT '}{'' if match[3] else 'CHANGE '} {g['change']} {g['value']} {g['unit']} ({g['normalized_unit']})  have {q.get('change', '')} {q['hedge']} {q.get('unit')}")
    for j, row in enumerate(here):
        if j not in {p[1] for p in pairs}:
            q = row["quantity"]
            print(f"    extra   {row['span']['text']!r} {q['low']}/{q['best']}/{q['high']} {q['hedge']} {q.get('unit')}")


if __name__ == "__main__":
    main()
