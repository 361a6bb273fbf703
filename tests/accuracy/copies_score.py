#!/usr/bin/env python3
"""Scores the search for copies on generated reports (copies_generator.py): pairs of reports that share a story against pairs that share an origin.

  copies_score.py TOOL REPORTS.jsonl [--json] [--show N]

TOOL is copies_tool. Prints precision, recall and F1 of pairs; by edit the recall of the pairs it stands in; by kind of look-alike the false pairs. --show prints some wrong pairs.
"""
import argparse
import collections
import itertools
import json
import subprocess
import sys


def read(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def find_origins(tool, rows):
    """-> {id: set of origins}; a report that is no copy is its own."""
    flat = "".join("\t".join([row["id"], row.get("published", ""), "", "", row["text"].replace("\\", "/").replace("\t", " ").replace("\n", "\\n")]) + "\n" for row in rows)
    done = subprocess.run([tool], input=flat.encode(), capture_output=True, check=True)
    out = collections.defaultdict(set)
    for line in done.stdout.decode().splitlines():
        report, origin, _ = line.split("\t")
        out[report].add(origin)
    return {row["id"]: out.get(row["id"], {row["id"]}) for row in rows}


def pairs_of(groups):
    """Pairs of ids that share a group; `groups`: id -> groups."""
    members = collections.defaultdict(list)
    for report, of in groups.items():
        for group in of:
            members[group].append(report)
    return {tuple(sorted(pair)) for group in members.values() for pair in itertools.combinations(group, 2)}


def ratio(part, whole):
    return part / whole if whole else 0.0


def score(rows, origins):
    edit = {row["id"]: row["edit"] for row in rows}
    gold = pairs_of({row["id"]: row["stories"] for row in rows})
    found = pairs_of(origins)
    right = gold & found
    precision, recall = ratio(len(right), len(found)), ratio(len(right), len(gold))
    by_edit = collections.defaultdict(lambda: [0, 0])
    for pair in gold:
        for name in {edit[report] for report in pair}:
            by_edit[name][1] += 1
            by_edit[name][0] += pair in found
    false = collections.Counter("/".join(sorted({edit[report] for report in pair})) for pair in found - gold)
    out = {"reports": len(rows), "pairs": len(gold), "P": precision, "R": recall, "F1": ratio(2 * precision * recall, precision + recall),
           "recall by edit": {name: ratio(*by_edit[name]) for name in sorted(by_edit)}, "false pairs": dict(false.most_common())}
    return out, sorted(gold - found), sorted(found - gold)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tool")
    parser.add_argument("reports")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--show", type=int, default=0)
    args = parser.parse_args()
    rows = read(args.reports)
    told, missed, wrong = score(rows, find_origins(args.tool, rows))
    if args.json:
        json.dump(told, sys.stdout)
        print()
        return
    print(f"{told['reports']} reports, {told['pairs']} pairs of copies: P {told['P']:.4f} R {told['R']:.4f} F1 {told['F1']:.4f}")
    print("recall by edit: " + ", ".join(f"{name} {value:.3f}" for name, value in sorted(told["recall by edit"].items(), key=lambda item: item[1])))
    print("false pairs: " + (", ".join(f"{name} {count}" for name, count in told["false pairs"].items()) or "none"))
    by_id = {row["id"]: row for row in rows}
    for kind, pairs in (("missed", missed), ("wrong", wrong)):
        for pair in pairs[:args.show]:
            print(f"--- {kind}")
            for report in pair:
                print(report, by_id[report]["edit"], by_id[report].get("published"), by_id[report]["text"][:400].replace("\n", " / "))


if __name__ == "__main__":
    main()
