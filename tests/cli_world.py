"""What the end-to-end tests share: the program under test and a folder for each case. Arguments: DATELINE SOURCE_DIR [unittest arguments]"""
import hashlib
import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unittest

os.environ['DATELINE_GAZETTEER'] = 'none'  # not that of the one who runs the tests
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
