#!/usr/bin/env python3
"""Trains the parser (tags and trees), or the name tagger from a parser's weights. See README.md."""
import argparse
import collections
import json
import os
import random
import sys
import time

import torch

import data
from data import NAME_KEYS, augmented, read_crossner, read_re3d, shuffled_batches, treebank
from model import gold_tensors, load_teacher, make_batch, name_tensor, new_teacher, save_teacher
from predict import score_crossner, score_re3d, score_trees

MOST_WORDS = 120  # longer gold sentences are lists and tables: slow and of no use


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["trees", "names"])
    parser.add_argument("--corpora", default=data.default_corpora())
    parser.add_argument("--from", dest="start", help="weights to go on from: for names, the parser's or those of a tagger")
    parser.add_argument("--split-tool", help="the project's splitter; without it a simple rule splits re3d's text")
    parser.add_argument("--all-gold", action="store_true", help="train on dev too (for labelling, once everything is settled; scores then mean nothing)")
    add_training_options(parser)
    return smoked(parser.parse_args())


def add_training_options(parser):
    """What the training of every teacher takes."""
    parser.add_argument("--encoder", required=True, help="folder below which the encoder lies")
    parser.add_argument("--out", required=True, help="file for the weights")
    parser.add_argument("--layers", type=int, help="use only the lowest layers of the encoder")
    parser.add_argument("--frozen", type=int, default=2, help="lowest layers left as they are")
    parser.add_argument("--epochs", type=float, default=8)
    parser.add_argument("--minutes", type=float, help="end by then: the learning rate falls with time where that is further on than the epochs")
    parser.add_argument("--budget", type=int, default=1200, help="word pieces a batch")
    parser.add_argument("--rate", type=float, default=1e-4, help="of the encoder's top layer")
    parser.add_argument("--head-rate", type=float, default=1.5e-3)
    parser.add_argument("--layer-decay", type=float, default=0.9)
    parser.add_argument("--warm-up", type=int, default=200)
    parser.add_argument("--ema", type=float, default=0, help="decay a step of the average of the weights that is kept and measured; 0: none")
    parser.add_argument("--measure", type=int, default=1, help="every so many epochs, and at the end")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--smoke", action="store_true", help="a little gold, two layers, a minute: does it run?")


def smoked(options):
    if options.smoke:
        options.epochs, options.layers, options.frozen, options.warm_up = 6, options.layers or 2, 0, 5
    return options


def optimizer_of(model, options):
    """Lower layers change less; everything that is not the encoder has the head rate."""
    count = len(model.encoder.layers)
    groups = []
    for depth, layer in enumerate(model.encoder.layers[model.encoder.frozen:], model.encoder.frozen):
        groups.append((list(layer.parameters()), options.rate * options.layer_decay ** (count - 1 - depth)))
    inside = {id(p) for p in model.encoder.parameters()}
    groups.append(([p for p in model.parameters() if id(p) not in inside], options.head_rate))
    return torch.optim.AdamW([{"params": p, "lr": rate, "top": rate} for p, rate in groups], betas=(0.9, 0.98), weight_decay=0.01, fused=True)


class Average:
    """Exponential moving average of the trained weights, touched every few steps to save time."""
    EVERY = 5

    def __init__(self, model, decay):
        self.decay, self.steps = decay, 0
        self.model = model
        self.kept = {name: p.detach().clone() for name, p in model.named_parameters() if p.requires_grad} if decay else {}

    def step(self):
        self.steps += 1
        if self.kept and self.steps % self.EVERY == 0:
            decay = min(self.decay ** self.EVERY, self.steps / (self.steps + 50))
            for name, p in self.model.named_parameters():
                if name in self.kept:
                    self.kept[name].lerp_(p.detach(), 1 - decay)

    def swap(self):
        for name, p in self.model.named_parameters():
            if name in self.kept:
                own = p.detach().clone()
                p.data.copy_(self.kept[name])
                self.kept[name] = own


class Trainer:
    def __init__(self, model, pieces, options):
        self.model, self.pieces, self.options = model, pieces, options
        self.device = next(model.parameters()).device
        self.rng = random.Random(options.seed)
        self.optimizer = optimizer_of(model, options)
        self.average = Average(model, options.ema)
        self.start, self.step = time.time(), 0
        self.log_file = open(options.out + ".log", "a")

    def log(self, **what):
        line = json.dumps({"seconds": round(time.time() - self.start), "step": self.step,
                           **{k: round(v, 4) if isinstance(v, float) else v for k, v in what.items()}})
        for file in (sys.stdout, self.log_file):
            print(line, file=file, flush=True)

    def progress(self, epoch):
        late = (time.time() - self.start) / (60 * self.options.minutes) if self.options.minutes else 0
        return max(epoch / self.options.epochs, late)

    def train(self, tasks, measure):
        """`tasks`: for each, its sentences, how often an epoch goes through them, and the loss of a batch. `measure` gives scores to log."""
        epoch, losses = 0, collections.deque(maxlen=100)
        while self.progress(epoch) < 1:
            plan = [(task, batch) for task in tasks for _ in range(task["times"])
                    for batch in shuffled_batches(task["lengths"], self.options.budget, self.rng)]
            self.rng.shuffle(plan)
            for i, (task, indices) in enumerate(plan):
                progress = self.progress(epoch + i / len(plan))
                if progress >= 1:
                    break
                losses.append(self.one_step(task, indices, progress))
                if self.step % 100 == 0:
                    self.log(epoch=epoch + (i + 1) / len(plan), loss=sum(losses) / len(losses))
                if i == len(plan) // 2 and len(plan) > 200:
                    self.save(epoch + 0.5)
            epoch += 1
            done = self.progress(epoch) >= 1
            self.average.swap()
            if done:  # before measuring: the last weights are what counts
                self.save(epoch)
            scores = measure() if done or epoch % self.options.measure == 0 else {}
            self.log(epoch=epoch, progress=self.progress(epoch), **scores)
            self.average.swap()
            if not done:
                self.save(epoch)

    def one_step(self, task, indices, progress):
        self.model.train()
        sentences = [augmented(task["sentences"][i], self.rng) for i in indices]
        for k, sentence in enumerate(sentences):
            if self.rng.random() < 0.4 and sentence.corpus != "any":
                sentences[k] = data.dataclasses.replace(sentence, corpus="any")
        batch = {k: v.to(self.device) for k, v in make_batch(sentences, self.pieces, self.model.encoder.pad, self.rng).items()}
        with torch.autocast(self.device.type, torch.bfloat16):
            loss = task["loss"](self.model.encode(batch), sentences, batch["words"])
        loss.backward()
        torch.nn.utils.clip_grad_norm_([p for p in self.model.parameters() if p.grad is not None], 5.0)
        rate = min(1.0, (self.step + 1) / self.options.warm_up) * (1 - progress)
        for group in self.optimizer.param_groups:
            group["lr"] = group["top"] * rate
        self.optimizer.step()
        self.optimizer.zero_grad()
        self.step += 1
        self.average.step()
        return loss.item()

    def save(self, epoch):
        save_teacher(self.options.out + ".part", self.model, {"epoch": epoch, "what": self.options.what})
        os.replace(self.options.out + ".part", self.options.out)


def task_of(sentences, pieces, times, loss):
    return {"sentences": sentences, "lengths": [pieces.length(s.words) for s in sentences], "times": times, "loss": loss}


def sorted_labels(sentences, column):
    counts = collections.Counter(label for s in sentences for label in getattr(s, column))
    return [label for label, _ in counts.most_common()]


def train_trees(options):
    parts = ["train", "dev"] if options.all_gold else ["train"]
    gold = [s for part in parts for bank in treebank(options.corpora, part).values() for s in bank if len(s.words) <= MOST_WORDS]
    dev = treebank(options.corpora, "dev")
    if options.smoke:
        gold, dev = gold[:200], {name: bank[:50] for name, bank in dev.items()}
    vocabularies = {"upos": sorted_labels(gold, "upos"), "xpos": sorted_labels(gold, "xpos"), "deprel": sorted_labels(gold, "deprels"), "names": {}}
    if options.start:
        model, pieces, _ = load_teacher(options.start, options.encoder)
    else:
        model, pieces = new_teacher(options.encoder, vocabularies, options.layers, options.frozen)
    trainer = Trainer(model, pieces, options)
    trainer.log(sentences=len(gold), words=sum(len(s.words) for s in gold))
    loss = lambda x, sentences, words: model.tree_loss(x, gold_tensors(sentences, model.vocabularies), words)
    measure = lambda: {bank: {k: round(v, 2) for k, v in score_trees(model, pieces, dev[bank]).items()} for bank in dev}
    trainer.train([task_of(gold, pieces, 1, loss)], measure)


def name_tags(sentences, head):
    kinds = sorted({tag[2:] for s in sentences for tag in s.names[head] if tag != "O"})
    return ["O"] + [prefix + kind for kind in kinds for prefix in ("B-", "I-")]


def train_names(options):
    """Both schemes at once, a head each, from the parser's weights: there are only a few hundred sentences of either."""
    entities = lambda part: list(read_crossner(os.path.join(options.corpora, "entities", f"crossner-politics-{part}.txt")))
    documents = {part: list(read_re3d(os.path.join(options.corpora, "re3d", f"{part}.jsonl"), options.split_tool)) for part in ("train", "dev")}
    politics, dev = entities("train"), entities("dev")
    re3d = [s for _, sentences in documents["train"] for s in sentences]
    if options.all_gold:
        politics, re3d = politics + dev, re3d + [s for _, sentences in documents["dev"] for s in sentences]
    if options.smoke:
        politics, re3d, dev, documents["dev"] = politics[:100], re3d[:100], dev[:50], documents["dev"][:3]
    tags = {"politics": name_tags(politics, "politics"), "re3d": name_tags(re3d, "re3d")}
    assert list(tags) == list(NAME_KEYS)
    vocabularies = {"upos": ["X"], "xpos": ["X"], "deprel": ["dep"], "names": tags}
    model, pieces = new_teacher(options.encoder, vocabularies, options.layers, options.frozen)
    if options.start:
        saved = torch.load(options.start, map_location="cpu", weights_only=True)
        shared = ("encoder.", "cases.", "corpora.", "mix") + (("names.",) if saved["vocabularies"]["names"] == tags else ())
        kept = {k: v for k, v in saved["state"].items() if k.startswith(shared)}
        model.load_state_dict(kept, strict=False)
    loss_of = lambda head: lambda x, sentences, words: model.name_loss(x, name_tensor(sentences, tags[head], head), words, head)
    tasks = [task_of(politics, pieces, 1, loss_of("politics")), task_of(re3d, pieces, 1, loss_of("re3d"))]
    trainer = Trainer(model, pieces, options)
    trainer.log(sentences={"politics": len(politics), "re3d": len(re3d)})
    measure = lambda: {"politics": [round(v, 2) for v in score_crossner(model, pieces, dev)],
                       "re3d": [round(v, 2) for v in score_re3d(model, pieces, documents["dev"])]}
    trainer.train(tasks, measure)


def main():
    options = arguments()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    (train_trees if options.what == "trees" else train_names)(options)


if __name__ == "__main__":
    main()
