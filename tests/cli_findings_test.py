#!/usr/bin/env python3
"""Findings, end to end: dateline findings, review, undo, log, sources, explain. Usage: cli_findings_test.py DATELINE SOURCE_DIR [unittest arguments]"""
import json
import os
import unittest

from cli_world import SAMPLE, Case, rows, run, sha

os.environ['DATELINE_AUTHOR'] = 'jane'
# Invented: three outlets on one attack; the second report is a copy of the first under another head line.
FIRST = ('TAL ZAHR, Syria (Northgate Wire) — A car bomb killed 27 people in a market in Aleppo on Monday 15 January 2018, the Interior Ministry said.\n\n'
         'A further 64 people were wounded. No group claimed the attack.\n')
SECOND = ('ALEPPO, Syria (The Courier) — At least 36 people were killed when a car bomb exploded in a market in Aleppo on Monday 15 January 2018, residents said.\n')
OTHER = ('RAQQA, Syria (The Courier) — Shells killed four civilians in Raqqa on Wednesday 17 January 2018, residents said.\n')


def findings(case, *args):
    got = run('findings', case, '--as', 'jsonl', *args)
    assert got.returncode == 0, got.stderr
    return [json.loads(line) for line in got.stdout.splitlines()]


class Findings(Case):
    def read(self, *paths, out=None):
        got = run('read', *paths, '-o', out or self.gpkg, '-q')
        self.assertIn(got.returncode, (0, 1), got.stderr)
        return got

    def lines(self, case=None, *args):
        got = run('findings', case or self.gpkg, '--as', 'jsonl', *args)
        self.assertEqual(got.returncode, 0, got.stderr)
        return got.stdout

    def incident(self):
        found = findings(self.gpkg, '--kind', 'incident')
        self.assertTrue(found, 'no incident in the sample')
        return max(found, key=lambda f: (len(f['evidence']), f['id']))

    def test_sample_has_findings_that_hang_together(self):
        self.read(SAMPLE)
        found = findings(self.gpkg)
        self.assertTrue(found)
        reports = {r[0] for r in rows(self.gpkg, 'SELECT source_id FROM report')}
        records = {r[0] for r in rows(self.gpkg, 'SELECT id FROM record')}
        self.assertEqual(len({f['id'] for f in found}), len(found))
        for f in found:
            self.assertLessEqual(set(f['reports']), reports)
            self.assertLessEqual(set(f['evidence']), records)
            self.assertEqual(f['evidence'], [c['record'] for c in f['claims']])
            self.assertIn(f['credibility'], range(1, 7))
            for what in ('killed', 'injured', 'missing', 'detained', 'abducted', 'count', 'price'):
                if what in f:
                    ends = [v for v in (f[what]['low'], f[what]['best'], f[what]['high']) if v is not None]
                    self.assertEqual(ends, sorted(ends), f['id'])
                    self.assertEqual(f[what]['rule'], 'dateline')
                    self.assertTrue(f[what]['logic'])
        self.assertEqual(rows(self.gpkg, 'SELECT count(*) FROM finding')[0][0], len(found))
        self.assertEqual([r[0] for r in rows(self.gpkg, 'PRAGMA foreign_key_check')], [])

    def test_order_of_reports_and_threads_change_nothing(self):
        files = sorted(p for p in SAMPLE.rglob('*') if p.suffix in ('.txt', '.jsonl'))
        self.read(*files)
        there, back = self.lines(), self.dir / 'back.gpkg'
        for path in reversed(files):
            self.read(path, out=back)
        self.assertEqual(there, self.lines(back))
        one = self.dir / 'one.gpkg'
        got = run('read', *files, '-o', one, '-q', '--threads', 1)
        self.assertIn(got.returncode, (0, 1), got.stderr)
        self.assertEqual(there, self.lines(one))
        self.assertEqual(sha(self.gpkg), sha(one), 'the file itself does not depend on threads')

    STORY = FIRST + '\nTraders had opened their stalls early because of the rain. Most shops on the street stayed shut for the rest of the day, and the road to the bus station was closed.\n'

    def incidents(self, *keys):
        """What the incidents say, less how many tell it."""
        return [{k: {x: y for x, y in f[k].items() if x != 'claims'} if isinstance(f[k], dict) else f[k] for k in keys if k in f} for f in findings(self.gpkg, '--kind', 'incident')]

    def test_a_copy_added_changes_nothing(self):
        keys = ('id', 'type', 'mode', 'place', 'time', 'actors', 'recipients', 'killed', 'injured', 'origins', 'credibility', 'confidence', 'contradictions')
        report = {'id': 'first', 'text': self.STORY, 'published': '2018-01-16', 'publisher': 'Northgate Wire'}
        self.write('in.jsonl', json.dumps(report) + '\n' + json.dumps({'id': 'other', 'text': SECOND, 'published': '2018-01-16', 'publisher': 'The Courier'}) + '\n')
        self.read(self.dir / 'in')
        before = self.incidents(*keys)
        self.assertTrue(any('killed' in f for f in before))
        self.write('later.jsonl', json.dumps(dict(report, id='copy', title='Blast in northern market', published='2018-01-17', publisher='The Reprint')) + '\n')
        self.read(self.dir / 'in')
        self.assertEqual(rows(self.gpkg, 'SELECT count(*) FROM copy')[0][0], 1)
        self.assertEqual(before, self.incidents(*keys))
        self.assertTrue(any(c.get('copy') for f in findings(self.gpkg, '--kind', 'incident') for c in f['claims']))

    def test_a_copy_without_a_day_changes_no_figure(self):
        # The id may be that of the copy's claim, where nothing tells which was first. (A new head line would be a claim of the one that is taken for the original.)
        keys = ('killed', 'injured', 'origins', 'credibility')
        self.write('a.txt', self.STORY)
        self.write('b.txt', SECOND)
        self.read(self.dir / 'in')
        before = self.incidents(*keys)
        self.assertTrue(any('killed' in f for f in before))
        self.write('copy.txt', self.STORY + '\nReprinted by permission.\n')
        self.read(self.dir / 'in')
        self.assertEqual(rows(self.gpkg, 'SELECT count(*) FROM copy')[0][0], 1)
        order = lambda found: sorted(found, key=lambda f: json.dumps(f, sort_keys=True))
        self.assertEqual(order(before), order(self.incidents(*keys)))

    def test_reading_again_writes_nothing(self):
        self.read(SAMPLE)
        before = sha(self.gpkg)
        self.read(SAMPLE)
        self.assertEqual(before, sha(self.gpkg))

    def test_left_for_later(self):
        got = run('read', SAMPLE, '-o', self.gpkg, '--no-findings')
        self.assertNotIn('fused', got.stderr)
        self.assertEqual(rows(self.gpkg, 'SELECT count(*) FROM finding')[0][0], 0)
        before = sha(self.gpkg)
        got = run('findings', self.gpkg)
        self.assertEqual(got.returncode, 0, got.stderr)
        self.assertIn('behind', got.stderr)
        lines = self.lines()
        self.assertEqual(before, sha(self.gpkg), 'showing writes nothing')
        got = run('read', SAMPLE, '-o', self.gpkg)
        self.assertIn('fused', got.stderr)
        self.assertEqual(lines, self.lines())

    def test_another_rule_is_shown_and_not_stored(self):
        self.write('a.txt', FIRST)
        self.write('b.txt', SECOND)
        self.read(self.dir / 'in')
        before, stored = sha(self.gpkg), self.lines()
        for rule in ('ucdp', 'acled', 'gtd', 'airwars', 'ibc', 'idmc'):
            for f in findings(self.gpkg, '--rule', rule):
                for what in ('killed', 'injured'):
                    if what in f:
                        self.assertEqual(f[what]['rule'], rule)
        self.assertEqual(stored, self.lines(None, '--rule', 'dateline'))
        self.assertEqual(before, sha(self.gpkg))
        got = run('findings', self.gpkg, '--rule', 'ours')
        self.assertEqual(got.returncode, 2)
        self.assertIn('dateline, ucdp, acled', got.stderr)

    def test_filters(self):
        self.read(SAMPLE)
        every = findings(self.gpkg)
        for kind in ('incident', 'flow', 'figure', 'control_line'):
            self.assertEqual([f for f in every if f['kind'] == kind], findings(self.gpkg, '--kind', kind))
        self.assertEqual(len(findings(self.gpkg, '--limit', 2)), 2)
        self.assertEqual([f for f in every if f['confidence'] >= .7], findings(self.gpkg, '--min-confidence', '.7'))
        since = findings(self.gpkg, '--since', '2018-01-01', '--until', '2018-01-31')
        self.assertTrue(since)
        for f in since:
            self.assertLessEqual(f['time']['start'], '2018-01-31')
            self.assertGreaterEqual(f['time'].get('end', f['time']['start']), '2018-01-01')
        self.assertTrue(findings(self.gpkg, '--place', 'Baghdad'))
        self.assertEqual(findings(self.gpkg, '--place', 'Nowhereville'), [])
        self.assertEqual(run('findings', self.gpkg, '--since', 'soon').returncode, 2)
        table = run('show', self.gpkg, '--kind', 'incident')
        self.assertEqual(table.returncode, 0, table.stderr)
        self.assertIn('how many by dateline', table.stdout)

    def test_explain_walks_to_the_words(self):
        self.read(SAMPLE)
        f = self.incident()
        got = run('explain', self.gpkg, f['id'])
        self.assertEqual(got.returncode, 0, got.stderr)
        for record in f['evidence']:
            self.assertIn(record[:12], got.stdout)
        words = ' '.join(got.stdout.split())
        for (quote,) in rows(self.gpkg, 'SELECT quote FROM record WHERE id = "%s"' % f['evidence'][0]):
            self.assertIn(' '.join(quote.split())[:40], words)
        incidents = findings(self.gpkg, '--kind', 'incident')
        other = next(g for g in incidents if g['id'] != f['id'])
        pair = run('explain', self.gpkg, f['id'], other['id'])
        self.assertEqual(pair.returncode, 0, pair.stderr)
        self.assertRegex(pair.stdout, 'two events|one event with')
        self.assertEqual(run('explain', self.gpkg, 'ffffffffffff').returncode, 2)

    def test_reject_and_undo_give_the_same_bytes(self):
        self.read(SAMPLE)
        before, f = self.lines(), self.incident()
        got = run('review', self.gpkg, 'reject', f['id'])
        self.assertEqual(got.returncode, 0, got.stderr)
        self.assertNotIn(f['id'], self.lines())
        self.assertEqual(run('undo', self.gpkg).returncode, 0)
        self.assertEqual(before, self.lines())
        self.assertEqual(run('undo', self.gpkg, 2).returncode, 0)
        self.assertNotIn(f['id'], self.lines())
        log = run('log', self.gpkg).stdout
        self.assertEqual(log.count('jane'), 3)
        self.assertEqual(run('undo', self.gpkg, 2).returncode, 2, 'it was undone')

    def test_reading_again_keeps_decisions(self):
        self.write('a.txt', FIRST)
        self.write('b.txt', SECOND)
        self.read(self.dir / 'in')
        f = self.incident()
        for args in (['edit', f['id'], 'killed=27-36-38'], ['credibility', f['id'], '3'], ['note', f['id'], 'the ministry was asked']):
            got = run('review', self.gpkg, *args)
            self.assertEqual(got.returncode, 0, got.stderr)
        decided = self.lines()
        edited = next(g for g in findings(self.gpkg) if g['id'] == f['id'])
        self.assertEqual([edited['killed'][k] for k in ('low', 'best', 'high', 'rule')], [27, 36, 38, 'person'])
        self.assertIn('set by jane on ', edited['killed']['logic'])
        self.assertEqual(edited['notes'][0]['text'], 'the ministry was asked')
        self.assertEqual(edited['reviewed'], 'edited')
        self.assertEqual(edited['credibility'], 3)
        self.read(self.dir / 'in')
        self.assertEqual(decided, self.lines())
        # Other options: everything is read anew, records and findings are made anew; the decisions stand.
        os.utime(self.dir / 'in' / 'a.txt', (1, 1))
        self.read(self.dir / 'in')
        self.assertEqual(decided, self.lines())
        self.write('c.txt', OTHER)
        self.read(self.dir / 'in')
        again = next(g for g in findings(self.gpkg) if g['id'] == f['id'])
        self.assertEqual(again, edited, 'a report on something else touches nothing')

    def test_merge_split_date_and_place(self):
        self.write('a.txt', FIRST)
        self.write('c.txt', OTHER)
        self.read(self.dir / 'in')
        before = self.lines()
        incidents = findings(self.gpkg, '--kind', 'incident')
        self.assertGreaterEqual(len(incidents), 2)
        a, b = incidents[0], incidents[-1]
        got = run('review', self.gpkg, 'merge', a['id'], b['id'])
        self.assertEqual(got.returncode, 0, got.stderr)
        merged = [f for f in findings(self.gpkg, '--kind', 'incident') if set(a['evidence']) <= set(f['evidence'])]
        self.assertEqual(len(merged), 1)
        self.assertLessEqual(set(b['evidence']), set(merged[0]['evidence']))
        got = run('review', self.gpkg, 'split', merged[0]['id'], *b['evidence'])
        self.assertEqual(got.returncode, 0, got.stderr)
        for f in findings(self.gpkg, '--kind', 'incident'):
            self.assertFalse(set(a['evidence']) & set(f['evidence']) and set(b['evidence']) & set(f['evidence']))
        run('undo', self.gpkg)
        run('undo', self.gpkg)
        self.assertEqual(before, self.lines())
        self.assertEqual(run('review', self.gpkg, 'date', a['id'], '2018-02-03').returncode, 0)
        self.assertEqual(run('review', self.gpkg, 'place', a['id'], '36.5,37.25,Tal Zahr').returncode, 0)
        moved = next(f for f in findings(self.gpkg, '--kind', 'incident') if set(f['evidence']) == set(a['evidence']))
        self.assertEqual(moved['time']['start'], '2018-02-03')
        self.assertEqual((moved['place']['text'], moved['place']['lat'], moved['place']['lon']), ('Tal Zahr', 36.5, 37.25))

    def test_wrong_decisions_say_what_was_expected(self):
        self.read(SAMPLE)
        f, before = self.incident(), sha(self.gpkg)
        for args, words in ((['boil', f['id']], 'accept, reject'), (['edit', f['id'], 'killed=many'], 'low-best-high'), (['edit', f['id'], 'colour=red'], 'one of type'),
                            (['date', f['id'], 'monday'], '2018-01-15'), (['merge', f['id']], 'two ids'), (['split', f['id']], 'records'),
                            (['place', f['id'], 'Nowhereville'], 'no record of the case'), (['credibility', f['id'], '7'], '1 (confirmed)'),
                            (['accept', 'ffffffffffff'], 'neither a finding nor a record'), (['accept', 'xyz'], 'no id'), (['edit', f['id']], 'FIELD=VALUE')):
            got = run('review', self.gpkg, *args)
            self.assertEqual(got.returncode, 2, args)
            self.assertIn(words, got.stderr, args)
        self.assertEqual(before, sha(self.gpkg), 'nothing was written')

    def test_sources_and_their_letters(self):
        self.write('a.txt', FIRST)
        self.write('b.txt', SECOND)
        self.read(self.dir / 'in')
        table = run('sources', self.gpkg)
        self.assertEqual(table.returncode, 0, table.stderr)
        names = [r[0] for r in rows(self.gpkg, 'SELECT name FROM source')]
        self.assertTrue(names)
        self.assertEqual(rows(self.gpkg, 'SELECT count(*) FROM source WHERE reliability IS NOT NULL')[0][0], 0, 'a letter is never guessed')
        got = run('sources', self.gpkg, '--set', f'{names[0]}=B')
        self.assertEqual(got.returncode, 0, got.stderr)
        self.assertEqual(rows(self.gpkg, 'SELECT name, reliability FROM source WHERE reliability IS NOT NULL'), [(names[0], 'B')])
        self.assertEqual(run('sources', self.gpkg, '--set', f'{names[0]}=Z').returncode, 2)
        run('undo', self.gpkg)
        self.assertEqual(rows(self.gpkg, 'SELECT count(*) FROM source WHERE reliability IS NOT NULL')[0][0], 0)

    def test_a_report_that_goes_takes_its_findings_with_it(self):
        path = self.write('a.txt', FIRST)
        self.write('c.txt', OTHER)
        self.read(self.dir / 'in')
        gone = {f['id'] for f in findings(self.gpkg) if f['reports'] == ['a.txt']}
        self.assertTrue(gone)
        path.write_text('Nothing happened in the town, and the shops were open all day long.\n')
        self.read(self.dir / 'in')
        self.assertFalse(gone & {f['id'] for f in findings(self.gpkg)})
        self.assertEqual([r[0] for r in rows(self.gpkg, 'PRAGMA foreign_key_check')], [])

    def test_a_file_that_cannot_be_written(self):
        self.read(SAMPLE)
        f = self.incident()
        if os.geteuid() == 0:
            self.skipTest('root may write everywhere')
        self.gpkg.chmod(0o444)
        self.dir.chmod(0o555)
        try:
            self.assertEqual(run('findings', self.gpkg).returncode, 0)
            got = run('review', self.gpkg, 'accept', f['id'])
            self.assertEqual(got.returncode, 3)
            self.assertIn('read-only', got.stderr)
        finally:
            self.dir.chmod(0o755)

    def test_not_case_files(self):
        for command in ('findings', 'sources', 'log'):
            got = run(command, self.dir / 'missing.gpkg')
            self.assertEqual(got.returncode, 2)
            self.assertIn('is missing', got.stderr)
        text = self.write('text.gpkg', 'no case file')
        self.assertEqual(run('findings', text).returncode, 2)


if __name__ == '__main__':
    unittest.main(verbosity=1)
