#!/usr/bin/env python3
"""The bench against rivals: its reading and scoring of CoNLL-U on hand-made cases, what counts as a full analysis, and the text it gives to all programs."""
import json
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "bench" / "rivals"))
import conllu  # noqa: E402
import machine  # noqa: E402
import text  # noqa: E402


def sentence(*rows):
    """Rows are "id form upos xpos head deprel"; a multiword token has only id and form."""
    lines = []
    for row in rows:
        c = row.split() + ["_"] * (6 - len(row.split()))
        lines.append("\t".join((c[0], c[1], "_", c[2], c[3], "_", c[4], c[5], "_", "_")))
    return "\n".join(lines) + "\n\n"


def parsed(*sentences):
    return list(conllu.read("".join(sentences).splitlines(keepends=True)))


GOLD = parsed(sentence("1 Rebels NOUN NNS 2 nsubj:outer", "2 fled VERB VBD 0 root", "3 . PUNCT . 2 punct"),
              sentence("1-2 don't", "1 do AUX VBP 3 aux", "2 n't PART RB 3 advmod", "3 stay VERB VB 0 root"))


class Scores(unittest.TestCase):
    def check(self, system, **wanted):
        found = conllu.score(GOLD, parsed(*system))
        for name in conllu.METRICS:
            self.assertAlmostEqual(found[name], wanted.get(name, 100), places=2, msg=name)

    def test_same_is_all_right_and_subtypes_do_not_count(self):
        self.check([sentence("1 Rebels NOUN NNS 2 nsubj", "2 fled VERB VBD 0 root", "3 . PUNCT . 2 punct"),
                    sentence("1 do AUX VBP 3 aux", "2 n't PART RB 3 advmod", "3 stay VERB VB 0 root")])

    def test_a_wrong_label_costs_las_and_a_wrong_head_costs_both(self):
        self.check([sentence("1 Rebels NOUN NNS 2 obj", "2 fled VERB VBD 0 root", "3 . PUNCT . 1 punct"),
                    sentence("1 do AUX VBP 3 aux", "2 n't PART RB 3 advmod", "3 stay VERB VB 0 root")], UAS=100 * 5 / 6, LAS=100 * 4 / 6)

    def test_a_missed_split_costs_both_words_and_the_heads_that_hang_on_them(self):
        # Five words here, six there, four alike: F1 is 8/11. The first head is the whole word and so not gold's.
        self.check([sentence("1 Rebels NOUN NNS 2 nsubj", "2 fled VERB VBD 0 root", "3 . PUNCT . 2 punct"),
                    sentence("1 don't AUX VBP 2 aux", "2 stay VERB VB 0 root")],
                   words=100 * 8 / 11, UPOS=100 * 8 / 11, XPOS=100 * 8 / 11, UAS=100 * 8 / 11, LAS=100 * 8 / 11)

    def test_joined_sentences_cost_sentences_and_the_second_root(self):
        self.check([sentence("1 Rebels NOUN NNS 2 nsubj", "2 fled VERB VBD 0 root", "3 . PUNCT . 2 punct", "4 do AUX VBP 6 aux", "5 n't ADV RB 6 advmod",
                             "6 stay VERB VB 2 parataxis")], sentences=0, UPOS=100 * 5 / 6, UAS=100 * 5 / 6, LAS=100 * 5 / 6)

    def test_parts_that_are_not_the_letters_of_their_token_share_its_place(self):
        gold = parsed(sentence("1-2 gonna", "1 going VERB VBG 0 root", "2 to PART TO 1 mark", "3 it PRON PRP 1 obj"))
        same, other = conllu.score(gold, gold), conllu.score(gold, parsed(sentence("1 gonna VERB VBG 0 root", "2 it PRON PRP 1 obj")))
        self.assertEqual((same["words"], same["LAS"]), (100, 100))
        self.assertAlmostEqual(other["words"], 80, places=2)

    def test_changed_letters_are_no_score(self):
        with self.assertRaises(SystemExit):
            conllu.score(GOLD, parsed(sentence("1 Rebel NOUN NN 0 root")))

    def test_raw_text_has_paragraphs(self):
        some = [(["# newpar", "# text = One."], []), (["# text = Two."], []), (["# newdoc id = x", "# text = Three."], [])]
        self.assertEqual(conllu.raw_text(some), "One. Two.\n\nThree.\n")


class FullAnalysis(unittest.TestCase):
    def test_gold_has_no_faults(self):
        self.assertEqual(conllu.faults(GOLD), [])

    def test_what_is_missing_is_found(self):
        for row in ("2 fled _ VBD 0 root", "2 fled VERB _ 0 root", "2 fled VERB VBD 0 _", "2 fled VERB VBD 9 dep", "2 fled VERB VBD 2 dep",
                    "2 fled VERB VBD _ root"):
            self.assertTrue(conllu.faults(parsed(sentence("1 Rebels NOUN NNS 2 nsubj", row))), row)
        self.assertTrue(conllu.faults(parsed(sentence("1 Rebels NOUN NNS 0 root", "2 fled VERB VBD 0 root"))))


class Text(unittest.TestCase):
    def test_documents_are_whole_and_parted(self):
        with tempfile.TemporaryDirectory() as folder:
            source, out = pathlib.Path(folder) / "some.jsonl", pathlib.Path(folder) / "out.txt"
            source.write_text("".join(json.dumps({"text": t}) + "\n" for t in ("a b\n\n\n\nc", " ", "d e", "f")), encoding="utf8")
            about = text.write(source, out, 4)
            self.assertEqual(out.read_text(encoding="utf8"), "a b\n\nc\n\n\nd e\n")
            self.assertEqual((about["words"], about["documents"]), (5, 2))

    def test_sample_serves_without_corpora(self):
        with tempfile.TemporaryDirectory() as folder:
            about = text.write(None, pathlib.Path(folder) / "out.txt", 2000)
            self.assertGreaterEqual(about["words"], 2000)
            self.assertEqual(about["words"], len((pathlib.Path(folder) / "out.txt").read_text(encoding="utf8").split()))


class Machine(unittest.TestCase):
    def test_one_run_is_measured_and_a_failure_ends_all(self):
        run = machine.once([sys.executable, "-c", "b = bytearray(50_000_000); sum(range(300_000))"])
        self.assertGreater(run.peak_mb, 50)
        self.assertGreater(run.cpu, 0)
        with self.assertRaises(SystemExit):
            machine.once([sys.executable, "-c", "raise SystemExit(3)"])


if __name__ == "__main__":
    unittest.main()
