"""Runs a trained teacher over sentences: trees with how sure it is of them, and names."""
import dataclasses

import numpy as np
import torch

from data import spans_of_bio
from model import MAX_PIECES, make_batch
from trees import best_tree


def batches_by_length(sentences, pieces, budget):
    lengths = [pieces.length(s.words) for s in sentences]
    order = sorted(range(len(sentences)), key=lengths.__getitem__)
    batch, out = [], []
    for i in order:
        if batch and lengths[i] * (len(batch) + 1) > budget:
            out.append(batch)
            batch = []
        batch.append(i)
    return out + ([batch] if batch else [])


def too_long(sentence):
    return len(sentence.words) > MAX_PIECES


@torch.inference_mode()
def predict_trees(model, pieces, sentences, projective=False, budget=2500):
    """Sets upos, xpos, heads, deprels of each sentence; returns the geometric mean, over its words, of the probability of arc and label together."""
    model.eval()
    sure = [0.0] * len(sentences)
    for indices in batches_by_length(sentences, pieces, budget):
        part = [sentences[i] for i in indices]
        batch = make_batch(part, pieces, model.encoder.pad)
        with torch.autocast("cpu", torch.bfloat16):
            x = model.encode(batch)
            arcs = model.arcs(x, batch["words"]).log_softmax(-1).numpy()
            upos, xpos = model.upos(x).argmax(-1), model.xpos(x).argmax(-1)
        heads = torch.zeros(batch["words"].shape, dtype=torch.long)
        for row, sentence in enumerate(part):
            n = len(sentence.words)
            heads[row, :n + 1] = torch.from_numpy(np.asarray(best_tree(arcs[row, :n + 1, :n + 1], projective), dtype=np.int64))
        rows = batch["words"].clone()
        rows[:, 0] = False
        with torch.autocast("cpu", torch.bfloat16):
            scores = model.labels(x, rows, heads).log_softmax(-1)
        value, label = (torch.zeros(rows.shape, dtype=t.dtype).masked_scatter(rows, t) for t in scores.max(-1))
        for row, (i, sentence) in enumerate(zip(indices, part)):
            n = len(sentence.words)
            names = model.vocabularies
            sentence.heads = heads[row, 1:n + 1].tolist()
            sentence.deprels = [names["deprel"][k] for k in label[row, 1:n + 1].tolist()]
            sentence.upos = [names["upos"][k] for k in upos[row, 1:n + 1].tolist()]
            sentence.xpos = [names["xpos"][k] for k in xpos[row, 1:n + 1].tolist()]
            arc = sum(arcs[row, d, h] for d, h in enumerate(sentence.heads, 1))
            sure[i] = float(np.exp((arc + float(value[row, 1:n + 1].sum())) / n))
    return sure


def best_tags(scores, tags):
    """Viterbi over BIO: an I- follows only its own B- or I-."""
    allowed = np.array([[not t.startswith("I-") or s in ("B-" + t[2:], t) for t in tags] for s in tags])
    barrier = np.where(allowed, 0.0, -1e9)
    start = np.array([-1e9 if t.startswith("I-") else 0.0 for t in tags])
    best, back = scores[0] + start, []
    for row in scores[1:]:
        paths = best[:, None] + barrier
        back.append(paths.argmax(0))
        best = paths.max(0) + row
    path = [int(best.argmax())]
    for pointers in reversed(back):
        path.append(int(pointers[path[-1]]))
    return [tags[k] for k in reversed(path)]


@torch.inference_mode()
def predict_names(model, pieces, sentences, heads=None, budget=2500):
    """For each sentence, head -> BIO tags."""
    model.eval()
    heads = heads or list(model.vocabularies["names"])
    found = [{} for _ in sentences]
    for indices in batches_by_length(sentences, pieces, budget):
        part = [sentences[i] for i in indices]
        with torch.autocast("cpu", torch.bfloat16):
            x = model.encode(make_batch(part, pieces, model.encoder.pad))
            scores = {head: model.names[head](x).float().log_softmax(-1).numpy() for head in heads}
        for row, i in enumerate(indices):
            for head in heads:
                found[i][head] = best_tags(scores[head][row, 1:len(sentences[i].words) + 1], model.vocabularies["names"][head])
    return found


def strict_f1(pairs):
    """Of (gold spans, predicted spans) a sentence or document: precision, recall, F1 in percent."""
    right = sum(len(set(gold) & set(found)) for gold, found in pairs)
    gold, found = sum(len(set(g)) for g, _ in pairs), sum(len(set(f)) for _, f in pairs)
    precision, recall = right / max(found, 1), right / max(gold, 1)
    return 100 * precision, 100 * recall, 200 * right / max(gold + found, 1)


def score_crossner(model, pieces, sentences):
    found = predict_names(model, pieces, sentences, ["politics"])
    return strict_f1([(spans_of_bio(s.names["politics"]), spans_of_bio(f["politics"])) for s, f in zip(sentences, found)])


def score_re3d(model, pieces, documents):
    """By document, in code points: entities that the splitter cuts differently count as missed."""
    pairs = []
    for row, sentences in documents:
        found = predict_names(model, pieces, sentences, ["re3d"])
        gold = [(e["begin"], e["end"], e["type"]) for e in row["entities"]]
        spans = [(s.spans[b][0], s.spans[e - 1][1], kind) for s, f in zip(sentences, found) for b, e, kind in spans_of_bio(f["re3d"])]
        pairs.append((gold, spans))
    return strict_f1(pairs)


def score_trees(model, pieces, gold, projective=False, own_corpus=False):
    """Percent right on gold words: UPOS, XPOS, UAS, LAS (main relations, the CoNLL 2018 rule), LAS with subtypes."""

    copies = [dataclasses.replace(s, names={}, corpus=s.corpus if own_corpus else "any") for s in gold]
    predict_trees(model, pieces, copies, projective)
    total, right = 0, dict.fromkeys(("UPOS", "XPOS", "UAS", "LAS", "LAS full"), 0)
    main = lambda label: label.split(":")[0]
    for a, b in zip(gold, copies):
        for i in range(len(a.words)):
            total += 1
            head = a.heads[i] == b.heads[i]
            right["UPOS"] += a.upos[i] == b.upos[i]
            right["XPOS"] += a.xpos[i] == b.xpos[i]
            right["UAS"] += head
            right["LAS"] += head and main(a.deprels[i]) == main(b.deprels[i])
            right["LAS full"] += head and a.deprels[i] == b.deprels[i]
    return {name: 100 * value / max(total, 1) for name, value in right.items()}
