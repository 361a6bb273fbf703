#!/usr/bin/env python3
"""Scores who "he", "she", "they", "it" and "who" are, against the coreference of a GUM treebank (MISC column, Entity=).

    coreference_score.py texts GUM.conllu > reports.jsonl      # one document a line: {"id", "text"}
    dateline mentions reports.jsonl --jsonl mentions.jsonl
    coreference_score.py score GUM.conllu mentions.jsonl [--errors]

A link leads from a party mention that is such a pronoun to the mention its `antecedent` spans. It is right where gold puts the pronoun and a mention with the same
head word into one chain (the innermost mention around it where it is the head of none: "Nick Bos" in "graduate student Nick Bos"). P: of the links given; R: of the pronouns that gold marks as a person or organization (for "it": also a place) and that have a mention
other than a pronoun before them. GUM leaves "who" out of its chains: there the noun that its tree hangs the relative clause on is right, where it is a person or an
organization. Possessives ("his") are no party mentions and do not count.
"""
import argparse
import collections
import json
import re

PRONOUNS = {"he": "he", "him": "he", "himself": "he", "she": "she", "her": "she", "herself": "she", "they": "they", "them": "they", "themselves": "they", "it": "it",
            "itself": "it", "who": "who", "whom": "who"}
OTHER_PRONOUNS = {"i", "me", "you", "we", "us", "my", "your", "our", "his", "its", "their", "whose", "that", "which", "this", "myself", "yourself", "ourselves", "one"}


class Doc:
    def __init__(self, name):
        self.name, self.text, self.tokens, self.mentions = name, "", [], []  # tokens: (begin, end, form, head index or -1, xpos, deprel); mentions: (first, last, chain, type)


def read_gold(path):
    docs, rows, text, new_paragraph, opened = [], [], "", False, {}

    def finish():
        nonlocal rows, text, new_paragraph
        if not rows:
            return
        doc = docs[-1]
        if doc.text:
            doc.text += "\n\n" if new_paragraph else " "
        at, base = len(doc.text), len(doc.tokens)
        doc.text += text
        for form, head, misc, xpos, deprel in rows:
            begin = doc.text.find(form, at)
            begin = at if begin < 0 or begin > at + 3 else begin
            at = begin + len(form)
            doc.tokens.append((begin, at, form, base + head - 1 if head else -1, xpos, deprel))
            take_entities(doc, len(doc.tokens) - 1, misc, opened)
        rows, text, new_paragraph = [], "", False

    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("# newdoc id"):
            finish()
            docs.append(Doc(line.split("=")[1].strip()))
            opened.clear()
        elif line.startswith("# newpar"):
            new_paragraph = True
        elif line.startswith("# text = "):
            text = line[9:].strip()
        elif not line:
            finish()
        elif line[0] != "#":
            cells = line.split("\t")
            if cells[0].isdigit():
                rows.append((cells[1], int(cells[6]), cells[9], cells[4], cells[7]))
    finish()
    return docs


def take_entities(doc, token, misc, opened):
    """Entity=(3-person-new-...(4-place-...)3): brackets open and close mentions at this word."""
    found = re.search(r"(?:^|\|)Entity=([^|]*)", misc)
    for piece in re.findall(r"\([^()]*\)?|[^()]+\)", found[1]) if found else ():
        if piece[0] == "(":
            parts = piece.strip("()").split("-")
            doc.mentions.append([token, token, parts[0], parts[1]])
            if piece[-1] != ")":
                opened.setdefault(parts[0], []).append(doc.mentions[-1])
        else:
            stack = opened.get(piece[:-1].split("-")[0])
            if stack:
                stack.pop()[1] = token


def head_of(doc, first, last):
    """The word of a span that hangs outside it."""
    return next((t for t in range(first, last + 1) if not first <= doc.tokens[t][3] <= last), first)


def relative_noun(doc, token):
    """The noun whose relative clause the word stands in; None: none."""
    while token >= 0:
        if doc.tokens[token][5] == "acl:relcl":
            return doc.tokens[token][3]
        token = doc.tokens[token][3]
    return None


def innermost(doc, first, last):
    around = [m for m in doc.mentions if m[0] <= first and last <= m[1]]
    return {min(around, key=lambda m: m[1] - m[0])[2]} if around else set()


def read_links(path):
    """-> {report: [(pronoun begin, text, antecedent begin, text or None)]}"""
    out = collections.defaultdict(list)
    for line in open(path, encoding="utf-8"):
        row = json.loads(line)
        if row.get("class") == "party" and row["span"]["text"].lower() in PRONOUNS:
            before = row.get("antecedent")
            out[row["source_id"]].append((row["span"]["begin"], row["span"]["text"], *((before["begin"], before["text"]) if before else (None, None))))
    return out


def nearest(text, phrase, near, reach=400):
    low = max(0, near - reach)
    hits = [m.start() + low for m in re.finditer(r"(?<!\w)" + re.escape(phrase) + r"(?!\w)", text[low:near + reach])]
    return min(hits, key=lambda h: abs(h - near)) if hits else None


def score(docs, links, errors):
    given, right, wanted, found = (collections.Counter() for _ in range(4))
    for doc in docs:
        heads = collections.defaultdict(list)  # head word -> chains, innermost mention last
        seen, anaphors = set(), {}
        for first, last, chain, kind in doc.mentions:
            heads[head_of(doc, first, last)].append((chain, kind))
            form = doc.tokens[first][2].lower()
            if first == last and (form in PRONOUNS or form in OTHER_PRONOUNS):
                if form in PRONOUNS and PRONOUNS[form] != "who" and chain in seen and doc.tokens[first][4] != "PRP$" and (kind in ("person", "organization") or (form in ("it", "itself") and kind == "place")):
                    anaphors[first] = chain
            else:
                seen.add(chain)
        nouns = {}
        for token, row in enumerate(doc.tokens):
            if PRONOUNS.get(row[2].lower()) == "who" and (noun := relative_noun(doc, token)) is not None and any(k in ("person", "organization") for _, k in heads[noun]):
                nouns[token] = noun
        anaphors.update(nouns)
        starts, drift = {t[0]: i for i, t in enumerate(doc.tokens)}, 0
        for token in anaphors:
            wanted[PRONOUNS[doc.tokens[token][2].lower()]] += 1
        for begin, text, before, phrase in links[doc.name]:
            place = nearest(doc.text, text, begin + drift)
            if place is None or place not in starts:
                continue
            drift, token = place - begin, starts[place]
            kind = PRONOUNS[text.lower()]
            if before is None:
                continue
            at = nearest(doc.text, phrase, before + drift)
            given[kind] += 1
            good = False
            if at is not None and at in starts:
                last = max(i for i, t in enumerate(doc.tokens) if t[0] < at + len(phrase))
                chains = {c for c, _ in heads[head_of(doc, starts[at], last)]} or innermost(doc, starts[at], last)
                mine = {c for first, last, c, _ in doc.mentions if first == last == token}
                good = nouns.get(token) == head_of(doc, starts[at], last) if kind == "who" else bool(chains & mine)
            right[kind] += good
            found[kind] += good and token in anaphors
            if errors and not good:
                print(f"{doc.name}: {text} -> {phrase} | ...{' '.join(doc.text[max(0, place - 160):place + 40].split())}")
    for kind in ("he", "she", "they", "it", "who", "all"):
        g, r, w, f = (sum(c.values()) if kind == "all" else c[kind] for c in (given, right, wanted, found))
        p, rec = r / g if g else 0, f / w if w else 0
        print(f"{kind:5} P {p:.3f} R {rec:.3f} F1 {2 * p * rec / (p + rec) if p + rec else 0:.3f}  ({r}/{g}, {f}/{w})")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("mode", choices=["texts", "score"])
    parser.add_argument("gold")
    parser.add_argument("mentions", nargs="?")
    parser.add_argument("--errors", action="store_true")
    args = parser.parse_args()
    docs = read_gold(args.gold)
    if args.mode == "texts":
        for doc in docs:
            print(json.dumps({"id": doc.name, "text": doc.text}, ensure_ascii=False))
        return
    score(docs, read_links(args.mentions), args.errors)


if __name__ == "__main__":
    main()
