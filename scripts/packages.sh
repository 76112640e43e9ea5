# shellcheck shell=bash
# The Debian packages that each verb needs, and how they get on the machine. Sourced by the other scripts.

# What building and running needs. RxJS, which the stream's JavaScript library combines with, is asked for from the
# start, so that a machine set up once stays enough.
PACKAGES_RUN=(libssl-dev libxml2-dev zlib1g-dev libsqlite3-dev libjs-rx pkg-config)
# What the tests need besides: real clients, a browser among them, and a virtual environment for those written in
# Python.
PACKAGES_TEST=(
  "${PACKAGES_RUN[@]}" python3 python3-venv curl ca-certificates openssl sqlite3 chromium chromium-driver)
# What the bench needs besides: the server it compares with, the client that loads both, and a C compiler.
PACKAGES_BENCH=("${PACKAGES_RUN[@]}" python3 openssl nginx-light wrk curl sqlite3 gcc libc6-dev)

# Given to each build. Colours would change the compilers' command lines with where the output goes, and a build in a
# terminal after one in a pipe would compile everything anew.
BUILD_FLAGS=(--no-color-diagnostics)
# Given to each optimised build besides. With Swift's runtime and Foundation linked in, the product maps 4 MB less, starts
# sooner, and runs on machines without Swift. (The linker warns of mktemp: that is Foundation's.)
RELEASE_FLAGS=(-c release --static-swift-stdlib)

say() { printf '%s\n' "$*" >&2; }

# Prints those of its arguments that dpkg does not know as installed. nginx comes in several packages, and
# any of them will do, so a package whose program is there counts as installed too.
missing_packages() {
  local package
  for package in "$@"; do
    if [ "$package" = nginx-light ] && PATH="$PATH:/usr/sbin" command -v nginx >/dev/null; then continue; fi
    if [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" != installed ]; then
      printf '%s\n' "$package"
    fi
  done
}

# Installs what is missing of its arguments; without the right to, prints the line that does, and fails.
require_packages() {
  if ! command -v dpkg-query >/dev/null; then
    say "This is not a Debian machine; please install the equivalents of: $*"
    return 0
  fi
  local -a missing
  mapfile -t missing < <(missing_packages "$@")
  if [ "${#missing[@]}" -eq 0 ]; then return 0; fi

  local -a as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null || ! sudo -n true 2>/dev/null; then
      say "Some Debian packages are missing; this line installs them:"
      say "  sudo apt-get update && sudo apt-get install --yes --no-install-recommends ${missing[*]}"
      return 1
    fi
    as_root=(sudo -n)
  fi
  say "Installing ${missing[*]}"
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq update </dev/null >&2
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get -qq install --yes --no-install-recommends "${missing[@]}" </dev/null >&2
}

# Fails with a sentence unless a Swift toolchain new enough for the manifest is on the path.
require_swift() {
  local mend="install Swift 6.1 or newer from https://www.swift.org/install/linux/ and put its 'swift' on the PATH."
  if ! command -v swift >/dev/null; then
    say "The Swift toolchain is missing: $mend"
    return 1
  fi
  local version major minor
  version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9][0-9]*\.[0-9][0-9]*\).*/\1/p' | head -n 1)
  major=${version%%.*}
  minor=${version#*.}
  if [ -z "$version" ] || [ "$major" -lt 6 ] || { [ "$major" -eq 6 ] && [ "$minor" -lt 1 ]; }; then
    say "The Swift toolchain is '${version:-of an unknown version}', which is too old: $mend"
    return 1
  fi
}
