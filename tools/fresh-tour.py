#!/usr/bin/env python3
"""Runs every command of docs/tour.md on the sample and writes down what it says now, so that the tour holds no line that the program did not write.

  fresh-tour.py [PROGRAM] [--check]     PROGRAM: build/release/bin/dateline; --check: change nothing, exit status 1 where the tour is behind

A block between ``` lines holds commands, each on a line that begins with "$ dateline "; what follows one is its output and is made anew. Above a block may
stand:
  <!-- pick: ARGUMENTS -->   `findings demo.gpkg ARGUMENTS` gives the first finding that fits; its id takes the place of the ids in the
                             commands; of several such lines, the first stands for a command's first id, and so on
  <!-- lines: N -->          only the first N lines of each output are kept, then "..."
Commands run in order on one case file, by an author named R. Reader; the time in `log` and the seconds of a run are not kept.
"""
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
TOUR = ROOT / 'docs' / 'tour.md'
ID = re.compile(r'(?<= )[0-9a-f]{8}\b')


def run(program, folder, command):
    """The output of a command, standard error after standard output, as a reader sees it who stands in the checkout."""
    done = subprocess.run([program, *shlex.split(command)], cwd=folder, capture_output=True, text=True,
                          env={**os.environ, 'DATELINE_AUTHOR': 'R. Reader', 'NO_COLOR': '1'})
    text = re.sub(r' in [0-9.]+ s\b', ' in 0.1 s', done.stdout + done.stderr)
    return re.sub(r'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ', '2026-..-..T..:..:..Z', text).rstrip('\n')


def fresh(text, program, folder):
    """The tour with its outputs made anew."""
    out, picked, most, inside = [], [], None, False
    for line in text.split('\n'):
        if line.startswith('```'):
            inside = not inside
            if not inside:
                picked, most = [], None
        elif (mark := re.fullmatch(r'<!-- (pick|lines): (.*) -->', line)) is not None:
            if mark[1] == 'lines':
                most = int(mark[2])
            else:
                found = run(program, folder, f'findings demo.gpkg --as jsonl {mark[2]}').split('\n')[0]
                if not found.startswith('{'):
                    sys.exit(f'no finding fits: {mark[2]}')
                picked.append(json.loads(found)['id'][:8])
        elif inside:
            if not line.startswith('$ dateline '):
                continue
            rest = list(picked)
            line = ID.sub(lambda old: (rest.pop(0) if len(rest) > 1 else rest[0]) if rest else old[0], line)
            shown = run(program, folder, line[len('$ dateline '):]).split('\n')
            out += [line, *(shown[:most] + ['...'] if most is not None and len(shown) > most else shown)]
            continue
        out.append(line)
    return '\n'.join(out)


def main():
    words = [word for word in sys.argv[1:] if word != '--check']
    program = str(pathlib.Path(words[0] if words else ROOT / 'build/release/bin/dateline').resolve())
    text = TOUR.read_text(encoding='utf-8')
    with tempfile.TemporaryDirectory() as folder:
        os.symlink(ROOT / 'sample', os.path.join(folder, 'sample'))
        now = fresh(text, program, folder)
    if '--check' in sys.argv:
        print('the tour is what the program says' if now == text else 'the tour is behind: run tools/fresh-tour.py')
        return int(now != text)
    TOUR.write_text(now, encoding='utf-8')
    return 0


if __name__ == '__main__':
    sys.exit(main())
