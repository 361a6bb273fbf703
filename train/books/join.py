#!/usr/bin/env python3
"""Writes the hand-coded reports of this folder with their texts, one JSON object a line, as the trainer of the record models reads them.

  join.py OUT.jsonl        $DATELINE_CORPORA names the folder of the corpora; a report whose text is not the one that was coded is left out and named
"""
import glob
import hashlib
import json
import os
import sys

import check


def texts(row, source):
    yield source['text']
    if 'span' in row:
        yield source['text'][row['span'][0]:row['span'][1]]


def main(out):
    cache, seen, left = {}, set(), 0
    with open(out, 'w', encoding='utf8') as file:
        for path in sorted(glob.glob(os.path.join(check.HERE, '*.jsonl'))):
            for row in map(json.loads, open(path, encoding='utf8')):
                if row['corpus'] not in cache:
                    cache[row['corpus']] = check.corpus(row['corpus'])
                source = cache[row['corpus']].get(row['source_id'], {'text': ''})
                text = next((t for t in texts(row, source) if hashlib.sha256(t.encode()).hexdigest() == row['text_sha256']), None)
                if text is None or row['id'] in seen:
                    left += 1
                    print(f"{os.path.basename(path)}: {row['id']} left out: " + ('coded twice' if row['id'] in seen else 'not the text that was coded'), file=sys.stderr)
                    continue
                seen.add(row['id'])
                file.write(json.dumps({**row, 'text': text}, ensure_ascii=False) + '\n')
    print(f'{len(seen)} reports joined, {left} left out', file=sys.stderr)


main(sys.argv[1])
