#!/usr/bin/env python3
"""Text that is not on conflict: at most one record in a hundred sentences. Usage: adversarial.py DATELINE SOURCE_DIR [--list]

tests/adversarial/*.txt: sports "attack", "killed the clock", markets "shelling out", cooking, games, reviews, figures of speech ... A line is a sentence, a block of
lines a report. Every sentence is also read alone, so that a report cannot lend it its scope. --list shows every record found.
"""
import json
import os
import pathlib
import subprocess
import sys

os.environ['DATELINE_GAZETTEER'] = 'none'  # not that of the one who runs the tests

MOST = 0.01  # records a sentence


def blocks(path):
    """The reports of a file, each a list of sentences."""
    text = '\n'.join(line for line in path.read_text(encoding='utf8').splitlines() if not line.startswith('#'))
    return [block.splitlines() for block in text.strip('\n').split('\n\n') if block.strip()]


def found(program, texts):
    """-> [(id of the text, record)]"""
    lines = ''.join(json.dumps({'id': key, 'text': text}, ensure_ascii=False) + '\n' for key, text in texts.items())
    done = subprocess.run([program, 'read', '-', '--jsonl', '-', '-q'], input=lines, capture_output=True, text=True, check=True)
    rows = list(map(json.loads, done.stdout.splitlines()))
    ids = {row['id']: row['source_id'] for row in rows if row['kind'] == 'report'}
    if len(ids) != len(texts):
        sys.exit(f'{len(ids)} of {len(texts)} texts read')
    return [(ids[row['report']], row) for row in rows if row['kind'] != 'report']


def main():
    program, tests = sys.argv[1], pathlib.Path(sys.argv[2]) / 'tests'
    texts = {'report': {}, 'sentence': {}}  # the ways of reading: id -> text
    for path in sorted((tests / 'adversarial').glob('*.txt')):
        for n, block in enumerate(blocks(path)):
            texts['report'][f'{path.stem} {n}'] = ' '.join(block)
            texts['sentence'].update((f'{path.stem} {n}.{i}', line) for i, line in enumerate(block))
    sentences = len(texts['sentence'])
    if sentences < 300:
        sys.exit(f'{sentences} sentences; expected 300')
    listed, now = tests / 'adversarial-open.txt', set()
    known = {line for line in listed.read_text(encoding='utf8').splitlines() if line and not line.startswith('#')} if listed.exists() else set()
    for way in texts:
        records = found(program, texts[way])
        print(f'{way} by {way}: {len(records)} records in {sentences} sentences, {100 * len(records) / sentences:.2f} a hundred')
        for key, row in records:
            name = f"{way} {key} {row['trigger']['text']}"
            now.add(name)
            if name not in known or '--list' in sys.argv:
                kind = row.get('type') or row.get('manner') or row.get('state') or row.get('change') or row['kind']
                print(f"  {name}: {kind} ({row['rule']}, {row['confidence']}): {row['quote']['text'][:150]}")
    if '--update' in sys.argv:
        head = '# Sentences without conflict that still give a record (tests/adversarial.py --update): way of reading, text, trigger. May only become fewer.\n'
        listed.write_text(head + ''.join(name + '\n' for name in sorted(now)), encoding='utf8')
        known = now
    for name in sorted(known - now):
        print(f'{name}: gives nothing now; take it out of {listed.name}')
    new = now - known
    print(f'{len(new)} new records, {len(now & known)} known')
    sys.exit(1 if len(new) > MOST * sentences or known - now else 0)


main()
