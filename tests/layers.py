#!/usr/bin/env python3
"""Checks every #include below src/ and include/ against the layering of docs/architecture.md. Usage: layers.py [ROOT]"""
import pathlib
import re
import sys

# A folder may include itself and what is listed for it.
MAY = {
    'base': [],
    'readers': ['base'],
    'text': ['base'],
    'language': ['base', 'text'],
    'mentions': ['base', 'text', 'language'],
    'imports': ['base', 'readers', 'mentions'],
    'claims': ['base', 'text', 'language', 'mentions'],
    'records': ['base', 'text', 'language', 'mentions', 'claims'],
    'engine': ['base', 'readers', 'text', 'language', 'mentions', 'claims', 'records'],
    'coders': ['base', 'readers', 'language', 'mentions', 'engine'],
    'findings': ['base', 'engine'],
    'casefile': ['base', 'engine', 'findings'],
    'exports': ['base', 'engine', 'findings', 'casefile'],
    'cli': ['base', 'readers', 'imports', 'engine', 'findings', 'casefile', 'exports', 'records', 'coders'],
}


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else '.')
    problems, files = [], 0
    for path in sorted(list(root.glob('src/*/*.cc')) + list(root.glob('src/*/*.h')) + list(root.glob('include/dateline/*.h'))):
        files += 1
        folder = path.parent.name
        for number, line in enumerate(path.read_text(encoding='utf8').splitlines(), 1):
            found = re.match(r'\s*#\s*include\s+"([^"]+)"', line)
            if not found:
                continue
            target = found.group(1).split('/')[0]
            if folder == 'dateline':
                if target != 'dateline':
                    problems.append(f'{path}:{number}: public header includes "{found.group(1)}"; expected only dateline/ and the standard library')
            elif folder not in MAY:
                problems.append(f'{path}:{number}: folder {folder} is not in the layering; expected one of {", ".join(MAY)}')
            elif target not in ('dateline', folder) and target not in MAY[folder]:
                problems.append(f'{path}:{number}: {folder} includes "{found.group(1)}"; expected {", ".join(["dateline", folder] + MAY[folder])}')
            elif folder == 'mentions' and target == 'mentions' and '_test' not in path.name:
                own, other = path.stem, found.group(1).split('/')[1].split('.')[0]
                families = ('place', 'gazetteer'), ('time',), ('quantit',), ('part', 'person', 'name', 'actor', 'coref')
                family = lambda name: next((i for i, f in enumerate(families) if any(x in name for x in f)), None)
                if None not in (family(own), family(other)) and family(own) != family(other):
                    problems.append(f'{path}:{number}: peers of mentions do not include each other')
    print('\n'.join(problems))
    print(f'layers: {files} files, {len(problems)} problems')
    sys.exit(1 if problems or not files else 0)


main()
