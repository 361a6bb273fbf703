#!/usr/bin/env python3
"""Times a program that analyses text: words a second on one core, peak memory, start-up, and two threads over one.

  speed_parse.py PROGRAM TEXT... [--arguments "parse {file} --threads {threads}"] [--words 2000000] [--runs 5] [--json]

TEXT is .txt, or .jsonl with the text of an article in "text", .gz or not, or a folder of them. All texts together, repeated until they hold enough words (as
wc -w counts them), are one file ({file}; --form jsonl writes an article a line instead); what the program writes goes to /dev/null. Each run is pinned to the
core, the run with two threads to two; the runs take turns, so that a busy moment of the machine hits both. Words a second are those of the median run, start-up
included; "CPU time" counts only the time that the program had the core, a fairer figure on a busy machine. Peak memory is read from /proc during a run of its
own. Start-up is the median of many runs over a file of one sentence; what it costs to start any program at all is given beside it. Arguments without {threads}
leave the run with two threads out.
"""
import argparse
import gzip
import json
import os
import pathlib
import resource
import shlex
import statistics
import subprocess
import sys
import tempfile
import time

SENTENCE = "Rebels attacked the town on Monday, killing three soldiers, the army said.\n"


class Wrong(Exception):
    """What is wrong with the call or the program."""


# ---- the text

def articles(path):
    """The texts of a file or of a folder of files."""
    path = pathlib.Path(path)
    if path.is_dir():
        for inner in sorted(path.iterdir()):
            if inner.name.endswith((".txt", ".jsonl", ".txt.gz", ".jsonl.gz")):
                yield from articles(inner)
        return
    opened = gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else open(path, encoding="utf-8")
    with opened as file:
        if not path.name.removesuffix(".gz").endswith(".jsonl"):
            yield file.read()
            return
        for number, line in enumerate(file, 1):
            try:
                yield json.loads(line)["text"]
            except (ValueError, KeyError, TypeError):
                raise Wrong(f'{path}:{number}: expected an object with "text"') from None


def build(sources, least, out, form):
    """Writes all articles, over and over until `least` words are reached. -> (bytes, words)"""
    texts = [text.strip() for source in sources for text in articles(source)]
    texts = [text for text in texts if text]
    words = sum(len(text.split()) for text in texts)
    if not words:
        raise Wrong(f"no words in {', '.join(map(str, sources))}")
    with open(out, "w", encoding="utf-8") as file:
        for turn in range(-(-least // words)):
            for number, text in enumerate(texts):
                file.write(json.dumps({"id": f"{turn}-{number}", "text": text}, ensure_ascii=False) + "\n" if form == "jsonl" else text + "\n\n")
    return os.path.getsize(out), words * -(-least // words)


def count_words(path):
    return int(subprocess.run(["wc", "-w", path], capture_output=True, check=True, env={**os.environ, "LC_ALL": "C.UTF-8"}).stdout.split()[0])


# ---- running

def pinned(command, cores):
    """-> [taskset ...] where cores are given."""
    return ["taskset", "-c", ",".join(map(str, cores)), *command] if cores else command


def run(command, cores):
    """-> (seconds, seconds of CPU time)"""
    with tempfile.TemporaryFile() as errors:
        before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        done = subprocess.run(pinned(command, cores), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=errors, check=False)
        seconds, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
        if done.returncode:
            errors.seek(0)
            last = errors.read().decode(errors="replace").strip().splitlines()[-1:] or ["no message"]
            raise Wrong(f"{shlex.join(command)} ended with {done.returncode}: {last[0]}")
    return seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def peak_memory(command, cores):
    """Peak resident MB. Asked of /proc while it runs: what wait4 reports would begin with the size of this script."""
    peak = 0
    with subprocess.Popen(pinned(command, cores), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        while process.poll() is None:
            try:
                status = pathlib.Path(f"/proc/{process.pid}/status").read_text(encoding="ascii", errors="replace")
            except OSError:
                break
            peak = max([peak] + [int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM:")])
            time.sleep(0.002)
    return peak / 1024


def start_up(command, cores, times):
    run(command, cores)
    return statistics.median(run(command, cores)[0] for _ in range(times))


def measure(command, sentence_command, words, cores, runs, starts):
    """`command` and `sentence_command` make a command line for a number of threads."""
    two = command(2) != command(1) and len(cores) > 1
    out = {"words": words, "peak_mb": peak_memory(command(1), cores[:1])}
    seconds, busy = {1: [], 2: []}, []
    for _ in range(runs):
        for threads in (1, 2) if two else (1,):
            wall, cpu_time = run(command(threads), cores[:threads])
            seconds[threads].append(wall)
            busy += [cpu_time] if threads == 1 else []
    middle = {threads: statistics.median(each) for threads, each in seconds.items() if each}
    out.update(seconds=seconds[1], words_per_second=words / middle[1], best_words_per_second=words / min(seconds[1]),
               cpu_time_words_per_second=words / max(1e-9, statistics.median(busy)))
    if two:
        out.update(seconds_two_threads=seconds[2], two_threads_words_per_second=words / middle[2], two_threads_over_one=middle[1] / middle[2])
    out["start_up_ms"] = 1000 * start_up(sentence_command(1), cores[:1], starts)
    out["any_program_ms"] = 1000 * start_up(["true"], cores[:1], starts)
    return out


# ---- telling

def cpu():
    lines = pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines()
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), os.uname().machine)


def table(out):
    rows = [("words", f"{out['words']:,}"), ("words/s, one core", f"{out['words_per_second']:,.0f}"), ("  best run", f"{out['best_words_per_second']:,.0f}"),
            ("  of CPU time", f"{out['cpu_time_words_per_second']:,.0f}"), ("  seconds", " ".join(f"{s:.2f}" for s in out["seconds"]))]
    if "two_threads_over_one" in out:
        rows += [("words/s, two threads", f"{out['two_threads_words_per_second']:,.0f}"), ("two threads over one", f"{out['two_threads_over_one']:.2f}"),
                 ("  seconds", " ".join(f"{s:.2f}" for s in out["seconds_two_threads"]))]
    rows += [("peak memory, MB", f"{out['peak_mb']:.1f}"), ("start-up, ms", f"{out['start_up_ms']:.1f} (any program: {out['any_program_ms']:.1f})"),
             ("machine", f"{out['cpu']}, load before {out['load_before']:.2f}")]
    return "\n".join(f"{name:22} {value}" for name, value in rows)


def speed(args):
    allowed = sorted(os.sched_getaffinity(0))
    cores = args.cores or allowed[-1:] + allowed[:-1]
    if set(cores) - set(allowed):
        raise Wrong(f"expected cores of {allowed}, found {cores}")
    if "{file}" not in args.arguments:
        raise Wrong("--arguments has no {file}")
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="dateline-speed-") as scratch:
        text, sentence = (os.path.join(scratch, f"{name}.{args.form}") for name in ("text", "sentence"))
        size, words = build(args.text, args.words, text, args.form)
        pathlib.Path(sentence).write_text(SENTENCE if args.form == "txt" else json.dumps({"id": "a", "text": SENTENCE}) + "\n", encoding="utf-8")

        def command(path):
            return lambda threads: [args.program] + [part.replace("{file}", path).replace("{threads}", str(threads)) for part in shlex.split(args.arguments)]

        if args.form == "txt":
            words = count_words(text)
        out = {"cpu": cpu(), "load_before": load, "bytes": size}
        out.update(measure(command(text), command(sentence), words, cores, args.runs, args.starts))
    print(json.dumps(out) if args.json else table(out))
    if load > 0.5 and not args.json:
        print("note: the machine was busy before; figures may be too low", file=sys.stderr)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("text", nargs="+")
    parser.add_argument("--arguments", default="parse {file} --threads {threads}")
    parser.add_argument("--words", type=int, default=2000000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--starts", type=int, default=21, help="runs for the start-up")
    parser.add_argument("--form", choices=("txt", "jsonl"), default="txt")
    parser.add_argument("--cores", type=lambda text: [int(part) for part in text.split(",")], 
                        help="the core, and the second for two threads; default: the last, then the first")
    parser.add_argument("--json", action="store_true")
    try:
        speed(parser.parse_args())
    except (Wrong, OSError) as what:
        print(f"speed_parse: {what}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
