#!/usr/bin/env python3
"""Golden sentences: what each must give and must not. Usage: sentences.py DATELINE SOURCE_DIR [--update] [--list] [TABLE ...]

Tables: tests/sentences/*.tsv; columns what, sentence, gives, not. Records by " | ", written KIND [TYPE] key=value key="several words" ..., as in the frame tables:
actor, recipient, people, origin, via, destination, facilitator, holder, previous, place, time, source, content, mode, quoted, polarity, certainty, tense, and numbers
low/best/high (killed=36/36/36, - an open end). A key given twice asks for both. * is any value.
- gives: each stands for a record of its own that says all this. Stance and source must be just so: where they are not given, the record affirms, asserts, is no plan and has no source.
- not: no record may say all this; polarity=affirmed, certainty=asserted and tense=past are the plain ones. "other": no records but those that `gives` asks for.
Texts agree where they are the same without article, or one ends with the other ("two policemen" and "policemen").
Expectations were written by the codebook, not by what the program gave. tests/sentences-open.txt lists the sentences that do not pass yet, by table and number of the
sentence in it; they may only become fewer (--update writes the list).
"""
import json
import os
import pathlib
import re
import subprocess
import sys

os.environ['DATELINE_GAZETTEER'] = 'none'  # not that of the one who runs the tests

NUMBERS = ('killed', 'injured', 'missing', 'detained', 'abducted', 'count', 'price')
PLAIN = {'polarity': 'affirmed', 'certainty': 'asserted', 'tense': 'past'}


def texts(value):
    """Every string that names a party or a place."""
    if value is None:
        return []
    if isinstance(value, list):
        return [t for v in value for t in texts(v)]
    return [value] if isinstance(value, str) else [value[k] for k in ('text', 'name', 'person') if isinstance(value.get(k), str)]


def flat(record):
    """A record of the program as {key: values}."""
    source, stance = (record.get('attribution') or {}), record.get('stance') or {}
    out = {'kind': record['kind'], 'type': record.get('type') or record.get('manner') or record.get('state') or record.get('change') or ''}
    for key, name in (('actor', 'actors'), ('recipient', 'recipients'), ('previous', 'previous_holder'), ('people', 'people'), ('origin', 'origin'), ('via', 'via'),
                      ('destination', 'destination'), ('facilitator', 'facilitator'), ('holder', 'holder'), ('place', 'place'), ('time', 'time'), ('content', 'content'), ('mode', 'mode')):
        out[key] = texts(record.get(name))
    out['source'] = texts(source.get('source')) + texts(source.get('organization'))
    out['quoted'] = texts(source.get('quoted')) if out['source'] else []
    for key in NUMBERS:
        e = record.get(key)
        out[key] = ['/'.join('-' if e.get(end) is None else f'{e[end]:.0f}' for end in ('low', 'best', 'high'))] if e else []
    tense = stance.get('time', 'past')
    out['polarity'], out['certainty'] = [stance.get('polarity', 'affirmed')], [stance.get('certainty', 'asserted')]
    out['tense'] = [tense if tense in ('future', 'hypothetical') else 'past']
    return out


def parse(cell):
    """A cell -> [(kind, type or None, [(key, value)])]"""
    out = []
    for record in filter(None, map(str.strip, cell.split('|'))):
        words = re.findall(r'(\w+)=(?:"([^"]*)"|(\S+))|(\S+)', record)
        plain = [w[3] for w in words if w[3]]
        out.append((plain[0], plain[1] if len(plain) > 1 else None, [(key, quoted or bare) for key, quoted, bare, _ in words if key]))
    return out


def same(a, b):
    a, b = (re.sub(r'^(?:the|a|an|some|about|around|more than|at least) ', '', re.sub(r"[’']s$", '', text.lower())) for text in (a, b))
    return a == b or a.endswith(' ' + b) or b.endswith(' ' + a)


def says(found, key, value):
    values = found.get(key, [])
    if value == '*':
        return bool(values)
    return value in values if key in NUMBERS or key in PLAIN or key in ('mode', 'quoted') else any(same(v, value) for v in values)


def misses(found, wanted, exact):
    """What a record lacks of what is wanted; None where it is of another kind or type."""
    kind, of_type, pairs = wanted
    if found['kind'] != kind or of_type is not None and found['type'] != of_type:
        return None
    out = [f'{key}={value} (has {found.get(key)})' for key, value in pairs if not says(found, key, value)]
    if exact:
        given = {key for key, _ in pairs}
        out += [f'{key}: {found[key][0]}' for key, plain in PLAIN.items() if key not in given and found[key] != [plain]]
        if 'source' not in given and found['source']:
            out.append(f"source: {found['source'][0]}")
    return out


def judge(records, gives, forbidden):
    """-> problems of a sentence"""
    left, problems = list(records), []
    for wanted in gives:
        fits = [(misses(found, wanted, True), found) for found in left]
        fits = sorted(((m, f) for m, f in fits if m is not None), key=lambda row: len(row[0]))
        name = ' '.join(filter(None, wanted[:2]))
        if not fits:
            problems.append(f'no {name}')
        else:
            left.remove(fits[0][1])
            if fits[0][0]:
                problems.append(f'{name} without ' + ', '.join(fits[0][0]))
    for wanted in forbidden:
        if wanted[0] == 'other':
            problems += [f"also {found['kind']} {found['type']}" for found in left]
        elif any(misses(found, wanted, False) == [] for found in records):
            problems.append('forbidden: ' + ' '.join(filter(None, wanted[:2])) + ''.join(f' {key}={value}' for key, value in wanted[2]))
    return problems


def tables(folder, names):
    """-> {"table number": (what, sentence, gives, not)}"""
    out = {}
    for path in sorted(folder.glob('*.tsv')):
        rows = [line.split('\t') for line in path.read_text(encoding='utf8').splitlines() if line and not line.startswith('#')]
        for n, row in enumerate(rows, 1):
            if len(row) != 4:
                sys.exit(f'{path.name}: sentence {n} has {len(row)} columns, expected 4')
            if not names or path.stem in names:
                out[f'{path.stem} {n}'] = row
    return out


def read(program, sentences):
    """-> {id: records of it, flat}"""
    lines = ''.join(json.dumps({'id': key, 'published': '2018-06-15', 'text': text}, ensure_ascii=False) + '\n' for key, text in sentences.items())
    done = subprocess.run([program, 'read', '-', '--jsonl', '-', '-q'], input=lines, capture_output=True, text=True, check=True)
    rows = list(map(json.loads, done.stdout.splitlines()))
    ids = {row['id']: row['source_id'] for row in rows if row['kind'] == 'report'}
    out = {key: [] for key in ids.values()}
    for row in rows:
        if row['kind'] != 'report':
            out[ids[row['report']]].append(flat(row))
    return out


OTHER_TYPES = {
    'movement': 'fled returned evacuated deported smuggled transferred withdrew infiltrated displaced joined travelled',
    'stock': 'displaced refugee returned detained besieged sheltering in_need missing deployed member present',
    'control': 'captured recaptured lost held contested besieged boundary',
}


def untold(cases, knowledge):
    """Types and modes that the records know and no sentence asks for."""
    rows = [line.split('\t') for line in (knowledge / 'plover.tsv').read_text(encoding='utf8').splitlines() if line and not line.startswith('#')]
    wanted = {('event', row[0]) for row in rows} | {mode for row in rows for mode in row[1:2]} | {(kind, name) for kind, names in OTHER_TYPES.items() for name in names.split()}
    for *_, gives, _ in cases.values():
        for kind, of_type, pairs in parse(gives):
            wanted -= {(kind, of_type)} | {value for key, value in pairs if key == 'mode'}
    return sorted(map(str, wanted - {'', 'deport'}))  # who is deported moves: no event beside it


def main():
    names = [a for a in sys.argv[3:] if not a.startswith('--')]
    tests = pathlib.Path(sys.argv[2]) / 'tests'
    cases = tables(tests / 'sentences', names)
    found = read(sys.argv[1], {key: row[1] for key, row in cases.items()})
    listed = tests / 'sentences-open.txt'
    known = {' '.join(line.split()[:2]) for line in listed.read_text(encoding='utf8').splitlines() if line and not line.startswith('#')} if listed.exists() else set()
    known &= set(cases)
    lacking = [] if names else untold(cases, tests.parent / 'knowledge')
    if lacking:
        print('no sentence for', ', '.join(lacking))
    failed = {}
    for key, (_, _, gives, forbidden) in cases.items():
        problems = judge(found[key], parse(gives), parse(forbidden))
        if problems:
            failed[key] = problems
    if '--update' in sys.argv:
        head = '# Golden sentences that do not pass yet (tests/sentences.py --update): table, number, what is wrong. May only become fewer.\n'
        listed.write_text(head + ''.join(f"{key} {'; '.join(problems)}\n" for key, problems in failed.items()), encoding='utf8')
        known = set(failed)
    for key, problems in failed.items():
        if key not in known or '--list' in sys.argv:
            print(f"{key} ({cases[key][0]}): {cases[key][1]}\n    " + '\n    '.join(problems))
    for key in sorted(known - set(failed)):
        print(f'{key}: passes now; take it out of {listed.name} (--update)')
    new = set(failed) - known
    print(f'{len(cases)} sentences: {len(cases) - len(failed)} pass, {len(new)} fail, {len(known & set(failed))} known to fail')
    sys.exit(1 if new or lacking or known - set(failed) or not names and len(cases) < 400 else 0)


if __name__ == '__main__':
    main()
