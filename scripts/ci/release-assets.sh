#!/usr/bin/env bash
# Writes what a release consists of into the folder that is named: the packed package, its components as CycloneDX,
# checksums.
set -euo pipefail
target="$1"
mkdir -p "$target"
npm run --silent sbom > "$target/docproof.cdx.json"
npm pack --silent --ignore-scripts --pack-destination "$target" > /dev/null
cd "$target"
if command -v sha256sum > /dev/null; then sha256sum docproof* > SHA256SUMS; else shasum -a 256 docproof* > SHA256SUMS; fi
