"""What the programs find: a look through each one's answer, and scores against the treebanks' dev parts."""
import sys

import conllu
import machine

TREEBANKS = {"EWT dev": "ewt-dev.conllu", "GUM dev": "gum-dev.conllu"}
NOT_UNIVERSAL = ("UAS", "LAS")


def analysed(program, path, folder, gold=False):
    """What a program makes of a text, as [(comments, words)]."""
    out = folder / "out.conllu"
    command, prints = program.conllu_command(path, out, gold)
    machine.once(command, output=out if prints else None)
    with open(out, encoding="utf8") as lines:
        return list(conllu.read(lines))


def look_through(some, path, folder, show):
    """Each program must have tags and a tree for every word of the first page, and about as many words as there are."""
    page = folder / "page.txt"
    page.write_text(path.read_text(encoding="utf8")[:4000].rpartition("\n")[0] + "\n", encoding="utf8")
    letters = len("".join(page.read_text(encoding="utf8").split()))
    for program in some:
        found = analysed(program, page, folder)
        wrong = conllu.faults(found)
        seen = len(conllu.place(found)[2])
        if wrong or seen != letters:
            sys.exit(f"{program.name} gives no full analysis: {seen} of {letters} letters; " + "; ".join(wrong[:5]))
        if show:
            print(f"{program.name}: {len(found)} sentences, {sum(len(w) for _, w in found)} words\n" + spelled(found[1 % len(found)][1]) + "\n")


def spelled(words):
    return "\n".join(f"{n:3} {w.form:20} {w.upos:6} {w.xpos:6} {w.head:3} {w.deprel:12} {w.misc}" for n, w in enumerate(words, 1))


def scores(program, gold, path, folder, given):
    row = conllu.score(gold, analysed(program, path, folder, given))
    if not program.universal:  # its trees follow another scheme, and are no worse for it
        row = {name: value for name, value in row.items() if name not in NOT_UNIVERSAL}
    row = {name: value for name, value in row.items() if not given or name not in ("words", "sentences")}
    print(f"{path.name}, {program.name}: {row}", file=sys.stderr, flush=True)
    return row


def measure(some, treebanks, folder):
    """F1 by treebank, from raw text and with given words and sentences."""
    result = {}
    for name, file in TREEBANKS.items():
        with open(treebanks / file, encoding="utf8") as lines:
            gold = list(conllu.read(lines))
        raw = folder / "raw.txt"
        raw.write_text(conllu.raw_text(gold), encoding="utf8")
        result[f"{name}, raw text"] = {p.name: scores(p, gold, raw, folder, False) for p in some if p.name != "spacy-trees"}
        result[f"{name}, gold words and sentences"] = {p.name: scores(p, gold, treebanks / file, folder, True) for p in some if p.name != "spacy-trees"}
    return result


def columns(rows):
    return [metric for metric in conllu.METRICS if any(metric in row for row in rows.values())]
