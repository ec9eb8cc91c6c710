#!/bin/sh
# The lines that the verbs change in a real plan, whole, against tests/e2e/corpus/*.diff. Needs the
# neighbouring corpus ($WORKBOARD_SHARED); without it nothing is asked.
# $WORKBOARD_BLESS=1 writes the expected diffs anew: read them before keeping them.
set -eu
expected=${WORKBOARD_SOURCE:-$(cd "$(dirname "$0")/../.." && pwd)}/tests/e2e/corpus
corpus=${WORKBOARD_SHARED:-/nonexistent}/corpus/execution-plan
[ -d "$corpus" ] || { echo "no corpus here: skipped"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0
HOME=$work/home XDG_STATE_HOME=$work/state
export HOME XDG_STATE_HOME
plan=docs/execution-plan

fresh() {
    rm -rf "$work/plan" "$work/state"
    mkdir -p "$work/plan" "$work/home"
    cp -R "$corpus/." "$work/plan"
    chmod -R u+w "$work/plan"
}

wb() {
    (cd "$work/plan" && "$WORKBOARD" "$@" --date 2026-02-20T14:03Z --quiet --as ada)
}

# What differs from the corpus now, without context.
changes() {
    (cd "$work/plan" && find . -type f | LC_ALL=C sort) | while read -r file; do
        cmp -s "$corpus/$file" "$work/plan/$file" ||
            diff -U0 --label "a/${file#./}" --label "b/${file#./}" "$corpus/$file" "$work/plan/$file" || :
    done
}

check() { # NAME
    changes >"$work/got"
    [ -z "${WORKBOARD_BLESS:-}" ] || cp "$work/got" "$expected/$1.diff"
    if cmp -s "$work/got" "$expected/$1.diff"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "$1: the diff is not the expected one:"
        diff "$expected/$1.diff" "$work/got" || :
    fi
}

refused() { # CODE WORD...
    code=$1
    shift
    status=0
    wb "$@" >"$work/out" 2>&1 || status=$?
    if [ "$status" -eq "$code" ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "$*: exit $status, want $code:"
        cat "$work/out"
    fi
}

fresh
wb claim M7-T01
check claim
refused 3 claim M7-T01
refused 3 claim loop-bih.1
wb release M7-T01
check release

fresh
wb claim M7-T01
wb move M7-T01 --to C
check move-claimed

fresh
wb move M7-T03 --to Orchestrator
check move-queued
refused 3 move M7-T02 --to B

fresh
wb lane A paused
check lane-paused
wb lane B active
check lane-handed-over

fresh
refused 3 lane B active
refused 3 claim M7-T02
refused 3 claim M7-T10 --lane B
refused 4 claim M7-T99
wb lane C --note 'Cadence only until `M7-T09` is ready | no heavy runs' --queue '`M7-T09` (`loop-bih.9`)'
check lane-texts

fresh
wb claim M7-T01 M7-T09 --force
check claim-two
wb release M7-T09
wb release M7-T01
check release

fresh
wb claim M7-T10 --lane B --activate --assign 'Reconcile the specs (`M7-T10`)' --force
check claim-activate
wb release M7-T10
check release

(cd "$work/plan" && "$WORKBOARD" edit "$plan/TASK-REGISTRY.md" set-cell --under 'M7 Tasks (Spec Completion and Integration Hardening)' \
    --row M7-T04 --column Status review >/dev/null)
check set-cell

fresh
proof=evidence/2026-02-20/milestone-M7
refused 3 done M7-T01
refused 3 done M7-T02 --evidence "$proof/M7-T02-validation-summary.md"
wb claim M7-T01
wb done M7-T01 --resolution 'Closed M7-T01 with the batched path end to end' --evidence "$plan/$proof/M7-T01-validation-summary.md"
check done
refused 3 done M7-T01 --evidence "$proof/M7-T01-validation-summary.md"
wb done M7-T02 M7-T03 --resolution 'Closed M7-T02 and M7-T03' --evidence "$proof/M7-T02-validation-summary.md" \
    --evidence "$proof/M7-T03-validation-summary.md" --resolves B10 --note 'Start with `M7-T04` (`loop-bih.4`)' --on 2026-02-21
check done-tranche

fresh
wb done M7-T01 M7-T02 M7-T03 M7-T04 M7-T05 M7-T06 M7-T07 M7-T08 M7-T09 M7-T10 --evidence "$proof/summary.md"
check done-milestone

fresh
wb block M7-T02 --reason 'waits for the licence of the model' --impact 'No fallback' --exit 'Licence signed' --status
check block
wb unblock M7-T02
check unblock
wb block --reason 'M7-T02 and M7-T03 share one test machine | no second one'
check block-named

fresh
wb resolve B5 --resolution 'D-007 controls hold (B5)' --evidence "$proof/B5-summary.md"
check resolve
wb resolve B8 --by R32
check resolve-by

fresh
wb queue top M7-T04 --priority P0
wb queue down M7-T01
wb queue add M7-T10 --after M7-T09
wb queue remove M7-T08
wb queue set M7-T02 --priority P1 --description 'Close the fallback gap (`G-002`)'
check queue

fresh
wb add task 'Publish the support claims' milestone=M7 depends_on=M7-T10 'Required Gates=VG-CONTRACT-001'
wb add blocker 'Test machine is down' 'impact=No heavy runs' exit_condition='Machine is back'
wb add finding 'Batch path has no timeout' milestone=M7
wb add decision 'Timeouts of the batch path' status=Proposed 'Context=A batch may hang.'
wb add milestone 'Follow-up' 'notes=Opened after M7'
check add

fresh
wb set M7-T01 status=review 'notes+=; in review'
wb set M7 'status=In progress'
wb set loop-bih.2 deliverable 'Fallback extraction | validated'
wb set D-001 status=Superseded
wb set queue:M7-T05 priority=P0
check set
refused 3 set M7-T01 status=sleepy
refused 4 set M7-T01 colour=red
refused 4 add task 'x' milestone=M7 colour=red

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
