#!/usr/bin/env python3
"""Checks the teacher's parts that have right answers: tree decoders, BIO, CoNLL-U, word pieces, records. What needs numpy or torch is passed over
without it."""
import importlib.util
import io
import itertools
import json
import random
import tempfile

import data
import record_data
from data import Sentence
from record_data import KINDS, SLOTS, Labelled, Report

NEEDS = {"trees": ["numpy"], "viterbi": ["numpy", "torch", "tokenizers", "safetensors"], "pieces": ["numpy", "torch", "tokenizers", "safetensors"],
         "buckets": ["torch", "safetensors"], "tagging": ["numpy", "torch", "tokenizers", "safetensors"]}
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


def made_pieces(words):
    """Word pieces of a tokenizer that knows a few words."""
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

    from model import Pieces
    vocabulary = {p: i for i, p in enumerate(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *words])}
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer, tokenizer.pre_tokenizer = normalizers.BertNormalizer(), pre_tokenizers.BertPreTokenizer()
    with tempfile.TemporaryDirectory() as folder:
        tokenizer.save(folder + "/tokenizer.json")
        return Pieces(folder)


def check_pieces():
    """Each word's places in the batch point at its own pieces."""
    from model import make_batch
    pieces = made_pieces(["shell", "##ing", "##ed", "in", "ho", "##ms", "."])
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


RAID = "Gunmen of the al-Noor Brigade killed twenty-six villagers and two police in Zarqa on Friday, the governor's office said. 21,000 fled."
RAID_ROW = {"n": 1, "kind": "event", "type": "ASSAULT", "trigger": "killed", "actor": ["Gunmen of the al-Noor Brigade"], "recipient": ["villagers", "police"],
            "place": "Zarqa", "time": "on Friday", "killed": [28, 28, 28], "source": "the governor's office", "quoted": "indirect", "begin": 30, "end": 36,
            "sentence": [0, 120]}
FLED_ROW = {"n": 2, "kind": "movement", "type": "fled", "trigger": "fled", "count": [18900, 21000, 23100], "begin": 128, "end": 132, "sentence": [121, 133]}


def check_records_words_and_numbers():
    words = Report("", "Thirty-six U.S. workers' vans, 2.5 million dollars, 1,234 of Syria’s 40,000; few.").words
    assert words == ["Thirty-six", "U.S", ".", "workers", "'", "vans", ",", "2.5", "million", "dollars", ",", "1,234", "of", "Syria", "’s", "40,000", ";", "few", "."]
    values = [record_data.number(words, i) for i in range(len(words))]
    assert [v for v in values if v is not None] == [36, 2500000, 1234, 40000, 4], values


def check_records_places_of_slots():
    report = Report("raid", RAID)
    record = record_data.labelled(report, RAID_ROW)
    named = {(report.quote(b, e), SLOTS[slot]) for b, e, slot in record.slots}
    assert report.quote(record.begin, record.end) == "killed" and KINDS[record.kind] == ("event", "ASSAULT")
    assert named == {("Gunmen of the al-Noor Brigade", "actor"), ("villagers", "recipient"), ("police", "recipient"), ("Zarqa", "place"), ("on Friday", "time"),
                     ("the governor's office", "source")}  # no word says 28
    fled = record_data.labelled(report, FLED_ROW)
    assert [(report.quote(b, e), SLOTS[slot]) for b, e, slot in fled.slots] == [("21,000", "count")]
    report.text = "Homs was shelled. Troops left Homs. Homs is quiet."
    assert record_data.string_place(Report("", report.text), {"begin": 25, "end": 29, "sentence": [18, 35]}, "Homs") == (6, 7)


def check_records_rows():
    report = Report("raid", RAID)
    for coded in (RAID_ROW, FLED_ROW):
        record = record_data.labelled(report, coded)
        record.slots = [(*slot, 0.9) for slot in record.slots]
        row = record_data.row_of(report, record)
        wanted = {**coded, "count": [21000] * 3 if "count" in coded else None, "killed": None}  # of a number only the best value has a place
        assert all(row.get(key) == value for key, value in wanted.items() if key not in ("n", "sentence")), row
        assert all(report.text[b:e] in row[slot] or slot == "count" for slot, places in row["at"].items() for b, e, _ in places)
    written = record_data.program_row(report, row)
    assert written["manner"] == "fled" and written["count"] == {"low": 21000, "best": 21000, "high": 21000}


def check_records_windows():
    """No window is too long, every word has one window that decides on it, and a record is in the windows that hold its trigger."""
    rng = random.Random(8)
    for total, most, overlap, limit in ((1, 300, 150, 498), (299, 300, 150, 498), (1000, 300, 150, 498), (700, 270, 40, 498)):
        report = Report("", "w " * total)
        report.records = [Labelled(i, min(i + 2, total), 0, [(i, i + 1, 3)]) for i in range(0, total, 50)]
        lengths = [rng.choice((1, 1, 2, 6)) for _ in range(total)]
        cuts = record_data.windows(report, lengths, limit, most, overlap, rng.choice((None, most // 2)))
        assert [i for w in cuts for i in w.own] == list(range(total))
        for w in cuts:
            assert len(w.words) <= most and sum(lengths[w.first:w.first + len(w.words)]) <= limit
            assert w.first <= w.own.start and w.own.stop <= w.first + len(w.words)
            assert [r.begin + w.first for r in w.records] == [r.begin for r in report.records if w.first <= r.begin and r.end <= w.first + len(w.words)]
            assert all(b + w.first == r.begin + w.first for r in w.records for b, _, _ in r.slots)


def check_tagging_decoded():
    from record_model import slots_of, triggers_of
    tags = np.zeros((5, 1 + 2 * len(KINDS)))
    tags[:, 0] = 1
    for word, kind, inside, p in ((1, 3, 0, 0.8), (2, 3, 1, 0.7), (4, 5, 0, 0.3)):
        tags[word, [0, 1 + 2 * kind + inside]] = 1 - p, p
    found = [(r.begin, r.end, r.kind, round(r.sure, 3), r.kind_sure) for r in triggers_of(tags, 0.15)]
    assert found == [(1, 3, 3, 0.8, 1.0), (4, 5, 5, 0.3, 1.0)], found
    assert [r.kind for r in triggers_of(tags, 0.5)] == [3]
    tags = np.zeros((4, 1 + 2 * len(SLOTS)))
    tags[:, 0] = [1, 0.1, 0.2, 1]
    tags[1, 1 + 2 * 6], tags[2, 2 + 2 * 6] = 0.9, 0.8
    assert list(slots_of(tags)) == [(1, 3, 6, 0.9)]


def check_tagging_learns():
    """A tiny teacher learns one report by heart and finds its records again."""
    import torch

    from encoder import Encoder
    from model import make_batch
    from record_model import RecordTeacher, find_records, vocabulary
    torch.manual_seed(1)
    report = Report("raid", RAID)
    report.records = [record_data.labelled(report, row) for row in (RAID_ROW, FLED_ROW)]
    pieces = made_pieces(sorted({word.lower() for word in report.words}))
    config = {"model_type": "mpnet", "hidden_size": 32, "num_attention_heads": 2, "intermediate_size": 64, "num_hidden_layers": 2, "layer_norm_eps": 1e-5,
              "pad_token_id": 0, "vocab_size": 60, "max_position_embeddings": 100, "relative_attention_num_buckets": 32}
    model = RecordTeacher(Encoder(config), vocabulary(), dropout=0.0)
    window, = record_data.windows(report, [1] * len(report.words), 90, 80, 10)
    batch = make_batch([window], pieces, 0)
    optimizer = torch.optim.Adam([p for p in model.parameters() if p.requires_grad], 3e-3)
    for _ in range(150):
        optimizer.zero_grad()
        model.loss(model.encode(batch), [window]).backward()
        optimizer.step()
    found = [record for _, record in find_records([model, model], pieces, [window], 0.5)]
    assert [(r.begin, r.end, r.kind, r.stance) for r in found] == [(r.begin, r.end, r.kind, r.stance) for r in report.records]
    assert [sorted(slot[:3] for slot in r.slots) for r in found] == [sorted(r.slots) for r in report.records]


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
