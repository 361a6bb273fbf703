#!/usr/bin/env python3
"""Checks the teacher's parts that have right answers: tree decoders, BIO, CoNLL-U, word pieces. What needs numpy or torch is passed over without it."""
import importlib.util
import io
import itertools
import json
import random
import tempfile

import data
from data import Sentence

NEEDS = {"trees": ["numpy"], "viterbi": ["numpy", "torch", "tokenizers", "safetensors"], "pieces": ["numpy", "torch", "tokenizers", "safetensors"],
         "buckets": ["torch", "safetensors"]}
if importlib.util.find_spec("numpy"):
    import numpy as np

    from trees import arborescence, best_tree, eisner, is_projective, is_tree


def total(scores, heads):
    return sum(scores[d, h] for d, h in enumerate(heads) if d)


def every_tree(n):
    for heads in itertools.product(range(n + 1), repeat=n):
        if is_tree([0, *heads]):
            yield [0, *heads]


def check_trees_best_of_all():
    rng = np.random.default_rng(3)
    for n in (1, 2, 3, 4, 5):
        candidates = list(every_tree(n))
        assert len(candidates) == {1: 1, 2: 2, 3: 9, 4: 64, 5: 625}[n]
        projective = [t for t in candidates if is_projective(t)]
        for _ in range(25):
            scores = rng.normal(size=(n + 1, n + 1))
            for found, among in [(arborescence(scores), candidates), (eisner(scores), projective),
                                 (best_tree(scores), candidates), (best_tree(scores, True), projective)]:
                assert is_tree(list(found)), found
                assert abs(total(scores, found) - max(total(scores, t) for t in among)) < 1e-9, (scores, found)


def check_trees_of_long_sentences():
    rng = np.random.default_rng(4)
    for n in (30, 80):
        scores = rng.normal(size=(n + 1, n + 1)).astype(np.float32)
        assert is_tree(list(arborescence(scores)))
        heads = list(eisner(scores))
        assert is_tree(heads) and is_projective(heads)
        assert total(scores, arborescence(scores)) >= total(scores, heads) - 1e-4


def check_trees_known_as_such():
    assert is_tree([0, 2, 0, 2]) and not is_tree([0, 0, 0]) and not is_tree([0, 2, 1]) and not is_tree([0, 0, 3, 2])
    assert is_projective([0, 2, 0, 2]) and not is_projective([0, 3, 4, 0, 3])


def check_bio():
    text = "The U.N. met Ban Ki-moon in Iraq."
    words = [(0, 3), (4, 8), (9, 12), (13, 16), (17, 19), (19, 20), (20, 24), (25, 27), (28, 32), (32, 33)]
    tags = data.bio_of_spans(words, [(4, 8, "Organisation"), (13, 24, "Person"), (28, 32, "Location")])
    assert tags == ["O", "B-Organisation", "O", "B-Person", "I-Person", "I-Person", "I-Person", "O", "B-Location", "O"]
    assert data.spans_of_bio(tags) == [(1, 2, "Organisation"), (3, 7, "Person"), (8, 9, "Location")]
    assert [text[words[b][0]:words[e - 1][1]] for b, e, _ in data.spans_of_bio(tags)] == ["U.N.", "Ban Ki-moon", "Iraq"]
    assert data.spans_of_bio(["B-a", "B-a", "I-b", "I-b", "O", "I-a"]) == [(0, 1, "a"), (1, 2, "a"), (2, 4, "b"), (5, 6, "a")]


def check_re3d_by_document():
    row = {"text": "Forces left Homs. The army of Syria stayed.",
           "entities": [{"begin": 12, "end": 16, "type": "Location"}, {"begin": 18, "end": 35, "type": "Organisation"}]}
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
        file.write(json.dumps(row) + "\n")
        file.flush()
        (_, sentences), = data.read_re3d(file.name)
    assert [s.words for s in sentences] == [["Forces", "left", "Homs", "."], ["The", "army", "of", "Syria", "stayed", "."]]
    assert sentences[1].names["re3d"] == ["B-Organisation"] + ["I-Organisation"] * 3 + ["O", "O"]


def check_splitting_many_texts():
    texts = ["One. Two", "", "Three words here."]
    split = list(data.split_texts(texts, batch=2))
    assert [[texts[i][b:e] for b, e in s] for i, document in enumerate(split) for s in document] == [["One", "."], ["Two"], ["Three", "words", "here", "."]]


CONLLU = """# newdoc id = a
1-2	don't	_	_	_	_	_	_	_	SpaceAfter=No
1	do	do	AUX	VBP	_	3	aux	_	_
2	n't	not	PART	RB	_	3	advmod	_	_
3	go	go	VERB	VB	_	0	root	_	Politics=B-person
3.1	gone	go	VERB	VB	_	_	_	_	_
4	.	.	PUNCT	.	_	3	punct	_	SpaceAfter=No|Politics=I-person|Re3d=B-Weapon

"""


def check_conllu():
    with tempfile.NamedTemporaryFile("w", suffix=".conllu") as file:
        file.write(CONLLU)
        file.flush()
        sentence, = data.read_conllu(file.name)
    assert sentence.words == ["do", "n't", "go", "."] and sentence.heads == [3, 3, 0, 3]
    assert sentence.space_after == [False, False, True, False]
    assert sentence.names == {"politics": ["O", "O", "B-person", "I-person"], "re3d": ["O", "O", "O", "B-Weapon"]}
    out = io.StringIO()
    data.write_conllu(out, sentence)
    assert out.getvalue().splitlines()[4] == "4\t.\t_\tPUNCT\t.\t_\t3\tpunct\t_\tSpaceAfter=No|Politics=I-person|Re3d=B-Weapon"
    assert out.getvalue().splitlines()[1] == "1\tdo\t_\tAUX\tVBP\t_\t3\taux\t_\tSpaceAfter=No" and out.getvalue().endswith("\n\n")


def check_augmenting_keeps_the_tree():
    sentence = Sentence(["He", "said", '"', "it", "'s", "on", '"', "."], ["X"] * 8, ["PRP", "VBD", "``", "PRP", "VBZ", "RB", "''", "."],
                        [2, 0, 6, 6, 6, 2, 6, 2], ["dep"] * 8, names={"re3d": ["O"] * 8})
    rng, seen = random.Random(1), set()
    for _ in range(400):
        other = data.augmented(sentence, rng)
        assert len(other.words) == len(other.heads) == len(other.xpos) == len(other.names["re3d"]) and max(other.heads) <= len(other.words)
        seen.add(" ".join(other.words))
    assert {"HE SAID \" IT 'S ON \" .", "He said “ it ’s on ” .", "He said \" it 's on \""} <= seen
    assert sentence.words[2] == '"' and len(sentence.words) == 8


def check_batches():
    lengths = [random.Random(2).randint(1, 60) for _ in range(300)]
    batches = data.shuffled_batches(lengths, 200, random.Random(5))
    assert sorted(i for batch in batches for i in batch) == list(range(300))
    assert all(len(b) == 1 or max(lengths[i] for i in b) * len(b) <= 200 for b in batches)


def check_viterbi():
    from predict import best_tags
    tags = ["O", "B-a", "I-a", "B-b", "I-b"]
    scores = np.log(np.array([[.1, .5, .1, .1, .2], [.05, .05, .2, .1, .6], [.9, .02, .04, .02, .02]]))
    assert best_tags(scores, tags) == ["B-a", "I-a", "O"]  # the best tag of the second word may not follow
    assert best_tags(scores[:1], tags) == ["B-a"]


def check_pieces():
    """Each word's places in the batch point at its own pieces, with a tokenizer of a few words made here."""
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

    from model import Pieces, make_batch
    vocabulary = {p: i for i, p in enumerate(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "shell", "##ing", "##ed", "in", "ho", "##ms", "."])}
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer, tokenizer.pre_tokenizer = normalizers.BertNormalizer(), pre_tokenizers.BertPreTokenizer()
    with tempfile.TemporaryDirectory() as folder:
        tokenizer.save(folder + "/tokenizer.json")
        pieces = Pieces(folder)
    batch = make_batch([Sentence(["Shelling", "in", "HOMS", "."]), Sentence(["☃"])], pieces, 0)
    assert batch["pieces"].tolist() == [[2, 5, 6, 8, 9, 10, 11, 3], [2, 1, 3, 0, 0, 0, 0, 0]]
    assert batch["first"].tolist() == [[0, 1, 3, 4, 6], [0, 1, 0, 0, 0]] and batch["last"].tolist() == [[0, 2, 3, 5, 6], [0, 1, 0, 0, 0]]
    assert batch["cases"].tolist()[0] == [0, 7, 7, 4, 5, 5, 1, 0] and batch["mask"].sum(1).tolist() == [8, 3]
    hidden = make_batch([Sentence(["Shelling", "in"])], pieces, 0, random.Random(1), hidden=1.0)
    assert hidden["pieces"].tolist() == [[2, 4, 4, 3]] and hidden["last"].tolist() == [[0, 1, 2]]


def check_buckets_of_distance():
    from encoder import relative_buckets
    table = relative_buckets(300)
    assert table[5, 5] == 0 and table[5, 4] == 1 and table[5, 6] == 17 and table[0, 299] == 31 and table[299, 0] == 15
    assert table.max() == 31 and bool((table[10, 10:100].diff() >= 0)[1:].all())


def main():
    passed = skipped = 0
    for name, check in list(globals().items()):
        if not name.startswith("check_"):
            continue
        missing = [module for module in NEEDS.get(name.split("_")[1], []) if not importlib.util.find_spec(module)]
        if missing:
            skipped += 1
            print(f"{name[6:]}: passed over for want of {', '.join(missing)}")
            continue
        check()
        passed += 1
    print(f"{passed} passed, 0 failed, {skipped} skipped")


if __name__ == "__main__":
    main()
