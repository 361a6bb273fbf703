#!/usr/bin/env python3
"""Fits knowledge/confidence.tsv: the probability that a record is right, by logistic regression over features of the record.

  tools/fit_confidence.py KNOWLEDGE_FOLDER GOLD.jsonl RECORDS.jsonl [--test GOLD.jsonl RECORDS.jsonl] [--out FILE]

RECORDS is what `dateline read GOLD.jsonl --jsonl RECORDS.jsonl` writes. A record is right when a coded record of the same kind stands in the same sentence and
shares the trigger, the type or two slots with it. Prints the expected calibration error before and after, on the test pair where given.
"""
import argparse
import json
import math
import pathlib

NAMES = ['bias', 'prior', 'event', 'movement', 'stock', 'control', 'statement', 'two_slots', 'three_slots', 'noun', 'attributed', 'hedged', 'placed', 'number']


def priors(folder):
    out = {'statement.attributed': .5}
    for path in sorted(pathlib.Path(folder, 'frames').glob('*.tsv')):
        for line in path.read_text(encoding='utf8').splitlines():
            if line and line[0] != '#':
                c = line.split('\t')
                out[c[0]] = float(c[7] or .7)
    return out


def features(r, prior):
    number = any(k in r for k in ('count', 'killed', 'injured', 'missing', 'detained', 'abducted'))
    destination = r.get('destination')
    placed = bool(r.get('place') or r.get('origin') or isinstance(destination, list) and destination)
    slots = bool(r.get('actors')) + bool(r.get('recipients')) + ('people' in r) + ('holder' in r) + placed + number
    stance = r.get('stance', {})
    hedged = stance.get('certainty', 'asserted') != 'asserted' or stance.get('polarity') == 'denied' or stance.get('time') in ('future', 'hypothetical')
    p = min(.98, max(.02, prior.get(r['rule'], .7)))
    on = {'bias': 1, 'prior': math.log(p / (1 - p)), r['kind']: 1, 'two_slots': slots == 2, 'three_slots': slots >= 3, 'noun': r['rule'].endswith('.n'),
          'attributed': 'attribution' in r, 'hedged': hedged, 'placed': placed, 'number': number}
    return [float(on.get(n, 0)) for n in NAMES]


def examples(gold, records, prior):
    docs = {d['id']: d for d in map(json.loads, filter(str.strip, open(gold, encoding='utf8')))}
    ids, out = {}, []
    for r in map(json.loads, filter(str.strip, open(records, encoding='utf8'))):
        if r['kind'] == 'report':
            ids[r['id']] = r['source_id']
            continue
        doc = docs.get(ids[r['report']])
        if doc is None:
            continue
        b, e = r['trigger']['begin'], r['trigger']['end']
        kind = r.get('type') or r.get('manner') or r.get('state') or r.get('change')
        near = [g for g in doc['records'] if g['kind'] == r['kind'] and g['sentence'][0] <= b < g['sentence'][1]]
        right = any(b < g['end'] and g['begin'] < e or kind == g.get('type') and kind is not None for g in near)
        if right and all(g.get('optional') for g in near):
            continue
        out.append((features(r, prior), float(right), r['confidence']))
    return out


def ece(pairs, bins=10):
    cells = [[] for _ in range(bins)]
    for p, y in pairs:
        cells[min(bins - 1, int(p * bins))].append((p, y))
    return sum(abs(sum(p for p, _ in c) - sum(y for _, y in c)) for c in cells if c) / max(1, len(pairs))


def fit(rows, penalty=1.0, steps=4000, rate=.5):
    w = [0.0] * len(NAMES)
    w[1] = 1.0
    n = len(rows)
    for _ in range(steps):
        g = [0.0] * len(w)
        for x, y, _ in rows:
            p = 1 / (1 + math.exp(-sum(a * b for a, b in zip(w, x))))
            for i, v in enumerate(x):
                if v:
                    g[i] += (p - y) * v
        for i in range(len(w)):
            w[i] -= rate * (g[i] + penalty * (w[i] if i else 0)) / n
    return w


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument('knowledge')
    ap.add_argument('gold')
    ap.add_argument('records')
    ap.add_argument('--test', nargs=2)
    ap.add_argument('--out')
    a = ap.parse_args()
    prior = priors(a.knowledge)
    rows = examples(a.gold, a.records, prior)
    w = fit(rows, steps=1500)
    for name, data in [('fitted on', rows)] + ([('held out', examples(*a.test, prior))] if a.test else []):
        after = [(1 / (1 + math.exp(-sum(u * v for u, v in zip(w, x)))), y) for x, y, _ in data]
        print(f'{name}: {len(data)} records, {sum(y for _, y, _ in data) / len(data):.3f} right, calibration error as written {ece([(c, y) for _, y, c in data]):.3f}, by this fit {ece(after):.3f}')
    if a.out:
        with open(a.out, 'w', encoding='utf8') as f:
            f.write('# Weights of the probability that a record is right: logistic regression on openly licensed hand-coded reports, made by tools/fit_confidence.py.\n')
            f.write('# prior: log-odds of the frame\'s `sure`; the others are 0 or 1 (src/records/confidence.h).\n# columns: feature, weight\n')
            for name, value in zip(NAMES, w):
                f.write(f'{name}\t{value:.4f}\n')


main()
