#!/usr/bin/env python3
"""Runs the example of every knowledge row (dateline knowledge check) and holds the share that passes against the recorded one. Usage: examples.py DATELINE

Rows that the shallow grammar cannot read yet are listed in tests/examples-open.txt, an id a line: they are known, counted and may only become fewer.
"""
import pathlib
import re
import subprocess
import sys

known_file = pathlib.Path(__file__).with_name('examples-open.txt')
known = {line.split()[0] for line in known_file.read_text().splitlines() if line.strip() and not line.startswith('#')} if known_file.exists() else set()
r = subprocess.run([sys.argv[1], 'knowledge', 'check'], capture_output=True, text=True)
sys.stderr.write(r.stderr)
failed = {m.group(1): m.group(0) for m in re.finditer(r'^(\S+) \(\S+:\d+\): .*(?:\n    .*)*', r.stdout, re.M)}
passed = re.search(r'examples: (\d+) passed, (\d+) failed', r.stdout)
if '--update' in sys.argv:
    known_file.write_text('# Frames whose example does not give its record yet (tests/examples.py --update). May only become fewer.\n' + ''.join(f'{x}\n' for x in sorted(failed)))
    known = set(failed)
tables = re.search(r'^tables: (\d+) looked through, (\d+) problems', r.stdout, re.M)
if not tables or tables.group(2) != '0':
    print(*(line for line in r.stdout.splitlines() if line.startswith('knowledge/')), sep='\n')
    sys.exit(f'{tables.group(2) if tables else "no"} problems of tables')
new = sorted(set(failed) - known)
for x in new:
    print(failed[x])
for x in sorted(known - set(failed)):
    print(f'{x}: passes now; take it out of tests/examples-open.txt')
print(f'{passed.group(1) if passed else 0} passed, {len(new)} failed, {len(known & set(failed))} skipped')
sys.exit(0 if passed and not new and not known - set(failed) else 1)
