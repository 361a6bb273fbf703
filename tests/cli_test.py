#!/usr/bin/env python3
"""End to end: the dateline program as a user runs it. Usage: cli_test.py DATELINE SOURCE_DIR [unittest arguments]"""
import gzip
import hashlib
import json
import os
import pathlib
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest

PROGRAM = sys.argv.pop(1)
SOURCE = pathlib.Path(sys.argv.pop(1))
SAMPLE = SOURCE / 'sample'
STORY = ('BAGHDAD — Two suicide bombers killed 36 people and wounded 90 more in Baghdad on Monday, the Interior Ministry said.\n\n'
         'About 5,000 civilians fled the town of Hawija to Kirkuk last week, according to the United Nations.\n')


def run(*args, stdin=None, **kw):
    return subprocess.run([PROGRAM, *map(str, args)], input=stdin, capture_output=True, text=stdin is None or isinstance(stdin, str), timeout=300, **kw)


def sha(path):
    return hashlib.sha256(pathlib.Path(path).read_bytes()).hexdigest()


def rows(path, sql):
    with sqlite3.connect(f'file:{path}?mode=ro', uri=True) as db:
        return db.execute(sql).fetchall()


class Case(unittest.TestCase):
    def setUp(self):
        self.dir = pathlib.Path(tempfile.mkdtemp(prefix='dateline-test-'))
        self.gpkg = self.dir / 'case.gpkg'

    def tearDown(self):
        shutil.rmtree(self.dir, ignore_errors=True)

    def write(self, name, data):
        path = self.dir / 'in' / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path


class Reading(Case):
    def test_sample_gives_records_with_quotes_that_stand_in_the_text(self):
        r = run('read', SAMPLE, '-o', self.gpkg, '--jsonl', self.dir / 'out.jsonl', '--threads', 2)
        self.assertEqual(r.returncode, 0, r.stderr)
        lines = [json.loads(line) for line in open(self.dir / 'out.jsonl', encoding='utf8')]
        self.assertEqual(list(lines[0])[0], 'kind')
        reports = [x for x in lines if x['kind'] == 'report']
        records = [x for x in lines if x['kind'] != 'report']
        self.assertGreaterEqual(len(reports), 14)
        self.assertGreater(len(records), 60)
        texts = dict(rows(self.gpkg, 'select id, text from report'))
        for record in records:
            for span in (record['quote'], record['trigger']):
                self.assertEqual(texts[record['report']][span['begin']:span['end']], span['text'])

    def test_same_bytes_whatever_the_threads_and_nothing_new_the_second_time(self):
        hashes = set()
        for threads in (1, 2, 5):
            out = self.dir / f'{threads}.gpkg'
            self.assertEqual(run('read', SAMPLE, '-o', out, '--threads', threads).returncode, 0)
            hashes.add(sha(out))
        self.assertEqual(len(hashes), 1)
        before = sha(out)
        self.assertEqual(run('read', SAMPLE, '-o', out).returncode, 0)
        self.assertEqual(sha(out), before)

    def test_standard_input_and_field_mapping(self):
        line = json.dumps({'nr': 7, 'inhalt': STORY, 'day': '2018-01-16'})
        r = run('read', '-', '--jsonl', '-', '--field', 'text=inhalt', '--field', 'published=day', '--field', 'id=nr', stdin=line)
        self.assertEqual(r.returncode, 0, r.stderr)
        out = [json.loads(x) for x in r.stdout.splitlines()]
        self.assertEqual(out[0]['source_id'], '7')
        self.assertEqual(out[0]['published'][:10], '2018-01-16')
        self.assertTrue(any(x['kind'] == 'event' and x.get('killed', {}).get('best') == 36 for x in out))

    def test_compressed_folder(self):
        self.write('a.txt.gz', gzip.compress(STORY.encode()))
        self.write('sub/b.jsonl.gz', gzip.compress((json.dumps({'text': STORY + 'Again.', 'id': 'x'}) + '\n').encode()))
        r = run('read', self.dir / 'in', '-o', self.gpkg)
        self.assertEqual(r.returncode, 0, r.stderr)
        self.assertEqual(rows(self.gpkg, "select count(*) from report where status = 'read'"), [(2,)])

    def test_mentions(self):
        path = self.write('a.txt', STORY)
        r = run('mentions', path, '--jsonl', '-')
        self.assertEqual(r.returncode, 0, r.stderr)
        classes = {json.loads(line)['class'] for line in r.stdout.splitlines()}
        self.assertLessEqual({'place', 'quantity', 'party', 'attribution'}, classes)


class BadInput(Case):
    def test_each_fault_is_told_and_the_rest_goes_on(self):
        self.write('good.txt', STORY)
        self.write('empty.txt', '')
        self.write('picture.txt', b'\x89PNG\r\n\x1a\n' + bytes(range(256)) * 20)
        self.write('cut.txt.gz', gzip.compress(STORY.encode() * 400)[:-300])
        self.write('lines.jsonl', '\n'.join(json.dumps({'text': STORY.replace('36', str(40 + i)), 'id': str(i)}) for i in range(6)) + '\n{"text": "broken\n' + json.dumps({'text': STORY, 'id': 'last'}) + '\n')
        self.write('long.jsonl', b'{"text": "' + b'a' * (50 << 20) + b'"}\n' + json.dumps({'text': STORY + ' More.', 'id': 'after'}).encode() + b'\n')
        self.write('utf8.txt', STORY.encode() + b'\xff\xfe\xc3(\n')
        self.write('table.xlsx', b'PK\x03\x04junk')
        r = run('read', self.dir / 'in', self.dir / 'nowhere', '-o', self.gpkg)
        self.assertEqual(r.returncode, 1, r.stderr)
        for words in ('empty.txt', 'picture.txt', 'PNG', 'cut.txt.gz', 'lines.jsonl', 'line 7', 'long.jsonl', 'nowhere', 'table.xlsx'):
            self.assertIn(words, r.stderr)
        self.assertIn('expected', r.stderr)
        failed = dict(rows(self.gpkg, "select source_id, reason from report where status = 'failed'"))
        self.assertGreaterEqual(len(failed), 5)
        self.assertTrue(all(failed.values()))
        read = {x for (x,) in rows(self.gpkg, "select source_id from report where status = 'read'")}
        self.assertLessEqual({'good.txt', 'utf8.txt', 'last', 'after', '0', '5'}, read)

    def test_unreadable_file(self):
        if os.geteuid() == 0:
            self.skipTest('root reads everything')
        path = self.write('secret.txt', STORY)
        path.chmod(0)
        r = run('read', path, '-o', self.gpkg)
        self.assertEqual(r.returncode, 1)
        self.assertIn('secret.txt', r.stderr)

    def test_places_that_cannot_be_written(self):
        path = self.write('a.txt', STORY)
        self.assertEqual(run('read', path, '-o', self.dir / 'no' / 'such' / 'x.gpkg').returncode, 3)
        other = self.write('other.gpkg', 'this is no database, only text that is long enough to be looked at' * 20)
        r = run('read', path, '-o', other)
        self.assertEqual(r.returncode, 3)
        self.assertIn('other.gpkg', r.stderr)
        self.assertIn(b'no database', other.read_bytes())

    def test_full_disk(self):
        body = '\n'.join(json.dumps({'text': STORY * 40 + str(i), 'id': str(i)}) for i in range(400))
        path = self.write('many.jsonl', body)
        limit = lambda: (signal.signal(signal.SIGXFSZ, signal.SIG_IGN), resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20)))
        r = run('read', path, '-o', self.gpkg, preexec_fn=limit)
        self.assertEqual(r.returncode, 3, r.stderr)
        self.assertIn('case.gpkg', r.stderr)
        self.assertEqual(run('read', path, '-o', self.gpkg).returncode, 0)
        self.assertEqual(rows(self.gpkg, "select count(*) from report where status = 'read'"), [(400,)])

    def test_wrong_use(self):
        for args in ((), ('read',), ('read', SAMPLE), ('show',), ('export', 'x.gpkg', '--as', 'docx'), ('read', SAMPLE, '-o', self.gpkg, '--field', 'text'), ('frobnicate',), ('help', 'nothing')):
            r = run(*args)
            self.assertEqual(r.returncode, 2, (args, r.stderr))
            self.assertTrue(r.stderr.strip(), args)
        self.assertFalse(self.gpkg.exists())


class Looking(Case):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(prefix='dateline-test-')
        cls.case = pathlib.Path(cls.folder) / 'sample.gpkg'
        r = run('read', SAMPLE, '-o', cls.case)
        assert r.returncode == 0, r.stderr

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder, ignore_errors=True)

    def test_show(self):
        r = run('show', self.case, '--kind', 'movement', '--limit', 3)
        self.assertEqual(r.returncode, 0, r.stderr)
        self.assertNotIn('\x1b', r.stdout)
        self.assertGreaterEqual(len(r.stdout.splitlines()), 3)
        r = run('show', self.case, '--json', '--place', 'Baghdad')
        for line in r.stdout.splitlines():
            self.assertIn('Baghdad', line)
        self.assertEqual(run('show', self.dir / 'none.gpkg').returncode, 2)

    def test_explain(self):
        first = json.loads(run('show', self.case, '--json', '--limit', 1).stdout.splitlines()[0])
        r = run('explain', self.case, first['id'][:12])
        self.assertEqual(r.returncode, 0, r.stderr)
        self.assertIn(first['trigger']['text'], r.stdout)
        self.assertIn('byte', r.stdout)
        self.assertNotEqual(run('explain', self.case, 'zzzz').returncode, 0)

    def test_exports(self):
        lines = run('export', self.case, '--as', 'jsonl').stdout.splitlines()
        records = [x for x in map(json.loads, lines) if x['kind'] != 'report']
        table = run('export', self.case, '--as', 'csv').stdout
        import csv
        import io
        self.assertEqual(len(list(csv.DictReader(io.StringIO(table)))), len(records))
        shapes = json.loads(run('export', self.case, '--as', 'geojson').stdout)
        self.assertEqual(shapes['type'], 'FeatureCollection')
        self.assertGreater(len(shapes['features']), 10)

    def test_opens_in_gdal(self):
        if not shutil.which('ogrinfo'):
            self.skipTest('ogrinfo is not installed')
        r = subprocess.run(['ogrinfo', '-so', '-al', str(self.case)], capture_output=True, text=True)
        self.assertEqual(r.returncode, 0, r.stderr)
        self.assertNotIn('Warning', r.stderr)
        self.assertIn('event_pt', r.stdout)

    def test_help_and_version(self):
        self.assertRegex(run('--version').stdout, r'^dateline \d')
        for args in (('--help',), ('help',), ('help', 'formats'), ('read', '--help')):
            r = run(*args)
            self.assertEqual(r.returncode, 0)
            self.assertGreater(len(r.stdout), 200)


class Killed(Case):
    def test_killed_fifty_times_and_resumed(self):
        rng = random.Random(5)
        body = '\n'.join(json.dumps({'text': STORY.replace('36', str(i)) * 3, 'id': str(i)}) for i in range(1500))
        path = self.write('many.jsonl', body)
        whole = self.dir / 'whole.gpkg'
        begin = time.time()
        self.assertEqual(run('read', path, '-o', whole, '--threads', 2).returncode, 0)
        seconds = time.time() - begin
        content = 'select r.source_id, c.json from record c join report r on r.nr = c.report order by 1, 2'
        expected = rows(whole, content)
        self.assertGreater(len(expected), 1500)

        def check():
            self.assertEqual(rows(self.gpkg, content), expected)
            self.assertEqual(rows(self.gpkg, "select count(*) from report where status = 'read'"), [(1500,)])
            self.assertEqual(rows(self.gpkg, 'pragma integrity_check'), [('ok',)])

        kills = 0
        for _ in range(400):
            child = subprocess.Popen([PROGRAM, 'read', str(path), '-o', str(self.gpkg), '--threads', '2'], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(rng.uniform(0.01, max(0.05, 0.8 * seconds)))
            if child.poll() is None:
                child.send_signal(signal.SIGKILL)
                kills += 1
                child.wait()
            else:
                # The run came to its end: what earlier kills left must be whole; then from the beginning.
                self.assertEqual(child.returncode, 0)
                check()
                for left in self.dir.glob('case.gpkg*'):
                    left.unlink()
            if kills >= 50:
                break
        self.assertGreaterEqual(kills, 50)
        self.assertEqual(run('read', path, '-o', self.gpkg, '--threads', 2).returncode, 0)
        check()


if __name__ == '__main__':
    unittest.main(verbosity=1)
