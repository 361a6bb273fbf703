#!/usr/bin/env bash
# Makes build/test-venv with the Python packages of tests/requirements.txt, once. Without a network nothing is made, and the tests that need it are skipped.
set -u
cd "$(dirname "$0")/.."
venv=build/test-venv
stamp=$venv/requirements.txt
cmp -s tests/requirements.txt "$stamp" && exit 0
mkdir -p build
rm -rf "$venv"
if python3 -m venv "$venv" >/dev/null 2>&1 && "$venv/bin/python" -m pip install --quiet --disable-pip-version-check -r tests/requirements.txt >"$venv/pip.log" 2>&1; then
  cp tests/requirements.txt "$stamp"
else
  echo "test-venv: could not get the packages of tests/requirements.txt; the tests that need them are skipped" >&2
  rm -rf "$venv"
fi
exit 0
