#!/usr/bin/env python3
"""Tells how good the records of hand-coded reports are, part by part, as Markdown.

  books_report.py BOOKS_TOOL NAME=GOLD.jsonl=RECORDS.jsonl ... [--samples 1000]

BOOKS_TOOL is the scorer of coded reports (books.py), whose pairs and facts are used as they are. For each set: facts and records, then per kind, per type and per slot,
precision, recall and F1 with 95 % intervals (bootstrap over reports, fixed seed); over all sets a confusion table of types, and the commonest errors in words.
"""
import argparse
import collections
import json
import pathlib
import random

SEED, LEAST = 20180201, 5  # parts with fewer coded and found items than LEAST are summed up as "other"


def load(tool):
    """The functions of books.py, which runs when imported: everything of it but the last call."""
    source = pathlib.Path(tool).read_text(encoding="utf-8").rstrip()
    if not source.endswith("\nmain()"):
        raise ValueError(f"{tool}: expected a script that ends with main()")
    names = {}
    exec(compile(source[:-len("main()")], str(tool), "exec"), names)  # the makers' own scorer, so that there is no second copy of its rules
    return names


def read_sets(books, gold_path, records_path):
    """-> [(coded records, found records)] a report"""
    gold = {}
    with open(gold_path, encoding="utf-8") as file:
        for row in map(json.loads, filter(str.strip, file)):
            gold[row["id"]] = row
    with open(records_path, encoding="utf-8") as file:
        rows = [json.loads(line) for line in file if line.strip()]
    ids = {row["id"]: row.get("source_id") or row.get("uri") or row["id"] for row in rows if row["kind"] == "report"}
    found = collections.defaultdict(list)
    for row in rows:
        key = ids.get(row.get("report"))
        if row["kind"] != "report" and key in gold:
            flat = books["flat"](row)
            books["locate"](flat, gold[key]["text"])
            found[key].append(flat)
    return [([books["coded"](record) for record in row["records"]], found[key]) for key, row in gold.items()]


def count(books, report):
    """Of one report: {(part, name): [right, wrong, missed]}, {(coded type, found type): times}"""
    coded, found = report
    counts, confusion = collections.defaultdict(lambda: [0, 0, 0]), collections.Counter()
    pairs = books["pair"](found, coded)
    paired_found, paired_coded = {i for i, _ in pairs}, {j for _, j in pairs}

    def add(record, index, facts=None):
        """A record that is right (0), wrong (1) or missed (2), and its facts: [(slot, index)]."""
        name = record.get("type") or record["kind"]
        for part in (("records", "all"), ("kind", record["kind"]), ("type", name)):
            counts[part][index] += 1
        for slot, place in facts or []:
            counts["paired", slot][place] += 1
        for slot, place in facts or [(slot, index) for slot, _ in books["facts"](record)]:
            for part in (("facts", "all"), ("kind facts", record["kind"]), ("slot", slot)):
                counts[part][place] += 1

    for i, j in pairs:
        if coded[j].get("optional"):
            continue
        found_facts, coded_facts, used, right = books["matched"](found[i], coded[j])
        facts = [(slot, 0 if n in right else 2) for n, (slot, _) in enumerate(coded_facts)] + [(slot, 1) for n, (slot, _) in enumerate(found_facts) if n not in used]
        add(coded[j], 0, facts)
        confusion[coded[j].get("type") or coded[j]["kind"], found[i].get("type") or found[i]["kind"]] += 1
    for j, record in enumerate(coded):
        if j not in paired_coded and not record.get("optional"):
            add(record, 2)
            confusion[record.get("type") or record["kind"], "missed"] += 1
    for i, record in enumerate(found):
        if i not in paired_found:
            add(record, 1)
            confusion["none", record.get("type") or record["kind"]] += 1
    return counts, confusion


def prf(row):
    right, wrong, missed = row
    p, r = right / (right + wrong) if right + wrong else 0.0, right / (right + missed) if right + missed else 0.0
    return p, r, 2 * p * r / (p + r) if p + r else 0.0


def total(per_report, part):
    return [sum(counts[part][i] for counts in per_report if part in counts) for i in range(3)]


def intervals(per_report, parts, samples):
    """-> {part: [(low, high) of P, R, F1]}, the 2.5 and 97.5 % points over reports drawn with replacement"""
    draw, seen = random.Random(SEED), {part: [] for part in parts}
    for _ in range(samples):
        chosen = draw.choices(per_report, k=len(per_report))
        for part in parts:
            seen[part].append(prf(total(chosen, part)))
    out = {}
    for part, rows in seen.items():
        ends = int(0.025 * len(rows)), min(len(rows) - 1, int(0.975 * len(rows)))
        out[part] = [tuple(sorted(row[i] for row in rows)[end] for end in ends) for i in range(3)]
    return out


def table(name, per_report, samples):
    """Lines of Markdown: one a part."""
    parts = [part for counts in per_report for part in counts if part[0] != "paired"]
    order = {"facts": 0, "records": 1, "kind": 2, "kind facts": 3, "type": 4, "slot": 5}
    sizes = {part: sum(total(per_report, part)) for part in set(parts)}
    kept = sorted((part for part in sizes if sizes[part] >= LEAST), key=lambda part: (order[part[0]], -sizes[part], part[1]))
    ends = intervals(per_report, kept, samples)
    lines = [f"### {name}", "", "| what | which | P | R | F1 | coded | found |", "|---|---|---|---|---|---|---|"]
    titles = {"facts": "facts", "records": "records", "kind": "records, kind", "kind facts": "facts, kind", "type": "records, type", "slot": "facts, slot"}
    for part in kept:
        right, wrong, missed = total(per_report, part)
        cells = [f"{value:.2f} ({low:.2f}-{high:.2f})" for value, (low, high) in zip(prf((right, wrong, missed)), ends[part])]
        lines.append(f"| {titles[part[0]]} | {part[1]} | {' | '.join(cells)} | {right + missed} | {right + wrong} |")
    return lines


def confusion_table(confusion):
    """Coded types down, found types across; only types that were taken for another or often missed."""
    coded = collections.Counter()
    for (kind, _), times in confusion.items():
        coded[kind] += times
    rows = [kind for kind, times in coded.most_common() if times >= LEAST and kind != "none"] + ["none"]
    lines = ["| coded | found right | taken for | missed |", "|---|---|---|---|"]
    for kind in rows:
        taken = [(found, n) for (k, found), n in confusion.most_common() if k == kind and found not in (kind, "missed")]
        lines.append(f"| {kind} | {confusion[kind, kind] or ''} | {', '.join(f'{found} {n}' for found, n in taken[:8])} | {confusion[kind, 'missed'] or ''} |")
    return lines


def errors_in_words(per_report, confusion):
    """The ten commonest errors, each a phrase with its count; slots are those of records that were found."""
    rows = []
    for part in {part for counts in per_report for part in counts if part[0] == "paired" and part[1] not in ("type", "cue")}:
        _, wrong, missed = total(per_report, part)
        rows += [(missed, f"`{part[1]}` of a found record missing, or other than coded"), (wrong, f"`{part[1]}` of a found record not coded, or other than coded")]
    for (kind, found), n in confusion.items():
        if kind != found:
            rows.append((n, f"{kind} record missed" if found == "missed" else f"{found} record where none is coded" if kind == "none" else f"{kind} record given as {found}"))
    return [f"{i}. {text}: {n}" for i, (n, text) in enumerate(sorted(rows, key=lambda row: (-row[0], row[1]))[:10], 1)]


def report(tool, sets, samples=1000):
    """-> the page as Markdown"""
    books = load(tool)
    lines, everything, confusion = [], [], collections.Counter()
    for name, gold, records in sets:
        per_report = []
        for part in read_sets(books, gold, records):
            counts, confused = count(books, part)
            per_report.append(counts)
            confusion.update(confused)
        everything += per_report
        lines += table(name, per_report, samples) + [""]
    lines += ["### Types taken for others, all sets", ""] + confusion_table(confusion) + ["", "### The ten commonest errors, all sets", ""] + errors_in_words(everything, confusion)
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tool")
    parser.add_argument("sets", nargs="+", metavar="NAME=GOLD=RECORDS")
    parser.add_argument("--samples", type=int, default=1000)
    args = parser.parse_args()
    print(report(args.tool, [tuple(row.split("=")) for row in args.sets], args.samples), end="")


if __name__ == "__main__":
    main()
