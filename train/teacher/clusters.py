#!/usr/bin/env python3
"""Word classes for the fast model, from the encoder that the teacher is made of: words whose input embeddings lie together share a class.

  clusters.py ENCODER_FOLDER OUT.tsv [--fine 1024] [--coarse 128]

ENCODER_FOLDER holds vocab.txt and model.safetensors (fetch_encoder.sh brings it). OUT has a line a word: word, fine class, coarse class. dateline-train --clusters takes it:
a word that training met seldom or never is then read as its class is. Needs numpy; half a minute; a fixed seed.
"""
import argparse
import json
import pathlib
import struct

import numpy


def embeddings(folder):
    """The words of the vocabulary and their rows of the encoder's input table."""
    words = (folder / 'vocab.txt').read_text(encoding='utf8').split('\n')
    with open(folder / 'model.safetensors', 'rb') as file:
        size = struct.unpack('<Q', file.read(8))[0]
        entries = json.loads(file.read(size))
        name = next(n for n in entries if n.endswith('word_embeddings.weight'))
        entry = entries[name]
        begin, end = entry['data_offsets']
        file.seek(8 + size + begin)
        kind = {'F32': numpy.float32, 'F16': numpy.float16}[entry['dtype']]
        table = numpy.frombuffer(file.read(end - begin), dtype=kind).reshape(entry['shape']).astype(numpy.float32)
    rows = [i for i, word in enumerate(words) if len(word) > 1 and word.isalpha() and word.isascii()]
    return [words[i] for i in rows], table[rows]


def spherical_kmeans(points, k, rounds=14, seed=20171115):
    """Class of each point, by cosine; an empty class takes the point that fits its own worst."""
    random = numpy.random.default_rng(seed)
    centres = points[random.choice(len(points), k, replace=False)]
    for _ in range(rounds):
        likeness = points @ centres.T
        classes, best = likeness.argmax(1), likeness.max(1)
        centres = numpy.zeros_like(centres)
        numpy.add.at(centres, classes, points)
        worst = iter(best.argsort())
        for empty in numpy.flatnonzero(numpy.bincount(classes, minlength=k) == 0):
            centres[empty] = points[next(worst)]
        centres /= numpy.linalg.norm(centres, axis=1, keepdims=True) + 1e-9
    return (points @ centres.T).argmax(1)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('encoder', type=pathlib.Path)
    parser.add_argument('out', type=pathlib.Path)
    parser.add_argument('--fine', type=int, default=1024)
    parser.add_argument('--coarse', type=int, default=128)
    args = parser.parse_args()
    words, table = embeddings(args.encoder)
    table = table - table.mean(0)
    # The first directions mostly say how frequent a word is.
    _, _, axes = numpy.linalg.svd(table[:: max(1, len(table) // 4000)], full_matrices=False)
    table -= (table @ axes[:2].T) @ axes[:2]
    table /= numpy.linalg.norm(table, axis=1, keepdims=True) + 1e-9
    fine, coarse = spherical_kmeans(table, args.fine), spherical_kmeans(table, args.coarse)
    args.out.parent.mkdir(parents=True, exist_ok=True)
    with open(args.out, 'w', encoding='utf8') as file:
        file.writelines(f'{word}\t{f}\t{c}\n' for word, f, c in zip(words, fine, coarse))
    print(f'{len(words)} words in {args.fine} and {args.coarse} classes: {args.out}')


if __name__ == '__main__':
    main()
