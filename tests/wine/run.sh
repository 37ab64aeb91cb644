#!/bin/bash
# The tests in a Windows Python under Wine: bash tests/wine/run.sh FOLDER [words for pytest]
# FOLDER is what prepare.sh made. Each file of tests gets a process of its own, and ten minutes.
set -u -o pipefail
folder=$(cd "$1" && pwd)
shift
root=$(cd "$(dirname "$0")/../.." && pwd)
cd "$root"
export WINEPREFIX="$folder/prefix" WINEDEBUG=-all
PYTHONPATH="Z:$(printf %s "$root" | tr / '\\')"
export PYTHONPATH
failed=0
for file in $(find tests -name 'test_*.py' | sort); do
    # through a pipe: Wine gives Python no handle for a file
    timeout 600 wine "$folder/python/python.exe" -m pytest -p no:cacheprovider -rfE --tb=short \
        -m "not libreoffice and not node" "$@" "$file" < /dev/null 2>&1 | cat > "$folder/last.log"
    code=$?
    printf '%s: %s\n' "$file" "$(grep -aE '(passed|failed|skipped|deselected|error).* in [0-9]' "$folder/last.log" | tail -1)"
    if [ "$code" != 0 ] && [ "$code" != 5 ]; then
        failed=1
        cat "$folder/last.log"
    fi
done
exit $failed
