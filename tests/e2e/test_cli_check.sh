#!/bin/sh
# workboard check: what it says and how, severities from the settings, what it mends; and that its manual page knows
# every rule.
# shellcheck source=tests/e2e/cli_support.sh
. "$(dirname "$0")/cli_support.sh"

# A plan with one thing wrong of each weight.
wrong_plan() {
    new_plan
    rm -rf "$plan"
    mkdir -p "$plan"
    cd "$plan" || exit 1
    cat >TASK-REGISTRY.md <<'END'
# Registry

Last updated: 2026-03-01

## Priority Queue

| Rank | Task ID | Status | Why Next |
|---|---|---|---|
| 1 | M1-T02 | todo | Sails |

## M1 Tasks

| Task ID | Status | Depends On | Required Gates |
|---|---|---|---|
| M1-T01 Oar | done | - | - |
| M1-T02 Sail | in_progress | M1-T01 | VG-NONE-001 |
| M1-T03 Mast | todo |
END
    cat >STATUS.md <<'END'
# Status

Last updated: 2026-03-01

## Top Priority Queue (Next 3 Tasks)

| Priority | Task ID | Description |
|---|---|---|
| P0 | M1-T02 | Sail |
| P1 | M1-T03 | [Mast](mast.md) |
END
}

wrong_plan
run check
expect 1 "errors are a no"
says '^plan/TASK-REGISTRY.md:9:16: error: M1-T02 is todo here and in_progress in TASK-REGISTRY.md:16 \[mirror.state\]$'
says '^plan/TASK-REGISTRY.md:17:1: warning: .*\[table.ragged\]$'
says '^plan/STATUS.md:5:29: note: the heading counts 3, and 2 stand below it \[heading.count\]$'
says '^plan/STATUS.md:10:24: note: .*mast.md is not there \[link.file\]$'
says_not 'found'
[ "$(wc -l <"$work/out")" -eq 5 ] || fail "there are not five findings"
cp "$work/out" "$work/all"

# as JSON: the same findings, and how many
run check --json
expect 1 "errors are a no in JSON too"
says '^{"rule":"mirror.state","severity":"error","message":.*"file":"TASK-REGISTRY.md","line":9,"column":16,"fix":true}'
says '"counts":{"error":1,"warning":2,"note":2}'
run check --format sarif
expect 1 "errors are a no in SARIF too"
says '"version":"2.1.0"'
says '"ruleId":"mirror.state","ruleIndex":[0-9]*,"level":"error"'
says '"artifactLocation":{"uri":"plan/TASK-REGISTRY.md","uriBaseId":"SRCROOT"},"region":{"startLine":9,"startColumn":16,"endLine":9,"endColumn":20}'
run check --format status
expect 1 "errors are a no as a status too"
says '"status":"fail"'
says '^"TASK-REGISTRY.md:9: M1-T02 is todo here'
run check --format prose
expect 2 "an unknown format"

# a file alone: what is found in it, as the whole plan sees it
run check --plan STATUS.md
expect 0 "no errors in this file"
says 'STATUS.md:5:29: note'
says_not 'TASK-REGISTRY.md:'
[ "$(wc -l <"$work/out")" -eq 2 ] || fail "other findings in the file alone"

# some rules only
run check --rule link.file,heading.count
expect 0 "notes are no errors"
[ "$(wc -l <"$work/out")" -eq 2 ] || fail "--rule shows others"
run check --rule heading.cuont
expect 2 "a misspelt rule"
complains 'did you mean heading.count?'

# severities from the settings, and their mistakes by line
printf 'rules:\n  mirror.state: note\n  link.file: off\n  heading.count: error\n' >.workboard.yaml
run check
expect 1 "a note that was made an error"
says 'note: M1-T02 is todo'
says 'error: the heading counts'
says_not 'link.file'
printf 'rules:\n  mirror.state: note\n  mirror.stat: off\n' >.workboard.yaml
run check
expect 2 "a rule that does not exist"
complains '\.workboard\.yaml:3: there is no rule "mirror.stat"; did you mean mirror.state?'
printf 'rules: {mirror.state: loud}\n' >.workboard.yaml
run check
expect 2 "a severity that does not exist"
complains '\.workboard\.yaml:1: the severity of mirror.state is error, warning, note or off'
rm .workboard.yaml

# what has one right answer: seen, asked about, written, taken back
cp TASK-REGISTRY.md "$work/registry"
cp STATUS.md "$work/status"
run check --fix
expect 2 "nobody can be asked"
complains 'say --yes'
run check --fix --dry-run --date 2026-03-02
expect 0 "the diff"
says '^+| 1 | M1-T02 | in_progress | Sails |$'
says '^+## Top Priority Queue (Next 2 Tasks)$'
says '^+| M1-T03 Mast | todo |  |  |$'
if cmp -s TASK-REGISTRY.md "$work/registry"; then pass; else fail "--dry-run writes"; fi
run check --fix --yes --date 2026-03-02
expect 0 "mending"
says '^mend 3 findings'
run check
expect 0 "what is left are no errors"
says_not 'mirror.state\|table.ragged\|heading.count'
says 'reference.undefined'
run check --fix --yes
expect 0 "nothing more to mend"
complains 'nothing of it has one right answer'
run undo
if cmp -s TASK-REGISTRY.md "$work/registry" && cmp -s STATUS.md "$work/status"; then pass; else fail "undo"; fi
run check
if cmp -s "$work/out" "$work/all"; then pass; else fail "after undo something else is found"; fi

# finished work leaves the queues; headings count what is left
sed 's/| M1-T02 Sail | in_progress/| M1-T02 Sail | done/' "$work/registry" >TASK-REGISTRY.md
printf '# Board\n\n## Active Assignments\n\n| Lane | Current Assignment | Status | Notes |\n|---|---|---|---|\n' >WORKBOARD.md
printf '| Lane A | x | active | - |\n\n## Next Queue by Lane\n\n- Lane A: `M1-T02` -> `M1-T03`\n' >>WORKBOARD.md
run check --fix --yes
expect 0 "mending queues"
run check
says_not 'queue.finished\|lane.finished\|heading.count'
grep -q '^- Lane A: `M1-T03`$' WORKBOARD.md || fail "the lane's queue"
grep -q '^## Top Priority Queue (Next 1 Tasks)$' STATUS.md || fail "the heading"
rm WORKBOARD.md
cp "$work/registry" TASK-REGISTRY.md
cp "$work/status" STATUS.md

# a mirror that is further on than its authority is left to people
sed 's/| 1 | M1-T02 | todo/| 1 | M1-T02 | done/' "$work/registry" >TASK-REGISTRY.md
run check --fix --dry-run --rule mirror.state
says_not 'M1-T02'
cp "$work/registry" TASK-REGISTRY.md

# nothing is written by looking
find "$work/repository" | sort >"$work/before"
run check
find "$work/repository" | sort >"$work/after"
if cmp -s "$work/before" "$work/after"; then pass; else fail "check leaves something behind"; fi

# what git knows
if has_git; then
    mkdir -p milestones src
    printf '# M1 - Boat\n\n### M1-T02 Sail\n\n- Scope:\n- `plan/src/sail.c`\n\n### M1-T03 Mast\n\n- Scope:\n- `plan/src/mast.c`\n' >milestones/M1.md
    printf 'int sail;\n' >src/sail.c
    printf '# B\n\n## Active Claims\n\n| Task | Lane | Claimed by | Since |\n|---|---|---|---|\n' >WORKBOARD.md
    printf '| M1-T02 | - | ann | 2026-01-01T08:00Z |\n| M1-T03 | - | bob | 2026-01-01T08:00Z |\n' >>WORKBOARD.md
    commit_plan
    run check --rule date.old
    says '^plan/TASK-REGISTRY.md:3:15: warning: says 2026-03-01, and its last commit is of'
    run check --rule claim.stale
    says '^plan/WORKBOARD.md:8:22: warning: M1-T03 .* no file of its scope has changed since \[claim.stale\]$'
    says_not 'M1-T02'
    printf 'int mast;\n' >src/mast.c
    run check --rule claim.stale
    says_not .
fi

# every rule has its paragraph, with its severity, in the order of the table
"$WORKBOARD" check --help | sed -n 's/^  \([a-z]*\.[a-z_]*\)  *\([a-z]*\) .*/\1 \2/p' >"$work/table"
sed -n '/^\.Sh RULES/,/^\.Sh EXAMPLES/p' "$WORKBOARD_SOURCE/man/workboard-rules.5" |
    sed -n -e 's/^\.It Cm \([a-z]*\.[a-z_]*\)$/\1/p' -e 's/^\.Pq \(error\|warning\|note\)$/\1/p' | paste -d' ' - - >"$work/page"
if cmp -s "$work/table" "$work/page"; then pass; else fail "$(diff "$work/table" "$work/page")"; fi
[ "$(wc -l <"$work/table")" -ge 30 ] || fail "the table of rules is short"

finish
