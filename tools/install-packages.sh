#!/usr/bin/env bash
# Installs the Debian packages that building and testing need and that are not there yet, as root or through sudo.
#   tools/install-packages.sh build         what ./demo needs
#   tools/install-packages.sh build test    and what ./test needs
#   tools/install-packages.sh build train   and what train/run needs
set -u
build=(g++ cmake ninja-build ccache mold pkg-config libsqlite3-dev libfmt-dev libcli11-dev libsimdjson-dev libxxhash-dev zlib1g-dev libzstd-dev libgtest-dev libbenchmark-dev libeigen3-dev)
tests=(python3 python3-venv sqlite3 gdal-bin)
training=(python3 python3-venv)
wanted=()
for part in "$@"; do
  case $part in
    build) wanted+=("${build[@]}") ;;
    test) wanted+=("${tests[@]}") ;;
    train) wanted+=("${training[@]}") ;;
    *) echo "install-packages: \"$part\"; expected build, test or train" >&2; exit 2 ;;
  esac
done
missing=()
for package in "${wanted[@]}"; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
done
# A tool that was installed by other means counts too.
still=()
for package in "${missing[@]}"; do
  case $package in
    cmake|ccache|mold|python3|sqlite3|g++) command -v "$package" >/dev/null && continue ;;
    ninja-build) command -v ninja >/dev/null && continue ;;
  esac
  still+=("$package")
done
[ ${#still[@]} -eq 0 ] && exit 0
if [ "$(id -u)" -eq 0 ]; then run=(); elif command -v sudo >/dev/null; then run=(sudo); else
  echo "install-packages: missing ${still[*]}; neither root nor sudo is here: install them, then run this again" >&2
  exit 1
fi
echo "installing ${still[*]}"
export DEBIAN_FRONTEND=noninteractive
"${run[@]}" apt-get update -qq >/dev/null 2>&1
if ! "${run[@]}" apt-get install -y -qq --no-install-recommends "${still[@]}" >/dev/null 2>&1; then
  left=()
  for package in "${still[@]}"; do
    "${run[@]}" apt-get install -y -qq --no-install-recommends "$package" >/dev/null 2>&1 || left+=("$package")
  done
  [ ${#left[@]} -gt 0 ] && echo "install-packages: could not get ${left[*]}" >&2
fi
exit 0
