#!/usr/bin/env python3
"""Scores a trained teacher on the dev parts: trees and tags on gold words, names strictly. See README.md."""
import argparse
import os

import torch

import data
from data import read_crossner, read_re3d, treebank
from model import load_teacher
from predict import score_crossner, score_re3d, score_trees


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--encoder", required=True)
    parser.add_argument("--trees")
    parser.add_argument("--names")
    parser.add_argument("--corpora", default=data.default_corpora())
    parser.add_argument("--split-tool")
    parser.add_argument("--every", type=int, default=1, help="of the sentences, every Nth")
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    if options.trees:
        model, pieces, note = load_teacher(options.trees, options.encoder)
        print(f"trees, epoch {note['epoch']}")
        for name, bank in treebank(options.corpora, "dev").items():
            for title, settings in [("any tree", {}), ("projective", {"projective": True}), ("its own treebank's manner", {"own_corpus": True})]:
                scores = score_trees(model, pieces, bank[::options.every], **settings)
                print(f"{name} dev, {title}: " + ", ".join(f"{key} {value:.2f}" for key, value in scores.items()), flush=True)
    if options.names:
        model, pieces, note = load_teacher(options.names, options.encoder)
        print(f"names, epoch {note['epoch']}: precision, recall, F1")
        politics = list(read_crossner(os.path.join(options.corpora, "entities", "crossner-politics-dev.txt")))[::options.every]
        print("CrossNER politics dev: %.2f, %.2f, %.2f" % score_crossner(model, pieces, politics))
        documents = list(read_re3d(os.path.join(options.corpora, "re3d", "dev.jsonl"), options.split_tool))[::options.every]
        print("re3d dev: %.2f, %.2f, %.2f" % score_re3d(model, pieces, documents))


if __name__ == "__main__":
    main()
