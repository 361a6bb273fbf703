#!/usr/bin/env python3
"""Scores incidents that Dateline finds over many reports, against incidents whose reports and final toll are known.

  incidents_score.py texts GOLD.jsonl                                     the reports of all incidents, id = that of the document
  incidents_score.py texts GOLD.jsonl --each FOLDER                       the same, a file FOLDER/NUMBER.jsonl for each incident: its reports alone
  incidents_score.py found GOLD.jsonl FINDINGS.jsonl RECORDS.jsonl        Dateline puts the reports together: B-cubed, CEAF-e, merges and splits, tolls
  incidents_score.py given GOLD.jsonl FOLDER                              the grouping is given: FOLDER/NUMBER.findings.jsonl, FOLDER/NUMBER.records.jsonl of each incident

FINDINGS are lines of `dateline findings --as jsonl`, RECORDS those of `dateline read --jsonl`. A report is put into the incident that holds most of its evidence: of its
records with dead or injured, else of its other violence, each by its confidence. A report of which no record stands in an incident is a cluster of its own. An incident's
answer is the best figure of the finding that holds most of its reports (of equals, most of their evidence); none: 0. Merges: gold incidents beyond the first in a cluster;
splits: clusters beyond the first in a gold incident.
"""
import argparse
import collections
import json
import pathlib

from record_rows import f1, jsonl, rows_of

LETHAL = ("killed", "injured")


def weights(records):
    """-> id of record -> what it says for the incident it stands in; the lethal ones of a report leave the others out."""
    out = {}
    for rows in records.values():
        violent = [row for row in rows if row.get("type") == "ASSAULT"]
        lethal = [row for row in rows if any(row.get(key) for key in LETHAL)]
        out.update((row["id"], row.get("confidence", 0)) for row in lethal or violent or rows)
    return out


def assign(findings, records):
    """-> source id of report -> number of its incident"""
    said, owner = weights(records), {row["id"]: source for source, rows in records.items() for row in rows}
    votes = collections.defaultdict(collections.Counter)
    for number, finding in enumerate(findings):
        if finding["kind"] != "incident":
            continue
        for record in finding["evidence"]:
            if record in said:
                votes[owner[record]][number] += said[record]
    return {source: max(count.items(), key=lambda item: (item[1], -item[0]))[0] for source, count in votes.items()}


def b_cubed(gold, found):
    """-> precision, recall. `gold`, `found`: report -> cluster."""
    sizes_gold, sizes_found = collections.Counter(gold.values()), collections.Counter(found.values())
    both = collections.Counter((gold[r], found[r]) for r in gold)
    precision = sum(both[gold[r], found[r]] / sizes_found[found[r]] for r in gold) / len(gold)
    recall = sum(both[gold[r], found[r]] / sizes_gold[gold[r]] for r in gold) / len(gold)
    return precision, recall


def best_assignment(rows):
    """The largest sum of rows[i][j] where each i and each j is taken once at most (Kuhn and Munkres, by potentials). rows: list of dicts j -> value."""
    columns = list(dict.fromkeys(j for row in rows for j in row))
    index = {j: n for n, j in enumerate(columns)}
    n, m = len(rows), max(len(rows), len(columns))
    cost = [[0.0] * (m + 1) for _ in range(n + 1)]
    for i, row in enumerate(rows):
        for j, value in row.items():
            cost[i + 1][index[j] + 1] = -value
    u, v, match, way = [0.0] * (n + 1), [0.0] * (m + 1), [0] * (m + 1), [0] * (m + 1)
    for i in range(1, n + 1):
        match[0], j0 = i, 0
        least, used = [float("inf")] * (m + 1), [False] * (m + 1)
        while True:
            used[j0] = True
            i0, delta, j1 = match[j0], float("inf"), 0
            for j in range(1, m + 1):
                if used[j]:
                    continue
                reduced = cost[i0][j] - u[i0] - v[j]
                if reduced < least[j]:
                    least[j], way[j] = reduced, j0
                if least[j] < delta:
                    delta, j1 = least[j], j
            for j in range(m + 1):
                if used[j]:
                    u[match[j]] += delta
                    v[j] -= delta
                else:
                    least[j] -= delta
            j0 = j1
            if match[j0] == 0:
                break
        while j0:
            match[j0] = match[way[j0]]
            j0 = way[j0]
    return sum(-cost[match[j]][j] for j in range(1, m + 1) if match[j])


def ceaf_e(gold, found):
    """-> precision, recall by entities (phi 4)."""
    sizes_gold, sizes_found = collections.Counter(gold.values()), collections.Counter(found.values())
    overlap = collections.defaultdict(dict)
    for (g, f), n in collections.Counter((gold[r], found[r]) for r in gold).items():
        overlap[g][f] = 2 * n / (sizes_gold[g] + sizes_found[f])
    # Clusters that share no report cannot be matched: each connected part on its own.
    total, left = 0.0, dict(overlap)
    while left:
        part, reached = {}, set()
        queue = [next(iter(left))]
        while queue:
            g = queue.pop()
            if g not in left:
                continue
            part[g] = left.pop(g)
            reached |= part[g].keys()
            queue += [other for other, row in left.items() if row.keys() & reached]
        total += best_assignment(list(part.values()))
    return total / len(sizes_found), total / len(sizes_gold)


def mistakes(gold, found):
    """-> merges, splits per 100 gold incidents"""
    in_found, in_gold = collections.defaultdict(set), collections.defaultdict(set)
    for report in gold:
        in_found[found[report]].add(gold[report])
        in_gold[gold[report]].add(found[report])
    merges = sum(len(incidents) - 1 for incidents in in_found.values())
    splits = sum(len(clusters) - 1 for clusters in in_gold.values())
    return 100 * merges / len(in_gold), 100 * splits / len(in_gold)


def best(finding, key):
    return int(((finding or {}).get(key) or {}).get("best") or 0)


def tolls(gold, answers, errors):
    right = collections.Counter()
    for number, incident in enumerate(gold):
        for key in LETHAL:
            told, true = best(answers.get(number), key), incident["gold"]["num_" + key]
            right[key] += told == true
            if errors and told != true:
                print(f"{number}: {key} {told}, gold {true}; {[doc['id'] for doc in incident['docs']]}")
    return right


def most(finding_of, reports, findings):
    """The finding that holds most of the reports."""
    count = collections.Counter(finding_of[r] for r in reports if r in finding_of)
    return max(count, key=lambda number: (count[number], len(findings[number]["evidence"]), -number)) if count else None


def found(gold, findings, records, errors=False):
    """-> figures of the whole"""
    finding_of = assign(findings, records)
    gold_of = {doc["id"]: number for number, incident in enumerate(gold) for doc in incident["docs"]}
    cluster_of = {report: finding_of.get(report, "alone " + report) for report in gold_of}
    out = {}
    for name, (p, r) in (("B-cubed", b_cubed(gold_of, cluster_of)), ("CEAF-e", ceaf_e(gold_of, cluster_of))):
        out.update({name + " P": p, name + " R": r, name + " F1": f1(p, r)})
    out["merges per 100"], out["splits per 100"] = mistakes(gold_of, cluster_of)
    out["reports in no incident"] = sum(isinstance(cluster, str) for cluster in cluster_of.values())
    answers = {}
    for number, incident in enumerate(gold):
        which = most(finding_of, [doc["id"] for doc in incident["docs"]], findings)
        if which is not None:
            answers[number] = findings[which]
    right = tolls(gold, answers, errors)
    out.update({key + " per incident, found": right[key] / len(gold) for key in LETHAL})
    return out


def given(gold, folder, errors=False):
    answers = {}
    for number, incident in enumerate(gold):
        path = pathlib.Path(folder) / f"{number}.findings.jsonl"
        if not path.exists():
            continue
        findings, records = jsonl(path), rows_of(pathlib.Path(folder) / f"{number}.records.jsonl")
        which = most(assign(findings, records), [doc["id"] for doc in incident["docs"]], findings)
        if which is not None:
            answers[number] = findings[which]
    right = tolls(gold, answers, errors)
    return {key + " per incident, given": right[key] / len(gold) for key in LETHAL}


def report_lines(incidents):
    for incident in incidents:
        for doc in incident["docs"]:
            text = "\n\n".join(part for part in (doc.get("title"), doc["content"]) if part and part.strip())
            if text:  # some reports have lost their text
                yield json.dumps({"id": doc["id"], "published": doc.get("dct"), "text": text}, ensure_ascii=False)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("mode", choices=["texts", "found", "given"])
    parser.add_argument("gold")
    parser.add_argument("files", nargs="*")
    parser.add_argument("--each")
    parser.add_argument("--errors", action="store_true")
    args = parser.parse_args()
    gold = jsonl(args.gold)
    if args.mode == "texts":
        if not args.each:
            print("\n".join(report_lines(gold)))
            return
        for number, incident in enumerate(gold):
            (pathlib.Path(args.each) / f"{number}.jsonl").write_text("".join(line + "\n" for line in report_lines([incident])), encoding="utf-8")
        return
    figures = found(gold, jsonl(args.files[0]), rows_of(args.files[1]), args.errors) if args.mode == "found" else given(gold, args.files[0], args.errors)
    for name, value in figures.items():
        print(f"{name} {value:.3f}")


if __name__ == "__main__":
    main()
