#!/bin/sh
# Eight processes make a thousand different edits each on one plan, of cells, rows, items and nodes: all are there.
. "$(dirname "$0")/race_support.sh"
new_plan

processes=8
each=$(rounds 1000 8)
quarter=$((each / 4))

# A row, an item and a node for each edit that changes one.
{
    printf '# Race\n\n## Cells\n\n| ID | State | Note |\n|---|---|---|\n'
    for p in $(seq $processes); do
        for i in $(seq $quarter); do echo "| R$p-$i | todo | - |"; done
    done
    printf '\n## Rows\n\n| ID | Who |\n|---|---|\n| first | nobody |\n\n## Items\n\n'
    for p in $(seq $processes); do
        for i in $(seq $quarter); do echo "- [ ] I$p-$i to be ticked"; done
    done
} >RACE.md
{
    echo 'tasks:'
    for p in $(seq $processes); do
        for i in $(seq $quarter); do printf -- '  - id: N%s-%s\n    state: todo\n' "$p" "$i"; done
    done
} >race.yaml

# Once more where others were faster than eight tries of the program.
edit() {
    for try in 1 2 3 4 5; do
        "$WORKBOARD" edit "$@" --quiet >"$work/out-$p" 2>&1 && return 0
        [ $? -eq 5 ] || break
    done
    echo "try $try: $*: $(cat "$work/out-$p")" >>"$work/errors"
}

for p in $(seq $processes); do
    (
        i=0
        while [ $i -lt $quarter ]; do
            i=$((i + 1))
            edit RACE.md set-cell --under Cells --row "R$p-$i" --column State "done by $p"
            edit RACE.md add-row --under Rows "A$p-$i" "$p"
            edit RACE.md tick --under Items --item "I$p-$i"
            edit race.yaml set-node "tasks[id=N$p-$i].state" "done by $p"
        done
    ) &
    started="$started $!"
done
wait

if [ -s "$work/errors" ]; then
    fail "$(wc -l <"$work/errors") edits were refused, the first ones:"
    head "$work/errors"
fi
all=$((processes * quarter))
count $all "cells" '^| R[0-9]-[0-9]* | done by [0-9] | - |$' RACE.md
count $all "rows" '^| A[0-9]-[0-9]* | [0-9] |$' RACE.md
count $all "items" '^- \[x\] I[0-9]-[0-9]* to be ticked$' RACE.md
count $all "nodes" '^    state: done by [0-9]$' race.yaml
[ -z "$(grep '^| A' RACE.md | sort | uniq -d)" ] || fail "a row stands there twice"
[ "$(wc -l <race.yaml)" -eq $((1 + 2 * all)) ] || fail "lines of race.yaml"
tidy
finish "$processes processes, $((quarter * 4)) edits each"
