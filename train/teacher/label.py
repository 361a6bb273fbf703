#!/usr/bin/env python3
"""Labels text with a trained teacher: UPOS, XPOS, trees and names as CoNLL-U. See README.md.

Input by its ending: .jsonl (one document a row; --text-key and --id-key name the fields, --list-key a list of documents inside the row),
.conllu or .conllu.gz (words as given; what is not labelled anew stays), anything else is raw text of one document."""
import argparse
import gzip
import json
import os
import re
import sys
import time

import torch

import data
from data import read_conllu, sentences_of_text, split_texts, write_conllu
from model import load_teacher
from predict import predict_names, predict_trees, too_long


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("inputs", nargs="+")
    parser.add_argument("--encoder", required=True)
    parser.add_argument("--trees", help="weights of the parser; without it the input is CoNLL-U and keeps its trees")
    parser.add_argument("--names", help="weights of the name tagger; without it names stay as they are")
    parser.add_argument("--out", required=True, help=".conllu or .conllu.gz")
    parser.add_argument("--split-tool", help="the project's splitter, for raw text")
    parser.add_argument("--projective", action="store_true", help="no crossing arcs")
    parser.add_argument("--prefix", default="", help="put before the ids of documents: muc4/")
    parser.add_argument("--text-key", default="text")
    parser.add_argument("--id-key", default="id")
    parser.add_argument("--list-key")
    parser.add_argument("--skip", nargs="*", default=[], help=".jsonl or .conllu that is measured on: documents that share text with it are left out")
    parser.add_argument("--skip-ids", nargs="*", default=[], help="CoNLL-U files whose documents (# newdoc id) are there already")
    parser.add_argument("--corpus", default="any", choices=data.CORPORA, help="label in the manner of one treebank")
    parser.add_argument("--words", type=int, help="stop after about so many")
    parser.add_argument("--minutes", type=float, help="stop after about so many")
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    if not options.trees and not all(".conllu" in path for path in options.inputs):
        parser.error("without --trees the input must be CoNLL-U")
    return options


def plain(text):
    """What two copies of a text share: letters and digits, in one case."""
    return re.sub(r"\W+", "", text).lower()


class Skip:
    """Shingles of the text that must not be labelled: a document or sentence is out when enough of its windows stand there."""
    WINDOW, STEP = 60, 20

    def __init__(self, paths):
        self.shingles = set()
        for path in paths:
            for text in skip_texts(path):
                text = plain(text)
                self.shingles.update(text[i:i + self.WINDOW] for i in range(len(text) - self.WINDOW + 1))

    def has(self, text):
        if not self.shingles:
            return False
        text = plain(text)
        windows = [text[i:i + self.WINDOW] for i in range(0, len(text) - self.WINDOW + 1, self.STEP)]
        return sum(window in self.shingles for window in windows) > 0.05 * len(windows) if windows else False


def skip_texts(path):
    if path.endswith(".jsonl"):
        with open(path, encoding="utf-8") as file:
            yield from (json.loads(line)["text"] for line in file)
    else:
        yield " ".join(" ".join(s.words) for s in read_conllu(path))


def json_documents(path, options):
    with open(path, encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            for inner in row[options.list_key] if options.list_key else [row]:
                yield str(inner[options.id_key]), inner[options.text_key]


def one_line_paragraphs(text):
    """Line ends inside a paragraph become blanks, as many as before: offsets stay. Telex text is broken at 70 characters."""
    return re.sub(r"(?<=\S)\n(?=\S)", " ", text) if text.count("\n") > 3 and max(map(len, text.split("\n"))) < 100 else text


def raw_documents(documents, options, skip):
    kept = [(name, one_line_paragraphs(text)) for name, text in documents if not skip.has(text)]
    for (name, text), split in zip(kept, split_texts([text for _, text in kept], options.split_tool)):
        yield name, list(sentences_of_text(text, split))


def conllu_documents(path):
    name, sentences = None, []
    for sentence in read_conllu(path):
        begins = [c for c in sentence.comments if c.startswith("# newdoc")]
        if begins:
            if sentences:
                yield name, sentences
            name, sentences = begins[0].partition("=")[2].strip(), []
        sentence.comments = [c for c in sentence.comments if not c.startswith("# newdoc")]
        sentences.append(sentence)
    if sentences:
        yield name, sentences


def documents_of(path, options, skip):
    if path.endswith((".conllu", ".conllu.gz")):
        for name, sentences in conllu_documents(path):
            if not skip.has(" ".join(word for s in sentences for word in s.words)):
                yield name, sentences
    elif path.endswith(".jsonl"):
        yield from raw_documents(json_documents(path, options), options, skip)
    else:
        with open(path, encoding="utf-8") as file:
            yield from raw_documents([(os.path.basename(path), file.read())], options, skip)


def known_ids(paths):
    found = set()
    for path in paths:
        with data.open_text(path) as file:
            found.update(line.partition("=")[2].strip() for line in file if line.startswith("# newdoc"))
    return found


class Labeller:
    def __init__(self, options):
        self.options = options
        self.trees, self.pieces, _ = load_teacher(options.trees, options.encoder) if options.trees else (None, None, None)
        self.names, self.pieces, _ = load_teacher(options.names, options.encoder) if options.names else (None, self.pieces, None)

    def label(self, documents, file):
        """Writes documents; returns how many words."""
        usable = [(name, [s for s in document if not too_long(s)]) for name, document in documents]
        for name, document in usable:
            if document:
                document[0].comments.insert(0, f"# newdoc id = {name}")
        sentences = [s for _, document in usable for s in document]
        if self.trees:
            self.add_trees(sentences)
        if self.names:
            for sentence, found in zip(sentences, predict_names(self.names, self.pieces, sentences)):
                sentence.names = found
        for sentence in sentences:
            write_conllu(file, sentence)
        return sum(len(s.words) for s in sentences)

    def add_trees(self, sentences):
        for sentence in sentences:
            sentence.corpus = self.options.corpus
        for sentence, sure in zip(sentences, predict_trees(self.trees, self.pieces, sentences, self.options.projective)):
            sentence.comments = [c for c in sentence.comments if not c.startswith("# sure")] + [f"# sure = {sure:.3f}"]


def groups(documents, words):
    """Documents together, about `words` words at a time, so that batches are of like length."""
    group, count = [], 0
    for name, sentences in documents:
        sentences = [s for s in sentences if s.words]
        if sentences:
            group.append((name, sentences))
            count += sum(len(s.words) for s in sentences)
        if count >= words:
            yield group
            group, count = [], 0
    if group:
        yield group


def main():
    options = arguments()
    torch.set_num_threads(options.threads)
    labeller, skip, known = Labeller(options), Skip(options.skip), known_ids(options.skip_ids)
    start, words = time.time(), 0
    opened = gzip.open(options.out, "wt", encoding="utf-8") if options.out.endswith(".gz") else open(options.out, "w", encoding="utf-8")
    with opened as file:
        for path in options.inputs:
            documents = ((options.prefix + name, s) for name, s in documents_of(path, options, skip) if options.prefix + name not in known)
            for group in groups(documents, 10_000):
                words += labeller.label(group, file)
                minutes = (time.time() - start) / 60
                print(f"{path}: {words} words, {minutes:.1f} minutes", file=sys.stderr, flush=True)
                if (options.words and words >= options.words) or (options.minutes and minutes >= options.minutes):
                    return


if __name__ == "__main__":
    main()
