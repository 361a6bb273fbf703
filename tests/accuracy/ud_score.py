#!/usr/bin/env python3
"""Scores words, sentences and, where given, tags and lemmas against a treebank by the rules of the CoNLL 2018 shared task, from raw text.

  ud_score.py --raw GOLD.conllu > raw.txt            the raw text of a treebank
  ud_score.py GOLD.conllu SYSTEM.jsonl [--show N]    precision, recall, F1; N examples of differences

A system line is {"sentence":[begin,end],"tokens":[[begin,end,UPOS,lemma],...]}, code points into the raw text; UPOS and lemma may be left out. As in the task's
own evaluation, positions count characters without white space, words of a multiword token whose parts are its letters have positions of their own, and tags
are counted on words that both sides have.
"""
import argparse
import json
import re


def read_gold(path):
    """Sentences as (text, new paragraph, tokens); a token is (form, words), a word (form, lemma, upos)."""
    text, new, tokens, until = '', False, [], 0
    for line in open(path, encoding='utf8'):
        line = line.rstrip('\n')
        if line.startswith('# text = '):
            text = line[9:]
        elif line.startswith(('# newpar', '# newdoc')):
            new = True
        elif not line:
            if tokens:
                yield text, new, tokens
            text, new, tokens, until = '', False, [], 0
        elif line[0] != '#':
            c = line.split('\t')
            if '.' in c[0]:
                continue
            word = (c[1], c[2], c[3])
            if '-' in c[0]:
                until = int(c[0].split('-')[1])
                tokens.append((c[1], []))
            elif int(c[0]) <= until:
                tokens[-1][1].append(word)
            else:
                tokens.append((c[1], [word]))


def raw_text(gold):
    out = ''
    for text, new, _ in gold:
        out += ('\n\n' if new and out else ' ' if out else '') + text
    return out


def gold_spans(gold):
    """Words and sentences as spans of characters without white space."""
    at, words, sentences = 0, {}, set()
    for _, _, tokens in gold:
        begin = at
        for form, parts in tokens:
            size = len(re.sub(r'\s', '', form))
            if len(parts) == 1 or ''.join(p[0] for p in parts) != form:
                for part in parts:  # a multiword token whose parts are not its letters: all have its span
                    words[(at, at + size)] = part
            else:
                inner = at
                for part in parts:
                    words[(inner, inner + len(part[0]))] = part
                    inner += len(part[0])
            at += size
        sentences.add((begin, at))
    return words, sentences


def system_spans(path, raw):
    place, seen = [0], 0
    for c in raw:
        seen += not c.isspace()
        place.append(seen)
    words, sentences = {}, set()
    for line in open(path, encoding='utf8'):
        row = json.loads(line)
        sentences.add((place[row['sentence'][0]], place[row['sentence'][1]]))
        for token in row['tokens']:
            words[(place[token[0]], place[token[1]])] = token[2:]
    return words, sentences


def report(name, right, gold, system):
    p, r = right / max(1, system), right / max(1, gold)
    print(f'{name:10} P {100 * p:6.2f}  R {100 * r:6.2f}  F1 {100 * 2 * p * r / max(1e-9, p + r):6.2f}')


def show(kind, gold, system, raw, limit):
    flat = re.sub(r'\s+', '', raw)
    extra = sorted(set(system) - set(gold))
    missed = sorted(set(gold) - set(system))
    for name, spans in (('missed', missed), ('extra', extra)):
        for begin, end in spans[:limit]:
            print(f'  {kind} {name}: {flat[max(0, begin - 25):begin]} [{flat[begin:end] if kind == "word" else flat[begin:begin + 20] + " ... " + flat[end - 20:end]}] {flat[end:end + 25]}')


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('gold')
    parser.add_argument('system', nargs='?')
    parser.add_argument('--raw', action='store_true')
    parser.add_argument('--show', type=int, default=0)
    parser.add_argument('--kind', default='word', choices=('word', 'sentence'))
    args = parser.parse_args()
    gold = list(read_gold(args.gold))
    raw = raw_text(gold)
    if args.raw:
        print(raw, end='')
        return
    words, sentences = gold_spans(gold)
    found, found_sentences = system_spans(args.system, raw)
    both = words.keys() & found.keys()
    report('words', len(both), len(words), len(found))
    report('sentences', len(sentences & found_sentences), len(sentences), len(found_sentences))
    if any(len(row) > 0 for row in found.values()):
        report('UPOS', sum(words[w][2] == found[w][0] for w in both if found[w]), len(words), len(found))
    if any(len(row) > 1 for row in found.values()):
        report('lemmas', sum(words[w][1] == found[w][1] or words[w][1] == '_' for w in both if len(found[w]) > 1), len(words), len(found))
    if args.show:
        show(args.kind, *((words, found) if args.kind == 'word' else (sentences, found_sentences)), raw, args.show)


if __name__ == '__main__':
    main()
