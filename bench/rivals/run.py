#!/usr/bin/env python3
"""Runs Dateline, spaCy and UDPipe in turn on the same text, one thread each on one core, and prints a Markdown table.

  run.py --dateline PATH                       speed, start-up and memory
  run.py --dateline PATH --accuracy            also the accuracy on the dev parts of the treebanks
  run.py --only spacy,udpipe --rounds 1        some programs only

Before anything is timed, every program analyses one page and the answer is looked through: words without a tag, sentences without a tree end the run.
"""
import argparse
import json
import os
import pathlib
import statistics
import sys
import tempfile
import time

import accuracy
import machine
import programs
import text

ROOT = pathlib.Path(__file__).resolve().parents[2]
CORPORA = pathlib.Path(os.environ.get("DATELINE_CORPORA") or ROOT.parent / "shared" / "corpora")
ONE_SENTENCE = "Two bombs killed nine people in Aleppo on Monday, a doctor said.\n"


def measure(some, path, tiny, rounds, core):
    """Runs of every program by name, [(text run, start-up run), ...]; each round begins with another program."""
    runs = {p.name: [] for p in some}
    for turn in range(rounds):
        first = turn % len(some)
        for program in some[first:] + some[:first]:
            start = [machine.once(program.command(tiny), core) for _ in range(3)]
            runs[program.name].append((machine.once(program.command(path), core), machine.Run(*map(statistics.median, zip(*start)))))
            print(f"round {turn + 1}, {program.name}: {runs[program.name][-1][0].seconds:.2f} s", file=sys.stderr, flush=True)
    return runs


def figures(runs, words):
    """Speeds without the time to start, which would weigh on the slow starters the more the shorter the text."""
    per_cpu = [words / max(1e-3, whole.cpu - start.cpu) for whole, start in runs]
    per_second = [words / max(1e-3, whole.seconds - start.seconds) for whole, start in runs]
    return {"words/s": round(statistics.median(per_second)), "words/s of CPU": round(statistics.median(per_cpu)),
            "each round, of CPU": [round(x) for x in per_cpu], "start-up ms": round(1000 * statistics.median(s.seconds for _, s in runs), 1),
            "peak MB": round(max(w.peak_mb for w, _ in runs), 1), "peak MB, one sentence": round(max(s.peak_mb for _, s in runs), 1)}


def add_ratios(rows, base):
    """How many times faster the first program is, by CPU time round for round: the median, and the lowest and highest."""
    for row in rows.values():
        times = [ours / theirs for ours, theirs in zip(rows[base]["each round, of CPU"], row["each round, of CPU"])]
        row[f"{base} is faster by"] = [round(x, 2) for x in (statistics.median(times), min(times), max(times))]


def cell(value):
    if isinstance(value, list):
        return f"{value[0]:,g} ({value[1]:,g}-{value[2]:,g})"
    return f"{value:,}" if isinstance(value, (int, float)) else value


def table(rows, columns):
    lines = ["| | " + " | ".join(columns) + " |", "|---" * (len(columns) + 1) + "|"]
    lines += [f"| {name} | " + " | ".join(cell(row.get(c, "-")) for c in columns) + " |" for name, row in rows.items()]
    return "\n".join(lines)


def speed_table(result, some):
    base = some[0].name
    rows = {f"{p.name}: {p.does}": result["speed"][p.name] for p in some}
    return table(rows, ["words/s", "words/s of CPU", f"{base} is faster by", "start-up ms", "peak MB"])


def accuracy_tables(result):
    return "\n\n".join(f"{name}\n\n{table(rows, accuracy.columns(rows))}" for name, rows in result["accuracy"].items())


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dateline", type=os.path.abspath, help="the dateline program")
    parser.add_argument("--only", help=f"of {', '.join(programs.NAMES)}; those of the default are {', '.join(programs.DEFAULT)}")
    parser.add_argument("--text", type=pathlib.Path,
                        help="JSON lines with a `text` field, or plain text; by default Wikinews of the corpora, or else reports made up from sample/")
    parser.add_argument("--words", type=int, default=100_000, help="how much of the text")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--core", type=int, default=max(os.sched_getaffinity(0)))
    parser.add_argument("--venv", type=os.path.abspath, default=ROOT / "build" / "rivals" / "venv", help="what setup.sh made")
    parser.add_argument("--udpipe-model", type=os.path.abspath, default=ROOT / "build" / "rivals" / "udpipe-en.model", help="what train_udpipe.py made")
    parser.add_argument("--accuracy", nargs="?", const=CORPORA / "ud", type=pathlib.Path, metavar="FOLDER", help="with ewt-dev.conllu and gum-dev.conllu")
    parser.add_argument("--no-speed", action="store_true", help="accuracy only")
    parser.add_argument("--show", action="store_true", help="print a sentence as each program sees it")
    parser.add_argument("--json", help="also write all figures to this file")
    return parser.parse_args()


def report(result, some):
    about = result["text"]
    print(f"{result['date']}, {result['cpu']}, one of {result['cores']} cores, load {result['load before']} before and {result['load after']} after; "
          f"{about['words']:,} words of {about['source']}; medians of {result['rounds']} rounds\n")
    for name, version in result["versions"].items():
        print(f"- {name}: {version}")
    if "speed" in result:
        print("\n" + speed_table(result, some))
    if "accuracy" in result:
        print("\n" + accuracy_tables(result))


def run(args, some, folder):
    path, tiny = folder / "text.txt", folder / "tiny.txt"
    about = text.write(args.text or text.default(CORPORA), path, args.words)
    tiny.write_text(ONE_SENTENCE, encoding="utf8")
    accuracy.look_through(some, path, folder, args.show)
    result = {"date": time.strftime("%Y-%m-%d"), "cpu": machine.cpu_model(), "cores": os.cpu_count(), "load before": round(os.getloadavg()[0], 2),
              "core": args.core, "versions": {p.name: p.version() for p in some}, "text": about, "rounds": args.rounds}
    if not args.no_speed:
        runs = measure(some, path, tiny, args.rounds, args.core)
        result["speed"] = {p.name: figures(runs[p.name], about["words"]) for p in some}
        add_ratios(result["speed"], some[0].name)
    result["load after"] = round(os.getloadavg()[0], 2)
    if args.accuracy:
        result["accuracy"] = accuracy.measure(some, args.accuracy, folder)
    return result


def main():
    args = arguments()
    some = programs.chosen(args)
    with tempfile.TemporaryDirectory(prefix="dateline-rivals-") as scratch:
        result = run(args, some, pathlib.Path(scratch))
    report(result, some)
    if args.json:
        pathlib.Path(args.json).write_text(json.dumps(result, indent=1) + "\n", encoding="utf8")


if __name__ == "__main__":
    main()
