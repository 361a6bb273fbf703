#!/usr/bin/env python3
"""Scores names: a name is right when its first and last character and its type are gold's (strict). P, R and F1 over all names and by type.

  names_score.py spans GOLD.jsonl SYSTEM.jsonl       {"id","entities":[{"begin","end","type"},...]} a line, code points into gold's "text" (re3d)
  names_score.py bio GOLD.txt SYSTEM.txt             a word and its tag a line, a blank line after a sentence, the same words (CrossNER)
  names_score.py conllu GOLD.conllu SYSTEM.conllu    Name=B-person in MISC (or --key), the same text; words may be cut differently

Each document of gold counts, also one that the system leaves out; a document that gold lacks is a fault. Tags are B-type, I-type and O; an I- after O or after
another type begins a name. --show N prints the commonest mistakes. Exit status 2: a file is wrong or the two do not belong together; the message says where.
"""
import argparse
import collections
import json
import sys

import ud_score
from ud_score import Wrong


def read_lines(path):
    try:
        with open(path, encoding="utf-8", newline="\n") as file:
            return [(number, line.rstrip("\r\n")) for number, line in enumerate(file, 1)]
    except UnicodeDecodeError as what:
        raise Wrong(f"{path}: not UTF-8 ({what.reason})") from None


# ---- spans of characters

def read_spans(path):
    """-> {id: (line number, text or None, [(begin, end, type)])}"""
    out = {}
    for number, line in read_lines(path):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            found = [(entity["begin"], entity["end"], entity["type"]) for entity in row["entities"]]
            if not all(type(begin) is int and type(end) is int and isinstance(kind, str) for begin, end, kind in found):
                raise TypeError
        except (ValueError, KeyError, TypeError):
            raise Wrong(f'{path}:{number}: expected {{"id":..., "entities":[{{"begin","end","type"}},...]}}') from None
        if row.get("id") in out or row.get("id") is None:
            raise Wrong(f"{path}:{number}: " + (f"a second line for '{row['id']}'" if row.get("id") else "no id"))
        out[row["id"]] = (number, row.get("text"), found)
    return out


def compare_spans(gold_path, system_path):
    """-> (names of gold, names of the system, surface of a name)"""
    gold, system = read_spans(gold_path), read_spans(system_path)
    for key, (number, _, found) in system.items():
        if key not in gold:
            raise Wrong(f"{system_path}:{number}: '{key}' is not in {gold_path}")
        size = len(gold[key][1] or "") or sys.maxsize
        for begin, end, _ in found:
            if not 0 <= begin < end <= size:
                raise Wrong(f"{system_path}:{number}: [{begin},{end}] is no span of '{key}'")
    if gold.keys() - system.keys():
        print(f"names_score: {len(gold.keys() - system.keys())} of {len(gold)} documents of gold left out by {system_path}", file=sys.stderr)
    names = [{(key, *name) for key, (_, _, found) in side.items() for name in found} for side in (gold, system)]
    return *names, lambda name: (gold[name[0]][1] or "")[name[1]:name[2]]


# ---- tags

def names_of_tags(tags, place):
    """(first, last + 1, type) of B-, I- and O tags; `place` says where a tag stands."""
    begin, kind = 0, None
    for index, tag in enumerate(tags + ["O"]):
        if tag != "O" and (tag[:2] not in ("B-", "I-") or len(tag) < 3):
            raise Wrong(f"{place(index)}: expected O, B-type or I-type, found '{tag}'")
        if kind is not None and tag != "I-" + kind:
            yield begin, index, kind
            kind = None
        if tag != "O" and kind is None:
            begin, kind = index, tag[2:]


def read_bio(path):
    """Sentences as lists of (line number, word, tag)."""
    out, sentence = [], []
    for number, line in read_lines(path):
        if not line.strip():
            if sentence:
                out.append(sentence)
            sentence = []
            continue
        columns = line.split("\t") if "\t" in line else line.split(" ")
        if len(columns) < 2:
            raise Wrong(f"{path}:{number}: expected a word and a tag, found '{line}'")
        sentence.append((number, columns[0], columns[-1]))
    return out + [sentence] if sentence else out


def compare_bio(gold_path, system_path):
    gold, system = read_bio(gold_path), read_bio(system_path)
    for left, right in zip(gold, system):
        at = ud_score.first_difference([word for _, word, _ in left], [word for _, word, _ in right])
        if at < max(len(left), len(right)):
            found = [f"'{side[at][1]}' in {path}:{side[at][0]}" if at < len(side) else f"the end of a sentence in {path}:{side[-1][0] + 1}"
                     for side, path in ((left, gold_path), (right, system_path))]
            raise Wrong(f"the words differ: {found[0]}, {found[1]}")
    if len(gold) != len(system):
        raise Wrong(f"{gold_path} has {len(gold)} sentences, {system_path} {len(system)}")
    names = []
    for side, path in ((gold, gold_path), (system, system_path)):
        names.append({(number, *name) for number, sentence in enumerate(side)
                      for name in names_of_tags([tag for _, _, tag in sentence], lambda index, s=sentence, p=path: f"{p}:{s[index][0]}")})
    return *names, lambda name: " ".join(word for _, word, _ in gold[name[0]][name[1]:name[2]])


def word_places(text):
    """The characters of each word; a word of a multiword token has its own where the words are the token's letters, else those of the token."""
    places, index = [], 0
    while index < len(text.words):
        first, until = text.words[index], index + 1
        while until < len(text.words) and text.words[until].multi and text.words[until].begin == first.begin:
            until += 1
        forms = [ud_score.letters(word.form) for word in text.words[index:until]]
        if "".join(forms) == text.letters[first.begin:first.end]:
            at = first.begin
            for form in forms:
                places.append((at, at + len(form)))
                at += len(form)
        else:
            places += [(first.begin, first.end)] * len(forms)
        index = until
    return places


def compare_conllu(gold_path, system_path, key):
    texts, names = [ud_score.load_conllu(path) for path in (gold_path, system_path)], []
    ud_score.check_same_text(*texts)
    for text in texts:
        places, found = word_places(text), set()
        for first, end in text.sentence_words:
            tags = [dict(item.split("=", 1) for item in word.misc.split("|") if "=" in item).get(key, "O") for word in text.words[first:end]]
            for begin, until, kind in names_of_tags(tags, lambda index, f=first, t=text: f"{t.name}:{t.words[f + index].line}"):
                found.add(("", places[first + begin][0], places[first + until - 1][1], kind))
        names.append(found)
    return *names, lambda name: texts[0].letters[name[1]:name[2]]


# ---- figures

def score(gold, system):
    """-> {"all": figure, "spans": figure without types, "types": {type: figure}}"""
    kinds = sorted({name[-1] for name in gold | system})
    by_kind = {kind: [{name for name in side if name[-1] == kind} for side in (gold, system)] for kind in kinds}
    bare = [{name[:-1] for name in side} for side in (gold, system)]
    return {"all": ud_score.figure(len(gold & system), len(gold), len(system)),
            "spans": ud_score.figure(len(bare[0] & bare[1]), len(bare[0]), len(bare[1])),
            "types": {kind: ud_score.figure(len(left & right), len(left), len(right)) for kind, (left, right) in by_kind.items()}}


def mistakes(gold, system):
    """(kind of mistake, name) for each: another type, another span that overlaps, missed, extra."""
    kinds, taken = {name[:-1]: name[-1] for name in system}, {name[:-1] for name in gold}
    spans = collections.defaultdict(list)
    for name in gold | system:
        spans[name[0], name in gold].append(name)

    def touches(name, other_side):
        return any(name[1] < other[2] and other[1] < name[2] for other in spans[name[0], other_side])

    for name in sorted(gold - system):
        if name[:-1] in kinds:
            yield f"{name[-1]} taken for {kinds[name[:-1]]}", name
        else:
            yield f"{name[-1]} {'cut otherwise' if touches(name, False) else 'missed'}", name
    for name in sorted(system - gold):
        if name[:-1] not in taken and not touches(name, True):
            yield f"{name[-1]} extra", name


def show(gold, system, surface, limit):
    counts, examples = collections.Counter(), collections.defaultdict(collections.Counter)
    for what, name in mistakes(gold, system):
        counts[what] += 1
        examples[what][surface(name)] += 1
    for what, count in counts.most_common(limit):
        print(f"  {count:5}  {what}: {', '.join(text for text, _ in examples[what].most_common(6))}")


def row(name, numbers):
    return (f"{name:22} P {100 * numbers['P']:6.2f}  R {100 * numbers['R']:6.2f}  F1 {100 * numbers['F1']:6.2f}"
            f"  right {numbers['right']}, gold {numbers['gold']}, system {numbers['system']}")


def run(args):
    if args.form == "spans":
        gold, system, surface = compare_spans(args.gold, args.system)
    elif args.form == "bio":
        gold, system, surface = compare_bio(args.gold, args.system)
    else:
        gold, system, surface = compare_conllu(args.gold, args.system, args.key)
    figures = score(gold, system)
    if args.json:
        print(json.dumps(figures))
        return
    print(row("all", figures["all"]))
    print(row("spans, any type", figures["spans"]))
    for kind, numbers in figures["types"].items():
        print(row("  " + kind, numbers))
    if args.show:
        show(gold, system, surface, args.show)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("form", choices=("spans", "bio", "conllu"))
    parser.add_argument("gold")
    parser.add_argument("system")
    parser.add_argument("--key", default="Name", help="of the names in MISC (conllu); default: Name")
    parser.add_argument("--json", action="store_true", help="figures from 0 to 1 as one object")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="the N commonest kinds of mistakes")
    try:
        run(parser.parse_args())
    except (Wrong, OSError) as what:
        print(f"names_score: {what}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
