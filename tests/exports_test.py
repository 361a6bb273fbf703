#!/usr/bin/env python3
"""End to end: every format of `dateline export`, read back by what reads it elsewhere. Usage: exports_test.py DATELINE SOURCE_DIR Records|Findings|Withholding|Consumers

Consumers needs the packages of tests/requirements.txt (tools/test-venv.sh) and is skipped (77) where they are not there. All texts are invented."""
import csv
import io
import json
import os
import pathlib
import shutil
import subprocess
import sys
import unittest

VENV = pathlib.Path(sys.argv[2]) / 'build' / 'test-venv' / 'bin' / 'python' if len(sys.argv) > 2 else None
if 'Consumers' in sys.argv[3:] and os.environ.get('DATELINE_TEST_VENV') != '1':
    if not VENV.exists():
        print('exports_test: build/test-venv is not there (tools/test-venv.sh makes it, with a network): skipped')
        sys.exit(77)
    sys.exit(subprocess.run([VENV, *sys.argv], env={**os.environ, 'DATELINE_TEST_VENV': '1'}).returncode)

from cli_world import SAMPLE, Case, run, rows  # noqa: E402

TABLES = ('csv', 'hxl', 'idmc', 'ucdp', 'acled')
FORMATS = TABLES + ('jsonl', 'geojson', 'arrow', 'plover', 'cameo', 'annotations')
UCDP = '''id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name dyad_dset_id dyad_new_id dyad_name side_a_dset_id
side_a_new_id side_a side_b_dset_id side_b_new_id side_b number_of_sources source_article source_office source_date source_headline source_original where_prec
where_coordinates where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id region event_clarity date_prec date_start date_end deaths_a
deaths_b deaths_civilians deaths_unknown best high low gwnoa gwnob'''.split()
ACLED = '''event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1 actor2 assoc_actor_2 inter2 interaction
civilian_targeting iso region country admin1 admin2 admin3 location latitude longitude geo_precision source source_scale notes fatalities tags timestamp'''.split()
POLECAT = ('Event ID,Event Date,Event Type,Event Mode,Intensity,Quad Code,Contexts,Actor Name,Actor Country,Actor COW,Primary Actor Sector,Actor Sectors,Actor Title,'
           'Actor Name Raw,Wikipedia Actor ID,Recipient Name,Recipient Country,Recipient COW,Primary Recipient Sector,Recipient Sectors,Recipient Title,Recipient Name Raw,'
           'Wikipedia Recipient ID,Placename,City,District,Province,Country,Latitude,Longitude,GeoNames ID,Raw Placename,Feature Type,Source,Publication Date,Story People,'
           'Story Organizations,Story Locations,Language,Version').split(',')


def export(case, name, *args):
    result = run('export', case, '--as', name, *args)
    assert result.returncode == 0, result.stderr
    return result.stdout


def table(text, separator=','):
    return list(csv.DictReader(io.StringIO(text, newline=''), delimiter=separator, strict=True))


class Sample(Case):
    @classmethod
    def setUpClass(cls):
        import tempfile
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix='dateline-test-'))
        cls.case = cls.folder / 'sample.gpkg'
        assert run('read', SAMPLE, '-o', cls.case).returncode == 0
        cls.records = [x for x in map(json.loads, export(cls.case, 'jsonl').splitlines()) if x['kind'] in ('event', 'movement', 'stock', 'control', 'statement')]

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder, ignore_errors=True)

    def is_done(self, record):
        stance = record.get('stance', {})
        return stance.get('polarity') != 'denied' and stance.get('certainty') != 'doubtful' and stance.get('time', 'past') in ('past', 'ongoing')


class Records(Sample):
    def test_help_lists_every_format(self):
        text = run('export', '--help').stdout
        for name in FORMATS:
            self.assertRegex(text, rf'(?m)^  {name} +\S')

    def test_tables_have_as_many_cells_in_every_row(self):
        for name in TABLES:
            lines = list(csv.reader(io.StringIO(export(self.case, name), newline=''), strict=True))
            self.assertEqual({len(line) for line in lines}, {len(lines[0])}, name)
            self.assertEqual(len(set(lines[0])), len(lines[0]), name)

    def test_same_bytes_every_time_and_into_a_file(self):
        for name in FORMATS:
            out = self.dir / name
            self.assertEqual(run('export', self.case, '--as', name, '-o', out).returncode, 0)
            self.assertEqual(run('export', self.case, '--as', name, '-o', self.dir / 'again').returncode, 0)
            self.assertEqual(out.read_bytes(), (self.dir / 'again').read_bytes(), name)

    def test_filters_agree_with_what_they_say(self):
        def ids(*args):
            return {row['id'] for row in table(export(self.case, 'csv', *args))}
        everything = {r['id'] for r in self.records}
        self.assertEqual(ids(), everything)
        self.assertEqual(ids('--kind', 'movement'), {r['id'] for r in self.records if r['kind'] == 'movement'})
        self.assertEqual(ids('--min-confidence', '0.9'), {r['id'] for r in self.records if r['confidence'] >= 0.9})
        dated = {r['id']: r['time'] for r in self.records if 'start' in r.get('time', {})}
        some_day = sorted(time['start'] for time in dated.values())[len(dated) // 2]
        since, until = ids('--since', some_day), ids('--until', some_day)
        self.assertEqual(since | until, set(dated))
        for record in since:
            self.assertGreaterEqual(dated[record].get('end', dated[record]['start']), some_day)
        for record in until:
            self.assertLessEqual(dated[record]['start'], some_day)
        by_place = ids('--place', 'Afrin')
        self.assertTrue(by_place)
        self.assertLess(len(by_place), len(everything))
        for record in self.records:
            if record['id'] in by_place:
                self.assertIn('afr', json.dumps(record, ensure_ascii=False).lower())

    def test_what_is_asked_wrongly_is_told(self):
        for args in (('--as', 'xlsx'), ('--as', 'ucdp', '--kind', 'movement'), ('--as', 'csv', '--since', 'yesterday'), ('--as', 'csv', '--kind', 'people')):
            result = run('export', self.case, *args)
            self.assertEqual(result.returncode, 2, args)
            self.assertIn('expected', result.stderr)

    def test_hxl_has_tags_below_the_heads(self):
        plain, tagged = (list(csv.reader(io.StringIO(export(self.case, name), newline=''))) for name in ('csv', 'hxl'))
        for tag in tagged[1]:
            self.assertRegex(tag, r'^#[a-z][a-z0-9_]*(\+[a-z][a-z0-9_]*)*$')
        self.assertEqual([tagged[0], *tagged[2:]], plain)

    def test_safe_tables_hold_no_formula(self):
        self.write('a.jsonl', '\n'.join(json.dumps({'id': i, 'title': title, 'published': '2018-01-16', 'text': 'Two gunmen killed 36 people in Baghdad on Monday, the ministry said.'})
                                        for i, title in enumerate(('=HYPERLINK("http://x.example","y")', '+1', '-2 killed', '@SUM(A1)', 'Plain; =1'))) + '\n')
        self.assertEqual(run('read', self.dir / 'in', '-o', self.gpkg).returncode, 0)
        titles = {row['headline'] for row in table(export(self.gpkg, 'csv', '--csv-safe'))}
        self.assertEqual(titles, {"'=HYPERLINK(\"http://x.example\",\"y\")", "'+1", "'-2 killed", "'@SUM(A1)", 'Plain; =1'})
        for name in ('csv', 'hxl', 'idmc', 'plover', 'cameo'):
            text = export(self.gpkg, name, '--csv-safe')
            for row in csv.reader(io.StringIO(text, newline=''), delimiter='\t' if name in ('plover', 'cameo') else ','):
                for cell in row:
                    if cell[:1] in ('=', '+', '-', '@', '\t', '\r'):
                        self.assertRegex(cell, r'^-?\d+(\.\d+)?$', name)  # a number is no formula
        self.assertIn('-2 killed', {row['headline'] for row in table(export(self.gpkg, 'csv'))})

    def test_polecat_columns(self):
        text = export(self.case, 'plover')
        self.assertEqual(text.splitlines()[0].split('\t'), POLECAT)
        found = {row['Event ID']: row for row in table(text, '\t')}
        self.assertEqual(set(found), {r['id'] for r in self.records if r['kind'] == 'event' and self.is_done(r)})
        for record in self.records:
            row = found.get(record['id'])
            if row is None:
                continue
            self.assertEqual((row['Event Type'], row['Event Mode']), (record['type'], record.get('mode', '')))
            self.assertIn(row['Quad Code'], ('1', '2', '3', '4'))
            self.assertLessEqual(abs(float(row['Intensity'] or 0)), 10)
            self.assertEqual(row['Actor Name Raw'], '; '.join(a['text'] for a in record.get('actors', []) if 'text' in a))
        violent = [row for row in found.values() if row['Event Type'] == 'ASSAULT']
        self.assertTrue(violent)
        self.assertTrue(all(row['Quad Code'] == '4' and float(row['Intensity']) < -7 for row in violent))

    def test_event_lines(self):
        lines = [line.split('\t') for line in export(self.case, 'cameo').splitlines()]
        self.assertTrue(lines)
        codes = {r['cameo'] for r in self.records if 'cameo' in r}
        for day, source, target, code, issues, ids, _, _ in lines:
            self.assertRegex(day, r'^(\d{8})?$')
            for actor in (source, target):
                self.assertRegex(actor, r'^(---|[A-Z]{3}([A-Z]{3})*)$')
            self.assertNotEqual((source, target), ('---', '---'))
            self.assertIn(code, codes)
            self.assertEqual(issues, '')
            self.assertTrue(all('_' in part for part in ids.split(';')))

    def test_figures_of_displacement(self):
        found = table(export(self.case, 'idmc', '--kind', 'movement')) + table(export(self.case, 'idmc', '--kind', 'stock'))
        self.assertTrue(found)
        records = {r['id']: r for r in self.records}
        for row in found:
            record = records[row['Id']]
            self.assertEqual(row['Figure term'], record['idmc_term'])
            self.assertEqual(row['Source Excerpt'], record['quote']['text'])
            self.assertEqual(float(row['Reported']), record['count']['best'])
            self.assertIn(row['Unit'], ('Person', 'Household'))
            self.assertEqual(row['Total figures'], row['Reported'] if row['Unit'] == 'Person' else '')
            for name in ('Start date', 'End date') if record['kind'] == 'stock' else ('Stock date', 'Stock reporting date'):
                self.assertEqual(row[name], '')
            self.assertEqual(row['Quantifier'] == 'More than', record['count']['high'] is None)

    def test_annotations_point_at_words_of_the_report(self):
        page = json.loads(export(self.case, 'annotations', '--withhold', 'none'))
        self.assertEqual(page['type'], 'AnnotationPage')
        self.assertEqual(page['@context'][0], 'http://www.w3.org/ns/anno.jsonld')
        self.assertEqual(len(page['items']), len(self.records))
        texts = {'urn:sha256:' + sha: text for sha, text in rows(self.case, 'select sha256, text from report where text is not null')}
        for item in page['items']:
            self.assertEqual(item['type'], 'Annotation')
            text = texts[item['target']['source']]
            position, quote = item['target']['selector']
            self.assertEqual(text[position['start']:position['end']], quote['exact'])
            self.assertEqual(text[max(0, position['start'] - 32):position['start']], quote.get('prefix', ''))
            self.assertEqual(text[position['end']:position['end'] + 32], quote.get('suffix', ''))
        self.assertEqual([item['body'][1]['record']['id'] for item in page['items']], [r['id'] for r in self.records])

    def test_geojson_opens_in_gdal(self):
        if not shutil.which('ogrinfo'):
            self.skipTest('ogrinfo is not installed')
        out = self.dir / 'a.geojson'
        self.assertEqual(run('export', self.case, '--as', 'geojson', '-o', out).returncode, 0)
        r = subprocess.run(['ogrinfo', '-so', '-al', out], capture_output=True, text=True)
        self.assertEqual((r.returncode, r.stderr), (0, ''))
        self.assertIn(f'Feature Count: {len(self.records)}', r.stdout)


class Findings(Sample):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lines = {rule: [json.loads(x) for x in export(cls.case, 'jsonl', '--rule', rule).splitlines()] for rule in ('dateline', 'ucdp', 'acled', 'idmc')}

    def findings(self, kind, rule='dateline'):
        return [x for x in self.lines[rule] if x['kind'] == kind]

    def test_jsonl_has_reports_then_records_then_findings(self):
        order = {'report': 0, 'event': 1, 'movement': 1, 'stock': 1, 'control': 1, 'statement': 1, 'incident': 2, 'flow': 3, 'figure': 4, 'control_line': 5}
        places = [order[x['kind']] for x in self.lines['dateline']]
        self.assertEqual(places, sorted(places))
        self.assertEqual(set(places), set(range(6)))
        records = {x['id'] for x in self.records}
        for finding in self.lines['dateline']:
            if order[finding['kind']] > 1:
                self.assertLessEqual(set(finding['evidence']), records)

    def test_nothing_is_written_to_the_case(self):
        before = self.case.read_bytes()
        for name in FORMATS:
            export(self.case, name, *(('--kind', 'incident') if name in ('csv', 'geojson', 'hxl') else ()), '-o', str(self.dir / name))
        self.assertEqual(self.case.read_bytes(), before)

    def test_tables_of_findings(self):
        for kind in ('incident', 'flow', 'figure', 'control_line'):
            found = table(export(self.case, 'csv', '--kind', kind))
            self.assertEqual([x['id'] for x in found], [x['id'] for x in self.findings(kind)], kind)
            for row, finding in zip(found, self.findings(kind), strict=True):
                for slot in ('killed', 'injured', 'count'):
                    figure = finding.get(slot, {})
                    for bound in ('low', 'best', 'high'):
                        expected = figure.get(bound)
                        self.assertEqual(row[f'{slot}_{bound}'], '' if expected is None else f'{expected:g}' if expected < 1e5 else str(int(expected)))
                self.assertIn(row['figures_rule'], ('', 'dateline'))
                self.assertEqual(row['source_ids'].split('; '), finding['reports'])
                self.assertEqual(row['evidence'].split('; '), finding['evidence'])

    def test_ucdp(self):
        text = export(self.case, 'ucdp')
        self.assertEqual(next(csv.reader(io.StringIO(text, newline=''))), UCDP)
        found = {row['relid']: row for row in table(text)}
        expected = {x['id']: x for x in self.findings('incident', 'ucdp') if (x.get('killed', {}).get('high') or x.get('killed', {}).get('best') or 0) >= 1}
        self.assertTrue(found)
        self.assertEqual(set(found), set(expected))
        self.assertEqual(len({row['id'] for row in found.values()}), len(found))
        for name, row in found.items():
            incident = expected[name]
            self.assertEqual(incident['killed']['rule'], 'ucdp')
            parts = [int(row[x]) for x in ('deaths_a', 'deaths_b', 'deaths_civilians', 'deaths_unknown')]
            self.assertEqual(sum(parts), int(row['best']))
            self.assertTrue(0 <= int(row['low']) <= int(row['best']) <= int(row['high']))
            self.assertAlmostEqual(int(row['best']), incident['killed']['best'], delta=0.5)
            self.assertIn(row['type_of_violence'], ('', '1', '2', '3'))
            self.assertIn(row['where_prec'], ('', *'1234567'))
            self.assertIn(row['date_prec'], ('', *'12345'))
            self.assertIn(row['event_clarity'], ('', '1', '2'))
            offices, days, titles = (row[x].split(';') for x in ('source_office', 'source_date', 'source_headline'))
            self.assertEqual(len(offices), len(incident['reports']))
            self.assertEqual(row['source_article'], ';'.join(f'"{a},{b},{c}"' for a, b, c in zip(offices, days, titles, strict=True)))
            if row['latitude']:
                self.assertEqual(row['geom_wkt'], f"POINT ({row['longitude']} {row['latitude']})")
                column, line = int((float(row['longitude']) + 180) // 0.5), int((float(row['latitude']) + 90) // 0.5)
                self.assertEqual(int(row['priogrid_gid']), line * 720 + column + 1)

    def test_acled(self):
        text = export(self.case, 'acled')
        self.assertEqual(next(csv.reader(io.StringIO(text, newline=''))), ACLED)
        incidents = {'DL' + x['id']: x for x in self.findings('incident', 'acled')}
        found = table(text)
        self.assertTrue(found)
        for row in found:
            incident = incidents[row['event_id_cnty']]
            killed = incident.get('killed')
            self.assertEqual(row['fatalities'], str(int(killed['best'])) if killed else '')
            self.assertEqual((row['event_type'], row['sub_event_type']), tuple(incident.get('acled', {}).get(x, '') for x in ('event_type', 'sub_event_type')))
            self.assertIn(row['inter1'], ('', *'12345678'))
            self.assertRegex(row['interaction'], r'^([1-8][0-8])?$')
            self.assertFalse(row['timestamp'] or row['source_scale'])

    def test_vague_words_follow_the_rule_of_the_format(self):
        self.write('a.txt', 'HAWIJA, Iraq — Dozens of people were killed when warplanes bombed a market in Hawija on 14 January 2018, the interior ministry said.\n')
        self.assertEqual(run('read', self.dir / 'in', '-o', self.gpkg).returncode, 0)
        self.assertEqual([row['fatalities'] for row in table(export(self.gpkg, 'acled'))], ['12'])
        ours, theirs = (table(export(self.gpkg, 'csv', '--kind', 'incident', '--rule', rule))[0] for rule in ('dateline', 'acled'))
        self.assertEqual((ours['figures_rule'], theirs['figures_rule'], theirs['killed_best']), ('dateline', 'acled', '12'))
        self.assertGreater(float(ours['killed_best']), 12)

    def test_recommended_figures(self):
        found = [row for row in table(export(self.case, 'idmc')) if row['Figure Role'] == 'Recommended figure']
        self.assertTrue(found)
        findings = {x['id']: x for kind in ('flow', 'figure') for x in self.findings(kind, 'idmc')}
        for row in found:
            self.assertEqual((row['Rule'], float(row['Reported'])), ('idmc', findings[row['Id']]['count']['best']))
            self.assertTrue(row['Analysis and Calculation Logic'])
            self.assertTrue(row['Source Excerpt'])

    def test_filters_hold_for_findings(self):
        dated = [x['time'] for x in self.findings('incident') if 'start' in x.get('time', {})]
        day = sorted(time['start'] for time in dated)[len(dated) // 2]
        rows_since = table(export(self.case, 'csv', '--kind', 'incident', '--since', day))
        self.assertEqual(len(rows_since), sum(time.get('end', time['start']) >= day for time in dated))
        sure = table(export(self.case, 'csv', '--kind', 'incident', '--min-confidence', '0.9'))
        self.assertEqual(len(sure), sum(x['confidence'] >= 0.9 for x in self.findings('incident')))

    def test_a_rule_against_that_of_the_format_is_refused(self):
        result = run('export', self.case, '--as', 'ucdp', '--rule', 'acled')
        self.assertEqual(result.returncode, 2)
        self.assertIn('expected', result.stderr)

    def test_geojson_of_incidents_opens_in_gdal(self):
        if not shutil.which('ogrinfo'):
            self.skipTest('ogrinfo is not installed')
        out = self.dir / 'a.geojson'
        export(self.case, 'geojson', '--kind', 'incident', '-o', str(out))
        r = subprocess.run(['ogrinfo', '-so', '-al', out], capture_output=True, text=True)
        self.assertEqual((r.returncode, r.stderr), (0, ''))
        self.assertIn(f"Feature Count: {len(self.findings('incident'))}", r.stdout)


PRIVATE = ('Khalil', 'Rasheed')
STORY = ('TAL ZAHR, Syria — Ahmed Khalil, a baker, was killed when warplanes bombed a market in Tal Zahr on 14 January 2018, Interior Minister Adel Karim said.\n\n'
         'Mr. Khalil had fled the town of Raqqa with about 40 families last year. "Khalil was my neighbor," said Nadia Rasheed, who lives nearby. '
         'She said that Rasheed\u2019s house was destroyed and 12 people were killed.\n\nAbout 500 people fled from Tal Zahr to Idlib, Ms. Rasheed said.\n')


class Withholding(Case):
    """No byte of a private person's name in any export, wherever it stood; a public office-holder stays."""

    def setUp(self):
        super().setUp()
        self.write('Ahmed-Khalil_killed.txt', STORY)
        self.write('KhalilFamily/b.txt', STORY.replace('12 people', '15 people'))
        self.write('wire.jsonl', json.dumps({'id': 'nadia-rasheed-1', 'title': 'Ahmed Khalil, baker, among dead in Tal Zahr', 'published': '2018-01-15', 'publisher': 'The Gazette',
                                             'url': 'https://example.org/ahmed-khalil', 'text': STORY}) + '\n')
        self.assertEqual(run('read', self.dir / 'in', '-o', self.gpkg).returncode, 0)

    def bytes_of(self, name, *args):
        out = self.dir / f'out.{name}'
        result = run('export', self.gpkg, '--as', name, '-o', out, *args)
        self.assertEqual(result.returncode, 0, result.stderr)
        return out.read_bytes()

    def everything(self, *args):
        for name in FORMATS:
            yield name, self.bytes_of(name, *args)
            if name in ('csv', 'hxl', 'arrow', 'geojson', 'jsonl'):
                for kind in ('incident', 'flow', 'figure', 'control_line'):
                    yield f'{name} of {kind}', self.bytes_of(name, '--kind', kind, *args)

    def test_private_names_are_in_no_export(self):
        for name, data in self.everything():
            for private in PRIVATE:
                self.assertNotIn(private.lower().encode(), data.lower(), name)
            if name in ('jsonl', 'csv', 'arrow', 'annotations'):
                self.assertIn(b'Adel Karim', data, name)

    def test_they_are_there_when_nothing_is_withheld(self):
        for name in ('jsonl', 'csv', 'arrow', 'geojson', 'annotations'):
            data = self.bytes_of(name, '--withhold', 'none')
            for private in PRIVATE:
                self.assertIn(private.encode(), data, name)
        self.assertIn('Khalil', ' '.join(text for text, in rows(self.gpkg, 'select text from report')))
        self.assertIn('Khalil', run('show', self.gpkg, '--json').stdout)

    def test_annotations_keep_their_positions(self):
        texts = [text for text, in rows(self.gpkg, 'select text from report where text is not null')]
        black = 0
        for item in json.loads(self.bytes_of('annotations'))['items']:
            position, quote = item['target']['selector']
            black += '\u2588' in quote['exact']
            whole = [text[position['start']:position['end']] for text in texts if len(text) >= position['end']]
            self.assertTrue(any(len(w) == len(quote['exact']) and all(a in (b, '\u2588') for a, b in zip(quote['exact'], w)) for w in whole), quote)
        self.assertGreater(black, 0)

    def test_sources(self):
        for name, data in self.everything('--withhold', 'sources,persons'):
            for source in (b'The Gazette', b'example.org', b'Adel Karim', b'wire.jsonl', b'killed.txt'):
                self.assertNotIn(source, data, f'{name} {source}')

    def test_places_finer_than_the_province(self):
        for name, data in self.everything('--withhold', 'places-finer-than ADM1', '--withhold', 'persons'):
            self.assertNotIn(b'Tal Zahr', data, name)

    def test_what_is_no_choice_is_refused(self):
        result = run('export', self.gpkg, '--as', 'csv', '--withhold', 'everything')
        self.assertEqual(result.returncode, 2)
        self.assertIn('expected', result.stderr)

    def test_help_says_what_stays_whole(self):
        for command in ('read', 'mentions', 'show'):
            self.assertIn('names stay whole', ' '.join(run(command, '--help').stdout.split()))


class Consumers(Sample):
    def test_pyarrow_reads_what_csv_says(self):
        import pyarrow
        import pyarrow.feather
        import pyarrow.ipc
        out = self.dir / 'a.arrow'
        self.assertEqual(run('export', self.case, '--as', 'arrow', '-o', out).returncode, 0)
        arrow = pyarrow.ipc.open_file(out).read_all()
        arrow.validate(full=True)
        self.assertEqual(arrow.schema, pyarrow.feather.read_table(out).schema)
        types = {str(field.type) for field in arrow.schema}
        self.assertEqual(types, {'string', 'double', 'int64', 'date32[day]'})
        plain = table(export(self.case, 'csv'))
        self.assertEqual(arrow.schema.names, list(plain[0]))
        for got, expected in zip(arrow.to_pylist(), plain, strict=True):
            for name, cell in expected.items():
                value = got[name]
                if isinstance(value, (int, float)):
                    self.assertEqual(float(cell), value, name)
                else:
                    self.assertEqual(cell, '' if value is None else str(value), name)

    def test_pyarrow_reads_findings(self):
        import pyarrow.ipc
        out = self.dir / 'a.arrow'
        export(self.case, 'arrow', '--kind', 'incident', '-o', str(out))
        arrow = pyarrow.ipc.open_file(out).read_all()
        arrow.validate(full=True)
        plain = table(export(self.case, 'csv', '--kind', 'incident'))
        self.assertEqual([x['id'] for x in arrow.to_pylist()], [x['id'] for x in plain])
        self.assertEqual([x['killed_best'] for x in arrow.to_pylist()], [float(x['killed_best']) if x['killed_best'] else None for x in plain])

    def test_an_empty_case_is_a_table_without_rows(self):
        import pyarrow.ipc
        self.write('a.txt', 'Nothing happened.\n')
        run('read', self.dir / 'in', '-o', self.gpkg)
        out = self.dir / 'a.arrow'
        self.assertEqual(run('export', self.gpkg, '--as', 'arrow', '-o', out).returncode, 0)
        empty = pyarrow.ipc.open_file(out).read_all()
        self.assertEqual((empty.num_rows, empty.num_columns > 50), (0, True))

    def test_libhxl_knows_every_column(self):
        import hxl
        out = self.dir / 'a.csv'
        self.assertEqual(run('export', self.case, '--as', 'hxl', '-o', out).returncode, 0)
        data = hxl.data(io.BytesIO(out.read_bytes()), hxl.InputOptions(allow_local=True)).cache()
        self.assertEqual(len(list(data)), len(self.records))
        self.assertEqual(len(list(data.with_rows('#event+kind=movement'))), sum(r['kind'] == 'movement' for r in self.records))
        killed = [row.get('#affected+killed+best') for row in data]
        self.assertEqual(sum(float(x) for x in killed if x), sum(r.get('killed', {}).get('best') or 0 for r in self.records))

    def test_pyarrow_reads_the_tables_of_text(self):
        import pyarrow.csv
        for name in TABLES + ('plover',):
            out = self.dir / name
            self.assertEqual(run('export', self.case, '--as', name, '-o', out).returncode, 0)
            options = pyarrow.csv.ParseOptions(delimiter='\t' if name == 'plover' else ',', newlines_in_values=True)
            read = pyarrow.csv.read_csv(out, parse_options=options)
            self.assertEqual(read.num_rows, len(table(out.read_text(encoding='utf8'), options.delimiter)), name)


if __name__ == '__main__':
    unittest.main()
