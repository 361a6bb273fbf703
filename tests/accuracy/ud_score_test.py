#!/usr/bin/env python3
"""Hand-made cases for ud_score.py; every figure was worked out on paper from the rules of the CoNLL 2018 shared task."""
import contextlib
import io
import json
import pathlib
import sys
import tempfile
import unittest
from unittest import mock

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import ud_score  # noqa: E402

ALL = ["tokens", "sentences", "words", "UPOS", "XPOS", "UFeats", "AllTags", "lemmas", "UAS", "LAS", "CLAS"]

RAID = """# text = Rebels raided the town.
1 Rebels rebel NOUN NNS Number=Plur 2 nsubj
2 raided raid VERB VBD Tense=Past|VerbForm=Fin 0 root
3 the the DET DT Definite=Def|PronType=Art 4 det
4 town town NOUN NN Number=Sing 2 obj SpaceAfter=No
5 . . PUNCT . _ 2 punct
"""

# "didn't" is a multiword token here.
DENIAL = """1 Kyiv Kyiv PROPN NNP _ 4 nsubj
2-3 didn't
2 did do AUX VBD _ 4 aux
3 n't not PART RB _ 4 advmod
4 reply reply VERB VB _ 0 root
"""


def conllu(*sentences):
    """Sentences written with spaces, ID FORM LEMMA UPOS XPOS FEATS HEAD DEPREL [MISC], as CoNLL-U; '~' is a space in a form."""
    out = ""
    for sentence in sentences:
        for line in sentence.strip().split("\n"):
            if line.startswith("#"):
                out += line + "\n"
                continue
            c = line.split(" ")
            c += ["_"] * (9 - len(c))
            out += "\t".join([c[0], c[1].replace("~", " "), c[2].replace("~", " "), *c[3:8], "_", c[8]]) + "\n"
        out += "\n"
    return out


class Case(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def write(self, name, text):
        (self.folder / name).write_text(text, encoding="utf-8", newline="")
        return str(self.folder / name)

    def load(self, name, *sentences):
        return ud_score.load_conllu(self.write(name, conllu(*sentences)))

    def score(self, gold, system, subtypes=False):
        """Both are a sentence or a list of them."""
        texts = [self.load(name, *([side] if isinstance(side, str) else side)) for name, side in (("gold.conllu", gold), ("system.conllu", system))]
        self.absent = []
        figures, self.absent = ud_score.evaluate(*texts, subtypes)
        return figures

    def counts(self, figures, **expected):
        """Each figure as (right, gold, system)."""
        for name, numbers in expected.items():
            row = figures[name]
            self.assertEqual((row["right"], row["gold"], row["system"]), numbers, name)

    def wrong(self, *texts):
        with self.assertRaises(ud_score.Wrong) as caught:
            self.score(*texts)
        return str(caught.exception)

    def cli(self, *arguments):
        out, errors = io.StringIO(), io.StringIO()
        with mock.patch.object(sys, "argv", ["ud_score.py", *arguments]), contextlib.redirect_stdout(out), contextlib.redirect_stderr(errors):
            status = ud_score.main()
        return status, out.getvalue(), errors.getvalue()


class Trees(Case):
    def test_identical_files_are_all_right(self):
        figures = self.score(RAID, RAID)
        self.assertEqual(sorted(figures), sorted(ALL))
        for name, row in figures.items():
            self.assertEqual((row["P"], row["R"], row["F1"]), (1, 1, 1), name)
        self.counts(figures, words=(5, 5, 5), CLAS=(3, 3, 3))

    def test_wrong_head_costs_uas_las_and_clas(self):
        figures = self.score(RAID, RAID.replace("Sing 2 obj", "Sing 1 obj"))
        self.counts(figures, UAS=(4, 5, 5), LAS=(4, 5, 5), CLAS=(2, 3, 3), UPOS=(5, 5, 5))
        self.assertAlmostEqual(figures["LAS"]["aligned"], 0.8)

    def test_wrong_relation_leaves_uas(self):
        figures = self.score(RAID, RAID.replace("2 obj", "2 iobj"))
        self.counts(figures, UAS=(5, 5, 5), LAS=(4, 5, 5), CLAS=(2, 3, 3))

    def test_wrong_subtype_alone_costs_nothing(self):
        figures = self.score(RAID, RAID.replace("2 nsubj", "2 nsubj:pass"))
        self.counts(figures, LAS=(5, 5, 5), CLAS=(3, 3, 3))
        self.assertNotIn("LAS:sub", figures)

    def test_wrong_subtype_counts_where_asked(self):
        figures = self.score(RAID, RAID.replace("2 nsubj", "2 nsubj:pass"), subtypes=True)
        self.counts(figures, **{"LAS:sub": (4, 5, 5), "LAS": (5, 5, 5)})

    def test_functional_word_does_not_touch_clas(self):
        figures = self.score(RAID, RAID.replace("4 det", "2 det"))
        self.counts(figures, LAS=(4, 5, 5), CLAS=(3, 3, 3))

    def test_every_functional_relation_is_left_out_of_clas(self):
        sentence = "1 went go VERB _ _ 0 root\n"
        for index, relation in enumerate(("aux", "cop", "mark", "det", "clf", "case", "cc", "aux:pass", "det:predet", "cc:preconj", "punct"), 2):
            sentence += f"{index} w{index} w X _ _ 1 {relation}\n"
        self.counts(self.score(sentence, sentence), LAS=(12, 12, 12), CLAS=(1, 1, 1))

    def test_content_relations_are_in_clas_with_subtypes(self):
        sentence = "1 went go VERB _ _ 0 root\n"
        for index, relation in enumerate(("nsubj:pass", "obl:agent", "acl:relcl", "compound:prt", "advmod", "fixed", "goeswith", "dep"), 2):
            sentence += f"{index} w{index} w X _ _ 1 {relation}\n"
        self.counts(self.score(sentence, sentence), CLAS=(9, 9, 9))

    def test_clas_counts_each_side_by_its_own_relations(self):
        figures = self.score(RAID, RAID.replace("4 det", "4 amod"))
        self.counts(figures, CLAS=(3, 3, 4))
        figures = self.score(RAID, RAID.replace("2 obj", "2 case"))
        self.counts(figures, CLAS=(2, 3, 2))

    def test_punctuation_counts_in_las(self):
        figures = self.score(RAID, RAID.replace("2 punct", "4 punct"))
        self.counts(figures, UAS=(4, 5, 5), LAS=(4, 5, 5), CLAS=(3, 3, 3))

    def test_root_answers_only_to_root(self):
        system = RAID.replace("0 root", "4 root").replace("2 obj", "0 root")
        self.counts(self.score(RAID, system), UAS=(3, 5, 5), LAS=(3, 5, 5))

    def test_trees_without_heads_are_not_scored_but_named(self):
        bare = RAID.replace("2 nsubj", "_ _").replace("0 root", "_ _").replace("4 det", "_ _").replace("2 obj", "_ _").replace("2 punct", "_ _")
        figures = self.score(RAID, bare)
        self.assertNotIn("UAS", figures)
        self.assertEqual(self.absent, ["UAS", "LAS"])
        self.counts(figures, AllTags=(5, 5, 5))


class Tags(Case):
    def test_each_tag_has_its_figure(self):
        self.counts(self.score(RAID, RAID.replace("NOUN NN ", "PROPN NN ")), UPOS=(4, 5, 5), XPOS=(5, 5, 5), UFeats=(5, 5, 5), AllTags=(4, 5, 5))
        self.counts(self.score(RAID, RAID.replace("VBD", "VBN")), UPOS=(5, 5, 5), XPOS=(4, 5, 5), UFeats=(5, 5, 5), AllTags=(4, 5, 5))

    def test_features_out_of_order_are_the_same(self):
        self.counts(self.score(RAID, RAID.replace("Tense=Past|VerbForm=Fin", "VerbForm=Fin|Tense=Past")), UFeats=(5, 5, 5), AllTags=(5, 5, 5))

    def test_features_of_one_language_are_not_compared(self):
        self.counts(self.score(RAID, RAID.replace("Number=Plur", "Number=Plur|Style=Coll")), UFeats=(5, 5, 5))
        self.counts(self.score(RAID, RAID.replace("Number=Plur", "Number=Sing")), UFeats=(4, 5, 5), AllTags=(4, 5, 5))

    def test_lemma_left_open_by_gold_is_right(self):
        self.counts(self.score(RAID.replace("town town", "town _"), RAID.replace("town town", "town city")), lemmas=(5, 5, 5))

    def test_lemma_left_open_by_the_system_is_wrong(self):
        self.counts(self.score(RAID, RAID.replace("town town", "town _")), lemmas=(4, 5, 5))

    def test_lemma_in_other_case_is_wrong(self):
        self.counts(self.score(RAID, RAID.replace("town town", "town Town")), lemmas=(4, 5, 5))

    def test_column_never_given_is_named(self):
        system = RAID
        for tag in ("NNS", "VBD", "DT", "NN"):
            system = system.replace(f" {tag} ", " _ ")
        figures = self.score(RAID, system.replace("PUNCT .", "PUNCT _"))
        self.assertEqual(self.absent, ["XPOS", "AllTags"])
        self.assertNotIn("XPOS", figures)


class Words(Case):
    def test_word_split_in_two(self):
        gold = "1 cease-fire cease-fire NOUN _ _ 2 nsubj\n2 holds hold VERB _ _ 0 root\n"
        system = "1 cease cease VERB _ _ 3 nsubj\n2 -fire fire NOUN _ _ 1 obj\n3 holds hold VERB _ _ 0 root\n"
        figures = self.score(gold, system)
        self.counts(figures, tokens=(1, 2, 3), words=(1, 2, 3), UPOS=(1, 2, 3), LAS=(1, 2, 3), sentences=(1, 1, 1))
        self.assertAlmostEqual(figures["words"]["P"], 1 / 3)
        self.assertAlmostEqual(figures["words"]["R"], 1 / 2)
        self.assertAlmostEqual(figures["words"]["F1"], 2 / 5)
        self.assertEqual(figures["UPOS"]["aligned"], 1)

    def test_word_whose_head_has_no_answer_is_wrong(self):
        gold = "1 two two NUM _ _ 2 nummod\n2 air-raids air-raid NOUN _ _ 0 root\n"
        system = "1 two two NUM _ _ 3 nummod\n2 air- air NOUN _ _ 3 compound\n3 raids raid NOUN _ _ 0 root\n"
        self.counts(self.score(gold, system), words=(1, 2, 3), UAS=(0, 2, 3), LAS=(0, 2, 3), UPOS=(1, 2, 3))

    def test_words_joined(self):
        gold = "1 ten ten NUM _ _ 2 nummod\n2 % % SYM _ _ 0 root\n"
        self.counts(self.score(gold, "1 ten% ten% NUM _ _ 0 root\n"), tokens=(0, 2, 1), words=(0, 2, 1), UPOS=(0, 2, 1), sentences=(1, 1, 1))

    def test_white_space_in_a_form_is_not_counted(self):
        gold = "1 10~000 10000 NUM _ _ 0 root\n"
        self.counts(self.score(gold, gold.replace("~", "~\u2009~")), words=(1, 1, 1), lemmas=(1, 1, 1))
        self.counts(self.score(gold, "1 10000 10000 NUM _ _ 0 root\n"), tokens=(1, 1, 1), words=(1, 1, 1))

    def test_characters_beyond_ascii_are_one_place_each(self):
        gold = "1 \u201cR\u00e9fugi\u00e9s\u201d x X _ _ 2 dep\n2 \U0001f534 x SYM _ _ 3 dep\n3 \u0416\u0438\u0432 x X _ _ 0 root\n"
        system = ("1 \u201c x PUNCT _ _ 2 punct\n2 R\u00e9fugi\u00e9s x X _ _ 4 dep\n3 \u201d x PUNCT _ _ 2 punct\n"
                  "4 \U0001f534 x SYM _ _ 5 dep\n5 \u0416\u0438\u0432 x X _ _ 0 root\n")
        figures = self.score(gold, system)
        self.counts(figures, words=(2, 3, 5), LAS=(2, 3, 5))

    def test_empty_nodes_and_enhanced_columns_are_passed_over(self):
        with_empty = RAID.replace("3 the", "2.1 raided raid VERB _ _ _ _\n3 the")
        self.counts(self.score(with_empty, RAID), words=(5, 5, 5), LAS=(5, 5, 5))
        self.counts(self.score(RAID, with_empty), words=(5, 5, 5), LAS=(5, 5, 5))


class MultiwordTokens(Case):
    def test_same_words_without_the_multiword_token(self):
        plain = DENIAL.replace("2-3 didn't\n", "")
        figures = self.score(DENIAL, plain)
        self.counts(figures, tokens=(2, 3, 4), words=(4, 4, 4), LAS=(4, 4, 4))
        self.counts(self.score(plain, DENIAL), tokens=(2, 4, 3), words=(4, 4, 4), LAS=(4, 4, 4))

    def test_multiword_token_taken_as_one_word(self):
        system = "1 Kyiv Kyiv PROPN NNP _ 3 nsubj\n2 didn't do AUX VBD _ 3 aux\n3 reply reply VERB VB _ 0 root\n"
        self.counts(self.score(DENIAL, system), tokens=(3, 3, 3), words=(2, 4, 3), UPOS=(2, 4, 3), LAS=(2, 4, 3))

    def test_multiword_tokens_split_differently(self):
        gold = "1-3 wouldn'tve\n1 would would AUX _ _ 0 root\n2 n't not PART _ _ 1 advmod\n3 have have AUX _ _ 1 aux\n"
        system = "1-3 wouldn'tve\n1 would would AUX _ _ 0 root\n2 not not PART _ _ 1 advmod\n3 have have AUX _ _ 1 aux\n"
        self.counts(self.score(gold, system), tokens=(1, 1, 1), words=(2, 3, 3), lemmas=(2, 3, 3), LAS=(2, 3, 3))

    def test_words_need_not_be_the_letters_of_the_token(self):
        gold = "1-2 cannot\n1 can can AUX _ _ 0 root\n2 not not PART _ _ 1 advmod\n"
        self.counts(self.score(gold, gold.replace("2 not", "2 n't")), words=(1, 2, 2))
        german = "1-2 zum\n1 zu zu ADP _ _ 0 root\n2 dem der DET _ _ 1 det\n"
        self.counts(self.score(german, german), words=(2, 2, 2), LAS=(2, 2, 2))

    def test_case_is_no_matter_inside_multiword_tokens(self):
        self.counts(self.score(DENIAL, DENIAL.replace("2 did", "2 DID")), words=(4, 4, 4))

    def test_longest_common_subsequence_is_taken(self):
        head = "1-4 abab\n"
        gold = head + "1 a a X _ _ 0 root\n2 b b X _ _ 1 dep\n3 c c X _ _ 1 dep\n4 a a X _ _ 1 dep\n"
        system = head + "1 b b X _ _ 0 root\n2 c c X _ _ 1 dep\n3 a a X _ _ 1 dep\n4 d d X _ _ 1 dep\n"
        self.counts(self.score(gold, system), words=(3, 4, 4))
        self.counts(self.score(system, gold), words=(3, 4, 4))
        gold = head + "1 x x X _ _ 0 root\n2 y y X _ _ 1 dep\n3 a a X _ _ 1 dep\n4 b b X _ _ 1 dep\n"
        system = "1-3 abab\n1 a a X _ _ 0 root\n2 b b X _ _ 1 dep\n3 x x X _ _ 1 dep\n"  # "a b" is longer than "x"
        self.counts(self.score(gold, system), words=(2, 4, 3))

    def test_overlapping_multiword_tokens_are_one_region(self):
        # gold: [ab|cd] [ef], system: [ab] [cd|ef]: one region over all six characters
        gold = "1-2 abcd\n1 ab x X _ _ 0 root\n2 cd x X _ _ 1 dep\n3 ef x X _ _ 1 dep\n"
        system = "1 ab x X _ _ 0 root\n2-3 cdef\n2 cd x X _ _ 1 dep\n3 ef x X _ _ 1 dep\n"
        self.counts(self.score(gold, system), tokens=(0, 2, 2), words=(3, 3, 3), LAS=(3, 3, 3))

    def test_word_reaching_out_of_the_region_is_not_matched_by_form(self):
        # gold: [a|b] c, system: a bc; "bc" begins in gold's multiword token and ends beyond it
        gold = "1-2 ab\n1 a x X _ _ 0 root\n2 bc x X _ _ 1 dep\n3 c x X _ _ 1 dep\n"
        self.counts(self.score(gold, "1 a x X _ _ 0 root\n2 bc x X _ _ 1 dep\n"), words=(1, 3, 2))

    def test_word_reaching_into_the_region_is_not_matched_by_form(self):
        # gold: a [b|c], system: ab c; "ab" begins before gold's multiword token
        gold = "1 a x X _ _ 0 root\n2-3 bc\n2 ab x X _ _ 1 dep\n3 c x X _ _ 1 dep\n"
        self.counts(self.score(gold, "1 ab x X _ _ 0 root\n2 c x X _ _ 1 dep\n"), words=(1, 3, 2))

    def test_neighbouring_multiword_tokens_do_not_mix(self):
        # two tokens with the same parts in turn: a word of the first must not answer to one of the second
        gold = "1-2 xy\n1 p x X _ _ 0 root\n2 q x X _ _ 1 dep\n3-4 zw\n3 r x X _ _ 1 dep\n4 s x X _ _ 1 dep\n"
        system = "1-2 xy\n1 r x X _ _ 0 root\n2 s x X _ _ 1 dep\n3-4 zw\n3 p x X _ _ 1 dep\n4 q x X _ _ 1 dep\n"
        self.counts(self.score(gold, system), tokens=(2, 2, 2), words=(0, 4, 4))


class Sentences(Case):
    FIRST, SECOND = "1 Go go VERB _ _ 0 root\n2 . . PUNCT _ _ 1 punct\n", "1 Stay stay VERB _ _ 0 root\n2 . . PUNCT _ _ 1 punct\n"
    MERGED = "1 Go go VERB _ _ 0 root\n2 . . PUNCT _ _ 1 punct\n3 Stay stay VERB _ _ 1 parataxis\n4 . . PUNCT _ _ 3 punct\n"

    def test_merged_sentences(self):
        figures = self.score([self.FIRST, self.SECOND], self.MERGED)
        self.counts(figures, sentences=(0, 2, 1), words=(4, 4, 4), UAS=(3, 4, 4), LAS=(3, 4, 4))
        self.assertEqual(figures["sentences"]["F1"], 0)

    def test_split_sentence(self):
        self.counts(self.score(self.MERGED, [self.FIRST, self.SECOND]), sentences=(0, 1, 2), words=(4, 4, 4), LAS=(3, 4, 4))

    def test_one_of_three_borders_missed(self):
        third = "1 Run run VERB _ _ 0 root\n"
        figures = self.score([self.FIRST, self.SECOND, third], [self.MERGED, third])
        self.counts(figures, sentences=(1, 3, 2), LAS=(4, 5, 5))
        self.assertAlmostEqual(figures["sentences"]["F1"], 2 / 5)

    def test_heads_are_compared_across_the_file(self):
        # The same numbers in the second sentence are other words: no head may be taken for that of the first.
        figures = self.score([self.FIRST, "1 a a X _ _ 2 dep\n2 b b X _ _ 0 root\n"], [self.FIRST, "1 a a X _ _ 0 root\n2 b b X _ _ 1 dep\n"])
        self.counts(figures, UAS=(2, 4, 4))


class Faults(Case):
    def test_differing_text_says_where(self):
        said = self.wrong(RAID, RAID.replace("4 town", "4 city"))
        self.assertIn("differ at character 15", said)  # Rebels 6, raided 12, the 15
        self.assertIn("'town.' in", said)
        self.assertIn("gold.conllu:5", said)
        self.assertIn("'city.' in", said)

    def test_text_that_ends_early_says_where(self):
        said = self.wrong([RAID, Sentences.FIRST], RAID)
        self.assertIn("differ at character 20", said)
        self.assertIn("'Go.'", said)
        self.assertIn("gold.conllu:8", said)

    def test_form_of_white_space(self):
        self.assertIn("gold.conllu:2: expected a form", self.wrong("1 a a X _ _ 0 root\n2 ~ x X _ _ 1 dep\n", RAID))

    def test_columns(self):
        path = self.write("bad.conllu", conllu(RAID).replace("raid\t", "raid "))
        with self.assertRaisesRegex(ud_score.Wrong, "bad.conllu:3: expected 10 columns separated by tabs, found 9"):
            ud_score.load_conllu(path)

    def test_numbers_out_of_order(self):
        self.assertIn("expected word 2, found 3", self.wrong(RAID, RAID.replace("2 raided", "3 raided")))
        self.assertIn("expected a number as word", self.wrong(RAID, RAID.replace("2 raided", "x raided")))

    def test_multiword_tokens_that_cannot_be(self):
        self.assertIn("overlaps no other", self.wrong(DENIAL, DENIAL.replace("3 n't", "3-4 n'treply\n3 n't")))
        self.assertIn("ends at word 9", self.wrong(DENIAL, DENIAL.replace("2-3", "2-9")))

    def test_trees_that_are_none(self):
        self.assertIn("system.conllu:5: a second root", self.wrong(RAID, RAID.replace("2 obj", "0 root")))
        self.assertIn("in a circle", self.wrong(RAID, RAID.replace("0 root", "4 root")))
        self.assertIn("in a circle", self.wrong(RAID, RAID.replace("4 det", "3 det")))
        self.assertIn("head 6 of a sentence of 5 words", self.wrong(RAID, RAID.replace("2 obj", "6 obj")))
        self.assertIn("expected a head", self.wrong(RAID, RAID.replace("2 obj", "_ obj")))

    def test_bytes_that_are_not_utf8(self):
        path = self.folder / "latin.conllu"
        path.write_bytes(b"1\tcaf\xe9\n\n")
        with self.assertRaisesRegex(ud_score.Wrong, "latin.conllu: not UTF-8"):
            ud_score.load_conllu(str(path))


class Spans(Case):
    """Systems that give spans of the raw text."""

    def spans(self, gold, *rows):
        text = self.load("gold.conllu", *gold)
        path = self.write("system.jsonl", "".join(json.dumps(row) + "\n" for row in rows))
        figures, self.absent = ud_score.evaluate(text, ud_score.load_spans(path, text))
        return figures

    def test_words_tags_and_lemmas(self):
        figures = self.spans([RAID], {"sentence": [0, 23], "tokens": [[0, 6, "NOUN", "rebel"], [7, 13, "VERB", "raid"], [14, 17, "DET", "the"],
                                                                     [18, 22, "PROPN", "Town"], [22, 23, "PUNCT", "."]]})
        self.counts(figures, sentences=(1, 1, 1), words=(5, 5, 5), UPOS=(4, 5, 5), lemmas=(4, 5, 5))
        self.assertNotIn("tokens", figures)

    def test_words_of_multiword_tokens_answer_by_form(self):
        figures = self.spans([DENIAL], {"sentence": [0, 17], "tokens": [[0, 4], [5, 8], [8, 11], [12, 17]]})
        self.counts(figures, words=(4, 4, 4), sentences=(1, 1, 1))
        self.assertNotIn("UPOS", figures)

    def test_a_span_given_twice_is_right_once(self):
        figures = self.spans([RAID], {"sentence": [0, 23], "tokens": [[0, 6], [0, 6], [7, 13]]})
        self.counts(figures, words=(2, 5, 3))

    def test_zero_length_and_outside_spans_are_refused(self):
        for span in ([6, 6], [6, 7], [22, 24], [7, 6], [-1, 3]):
            with self.assertRaisesRegex(ud_score.Wrong, "system.jsonl:1: .* holds no character"):
                self.spans([RAID], {"sentence": [0, 23], "tokens": [span]})

    def test_other_shapes_are_refused(self):
        for row in ({"tokens": []}, {"sentence": [0], "tokens": []}, [1]):
            with self.assertRaisesRegex(ud_score.Wrong, "system.jsonl:1: expected"):
                self.spans([RAID], row)

    def test_raw_text(self):
        paragraphs = [RAID, "# newpar\n" + DENIAL.replace("didn't", "didn't _ _ _ _ _ _ SpaceAfter=No"), Sentences.FIRST]
        text = self.load("gold.conllu", *paragraphs)
        self.assertEqual(text.raw, "Rebels raided the town.\n\nKyiv didn'treply Go .")

    def test_text_comment_that_belongs_to_other_words(self):
        with self.assertRaisesRegex(ud_score.Wrong, "gold.conllu:5: the comment '# text' differs"):
            self.spans([RAID.replace("text = Rebels raided the town.", "text = Rebels raided the Town.")], {"sentence": [0, 23], "tokens": []})


class CommandLine(Case):
    def setUp(self):
        super().setUp()
        self.gold = self.write("gold.conllu", conllu(RAID))
        self.system = self.write("system.conllu", conllu(RAID.replace("2 obj", "2 iobj")))

    def test_table_and_json_say_the_same(self):
        status, out, _ = self.cli(self.gold, self.system)
        self.assertEqual(status, 0)
        self.assertIn("LAS        P  80.00  R  80.00  F1  80.00  aligned  80.00\n", out)
        self.assertEqual([line.split()[0] for line in out.splitlines()], ["tokens", "sentences"] + ALL[2:])
        row = json.loads(self.cli(self.gold, self.system, "--json")[1])
        self.assertEqual(list(row), ALL)
        self.assertEqual(row["LAS"], {"right": 4, "gold": 5, "system": 5, "P": 0.8, "R": 0.8, "F1": 0.8, "aligned": 0.8})

    def test_raw(self):
        self.assertEqual(self.cli(self.gold, "--raw"), (0, "Rebels raided the town.", ""))

    def test_gold_tokens_kept(self):
        status, out, _ = self.cli(self.gold, self.system, "--gold-tokens")
        self.assertEqual((status, "UAS        P 100.00" in out), (0, True))

    def test_gold_tokens_changed(self):
        system = self.write("joined.conllu", conllu(RAID.split("4 town")[0] + "4 town. town NOUN NN _ 2 obj\n"))
        status, _, errors = self.cli(self.gold, system, "--gold-tokens")
        self.assertEqual(status, 2)
        self.assertIn("the words differ, 'town' in", errors)
        second = "1 raided _ _ _ _ 0 root\n2 the _ _ _ _ 1 det\n3 town _ _ _ _ 1 obj\n4 . _ _ _ _ 1 punct\n"
        two = self.write("two.conllu", conllu("1 Rebels _ _ _ _ 0 root\n", second))
        status, _, errors = self.cli(self.gold, two, "--gold-tokens")
        self.assertEqual((status, "the sentences differ from" in errors), (2, True))

    def test_faults_end_with_2(self):
        status, out, errors = self.cli(self.gold, self.write("system.conllu", conllu(DENIAL)))
        self.assertEqual((status, out), (2, ""))
        self.assertIn("ud_score: the texts differ at character 0", errors)
        self.assertEqual(self.cli(self.gold, str(self.folder / "none"))[0], 2)
        self.assertEqual(self.cli(self.gold)[0], 2)

    def test_confusions(self):
        out = self.cli(self.gold, self.system, "--show", "3", "--kind", "deprel")[1]
        self.assertIn("  deprel     1  obj -> iobj: town\n", out)
        wrong_head = self.write("head.conllu", conllu(RAID.replace("2 obj", "1 obj")))
        self.assertIn("  head     1  obj -> another head: town\n", self.cli(self.gold, wrong_head, "--show", "3", "--kind", "head")[1])
        joined = self.write("joined.conllu", conllu(RAID.split("4 town")[0] + "4 town. town NOUN NN _ 2 obj\n"))
        self.assertIn("  word missed: Rebelsraidedthe [town] .\n", self.cli(self.gold, joined, "--show", "3")[1])


if __name__ == "__main__":
    unittest.main()
