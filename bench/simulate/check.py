#!/usr/bin/env python3
"""The simulator gives the same bytes for the same seed, and Dateline's [low, high] hold the truth as often as they must. Usage: check.py SIMULATE"""
import json
import pathlib
import subprocess
import sys
import tempfile


def run(program, folder, name, seed):
    path = pathlib.Path(folder) / name
    subprocess.run([program, '--seed', str(seed), '--events', '4000', '--json', str(path)], check=True, stdout=subprocess.DEVNULL)
    return path.read_bytes()


def main():
    problems = []
    with tempfile.TemporaryDirectory() as folder:
        first, again, other = (run(sys.argv[1], folder, name, seed) for name, seed in (('a', 11), ('b', 11), ('c', 12)))
    if first != again:
        problems.append('seed 11 twice gives different bytes; expected the same')
    if first == other:
        problems.append('seeds 11 and 12 give the same bytes; expected different worlds')
    for result in (json.loads(first), json.loads(other)):
        coverage = {m['name']: m['all']['coverage'] for m in result['scenarios'][-1]['methods']}['dateline']
        if not .75 <= coverage <= .85:
            problems.append(f'seed {result["seed"]}: coverage of [low, high] {coverage}; expected .75 to .85 at 80 % nominal')
        for case in result['cases']:
            if case['b_cubed'] < .6:
                problems.append(f'seed {result["seed"]}, {case["name"]}: B-cubed F1 {case["b_cubed"]} of what is found; expected .6 at the least')
    print('\n'.join(problems) if problems else 'simulate: same bytes, coverage as asked for')
    sys.exit(1 if problems else 0)


main()
