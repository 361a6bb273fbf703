#!/usr/bin/env python3
"""Speed, memory and start-up of the whole program, on invented reports.

  whole.py PROGRAM [--reports 5000] [--runs 3] [--core 0] [--json FILE] [--keep FOLDER]

Makes reports of about 400 words by putting the sentences of sample/ together anew, with other numbers, places, names and days; the seed is fixed, so every machine reads
the same words. Then measures, each the median of some runs: JSON lines to a case file and to JSON lines on one core, a folder of text files with all threads, start-up.
A word is what white space surrounds, as `wc -w` counts; marks are none.
"""
import argparse
import json
import os
import pathlib
import platform
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

GOALS = {"words/s, one core": 250_000, "peak MB": 300, "start-up ms": 40}
TOWNS = """Aleppo Idlib Homs Hama Raqqa Manbij Afrin Kobani Hajin Baghuz Palmyra Latakia Daraa Douma Kirkuk Mosul Tikrit Ramadi Falluja Baghdad Basra Erbil Sinjar Tal-Afar
Kabul Kandahar Kunduz Ghazni Herat Jalalabad Mogadishu Kismayo Baidoa Juba Malakal Bentiu Maiduguri Yola Goma Beni Bukavu Bunia Tripoli Benghazi Sirte Misrata Sanaa
Aden Taiz Hodeida Donetsk Luhansk Mariupol Kharkiv Gao Kidal Timbuktu Mopti Khartoum Nyala Bangui Bambari""".replace("-", " ").split()
FIRST = "Omar Hassan Leyla Amina Karim Samira Yusuf Nadia Ibrahim Farah Daniel Maria Viktor Olena Joseph Grace Peter Ruth".split()
LAST = "Haddad Barzan Rashed Nasser Qasim Darwish Mansour Okello Deng Bello Traore Petrenko Bondar Mutasa Saleh Aziz Karimi Noor".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
SEPARATED = re.compile(r"(?<=[.!?][”\"]) +(?=[A-Z“])|(?<=[a-z0-9)][.!?]) +(?=[A-Z“])")


def sentences_of(sample):
    out = []
    for path in sorted(sample.rglob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            for paragraph in json.loads(line)["text"].split("\n"):
                paragraph = re.sub(r"^[A-Z][A-Za-z, ]+ (\([^)]*\) )?[—-] ", "", paragraph.strip())
                out += [s.strip() for s in SEPARATED.split(paragraph) if len(s.split()) > 4]
    if not out:
        sys.exit(f"no sentences under {sample}")
    return out


def vary(sentence, rng):
    def figure(match):
        value = int(match[0].replace(",", ""))
        if 1900 <= value <= 2100 and "," not in match[0]:
            return str(rng.randint(2012, 2019))
        return f"{rng.randint(max(2, value // 3), value * 3 + 2):,}"

    def word(match):
        if match[0] in TOWNS:
            return rng.choice(TOWNS)
        return rng.choice(DAYS) if match[0] in DAYS else match[0]

    sentence = re.sub(r"(?<![\w.])\d[\d,]*\d(?![\w.]*\d)", figure, sentence)
    return re.sub(r"\b[A-Z][a-z]+\b", word, sentence)


def make_reports(count, sentences):
    rng = random.Random(20180114)
    for number in range(count):
        town, paragraphs, words = rng.choice(TOWNS), [], 0
        while words < 385:
            some = [vary(s, rng) for s in rng.choices(sentences, k=rng.randint(1, 4))]
            if rng.random() < 0.3:
                some.append(f"“We have no other place to go,” said {rng.choice(FIRST)} {rng.choice(LAST)}, {rng.randint(18, 70)}, who fled {rng.choice(TOWNS)}.")
            paragraphs.append(" ".join(some))
            words += sum(len(s.split()) for s in some)
        paragraphs[0] = f"{town.upper()} — {paragraphs[0]}"
        day = f"{rng.randint(2014, 2019)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
        title = vary(f"Fighting near {town} kills {rng.randint(2, 90)}", rng)
        yield {"id": f"invented-{number}", "title": title, "published": day, "publisher": "The Invented Courier", "text": "\n\n".join(paragraphs)}


def write_inputs(folder, reports):
    words = 0
    with open(folder / "reports.jsonl", "w", encoding="utf-8") as lines:
        for number, report in enumerate(reports):
            lines.write(json.dumps(report, ensure_ascii=False) + "\n")
            below = folder / "texts" / f"{number // 500:02}"
            below.mkdir(parents=True, exist_ok=True)
            author = f"{FIRST[number % len(FIRST)]} {LAST[number % 17]}"
            (below / f"{number:05}.txt").write_text(f"{report['title']}\n\nBy {author}\n\n{report['published']}\n\n{report['text']}\n", encoding="utf-8")
            words += len(report["text"].split()) + len(report["title"].split())
    (folder / "tiny.txt").write_text("Two bombs killed nine people in Aleppo on Monday, a doctor said.\n", encoding="utf-8")
    return words


def once(command, core=None):
    """-> (seconds, CPU seconds, peak MB)"""
    if core is not None and shutil.which("taskset"):
        command = ["taskset", "-c", str(core), *command]
    begun = time.perf_counter()
    process = subprocess.Popen([str(c) for c in command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    said = process.stderr.read()
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(map(str, command))}\nended with {process.returncode}: {said.decode(errors='replace')[-500:]}")
    return seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def median_of(runs, make_command, core=None):
    return [statistics.median(column) for column in zip(*(once(make_command(i), core) for i in range(runs)))]


def measure(args, folder, words):
    figures = {}

    def fresh(name, *more):
        def command(_):
            (folder / name).unlink(missing_ok=True)
            return [args.program, "read", *more, "--quiet"]
        return command

    def take(label, run):
        seconds, cpu, peak = run
        figures[label] = {"words/s": round(words / seconds), "words/s of CPU": round(words / cpu), "seconds": round(seconds, 2), "peak MB": round(peak)}

    case, lines, jsonl = folder / "out.gpkg", folder / "out.jsonl", folder / "reports.jsonl"
    take("JSON lines to a case file, one core", median_of(args.runs, fresh(case.name, jsonl, "-o", case, "--threads", 1), args.core))
    take("JSON lines to JSON lines, one core", median_of(args.runs, fresh(lines.name, jsonl, "--jsonl", lines, "--threads", 1), args.core))
    take("folder to a case file, all threads", median_of(args.runs, fresh(case.name, folder / "texts", "-o", case)))
    for label, command in (("--version", lambda _: [args.program, "--version"]),
                           ("read of one sentence to JSON lines", fresh(lines.name, folder / "tiny.txt", "--jsonl", lines)),
                           ("read of one sentence to a case file", fresh(case.name, folder / "tiny.txt", "-o", case))):
        seconds, cpu, peak = median_of(max(args.runs, 11), command, args.core)
        figures[label] = {"ms": round(seconds * 1000, 1), "CPU ms": round(cpu * 1000, 1), "peak MB": round(peak)}
    return figures


def cpu_model():
    try:
        found = re.search(r"^model name\s*:\s*(.*)$", pathlib.Path("/proc/cpuinfo").read_text(), re.M)
        return found[1] if found else platform.processor()
    except OSError:
        return platform.processor()


def build_flags(program):
    """What the build folder around the program says of its compiler and flags, or nothing."""
    cache = pathlib.Path(program).resolve().parent.parent / "CMakeCache.txt"
    if not cache.exists():
        return ""
    text = cache.read_text(errors="replace")
    kind = re.search(r"^CMAKE_BUILD_TYPE:\w+=(.*)$", text, re.M)
    flags = re.search(rf"^CMAKE_CXX_FLAGS_{(kind[1] if kind else 'RELEASE').upper()}:\w+=(.*)$", text, re.M)
    return f"{kind[1] if kind else ''} {flags[1] if flags else ''}".strip()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=os.path.abspath)
    parser.add_argument("--reports", type=int, default=5000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--core", type=int, default=0)
    parser.add_argument("--json", help="also write the figures to this file")
    parser.add_argument("--keep", help="leave the invented reports in this folder")
    args = parser.parse_args()
    sample = pathlib.Path(__file__).resolve().parent.parent / "sample"
    with tempfile.TemporaryDirectory(prefix="dateline-bench-") as scratch:
        folder = pathlib.Path(args.keep or scratch)
        folder.mkdir(parents=True, exist_ok=True)
        words = write_inputs(folder, make_reports(args.reports, sentences_of(sample)))
        result = {"cpu": cpu_model(), "cores": os.cpu_count(), "load": round(os.getloadavg()[0], 2), "flags": build_flags(args.program), "reports": args.reports,
                  "words": words, "goals": GOALS, "figures": measure(args, folder, words)}
    print(f"{result['cpu']}, {result['cores']} cores, load before {result['load']}; {result['flags']}\n{args.reports:,} reports, {words:,} words; medians of {args.runs}\n")
    for label, row in result["figures"].items():
        print(f"{label:38} " + "  ".join(f"{name} {value:,}" for name, value in row.items()))
    if args.json:
        pathlib.Path(args.json).write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
