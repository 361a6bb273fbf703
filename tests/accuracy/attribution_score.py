#!/usr/bin/env python3
"""Scores attributions (source, cue, content spans) against hand-annotated ones.

  attribution_score.py GOLD.jsonl MENTIONS.jsonl [--errors N] [--speech]

GOLD: one report a line, {"id", "text", "attributions": [{"source": [[b, e], ...], "cue": [...], "content": [...]}, ...]}, code points into "text".
MENTIONS: what `dateline mentions` writes for it; lines of class "attribution" count. Rows of one report with the same cue are one attribution.
Per span kind, over the different spans of a report: strict = same begin and end; overlap = pairs that share a character, each span used once.
--speech leaves out rows that are no speech or report.
"""
import argparse
import collections
import json
import re


class Aligner:
    """Offsets of the cleaned text -> those of the text given: cleaning drops characters (doubled blanks, zero-width ones), so that what is found drifts."""

    def __init__(self, text):
        self.text = text

    def __call__(self, spans):
        """spans: {(begin, end): words as found}; gives {(begin, end): (begin, end) of the text}."""
        drift, out = 0, {}
        for (b, e), found in sorted(spans.items()):
            at, wanted = b + drift, r"[\s\u200b\ufeff]+".join(map(re.escape, found.split()))
            if self.text[at:at + len(found)] == found:
                out[b, e] = (at, at + len(found))
                continue
            hits = [m for m in re.finditer(wanted, self.text[max(0, at - 40):at + len(found) + 120])]
            if not hits:
                out[b, e] = (at, at + e - b)
                continue
            best = min(hits, key=lambda m: abs(m.start() + max(0, at - 40) - at))
            begin, end = (x + max(0, at - 40) for x in best.span())
            drift = begin - b
            out[b, e] = (begin, end)
        return out


def spans_of(row):
    a = row["attribution"]
    out = {}
    source = a.get("source")
    if source:
        out["source"] = a.get("written") or source.get("span")
    for kind in ("cue", "content"):
        if a.get(kind):
            out[kind] = a[kind]
    return {k: ((v["begin"], v["end"]), v["text"]) for k, v in out.items() if v}


def overlap_pairs(gold, found):
    """Greedy matching from left to right; both lists sorted."""
    used, hits = set(), 0
    for b, e in gold:
        for i, (pb, pe) in enumerate(found):
            if i not in used and pb < e and b < pe:
                used.add(i)
                hits += 1
                break
    return hits


def f1(hits, gold, found):
    p, r = hits / found if found else 0, hits / gold if gold else 0
    return p, r, 2 * p * r / (p + r) if p + r else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold")
    parser.add_argument("mentions")
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--speech", action="store_true")
    args = parser.parse_args()
    found, words = collections.defaultdict(lambda: collections.defaultdict(set)), collections.defaultdict(dict)
    for line in open(args.mentions, encoding="utf-8"):
        row = json.loads(line)
        if row.get("class") != "attribution" or (args.speech and not row["attribution"]["speech"]):
            continue
        report = row.get("source_id") or row.get("report")
        for kind, (span, text) in spans_of(row).items():
            found[report][kind].add(span)
            words[report][span] = text
    counts = collections.defaultdict(collections.Counter)
    errors = []
    for line in open(args.gold, encoding="utf-8"):
        report = json.loads(line)
        place = Aligner(report["text"])(words[report["id"]])
        for kind in ("source", "cue", "content"):
            gold = sorted({tuple(s) for a in report["attributions"] for s in a.get(kind, [])})
            mine = sorted({place[s] for s in found[report["id"]][kind]})
            c = counts[kind]
            c["gold"] += len(gold)
            c["found"] += len(mine)
            c["strict"] += len(set(gold) & set(mine))
            c["overlap"] += overlap_pairs(gold, mine)
            for tag, some in (("missed", set(gold) - set(mine)), ("wrong", set(mine) - set(gold))):
                errors += [(kind, tag, report["text"][max(0, b - 60):b] + "[[" + report["text"][b:e] + "]]" + report["text"][e:e + 60]) for b, e in sorted(some)]
    mean = collections.Counter()
    for kind, c in counts.items():
        for rule in ("strict", "overlap"):
            p, r, f = f1(c[rule], c["gold"], c["found"])
            mean[rule] += f / 3
            print(f"{kind:8} {rule:8} P {100 * p:5.1f}  R {100 * r:5.1f}  F1 {100 * f:5.1f}   gold {c['gold']} found {c['found']}")
    print(f"mean     strict F1 {100 * mean['strict']:.1f}  overlap F1 {100 * mean['overlap']:.1f}")
    step = max(1, len(errors) // args.errors) if args.errors else 1
    for kind, tag, text in errors[::step][:args.errors]:
        print(kind, tag, text.replace("\n", "\\n"))


if __name__ == "__main__":
    main()
