#!/usr/bin/env python3
"""Makes knowledge/lexicon.tsv and knowledge/tags.tsv: words with their counts and readings.

  tools/make_lexicon.py [--silver FILE.conllu.gz ...] [--wikinews ARTICLES.jsonl] --out knowledge TREEBANK.conllu ...

Treebanks (gold, with lemmas) and automatically tagged news (without lemmas) are counted; words seen once outside the treebanks are left out, so that
no text can be rebuilt from the tables. Documents that serve for measuring are left out by --skip (prefixes of document ids). Same input, same output.
"""
import argparse
import collections
import gzip
import json
import re

MIN_NEWS = 3
PUNCT = {',': 'COMMA', '.': 'STOP', '?': 'STOP', '!': 'STOP', '``': 'OPENQ', "''": 'CLOSEQ', '-LRB-': 'OPEN', '-RRB-': 'CLOSE'}
MORPH = {'NNS': 'plural', 'VBD': 'past', 'VBN': 'participle', 'VBG': 'gerund', 'VBP': 'present', 'VBZ': 'present', 'VB': 'base', 'POS': 'possessive', 'PRP$': 'possessive',
         'MD': 'present', 'NNPS': 'plural'}


def tag_of(upos, xpos, form):
    """The tagger's tag: UPOS with the part of XPOS that rules need."""
    if upos == 'PUNCT':
        if form in '"“”‘’\'`«»':
            return 'PUNCT/OPENQ' if form in '“‘«`' else 'PUNCT/CLOSEQ' if form in '”’»' else 'PUNCT/QUOTE'
        if form in ',;':
            return 'PUNCT/COMMA'
        if form in '.?!':
            return 'PUNCT/STOP'
        if form in '([{':
            return 'PUNCT/OPEN'
        if form in ')]}':
            return 'PUNCT/CLOSE'
        return 'PUNCT/DASH'
    if upos == 'NOUN':
        return 'NOUN/NNS' if xpos == 'NNS' else 'NOUN/NN'
    if upos == 'PROPN':
        return 'PROPN/NNPS' if xpos == 'NNPS' else 'PROPN/NNP'
    if upos in ('VERB', 'AUX'):
        return f'{upos}/{xpos}' if xpos in ('VB', 'VBD', 'VBN', 'VBG', 'VBP', 'VBZ', 'MD') else f'{upos}/VB'
    if upos == 'PRON':
        return 'PRON/' + {'PRP$': 'POSS', 'WP$': 'POSS', 'WP': 'WH', 'WDT': 'WH', 'EX': 'EX', 'DT': 'DT'}.get(xpos, 'PRP')
    if upos == 'DET':
        return 'DET/' + ('WH' if xpos in ('WDT', 'WP') else 'DT')
    if upos == 'PART':
        return 'PART/' + {'TO': 'TO', 'POS': 'POS'}.get(xpos, 'RB')
    if upos == 'ADP':
        return 'ADP/' + ('RP' if xpos == 'RP' else 'IN')
    if upos == 'ADJ':
        return 'ADJ/' + (xpos if xpos in ('JJR', 'JJS') else 'JJ')
    return upos + '/' + upos


def lower(form):
    return form.replace('’', "'").replace('‘', "'").lower()


def sentences(lines):
    doc, rows = '', []
    for line in lines:
        if line.startswith('# newdoc id'):
            doc = line.split('=', 1)[1].strip()
        elif line.startswith('#'):
            continue
        elif not line.strip():
            if rows:
                yield doc, rows
            rows = []
        else:
            c = line.rstrip('\n').split('\t')
            if c[0].isdigit():
                rows.append((c[1], c[2], c[3], c[4]))
    if rows:
        yield doc, rows


IRREGULAR_PLURAL = {'men': 'man', 'women': 'woman', 'children': 'child', 'people': 'people', 'police': 'police', 'policemen': 'policeman'}


# Forms whose lemma the treebanks give wrongly or never.
FIXED = {'fled': 'flee', 'troops': 'troop', 'arms': 'arms', 'forces': 'force', 'authorities': 'authority', 'talks': 'talks', 'headquarters': 'headquarters', 'shot': 'shoot', 'struck': 'strike',
         'fought': 'fight', 'slain': 'slay', 'hung': 'hang', 'strove': 'strive', 'withdrew': 'withdraw', 'withdrawn': 'withdraw', 'overran': 'overrun', 'retook': 'retake', 'retaken': 'retake',
         'overthrew': 'overthrow', 'overthrown': 'overthrow', 'besieged': 'besiege', 'seized': 'seize', 'mobilised': 'mobilise', 'beheaded': 'behead', 'blew': 'blow', 'blown': 'blow',
         'barricades': 'barricade', 'beheading': 'behead', 'boycotted': 'boycott', 'bribing': 'bribe', 'choked': 'choke', 'consolidating': 'consolidate',
         'denouncing': 'denounce', 'deploring': 'deplore', 'derided': 'deride', 'disregarded': 'disregard', 'endorses': 'endorse', 'escalating': 'escalate',
         'exited': 'exit', 'expelled': 'expel', 'flared': 'flare', 'freed': 'free', 'freezes': 'freeze', 'hikes': 'hike', 'impeded': 'impede',
         'intimidating': 'intimidate', 'mined': 'mine', 'mining': 'mine', 'mobilizing': 'mobilize', 'normalising': 'normalise', 'organising': 'organise',
         'outlawed': 'outlaw', 'patrolling': 'patrol', 'praised': 'praise', 'praises': 'praise', 'praising': 'praise', 'purges': 'purge', 'rebuffed': 'rebuff',
         'rebuked': 'rebuke', 'rebuking': 'rebuke', 'recaptured': 'recapture', 'reiterates': 'reiterate', 'repelled': 'repel', 'repelling': 'repel',
         'sentencing': 'sentence', 'silencing': 'silence', 'sprays': 'spray', 'strafed': 'strafe', 'suing': 'sue', 'waged': 'wage'}


def guess_lemma(word, tag, known):
    """Dictionary form of a regular form; `known`: lemmas by coarse class."""
    kind = tag.split('/')[0]
    pool = known['VERB' if kind in ('VERB', 'AUX') else 'NOUN']
    def pick(options):
        for o in options:
            if o in pool:
                return o
        return options[-1] if options else word
    if tag == 'NOUN/NNS':
        if word in IRREGULAR_PLURAL:
            return IRREGULAR_PLURAL[word]
        if word.endswith('men'):
            return word[:-3] + 'man'
        if word.endswith('ies') and len(word) > 4:
            return word[:-3] + 'y'
        if re.search('(s|x|z|ch|sh)es$', word):
            return pick([word[:-2]] if not word.endswith('ses') else [word[:-1], word[:-2]][::1])
        return word[:-1] if word.endswith('s') and not word.endswith('ss') else word
    if tag in ('VERB/VBZ',):
        if word.endswith('ies'):
            return word[:-3] + 'y'
        if re.search('(s|x|z|ch|sh|o)es$', word):
            return pick([word[:-1], word[:-2]])
        return word[:-1] if word.endswith('s') else word
    if tag in ('VERB/VBD', 'VERB/VBN') and word.endswith('ed') and len(word) > 4:
        stem = word[:-2]
        if stem.endswith('i'):
            return stem[:-1] + 'y'
        options = [stem, stem + 'e'] if stem in pool or stem + 'e' in pool else None
        if options:
            return pick([stem, stem + 'e'] if stem in pool else [stem + 'e'])
        if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in 'sl':
            return stem[:-1]
        return stem + 'e' if re.search('[^aeiou][aeiou][vzcgsu]$|[aiu]t$|[rl]g$|nc$|ib$|l$', stem) and not re.search('(e|ll|oo|ea|ou|ai)[lt]$', stem) else stem
    if tag == 'VERB/VBG' and word.endswith('ing') and len(word) > 5:
        stem = word[:-3]
        if stem in pool:
            return stem
        if stem + 'e' in pool:
            return stem + 'e'
        if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in 'sl':
            return stem[:-1]
        return stem
    return word


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument('treebanks', nargs='+')
    ap.add_argument('--silver', nargs='*', default=[])
    ap.add_argument('--wikinews')
    ap.add_argument('--skip', nargs='*', default=[])
    ap.add_argument('--out', required=True)
    a = ap.parse_args()

    lemmas = collections.defaultdict(collections.Counter)      # (word, tag) -> lemma counts
    known = {'VERB': set(), 'NOUN': set()}
    gold_words = set()
    readings = collections.defaultdict(collections.Counter)    # word -> tag counts
    count = collections.Counter()
    tags = collections.Counter()
    caps = collections.defaultdict(lambda: [0, 0])
    data = []
    for path in a.treebanks:
        for doc, rows in sentences(open(path, encoding='utf8')):
            data.append((rows, True))
    for path in a.silver:
        for doc, rows in sentences(gzip.open(path, 'rt', encoding='utf8')):
            if not any(s in doc for s in a.skip):
                data.append((rows, False))
    for rows, gold in data:
        shouted = sum(f.isupper() for f, *_ in rows) * 2 > len(rows)
        for i, (form, lemma, upos, xpos) in enumerate(rows):
            t = tag_of(upos, xpos, form)
            w = lower(form)
            readings[w][t] += 1
            count[w] += 1
            tags[t] += 1
            if i > 0 and form[:1].isalpha() and not shouted:
                caps[t][form[:1].isupper()] += 1
            if gold:
                gold_words.add(w)
                l = lower(lemma)
                if l and l != '_':
                    lemmas[w, t][l] += 1
                    if t.startswith('VERB'):
                        known['VERB'].add(l)
                    if t.startswith('NOUN'):
                        known['NOUN'].add(l)
    if a.wikinews:
        for line in open(a.wikinews, encoding='utf8'):
            for w in re.findall(r"[^\W\d_]+", json.loads(line)['text']):
                count[lower(w)] += lower(w) not in gold_words
    keep = [w for w in count if w in gold_words and (count[w] > 1 or re.fullmatch(r"[a-z']+", w)) or count[w] >= MIN_NEWS and w in readings]
    numbers = re.compile(r'.*\d')
    keep = sorted(w for w in keep if not numbers.match(w) and len(w) < 30 and '\t' not in w)

    for w, l in FIXED.items():
        past = next((t for t in ('VERB/VBN', 'VERB/VBD') if w.endswith('n') == (t == 'VERB/VBN')), 'VERB/VBD')
        if w not in keep and l in known['VERB'] | set(count):
            readings[w][past] += 3
            count[w] += 3
            keep = sorted(keep + [w])
    order = sorted(tags)
    with open(f'{a.out}/tags.tsv', 'w', encoding='utf8') as f:
        f.write('# Tags of the readings: UPOS, then the part of the Penn tag that rules need. capital: per mille of the words inside a sentence that begin with a capital.\n')
        f.write('# Made by tools/make_lexicon.py. columns below.\n# columns: tag, upos, morph, count, capital\n')
        for t in ['START', 'END'] + order:
            u, _, x = t.partition('/')
            low, up = caps[t] if t in caps else (1, 0)
            f.write(f"{t}\t{u if x else '-'}\t{MORPH.get(x, 'possessive' if x == 'POSS' else '-')}\t{tags[t]}\t{round(1000 * up / max(1, low + up))}\n")
    with open(f'{a.out}/lexicon.tsv', 'w', encoding='utf8') as f:
        f.write('# Words with their counts and readings (tag:lemma:count; the lemma is left out where it is the word itself). Made by tools/make_lexicon.py from\n')
        f.write('# UD English EWT (CC BY-SA 4.0) and GUM (openly licensed genres), Wikinews (CC BY 2.5) and automatically tagged news; counts only, no text.\n')
        f.write('# columns: word, count, readings\n')
        for w in keep:
            cells = []
            # A form seen as one of two tags that regular verbs share may be the other.
            for one, other, share in (('VERB/VBN', 'VERB/VBD', 6), ('VERB/VBD', 'VERB/VBN', 6), ('VERB/VB', 'VERB/VBP', 12), ('VERB/VBP', 'VERB/VB', 6)):
                regular = w.endswith('ed') if share == 6 and one != 'VERB/VBP' else True
                if regular and readings[w][one] and not readings[w][other]:
                    readings[w][other] = -(-readings[w][one] // share)
            total = sum(readings[w].values())
            for t, n in sorted(readings[w].items(), key=lambda x: (-x[1], x[0])):
                if n * 200 < total and len(cells) >= 1:
                    continue
                if w in FIXED and (t.startswith('VERB') or t == 'NOUN/NNS'):
                    cells.append(f'{t}:{FIXED[w]}:{n}')
                    continue
                l = lemmas[w, t].most_common(1)[0][0] if lemmas[w, t] else next(
                    (lemmas[w, o].most_common(1)[0][0] for o in order if o.split('/')[0] == t.split('/')[0] == 'VERB' and lemmas[w, o]), None) or guess_lemma(w, t, known)
                cells.append(f'{t}:{"" if l == w else l}:{n}')
            f.write(f'{w}\t{count[w]}\t{" ".join(cells)}\n')
    print(len(keep), 'words', len(order), 'tags')


main()
