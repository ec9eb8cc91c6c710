#!/bin/sh
# Verbs on the command line: what is written, said, refused, and what --dry-run leaves alone.
. "$(dirname "$0")/cli_support.sh"
day='--date 2026-03-09T10:00Z'

# A dry run says the diff and writes nothing.
new_plan
tree >"$work/before"
# shellcheck disable=SC2086
run claim M2-T03 --dry-run $day --as mara
expect 0 "claim --dry-run"
says '^diff --git a/plan/TASK-REGISTRY.md b/plan/TASK-REGISTRY.md$'
says '^-| 2 | M2-T03 (`ebb-23`) | todo |'
says '^+| 2 | M2-T03 (`ebb-23`) | in_progress |'
says '^+| M2-T03 | Lane A | mara | 2026-03-09T10:00Z |$'
says_not 'named here too'
complains 'nothing is written'
tree >"$work/after"
same "$work/before" "$work/after" "--dry-run wrote something"
cp "$work/out" "$work/patch"

# The write is what the dry run said, and `git apply` agrees.
cp -R "$plan" "$work/copy"
# shellcheck disable=SC2086
run claim M2-T03 $day --as mara
expect 0 claim
says '^claim M2-T03'
says '^+| M2-T03 | Lane A | mara | 2026-03-09T10:00Z |$'
if has_git; then
    mkdir -p "$work/applied"
    cp -R "$work/copy" "$work/applied/plan"
    (cd "$work/applied" && GIT_CEILING_DIRECTORIES=$work git apply -p1 <"$work/patch") || fail "git apply refuses the diff"
    if diff -r "$work/applied/plan" "$plan"; then pass; else fail "git apply made something else"; fi
fi

# Refusals name themselves; the holder is known.
run claim M2-T03 --as mara
expect 3 "claimed by the same"
complains '\[claim.yours\]'
run claim M2-T03 --as jon --json
expect 3 "claimed by another"
says '"code":3,"rule":"claim.taken"'
says '"holder":"mara"'
WORKBOARD_AS=jon run release M2-T03
expect 3 "released by another"
complains '\[claim.holder\]'
run claim M2-T04 --as mara
expect 3 "waits for another"
complains '\[dependency.open\]'

# Released, everything is as it was but for the day.
# shellcheck disable=SC2086
run release M2-T03 $day --as mara --quiet
expect 0 release
if [ "$(wc -l <"$work/out")" -eq 1 ]; then pass; else fail "--quiet says more than one line"; fi
for file in STATUS.md TASK-REGISTRY.md WORKBOARD.md; do
    sed 's/^Last updated: .*/Last updated: 2026-03-06/' "$plan/$file" >"$work/$file"
    same "$work/$file" "$WORKBOARD_SOURCE/data/sample/$file" "release left a trace in $file"
done

# Lanes.
new_plan
# shellcheck disable=SC2086
run lane B in_progress $day
expect 0 lane
says '^+| Lane B | Manual and translations (`M3-T03`) | in_progress |'
run lane B nonsense
if [ "$code" -eq 3 ] || [ "$code" -eq 2 ] || [ "$code" -eq 4 ]; then pass; else fail "a status word that nobody knows: $code"; fi
run lane
expect 2 "lane without a lane"
complains '^usage: workboard lane '
# shellcheck disable=SC2086
run move M2-T03 --to C $day --json
expect 0 move
says '"written":true}$'
says '"file":"WORKBOARD.md"'
run move M2-T03
expect 2 "move to nowhere"
run claim
expect 2 "claim nothing"
run claim M9-T99
expect 4 "claim what is not there"
run claim M2-T03 --date yesterday
expect 2 "a date that is none"

# Only where the rev still is the one that was read.
new_plan
run show M2-T03 --json
rev=$(sed -n 's/.*"rev":"[0-9a-f]*"},"item".*"rev":"\([0-9a-f]*\)".*/\1/p' "$work/out")
run claim M2-T03 --if-rev 0123456789abcdef
expect 5 "another rev"
run claim M2-T03 --if-rev "$rev" --dry-run
expect 0 "the rev of the record"

# What the system refuses.
if [ "$(id -u)" -ne 0 ]; then
    chmod a-w "$plan"
    run claim M2-T03
    expect 6 "a folder that cannot be written"
    chmod u+w "$plan"
fi
chmod a-w "$plan/TASK-REGISTRY.md"
tree >"$work/before"
run claim M2-T03 --json
expect 6 "a document that cannot be written"
says '"error":{"code":6,'
tree >"$work/after"
same "$work/before" "$work/after" "half of a refused write was written"

# Without the board, the claim goes where the profile says next, and is read from there.
new_plan
rm WORKBOARD.md
cp TASK-REGISTRY.md "$work/before"
run claim M2-T03 --as mara --date 2026-03-01 --force
expect 0 "claim without a board"
says '^+| M2-T03 | Lane A | mara | 2026-03-01T00:00Z |$'
run claim M2-T03 --as jon
expect 3 "claimed where there is no board"
complains '\[claim.taken\]'
run release M2-T03 --as mara --date 2026-03-01
expect 0 "release without a board"
same TASK-REGISTRY.md "$work/before" "the claim left a trace in the registry"

# Who writes more than the ID into a claim has claimed the task all the same.
for cell in '`M2-T03`' 'M2-T03 Warn of old constants' 'M2-T03 (`ebb-23`)' 'm2-t03'; do
    new_plan
    printf '%s\n' '# Workboard' '' '## Active Claims' '' '| Task | Lane | Claimed by | Since |' '|---|---|---|---|' \
        "| $cell | Lane A | ann | 2026-03-06T08:40Z |" >WORKBOARD.md
    run claim M2-T03 --as jon
    expect 3 "claimed as $cell"
    complains 'WORKBOARD.md:7: M2-T03 is taken: ann has it'
done


# A document that is open in an editor is written all the same, and said.
new_plan
run claim M2-T03 --as ada
quiet
run release M2-T03 --as ada
for mark in .WORKBOARD.md.swp '.#WORKBOARD.md' '#WORKBOARD.md#' .WORKBOARD.md.kate-swp '.~lock.WORKBOARD.md#'; do
    ln -s "somebody@somewhere.1" "$mark"
    run claim M2-T03 --as ada
    expect 0 "a claim beside $mark"
    complains "WORKBOARD.md seems to be open in .* ($mark is there)"
    run undo --as ada --dry-run
    complains "WORKBOARD.md seems to be open in .* ($mark is there)"
    run undo --as ada --quiet
    quiet
    rm "$mark"
done
: >.STATUS.md.swp
run claim M2-T03 --as ada
quiet
run edit STATUS.md set-heading --under "Baseline Findings" Other
complains "STATUS.md seems to be open in Vim"
rm .STATUS.md.swp
finish
