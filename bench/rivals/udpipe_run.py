#!/usr/bin/env python3
"""Analyses a text with UDPipe 1, all of it: sentences, words, tags, lemmas and trees.

  udpipe_run.py MODEL TEXT [--beam N] [--conllu FILE]            N is 5 unless told otherwise, as in UDPipe itself; 1 is the greedy parser
  udpipe_run.py MODEL GOLD.conllu --gold --conllu FILE           keeps the given words and sentences
"""
import argparse
import sys

import ufal.udpipe as udpipe


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model")
    parser.add_argument("text")
    parser.add_argument("--beam", type=int, default=5)
    parser.add_argument("--gold", action="store_true")
    parser.add_argument("--conllu", help="write the analysis to this file")
    args = parser.parse_args()
    model = udpipe.Model.load(args.model)
    if not model:
        sys.exit(f"{args.model} is no UDPipe model")
    reader = udpipe.InputFormat.newConlluInputFormat() if args.gold else model.newTokenizer(udpipe.Model.DEFAULT)
    reader.setText(open(args.text, encoding="utf8").read())
    writer = udpipe.OutputFormat.newConlluOutputFormat() if args.conllu else None
    out = open(args.conllu, "w", encoding="utf8") if args.conllu else None
    options = f"beam_search={args.beam}"
    sentence, error = udpipe.Sentence(), udpipe.ProcessingError()
    words = sentences = 0
    while reader.nextSentence(sentence, error):
        if not model.tag(sentence, udpipe.Model.DEFAULT, error) or not model.parse(sentence, options, error):
            break
        words += sentence.words.size() - 1
        sentences += 1
        if out:
            out.write(writer.writeSentence(sentence))
    if error.occurred():
        sys.exit(error.message)
    print(f"{words} words, {sentences} sentences")


if __name__ == "__main__":
    main()
