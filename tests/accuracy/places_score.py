#!/usr/bin/env python3
"""Scores place mentions against a geoparsing corpus in XML: TR-News (toponym, gaztag) or GeoVirus (location, lat, lon).

    places_score.py texts CORPUS.xml > reports.jsonl          # one report a line: {"id", "text"}
    dateline mentions reports.jsonl > mentions.jsonl
    places_score.py score CORPUS.xml mentions.jsonl [--errors]

Resolution alone, on the spans of the corpus:

    places_score.py gold CORPUS.xml mentions.jsonl > spans.jsonl
    dateline mentions reports.jsonl --spans-in spans.jsonl > resolved.jsonl
    places_score.py score-gold CORPUS.xml resolved.jsonl spans.jsonl [--errors]

Recognition: F1 over spans, exact and overlapping (each gold span matched once). Demonyms count where the corpus marks them (TR-News). Resolution: Acc@161 km over
all gold with a point (a missed one is wrong) and over the spans found, mean error, AUC of the log error (Jurgens et al. 2015). Offsets of the system count code
points of the cleaned text, those of the corpora are off here and there: both are aligned to the nearest place where the words stand.
"""
import argparse
import bisect
import collections
import json
import math
import re
import xml.etree.ElementTree as etree

LONGEST = 20038.0  # km, half the way round


def read_gold(path):
    """-> (list of (id, text, [(begin, end, lat, lon)]), demonyms marked)"""
    root, out, demonyms = etree.parse(path).getroot(), [], False
    for number, article in enumerate(root):
        text, spans = article.findtext("text"), []
        for mark in article.iter("toponym"):
            demonyms = True
            tag = mark.find("gaztag")
            point = (tag.findtext("lat"), tag.findtext("lon")) if tag is not None else (None, None)
            spans.append((int(mark.findtext("start")), mark.findtext("phrase"), *point))
        for mark in article.iter("location"):
            spans.append((int(mark.findtext("start")) - 1, mark.findtext("name"), mark.findtext("lat"), mark.findtext("lon")))
        placed = []
        for begin, phrase, lat, lon in spans:
            found = nearest(text, phrase.strip(), begin)
            if found and found not in [p[:2] for p in placed]:
                placed.append((*found, float(lat) if lat else None, float(lon) if lon else None))
        out.append((f"a{number}", text, sorted(placed, key=lambda p: p[:2])))
    return out, demonyms


def nearest(text, phrase, near, reach=80):
    pattern = r"\s+".join(re.escape(word) for word in phrase.split())
    hits = [(m.start(), m.end()) for m in re.finditer(pattern, text[max(0, near - reach):near + reach + len(phrase)])]
    hits = [(b + max(0, near - reach), e + max(0, near - reach)) for b, e in hits]
    return min(hits, key=lambda h: abs(h[0] - near)) if hits else None


def read_system(path, texts, demonyms):
    """Mentions by report: (begin, end of the bare name, lat, lon) in offsets of the corpus text."""
    raw, names = collections.defaultdict(list), collections.defaultdict(list)
    for line in open(path, encoding="utf-8"):
        row = json.loads(line)
        if row.get("kind") != "mention":
            continue
        if row["class"] == "place":
            raw[row["source_id"]].append((row["span"], row["place"]))
        elif row["class"] == "name" and row["name"]["type"] in ("place", "norp") and "confidence" not in row["name"]:
            names[row["source_id"]].append((row["span"], row["name"]["type"]))
    out = {}
    for report, mentions in raw.items():
        drift, placed = 0, []
        for span, place in sorted(mentions, key=lambda m: m[0]["begin"]):
            bare = [(n, kind) for n, kind in names[report] if span["begin"] <= n["begin"] and n["end"] <= span["end"]]
            name, kind = bare[0] if bare else (span, "place")
            if kind == "norp" and not demonyms:
                continue
            found = nearest(texts[report], name["text"], name["begin"] + drift, 400)
            if not found:
                continue
            drift = found[0] - name["begin"]
            placed.append((*found, place.get("lat"), place.get("lon"), place.get("name")))
        out[report] = placed
    return out


def map_gold(gold, path):
    """The gold spans in offsets of the cleaned text -> rows for --spans-in, with the point of the corpus under `gold`. The mentions that were found in a first
    run say where the words went; between them only white space is cleaned away. What would stand before the text was cut off."""
    anchors, drift = collections.defaultdict(dict), {}
    texts = {report: text for report, text, _ in gold}
    rows = sorted((r for r in map(json.loads, open(path, encoding="utf-8")) if r.get("kind") == "mention"), key=lambda r: r["span"]["begin"])
    for row in rows:
        report, span = row["source_id"], row["span"]
        found = nearest(texts[report], span["text"], span["begin"] + drift.get(report, 0), 400)
        if found and len(span["text"]) > 3:
            drift[report] = found[0] - span["begin"]
            anchors[report][found[0]] = span["begin"]
    out = []
    for report, text, marks in gold:
        known = sorted(anchors[report])
        for begin, end, lat, lon in marks:
            at = bisect.bisect_right(known, begin) - 1
            if not known:
                continue
            anchor = known[max(at, 0)]
            between = len(re.sub(r"\s+", " ", text[min(anchor, begin):max(anchor, begin)]))
            moved = anchors[report][anchor] + (between if at >= 0 else -between)
            if moved < 0:
                continue
            span = {"begin": moved, "end": moved + len(re.sub(r"\s+", " ", text[begin:end]))}
            out.append({"source_id": report, "class": "place", "span": span, "text": text[begin:end], "gold": None if lat is None else [lat, lon]})
    return out


def score_gold(gold, path, spans, errors):
    resolved = {}
    for row in map(json.loads, open(path, encoding="utf-8")):
        if row.get("kind") == "mention" and row["class"] == "place":
            resolved[row["source_id"], row["span"]["begin"], row["span"]["end"]] = row
    distances, kinds = [], collections.Counter()
    for span in map(json.loads, open(spans, encoding="utf-8")):
        if span["gold"] is None:
            continue
        row = resolved.get((span["source_id"], span["span"]["begin"], span["span"]["end"]))
        place = row["place"] if row else {}
        distances.append(kilometres(*span["gold"], place["lat"], place["lon"]) if "lat" in place else LONGEST)
        if row and " ".join(row["span"]["text"].split()) != " ".join(span["text"].split()):
            kinds[f"misaligned {span['text']}: {row['span']['text']}"] += 1
        if distances[-1] > 161:
            kinds[f"wrong {span['text']} -> {place.get('name')}, {place.get('country')} {place.get('lat')},{place.get('lon')} for {span['gold']}"] += 1
    cut = sum(lat is not None for _, _, marks in gold for _, _, lat, _ in marks) - len(distances)
    distances += [LONGEST] * cut
    if errors:
        for kind, count in kinds.most_common(150):
            print(count, kind)
        print(f"{cut} with a point are not in the cleaned text")
    near = sum(d <= 161 for d in distances)
    print(f"gold spans Acc@161 {near / max(1, len(distances)):.3f}  mean {sum(distances) / max(1, len(distances)):.0f} km  AUC {auc(distances):.3f}")


def kilometres(a, b, c, d):
    a, b, c, d = map(math.radians, (a, b, c, d))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * 6371 * math.asin(min(1, math.sqrt(h)))


def auc(distances):
    return sum(math.log(d + 1) for d in distances) / max(1, len(distances)) / math.log(LONGEST)


def score(gold, system, errors):
    exact = overlap = gold_count = system_count = 0
    all_errors, found_errors, kinds = [], [], collections.Counter()
    for report, text, marks in gold:
        mentions, used = system.get(report, []), set()
        gold_count += len(marks)
        system_count += len(mentions)
        for begin, end, lat, lon in marks:
            around = text[max(0, begin - 30):begin] + "[" + text[begin:end] + "]" + text[end:end + 30]
            hits = [i for i, m in enumerate(mentions) if i not in used and m[0] < end and begin < m[1]]
            hit = min(hits, key=lambda i: abs(mentions[i][0] - begin) + abs(mentions[i][1] - end), default=None)
            distance = LONGEST
            if hit is not None:
                used.add(hit)
                overlap += 1
                exact += mentions[hit][:2] == (begin, end)
                if lat is not None:
                    distance = kilometres(lat, lon, mentions[hit][2], mentions[hit][3]) if mentions[hit][2] is not None else LONGEST
                    found_errors.append(distance)
            if lat is not None:
                all_errors.append(distance)
            if hit is None:
                kinds["missed " + text[begin:end]] += 1
            elif lat is not None and distance > 161:
                kinds[f"wrong {text[begin:end]} -> {mentions[hit][4]} {mentions[hit][2]},{mentions[hit][3]} for {lat},{lon}"] += 1
            if errors == "context" and (hit is None or (lat is not None and distance > 161)):
                print("missed" if hit is None else f"{distance:.0f} km", report, " ".join(around.split()))
        for i, m in enumerate(mentions):
            if i not in used:
                kinds["false " + text[m[0]:m[1]]] += 1
                if errors == "context":
                    print("false", report, " ".join((text[max(0, m[0] - 30):m[0]] + "[" + text[m[0]:m[1]] + "]" + text[m[1]:m[1] + 30]).split()))
    if errors == "count":
        for kind, count in kinds.most_common(150):
            print(count, kind)

    def f1(hits):
        p, r = hits / max(1, system_count), hits / max(1, gold_count)
        return f"P {p:.3f} R {r:.3f} F1 {2 * p * r / max(1e-9, p + r):.3f}"

    print(f"gold {gold_count}, with a point {len(all_errors)}; system {system_count}")
    print("exact  ", f1(exact))
    print("overlap", f1(overlap))
    for name, distances in (("all gold", all_errors), ("found   ", found_errors)):
        near = sum(d <= 161 for d in distances)
        print(f"{name} Acc@161 {near / max(1, len(distances)):.3f}  mean {sum(distances) / max(1, len(distances)):.0f} km  AUC {auc(distances):.3f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("mode", choices=["texts", "score", "gold", "score-gold"])
    parser.add_argument("corpus")
    parser.add_argument("mentions", nargs="?")
    parser.add_argument("spans", nargs="?")
    parser.add_argument("--errors", nargs="?", const="count", choices=["count", "context"])
    args = parser.parse_args()
    gold, demonyms = read_gold(args.corpus)
    if args.mode == "texts":
        for report, text, _ in gold:
            print(json.dumps({"id": report, "text": text}, ensure_ascii=False))
        return
    if args.mode == "gold":
        for row in map_gold(gold, args.mentions):
            print(json.dumps(row, ensure_ascii=False))
        return
    if args.mode == "score-gold":
        score_gold(gold, args.mentions, args.spans, args.errors)
        return
    score(gold, read_system(args.mentions, {report: text for report, text, _ in gold}, demonyms), args.errors)


if __name__ == "__main__":
    main()
