#!/usr/bin/env python3
"""Scores the country of source and target against the PLOVER gold standard records.

    parties_score.py texts GOLD.jsonl > reports.jsonl          # one report a line: {"id", "text"}
    dateline mentions reports.jsonl --jsonl mentions.jsonl
    dateline read reports.jsonl --jsonl records.jsonl
    parties_score.py score GOLD.jsonl mentions.jsonl records.jsonl [--errors]

Gold: the actors of `source` and `target` whose code is a country; IGO, NGO and the like are none. Two figures, each with P and R:
  mentions  each gold actor is looked up in the text; the party mentions that share a character with it answer for it. P: of those with a country, the share with
            the gold one; R: of the gold actors, the share that a mention with the gold country answers for.
  events    per text, the countries of the actors and recipients of its event records against those of source and target. Where a gold text has no country at
            all, what the program gives is wrong.
"""
import argparse
import collections
import json
import re

NO_COUNTRY = {"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC", "NON", "UNK", "***", ""}
SAME = {"KOS": "XKX", "ITL": "ITA", "SUN": "RUS", "YUG": "SRB", "SCG": "SRB", "DDR": "DEU", "CSK": "CZE", "YMD": "YEM", "BUR": "MMR", "ROM": "ROU", "ZAR": "COD", "TMP": "TLS"}


def country(code):
    """ISO 3166-1 alpha-3 of today; former states count as the one that took their place; "": no country."""
    code = (code or "")[:3].upper()
    return "" if code in NO_COUNTRY else SAME.get(code, code)


def read_gold(path):
    """-> [(id, text, [(begin, end, country)] of the actors found in the text, {countries})]"""
    out = []
    for line in open(path, encoding="utf-8"):
        row = json.loads(line)
        spans, countries = [], set()
        for actor in (row.get("source") or []) + (row.get("target") or []):
            code = country(actor.get("code"))
            if not code:
                continue
            countries.add(code)
            spans.append((*locate(row["text"], actor["actorText"]), code))
        out.append((row["id"], row["text"], spans, countries))
    return out


def locate(text, phrase):
    """Where the coder's phrase stands; he leaves words out with dots. (-1, -1): nowhere."""
    for part in (phrase, *sorted(re.split(r"\s*\.\.+\s*", phrase), key=len, reverse=True)):
        pattern = r"\s+".join(re.escape(word) for word in part.split())
        if pattern and (hit := re.search(r"(?<!\w)" + pattern, text)):
            return hit.span()
    return -1, -1


def print_texts(gold):
    """The sentences as reports."""
    for report, text, *_ in gold:
        print(json.dumps({"id": report, "text": text}, ensure_ascii=False))


def ratio(hits, of):
    return hits / of if of else 0.0


def tell(name, hits, answered, right, gold):
    p, r = ratio(hits, answered), ratio(right, gold)
    print(f"{name:9} P {p:.3f} R {r:.3f} F1 {ratio(2 * p * r, p + r):.3f}  ({hits}/{answered}, {right}/{gold})")


def score_mentions(gold, path, errors):
    found = collections.defaultdict(list)
    for line in open(path, encoding="utf-8"):
        row = json.loads(line)
        if row.get("class") == "party":
            found[row["source_id"]].append((row["span"]["begin"], row["span"]["end"], country(row["party"].get("country")), row["span"]["text"]))
    hits = answered = right = wanted = 0
    for report, text, spans, _ in gold:
        wanted += len(spans)
        for begin, end, code in spans:
            over = [m for m in found[report] if m[0] < end and begin < m[1]]
            hits += sum(m[2] == code for m in over)
            answered += sum(m[2] != "" for m in over)
            right += any(m[2] == code for m in over)
            wrong = [m[3] + "=" + m[2] for m in over if m[2] not in ("", code)]
            if errors and (wrong or not any(m[2] == code for m in over)):
                print("mention", report, f"[{text[begin:end]}] {code}", "wrong:" if wrong else "none:", "; ".join(wrong or [m[3] for m in over]), "|", text[:160])
    tell("mentions", hits, answered, right, wanted)


def score_events(gold, path, errors):
    found = collections.defaultdict(set)
    for line in open(path, encoding="utf-8"):
        row = json.loads(line)
        if row.get("kind") == "event":
            source = row.get("source_id") or row["report"]
            found[source] |= {country(party.get("country")) for side in ("actors", "recipients") for party in row.get(side, [])} - {""}
    ids = report_ids(path)
    hits = answered = wanted = 0
    for report, text, _, countries in gold:
        given = found[report] | found[ids.get(report)]
        hits, answered, wanted = hits + len(given & countries), answered + len(given), wanted + len(countries)
        if errors and given != countries:
            print("event", report, "gold", sorted(countries), "given", sorted(given), "|", text[:200])
    tell("events", hits, answered, hits, wanted)


def report_ids(path):
    return {row["source_id"]: row["id"] for row in map(json.loads, open(path, encoding="utf-8")) if row.get("kind") == "report" and row.get("source_id")}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("mode", choices=["texts", "score"])
    parser.add_argument("gold")
    parser.add_argument("mentions", nargs="?")
    parser.add_argument("records", nargs="?")
    parser.add_argument("--errors", action="store_true")
    args = parser.parse_args()
    gold = read_gold(args.gold)
    if args.mode == "texts":
        print_texts(gold)
        return
    score_mentions(gold, args.mentions, args.errors)
    if args.records:
        score_events(gold, args.records, args.errors)


if __name__ == "__main__":
    main()
