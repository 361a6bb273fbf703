#!/usr/bin/env python3
"""End to end: dictionaries of other coders. Usage: cli_code_test.py DATELINE SOURCE_DIR [unittest arguments]"""
import json
import pathlib
import re
import unittest

from cli_world import SOURCE, run, Case

DICTIONARY = SOURCE / 'examples' / 'dictionary'
TREES = DICTIONARY / 'harbour.conllu'


class Code(Case):
    def code(self, *args, code=0):
        r = run('code', *args)
        self.assertEqual(r.returncode, code, r.stderr)
        self.stderr = r.stderr
        return [line.split('\t') for line in r.stdout.splitlines()]

    def test_the_example_of_the_manual(self):
        told = re.findall(r'^    (\d{8}) +(\S+) +(\S+) +(\d+) +(\S+,\d)? *(harbour\S+)', (SOURCE / 'docs' / 'dictionary-coder.md').read_text(encoding='utf-8'), re.M)
        self.assertEqual(len(told), 5)
        self.assertEqual([tuple(line[:6]) for line in self.code('--dictionary', DICTIONARY, '--conllu-in', TREES)], told)
        self.assertIn('1 sentences', self.stderr)

    def test_formats(self):
        tabari = self.code('--dictionary', DICTIONARY, '--conllu-in', TREES, '--format', 'tabari')
        self.assertEqual(tabari[0], ['090302', 'NVLMIL', 'SDM', '194', '(ATTACK)', 'harbour-1_1'])
        rows = [json.loads(line) for line in run('code', '--dictionary', DICTIONARY, '--conllu-in', TREES, '--format', 'jsonl').stdout.splitlines()]
        self.assertEqual(len(rows), 5)
        name, line = rows[0]['pattern'].rsplit(':', 1)
        self.assertEqual(pathlib.Path(name).read_text().splitlines()[int(line) - 1], '- * &VESSEL [194]')

    def test_text_is_parsed_and_threads_change_nothing(self):
        path = self.write('a.jsonl', ''.join(json.dumps({'id': f'r{i}', 'published': '2012-03-04', 'text': 'Norvalian soldiers raided a Sudmarker ferry on Monday. It sank.'}) + '\n' for i in range(40)))
        one, two = self.code('--dictionary', DICTIONARY, path, '--threads', '1'), self.code('--dictionary', DICTIONARY, path, '--threads', '2')
        self.assertEqual(one, two)
        self.assertEqual(one[7][:6], ['20120304', 'NVLMIL', 'SDM', '194', 'SHIPPING,1', 'r7_1'])

    def test_a_story_discard_leaves_the_report_out(self):
        path = self.write('a.txt', 'Norvalian soldiers raided a Sudmarker ferry. The harbour championship began.\n')
        self.assertEqual(self.code('--dictionary', DICTIONARY, path), [])

    def test_bad_rows_are_told_and_bad_use_refused(self):
        bad = self.write('bad.verbs.txt', '--- RAID [190] ---\nRAID\n- * (WITH [1]\n- * FERRY [194]\n')
        lines = self.code('--dictionary', DICTIONARY, '--verbs', bad, '--conllu-in', TREES)
        self.assertEqual([line[3] for line in lines], ['194'])
        self.assertIn('bad.verbs.txt:3: ', self.stderr)
        self.code('--dictionary', self.dir / 'none', TREES, code=2)
        self.code(TREES, code=2)
        self.code('--dictionary', DICTIONARY, '--conllu-in', self.write('x.conllu', '1\ta\n'), code=1)
        self.code('--dictionary', DICTIONARY, '--conllu-in', TREES, '-o', self.dir / 'none' / 'x', code=3)


unittest.main()
