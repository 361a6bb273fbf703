#!/usr/bin/env python3
"""Says whether a record's confidence means what it says: a reliability table and the expected calibration error (ECE) over bins of equal mass.

  calibration_score.py [--bins 10] [--svg FILE] GOLD.jsonl RECORDS.jsonl [GOLD.jsonl RECORDS.jsonl]...

GOLD: reports coded by hand, one a line, with "text" and "records". RECORDS: what `dateline read GOLD.jsonl --jsonl RECORDS.jsonl --min-confidence 0` writes, or
`train_records --cross-validate` for reports that the model learned from. A record is right when it pairs with a coded one as the measure of the hand-coded reports
pairs them: same kind and sentence, and the trigger, the type (events: with a slot) or a slot in common, best pairs first. Optional pairs count neither way. Bins are cut over all pairs of files together.
"""
import argparse
import json
import sys

import reliability

SLOTS = {'people': ('people',), 'origin': ('origin',), 'destination': ('destination',), 'place': ('place',), 'time': ('time',), 'holder': ('holder',), 'previous': ('previous_holder',),
         'actor': ('actors',), 'recipient': ('recipients',), 'facilitator': ('facilitator',), 'content': ('content',)}
TYPES = {'event': 'type', 'movement': 'manner', 'stock': 'state', 'control': 'change'}
STOP = set('the a an of in on at to and his her their its'.split())


def words(text):
    found = ''.join(c.lower() if c.isalnum() else ' ' for c in text.replace("'s", '').replace('’s', '').replace('.', '')).split()
    return [w for w in found if w not in STOP] or found


def same(found, coded):
    a, b = set(words(found)), set(words(coded))
    return bool(a and b) and (2 * len(a & b) >= len(a | b) or (a <= b or b <= a) and (words(found)[-1] == words(coded)[-1] or len(a & b) > 1))


def forms(value):
    if isinstance(value, list):
        return [f for v in value for f in forms(v)]
    return [value[k] for k in ('text', 'name', 'person') if isinstance(value.get(k), str)] if isinstance(value, dict) else []


def shared(record, gold):
    """How many slots hold the same."""
    right = 0
    for slot, keys in SLOTS.items():
        coded = gold.get(slot, [])
        coded = [coded] if isinstance(coded, str) else coded
        right += any(same(f, c) for k in keys for f in forms(record.get(k)) for c in coded)
    for slot in ('killed', 'injured', 'missing', 'detained', 'abducted', 'count'):
        best = (record.get(slot) or {}).get('best')
        right += best is not None and slot in gold and best in gold[slot]
    return right


def place(record, text):
    """The trigger in the gold text, should cleaning have moved it."""
    span = record.get('trigger') or record['quote']
    if text[span['begin']:span['end']] == span['text']:
        return span['begin'], span['end']
    at = text.find(record['quote']['text'])
    inner = record['quote']['text'].find(span['text'])
    return (at + inner, at + inner + len(span['text'])) if at >= 0 and inner >= 0 else (-1, -1)


def outcomes(gold, records):
    """(confidence, right) of every record that counts."""
    pairs = []
    for i, r in enumerate(records):
        begin, end = place(r, gold['text'])
        for j, g in enumerate(gold['records']):
            if r['kind'] != g['kind'] or not g['sentence'][0] <= begin < g['sentence'][1]:
                continue
            over = begin < g['end'] and g['begin'] < end
            typed = r['kind'] != 'statement' and r.get(TYPES.get(r['kind'])) == g.get('type')
            slots = shared(r, g)
            if over or typed and r['kind'] != 'event' or slots:
                pairs.append((3 * typed + 2 * over + slots, -abs(begin - g['begin']), i, j))
    found, coded = {}, set()
    for _, _, i, j in sorted(pairs, reverse=True):
        if i not in found and j not in coded:
            found[i] = j
            coded.add(j)
    return [(r['confidence'], i in found) for i, r in enumerate(records) if i not in found or not gold['records'][found[i]].get('optional')]


def read(path):
    with open(path, encoding='utf8') as file:
        return [json.loads(line) for line in file if line.strip()]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('files', nargs='+')
    parser.add_argument('--bins', type=int, default=10)
    parser.add_argument('--svg', help='file for the diagram')
    args = parser.parse_args()
    if len(args.files) % 2:
        sys.exit('calibration_score.py: expected pairs of GOLD and RECORDS')
    scored = []
    for gold_path, records_path in zip(args.files[::2], args.files[1::2]):
        gold = {g['id']: g for g in read(gold_path)}
        rows, ids = read(records_path), {}
        for row in rows:
            if row['kind'] == 'report':
                ids[row['id']] = row.get('source_id')
        by_report = {}
        for row in rows:
            if row['kind'] != 'report':
                by_report.setdefault(ids.get(row['report']), []).append(row)
        for key, records in by_report.items():
            if key in gold:
                scored += outcomes(gold[key], records)
    if not scored:
        sys.exit('calibration_score.py: no record belongs to a report of the gold')
    reliability.report(scored, args.bins, args.svg, 'confidence of records', 'records')


main()
