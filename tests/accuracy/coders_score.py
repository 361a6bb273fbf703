#!/usr/bin/env python3
"""Scores `dateline code` against unit suites of a dictionary coder: the exact set of events of each record, on the parses that the suite gives.

  coders_score.py PROGRAM SUITE.xml --verbs FILE --actors FILE --agents FILE [--discards FILE] [--dialect D] [--errors N] [--json]

SUITE: records <Sentence id date> with <EventCoding sourcecode targetcode eventcode/>, or noevents, and <Parse> in CoNLL-U. Records that expect an error of the
coder they were written for (error="...") are left out, and commented ones. <Config option="require_dyad" value="false"/> asks for events with one actor from there on.
"""
import argparse
import collections
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as tree


def records(path):
    """-> [(number, id, date, lone, gold set, CoNLL-U, text)]"""
    text = pathlib.Path(path).read_text(encoding="utf-8")
    lone, out = False, []
    for node in tree.fromstring(text.encode("utf-8")).iter():
        if node.tag == "Config" and node.get("option") == "require_dyad":
            lone = node.get("value").lower() == "false"
        if node.tag != "Sentence":
            continue
        events = node.findall("EventCoding")
        if any(event.get("error") for event in events):
            continue
        gold = {(e.get("sourcecode"), e.get("eventcode"), e.get("targetcode")) for e in events if e.get("eventcode")}
        day = node.get("date")
        out.append((len(out), node.get("id"), f"{day[:4]}-{day[4:6]}-{day[6:]}", lone, gold, (node.findtext("Parse") or "").strip(), " ".join((node.findtext("Text") or "").split())))
    return out


def code(args, rows, lone, scratch):
    """-> {number: set of events}"""
    path = scratch / f"suite-{int(lone)}.conllu"
    with open(path, "w", encoding="utf-8") as file:
        for number, _, day, *_rest, parse, _ in rows:
            file.write(f"# newdoc id = {number}\n# date = {day}\n{parse}\n\n")
    command = [args.program, "code", "--conllu-in", path, "--format", "petrarch", "--quiet"]
    for option in ("verbs", "actors", "agents", "discards", "dialect"):
        if getattr(args, option):
            command += ["--" + option, getattr(args, option)]
    done = subprocess.run([str(c) for c in command + ["--lone-actors"] * lone], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{args.program} ended with {done.returncode}: {done.stderr.strip().splitlines()[-1:]}")
    out = collections.defaultdict(set)
    for line in done.stdout.splitlines():
        _, source, target, event, _, ids, *_ = line.split("\t")
        out[int(ids.split("_")[0])].add((source, event, target))
    return out


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("suite")
    for option in ("verbs", "actors", "agents", "discards", "dialect"):
        parser.add_argument("--" + option)
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    rows = records(args.suite)
    found = {}
    with tempfile.TemporaryDirectory(prefix="dateline-coders-") as folder:
        for lone in (False, True):
            found.update(code(args, [row for row in rows if row[3] == lone], lone, pathlib.Path(folder)))
    exact, wrong = 0, []
    counts = collections.Counter()
    for number, name, _, _, gold, _, text in rows:
        got = found.get(number, set())
        exact += gold == got
        counts.update(gold=len(gold), found=len(got), both=len(gold & got))
        if gold != got:
            wrong.append(f"{name}\n   gold  {sorted(gold)}\n   found {sorted(got)}\n   {text}")
    if args.json:
        print(json.dumps({"exact": exact, "records": len(rows), "events P": counts["both"] / max(1, counts["found"]), "events R": counts["both"] / max(1, counts["gold"])}))
        return
    print(f"exact {exact} of {len(rows)} records; events P {counts['both'] / max(1, counts['found']):.3f} R {counts['both'] / max(1, counts['gold']):.3f}")
    for line in wrong[:args.errors]:
        print(line)


main()
