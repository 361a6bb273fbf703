#!/usr/bin/env python3
"""Counts the predicates of knowledge/frames: words and expressions that make a record, by kind, type and mode. Usage: predicates.py KNOWLEDGE [--list TYPE]

A predicate is an expression of one type: `[kill|slay]` are two, of `![hold|have] ...3 ![talk|meeting]` there are two as well (the longest list of a trigger's
elements, never the product of all lists); a plural beside its singular counts no more. The same expression in two rows of one type counts once. Fails below the
floors that the project promises.
"""
import collections
import itertools
import pathlib
import sys

ALL, EACH_TYPE, EACH_MODE = 1500, 15, 3
MOVEMENTS = {('RETREAT', 'withdraw'), ('COERCE', 'deport')}  # what the codebook records as movements of people


def rows(folder):
    for path in sorted(folder.glob('*.tsv')):
        for line in path.read_text(encoding='utf8').splitlines():
            if line and not line.startswith('#'):
                yield line.split('\t')


def words(element):
    """The words an element of a pattern stands for; a mention or tag stands for itself."""
    element = element.split('=', 1)[-1].lstrip('!').removesuffix('?').split('/')[0]
    forms = [w for w in element.strip('[]()').split('|') if w]
    return [w for w in forms if not any(w in (f + 's', f + 'es', f[:-1] + 'ies') for f in forms)]


def trigger(pattern):
    """The elements that are the trigger: those marked, else all but gaps and mentions."""
    elements = pattern.split()
    marked = [e for e in elements if '!' in (e.split('=', 1)[-1])[:1]]
    return marked or [e for e in elements if not e.startswith(('...', '@')) and '=@' not in e]


def predicates(pattern):
    lists = [words(e) for e in trigger(pattern)]
    longest = max(lists, key=len)
    return [' '.join(w if part is longest else part[0] for part in lists) for w in longest]


def lines_of(name, folder):
    lines = (folder / name).read_text(encoding='utf8').splitlines()
    return [line.split('\t') for line in lines if line and not line.startswith('#')]


def main():
    folder = pathlib.Path(sys.argv[1])
    found = collections.defaultdict(set)
    for row in rows(folder / 'frames'):
        for predicate in predicates(row[1]):
            found[row[2], row[3], row[4]].add(predicate)
    if '--list' in sys.argv:
        for (kind, name, mode), these in sorted(found.items()):
            if name == sys.argv[-1]:
                print(kind, name, mode or '-', *sorted(these), sep='\n    ')
        return 0
    by_type = collections.defaultdict(set)
    for (kind, name, mode), these in sorted(found.items()):
        print(f'{kind:9} {name:12} {mode:15} {len(these):5}')
        by_type[kind, name] |= these
    total = sum(map(len, by_type.values()))
    print(f'{total} predicates')
    problems = [] if total >= ALL else [f'{total} predicates, at least {ALL} are promised']
    wanted = [('event', *row[:2]) for row in ((r + ['', ''])[:2] for r in lines_of('plover.tsv', folder))]
    for kind, name, mode in wanted:
        if mode and (name, mode) not in MOVEMENTS and len(found[kind, name, mode]) < EACH_MODE:
            problems.append(f'{name} {mode}: {len(found[kind, name, mode])} predicates, at least {EACH_MODE}')
    others = itertools.product(('movement',), 'fled returned evacuated deported smuggled transferred withdrew infiltrated displaced joined travelled'.split())
    others = [*others, *itertools.product(('control',), 'captured recaptured lost held contested besieged boundary'.split())]
    others += itertools.product(('stock',), 'displaced refugee returned detained besieged sheltering in_need missing deployed member present'.split())
    for key in {(kind, name) for kind, name, _ in wanted} | set(others):
        floor = EACH_MODE if key[0] == 'stock' else EACH_TYPE
        if len(by_type[key]) < floor:
            problems.append(f'{key[0]} {key[1]}: {len(by_type[key])} predicates, at least {floor}')
    print(*problems, sep='\n')
    return 1 if problems else 0


sys.exit(main())
