#!/usr/bin/env bash
# Publishes the packed package in the folder that is named, with proof of where it was built.
# Further arguments go to npm.
set -euo pipefail
target="$1"
shift
npm publish "$target"/docproof-*.tgz --provenance --access public "$@"
