"""What the scorers of records share: the records of each report, and the head word of a phrase."""
import argparse
import collections
import json
import re

RECORDS = ("event", "movement", "stock", "control", "statement")


def rows_of(path, keep=lambda row: row["kind"] in RECORDS):
    """-> id of the report as its input gave it -> its lines (records of `dateline read`, or mentions of `dateline mentions`), in order."""
    ids, out = {}, collections.defaultdict(list)
    with open(path, encoding="utf-8") as file:
        for row in map(json.loads, file):
            if row["kind"] == "report":
                ids[row["id"]] = row.get("source_id") or row["id"]
            elif keep(row):
                out[row.get("source_id") or ids[row["report"]]].append(row)
    return out


def arguments(told):
    """The command line of a scorer: texts GOLD, or score GOLD RECORDS [--errors]. `told`: its docstring."""
    parser = argparse.ArgumentParser(description=told, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("mode", choices=["texts", "score"])
    parser.add_argument("gold")
    parser.add_argument("records", nargs="?")
    parser.add_argument("--errors", action="store_true")
    return parser.parse_args()


def jsonl(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


# What ends the noun phrase whose last word is its head.
TAIL = re.compile(r"\s+(?:of|in|on|at|from|to|for|with|by|near|who|whom|whose|which|that|where|and|or|including|against|under|between|among|during|after|before|"
                  r"inside|outside|along|around|over|accused|suspected|belonging|loyal|based|stationed|riding|carrying|wearing|armed|known)\s+|\s*[,;:(\[—–]|\s+-+\s+", re.I)


def head_span(text):
    """Where the head word of a phrase stands in it: the last word before the first preposition, clause or comma. A name in brackets or a leading one does not count."""
    cut = TAIL.search(text, 1)
    end = len(text[:cut.start()].rstrip()) if cut and cut.start() > 0 else len(text.rstrip())
    words = [m.span() for m in re.finditer(r"[\w.'’-]*\w", text[:end])]
    return words[-1] if words else (0, len(text))


def head_word(text):
    begin, end = head_span(text)
    return re.sub(r"['’]s?$", "", text[begin:end].lower())


def hurt(record):
    """The phrases for those that a record says were killed, hurt, missing or taken: whom the figure counts, or the figure alone ("injured another 15")."""
    return [toll.get("who") or toll["text"] for toll in map(record.get, ("killed", "injured", "missing", "abducted")) if toll]


def f1(p, r):
    return 2 * p * r / (p + r) if p + r else 0.0


def prf(right, found, gold):
    """-> precision, recall, F1"""
    p, r = right / found if found else 0.0, right / gold if gold else 0.0
    return p, r, f1(p, r)
