#!/usr/bin/env python3
"""How well probabilities mean what they say: bins of equal mass, the expected calibration error (ECE) and the diagram.

  reliability.py [--bins 10] [--svg FILE] [--title TEXT] PAIRS.tsv     lines of: probability, tab, 1 (right) or 0
  reliability.py --told [--svg FILE] [--title TEXT] LOG                the bins that a trainer printed: "bin 3: told 0.120, true 0.131 (517 pairs)"

Used by calibration_score.py (records) and for the probability that two reports tell one event."""
import argparse
import pathlib
import re
import sys


def bins_of(scored, bins=10):
    """[(lowest, highest, how many, mean said, share right)] over pairs (probability, right)."""
    scored, out = sorted(scored), []
    for b in range(bins):
        rows = scored[b * len(scored) // bins:(b + 1) * len(scored) // bins]
        if rows:
            out.append((rows[0][0], rows[-1][0], len(rows), sum(p for p, _ in rows) / len(rows), sum(bool(right) for _, right in rows) / len(rows)))
    return out


def ece(table):
    return sum(abs(said - true) * n for _, _, n, said, true in table) / max(1, sum(n for _, _, n, _, _ in table))


def text(table, what='records'):
    lines = [f'  from     to  {what:>7}   said   true']
    lines += [f'{low:6.3f} {high:6.3f} {n:8d} {said:6.3f} {true:6.3f}' for low, high, n, said, true in table]
    lines.append(f'ECE {ece(table):.4f} over {sum(n for _, _, n, _, _ in table)} {what} in {len(table)} bins of equal mass')
    return '\n'.join(lines)


def svg(table, title):
    """A diagram that needs nothing but a browser: what was said across, what was true upwards; on the diagonal both agree."""
    side, edge = 320, 48
    x, y = (lambda p: edge + p * side), (lambda p: edge + (1 - p) * side)
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side + 2 * edge} {side + 2 * edge}" width="{side + 2 * edge}" font-family="sans-serif" font-size="12" role="img">',
           f'<title>{title}: ECE {ece(table):.3f}</title>', f'<rect width="100%" height="100%" fill="#fff"/>',
           f'<rect x="{edge}" y="{edge}" width="{side}" height="{side}" fill="none" stroke="#888"/>', f'<line x1="{x(0)}" y1="{y(0)}" x2="{x(1)}" y2="{y(1)}" stroke="#aaa" stroke-dasharray="4 4"/>']
    for tick in (0, .2, .4, .6, .8, 1):
        out.append(f'<text x="{x(tick):.1f}" y="{y(0) + 16}" text-anchor="middle">{tick:g}</text><text x="{x(0) - 6}" y="{y(tick) + 4:.1f}" text-anchor="end">{tick:g}</text>')
    out.append('<polyline fill="none" stroke="#1f5fa8" stroke-width="1.5" points="' + ' '.join(f'{x(said):.1f},{y(true):.1f}' for _, _, _, said, true in table) + '"/>')
    out += [f'<circle cx="{x(said):.1f}" cy="{y(true):.1f}" r="4" fill="#1f5fa8"><title>{n}: said {said:.3f}, true {true:.3f}</title></circle>' for _, _, n, said, true in table]
    out += [f'<text x="{edge + side / 2}" y="{edge + side + 36}" text-anchor="middle">probability said</text>',
            f'<text transform="translate(14 {edge + side / 2}) rotate(-90)" text-anchor="middle">share that was right</text>',
            f'<text x="{edge}" y="{edge - 14}">{title}: ECE {ece(table):.3f}, {sum(n for _, _, n, _, _ in table)} in {len(table)} bins</text>', '</svg>']
    return '\n'.join(out) + '\n'


def report(scored, bins, path, title, what):
    """Prints the table and, where a path is given, writes the diagram."""
    table = bins_of(scored, bins)
    print(text(table, what))
    if path:
        pathlib.Path(path).write_text(svg(table, title), encoding='utf8')


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('pairs')
    parser.add_argument('--bins', type=int, default=10)
    parser.add_argument('--svg')
    parser.add_argument('--title', default='pairs')
    parser.add_argument('--told', action='store_true', help='read bins that a trainer printed')
    args = parser.parse_args()
    if args.told:
        table = [(float(m[1]), float(m[1]), int(m[3]), float(m[1]), float(m[2]))
                 for m in re.finditer(r'told ([\d.]+), true ([\d.]+) \((\d+) ', pathlib.Path(args.pairs).read_text(encoding='utf8'))]
        if not table:
            sys.exit(f'{args.pairs}: no bins; expected lines such as "bin 3: told 0.120, true 0.131 (517 pairs)"')
        print(text(table, 'pairs'))
        if args.svg:
            pathlib.Path(args.svg).write_text(svg(table, args.title), encoding='utf8')
        return
    scored = []
    for number, line in enumerate(pathlib.Path(args.pairs).read_text(encoding='utf8').splitlines(), 1):
        cells = line.split('\t')
        if len(cells) < 2 or cells[1] not in '01':
            sys.exit(f'{args.pairs}:{number}: "{line}"; expected a probability, a tab, 1 or 0')
        scored.append((float(cells[0]), cells[1] == '1'))
    if not scored:
        sys.exit(f'{args.pairs}: no lines; expected a probability, a tab, 1 or 0 in each')
    report(scored, args.bins, args.svg, args.title, 'pairs')


if __name__ == '__main__':
    main()
