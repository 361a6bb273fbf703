#!/usr/bin/env python3
"""Trains the teacher of records on hand-coded reports, and labels raw news with it. See README.md.

  records.py train GOLD.jsonl... --encoder E --out WEIGHTS
  records.py label NAME=NEWS.jsonl... --encoder E --weights WEIGHTS... --skip GOLD.jsonl... --out SILVER.jsonl

NAME is the corpus of a file and stands before the ids of its reports. What is written: a report a line, {"id", "corpus", "text", "published", "records"}, the
records as flat rows of the codebook (train/books) with "p", that it is a record, "pt", that it is of its type, and "at", where each slot stands: [begin, end,
probability]. The probabilities are the mean of all WEIGHTS."""
import argparse
import gzip
import json
import sys
import time

import torch

from label import Skip
from model import MAX_PIECES, load_teacher, new_teacher
from record_data import Report, program_row, read_gold, row_of, windows
from record_model import RecordTeacher, find_records, vocabulary
from train import Trainer, add_training_options, smoked, task_of

TRAIN_WORDS, TRAIN_OVERLAP = 270, 40
LABEL_WORDS, LABEL_OVERLAP = 300, 150


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    commands = parser.add_subparsers(dest="what", required=True)
    training = commands.add_parser("train", help="on hand-coded reports")
    training.add_argument("gold", nargs="+", help=".jsonl: reports with text and records; train/books/join.py writes ours")
    add_training_options(training)
    training.set_defaults(frozen=0, epochs=5, budget=2800, rate=6e-5, head_rate=8e-4, layer_decay=0.92, warm_up=60)
    labelling = commands.add_parser("label", help="raw news")
    labelling.add_argument("inputs", nargs="+", help="NAME=FILE.jsonl, rows with id and text")
    labelling.add_argument("--encoder", required=True)
    labelling.add_argument("--weights", nargs="+", required=True)
    labelling.add_argument("--out", required=True, help=".jsonl or .jsonl.gz")
    labelling.add_argument("--skip", nargs="*", default=[], help=".jsonl: reports that share text with it are left out (what is measured on, and the gold)")
    labelling.add_argument("--floor", type=float, default=0.15, help="least probability of a record that is written")
    labelling.add_argument("--as-program", action="store_true", help="write what `dateline read --jsonl` would, to be measured like it")
    labelling.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    return smoked(options) if options.what == "train" else options


def cut(report, pieces, words, overlap, first=None):
    return windows(report, [len(pieces.of(word)) for word in report.words], MAX_PIECES - 2, words, overlap, first)


def train(options):
    """An epoch goes through the reports twice, cut at different places."""
    reports = read_gold(options.gold)[:6 if options.smoke else None]
    model, pieces = new_teacher(options.encoder, vocabulary(), options.layers, options.frozen, RecordTeacher)
    model.to(options.device)
    cuts = [w for first in (TRAIN_WORDS, TRAIN_WORDS // 2) for r in reports for w in cut(r, pieces, TRAIN_WORDS, TRAIN_OVERLAP, first)]
    trainer = Trainer(model, pieces, options)
    trainer.log(reports=len(reports), records=sum(len(r.records) for r in reports), words=sum(len(r.words) for r in reports))
    trainer.train([task_of(cuts, pieces, 1, lambda x, sentences, words: model.loss(x, sentences))], dict)


def news(inputs, skip):
    for name, _, path in (spec.partition("=") for spec in inputs):
        with open(path, encoding="utf-8") as file:
            for row in map(json.loads, file):
                if not skip.has(row["text"]):
                    yield Report(f"{name}/{row['id']}", row["text"], name, row.get("published"))


def as_silver(report, rows):
    published = {"published": report.published} if report.published else {}
    yield {"id": report.id, "corpus": report.corpus, **published, "text": report.text, "records": rows}


def as_program(report, rows):
    own = report.id.partition("/")[2]
    yield {"kind": "report", "id": own, "source_id": own}
    for row in rows:
        yield {**program_row(report, row), "report": own}


def groups(reports, words=100_000):
    """Reports together, so that batches are of like length."""
    group, count = [], 0
    for report in reports:
        group.append(report)
        count += len(report.words)
        if count >= words:
            yield group
            group, count = [], 0
    if group:
        yield group


def label_group(models, pieces, reports, floor):
    """Sets the records of reports."""
    cuts = [window for report in reports for window in cut(report, pieces, LABEL_WORDS, LABEL_OVERLAP)]
    for window, record in find_records(models, pieces, cuts, floor):
        window.report.records.append(record)
    for report in reports:
        report.records.sort(key=lambda record: (record.begin, record.end))


def label(options):
    loaded = [load_teacher(path, options.encoder, RecordTeacher) for path in options.weights]
    models, pieces = [model.to(options.device) for model, _, _ in loaded], loaded[0][1]
    layout, start, words, records = as_program if options.as_program else as_silver, time.time(), 0, 0
    opened = gzip.open(options.out, "wt", encoding="utf-8") if options.out.endswith(".gz") else open(options.out, "w", encoding="utf-8")
    with opened as file:
        for reports in groups(news(options.inputs, Skip(options.skip))):
            label_group(models, pieces, reports, options.floor)
            for report in reports:
                words, records = words + len(report.words), records + len(report.records)
                for row in layout(report, [row_of(report, record) for record in report.records]):
                    file.write(json.dumps(row, ensure_ascii=False) + "\n")
            print(f"{words} words, {records} records, {time.time() - start:.0f} seconds", file=sys.stderr, flush=True)


def main():
    options = arguments()
    torch.set_num_threads(options.threads)
    if options.what == "train":
        torch.manual_seed(options.seed)
        train(options)
    else:
        label(options)


if __name__ == "__main__":
    main()
