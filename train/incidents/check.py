#!/usr/bin/env python3
"""Checks the reports of this folder (README.md says what they hold): exit status 1 on any fault, each told on a line."""
import datetime
import glob
import json
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
KINDS = {'event', 'movement', 'stock', 'control'}
FIGURES = {'killed', 'injured', 'missing', 'abducted', 'detained', 'count', 'price'}
HEDGES = {'at_least', 'about', 'at_most'}
REPORT = {'id', 'story', 'publisher', 'published', 'title', 'text', 'copy_of', 'mentions'}
MENTION = FIGURES | {'words', 'event', 'kind', 'hedge', 'currency', 'denied', 'part'}


def faults_of_mention(mention, report, prefix):
    """What is wrong with one mention."""
    words = mention.get('words', '')
    if set(mention) - MENTION:
        yield f'keys that no mention has: {sorted(set(mention) - MENTION)}'
    if report['text'].count(words) != 1 or len(words.split()) < 2:
        yield f'words that do not occur once: {words!r}'
    if mention.get('kind') not in KINDS:
        yield f'unknown kind at {words!r}'
    if not mention.get('event', '').startswith(prefix):
        yield f'event without the prefix of its story at {words!r}'
    if any(type(mention[key]) is not int or mention[key] < 0 for key in FIGURES & set(mention)):
        yield f'a figure that is no count at {words!r}'
    if any(key not in mention or value not in HEDGES for key, value in mention.get('hedge', {}).items()):
        yield f'a hedge without its figure at {words!r}'
    if ('price' in mention) != ('currency' in mention):
        yield f'a price needs its currency at {words!r}'


def faults_of_report(report, by_id):
    """What is wrong with one report."""
    prefix = report['story'].split('-')[0] + '-'
    if set(report) - REPORT or not report.get('text') or not report.get('mentions'):
        yield 'keys missing or unknown'
    if not report['id'].startswith(prefix):
        yield 'id without the prefix of its story'
    if 'published' in report:
        datetime.date.fromisoformat(report['published'])
    if 'copy_of' in report and by_id.get(report['copy_of'], {}).get('story') != report['story']:
        yield 'copy of a report that its story does not have'
    for mention in report['mentions']:
        yield from faults_of_mention(mention, report, prefix)


def main():
    reports = []
    for path in sorted(glob.glob(os.path.join(HERE, '*.jsonl'))):
        with open(path, encoding='utf-8') as lines:
            reports += [json.loads(line) for line in lines]
    by_id = {report['id']: report for report in reports}
    faults = [f"{report['id']}: {fault}" for report in reports for fault in faults_of_report(report, by_id)]
    if len(by_id) != len(reports):
        faults.append('an id stands twice')
    kinds = {}
    for report in reports:
        for mention in report['mentions']:
            if kinds.setdefault(mention['event'], mention['kind']) != mention['kind']:
                faults.append(f"{report['id']}: {mention['event']} is of two kinds")
    print(*faults, sep='\n', end='\n' if faults else '')
    print(f"{len(reports)} reports of {len({report['story'] for report in reports})} stories, {sum(len(report['mentions']) for report in reports)} mentions of "
          f'{len(kinds)} happenings; {len(faults)} faults')
    return 1 if faults or not reports else 0


if __name__ == '__main__':
    sys.exit(main())
