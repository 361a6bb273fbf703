#!/usr/bin/env python3
"""Trains UDPipe 1 on the English treebanks Dateline learns from: tokenizer, tagger and lemmatiser, parser.

  train_udpipe.py [CORPORA] [-o MODEL] [--iterations TAGGER,PARSER] [--quick]

Run it with the interpreter of the environment that setup.sh makes. CORPORA has ud/ewt-train.conllu and ud/gum-train.conllu. Each step leaves its own file
beside the model, named by its options and data, and is not done again; MODEL.json says what the model is made of. --quick trains on a few hundred sentences
only, to see that all is in place.

The word vectors are learned from the same text in the way UDPipe's authors advise. Nothing is held out for early stopping, so the dev parts are as new to
UDPipe as to Dateline.
"""
import argparse
import hashlib
import json
import os
import pathlib
import sys
import time

import ufal.udpipe as udpipe

ROOT = pathlib.Path(__file__).resolve().parents[2]
CORPORA = os.environ.get("DATELINE_CORPORA") or ROOT.parent / "shared" / "corpora"
TREEBANKS = ("ewt-train.conllu", "gum-train.conllu")
TOKENIZER = {"epochs": 40, "batch_size": 100, "learning_rate": 0.005, "dropout": 0.1}
TAGGER = {"models": 1, "iterations": 10, "guesser_suffix_rules": 6, "guesser_enrich_dictionary": 3}
PARSER = {"iterations": 10, "embedding_upostag": 20, "embedding_feats": 20, "embedding_form": 50, "embedding_deprel": 20, "learning_rate": 0.01,
          "learning_rate_final": 0.001, "l2": 0.5, "hidden_layer": 200, "batch_size": 10, "transition_system": "projective", "transition_oracle": "dynamic",
          "structured_interval": 0}
VECTORS = {"vector_size": 50, "window": 10, "negative": 5, "sg": 1, "sample": 0.1, "epochs": 15, "min_count": 2, "workers": 1, "seed": 1}


def read(text):
    reader, sentences, error = udpipe.InputFormat.newConlluInputFormat(), udpipe.Sentences(), udpipe.ProcessingError()
    reader.setText(text)
    sentence = udpipe.Sentence()
    while reader.nextSentence(sentence, error):
        sentences.append(sentence)
        sentence = udpipe.Sentence()
    if error.occurred():
        sys.exit(f"CoNLL-U: {error.message}")
    return sentences


def spelled(options):
    return ";".join(f"{name}={value}" for name, value in options.items())


def write_vectors(path, sentences):
    """Skip-gram vectors of the training text itself; one thread and a fixed hash of words, so the file is the same each time."""
    from gensim.models import Word2Vec
    words = [[word.form for word in list(sentence.words)[1:]] for sentence in sentences]
    model = Word2Vec(words, hashfxn=lambda word: int.from_bytes(hashlib.sha256(word.encode()).digest()[:4], "little"), **VECTORS)
    model.wv.save_word2vec_format(str(path), binary=False)


class Steps:
    """The steps in turn; a step's file is named by what went into it and the steps before."""

    def __init__(self, folder, text, sentences):
        self.folder, self.sentences = folder, sentences
        self.key = hashlib.sha256(text.encode()).hexdigest()

    def done(self, name, made_of, make):
        self.key = hashlib.sha256(f"{self.key} {name} {made_of}".encode()).hexdigest()
        path = self.folder / f"udpipe-en.{name}.{self.key[:10]}"
        begun, partial = time.perf_counter(), path.with_name(path.name + ".partial")
        if not path.exists():
            make(partial)
            partial.rename(path)
        print(f"{name}: {path.stat().st_size:,} bytes, {time.perf_counter() - begun:.0f} s", file=sys.stderr, flush=True)
        return path

    def vectors(self):
        return self.done("vectors", VECTORS, lambda out: write_vectors(out, self.sentences))

    def train(self, name, made_of=None, **options):
        def make(out):
            error = udpipe.ProcessingError()
            parts = [spelled(options[part]) if part in options else udpipe.Trainer.NONE for part in ("tokenizer", "tagger", "parser")]
            model = udpipe.Trainer.train("morphodita_parsito", self.sentences, udpipe.Sentences(), *parts, error)
            if error.occurred():
                sys.exit(f"{name}: {error.message}")
            out.write_bytes(model)
        return self.done(name, made_of or options, make)


def train(steps, settings):
    tokenizer = steps.train("tokenizer", tokenizer=settings["tokenizer"])
    tagger = steps.train("tagger", tagger=settings["tagger"])
    parser = settings["parser"] | {"embedding_form_file": steps.vectors()}
    return steps.train("whole", settings["parser"], tokenizer={"from_model": f"file:{tokenizer}"}, tagger={"from_model": f"file:{tagger}"}, parser=parser)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="?", default=CORPORA, type=pathlib.Path)
    parser.add_argument("-o", "--output", default=ROOT / "build" / "rivals" / "udpipe-en.model", type=pathlib.Path)
    parser.add_argument("--iterations", default=f"{TAGGER['iterations']},{PARSER['iterations']}", help="of the tagger and the parser; by default %(default)s")
    parser.add_argument("--quick", action="store_true")
    return parser.parse_args()


def main():
    args = arguments()
    files = {name: (args.corpora / "ud" / name).read_text(encoding="utf8") for name in TREEBANKS}
    text = "".join(files.values())
    tagger, parser = map(int, args.iterations.split(","))
    settings = {"tokenizer": TOKENIZER, "tagger": TAGGER | {"iterations": tagger}, "parser": PARSER | {"iterations": parser}}
    if args.quick:
        text = text[: text.index("\n\n", 300_000) + 2]
        settings = {"tokenizer": TOKENIZER | {"epochs": 2}, "tagger": TAGGER | {"iterations": 1}, "parser": PARSER | {"iterations": 1}}
    args.output.parent.mkdir(parents=True, exist_ok=True)
    begun = time.perf_counter()
    steps = Steps(args.output.parent, text, read(text))
    print(f"{len(steps.sentences):,} sentences", file=sys.stderr, flush=True)
    args.output.write_bytes(train(steps, settings).read_bytes())
    data = {name: hashlib.sha256(some.encode()).hexdigest() for name, some in files.items()}
    about = settings | {"vectors": VECTORS, "data": data, "sentences": len(steps.sentences)}
    args.output.with_suffix(".json").write_text(json.dumps(about, indent=1) + "\n", encoding="utf8")
    print(f"{args.output}: {args.output.stat().st_size:,} bytes, {time.perf_counter() - begun:.0f} s in all", file=sys.stderr)


if __name__ == "__main__":
    main()
