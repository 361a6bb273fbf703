"""The text that all programs read: one file, documents parted by two empty lines."""
import hashlib
import json
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
PARTED = "\n\n\n"


def default(corpora):
    path = corpora / "wikinews" / "articles.jsonl"
    return path if path.exists() else None


def invented():
    """The sentences of sample/ put together anew, without end, as bench/whole.py does."""
    sys.path.insert(0, str(ROOT / "bench"))
    import whole
    for report in whole.make_reports(10**9, whole.sentences_of(ROOT / "sample")):
        yield report["text"]


def documents(source):
    if source is None:
        yield from invented()
    elif source.suffix == ".jsonl":
        with open(source, encoding="utf8") as lines:
            for line in lines:
                yield json.loads(line)["text"]
    else:
        yield from source.read_text(encoding="utf8").split(PARTED)


def write(source, path, limit):
    """Whole documents until there are enough words, as `wc -w` counts them; says what was written."""
    words, kept = 0, []
    for document in documents(source):
        document = re.sub(r"\n{3,}", "\n\n", document.replace("\r\n", "\n")).strip()
        if document:
            kept.append(document)
            words += len(document.split())
        if words >= limit:
            break
    if not kept:
        sys.exit(f"{source} has no text")
    whole = PARTED.join(kept) + "\n"
    path.write_text(whole, encoding="utf8")
    name = f"{source.parent.name}/{source.name}" if source else "reports made up from sample/"
    return {"source": name, "documents": len(kept), "words": words, "bytes": len(whole.encode()), "sha256": hashlib.sha256(whole.encode()).hexdigest()}
