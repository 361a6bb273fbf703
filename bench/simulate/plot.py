#!/usr/bin/env python3
"""Draws and tabulates what `simulate --json` measured. Needs nothing but Python.

  plot.py RESULTS.json [--svg FILE] [--into FILE.md]

--svg draws the coverage and the error of every rule, a mark for each scenario. --into puts the tables between the lines
<!-- simulation --> and <!-- /simulation --> of a page; without it they are printed."""
import argparse
import json
import pathlib
import sys

COLORS = {'mixed': '#1f5fa8', 'few': '#c4651a', 'copies': '#2e8b57', 'partisan': '#b03060', 'growing': '#7a5ab5', 'flows': '#8a7a1f', 'all': '#000'}
TITLES = {'dateline': 'Dateline', 'ucdp': 'UCDP', 'acled': 'ACLED', 'gtd': 'GTD', 'airwars': 'Airwars', 'ibc': 'IBC', 'idmc': 'IDMC'}


def mark(shape, x, y, color, text):
    """A mark that is told apart by its shape as well as by its color."""
    r = 4.5
    path = {'circle': f'M{x - r},{y} a{r},{r} 0 1,0 {2 * r},0 a{r},{r} 0 1,0 {-2 * r},0', 'square': f'M{x - r},{y - r} h{2 * r} v{2 * r} h{-2 * r} z',
            'up': f'M{x},{y - r} L{x + r},{y + r} H{x - r} z', 'down': f'M{x},{y + r} L{x + r},{y - r} H{x - r} z', 'diamond': f'M{x},{y - r} L{x + r},{y} L{x},{y + r} L{x - r},{y} z',
            'cross': f'M{x - r},{y} H{x + r} M{x},{y - r} V{y + r}', 'bar': f'M{x},{y - 9} V{y + 9}'}[shape]
    style = f'fill="{color}" fill-opacity=".75"' if shape not in ('cross', 'bar') else f'stroke="{color}" stroke-width="{3 if shape == "bar" else 2}" fill="none"'
    return f'<path d="{path}" {style}><title>{text}</title></path>'


SHAPES = dict(zip(COLORS, ('circle', 'square', 'up', 'down', 'diamond', 'cross', 'bar')))


def panel(data, left, title, key, most, band=None):
    width, top, row = 330, 78, 26
    methods = [m['name'] for m in data['scenarios'][0]['methods']]
    bottom = top + row * len(methods)
    x = lambda value: left + min(value, most) / most * width
    out = [f'<text x="{left}" y="{top - 32}" font-weight="bold">{title}</text>']
    if band:
        out.append(f'<rect x="{x(band[0])}" y="{top - 10}" width="{x(band[1]) - x(band[0])}" height="{bottom - top + 4}" fill="#e3ecd8"><title>wanted</title></rect>')
    for i in range(6):
        tick = most * i / 5
        out.append(f'<line x1="{x(tick)}" y1="{top - 10}" x2="{x(tick)}" y2="{bottom - 6}" stroke="#ddd"/><text x="{x(tick)}" y="{top - 16}" text-anchor="middle">{tick:g}</text>')
    for i, name in enumerate(methods):
        y = top + row * i + 4
        if left < 200:
            weight = 'bold' if name == 'dateline' else 'normal'
            out.append(f'<text x="{left - 10}" y="{y + 4}" text-anchor="end" font-weight="{weight}">{TITLES.get(name, name)}</text>')
        for scenario in data['scenarios']:
            value = scenario['methods'][i]['all'][key]
            out.append(mark(SHAPES[scenario['name']], x(value), y, COLORS[scenario['name']], f'{TITLES.get(name, name)}, {scenario["name"]}: {value:.3f}{" (outside)" if value > most else ""}'))
    return out, bottom


def svg(data):
    first, bottom = panel(data, 110, 'Coverage of [low, high]', 'coverage', 1, (.75, .85))
    second, _ = panel(data, 480, 'Error |ln(1 + best) - ln(1 + truth)|', 'error', 1)
    legend, x = [], 110
    for scenario in data['scenarios']:
        legend.append(mark(SHAPES[scenario['name']], x, bottom + 22, COLORS[scenario['name']], scenario['about']))
        legend.append(f'<text x="{x + 10}" y="{bottom + 26}">{scenario["name"]}</text>')
        x += 100
    return '\n'.join([f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 840 {bottom + 46}" width="840" font-family="sans-serif" font-size="12" role="img">',
                      '<title>Coverage and error of the rules for figures in the simulator</title>', '<rect width="100%" height="100%" fill="#fff"/>',
                      f'<text x="110" y="24">{data["incidents"]:,} incidents or flows a scenario, seed {data["seed"]}; errors above 1 are drawn at 1</text>', *first, *second, *legend, '</svg>']) + '\n'


def table(head, rows):
    return ['| ' + ' | '.join(head) + ' |', '|' + '---|' * len(head)] + ['| ' + ' | '.join(row) + ' |' for row in rows] + ['']


def markdown(data):
    scenarios = data['scenarios']
    names = [s['name'] for s in scenarios]
    methods = [m['name'] for m in scenarios[0]['methods']]
    value = lambda s, i, key, group='all': f"{s['methods'][i][group][key]:.3f}" if group in s['methods'][i] and s['methods'][i][group]['given'] else '-'
    out = [f'Seed {data["seed"]}, {data["incidents"]:,} incidents or flows a scenario; `all` pools the six with equal shares.', '']
    for key, title in (('coverage', 'Coverage of [low, high]; where no claim closes an end it is open'), ('error', 'Mean of abs(ln(1 + best) - ln(1 + truth))'), ('exact', 'Share with best = truth')):
        out += [f'**{title}**', ''] + table(['rule'] + names, [[TITLES.get(m, m)] + [value(s, i, key) for s in scenarios] for i, m in enumerate(methods)])
    pooled = scenarios[-1]
    out += ['**All scenarios, further**', ''] + table(
        ['rule', 'truth below low', 'truth above high', 'width where closed', 'open high', 'low = high', 'a figure given'],
        [[TITLES.get(m, m)] + [value(pooled, i, k) for k in ('truth_below', 'truth_above', 'width', 'open', 'point', 'given')] for i, m in enumerate(methods)])
    groups = [k for k in ('size 1-4', 'size 5-24', 'size 25-99', 'size 100+', 'origins 1', 'origins 2', 'origins 3-5', 'origins 6+')]
    out += ['**Coverage by true size and by number of origins, all scenarios**', ''] + table(
        ['rule'] + groups, [[TITLES.get(m, m)] + [value(pooled, i, 'coverage', g) for g in groups] for i, m in enumerate(methods)])
    if 'cases' in data:
        out += ['**Through the whole of fusion: what Dateline finds, then its figures**', ''] + table(
            ['case', 'true incidents or flows', 'reports', 'merges / 100', 'splits / 100', 'B-cubed F1'] + [f'coverage {TITLES.get(m, m)}' for m in ('dateline', 'ucdp')],
            [[c['name'], str(c['incidents']), str(c['reports']), f"{c['merges']:.1f}", f"{c['splits']:.1f}", f"{c['b_cubed']:.3f}"] + [f"{c['rules'][m]['coverage']:.3f}" for m in ('dateline', 'ucdp')]
             for c in data['cases']])
        incidents = [c for c in data['cases'] if c['name'] != 'flows']
        rules = list(incidents[0]['rules'])
        mean = lambda rule, key: sum(c['rules'][rule][key] * c['incidents'] for c in incidents) / sum(c['incidents'] for c in incidents)
        out += ['**... and the killed of incidents by rule, all cases**', ''] + table(
            ['rule', 'coverage', 'error', 'exact'], [[TITLES.get(m, m)] + [f'{mean(m, key):.3f}' for key in ('coverage', 'error', 'exact')] for m in rules])
    return '\n'.join(out)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('results')
    parser.add_argument('--svg')
    parser.add_argument('--into')
    args = parser.parse_args()
    data = json.loads(pathlib.Path(args.results).read_text(encoding='utf8'))
    if args.svg:
        pathlib.Path(args.svg).write_text(svg(data), encoding='utf8')
    if not args.into:
        print(markdown(data))
        return
    page = pathlib.Path(args.into)
    before, begin, rest = page.read_text(encoding='utf8').partition('<!-- simulation -->\n')
    _, end, after = rest.partition('<!-- /simulation -->')
    if not begin or not end:
        sys.exit(f'{page}: no lines <!-- simulation --> and <!-- /simulation -->; expected both')
    page.write_text(before + begin + markdown(data) + end + after, encoding='utf8')


if __name__ == '__main__':
    main()
