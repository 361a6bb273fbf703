#!/usr/bin/env python3
"""Trains on a toy folder of corpora made from our own newspaper sentences, twice: the same file must come out, and the program must be able to use it.

Usage: train_test.py DATELINE_TRAIN DATELINE SOURCE_DIR
"""
import hashlib
import json
import pathlib
import subprocess
import sys
import tempfile


def main():
    trainer, program, source = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
    gold = source / 'tests' / 'language' / 'newspaper.conllu'
    with tempfile.TemporaryDirectory(prefix='dateline-train-') as folder:
        folder = pathlib.Path(folder)
        for name in ('ud', 'entities', 're3d', 'books'):
            (folder / name).mkdir()
        for name in ('ewt-train', 'gum-train', 'ewt-dev', 'gum-dev'):
            (folder / 'ud' / f'{name}.conllu').write_bytes(gold.read_bytes())
        bio = 'Rebels\tO\nleft\tO\nAleppo\tB-location\n.\tO\n\n'
        row = {'id': 'a', 'text': 'Rebels left Aleppo.', 'entities': [{'begin': 12, 'end': 18, 'type': 'Location'}]}
        for part in ('train', 'dev'):
            (folder / 'entities' / f'crossner-politics-{part}.txt').write_text(bio * 3)
            (folder / 're3d' / f'{part}.jsonl').write_text(json.dumps(row) + '\n')
        hashes = []
        for turn in ('first', 'second'):
            model = folder / f'{turn}.model'
            subprocess.run([trainer, folder, model, '--knowledge', source / 'knowledge', '--epochs', '1', '--no-silver', '--threads', '2'], check=True, capture_output=True, timeout=300)
            hashes.append(hashlib.sha256(model.read_bytes()).hexdigest())
        assert hashes[0] == hashes[1], 'the same corpora and seed gave two different models'
        text = subprocess.run([program, 'parse', '-', '--model', model], input=b'Rebels left Aleppo.\n', check=True, capture_output=True, timeout=60).stdout.decode()
        assert sum(line[:1].isdigit() for line in text.splitlines()) == 4, text
        wrong = subprocess.run([trainer, folder / 'nowhere', model, '--knowledge', source / 'knowledge'], capture_output=True, text=True, timeout=60)
        assert wrong.returncode == 1 and 'nowhere' in wrong.stderr, wrong
    print('1 passed, 0 failed')


main()
