#!/usr/bin/env python3
"""Scores event records against the PLOVER gold standard records.

  plover_score.py texts GOLD.jsonl                         the sentences as reports
  plover_score.py score GOLD.jsonl RECORDS.jsonl [--errors]

The gold follows PLOVER 0.5 and codes a sentence's event, seldom two (then the sentence comes twice; both are taken together). plover_types.tsv beside this file carries
both sides to the 16 types of PLOVER 2.0: FIGHT is ASSAULT, DEMAND REQUEST, DISAPPROVE and INVESTIGATE ACCUSE, a COERCE that kidnaps or destroys ASSAULT; our movements
and changes of control are events there; what is promised is AGREE, harm that is announced THREATEN; what is only feared, asked for or denied is no event.
  A bare aim ("to demand reforms", "before they disarm") and what the words of another event say (what he complains of, calls for) are no events of their own.
- all: every event that the program gives of a sentence counts as found, a type once, though the gold codes only the main one.
- main: the program's one event of a sentence: the one told first, where news puts what matters.
Countries: the event's type is right and so is the country on both sides, where the gold gives one. Coders give every party the country it stands in, so a party without
one has that of the place of the event, then of the other side; a body between states has none. Two sources without a target may stand on either side.
"""
import collections
import pathlib

import parties_score
from record_rows import arguments, jsonl, prf, rows_of

COOPERATION = {"CONSULT", "SUPPORT", "COOPERATE", "AID", "AGREE", "CONCEDE", "RETREAT"}
AIMS = {"to", "aims", "aimed", "before", "until", "till"}
BETWEEN_STATES = {"IGO", "UNO", "EUR", "NGO", "IMG", "ISM", "MNC"}


def tables():
    """-> (gold type, mode or "") -> type; our type, manner, state or change -> type; our manner -> (words of its trigger or people, type)"""
    gold, ours, special = {}, {}, collections.defaultdict(list)
    for line in pathlib.Path(__file__).with_name("plover_types.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            side, word, mode, kind = line.split("\t")[:4]
            if side == "gold":
                gold[word, mode] = kind
            elif mode:
                special[word].append((mode, kind))
            else:
                ours[word] = kind
    return gold, ours, special


GOLD, OURS, SPECIAL = tables()


def gold_types(row):
    mode = "abduct" if "kidnap" in row.get("eventText", "") else row.get("mode") or ""
    return (GOLD.get((row["event"], mode)) or GOLD.get((row["event"], "")) or row["event"]).split("|")


def as_list(value):
    return value if isinstance(value, list) else [value] if value else []


def converted(record):
    """A record -> (type, countries of those who act, of those acted upon), or None where PLOVER has no event."""
    stance = record.get("stance") or {}
    word = record.get("type") or record.get("manner") or record.get("change") or record.get("state")
    kind = OURS.get(word)
    told = " ".join([record["trigger"]["text"]] + [person.get("text") or "" for person in as_list(record.get("people"))]).lower()
    kind = next((special for name, special in SPECIAL.get(word, ()) if name in told), kind)
    if kind is None or stance.get("polarity") == "denied" or stance.get("time") == "hypothetical":
        return None
    acting, upon = sides(record, word, kind)
    if stance.get("time") == "future":
        if (stance.get("hedge") or {}).get("text", "").lower() in AIMS:
            return None
        kind = "AGREE" if kind in COOPERATION else "THREATEN" if kind in ("ASSAULT", "COERCE", "SANCTION", "MOBILIZE") and acting else kind
    place = next((at for key in ("place", "destination", "origin") for at in as_list(record.get(key)) if at.get("country")), {})
    a, b = codes(acting, place), codes(upon, place)
    return kind, a or b, b or codes([], place) or a


def sides(record, word, kind):
    """Who acts and who is acted upon, each a list of parties or places."""
    if record["kind"] == "event":
        return record.get("actors") or [], record.get("recipients") or []
    if record["kind"] == "control":
        return as_list(record.get("holder")), as_list(record.get("previous_holder")) or as_list(record.get("place"))
    if record["kind"] == "stock":
        return as_list(record.get("people")), as_list(record.get("place"))
    if word == "withdrew" or (word == "evacuated" and kind == "SANCTION"):
        return as_list(record.get("facilitator")) or as_list(record.get("people")), as_list(record.get("origin"))
    return as_list(record.get("facilitator")), as_list(record.get("people"))


def codes(parties, place):
    """The countries of a side; "" stands for a body between states."""
    out = set()
    for party in parties:
        code = parties_score.country(party.get("country"))
        # A body between states, or its staff and troops: a known actor of no country.
        between = party.get("actor") or BETWEEN_STATES.intersection(party.get("sectors") or [])
        out |= {code} if code or between else {parties_score.country(place.get("country")) or None}
    return (out or {parties_score.country(place.get("country")) or None}) - {None}


def gold_codes(actors):
    return {parties_score.country(actor.get("code")) for actor in actors or []}


def countries_agree(gold, event):
    sources, targets = gold_codes(gold.get("source") or None), gold_codes(gold.get("target") or None)
    if not targets and len(sources) > 1:
        return sources <= event[1] | event[2]
    return (not sources or bool(sources & event[1])) and (not targets or bool(targets & event[2]))


def is_content(record, records):
    """What another event of the sentence says: its speaker's word is that event's trigger."""
    cue = (record.get("attribution") or {}).get("cue")
    return bool(cue) and any(other is not record and other["kind"] == "event" and other["trigger"]["begin"] < cue["end"] and cue["begin"] < other["trigger"]["end"] for other in records)


def events_of(records):
    """-> events of a sentence, in the order of the text; of two at one place the surer first."""
    told = sorted((r for r in records if not is_content(r, records)), key=lambda r: (r["trigger"]["begin"], -r["confidence"]))
    return [event for record in told if (event := converted(record))]


def score(gold, found, errors=False):
    """-> counts: gold, events, answered, and right by type and by type and countries, of all and of main."""
    n, sentences = collections.Counter(), collections.defaultdict(list)
    for row in gold:
        sentences[row["text"]].append(row)
    for text, rows in sentences.items():
        events = events_of(found.get(rows[0]["id"], []))
        kinds = {event[0] for event in events}
        n.update(gold=len(rows), events=len(kinds), answered=bool(events))
        main = main_both = False
        for row in rows:
            wanted = gold_types(row)
            typed = [event for event in events if event[0] in wanted]
            both = any(countries_agree(row, event) for event in typed)
            n.update(type=bool(typed), both=both)
            first = bool(events) and events[0][0] in wanted
            main, main_both = main or first, main_both or first and countries_agree(row, events[0])
            if errors and not both:
                print(f"{'COUNTRIES' if typed else 'TYPE' if events else 'NONE'} {wanted[0]} ({row['event']}) {sorted(gold_codes(row.get('source') or None))}>"
                      f"{sorted(gold_codes(row.get('target') or None))}: {'; '.join(f'{e[0]} {sorted(e[1])}>{sorted(e[2])}' for e in events)} | {row.get('eventText')} | {text}")
        n.update(main=main, main_both=main_both)
    return n


def main():
    args = arguments(__doc__)
    if args.mode == "texts":
        parties_score.print_texts(parties_score.read_gold(args.gold))
        return
    n = score(jsonl(args.gold), rows_of(args.records), args.errors)
    for name, right, of in (("type", n["type"], n["events"]), ("type and countries", n["both"], n["events"]), ("main type", n["main"], n["answered"]),
                            ("main type and countries", n["main_both"], n["answered"])):
        print("%s: P %.3f R %.3f F1 %.3f" % (name, *prf(right, of, n["gold"])), f"({right} right, {of} found, {n['gold']} gold)")


if __name__ == "__main__":
    main()
