#!/usr/bin/env bash
# The page's own checks: types and logic, with Node from a wheel or from the path.
set -euo pipefail
cd "$(dirname "$0")/../web"
bin=$(cd .. && cd "${BIN:-.venv/bin}" && pwd)
export PATH="$bin:$PATH"
if [[ ! -x node_modules/.bin/vitest || package-lock.json -nt node_modules/.package-lock.json ]]; then
    npm ci --no-audit --no-fund --silent
fi
npm run --silent check
npm run --silent test -- --silent
