#!/usr/bin/env python3
"""Scores event records, turned into MUC-4 templates, against the keys: CEAF-REE, exact match, over the five usual roles.

  muc4_score.py texts GOLD.jsonl [GOLD.jsonl ...]           the reports
  muc4_score.py score GOLD.jsonl [GOLD.jsonl ...] --records RECORDS.jsonl [--findings FINDINGS.jsonl] [--errors]

As in the literature (GRIT, IterX): the templates of a report are taken together; entities of a role are aligned one to one with those of the key; an aligned pair counts
where the string given is one of the key's strings for that entity (capitals, quotation marks and articles apart); precision and recall over all roles and reports.
Entities and templates that the key marks as optional need not be found, and are right when found, as in the task's own scoring ("all keys" counts them as missed).
muc4_templates.py makes the templates.
"""
import argparse
import collections
import json
import re

from muc4_templates import ROLES, day_of, entities, plain
from record_rows import jsonl, prf, rows_of


def strings(value):
    return [plain(s) for s in re.findall(r'"((?:[^"\\]|\\.)*)"', value.replace('\\"', "")) if plain(s)]


def key_entities(row):
    """-> {role: [(strings, optional)]} of all templates of a report; entities that share a string are one."""
    out = {role: [] for role in ROLES}
    for template in row["templates"]:
        loose = "OPTIONAL" in "".join(template["template"])
        for role, slot in (("PerpInd", "perp_individual"), ("PerpOrg", "perp_org"), ("Target", "phys_id"), ("Weapon", "instrument_id")):
            for value in template[slot]:
                merge(out[role], strings(value), loose or value.lstrip().startswith("?"))
        people = {}
        for value in template["hum_name"]:
            names = strings(value)
            if names:
                people[names[0]] = (names, value.lstrip().startswith("?"))
        for value in template["hum_desc"]:
            said, _, of = value.partition('": "')
            named = next((entry for entry in people.values() if of and set(strings('"' + of)) & set(entry[0])), None)
            if named:
                named[0].extend(strings(said + '"'))
            else:
                merge(out["Victim"], strings(said + '"' if of else value), loose or value.lstrip().startswith("?"))
        for names, optional in people.values():
            merge(out["Victim"], names, loose or optional)
    return out


def merge(entries, names, optional):
    """Adds an entity, or its names to one that is called so first: "POLICEMEN" may describe several."""
    if not names:
        return
    for i, (known, loose) in enumerate(entries):
        if known[0] == names[0]:
            entries[i] = (known + [n for n in names if n not in known], loose and optional)
            return
    entries.append((list(names), optional))


def align(keys, given):
    """The best one-to-one alignment of the strings given with the entities of the key: -> [(given index, key index)] (augmenting paths)."""
    fits = [[j for j, (names, _) in enumerate(keys) if name in names] for name in given]
    owner = {}

    def place(i, seen):
        for j in fits[i]:
            if j not in seen:
                seen.add(j)
                if j not in owner or place(owner[j], seen):
                    owner[j] = i
                    return True
        return False

    for i in range(len(given)):
        place(i, set())
    return [(i, j) for j, i in owner.items()]


def best_name(entity):
    return entity[0]


def groups_of(path):
    """-> id of a record -> number of the finding it stands in (`evidence` of an incident, `records` of an occurrence)"""
    out = {}
    for number, row in enumerate(jsonl(path)):
        if row.get("kind", "incident") == "incident":
            out.update(dict.fromkeys(row.get("evidence") or row.get("records") or [], number))
    return out


def score(gold, found, errors=False, groups=None):
    """-> {role: [right, found, gold, right of what must be found]}"""
    counts = collections.defaultdict(lambda: [0, 0, 0, 0])
    for row in gold:
        keys, given = key_entities(row), entities(found.get(row["id"], []), day_of(row["text"]), groups)
        for role in ROLES:
            names = [best_name(entity) for entity in given[role]]
            pairs = align(keys[role], names)
            missed = [j for j in range(len(keys[role])) if j not in {j for _, j in pairs}]
            for i, n in enumerate((len(pairs), len(names), len(pairs) + sum(not keys[role][j][1] for j in missed), len(keys[role]))):
                counts[role][i] += n
            if errors:
                for j in missed:
                    print("OPTIONAL" if keys[role][j][1] else "MISSED", row["id"], role, keys[role][j][0])
                for i in set(range(len(names))) - {i for i, _ in pairs}:
                    print("WRONG", row["id"], role, names[i], "" if row["templates"] else "(no templates)")
    return counts


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("mode", choices=["texts", "score"])
    parser.add_argument("gold", nargs="+")
    parser.add_argument("--records")
    parser.add_argument("--findings")
    parser.add_argument("--errors", action="store_true")
    args = parser.parse_args()
    gold = [row for path in args.gold for row in jsonl(path)]
    if args.mode == "texts":
        for row in gold:
            print(json.dumps({"id": row["id"], "text": row["text"]}, ensure_ascii=False))
        return
    counts = score(gold, rows_of(args.records), args.errors, groups_of(args.findings) if args.findings else None)
    for role in ROLES:
        print(f"  {role:8} P %.3f R %.3f F1 %.3f  (%d right, %d found, %d gold)" % (*prf(*counts[role][:3]), *counts[role][:3]))
    total = [sum(counts[role][i] for role in ROLES) for i in range(4)]
    print("(all keys, optional ones too: P %.3f R %.3f F1 %.3f)" % prf(total[0], total[1], total[3]))
    print("CEAF-REE P %.3f R %.3f F1 %.3f (%d right, %d found, %d gold)" % (*prf(*total[:3]), *total[:3]))


if __name__ == "__main__":
    main()
