#!/usr/bin/env bash
# The gate. A person types `make test`; the same runs on every change. Every check is made, whatever
# the others say; the exit status is 1 if any of them failed. The whole test run comes last.
set -uo pipefail
cd "$(dirname "$0")/.."
bin=${BIN:-.venv/bin}
export MPLBACKEND=Agg
failed=()

check() {
    local name=$1 began=$SECONDS
    shift
    printf '\n== %s\n' "$name"
    if ! "$@"; then
        failed+=("$name")
    fi
    printf '   %s: %d s\n' "$name" $((SECONDS - began))
}

check "format" "$bin/ruff" format --check --output-format concise .
check "lint" "$bin/ruff" check --output-format concise .
check "types" "$bin/mypy"
check "rooms" "$bin/lint-imports" --no-logo --cache-dir .import_linter_cache
check "habits" "$bin/python" -m tools.check_rooms
check "shapes" "$bin/python" -m tools.check_shapes
check "docstrings" "$bin/python" -m tools.check_docstrings
check "wheel" "$bin/python" -m tools.check_wheel
check "page" env BIN="$bin" scripts/page.sh
check "engine, interpreted" env NUMBA_DISABLE_JIT=1 \
    "$bin/python" -m pytest -q tests/engine -m "not compiled" -p no:cacheprovider
check "tests" "$bin/python" -m pytest -q

if ((${#failed[@]})); then
    printf '\nThe gate is shut: %s\n' "$(IFS=,; echo "${failed[*]}")"
    exit 1
fi
printf '\nThe gate is open: %d s in all\n' "$SECONDS"
