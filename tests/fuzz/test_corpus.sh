#!/bin/sh
# Every input that is kept for a fuzz target runs through it: what once broke it stays mended.
set -eu
passed=0
failed=0
for program in "$WORKBOARD_BUILD"/tests/fuzz/replay_*; do
    case $program in
    *.o | *.log | *.trs) continue ;;
    esac
    name=$(basename "$program" | sed 's/^replay_//')
    folder=$WORKBOARD_SOURCE/tests/fuzz/corpus/$name
    if [ -d "$folder" ] && "$program" "$folder"/* >"$name-replay.out" 2>&1; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "$name: $folder" >&2
        tail -n 5 "$name-replay.out" >&2 || :
    fi
    rm -f "$name-replay.out"
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
