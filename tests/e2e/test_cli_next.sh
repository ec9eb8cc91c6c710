#!/bin/sh
# next and graph: what they say, what --claim writes, and that two who ask at once get two tasks.
. "$(dirname "$0")/cli_support.sh"
new_plan

# ---- next ----
tree >"$work/before"
run next
expect 0 next
quiet
says '^M2-T03  Warn of old constants  \[Lane A\]$'
says '^    priority P0; 2 tasks wait for it, 3 with those behind; '
says_not 'M2-T02'
clean next
[ "$(sed -n 's/^\(M[^ ]*\) .*/\1/p' "$work/out" | tr '\n' ' ')" = 'M2-T03 M2-T05 ' ] && pass || fail "the best comes first"
run next -n 1
says '^M2-T03 '
says_not '^M2-T05 '
run next --lane c
says '^M2-T05 '
says_not '^M2-T03 '
run next --json
expect 0 "next --json"
says '"reasons":\["priority P0","2 tasks wait for it, 3 with those behind",'
says '"unblocks":{"direct":2,"all":3},"chain":2}'
run next -n 0
expect 2 "no number"
run next -n two
expect 2 "no number either"
run next --lane Z
expect 4 "no such lane"
run next --claim --dry-run --as hand
expect 0 "a claim that is only shown"
says '^+| M2-T03 '
tree >"$work/after"
same "$work/before" "$work/after" "asking writes nothing"

# ---- claiming ----
run next --commit
expect 2 "an option of --claim alone"
if has_git; then
    rm -rf "$work/committed"
    mkdir "$work/committed"
    cp -R . "$work/committed/plan"
    (
        cd "$work/committed" && git init -q && git add plan &&
            git -c user.name=ann -c user.email=ann@example.org commit -qm plan
    )
    GIT_AUTHOR_NAME=ann GIT_AUTHOR_EMAIL=ann@example.org GIT_COMMITTER_NAME=ann GIT_COMMITTER_EMAIL=ann@example.org
    export GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL GIT_COMMITTER_NAME GIT_COMMITTER_EMAIL
    run next --claim --as one --commit --plan "$work/committed/plan"
    expect 0 "next --claim --commit"
    says '^committed as [0-9a-f]\{12\}$'
    git -C "$work/committed" log -1 --format=%s >"$work/out"
    says '^claim M2-T03 for Lane A$'
    git -C "$work/committed" status --porcelain >"$work/out"
    says_not .
fi

run next --claim --as one --json
expect 0 "next --claim"
says '"id":"M2-T03"'
says '"summary":"claim M2-T03 for Lane A"'
says '"written":true'
run list claims
says 'M2-T03 .*one'
run release M2-T03 --as one
expect 0 "released again"
run next --claim --as one -n 5
expect 0 "so many as there are"
says '^M2-T03 '
says '^M2-T05 '
run list claims
says 'M2-T03 .*one'
says 'M2-T05 .*one'
run next
expect 1 "nothing is left"
says '^nothing is ready: '
says '^  M2-T02 is claimed by mara@quay since .*; [0-9]* wait for it$'
run next --json
expect 1 "nothing as JSON"
says '"items":\[\]'
says '"id":"M2-T02","state":"in_progress","reason":"is claimed by mara@quay'
tree >"$work/before"
run next --claim --as two
expect 1 "nothing to claim"
says '^nothing is ready'
tree >"$work/after"
same "$work/before" "$work/after" "nothing was written"
run next --lane c
says '^nothing is ready in Lane C'

# A rule speaks against the best of a lane: the refusal names it.
new_plan
run lane a paused
run next --claim --lane a --as one
expect 3 "a lane that takes no work"
complains 'Lane A'
run next --claim --as one
expect 0 "another lane does"
says '^M2-T05 '

# ---- two at once ----
new_plan
run lane a in_progress
i=0
for who in one two three four; do
    "$WORKBOARD" next --claim --quiet --as "$who" >"$work/claim-$who" 2>"$work/claim-$who.err" </dev/null &
    i=$((i + 1))
done
wait
cat "$work"/claim-one "$work"/claim-two "$work"/claim-three "$work"/claim-four >"$work/out"
taken=$(grep -c '^claim ' "$work/out")
[ "$taken" -eq 2 ] && pass || fail "$taken of two tasks were claimed"
[ "$(grep '^claim ' "$work/out" | sort -u | wc -l)" -eq 2 ] && pass || fail "one task was claimed twice"
[ "$(grep -c '^nothing is ready' "$work/out")" -eq 2 ] && pass || fail "who came too late is told so"
[ "$("$WORKBOARD" list claims | grep -c 'M2-T0[35] .*\(one\|two\|three\|four\)')" -eq 2 ] && pass || fail "both claims are written"

# ---- graph ----
new_plan
tree >"$work/before"
run graph
expect 0 graph
quiet
clean graph
says '^✔ M0-T01 '
says '▶ M2-T02 Draw the curve of a day @mara@quay  (also after M1-T03)$'
[ "$(wc -l <"$work/out")" -eq "$("$WORKBOARD" list tasks --fields id | sed 1d | wc -l)" ] && pass || fail "one line a task"
LC_ALL=C run graph --open
says '^\[in_progress\] M2-T02 '
says '^|- \[todo\] M2-T04 \|^`- \[todo\] M2-T04 '
says_not '\[done\]'
run graph --up m2-t04
says '^○ M2-T04 '
says '^└─ ▶ M2-T02 '
says_not M3-T01
run graph M2-T04 --open
says '^├─ ○ M3-T01 '
says '^   └─ ○ M3-T04 '
says_not '^[^(]* M2-T0[^4]'
run graph --critical
[ "$(sed 's/^[^ ]* \([^ ]*\) .*/\1/' "$work/out" | tr '\n' ' ')" = 'M2-T02 M2-T04 M3-T01 M3-T04 ' ] && pass || fail "the longest chain"
run graph --layers
says '^layer 0$'
says '^layer 9$'
run graph --format dot
says '^digraph plan {$'
says '^  n[0-9]* \[label="M2-T02 Draw the curve of a day\\nin_progress", fillcolor='
says '^  n0 -> n1;$'
run graph --format mermaid
says '^flowchart LR$'
says '^  n0 --> n1$'
says '^  classDef done fill:'
run graph --json
says '{"id":"M2-T02","title":"Draw the curve of a day","state":"in_progress","layer":7,'
says '{"from":"M2-T02","to":"M2-T04"}'
says '"critical_path":\["M2-T02","M2-T04","M3-T01","M3-T04"\],"cycles":\[\]}'
run graph --format svg
expect 2 "a format that there is not"
run graph M2-T02 --up M2-T04
expect 2 "two tasks"
run graph nix
expect 4 "no such task"
tree >"$work/after"
same "$work/before" "$work/after" "drawing writes nothing"

# A cycle is named, and its tasks are never offered.
sed 's/^\(| M2-T05 .*| todo |\) M2-T01 |/\1 M3-T03 |/' TASK-REGISTRY.md >"$work/changed"
cat "$work/changed" >TASK-REGISTRY.md
run graph
says '^cycle: M2-T05 → M3-T03 → M2-T05$'
run graph --json
says '"cycles":\[\["M2-T05","M3-T03"\]\]'
run next
says_not '^M2-T05'
finish
