#!/usr/bin/env python3
"""Cases for speed_parse.py: the text it builds, and what it says of programs whose speed and size are known."""
import contextlib
import gzip
import io
import json
import pathlib
import sys
import tempfile
import unittest
from unittest import mock

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import speed_parse  # noqa: E402


class Case(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        (self.folder / "a.txt").write_text("Shells hit Homs.\n", encoding="utf-8")
        with gzip.open(self.folder / "b.jsonl.gz", "wt", encoding="utf-8") as file:
            file.write(json.dumps({"id": "1", "text": "Caf\u00e9s burned,\nhe said."}) + "\n" + json.dumps({"id": "2", "text": ""}) + "\n")
        self.out = self.folder / "out"

    def cli(self, *arguments):
        out, errors = io.StringIO(), io.StringIO()
        with mock.patch.object(sys, "argv", ["speed_parse.py", *map(str, arguments)]), contextlib.redirect_stdout(out), contextlib.redirect_stderr(errors):
            status = speed_parse.main()
        return status, out.getvalue(), errors.getvalue()

    def quick(self, program, arguments, *more):
        status, out, errors = self.cli(program, self.folder, "--arguments", arguments, "--words", 100, "--runs", 3, "--starts", 1, "--json", *more)
        self.assertEqual(status, 0, errors)
        return json.loads(out)


class Text(Case):
    def test_repeats_whole_texts_until_there_are_enough_words(self):
        size, words = speed_parse.build([self.folder], 15, self.out, "txt")
        text = self.out.read_text(encoding="utf-8")
        self.assertEqual(text, 3 * "Shells hit Homs.\n\nCaf\u00e9s burned,\nhe said.\n\n")
        self.assertEqual((size, words, speed_parse.count_words(self.out)), (len(text.encode()), 21, 21))

    def test_articles_as_json_lines_have_ids_of_their_own(self):
        speed_parse.build([self.folder], 8, self.out, "jsonl")
        rows = [json.loads(line) for line in self.out.read_text(encoding="utf-8").splitlines()]
        self.assertEqual(len({row["id"] for row in rows}), 4)
        self.assertEqual(rows[3]["text"], "Caf\u00e9s burned,\nhe said.")

    def test_faults(self):
        (self.folder / "c.jsonl").write_text('{"id":"3"}\n', encoding="utf-8")
        with self.assertRaisesRegex(speed_parse.Wrong, "c.jsonl:1: expected"):
            speed_parse.build([self.folder], 1, self.out, "txt")
        (self.folder / "empty.txt").write_text("\n", encoding="utf-8")
        with self.assertRaisesRegex(speed_parse.Wrong, "no words in"):
            speed_parse.build([self.folder / "empty.txt"], 1, self.out, "txt")


class Times(Case):
    def test_a_program_that_sleeps_is_as_slow_as_that(self):
        figures = self.quick("sh", "-c 'sleep 0.2; cat \"$0\"' {file}")
        self.assertEqual((figures["words"], len(figures["seconds"])), (105, 3))
        self.assertLess(figures["words_per_second"], 105 / 0.2)
        self.assertGreater(figures["cpu_time_words_per_second"], 105 / 0.2)
        self.assertGreater(figures["start_up_ms"], 200)
        self.assertNotIn("two_threads_over_one", figures)

    def test_two_threads_take_turns_with_one(self):
        if len(speed_parse.os.sched_getaffinity(0)) < 2:
            self.skipTest("one core")
        figures = self.quick("sh", "-c 'test $1 = 2 || sleep 0.2' sh {threads} {file}")
        self.assertEqual(len(figures["seconds_two_threads"]), 3)
        self.assertGreater(figures["two_threads_over_one"], 1)

    def test_one_core_is_pinned(self):
        one = "import os,sys; sys.exit(len(os.sched_getaffinity(0)) != 1)"
        self.assertEqual(self.quick(sys.executable, f"-c '{one}' {{file}}")["words"], 105)

    def test_peak_memory_is_that_of_the_program(self):
        small = self.quick("sh", "-c 'sleep 0.1' {file}")["peak_mb"]
        large = self.quick(sys.executable, "-c 'import time; a = bytearray(b\"x\") * 60000000; time.sleep(0.1)' {file}")["peak_mb"]
        self.assertTrue(0 < small < 10, small)
        self.assertTrue(57 < large < 120, large)

    def test_table(self):
        status, out, _ = self.cli("cat", self.folder, "--arguments", "{file}", "--words", 100, "--runs", 1, "--starts", 1)
        self.assertEqual(status, 0)
        for name in ("words/s, one core", "peak memory, MB", "start-up, ms", "machine"):
            self.assertIn("\n" + name, out)

    def test_faults(self):
        status, out, errors = self.cli("sh", self.folder, "--arguments", "-c 'echo broken >&2; exit 3' {file}", "--words", 10)
        self.assertEqual((status, out), (2, ""))
        self.assertRegex(errors, "ended with 3: broken")
        self.assertEqual(self.cli("cat", self.folder, "--arguments", "file")[0], 2)
        self.assertRegex(self.cli("cat", self.folder, "--arguments", "{file}", "--cores", "9999")[2], "expected cores of")
        self.assertEqual(self.cli("no-such-program", self.folder, "--words", 10)[0], 2)


if __name__ == "__main__":
    unittest.main()
