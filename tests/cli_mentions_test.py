#!/usr/bin/env python3
"""End to end: mentions, a user's own places, the dictionaries of the field. Usage: cli_mentions_test.py DATELINE SOURCE_DIR [unittest arguments]"""
import json
import os
import random
import time
import unittest

from cli_world import SAMPLE, STORY, run, sha, rows, Case


class Mentions(Case):
    def mentions(self, *args, code=0):
        r = run('mentions', *args)
        self.assertEqual(r.returncode, code, r.stderr)
        self.stderr = r.stderr
        return [json.loads(line) for line in r.stdout.splitlines()]

    def test_own_lines_come_back_the_same(self):
        path = self.write('a.txt', STORY.replace('Baghdad on', 'Baghdâd – Baghdad on'))  # characters are no bytes
        found = self.mentions(path)
        self.assertGreater(len(found), 10)
        again = self.mentions(path, '--spans-in', self.write('spans.jsonl', ''.join(json.dumps(x) + '\n' for x in found)))
        self.assertEqual(len(again), len(found))
        self.assertEqual([x['span'] for x in again], [x['span'] for x in found])
        for old, new in zip(found, again):
            of = old['class']
            if of == 'place':
                self.assertEqual(old['place'].get('name'), new['place'].get('name'))
            else:
                self.assertEqual(old.get(of), new.get(of))

    def test_given_spans_in_their_order_and_bad_lines_told(self):
        text = 'Clashes went on in Idlib and in Xyzzyville. About 40 people fled on Monday.\n'
        path = self.write('a.txt', text)
        at = lambda words: {'begin': text.index(words), 'end': text.index(words) + len(words)}
        lines = [{'source_id': 'a.txt', 'class': 'quantity', 'span': at('40')}, {'source_id': 'a.txt', **at('Xyzzyville')}, {'source_id': 'a.txt', 'span': at('Idlib')},
                 {'source_id': 'a.txt', 'class': 'time', 'span': at('Clashes')}, {'source_id': 'a.txt', 'span': at('Idlib')}]
        bad = ['{"source_id": "a.txt", "begin": 5}', 'nonsense', '{"begin": 1, "end": 3}', '{"source_id": "a.txt", "class": "colour", "begin": 1, "end": 2}',
               '{"source_id": "a.txt", "begin": 7, "end": 7}', '{"source_id": "a.txt", "begin": 7, "end": 4000}', '{"source_id": "b.txt", "begin": 7, "end": 9}']
        out = self.mentions(path, '--spans-in', self.write('s.jsonl', '\n'.join([json.dumps(x) for x in lines] + bad) + '\n'), code=1)
        self.assertEqual([x['span']['text'] for x in out], ['40', 'Xyzzyville', 'Idlib', 'Clashes', 'Idlib'])
        self.assertEqual(out[0]['quantity']['best'], 40)
        self.assertNotIn('lat', out[1]['place'])
        self.assertEqual(out[2]['place']['country'], 'SYR')
        self.assertNotIn('time', out[3])
        for number in range(6, 13):
            self.assertIn(f's.jsonl:{number}: ', self.stderr)
        self.assertEqual(self.stderr.count('expected'), 7)
        self.mentions(path, '--spans-in', self.dir / 'none.jsonl', code=2)

    def test_classes(self):
        path = self.write('a.txt', STORY)
        everything = self.mentions(path)
        some = self.mentions(path, '--class', 'time,place', '--class', 'party')
        self.assertEqual(some, [x for x in everything if x['class'] in ('place', 'time', 'party')])
        self.mentions(path, '--class', 'places', code=2)

    def test_same_lines_whatever_the_threads(self):
        outputs = {run('mentions', SAMPLE, '--threads', n).stdout for n in (1, 2, 5)}
        self.assertEqual(len(outputs), 1)


class OwnPlaces(Case):
    CSV = 'Name,Lat,Long,Aliases,Country\nTel Qarahouk,36.81,41.35,Tell Qarahuk,SY\nSpringfield,35.2,40.4,,SY\n'
    TEXT = 'Two fighters were killed in Tell Qarahuk in Syria on Monday. Shells hit Springfield, activists in Raqqa and Deir al-Zour said.\n'

    def setUp(self):
        super().setUp()
        self.env = {**os.environ, 'XDG_DATA_HOME': str(self.dir / 'data')}
        self.env.pop('DATELINE_GAZETTEER', None)
        self.own = self.dir / 'data' / 'dateline' / 'places.gazetteer'

    def places(self, *args, env=None):
        r = run('mentions', self.write('a.txt', self.TEXT), *args, env=env or self.env)
        self.assertEqual(r.returncode, 0, r.stderr)
        lines = [json.loads(line) for line in r.stdout.splitlines()]
        return {x['span']['text']: x['place'] for x in lines if x['class'] == 'place'}

    def test_added_places_are_found_without_a_word_and_removed_again(self):
        before = self.places()
        self.assertNotIn('Tell Qarahuk', before)
        r = run('gazetteer', 'add', self.write('a.csv', self.CSV), env=self.env)
        self.assertEqual(r.returncode, 0, r.stderr)
        found = self.places()
        self.assertEqual((found['Tell Qarahuk']['name'], found['Tell Qarahuk']['adm1']), ('Tel Qarahouk', 'Al-Hasakah'))
        self.assertEqual(found['Springfield']['country'], 'SYR')  # the user's, where the report plays in Syria
        self.assertIn('Tel Qarahouk', run('explain', '--place', 'Tell Qarahuk', self.write('a.txt', self.TEXT), env=self.env).stdout)
        self.assertEqual(self.places('--gazetteer', 'none'), before)
        self.assertEqual(self.places(env={**self.env, 'DATELINE_GAZETTEER': 'none'}), before)
        listed = run('gazetteer', 'list', env=self.env).stdout.splitlines()
        self.assertEqual([line.split('\t')[0] for line in listed], ['Springfield', 'Tel Qarahouk'])
        self.assertEqual(run('gazetteer', 'remove', 'a.csv', env=self.env).returncode, 0)
        self.assertEqual(self.places(), before)

    def test_own_places_belong_to_the_state_of_knowledge(self):
        versions = set()
        for number, args in enumerate(([], ['--gazetteer', self.dir / 'own'])):
            if args:
                run('gazetteer', 'add', self.write('a.csv', self.CSV), '--into', self.dir / 'own', env=self.env)
            case = self.dir / f'{number}.gpkg'
            self.assertEqual(run('read', self.write('a.txt', self.TEXT), '-o', case, *args, env=self.env).returncode, 0)
            versions |= {x for (x,) in rows(case, 'select knowledge from dl_run')}
        self.assertEqual(len(versions), 2)

    def test_a_bad_row_adds_nothing(self):
        run('gazetteer', 'add', self.write('a.csv', self.CSV), env=self.env)
        before = sha(self.own)
        bad = self.write('b.csv', 'name,lat,lon,country\nNew Place,35,40,SY\nOther Place,135,40,SY\n')
        r = run('gazetteer', 'add', bad, env=self.env)
        self.assertEqual(r.returncode, 2)
        self.assertIn('b.csv:3: latitude "135"; expected', r.stderr)
        self.assertEqual(sha(self.own), before)
        r = run('gazetteer', 'add', bad, '--skip-bad', env=self.env)
        self.assertEqual(r.returncode, 1)
        self.assertIn('New Place', self.own.read_text())
        self.assertEqual(run('gazetteer', 'add', self.dir / 'no.csv', env=self.env).returncode, 2)
        self.assertEqual(run('gazetteer', 'add', bad, '--country', 'QQ', env=self.env).returncode, 2)
        self.own.write_text('Some Place\t\t\tSYR\tnorth\t40\n')
        r = run('mentions', self.write('a.txt', self.TEXT), env=self.env)
        self.assertEqual(r.returncode, 2)
        self.assertIn('places.gazetteer:1: latitude "north"', r.stderr)

    def test_hundred_thousand_names_start_at_once(self):
        words = ['ba', 'ka', 'ru', 'mi', 'zan', 'dor', 'tel', 'um', 'qar', 'hal']
        draw = random.Random(3)
        name = lambda: ''.join(draw.choices(words, k=3)).capitalize()
        table = 'name,lat,lon\n' + ''.join(f'{name()} {name()} {i},{draw.uniform(33, 37):.4f},{draw.uniform(36, 44):.4f}\n' for i in range(100_000))
        self.assertEqual(run('gazetteer', 'add', '-', stdin=table, env=self.env).returncode, 0)
        path = self.write('a.txt', 'Short.\n')
        times = []
        for args in ([], ['--gazetteer', 'none']) * 5:
            begin = time.monotonic()
            run('mentions', path, *args, env=self.env)
            times.append(time.monotonic() - begin)
        self.assertLess(min(times[::2]), min(times[1::2]) + (0.5 if os.environ.get('DATELINE_SANITIZED') else 0.04))


class Dictionaries(Case):
    ACTORS = ('NORTHERN_LIGHT_BRIGADE_ ; by hand\r\n+LIGHT_BRIGADE_OF_THE_NORTH\n\t[SYRREB <20150101] [SYRMIL >20150101]\n'
              'BROKEN_NAME_ [SYRGOV 9008223-911221]\nNO_CODE_AT_ALL_\n')
    TEXT = 'Fighters of the Northern Light Brigade attacked Idlib. Two zookeepers were killed. The first seed won in straight sets.\n'

    def parties(self, *args, text=None, published='2014-03-01'):
        path = self.write('a.jsonl', json.dumps({'id': 'a', 'text': text or self.TEXT, 'published': published}) + '\n')
        r = run('mentions', path, '--class', 'party', *args)
        self.assertEqual(r.returncode, 0, r.stderr)
        self.stderr = r.stderr
        return [json.loads(line)['party'] for line in r.stdout.splitlines()]

    def brigade(self, *args, **kw):
        found = [p for p in self.parties('--actors', self.write('own.actors.txt', self.ACTORS), *args, **kw) if p.get('actor', '').endswith('NORTHERN_LIGHT_BRIGADE')]
        self.assertTrue(found)
        return found[0]

    def test_actors_by_the_day_of_the_report(self):
        self.assertFalse(any('SYRREB' in p.get('actor', '') for p in self.parties()))
        self.assertEqual((self.brigade()['country'], self.brigade()['sectors']), ('SYR', ['REB']))
        self.assertEqual(self.brigade(published='2016-03-01')['sectors'], ['MIL'])
        self.assertEqual(self.brigade('--actors-only')['country'], 'SYR')

    def test_faults_are_told_with_their_line(self):
        self.brigade()
        self.assertIn('own.actors.txt:4: date "9008223"; expected', self.stderr)
        self.assertIn('own.actors.txt:5: "NO CODE AT ALL" without a code', self.stderr)
        self.assertIn('1 actors, 0 agents, 0 discards, 3 warnings', self.stderr)
        path = self.write('a.txt', self.TEXT)
        self.assertEqual(run('mentions', path, '--actors', self.dir / 'none').returncode, 2)
        self.assertEqual(run('mentions', path, '--dialect', 'latin').returncode, 2)

    def test_agents(self):
        agents = self.write('own.agents.txt', 'ZOOKEEPER [~LAB]\n')
        found = [p for p in self.parties('--agents', agents) if 'zookeepers' in p['text']]
        self.assertEqual(found[0]['sectors'], ['LAB'])

    def test_discards_drop_sentences_and_reports(self):
        discards = self.write('own.discards.txt', 'JOURNALISTS\n+WORLD CUP FINAL\n')
        text = self.TEXT.replace('zookeepers', 'journalists')
        before, after = self.parties(text=text), self.parties('--discards', discards, text=text)
        self.assertTrue(any('journalists' in p['text'] for p in before))
        self.assertEqual([p for p in before if 'journalists' not in p['text']], after)
        self.assertIn('discarded 0 reports, and 1 sentences of others', self.stderr)
        self.assertEqual(self.parties('--discards', discards, text=self.TEXT + 'The World Cup final was won.\n'), [])
        self.assertIn('discarded 1 reports', self.stderr)
        r = run('read', self.write('b.txt', text), '-o', self.gpkg, '--discards', discards)
        self.assertEqual(r.returncode, 0, r.stderr)
        self.assertIn('1 sentences', r.stderr)

    def test_dictionaries_belong_to_the_state_of_knowledge(self):
        versions = set()
        for number, args in enumerate(([], ['--actors', self.write('own.actors.txt', self.ACTORS)], ['--actors', self.write('own.actors.txt', self.ACTORS), '--dialect', 'tabari'])):
            case = self.dir / f'{number}.gpkg'
            self.assertEqual(run('read', self.write('a.txt', self.TEXT), '-o', case, *args).returncode, 0)
            versions |= {x for (x,) in rows(case, 'select knowledge from dl_run')}
        self.assertEqual(len(versions), 3)


if __name__ == '__main__':
    unittest.main(verbosity=1)
