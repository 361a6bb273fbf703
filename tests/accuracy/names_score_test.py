#!/usr/bin/env python3
"""Hand-made cases for names_score.py."""
import contextlib
import io
import json
import pathlib
import sys
import tempfile
import unittest
from unittest import mock

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import names_score  # noqa: E402
from ud_score import Wrong  # noqa: E402

TEXT = "Ali Hassan left Aleppo. The Caf\u00e9 d\u2019Alep in Aleppo burned."
GOLD = [{"id": "a", "text": TEXT, "entities": [{"begin": 0, "end": 10, "type": "Person", "confidence": 1}, {"begin": 16, "end": 22, "type": "Location"},
                                               {"begin": 28, "end": 39, "type": "Organisation"}, {"begin": 43, "end": 49, "type": "Location"}]},
        {"id": "b", "text": "Nobody.", "entities": []}]


class Case(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def write(self, name, text):
        (self.folder / name).write_text(text, encoding="utf-8", newline="")
        return str(self.folder / name)

    def counts(self, row, right, gold, system):
        self.assertEqual((row["right"], row["gold"], row["system"]), (right, gold, system))


class Spans(Case):
    def compare(self, *rows, gold=GOLD):
        paths = [self.write(name, "".join(json.dumps(row) + "\n" for row in side)) for name, side in (("gold.jsonl", gold), ("system.jsonl", rows))]
        return names_score.compare_spans(*paths)

    def score(self, *rows):
        return names_score.score(*self.compare(*rows)[:2])

    @staticmethod
    def found(key, *names):
        return {"id": key, "entities": [{"begin": begin, "end": end, "type": kind} for begin, end, kind in names]}

    def test_all_right(self):
        figures = self.score(self.found("a", (0, 10, "Person"), (16, 22, "Location"), (28, 39, "Organisation"), (43, 49, "Location")), self.found("b"))
        self.counts(figures["all"], 4, 4, 4)
        self.assertEqual((figures["all"]["P"], figures["all"]["R"], figures["all"]["F1"]), (1, 1, 1))
        self.counts(figures["types"]["Location"], 2, 2, 2)

    def test_border_type_missed_and_extra(self):
        figures = self.score(self.found("a", (0, 3, "Person"), (16, 22, "Organisation"), (43, 49, "Location"), (50, 56, "Weapon")))
        self.counts(figures["all"], 1, 4, 4)
        self.counts(figures["spans"], 2, 4, 4)
        self.counts(figures["types"]["Organisation"], 0, 1, 1)
        self.counts(figures["types"]["Weapon"], 0, 0, 1)
        self.assertEqual(figures["types"]["Weapon"]["R"], 0)
        self.assertAlmostEqual(figures["all"]["F1"], 0.25)

    def test_micro_average(self):
        figures = self.score(self.found("a", (16, 22, "Location"), (43, 49, "Location")))
        self.assertAlmostEqual(figures["all"]["P"], 1)
        self.assertAlmostEqual(figures["all"]["R"], 0.5)
        self.assertAlmostEqual(figures["all"]["F1"], 2 / 3)

    def test_a_name_given_twice_counts_once(self):
        self.counts(self.score(self.found("a", (0, 10, "Person"), (0, 10, "Person")))["all"], 1, 4, 1)

    def test_the_same_span_in_another_document_is_another_name(self):
        self.counts(self.score(self.found("b", (0, 6, "Person")))["all"], 0, 4, 1)

    def test_documents_left_out_are_missed(self):
        errors = io.StringIO()
        with contextlib.redirect_stderr(errors):
            self.counts(self.score(self.found("b"))["all"], 0, 4, 0)
        self.assertIn("1 of 2 documents of gold left out", errors.getvalue())

    def test_surface_counts_code_points(self):
        surface = self.compare()[2]
        self.assertEqual(surface(("a", 28, 39, "Organisation")), "Caf\u00e9 d\u2019Alep")

    def test_faults(self):
        for row, said in ((self.found("c"), "system.jsonl:1: 'c' is not in"), (self.found("b", (3, 3, "Person")), r"\[3,3\] is no span of 'b'"),
                          (self.found("b", (0, 8, "Person")), r"\[0,8\] is no span"), ({"id": "a"}, "system.jsonl:1: expected"),
                          ({"entities": []}, "no id"), (self.found("b", (0, "1", "Person")), "expected"), ([1], "expected")):
            with self.assertRaisesRegex(Wrong, said):
                self.compare(row)
        with self.assertRaisesRegex(Wrong, "system.jsonl:2: a second line for 'b'"):
            self.compare(self.found("b"), self.found("b"))

    def test_mistakes_are_named(self):
        gold, system, _ = self.compare(self.found("a", (0, 3, "Person"), (16, 22, "Organisation"), (50, 56, "Weapon")))
        self.assertEqual([what for what, _ in names_score.mistakes(gold, system)],
                         ["Person cut otherwise", "Location taken for Organisation", "Organisation missed", "Location missed", "Weapon extra"])


class Bio(Case):
    GOLD = "The\tO\nGreen\tB-party\nParty\tI-party\nmet\tO\n\nAnna\tB-person\nBo\tB-person\n"

    def compare(self, system, gold=GOLD):
        return names_score.compare_bio(self.write("gold.txt", gold), self.write("system.txt", system))

    def test_same(self):
        gold, system, surface = self.compare(self.GOLD)
        self.assertEqual(gold, {(0, 1, 3, "party"), (1, 0, 1, "person"), (1, 1, 2, "person")})
        self.assertEqual(gold, system)
        self.assertEqual(surface((0, 1, 3, "party")), "Green Party")

    def test_border_and_type(self):
        figures = names_score.score(*self.compare(self.GOLD.replace("I-party", "O").replace("Bo\tB-person", "Bo\tI-person"))[:2])
        self.counts(figures["all"], 0, 3, 2)

    def test_inside_without_beginning_begins_a_name(self):
        gold, system, _ = self.compare(self.GOLD.replace("B-party", "I-party"))
        self.assertEqual(gold, system)
        self.assertEqual(list(names_score.names_of_tags(["B-a", "I-b", "I-b", "O", "I-b"], str)), [(0, 1, "a"), (1, 3, "b"), (4, 5, "b")])

    def test_a_name_ends_with_its_sentence(self):
        two = "A\tB-x\n\nB\tI-x\n"
        self.assertEqual(self.compare(two, two)[0], {(0, 0, 1, "x"), (1, 0, 1, "x")})

    def test_spaces_and_line_ends_of_other_systems(self):
        gold, system, _ = self.compare(self.GOLD.replace("\t", " ").replace("\n", "\r\n") + "\r\n\r\n")
        self.assertEqual(gold, system)

    def test_faults(self):
        for system, said in ((self.GOLD.replace("Green", "Greens"), "words differ: 'Green' in .*gold.txt:2, 'Greens' in .*system.txt:2"),
                             (self.GOLD.replace("met\tO\n", ""), "'met' in .*gold.txt:4, the end of a sentence in .*system.txt:4"),
                             (self.GOLD.split("\n\n", maxsplit=1)[0], "gold.txt has 2 sentences, .*system.txt 1"),
                             (self.GOLD.replace("met\tO", "met\tS-party"), "system.txt:4: expected O, B-type or I-type, found 'S-party'"),
                             (self.GOLD.replace("met\tO", "met"), "system.txt:4: expected a word and a tag")):
            with self.assertRaisesRegex(Wrong, said):
                self.compare(system)


class Conllu(Case):
    @staticmethod
    def sentence(*words):
        """(ID, form, MISC) a word."""
        return "".join("\t".join([number, form] + ["_"] * 7 + [misc]) + "\n" for number, form, misc in words) + "\n"

    def compare(self, gold, system, key="Name"):
        return names_score.compare_conllu(self.write("gold.conllu", gold), self.write("system.conllu", system), key)

    def setUp(self):
        super().setUp()
        self.gold = self.sentence(("1", "Omar", "Name=B-person"), ("2", "al-Din", "SpaceAfter=No|Name=I-person|Other=B-x"), ("3", ",", "_"),
                                  ("4", "Homs", "Name=B-place"))

    def test_same(self):
        gold, system, surface = self.compare(self.gold, self.gold)
        self.assertEqual(gold, {("", 0, 10, "person"), ("", 11, 15, "place")})
        self.assertEqual(gold, system)
        self.assertEqual(surface(("", 11, 15, "place")), "Homs")

    def test_other_key(self):
        self.assertEqual(self.compare(self.gold, self.gold, "Other")[0], {("", 4, 10, "x")})

    def test_words_cut_otherwise_may_hold_the_same_name(self):
        system = self.sentence(("1", "Omar", "Name=B-person"), ("2", "al-", "Name=I-person"), ("3", "Din", "Name=I-person"), ("4", ",Homs", "Name=B-place"))
        self.counts(names_score.score(*self.compare(self.gold, system)[:2])["all"], 1, 2, 2)

    def test_words_of_a_multiword_token_have_their_own_characters(self):
        gold = self.sentence(("1-2", "Homs's", "_"), ("1", "Homs", "Name=B-place"), ("2", "'s", "_"), ("3", "fall", "_"))
        system = self.sentence(("1", "Homs", "Name=B-place"), ("2", "'s", "_"), ("3", "fall", "_"))
        gold_names, system_names, _ = self.compare(gold, system)
        self.assertEqual(gold_names, {("", 0, 4, "place")})
        self.assertEqual(gold_names, system_names)

    def test_other_words_below_a_multiword_token_stand_for_all_of_it(self):
        gold = self.sentence(("1-2", "zum", "_"), ("1", "zu", "_"), ("2", "dem", "Name=B-x"))
        self.assertEqual(self.compare(gold, gold)[0], {("", 0, 3, "x")})

    def test_a_name_does_not_pass_the_end_of_a_sentence(self):
        gold = self.sentence(("1", "Omar", "Name=B-person")) + self.sentence(("1", "Din", "Name=I-person"))
        self.assertEqual(self.compare(gold, gold)[0], {("", 0, 4, "person"), ("", 4, 7, "person")})

    def test_faults(self):
        with self.assertRaisesRegex(Wrong, "the texts differ at character 11"):
            self.compare(self.gold, self.gold.replace("Homs", "Hama").replace("Hama", "Idlib"))
        with self.assertRaisesRegex(Wrong, "system.conllu:1: expected O, B-type"):
            self.compare(self.gold, self.gold.replace("B-person", "person"))


class CommandLine(Case):
    def cli(self, *arguments):
        out, errors = io.StringIO(), io.StringIO()
        with mock.patch.object(sys, "argv", ["names_score.py", *arguments]), contextlib.redirect_stdout(out), contextlib.redirect_stderr(errors):
            status = names_score.main()
        return status, out.getvalue(), errors.getvalue()

    def test_table_and_json(self):
        gold, system = self.write("gold.txt", Bio.GOLD), self.write("system.txt", Bio.GOLD.replace("Bo\tB-person", "Bo\tB-party"))
        status, out, _ = self.cli("bio", gold, system, "--show", "5")
        self.assertEqual(status, 0)
        self.assertIn("all                    P  66.67  R  66.67  F1  66.67  right 2, gold 3, system 3\n", out)
        self.assertIn("\n  person               P 100.00  R  50.00  F1  66.67", out)
        self.assertIn("      1  person taken for party: Bo\n", out)
        figures = json.loads(self.cli("bio", gold, system, "--json")[1])
        self.assertEqual((figures["all"]["right"], sorted(figures["types"])), (2, ["party", "person"]))

    def test_faults_end_with_2(self):
        gold = self.write("gold.txt", Bio.GOLD)
        self.assertEqual(self.cli("bio", gold, str(self.folder / "none"))[0], 2)
        status, out, errors = self.cli("bio", gold, self.write("system.txt", "The\tO\n"))
        self.assertEqual((status, out, "names_score: the words differ" in errors), (2, "", True))


if __name__ == "__main__":
    unittest.main()
