#!/bin/sh
# Print the first Python here that the package runs on: 3.11 or newer, with venv.
for name in python3 python3.13 python3.12 python3.11 python3.14 python; do
    if "$name" -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' \
        >/dev/null 2>&1; then
        echo "$name"
        exit 0
    fi
done
echo "no Python 3.11 or newer with venv was found; name one with: make PYTHON=/path/to/python3" >&2
exit 1
