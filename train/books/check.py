#!/usr/bin/env python3
"""Numbers reports for hand coding, turns coding sheets into rows, and checks the rows of this folder.

  check.py                          checks every *.jsonl beside this file against the corpora they join; exit status 1 on any fault, 77 where all that
                                    could be checked is right but a corpus is not at hand
  check.py show CORPUS ID...        prints reports with numbered sentences
  check.py add CORPUS SHEET OUT     reads a sheet, checks it, and writes its reports into OUT (a report coded again replaces its row)

A sheet holds reports, each begun by a line "# ID" (the id in the corpus, or its beginning), then one record a line:

  N TYPE | trigger | slot=value | ... | flags         N is the sentence's number; "trigger@2" is its second occurrence in the sentence
  @ SOURCE | d                                        the source of the records that follow (d direct, i indirect); "@" alone ends it
  = TEXT                                              the text of a report that is ours (CORPUS "invented"): its paragraphs, before its records
  % all-violence                                      the report was coded as `--scope all-violence` reads it: private crime and accidents with weapons too

TYPE: a PLOVER type in capitals; a way of moving; m:, s:, c: before a type that several kinds have (m:displaced, s:displaced); "st" a
statement. Slots: a actor, r recipient, v via (each may stand several times), p place, t time, pp people, o origin, d destination,
f facilitator, pr price, h holder, pv previous, k killed, i injured, mi missing, de detained, ab abducted, c count, s source, ct content.
Numbers: 36, or 10,10,- for low, best, high, or ~36 about, ^36 nearly, >36 at least, <36 at most. Flags, by commas: d, i (quoted), denied,
possible, probable, doubtful, future, hypothetical, opt, nosource. $DATELINE_CORPORA names the folder of the corpora (default
../shared/corpora beside the checkout).
"""
import glob
import hashlib
import json
import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
CORPORA = os.environ.get('DATELINE_CORPORA') or os.path.join(HERE, '..', '..', '..', 'shared', 'corpora')
FILES = {'re3d': ('re3d/train.jsonl', 're3d/dev.jsonl'), 'wikinews': ('wikinews/articles.jsonl',),
         'ewt': ('ud/ewt-train.conllu', 'ud/ewt-dev.conllu'), 'gum': ('ud/gum-train.conllu', 'ud/gum-dev.conllu')}
# Where the documents of a corpus come from and their licence; GUM's by the genre in the name of the document.
ORIGIN = {'invented': ('written for Dateline', 'Apache-2.0'), 'wikinews': ('Wikinews', 'CC BY 2.5'),
          'ewt': ('Universal Dependencies English EWT', 'CC BY-SA 4.0'), 'GUM_news': ('Wikinews, by way of GUM', 'CC BY 2.5'),
          'GUM_bio': ('Wikipedia, by way of GUM', 'CC BY-SA 3.0'), 'GUM_textbook': ('OpenStax, by way of GUM', 'CC BY 4.0')}
TYPES = {
    'event': 'AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT',
    'movement': 'fled returned evacuated deported smuggled transferred withdrew infiltrated displaced joined travelled',
    'stock': 'displaced refugee returned detained besieged sheltering in_need missing deployed member present',
    'control': 'captured recaptured lost held contested besieged boundary'}
TYPES = {k: v.split() for k, v in TYPES.items()}
TEXT = ('people', 'origin', 'destination', 'facilitator', 'price', 'holder', 'previous', 'place', 'time', 'source', 'content')
LISTS = ('actor', 'recipient', 'via')
NUMBERS = ('killed', 'injured', 'missing', 'detained', 'abducted', 'count')
SLOTS = {'event': ('actor', 'recipient', 'place', 'time', 'killed', 'injured', 'missing', 'detained', 'abducted'),
         'movement': ('people', 'origin', 'via', 'destination', 'facilitator', 'price', 'time', 'count'),
         'stock': ('people', 'place', 'time', 'count'), 'control': ('holder', 'previous', 'place', 'time'), 'statement': ('content',)}
SHORT = {'a': 'actor', 'r': 'recipient', 'v': 'via', 'p': 'place', 't': 'time', 'pp': 'people', 'o': 'origin', 'd': 'destination', 'f': 'facilitator',
         'pr': 'price', 'h': 'holder', 'pv': 'previous', 'k': 'killed', 'i': 'injured', 'mi': 'missing', 'de': 'detained', 'ab': 'abducted', 'c': 'count',
         's': 'source', 'ct': 'content'}
STANCE = {'denied': 'polarity', 'possible': 'certainty', 'probable': 'certainty', 'doubtful': 'certainty', 'future': 'tense', 'hypothetical': 'tense'}
ORDER = ('n', 'kind', 'type', 'trigger', 'actor', 'recipient', 'people', 'origin', 'via', 'destination', 'facilitator', 'price', 'holder', 'previous',
         'place', 'time') + NUMBERS + ('source', 'quoted', 'content', 'polarity', 'certainty', 'tense', 'optional', 'begin', 'end', 'sentence')
ABBREVIATION = re.compile(r'(?:\b(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Maj|Capt|Sgt|Brig|Adm|Cpl|Spc|Pfc|Ltd|Co|Inc|Sen|Rep|Gov|Prof|St|Jr|Sr|No|vs|Jan|Feb|Aug|Sept|Oct|'
                          r'Nov|Dec|a\.m|p\.m|U\.S|U\.N|U\.K|D\.C|i\.e|e\.g)|\b[A-Z])\.$')


def sentences(text):
    """[begin, end) of every sentence: a line break ends one, and so does a full stop before a capital, unless an abbreviation bears it."""
    out = []
    for line in re.finditer(r'[^\n]+', text):
        begin = line.start()
        for stop in re.finditer(r'[.!?…]+(?:\[\d+\])*["”’\')\]]*(?=\s|$|[A-Z])', line.group()):
            end = line.start() + stop.end()
            head, tail = text[begin:end], text[end:line.end()]
            glued = bool(tail) and not tail[0].isspace()
            if glued and not re.search(r'[a-z\])”"][.!?][\])”"\d]*$', head) or ABBREVIATION.search(head) or re.match(r'\s+[a-z]', tail):
                continue
            out.append((begin, end))
            begin = end
        out.append((begin, line.end()))
    trimmed = []
    for b, e in out:
        while b < e and text[b].isspace():
            b += 1
        while e > b and text[e - 1].isspace():
            e -= 1
        if b < e:
            trimmed.append((b, e))
    return trimmed


def treebank(file):
    """The documents of a treebank: their sentences joined by one blank."""
    rows, row = {}, None
    for line in file:
        if line.startswith('# newdoc id = '):
            row = {'id': line[14:].strip(), 'text': '', 'spans': []}
            rows[row['id']] = row
        elif line.startswith('# text = '):
            begin = len(row['text']) + bool(row['text'])
            row['text'] += ' ' * bool(row['text']) + line[9:].strip()
            row['spans'].append((begin, len(row['text'])))
    return rows


def corpus(name):
    """The reports of a corpus by id. Those that we invented stand in the rows themselves."""
    rows = {}
    if name == 'invented':
        for path in glob.glob(os.path.join(HERE, 'invented*.jsonl')):
            with open(path, encoding='utf8') as file:
                rows.update((row['source_id'], {'id': row['source_id'], 'text': row['text']}) for row in map(json.loads, file))
        return rows
    for path in FILES[name]:
        with open(os.path.join(CORPORA, path), encoding='utf8') as file:
            rows.update(treebank(file) if path.endswith('.conllu') else {row['id']: row for row in map(json.loads, file)})
    return rows


def spans_of(source):
    return source.get('spans') or sentences(source['text'])


def find(rows, start):
    hits = [k for k in rows if k == start] or [k for k in rows if k.startswith(start)]
    if len(hits) != 1:
        raise ValueError(f'{start}: {len(hits)} reports of that id')
    return rows[hits[0]]


def number(value):
    """36, or low,best,high ("-" an open end), or ~N about, ^N nearly, >N at least, <N at most."""
    n = int(value[1:]) if value[0] in '~^><' else None
    if n is not None:
        return {'~': [n - n // 10, n, n + n // 10], '^': [n - n // 10, n, n], '>': [n, n, None], '<': [None, n, n]}[value[0]]
    parts = [None if p == '-' else int(p) for p in value.split(',')]
    return parts * 3 if len(parts) == 1 else parts


def exact(value, text):
    """The value as the report writes it, whatever blanks stand between its words."""
    hit = None if value in text else re.search(r'\s+'.join(map(re.escape, value.split())), text)
    return hit.group() if hit else value


def record(line, text, spans, current):
    """One line of a sheet -> one record, its trigger found in its sentence."""
    head, trigger, *fields = [f.strip() for f in line.split(' | ')]
    n, kind_type = head.split()
    prefix, _, kind_type = kind_type.rpartition(':')
    n, out = int(n), {}
    if kind_type == 'st':
        out['kind'] = 'statement'
    else:
        kinds = [k for k in TYPES if kind_type in TYPES[k] and (not prefix or k[0] == prefix)]
        if len(kinds) != 1:
            raise ValueError(f'type {kind_type} is of kinds {kinds}')
        out['kind'], out['type'] = kinds[0], kind_type
    trigger, _, nth = trigger.partition('@')
    begin, end = spans[n - 1]
    at = begin - 1
    for _ in range(int(nth or 1)):
        at = text.find(trigger, at + 1, end)
        if at < 0:
            raise ValueError(f'trigger "{trigger}" is not in sentence {n}: {text[begin:end]}')
    out.update(n=n, trigger=trigger, begin=at, end=at + len(trigger), sentence=[begin, end])
    flags = []
    for field in fields:
        key, eq, value = field.partition('=')
        if not eq:
            flags += field.split(',')
        elif SHORT[key] in LISTS:
            out.setdefault(SHORT[key], []).append(exact(value, text))
        else:
            out[SHORT[key]] = number(value) if SHORT[key] in NUMBERS else exact(value, text)
    for flag in flags:
        if flag in STANCE:
            out[STANCE[flag]] = flag
        elif flag == 'opt':
            out['optional'] = True
        elif flag not in ('d', 'i', 'nosource'):
            raise ValueError(f'flag {flag}')
    if 'source' not in out and current and 'nosource' not in flags:
        out['source'], out['quoted'] = current
    if 'source' in out and ('d' in flags or 'i' in flags or 'quoted' not in out):
        out['quoted'] = 'direct' if 'd' in flags else 'indirect'
    return {k: out[k] for k in ORDER if k in out}


def part(source, row):
    """What was coded of a report: all of it, or the stretch that the row's span names, with the sentences that lie wholly in it."""
    if 'span' not in row:
        return source
    b, e = row['span']
    return {'text': source['text'][b:e], 'spans': [(x - b, y - b) for x, y in spans_of(source) if b <= x and y <= e]}


def faults(row, source):
    """What is wrong with a coded report, one string a fault."""
    text, spans = source['text'], spans_of(source)
    if hashlib.sha256(text.encode()).hexdigest() != row['text_sha256']:
        yield 'the text is not the one that was coded'
    last = (0, 0)
    for r in row['records']:
        where = f"[{r.get('n')}] {r.get('trigger')}: "
        kind = r.get('kind')
        if kind not in SLOTS or (kind == 'statement') != ('type' not in r) or kind in TYPES and r['type'] not in TYPES[kind]:
            yield where + f"kind {kind}, type {r.get('type')}"
            continue
        if text[r['begin']:r['end']] != r['trigger'] or not r['sentence'][0] <= r['begin'] < r['end'] <= r['sentence'][1]:
            yield where + 'trigger is not where begin and end say'
        if not 0 < r['n'] <= len(spans) or list(spans[r['n'] - 1]) != r['sentence']:
            yield where + 'not a sentence of the report'
        if not 1 <= len(r['trigger'].split()) <= 4:
            yield where + 'a trigger has one to four words'
        if (r['n'], 0) < (last[0], 0):
            yield where + 'out of order'
        last = (r['n'], r['begin'])
        allowed = SLOTS[kind] + ('doc', 'n', 'kind', 'type', 'trigger', 'source', 'quoted', 'polarity', 'certainty', 'tense', 'optional', 'begin', 'end',
                                 'sentence')
        for key, value in r.items():
            if key not in allowed:
                yield where + f'{kind} has no {key}'
            for string in value if key in LISTS else [value] if key in TEXT else []:
                if not string or string not in text:
                    yield where + f'{key} "{string}" is not in the report'
            if key in NUMBERS and not (len(value) == 3 and any(v is not None for v in value) and
                                       [v for v in value if v is not None] == sorted(v for v in value if v is not None)):
                yield where + f'{key} {value}'
            if key in STANCE.values() and STANCE.get(value) != key:
                yield where + f'{key} {value}'
        if ('source' in r) != ('quoted' in r):
            yield where + 'source and quoted go together'
        if kind == 'statement' and not ('content' in r and 'source' in r) or kind == 'stock' and 'count' not in r:
            yield where + f'a {kind} without what makes it one'


def begun(name, source):
    """The row of a report before its records."""
    hashed = hashlib.sha256(source['id'].encode()).hexdigest()[:6]
    own = source['id'] if name == 'invented' else '-'.join(
        filter(None, (name, source.get('published'), source['id'][:8] if name == 're3d' else hashed)))
    origin, licence = ORIGIN.get(name) or ORIGIN.get(source['id'].rpartition('_')[0]) or (None, None)
    row = {'id': own, 'corpus': name, 'source_id': source['id'], 'source': source.get('source') or origin, 'licence': source.get('licence') or licence}
    row.update((k, source[k].strip()) for k in ('published', 'title', 'url') if source.get(k))
    row.update(text_sha256=hashlib.sha256(source['text'].encode()).hexdigest(), records=[])
    return row


def read_sheet(name, sheet, rows):
    """The rows that a sheet holds, and how many of its lines are faulty."""
    coded, bad, current, row, source, spans = {}, 0, None, None, None, []
    with open(sheet, encoding='utf8') as file:
        lines = file.read().split('\n')
    for at, line in enumerate(map(str.strip, lines), 1):
        try:
            if line.startswith('# '):
                if name == 'invented':
                    rows[line[2:]] = {'id': line[2:], 'text': ''}
                source, current = find(rows, line[2:]), None
                spans, row = spans_of(source), begun(name, source)
                coded[row['id']] = row
            elif line.startswith('= '):
                source['text'] = '\n'.join(filter(None, (source['text'], line[2:])))
                spans = spans_of(source)
                row.update(text=source['text'], text_sha256=hashlib.sha256(source['text'].encode()).hexdigest())
            elif line.startswith('% '):
                row['scope'] = line[2:]
            elif line.startswith('@'):
                parts = [p.strip() for p in line[1:].split(' | ')]
                current = (parts[0], 'direct' if parts[1:] == ['d'] else 'indirect') if parts[0] else None
            elif line:
                row['records'].append(record(line, source['text'], spans, current))
        except (ValueError, KeyError, IndexError) as error:
            print(f'{sheet}:{at}: {error!r}')
            bad += 1
    return coded, bad


def add(name, sheet, path):
    rows = corpus(name)
    coded, bad = read_sheet(name, sheet, rows)
    if os.path.exists(path):
        with open(path, encoding='utf8') as file:
            coded = {**{r['id']: r for r in map(json.loads, file)}, **coded}
    for row in coded.values():
        row['records'].sort(key=lambda r: r['n'])
        for fault in faults(row, part(rows[row['source_id']], row)):
            print(row['id'], fault)
            bad += 1
    if not bad:
        with open(path, 'w', encoding='utf8') as file:
            file.writelines(json.dumps(r, ensure_ascii=False) + '\n' for r in coded.values())
    print(f"{len(coded)} reports, {sum(len(r['records']) for r in coded.values())} records, {bad} faults")
    return bad


def at_hand(name):
    return name == 'invented' or all(os.path.exists(os.path.join(CORPORA, path)) for path in FILES[name])


def check():
    """Exit status of a check of the whole folder."""
    bad, cache, seen, absent = 0, {}, set(), set()
    for path in sorted(glob.glob(os.path.join(HERE, '*.jsonl'))):
        with open(path, encoding='utf8') as file:
            rows = [json.loads(line) for line in file]
        absent.update(name for name in {row['corpus'] for row in rows} if not at_hand(name))
        checked = [row for row in rows if row['corpus'] not in absent]
        for row in checked:
            if row['corpus'] not in cache:
                cache[row['corpus']] = corpus(row['corpus'])
            source, key = cache[row['corpus']].get(row['source_id']), (row['source_id'], *row.get('span', ()))
            found = list(faults(row, part(source, row))) if source else ['the corpus has no such report']
            found += ['coded twice'] * (key in seen)
            seen.add(key)
            bad += len(found)
            for fault in found:
                print(os.path.basename(path), row['id'], fault)
        print(f"{os.path.basename(path)}: {len(checked)} of {len(rows)} reports, {sum(len(r['records']) for r in checked)} records")
    print(f'{bad} faults' + ''.join(f'; {name} is not at hand' for name in sorted(absent)))
    return 1 if bad else 77 if absent else 0


def show(name, ids):
    rows = corpus(name)
    for start in ids:
        row = find(rows, start)
        print('#', row['id'], '|', row.get('published', ''), '|', row.get('title', '').strip())
        for n, (b, e) in enumerate(spans_of(row), 1):
            print(f"[{n}] {row['text'][b:e]}")


def main(args):
    if args[:1] == ['show']:
        return show(args[1], args[2:])
    if args[:1] == ['add']:
        return min(add(*args[1:]), 1)
    if args:
        print(__doc__)
        return 2
    return check()


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
