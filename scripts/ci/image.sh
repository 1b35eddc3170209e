#!/bin/sh
# Builds the package and installs it into the folder that is named, as users install it, and nothing else with it but
# the packages that PEERS names.
set -eu
target="$1"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
npm ci --ignore-scripts --no-audit --no-fund
node scripts/build.mjs
npm pack --ignore-scripts --pack-destination "$work"
mkdir -p "$target"
npm install --prefix "$target" --omit=dev --omit=optional --omit=peer --ignore-scripts --no-audit --no-fund "$work"/docproof-*.tgz ${PEERS:-}
cp scripts/ci/health.mjs "$target/health.mjs"
