"""Reads the gold: trees from CoNLL-U, names from CrossNER's columns and from re3d's documents. Needs nothing but Python."""
import dataclasses
import gzip
import json
import os
import random
import re
import subprocess
from typing import Dict, List

NAME_KEYS = {"politics": "Politics", "re3d": "Re3d"}  # head of the name tagger -> key in MISC
CORPORA = ["any", "ewt", "gum"]  # the treebank a sentence is from; "any" is what new text gets


def default_corpora():
    checkout = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    return os.environ.get("DATELINE_CORPORA") or os.path.join(os.path.dirname(checkout), "shared", "corpora")


@dataclasses.dataclass
class Sentence:
    words: List[str]
    upos: List[str] = None
    xpos: List[str] = None
    heads: List[int] = None  # 1-based, 0 is the root
    deprels: List[str] = None
    space_after: List[bool] = None
    spans: List[tuple] = None  # code points into the document, where the text has offsets
    names: Dict[str, List[str]] = dataclasses.field(default_factory=dict)  # head -> BIO tags
    corpus: str = "any"
    comments: List[str] = dataclasses.field(default_factory=list)


def open_text(path):
    return gzip.open(path, "rt", encoding="utf-8") if str(path).endswith(".gz") else open(path, encoding="utf-8")


def read_conllu(path, corpus="any"):
    """Syntactic words only: the rows of multiword tokens give spaces, those of empty nodes nothing."""
    comments, rows, glued = [], [], {}
    with open_text(path) as file:
        for line in file:
            line = line.rstrip("\n")
            if line.startswith("#"):
                comments.append(line)
            elif line:
                columns = line.split("\t")
                if columns[0].isdigit():
                    rows.append(columns)
                elif "-" in columns[0]:
                    first, last = map(int, columns[0].split("-"))
                    glued.update({word: True for word in range(first, last)})
                    glued[last] = "SpaceAfter=No" in columns[9].split("|")
            elif rows:
                yield sentence_of_rows(rows, glued, comments, corpus)
                comments, rows, glued = [], [], {}
    if rows:
        yield sentence_of_rows(rows, glued, comments, corpus)


def sentence_of_rows(rows, glued, comments, corpus):
    misc = [dict(part.split("=", 1) for part in row[9].split("|") if "=" in part) for row in rows]
    no_space = [glued.get(i + 1, misc[i].get("SpaceAfter") == "No") for i in range(len(rows))]
    names = {head: [m.get(key, "O") for m in misc] for head, key in NAME_KEYS.items() if any(key in m for m in misc)}
    column = lambda i: [row[i] for row in rows]
    heads = [int(row[6]) if row[6].isdigit() else -1 for row in rows]
    return Sentence(column(1), column(3), column(4), heads, column(7), [not glue for glue in no_space], None, names, corpus, comments)


def write_conllu(file, sentence):
    for comment in sentence.comments:
        file.write(comment + "\n")
    for i, word in enumerate(sentence.words):
        misc = [] if sentence.space_after[i] else ["SpaceAfter=No"]
        misc += [f"{NAME_KEYS[head]}={tags[i]}" for head, tags in sentence.names.items() if tags[i] != "O"]
        columns = [str(i + 1), word, "_", sentence.upos[i], sentence.xpos[i], "_", str(sentence.heads[i]), sentence.deprels[i], "_", "|".join(misc) or "_"]
        file.write("\t".join(columns) + "\n")
    file.write("\n")


def read_crossner(path):
    words, tags = [], []
    with open(path, encoding="utf-8") as file:
        for line in list(file) + [""]:
            if line.strip():
                word, tag = line.rstrip("\n").split("\t")
                words.append(word)
                tags.append(tag)
            elif words:
                yield Sentence(words, names={"politics": tags})
                words, tags = [], []


WORD = re.compile(r"\w+(?:[.,]\d+)*|[^\w\s]")


def simple_split(text):
    """Sentences as lists of word spans, by a simple rule: for self-checks; real runs use the project's splitter."""
    sentences, current = [], []
    for match in WORD.finditer(text):
        current.append(match.span())
        if match.group() in ".!?" and text[match.end():match.end() + 1].isspace():
            sentences.append(current)
            current = []
    return sentences + ([current] if current else [])


def split_text(text, tool=None):
    """Sentences as lists of word spans. `tool` is the project's split_tool."""
    if not tool:
        return simple_split(text)
    output = subprocess.run([tool], input=text.encode(), stdout=subprocess.PIPE, check=True).stdout
    return [[tuple(token) for token in json.loads(line)["tokens"]] for line in output.decode().splitlines()]


SEPARATOR = "\n\nSENTINEL-QZX.\n\n"


def split_texts(texts, tool=None, batch=200):
    """split_text for many texts, starting the tool once for `batch` of them (loading its tables takes longer than a document)."""
    for begin in range(0, len(texts), batch):
        part = texts[begin:begin + batch]
        starts, at = [], 0
        for text in part:
            starts.append(at)
            at += len(text) + len(SEPARATOR)
        split = split_text(SEPARATOR.join(part), tool)
        documents = [[] for _ in part]
        index = 0
        for tokens in split:
            while index + 1 < len(part) and tokens and tokens[0][0] >= starts[index + 1]:
                index += 1
            tokens = [(b - starts[index], e - starts[index]) for b, e in tokens if b - starts[index] < len(part[index])]
            if tokens:
                documents[index].append(tokens)
        yield from documents


def sentences_of_text(text, split):
    for spans in split:
        spans = [(b, e) for b, e in spans if e > b and not text[b:e].isspace()]
        if spans:
            space = [e >= len(text) or text[e].isspace() for _, e in spans]
            yield Sentence(["".join(text[b:e].split()) for b, e in spans], space_after=space, spans=spans)


def bio_of_spans(words, entities):
    """BIO tags of words from (begin, end, type) in code points; a word belongs to an entity that covers any part of it, the first one wins."""
    tags, last = [], None
    for begin, end in words:
        found = next((e for e in entities if e[0] < end and begin < e[1]), None)
        tags.append("O" if found is None else ("I-" if found is last else "B-") + found[2])
        last = found
    return tags


def spans_of_bio(tags):
    """(first, last + 1, type) of each name; a stray I- begins one."""
    spans, begin, kind = [], None, None
    for i, tag in enumerate(list(tags) + ["O"]):
        if begin is not None and (not tag.startswith("I-") or tag[2:] != kind):
            spans.append((begin, i, kind))
            begin = None
        if tag != "O" and begin is None:
            begin, kind = i, tag[2:]
    return spans


def read_re3d(path, tool=None):
    """Documents: (row, sentences with names)."""
    with open(path, encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    for row, split in zip(rows, split_texts([row["text"] for row in rows], tool)):
        entities = sorted((e["begin"], e["end"], e["type"]) for e in row["entities"])
        sentences = list(sentences_of_text(row["text"], split))
        for sentence in sentences:
            sentence.names["re3d"] = bio_of_spans(sentence.spans, entities)
        yield row, sentences


def augmented(sentence, rng):
    """News style for web style: capitals, typographic quotes and dashes, a missing final stop. The tree stays."""
    words, n = list(sentence.words), len(sentence.words)
    if rng.random() < 0.3:
        words = [typographic(word, sentence.xpos[i] if sentence.xpos else "") for i, word in enumerate(words)]
    if rng.random() < 0.3:
        words = ["—" if word == "--" else "–" if word == "-" and rng.random() < 0.3 else word for word in words]
    chance = rng.random()
    if chance < 0.08:
        words = [word.upper() for word in words]
    elif chance < 0.11:
        words = [word.lower() for word in words]
    cut = n > 3 and words[-1] == "." and sentence.heads and n not in sentence.heads and rng.random() < 0.06
    if not cut:
        return dataclasses.replace(sentence, words=words)
    names = {head: tags[:-1] for head, tags in sentence.names.items()}
    return dataclasses.replace(sentence, words=words[:-1], upos=sentence.upos[:-1], xpos=sentence.xpos[:-1], heads=sentence.heads[:-1],
                               deprels=sentence.deprels[:-1], names=names)


def typographic(word, xpos):
    if word == '"':
        return "“" if xpos == "``" else "”"
    if word == "'" and xpos in ("``", "''"):
        return "‘" if xpos == "``" else "’"
    return word.replace("'", "’")


def treebank(corpora, part):
    """EWT and GUM, each sentence knowing which it is from."""
    return {name: list(read_conllu(os.path.join(corpora, "ud", f"{name}-{part}.conllu"), name)) for name in ("ewt", "gum")}


def shuffled_batches(lengths, budget, rng: random.Random):
    """Indices in batches of about `budget` padded pieces, of like length, in random order."""
    order = sorted(range(len(lengths)), key=lambda i: lengths[i] + rng.random() * 3)
    batches, current, longest = [], [], 0
    for i in order:
        longest = max(longest, lengths[i])
        if current and longest * (len(current) + 1) > budget:
            batches.append(current)
            current, longest = [], lengths[i]
        current.append(i)
    batches.append(current)
    rng.shuffle(batches)
    return batches
