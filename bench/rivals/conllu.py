"""CoNLL-U in and out, and scores by the rules of the CoNLL 2018 shared task, for programs whose words keep the letters of the text."""
import dataclasses
import re
import sys

# The figures of a score, in the order they are printed. "aligned" accuracies would flatter a program that misses words; these are F1.
METRICS = ("words", "sentences", "UPOS", "XPOS", "UAS", "LAS")


@dataclasses.dataclass
class Word:
    form: str
    upos: str
    xpos: str
    head: int  # 1-based in the sentence, 0 for the root
    deprel: str
    misc: str
    token: tuple = None  # (first, last, form) of its multiword token


def write_sentence(out, rows):
    """Rows are (form, lemma, upos, xpos, head, deprel, misc)."""
    for number, (form, lemma, upos, xpos, head, deprel, misc) in enumerate(rows, 1):
        out.write(f"{number}\t{form}\t{lemma}\t{upos or '_'}\t{xpos or '_'}\t_\t{head}\t{deprel or '_'}\t_\t{misc or '_'}\n")
    out.write("\n")


def read(lines):
    """Yields (comments, words) a sentence."""
    comments, words, token = [], [], None
    for line in lines:
        line = line.rstrip("\n")
        if not line:
            if words:
                yield comments, words
            comments, words, token = [], [], None
        elif line[0] == "#":
            comments.append(line)
        else:
            c = line.split("\t")
            if "-" in c[0]:
                first, last = map(int, c[0].split("-"))
                token = (first, last, c[1])
            elif "." not in c[0]:
                inside = token and token[0] <= int(c[0]) <= token[1]
                words.append(Word(c[1], c[3], c[4], int(c[6]) if c[6].isdigit() else -1, c[7], c[9], token if inside else None))
    if words:
        yield comments, words


def raw_text(sentences):
    """The text of a treebank: a blank line before a paragraph, a space between sentences."""
    out = ""
    for comments, _ in sentences:
        new = any(c.startswith(("# newpar", "# newdoc")) for c in comments)
        text = next(c[9:] for c in comments if c.startswith("# text = "))
        out += ("\n\n" if new and out else " " if out else "") + text
    return out + "\n"


def bare(form):
    return re.sub(r"\s", "", form)


def place_words(words, at):
    """Where each word of a sentence stands, as (begin, end, number in a token whose parts are not its letters), and where the sentence ends."""
    keys = []
    for number, word in enumerate(words, 1):
        parts = words[word.token[0] - 1: word.token[1]] if word.token else [word]
        whole = bare(word.token[2]) if word.token else bare(word.form)
        if "".join(bare(p.form) for p in parts) == whole:
            keys.append((at, at + len(bare(word.form)), 0))
            at = keys[-1][1]
        else:  # all parts have the token's span
            keys.append((at, at + len(whole), number - word.token[0]))
            at += len(whole) if number == word.token[1] else 0
    return keys, at


def place(sentences):
    """-> words by key: (UPOS, XPOS, key of the head, label without its subtype); sentences as spans; all letters."""
    at, placed, spans, letters = 0, {}, set(), []
    for _, words in sentences:
        keys, end = place_words(words, at)
        for key, word in zip(keys, words):
            head = keys[word.head - 1] if 0 < word.head <= len(keys) else word.head
            placed[key] = (word.upos, word.xpos, head, word.deprel.split(":")[0])
        letters += [bare(w.token[2]) if w.token else bare(w.form) for i, w in enumerate(words, 1) if not w.token or w.token[0] == i]
        spans.add((at, end))
        at = end
    return placed, spans, "".join(letters)


def score(gold, system):
    """F1 in percent by metric."""
    gold_words, gold_spans, gold_letters = place(gold)
    words, spans, letters = place(system)
    if letters != gold_letters:
        at = next((i for i, (a, b) in enumerate(zip(gold_letters, letters)) if a != b), min(len(letters), len(gold_letters)))
        sys.exit(f"the program changed the text at letter {at}: gold has {gold_letters[at:at + 40]!r}, it has {letters[at:at + 40]!r}")
    both = gold_words.keys() & words.keys()

    def same(*fields):
        return sum(all(gold_words[w][f] == words[w][f] for f in fields) for w in both)

    def f1(right, total, given):
        return round(100 * 2 * right / (total + given), 2)

    sizes = len(gold_words), len(words)
    return dict(zip(METRICS, (f1(len(both), *sizes), f1(len(gold_spans & spans), len(gold_spans), len(spans)), f1(same(0), *sizes), f1(same(1), *sizes),
                              f1(same(2), *sizes), f1(same(2, 3), *sizes))))


def faults(sentences):
    """What is missing from an analysis that should have sentences, words, tags and trees; nothing if all is there."""
    found = []
    for number, (_, words) in enumerate(sentences, 1):
        for at, word in enumerate(words, 1):
            if word.upos == "_" or word.xpos == "_" or word.deprel == "_" or not 0 <= word.head <= len(words) or word.head == at:
                found.append(f"sentence {number}, word {at}: {word}")
        if sum(word.head == 0 for word in words) != 1:
            found.append(f"sentence {number} has {sum(word.head == 0 for word in words)} roots")
    return found
