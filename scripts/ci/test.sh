#!/usr/bin/env bash
# All tests on Linux, where a browser is easily installed; elsewhere those that need none.
set -euo pipefail
if [ "$(uname -s)" = Linux ]; then
  npm test
else
  npm run test:unit
fi
