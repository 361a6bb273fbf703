#!/usr/bin/env python3
"""End to end: the dateline program as a user runs it. Usage: cli_test.py DATELINE SOURCE_DIR [unittest arguments]"""
import gzip
import json
import os
import pathlib
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

from cli_world import PROGRAM, SOURCE, SAMPLE, STORY, run, sha, rows, Case


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

    def test_a_copy_names_the_earlier_report_whatever_the_threads(self):
        told = set()
        for threads in (1, 3):
            out = self.dir / f'{threads}.jsonl'
            self.assertEqual(run('read', SAMPLE, '--jsonl', out, '--threads', threads).returncode, 0)
            told.add(out.read_bytes())
        self.assertEqual(len(told), 1)
        reports = [json.loads(line) for line in told.pop().splitlines() if b'"kind":"report"' in line]
        reprint = next(x for x in reports if x['source_id'] == 'plain/baghdad-reprint.txt')
        at = [x['id'] for x in reports].index(reprint['copy_of'])
        self.assertLess(at, reports.index(reprint))
        self.assertGreater(reprint['copy_share'], 0.9)
        self.assertEqual([x['source_id'] for x in reports if 'copy_of' in x], ['plain/baghdad-reprint.txt', 'nw-2018-0115'])

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

    def test_codes_of_other_systems(self):
        path = self.write('a.txt', 'The Taliban attacked Afghan police in Kunduz on Monday.\n')
        self.assertEqual(run('read', path, '-o', self.gpkg).returncode, 0)
        found = rows(self.gpkg, 'SELECT c.cameo, c.acled_event_type, c.acled_sub_event_type, c.ucdp_type, c.idmc_term FROM record r JOIN record_code c ON c.record = r.nr')
        self.assertIn(('190', 'Battles', 'Armed clash', 'state-based', None), found)
        table = run('export', self.gpkg, '--as', 'csv').stdout.splitlines()
        self.assertTrue(table[0].endswith('cameo,acled_event_type,acled_sub_event_type,ucdp_type,idmc_term,contexts'), table[0])

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

    def test_why(self):
        told = run('explain', '--sentence', 'Gunmen killed eleven villagers near Hajin on Monday.')
        self.assertEqual(told.returncode, 0, told.stderr)
        self.assertIn('event ASSAULT', told.stdout)
        self.assertRegex(told.stdout, r'killed +root +VERB')
        self.assertRegex(told.stdout, r'(?m)^ +for: .+\+')
        report = self.write('report.txt', 'The price of bread rose.\nRebels seized the town of Hajin.\nA minister spoke.\n')
        told = run('why-not', f'{report}:2')
        self.assertEqual(told.returncode, 0, told.stderr)
        self.assertIn('seized', told.stdout)
        self.assertNotIn('bread', told.stdout)
        self.assertIn('No row of knowledge/frames', run('why-not', f'{report}:1').stdout)
        for bad in (report, f'{report}:0', f'{report}:99', f'{self.dir}/none.txt:1'):
            told = run('why-not', bad)
            self.assertEqual((told.returncode, told.stdout), (2, ''), bad)
            self.assertNotEqual(told.stderr, '', bad)

    def test_scope_and_confidence(self):
        crime = self.write('crime.txt', 'The bride, the chef and a guest quarrelled at a wedding in the restaurant. The chef stabbed two guests with a kitchen knife on Sunday.\n')
        count = lambda *args: sum('"kind":"report"' not in line for line in run('read', crime, '--jsonl', '-', '-q', *args).stdout.splitlines())
        self.assertEqual(count(), 0)
        self.assertGreater(count('--scope', 'all-violence'), 0)
        self.assertIn('stabbed', run('why-not', crime, '--out-of-scope').stdout)
        self.assertEqual(count('--scope', 'all-violence', '--min-confidence', '1'), 0)
        self.assertEqual(run('read', crime, '--jsonl', '-', '--scope', 'war').returncode, 2)

    def test_explain_place(self):
        folder = pathlib.Path(tempfile.mkdtemp(prefix='dateline-test-'))
        self.addCleanup(shutil.rmtree, folder)
        libya, lebanon = folder / 'libya.txt', folder / 'lebanon.txt'
        libya.write_text("Libya's army left Benghazi. Clashes in Tripoli and Misrata followed.\n")
        lebanon.write_text("Lebanon's army left Beirut. Clashes in Tripoli and Sidon followed.\n")
        r = run('explain', '--place', 'Tripoli', libya, lebanon)
        self.assertEqual(r.returncode, 0, r.stderr)
        first, second = r.stdout.split('lebanon.txt: Tripoli')
        self.assertIn('Chosen: Tripoli, LBY', first)
        self.assertIn('LBN', first)
        self.assertRegex(second, r'Chosen: Tripoli, [\w ]+, LBN')
        for word in ('A place is meant', 'size and kind', 'country', 'people', 'its country'):
            self.assertIn(word, second)
        self.assertNotIn('\x1b', r.stdout)
        none = run('explain', '--place', 'Xyzzyville', libya)
        self.assertEqual((none.returncode, none.stdout), (0, ''))
        self.assertIn('Xyzzyville', none.stderr)
        self.assertEqual(run('explain', libya).returncode, 2)

    def test_exports(self):
        lines = run('export', self.case, '--as', 'jsonl').stdout.splitlines()
        records = [x for x in map(json.loads, lines) if x['kind'] in ('event', 'movement', 'stock', 'control', 'statement')]
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


TREES = """# newdoc id = first
# title = Bombs in Baghdad
# date = 2018-01-16
# sent_id = a
1	Two	two	NUM	CD	NumType=Card	2	nummod	_	_
2	bombers	bomber	NOUN	NNS	Number=Plur	3	nsubj	_	_
3	killed	kill	VERB	VBD	Mood=Ind|Tense=Past|VerbForm=Fin	0	root	_	_
4	36	36	NUM	CD	NumType=Card	5	nummod	_	_
5	people	person	NOUN	NNS	Number=Plur	3	obj	_	_
6	in	in	ADP	IN	_	7	case	_	_
7	Baghdad	Baghdad	PROPN	NNP	Number=Sing	3	obl	_	SpaceAfter=No
8	.	.	PUNCT	.	_	3	punct	_	_

# newdoc
1	About	about	ADV	RB	_	2	advmod	_	_
2	5,000	5,000	NUM	CD	NumType=Card	3	nummod	_	_
3	civilians	civilian	NOUN	NNS	Number=Plur	4	nsubj	_	_
4	fled	flee	VERB	VBD	Mood=Ind|Tense=Past|VerbForm=Fin	0	root	_	_
5	Hawija	Hawija	PROPN	NNP	Number=Sing	4	obj	_	SpaceAfter=No
6	.	.	PUNCT	.	_	4	punct	_	_

"""
GIVEN = """# newdoc id = given
# sent_id = own-7
# text = They don't flee.
# note = kept as it is
1	They	_	_	_	_	_	_	_	Name=B-person|Own=1
2-3	don't	_	_	_	_	_	_	_	SpaceAfter=Yes|Two=2
2	do	_	_	_	_	_	_	_	_
3	n't	_	_	_	_	_	_	_	_
4	flee	_	_	_	_	_	_	_	SpaceAfter=No
5	.	_	_	_	_	_	_	_	_

"""


def letters(text):
    return ''.join(text.split())


class Parsing(Case):
    def load(self, text, name='out.conllu'):
        sys.path.insert(0, str(SOURCE / 'tests' / 'accuracy'))
        import ud_score
        return ud_score.load_conllu(self.write(name, text))

    def parse(self, *args, code=0, **kw):
        r = run('parse', *args, **kw)
        self.assertEqual(r.returncode, code, r.stderr)
        return r.stdout

    def check_text_comments(self, out):
        """Every "# text" is what the rows below it put together; sentences are numbered from 1."""
        number = 0
        for block in out.split('\n\n')[:-1]:
            lines = block.split('\n')
            comments = dict(line[2:].split(' = ', 1) for line in lines if ' = ' in line and line[0] == '#')
            number += 1
            self.assertEqual(comments['sent_id'], str(number))
            text = ''.join(row[1] + ('' if 'SpaceAfter=No' in row[9].split('|') else ' ') for row in (line.split('\t') for line in lines if line[0] != '#'))
            self.assertEqual(comments['text'], text.rstrip())
        return number

    def test_valid_conllu_that_keeps_the_text(self):
        odd = 'No-break\u00a0space,\ttabs  and\u2003more.(Glued.)Next “quote” – naïve Ōta 漢字 \U0001f600 x\u200by'
        raw = '\ufeff' + STORY + 'A line of its own\n\n' + odd + '\r\nLast'
        out = self.parse(self.write('story.txt', raw))
        text = self.load(out)
        self.assertEqual(text.letters, letters(raw.removeprefix('\ufeff')))
        self.assertLessEqual({'upos', 'xpos', 'lemma', 'head', 'deprel'}, text.given)
        self.assertGreaterEqual(self.check_text_comments(out), 5)
        self.assertTrue(out.startswith('# newdoc id = story.txt\n# newpar\n# sent_id = 1\n# text = BAGHDAD'))
        self.assertEqual(out.count('# newpar'), 5)
        self.assertTrue(self.parse('-', stdin=STORY).startswith('# newdoc\n# newpar\n'))
        self.assertEqual(self.parse('-', stdin=''), '')

    def test_tags_alone_have_no_tree(self):
        text = self.load(self.parse('-', '--tags', stdin=STORY))
        self.assertNotIn('head', text.given)
        self.assertIn('xpos', text.given)

    def test_damaged_text_is_mended_not_refused(self):
        path = self.write('bad.txt', b'Broken \xff\xc3( bytes \xe2\x80 here.\n' + STORY.encode() + b'\xed\xa0\x80 end \xf0\x9f')
        out = run('parse', path)
        self.assertEqual(out.returncode, 0, out.stderr)
        self.assertIn('\ufffd', out.stdout)
        self.assertEqual(self.load(out.stdout).letters.replace('\ufffd', ''), letters(path.read_bytes().decode('utf8', 'ignore')))

    def test_same_bytes_whatever_the_threads_in_the_order_of_the_input(self):
        rng = random.Random(3)
        words = STORY.split()
        big = self.write('big.txt', ''.join(' '.join(rng.choices(words, k=rng.randrange(1, 90))) + rng.choice(['\n', '\n\n', '\r\n']) for _ in range(3000)))
        lines = self.write('a.jsonl', '\n'.join(json.dumps({'text': f'Report {i}. ' + STORY, 'id': f'r{i}'}) for i in range(60)))
        outs = {self.parse(big, lines, self.dir / 'nowhere', big, '--threads', n, code=1) for n in (1, 2, 5)}
        self.assertEqual(len(outs), 1)
        out = outs.pop()
        self.check_text_comments(out)
        self.assertEqual([line for line in out.splitlines() if line.startswith('# newdoc')],
                         ['# newdoc id = big.txt'] + [f'# newdoc id = r{i}' for i in range(60)] + ['# newdoc id = big.txt'])
        piped = self.parse('-', stdin=big.read_bytes().decode()).replace('# newdoc\n', '', 1)
        self.assertTrue(out.startswith('# newdoc id = big.txt\n' + piped))

    def test_clean_as_read_does(self):
        path = self.write('dump.txt', STORY.replace('Interior', 'In\u00adterior'))
        self.assertIn('\u00ad', self.parse(path))
        out = self.parse(path, '--clean')
        self.assertIn('\tInterior\t', out)
        self.assertTrue(out.startswith('# newdoc id = dump.txt\n'))

    def test_given_words_keep_what_is_theirs(self):
        path = self.write('given.conllu', GIVEN)
        out = self.parse(path, '--conllu-in')
        rows = [line.split('\t') for line in out.splitlines() if line and line[0] != '#']
        expected = [line.split('\t') for line in GIVEN.splitlines() if line and line[0] != '#']
        self.assertEqual([line for line in out.splitlines() if line.startswith('#')], [line for line in GIVEN.splitlines() if line.startswith('#')])
        self.assertEqual([row[:2] for row in rows], [row[:2] for row in expected])
        self.assertEqual(rows[1], expected[1])
        self.assertTrue(all(row[3] != '_' and row[7] != '_' for row in rows if row[0] != '2-3'))
        self.assertEqual(rows[0][9].split('|')[-1], 'Own=1')
        self.assertLessEqual(rows[0][9].count('Name='), 1)
        self.load(out)
        self.assertEqual(self.parse(self.write('again.conllu', out), '--conllu-in'), out)
        # Its own output, analysed anew by the words it found, is the same.
        own = self.parse('-', stdin=STORY * 700)
        for threads in (1, 3):
            self.assertEqual(self.parse(self.write('own.conllu', own), '--conllu-in', '--threads', threads), own)

    def test_bad_conllu(self):
        for text, place in ((GIVEN + '1\tonly two\n', ':12:'), (GIVEN.replace('\n4\t', '\n5\t'), ':9:'), (GIVEN.encode() * 3 + b'\xff', ':34:')):
            r = run('parse', self.write('bad.conllu', text), '--conllu-in')
            self.assertEqual(r.returncode, 2, r.stderr)
            self.assertIn('bad.conllu' + place, r.stderr)
            self.assertIn('expected', r.stderr)

    def test_bad_inputs_are_told_and_the_rest_goes_on(self):
        picture = self.write('picture.txt', b'\x89PNG\r\n\x1a\n' + bytes(range(256)) * 20)
        wide = self.write('wide.txt', STORY.encode('utf-16'))
        cut = self.write('cut.txt.gz', gzip.compress(os.urandom(9000).hex().encode())[:-300])
        good = self.write('good.txt', STORY)
        r = run('parse', self.dir / 'nowhere', picture, self.dir, wide, cut, good)
        self.assertEqual(r.returncode, 1, r.stderr)
        for words in ('nowhere', 'PNG', 'folder', 'UTF-16', 'cut.txt.gz'):
            self.assertIn(words, r.stderr)
        self.assertIn('# newdoc id = good.txt', r.stdout)
        self.assertIn('Ministry', r.stdout)
        self.assertEqual(run('parse', good, '-o', self.dir / 'no' / 'x').returncode, 3)
        self.assertEqual(run('parse', good, '--model', self.dir / 'none').returncode, 2)
        for wrong in ((), (good, '--tree', '--tags'), (good, '--clean', '--conllu-in'), (good, '--threads', '0')):
            self.assertEqual(run('parse', *wrong).returncode, 2)
        self.parse(good, '-o', self.dir / 'out.conllu')
        self.assertEqual((self.dir / 'out.conllu').read_text(), self.parse(good))

    def test_tree(self):
        words = [row[1] for row in (line.split('\t') for line in self.parse('-', stdin=STORY).splitlines()) if len(row) == 10]
        out = self.parse('-', '--tree', stdin=STORY)
        self.assertIn('1  BAGHDAD', out)
        self.assertIn('└─ ', out)
        drawn = []
        for block in out.rstrip('\n').split('\n\n'):
            rows = block.split('\n')[1:]
            self.assertEqual(sum(row[0] not in '│├└ ' for row in rows), 1, block)  # one root
            columns = {len(row) - len(row[row.index(row.lstrip('│├└─┄ ')):].split(None, 1)[1]) for row in rows}
            self.assertEqual(len(columns), 1, block)
            drawn += [row.lstrip('│├└─┄ ').split()[0] if row.lstrip('│├└─┄ ') else '' for row in rows]
        self.assertEqual(sorted(drawn), sorted(words))
        deep = self.parse('-', '--tree', stdin='of ' * 5000 + '\n')
        self.assertLess(len(deep), 5000 * 300)

    def test_large_file_is_streamed(self):
        path = self.write('large.txt', (STORY * 3 + '\n') * 8000)
        self.assertGreater(path.stat().st_size, 5_000_000)
        peaks = {}
        for name, args in (('small', (self.write('small.txt', STORY),)), ('large', (path, '--threads', '2'))):
            with subprocess.Popen([PROGRAM, 'parse', *map(str, args)], stdout=subprocess.DEVNULL) as child:
                _, status, usage = os.wait4(child.pid, 0)
                child.returncode = os.waitstatus_to_exitcode(status)
            self.assertEqual(child.returncode, 0)
            peaks[name] = usage.ru_maxrss
        if not os.environ.get('DATELINE_SANITIZED'):  # a sanitizer keeps freed memory
            self.assertLess(peaks['large'], 60_000, peaks)
        one_line = self.write('line.txt', 'word ' * 500_000 + 'x' * 3_000_000 + ' end')
        out = self.parse(one_line, '--tags')
        self.assertEqual(out.count('# newpar'), 1)
        self.assertEqual(letters(''.join(line.split('\t')[1] for line in out.splitlines() if line[:1].isdigit())), letters(one_line.read_text()))

    def test_records_from_trees(self):
        path = self.write('trees.conllu', TREES)
        r = run('read', path, '--conllu-in', '--jsonl', '-', '-o', self.gpkg)
        self.assertEqual(r.returncode, 0, r.stderr)
        lines = [json.loads(line) for line in r.stdout.splitlines()]
        reports = [x for x in lines if x['kind'] == 'report']
        self.assertEqual([x['source_id'] for x in reports], ['first', 'trees.conllu#2'])
        self.assertEqual((reports[0]['title'], reports[0]['published'], reports[0]['words']), ('Bombs in Baghdad', '2018-01-16', 7))
        event = next(x for x in lines if x['kind'] == 'event')
        self.assertEqual(event['killed']['best'], 36)
        self.assertEqual(event['place']['name'], 'Baghdad')
        texts = dict(rows(self.gpkg, 'select source_id, text from report'))
        self.assertEqual(texts['first'], 'Two bombers killed 36 people in Baghdad.')
        self.assertTrue(any(x['kind'] == 'movement' for x in lines))
        data = path.read_bytes()
        of_first = "select slot, text, begin_byte, end_byte from span where slot = 'trigger' and record in (select nr from record where report = 1)"
        self.assertTrue(rows(self.gpkg, of_first))
        for slot, text, begin, end in rows(self.gpkg, of_first):
            self.assertEqual(data[begin:end].decode(), text, slot)
        folder = run('read', path.parent, '--conllu-in', '--jsonl', '-', '--threads', '3')
        self.assertEqual(folder.stdout, r.stdout)

    def test_bad_trees_fail_by_document(self):
        circle = TREES.replace('2	bombers	bomber	NOUN	NNS	Number=Plur	3', '2	bombers	bomber	NOUN	NNS	Number=Plur	1')
        r = run('read', self.write('bad.conllu', circle), '--conllu-in', '--jsonl', '-')
        self.assertEqual(r.returncode, 1, r.stderr)
        self.assertIn('bad.conllu:5', r.stderr)
        self.assertIn('circle', r.stderr)
        self.assertIn('"bad.conllu#2"', r.stdout)
        r = run('read', self.write('bad.conllu', TREES + '1\tno\tcolumns\n'), '--conllu-in', '--jsonl', '-')
        self.assertEqual(r.returncode, 1, r.stderr)
        self.assertIn('bad.conllu:22', r.stderr)


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
