#!/usr/bin/env python3
"""Golden cases: report in, records out, one readable file a case. Usage: golden.py DATELINE SOURCE_DIR [--update] [NAME ...]

A case (tests/golden/*.txt): comment lines beginning with #, header lines "key: value" (published, publisher, sample: a file below sample/ instead of a text),
a line ---, the text, a line ---, the records as `readable` below writes them; with a header "mentions: party" the parties instead, as `told` writes them. --update writes what the program gives; the difference is then read by a person.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

os.environ['DATELINE_GAZETTEER'] = 'none'  # not that of the one who runs the tests

PROGRAM, SOURCE = sys.argv[1], pathlib.Path(sys.argv[2])
UPDATE = '--update' in sys.argv
NAMES = [a for a in sys.argv[3:] if not a.startswith('--')]


def number(e):
    return '/'.join('-' if e.get(k) is None else f'{e[k]:g}' if e[k] < 1e6 else str(int(e[k])) for k in ('low', 'best', 'high')) + ('' if e.get('hedge', 'exact') == 'exact' else f" ({e['hedge']})")


def party(p):
    return '"' + p.get('text', '') + '"' + (f" [{p['actor']}]" if p.get('actor') else f" [{p['country']}]" if p.get('country') else '')


def place(p):
    return '"' + p['text'] + '"' + (f" [{p['country']}, {p['precision']}]" if p.get('country') else '')


def readable(r):
    out = [r['kind'], r.get('type') or r.get('manner') or r.get('state') or r.get('change') or '', f'trigger="{r["trigger"]["text"]}"']
    for key in ('actors', 'recipients'):
        out += [f'{key[:-1]}={party(p)}' for p in r.get(key, [])]
    for key in ('people', 'facilitator', 'holder', 'previous_holder'):
        if key in r:
            out.append(f'{key}={party(r[key])}')
    for key in ('origin', 'via', 'destination'):
        v = r.get(key)
        out += [f'{key}={place(p)}' for p in v] if isinstance(v, list) else [f'{key}={party(v)}'] if v else []
    if 'place' in r:
        out.append(f"place={place(r['place'])}")
    if 'time' in r:
        out.append(f"time=\"{r['time']['text']}\" {r['time'].get('timex', '')}".rstrip())
    for key in ('killed', 'injured', 'missing', 'detained', 'abducted', 'count', 'price'):
        if key in r:
            out.append(f'{key}={number(r[key])}')
    if 'content' in r:
        out.append('content="' + r['content']['text'] + '"')
    a = r.get('attribution')
    if a:
        out.append(f"source=\"{(a.get('source') or {}).get('text', '')}\" {a.get('quoted', '')}")
        out += [f'{k}="{a[k]}"' for k in ('role', 'organization', 'medium') if isinstance(a.get(k), str)]
    s = r.get('stance', {})
    out += [v for k, v in (('polarity', s.get('polarity')), ('certainty', s.get('certainty')), ('time', s.get('time'))) if v not in (None, 'affirmed', 'asserted', 'past')]
    return ' '.join(x for x in out if x)


def told(m):
    """A party mention: span, who it is, what it stands for."""
    p = m['party']
    out = ['"' + m['span']['text'] + '"'] + [f'{key}={p[key]}' for key in ('actor', 'name', 'country', 'role', 'person') if p.get(key)]
    if p.get('sectors'):
        out.append('sectors=' + ','.join(p['sectors']))
    if 'count' in p:
        out.append('count=' + number(p['count']))
    if 'antecedent' in m:
        out.append('-> "' + m['antecedent']['text'] + '"')
    return ' '.join(out)


def run(case, header, text):
    with tempfile.TemporaryDirectory() as d:
        if 'sample' in header:
            path = SOURCE / 'sample' / header['sample']
        else:
            path = pathlib.Path(d) / 'case.jsonl'
            path.write_text(json.dumps({'id': case.stem, 'text': text, **{k: v for k, v in header.items() if k in ('published', 'publisher', 'title')}}), encoding='utf8')
        r = subprocess.run([PROGRAM, 'mentions' if 'mentions' in header else 'read', str(path), '--jsonl', '-', '-q'], capture_output=True, text=True)
        if r.returncode:
            return [f'exit code {r.returncode}: {r.stderr.strip()}']
        lines = []
        if 'mentions' in header:
            return [told(m) for m in map(json.loads, r.stdout.splitlines()) if m['class'] == header['mentions']]
        for line in map(json.loads, r.stdout.splitlines()):
            if line['kind'] == 'report':
                extra = [f'{k}="{line[k]}"' for k in ('title', 'byline', 'publisher') if line.get(k)]
                if line.get('cleaning'):
                    extra.append('cleaning=' + ','.join(f'{k}:{v}' for k, v in sorted(line['cleaning'].items())))
                lines.append('report ' + ' '.join(extra))
            else:
                lines.append(readable(line))
        return lines


def main():
    passed = failed = 0
    for case in sorted((SOURCE / 'tests' / 'golden').glob('*.txt')):
        if NAMES and case.stem not in NAMES:
            continue
        head, text, want = (case.read_text(encoding='utf8').split('\n---\n') + ['', ''])[:3]
        header = dict(line.split(': ', 1) for line in head.splitlines() if line and not line.startswith('#'))
        got = run(case, header, text)
        if got == want.rstrip('\n').splitlines():
            passed += 1
            continue
        if UPDATE:
            case.write_text(f'{head}\n---\n{text}\n---\n' + '\n'.join(got) + '\n', encoding='utf8')
            print(f'updated {case.name}')
            passed += 1
            continue
        failed += 1
        print(f'{case.name}:')
        for line in want.rstrip('\n').splitlines():
            if line not in got:
                print('  - ' + line)
        for line in got:
            if line not in want.splitlines():
                print('  + ' + line)
    print(f'{passed} passed, {failed} failed')
    sys.exit(1 if failed or not passed else 0)


main()
