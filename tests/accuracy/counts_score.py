#!/usr/bin/env python3
"""Scores killed and injured against incidents whose toll is known, report by report.

  counts_score.py texts GOLD.jsonl                         the reports of all incidents, id = that of the document
  counts_score.py score GOLD.jsonl RECORDS.jsonl [--errors]

A report's answer is the figure of the toll that most of its records give, of equals the one given first; none: 0. Records that are denied, feared or planned do not
count, nor do sums over years (more than 100, where the report has a smaller figure). Every report of an incident has the incident's final toll as its gold, also where it
was written before a victim died: this bounds the figure.
"""
import collections
import json

from record_rows import arguments, jsonl, rows_of


def answer(records, key):
    """The figure of a toll that most records of a report give."""
    figures = collections.Counter()
    for record in records:
        stance = record.get("stance") or {}
        best = (record.get(key) or {}).get("best")
        if best is not None and record.get("type") == "ASSAULT" and stance.get("polarity") != "denied" and stance.get("time") not in ("future", "hypothetical"):
            figures[best] += 1
    if len(figures) > 1:
        figures = collections.Counter({figure: n for figure, n in figures.items() if figure <= 100}) or figures
    return figures.most_common(1)[0][0] if figures else 0


def score(gold, found, errors=False):
    """-> {killed, injured, both: reports right}, reports"""
    right, reports = collections.Counter(), 0
    for incident in gold:
        for doc in incident["docs"]:
            reports += 1
            killed, injured = (answer(found.get(doc["id"], []), key) for key in ("killed", "injured"))
            fits = killed == incident["gold"]["num_killed"], injured == incident["gold"]["num_injured"]
            right.update(killed=fits[0], injured=fits[1], both=all(fits))
            if errors and not all(fits):
                print(f"{doc['id']}: killed {killed} injured {injured}, gold {incident['gold']['num_killed']} {incident['gold']['num_injured']} | {doc.get('title')} | {' '.join(doc['content'].split())[:400]}")
    return right, reports


def main():
    args = arguments(__doc__)
    gold = jsonl(args.gold)
    if args.mode == "texts":
        for incident in gold:
            for doc in incident["docs"]:
                text = "\n\n".join(part for part in (doc.get("title"), doc["content"]) if part and part.strip())
                if text:  # the heading tells as well; some reports have lost their text
                    print(json.dumps({"id": doc["id"], "published": doc.get("dct"), "text": text}, ensure_ascii=False))
        return
    right, reports = score(gold, rows_of(args.records), args.errors)
    for key in ("killed", "injured", "both"):
        print(f"{key} per report {right[key] / max(1, reports):.3f} ({right[key]} of {reports})")


if __name__ == "__main__":
    main()
