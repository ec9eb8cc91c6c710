#!/bin/sh
# Everything that check finds in the neighbouring corpus of real plans, and nothing else, against
# tests/e2e/families/check-*.txt. Needs $WORKBOARD_SHARED; without it nothing is asked.
# $WORKBOARD_BLESS=1 writes the expected lists anew: look at each place before keeping them.
set -eu
expected=${WORKBOARD_SOURCE:-$(cd "$(dirname "$0")/../.." && pwd)}/tests/e2e/families
corpus=${WORKBOARD_SHARED:-/nonexistent}/corpus
[ -d "$corpus/gap-index" ] || { echo "no corpus here: skipped"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0
HOME=$work/home XDG_STATE_HOME=$work/state LC_ALL=C.UTF-8
export HOME XDG_STATE_HOME LC_ALL

# Outside of any repository: what git says of the copy is not asked here.
for family in execution-plan gap-index loop-pack master-plan; do
    mkdir -p "$work/plan"
    cp -R "$corpus/$family/." "$work/plan"
    chmod -R u+w "$work/plan"
    (cd "$work/plan" && GIT_CEILING_DIRECTORIES=$work "$WORKBOARD" check) >"$work/got" || :
    [ -z "${WORKBOARD_BLESS:-}" ] || cp "$work/got" "$expected/check-$family.txt"
    if cmp -s "$work/got" "$expected/check-$family.txt"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "$family: other findings than expected:"
        diff "$expected/check-$family.txt" "$work/got" || :
    fi
    rm -rf "$work/plan"
done
grep -q ':208:37: error: W5-T02 is done here and todo in .*:58 \[mirror.state\]$' "$expected/check-master-plan.txt" ||
    { failed=$((failed + 1)); echo "W5-T02 is not among the expected findings"; }
if grep -q 'heading.count' "$expected/check-execution-plan.txt"; then
    failed=$((failed + 1))
    echo "a heading that counts rightly is among the expected findings"
fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
