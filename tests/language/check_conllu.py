#!/usr/bin/env python3
"""Checks the newspaper sentences we annotated by hand: trees, text, closed lists of tags, names, and how many there are of each kind.

Usage: check_conllu.py FILE ROOT   (ROOT: of the checkout; the closed lists are read from src/base/syntax.cc)
Exits 1 where anything is wrong. Every run also spoils sentences in known ways and makes sure that each is noticed.
"""
import collections
import pathlib
import re
import sys

KINDS = ('dateline capitals_headline capitals_report curly_quotes dashes bullets caption hyphens arabic_names no_final_stop spelling abbreviations figures '
         'news_syntax').split()
LEAST_SENTENCES, LEAST_OF_A_KIND, MOST_WORDS = 120, 8, 60
FIELDS = ('form', 'lemma', 'upos', 'xpos', 'feats', 'head', 'deprel', 'deps', 'misc')
HEAD_FIRST = {'flat', 'fixed', 'conj', 'appos', 'goeswith'}  # Their dependents stand after their heads.
LEAVES = {'det', 'case', 'mark', 'cc', 'aux', 'aux:pass', 'cop', 'punct', 'fixed', 'nmod:desc'}
MAY_HANG_ON_LEAF = {'fixed', 'advmod', 'punct', 'conj', 'cc', 'compound', 'amod', 'obl:unmarked', 'obl', 'goeswith', 'nmod', 'flat', 'nmod:poss', 'case'}
NEEDS_UPOS = {'punct': {'PUNCT'}, 'aux': {'AUX'}, 'aux:pass': {'AUX'}, 'cop': {'AUX'}, 'det': {'DET'}, 'cc': {'CCONJ', 'SYM', 'ADV'}, 'nummod': {'NUM'},
              'case': {'ADP', 'PART', 'SYM', 'VERB', 'ADV', 'ADJ'}, 'mark': {'SCONJ', 'PART', 'ADP'}, 'advmod': {'ADV', 'PART', 'ADJ', 'ADP'},
              'compound:prt': {'ADP', 'ADV'}}
MAY_BE = {'CCONJ': {'cc', 'cc:preconj'}, 'SCONJ': {'mark', 'fixed', 'case'}, 'DET': {'det', 'det:predet'}, 'PART': {'mark', 'case', 'advmod'},
          'AUX': {'aux', 'aux:pass', 'cop', 'ccomp', 'advcl', 'acl:relcl', 'root'}, 'ADP': {'case', 'fixed', 'compound:prt', 'advmod', 'mark'}}


def closed_lists(root):
    source = (root / 'src/base/syntax.cc').read_text(encoding='utf8')
    lists = {}
    for key, array in (('upos', 'kUposNames'), ('xpos', 'kXposNames'), ('deprel', 'kDeprelNames'), ('name', 'kNameTypeNames')):
        body = re.search(array + r' = \{(.*?)\};', source, re.S).group(1)
        lists[key] = set(re.findall(r'"([^"]*)"', body)) - {'_'}
    return lists


def read(text):
    """Sentences as (comments, tokens); a token is a dict of FIELDS, head a number."""
    sentences = []
    for block in text.strip('\n').split('\n\n'):
        comments, tokens = {}, []
        for line in block.split('\n'):
            if line.startswith('#'):
                key, _, value = line[1:].strip().partition(' = ')
                comments[key] = value
                continue
            columns = line.split('\t')
            if len(columns) != 10 or columns[0] != str(len(tokens) + 1) or not columns[6].isdigit():
                raise ValueError('not a line of CoNLL-U: ' + line)
            token = dict(zip(FIELDS, columns[1:]))
            token['head'] = int(token['head'])
            tokens.append(token)
        sentences.append((comments, tokens))
    return sentences


def tree_problems(tokens):
    roots = [i for i, token in enumerate(tokens, 1) if token['head'] == 0]
    if len(roots) != 1:
        yield f'{len(roots)} roots'
    for i, token in enumerate(tokens, 1):
        if (token['head'] == 0) != (token['deprel'] == 'root'):
            yield f'{i}: root and head 0 must go together'
        if token['head'] > len(tokens):
            yield f'{i}: head {token["head"]} is outside'
            return
    for i in range(1, len(tokens) + 1):
        at, steps = i, 0
        while at and steps <= len(tokens):
            at, steps = tokens[at - 1]['head'], steps + 1
        if at:
            yield f'{i}: in a cycle'
            return
    yield from crossings(tokens)


def crossings(tokens):
    arcs = [(min(i, token['head']), max(i, token['head'])) for i, token in enumerate(tokens, 1) if token['head']]
    for a, b in arcs:
        for c, d in arcs:
            if a < c < b < d:
                yield f'not projective: {a}-{b} crosses {c}-{d}'


def label_problems(tokens, lists):
    subjects = collections.Counter()
    for i, token in enumerate(tokens, 1):
        relation, head = token['deprel'], token['head']
        for key in ('upos', 'xpos', 'deprel'):
            if token[key] not in lists[key]:
                yield f'{i}: unknown {key} {token[key]}'
        if not token['form'] or token['lemma'] in ('', '_'):
            yield f'{i}: form or lemma is missing'
        if (token['upos'] == 'PUNCT') != (relation == 'punct'):
            yield f'{i}: {token["form"]} is {token["upos"]} and {relation}'
        if relation in NEEDS_UPOS and token['upos'] not in NEEDS_UPOS[relation]:
            yield f'{i}: {relation} cannot be {token["upos"]}'
        if token['upos'] in MAY_BE and relation not in MAY_BE[token['upos']]:
            yield f'{i}: {token["upos"]} cannot be {relation}'
        if relation == 'nsubj' and any(other['deprel'] == 'aux:pass' and other['head'] == head for other in tokens):
            yield f'{i}: the subject of a passive is {relation}'
        if relation in HEAD_FIRST and i < head:
            yield f'{i}: {relation} stands before its head'
        if head and tokens[head - 1]['deprel'] in LEAVES and relation not in MAY_HANG_ON_LEAF:
            yield f'{i}: {relation} hangs on a {tokens[head - 1]["deprel"]}'
        if head and tokens[head - 1]['upos'] == 'PUNCT':
            yield f'{i}: hangs on punctuation'
        if relation.startswith('nsubj') and relation != 'nsubj:outer':
            subjects[head] += 1
    for head, count in subjects.items():
        if count > 1:
            yield f'{head}: {count} subjects'


def name_problems(tokens, lists):
    before = None
    for i, token in enumerate(tokens, 1):
        value = next((part[5:] for part in token['misc'].split('|') if part.startswith('Name=')), None)
        if value:
            begin, _, kind = value.partition('-')
            if begin not in ('B', 'I') or kind not in lists['name']:
                yield f'{i}: unknown name {value}'
            if begin == 'I' and before != kind:
                yield f'{i}: {value} continues nothing'
            before = kind
        else:
            before = None


def text_of(tokens):
    text = ''.join(token['form'] + ('' if 'SpaceAfter=No' in token['misc'].split('|') else ' ') for token in tokens)
    return text.rstrip(' ')


def problems_of(comments, tokens, lists):
    found = list(tree_problems(tokens))
    if all(token['head'] <= len(tokens) for token in tokens):
        found += label_problems(tokens, lists)
    found += name_problems(tokens, lists)
    if comments.get('text') != text_of(tokens):
        found.append('text differs from the words: ' + text_of(tokens))
    if comments.get('kind') not in KINDS:
        found.append(f'unknown kind {comments.get("kind")}')
    if len(tokens) > MOST_WORDS:
        found.append(f'{len(tokens)} words')
    return [f'{comments.get("sent_id")}: {problem}' for problem in found]


def count_problems(sentences):
    kinds = collections.Counter(comments.get('kind') for comments, _ in sentences)
    if len(sentences) < LEAST_SENTENCES:
        yield f'only {len(sentences)} sentences'
    for kind in KINDS:
        if kinds[kind] < LEAST_OF_A_KIND:
            yield f'only {kinds[kind]} sentences of the kind {kind}'
    for key in ('sent_id', 'text'):
        for value, count in collections.Counter(comments.get(key) for comments, _ in sentences).items():
            if count > 1:
                yield f'{key} {value} occurs {count} times'


def spoil(sentences, lists):
    """Every way of spoiling a sentence must be noticed."""
    comments, tokens = max(sentences, key=lambda sentence: sum('Name=I' in token['misc'] for token in sentence[1]))
    second = next(i for i, token in enumerate(tokens) if 'Name=I' in token['misc'])
    leaf = next(i for i, token in enumerate(tokens) if token['head'] not in (0, i) and i > 1)
    edits = {
        'two roots': {leaf: {'head': 0, 'deprel': 'root'}}, 'a cycle': {leaf: {'head': leaf + 1}}, 'a head outside': {leaf: {'head': len(tokens) + 1}},
        'an unknown relation': {leaf: {'deprel': 'obl:tmod'}}, 'an unknown tag': {leaf: {'xpos': 'NNX'}},
        'an unknown part of speech': {leaf: {'upos': 'NOUNS'}}, 'a conjunction that joins nothing': {leaf: {'upos': 'CCONJ', 'deprel': 'ccomp'}},
        'an orphaned name': {second: {'misc': 'Name=I-event'}}, 'an unknown name': {second: {'misc': 'Name=B-city'}}, 'another text': {leaf: {'form': 'Sanaa'}},
        'a missing lemma': {leaf: {'lemma': '_'}}}
    for what, changes in edits.items():
        spoiled = [dict(token, **changes.get(i, {})) for i, token in enumerate(tokens)]
        if not problems_of(comments, spoiled, lists):
            yield f'the check does not notice {what}'
    crossed = [dict(token) for token in tokens[:4]]
    for token, head in zip(crossed, (3, 4, 0, 3)):
        token['head'] = head
    if not list(crossings(crossed)):
        yield 'the check does not notice a tree that is not projective'
    if not list(count_problems(sentences[:LEAST_OF_A_KIND])):
        yield 'the check does not notice missing sentences'


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    lists = closed_lists(pathlib.Path(sys.argv[2]))
    text = pathlib.Path(sys.argv[1]).read_text(encoding='utf8')
    try:
        sentences = read(text)
    except ValueError as error:
        sys.exit(str(error))
    problems = [problem for comments, tokens in sentences for problem in problems_of(comments, tokens, lists)]
    problems += count_problems(sentences)
    problems += spoil(sentences, lists)
    if 'written for this project' not in text.split('\n', 1)[0]:
        problems.append('the first line must say that the sentences were written for this project')
    for problem in problems:
        print(problem)
    kinds = collections.Counter(comments['kind'] for comments, _ in sentences if 'kind' in comments)
    print(f'{len(sentences)} sentences, {sum(len(tokens) for _, tokens in sentences)} words:', ', '.join(f'{kind} {kinds[kind]}' for kind in KINDS))
    sys.exit(1 if problems else 0)


if __name__ == '__main__':
    main()
