#!/usr/bin/env python3
"""Scores an analysis against a treebank by the rules of the CoNLL 2018 shared task (universaldependencies.org/conll18/evaluation.html).

  ud_score.py --raw GOLD.conllu > raw.txt     the raw text of a treebank
  ud_score.py GOLD.conllu SYSTEM.conllu       words, tags and trees of the same text
  ud_score.py GOLD.conllu SYSTEM.jsonl        words, sentences and, where given, tags and lemmas

A line of JSON is {"sentence":[begin,end],"tokens":[[begin,end,UPOS,lemma],...]}, code points into the raw text; UPOS and lemma may be left out.

The rules. Both texts must be the same but for white space; positions count the other characters. A token or a sentence is right when its span is. A word
outside multiword tokens answers to the word of the same span; where multiword tokens of either side overlap, the words below them are matched by the longest
common subsequence of their forms in lower case. All other figures count words that answer to each other and agree: features only the universal ones, relations
without subtype, a head where the heads answer to each other, a lemma also where gold leaves it open ("_"). CLAS is LAS over words whose relation is one of
content. P: of the system's words, R: of gold's, aligned: of those that answer to each other. A column that the system leaves empty throughout is not scored,
and named. Exit status 2: a file is wrong or the texts differ; the message says where.
"""
import argparse
import collections
import json
import pathlib
import sys

UNIVERSAL_FEATURES = frozenset("""PronType NumType Poss Reflex Foreign Abbr Gender Animacy Number Case Definite Degree VerbForm Mood Tense Aspect Voice Evident
    Polarity Person Polite""".split())
CONTENT_RELATIONS = frozenset("""nsubj obj iobj csubj ccomp xcomp obl vocative expl dislocated advcl advmod discourse nmod appos nummod acl amod conj fixed flat
    compound list parataxis orphan goeswith reparandum root dep""".split())  # all but aux case cc clf cop det mark, and punct
COLUMNS = ("upos", "xpos", "feats", "lemma", "deprel")


class Wrong(Exception):
    """What is wrong with a file, and where."""


class Word:
    """A syntactic word; `begin` and `end` are those of its token, `multi` says that the token has words of its own."""
    __slots__ = ("form", "lemma", "upos", "xpos", "feats", "deprel", "misc", "head", "begin", "end", "multi", "line")

    def __init__(self, form, line, lemma="_", upos="_"):
        self.form, self.line, self.lemma, self.upos = form, line, lemma, upos
        self.xpos = self.feats = self.deprel = self.misc = "_"
        self.head, self.begin, self.end, self.multi = None, 0, 0, False

    @property
    def relation(self):
        return self.deprel.split(":", 1)[0]

    @property
    def universal_feats(self):
        return "|".join(sorted(f for f in self.feats.split("|") if f.split("=", 1)[0] in UNIVERSAL_FEATURES))


class Text:
    """A text as one side sees it. `head` of a word: None: not given, -1: root, else an index into `words`; `sentence_words` are ranges of such indices."""

    def __init__(self, name):
        self.name, self.letters, self.raw = name, "", ""
        self.tokens, self.words, self.sentences, self.sentence_words = [], [], [], []
        self.token_lines, self.given = [], {"tokens"}

    def line_at(self, position):
        """The line of the token that holds a position."""
        lines = [line for (_, end), line in zip(self.tokens, self.token_lines) if position < end]
        return lines[0] if lines else (self.token_lines or [0])[-1]


def letters(text):
    return "".join(c for c in text if not c.isspace())


# ---- reading

def read_blocks(path):
    """Sentences as lists of (line number, line without its end)."""
    block = []
    try:
        with open(path, encoding="utf-8", newline="\n") as file:
            for number, line in enumerate(file, 1):
                line = line.rstrip("\r\n")
                if line:
                    block.append((number, line))
                elif block:
                    yield block
                    block = []
    except UnicodeDecodeError as what:
        raise Wrong(f"{path}: not UTF-8 ({what.reason} at byte {what.start} of a block)") from None
    if block:
        yield block


def whole_number(text, what, place):
    if not (text.isascii() and text.isdigit()):
        raise Wrong(f"{place}: expected a number as {what}, found '{text}'")
    return int(text)


def read_rows(block, name):
    """-> (words with heads as written, multiword tokens [(first, last, form, line, misc)])"""
    words, ranges = [], []
    for number, line in block:
        if line[0] == "#":
            continue
        columns, place = line.split("\t"), f"{name}:{number}"
        if len(columns) != 10:
            raise Wrong(f"{place}: expected 10 columns separated by tabs, found {len(columns)}")
        if "." in columns[0]:
            continue  # an empty node
        if not letters(columns[1]):
            raise Wrong(f"{place}: expected a form, found only white space")
        if "-" in columns[0]:
            first, last = (whole_number(part, "word of a multiword token", place) for part in columns[0].split("-", 1))
            if first != len(words) + 1 or last < first or (ranges and first <= ranges[-1][1]):
                raise Wrong(f"{place}: expected a multiword token that begins at word {len(words) + 1} and overlaps no other, found {columns[0]}")
            ranges.append((first, last, columns[1], number, columns[9]))
            continue
        if whole_number(columns[0], "word", place) != len(words) + 1:
            raise Wrong(f"{place}: expected word {len(words) + 1}, found {columns[0]}")
        word = Word(columns[1], number, columns[2], columns[3])
        word.xpos, word.feats, word.deprel, word.misc = columns[4], columns[5], columns[7], columns[9]
        word.head = None if columns[6] == "_" else whole_number(columns[6], "head", place)
        words.append(word)
    if ranges and ranges[-1][1] > len(words):
        raise Wrong(f"{name}:{ranges[-1][3]}: the multiword token ends at word {ranges[-1][1]}, the sentence at {len(words)}")
    return words, ranges


def check_tree(words, name):
    roots = [word for word in words if word.head == 0]
    if len(roots) > 1:
        raise Wrong(f"{name}:{roots[1].line}: a second root; the first is in line {roots[0].line}")
    for word in words:
        if word.head > len(words):
            raise Wrong(f"{name}:{word.line}: head {word.head} of a sentence of {len(words)} words")
    reaches = [True] + [False] * len(words)
    for start in range(1, len(words) + 1):
        path, on_path, at = [], set(), start
        while not reaches[at]:
            if at in on_path:
                raise Wrong(f"{name}:{words[at - 1].line}: the heads from here go round in a circle")
            path.append(at)
            on_path.add(at)
            at = words[at - 1].head
        for at in path:
            reaches[at] = True


def raw_of(block, words, ranges):
    """The text of a sentence: as its comment gives it, else its tokens put together by SpaceAfter."""
    for _, line in block:
        if line.startswith("# text ="):
            return line[8:].strip()
    out, covered, ends = "", 0, {first: (last, form, misc) for first, last, form, _, misc in ranges}
    for index, word in enumerate(words, 1):
        if index > covered:
            covered, form, misc = ends.get(index, (index, word.form, word.misc))
            out += form + ("" if "SpaceAfter=No" in misc.split("|") else " ")
    return out.rstrip()


def load_conllu(path):
    text, parts, raw, size = Text(str(path)), [], [], 0
    for block in read_blocks(path):
        words, ranges = read_rows(block, text.name)
        if not words:
            continue
        new = any(line.startswith(("# newpar", "# newdoc")) for _, line in block)
        raw.append(("\n\n" if new and raw else " " if raw else "") + raw_of(block, words, ranges))
        if all(word.head is not None for word in words):
            check_tree(words, text.name)
        base, begin, covered, multi = len(text.words), size, 0, {first: (last, form, line) for first, last, form, line, _ in ranges}
        for index, word in enumerate(words, 1):
            if index > covered:
                in_multi = index in multi
                covered, form, line = multi.get(index, (index, word.form, word.line))
                parts.append(letters(form))
                start, size = size, size + len(parts[-1])
                text.tokens.append((start, size))
                text.token_lines.append(line)
            word.begin, word.end, word.multi = start, size, in_multi
            word.head = None if word.head is None else -1 if word.head == 0 else base + word.head - 1
            text.words.append(word)
        text.sentences.append((begin, size))
        text.sentence_words.append((base, len(text.words)))
    text.letters, text.raw = "".join(parts), "".join(raw)
    text.given.update(column for column in COLUMNS if any(getattr(word, column) != "_" for word in text.words))
    if any(word.head is not None for word in text.words):
        text.given.add("head")
        missing = next((word for word in text.words if word.head is None), None)
        if missing:
            raise Wrong(f"{text.name}:{missing.line}: expected a head, as other words have one")
    return text


def load_spans(path, gold):
    """The system's words from JSON lines: spans of code points in the raw text of gold."""
    if letters(gold.raw) != gold.letters:
        at = first_difference(letters(gold.raw), gold.letters)
        raise Wrong(f"{gold.name}:{gold.line_at(at)}: the comment '# text' differs from the forms below it")
    text, place = Text(str(path)), [0]
    text.letters, text.raw, text.given = gold.letters, gold.raw, set()
    for c in gold.raw:
        place.append(place[-1] + (not c.isspace()))
    for number, line in enumerate(pathlib.Path(path).read_text(encoding="utf-8").strip().split("\n"), 1):
        where = f"{text.name}:{number}"
        try:
            row = json.loads(line)
            spans = [row["sentence"]] + row["tokens"]
            ends = [(int(span[0]), int(span[1])) for span in spans]
        except (ValueError, KeyError, TypeError, IndexError):
            raise Wrong(f'{where}: expected {{"sentence":[begin,end],"tokens":[[begin,end,...],...]}}') from None
        for begin, end in ends:
            if not 0 <= begin <= end < len(place) or place[begin] == place[end]:
                raise Wrong(f"{where}: [{begin},{end}] holds no character of a raw text of {len(gold.raw)}")
        text.sentences.append((place[ends[0][0]], place[ends[0][1]]))
        base = len(text.words)
        for (begin, end), span in zip(ends[1:], row["tokens"]):
            word = Word(letters(gold.raw[begin:end]), number)
            word.begin, word.end = place[begin], place[end]
            word.upos, word.lemma = (list(span[2:4]) + ["_", "_"])[:2]
            text.words.append(word)
        text.sentence_words.append((base, len(text.words)))
    text.words.sort(key=lambda word: (word.begin, word.end))
    text.given.update(column for column in ("upos", "lemma") if any(getattr(word, column) != "_" for word in text.words))
    return text


# ---- comparing

def first_difference(a, b):
    return next((i for i, (x, y) in enumerate(zip(a, b)) if x != y), min(len(a), len(b)))


def check_same_text(gold, system):
    if gold.letters == system.letters:
        return
    at = first_difference(gold.letters, system.letters)
    raise Wrong(f"the texts differ at character {at}, white space not counted: '{gold.letters[at:at + 20]}' in {gold.name}:{gold.line_at(at)}, "
                f"'{system.letters[at:at + 20]}' in {system.name}:{system.line_at(at)}")


def multiword_regions(gold, system):
    """The spans of multiword tokens of both sides; those that overlap are one region."""
    regions = []
    for begin, end in sorted({(word.begin, word.end) for text in (gold, system) for word in text.words if word.multi}):
        if regions and begin < regions[-1][1]:
            regions[-1][1] = max(regions[-1][1], end)
        else:
            regions.append([begin, end])
    return regions


def common_subsequence(a, b):
    """Pairs of indices of a longest common subsequence."""
    best = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in reversed(range(len(a))):
        for j in reversed(range(len(b))):
            best[i][j] = best[i + 1][j + 1] + 1 if a[i] == b[j] else max(best[i + 1][j], best[i][j + 1])
    i = j = 0
    while i < len(a) and j < len(b):
        if a[i] == b[j]:
            yield i, j
            i, j = i + 1, j + 1
        elif best[i + 1][j] >= best[i][j + 1]:
            i += 1
        else:
            j += 1


def split_by_region(text, regions):
    """-> (words outside all regions by their spans, indices of words by region)"""
    outside, inside, at = {}, [[] for _ in regions], 0
    for index, word in enumerate(text.words):
        while at < len(regions) and regions[at][1] <= word.begin:
            at += 1
        if at < len(regions) and regions[at][0] <= word.begin and word.end <= regions[at][1]:
            inside[at].append(index)
        else:
            outside[(word.begin, word.end)] = index
    return outside, inside


def align(gold, system):
    """Which word of gold each word of the system answers to: {system index: gold index}."""
    regions = multiword_regions(gold, system)
    gold_outside, gold_inside = split_by_region(gold, regions)
    system_outside, system_inside = split_by_region(system, regions)
    pairs = {index: gold_outside[span] for span, index in system_outside.items() if span in gold_outside}
    for left, right in zip(gold_inside, system_inside):
        forms = [[letters(text.words[i].form).lower() for i in part] for text, part in ((gold, left), (system, right))]
        pairs.update((right[j], left[i]) for i, j in common_subsequence(*forms))
    return pairs


def figure(right, gold, system, aligned=None):
    out = {"right": right, "gold": gold, "system": system, "P": right / system if system else 0.0, "R": right / gold if gold else 0.0,
           "F1": 2 * right / (gold + system) if gold + system else 0.0}
    if aligned is not None:
        out["aligned"] = right / aligned if aligned else 0.0
    return out


def agreements(pairs):
    """What makes a pair of words right, by the name of the figure, and the columns it needs."""
    def heads(g, s):
        return g.head == (-1 if s.head == -1 else pairs.get(s.head))

    return {
        "UPOS": (("upos",), lambda g, s: g.upos == s.upos),
        "XPOS": (("xpos",), lambda g, s: g.xpos == s.xpos),
        "UFeats": (("feats",), lambda g, s: g.universal_feats == s.universal_feats),
        "AllTags": (("upos", "xpos", "feats"), lambda g, s: (g.upos, g.xpos, g.universal_feats) == (s.upos, s.xpos, s.universal_feats)),
        "lemmas": (("lemma",), lambda g, s: g.lemma in ("_", s.lemma)),
        "UAS": (("head",), heads),
        "LAS": (("head", "deprel"), lambda g, s: g.relation == s.relation and heads(g, s)),
        "LAS:sub": (("head", "deprel"), lambda g, s: g.deprel == s.deprel and heads(g, s)),
    }


def evaluate(gold, system, subtypes=False):
    """-> ({figure: {"P", "R", "F1", ...}}, names of what the system does not give)"""
    check_same_text(gold, system)
    pairs = align(gold, system)
    both = [(gold.words[g], system.words[s]) for s, g in sorted(pairs.items())]
    sizes, out, absent = (len(gold.words), len(system.words)), {}, []
    if "tokens" in system.given:
        out["tokens"] = figure(len(set(gold.tokens) & set(system.tokens)), len(gold.tokens), len(system.tokens))
    out["sentences"] = figure(len(set(gold.sentences) & set(system.sentences)), len(gold.sentences), len(system.sentences))
    out["words"] = figure(len(both), *sizes)
    rules = agreements(pairs)
    for name, (columns, same) in rules.items():
        if name == "LAS:sub" and not subtypes:
            continue
        if any(column in gold.given and column not in system.given for column in columns):
            absent.append(name)
        elif all(column in gold.given for column in columns if column in ("head", "deprel")) and any(column in system.given for column in columns):
            out[name] = figure(sum(same(g, s) for g, s in both), *sizes, len(both))
    if "LAS" in out:
        def content(words):
            return sum(word.relation in CONTENT_RELATIONS for word in words)
        right = sum(rules["LAS"][1](g, s) for g, s in both if g.relation in CONTENT_RELATIONS)
        out["CLAS"] = figure(right, content(gold.words), content(system.words), content(g for g, _ in both))
    return out, absent


def check_gold_tokens(gold, system):
    """With the words given, every one must have been kept."""
    if gold.sentences != system.sentences:
        at = first_difference(gold.sentences, system.sentences)
        lines = [text.words[text.sentence_words[at][0]].line if at < len(text.sentences) else "end" for text in (gold, system)]
        raise Wrong(f"the sentences differ from {gold.name}:{lines[0]} and {system.name}:{lines[1]}; with --gold-tokens they must be the same")
    forms = [[(word.begin, word.end, word.form) for word in text.words] for text in (gold, system)]
    if forms[0] != forms[1]:
        at = first_difference(*forms)
        found = [f"'{t.words[at].form}' in {t.name}:{t.words[at].line}" if at < len(t.words) else f"the end of {t.name}" for t in (gold, system)]
        raise Wrong(f"the words differ, {found[0]}, {found[1]}; with --gold-tokens they must be the same")


# ---- telling

def show_spans(name, gold, system, flat, limit):
    for kind, spans in (("missed", sorted(gold - system)), ("extra", sorted(system - gold))):
        for begin, end in spans[:limit]:
            middle = flat[begin:end] if end - begin <= 50 else flat[begin:begin + 20] + " ... " + flat[end - 20:end]
            print(f"  {name} {kind}: {flat[max(0, begin - 25):begin]} [{middle}] {flat[end:end + 25]}")


def show_confusions(kind, gold, system, limit):
    """The commonest differences on words that answer to each other: gold, system, how often, a few forms."""
    pairs, counts, forms = align(gold, system), collections.Counter(), collections.defaultdict(collections.Counter)
    same_head = agreements(pairs)["UAS"][1]
    for s, g in pairs.items():
        left, right = gold.words[g], system.words[s]
        key = (getattr(left, kind), getattr(right, kind))
        if kind == "head":
            key = (left.relation, "" if same_head(left, right) else "another head")
        if key[0] != key[1] and key[1] != "" and not (kind == "lemma" and key[0] == "_"):
            counts[key] += 1
            forms[key][left.form] += 1
    for (left, right), count in counts.most_common(limit):
        print(f"  {kind} {count:5}  {left or '-'} -> {right}: {' '.join(form for form, _ in forms[(left, right)].most_common(6))}")


def table(figures):
    lines = []
    for name, row in figures.items():
        aligned = f"  aligned {100 * row['aligned']:6.2f}" if "aligned" in row else ""
        lines.append(f"{name:10} P {100 * row['P']:6.2f}  R {100 * row['R']:6.2f}  F1 {100 * row['F1']:6.2f}{aligned}")
    return "\n".join(lines)


def run(args):
    gold = load_conllu(args.gold)
    if args.raw:
        print(gold.raw, end="")
        return
    if not args.system:
        raise Wrong("expected a second file, or --raw")
    with open(args.system, encoding="utf-8") as file:
        as_json = file.read(1) == "{"
    system = load_spans(args.system, gold) if as_json else load_conllu(args.system)
    check_same_text(gold, system)
    if args.gold_tokens:
        check_gold_tokens(gold, system)
    figures, absent = evaluate(gold, system, args.subtypes)
    if args.json:
        print(json.dumps(figures))
        return
    print(table(figures))
    if absent:
        print(f"not given: {', '.join(absent)}")
    if args.show and args.kind in ("word", "sentence"):
        spans = [set(text.sentences) if args.kind == "sentence" else {(w.begin, w.end) for w in text.words} for text in (gold, system)]
        show_spans(args.kind, *spans, gold.letters, args.show)
    elif args.show:
        show_confusions(args.kind, gold, system, args.show)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold")
    parser.add_argument("system", nargs="?")
    parser.add_argument("--raw", action="store_true", help="print the raw text of GOLD")
    parser.add_argument("--gold-tokens", action="store_true", help="the system was given gold's sentences and words: fail where it changed one")
    parser.add_argument("--subtypes", action="store_true", help="also LAS:sub, with relations compared whole")
    parser.add_argument("--json", action="store_true", help="figures from 0 to 1 as one object")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="N differences, or the N commonest confusions")
    parser.add_argument("--kind", default="word", choices=("word", "sentence", "upos", "xpos", "feats", "lemma", "head", "deprel"))
    try:
        run(parser.parse_args())
    except (Wrong, OSError) as what:
        print(f"ud_score: {what}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
