#!/bin/sh
# New plans from templates, and git's merge driver for them.
. "$(dirname "$0")/cli_support.sh"

mkdir "$work/new"
cd "$work/new" || exit 1

for profile in execution-plan gap-index master-plan loop-pack generic; do
    run init "$profile" --plan "$profile" --dry-run --date 2026-03-09
    expect 0 "$profile --dry-run"
    says '^+++ b/'
    if [ -e "$profile" ]; then fail "$profile --dry-run writes"; else pass; fi
    run init "$profile" --plan "$profile" --date 2026-03-09
    expect 0 "$profile"
    if grep -rq '@DAY@' "$profile"; then fail "$profile: a day is missing"; else pass; fi
    cp -R "$profile" "$profile-before"
    run --plan "$profile" profile list
    says "^$profile .*reads this plan"
    run --plan "$profile" list tasks --ready
    expect 0 "$profile: tasks"
    says 'Build and test with one command\|Say what is to be built'
    run --plan "$profile" status
    expect 0 "$profile: status"
    if [ -s "$work/err" ]; then fail "$profile: $(cat "$work/err")"; else pass; fi
    run init "$profile" --plan "$profile"
    expect 3 "$profile is there already"
    complains 'init.exists'
    if diff -r "$profile" "$profile-before"; then pass; else fail "$profile was overwritten"; fi
    task=$("$WORKBOARD" --plan "$profile" next -n 1 | sed -n '1s/ .*//p')
    run --plan "$profile" claim "$task" --as ida --dry-run
    expect 0 "$profile: claim $task"
done

run init nothing
expect 4 "no such template"
complains '^  generic$'

run init --json --plan json --date 2026-03-09
expect 0 "init --json"
says '"summary":"init execution-plan"'
says '"written":true'

# One file is in the way: nothing is made.
mkdir -p "$work/new/way"
echo mine >"$work/new/way/STATUS.md"
run init execution-plan --plan way
expect 3 "a file in the way"
if [ "$(ls way)" = STATUS.md ] && [ "$(cat way/STATUS.md)" = mine ]; then pass; else fail "something was made beside it"; fi

if ! has_git; then finish; fi

repository="$work/a repository"
mkdir "$repository"
cd "$repository" || exit 1
git init -q .
run init --merge-driver
expect 4 "no plan"
run init execution-plan --merge-driver --plan docs/plan --date 2026-03-09
expect 0 "init PROFILE --merge-driver"
if grep -qx '/docs/plan/STATUS.md merge=workboard' .gitattributes; then pass; else fail "attributes: $(cat .gitattributes)"; fi
if [ "$(git config merge.workboard.driver)" = 'workboard merge-driver %O %A %B %P %L' ]; then pass; else fail "no driver"; fi
if [ "$(git check-attr merge docs/plan/milestones/M1.md)" = 'docs/plan/milestones/M1.md: merge: workboard' ]; then pass; else fail "cards"; fi

cp .gitattributes before
cd docs/plan || exit 1
run init --merge-driver
expect 0 "again"
says 'already'
cd "$repository" || exit 1
if cmp -s before .gitattributes; then pass; else fail "again: $(diff before .gitattributes)"; fi

# What is said already stays, and so does the last line that has no end.
printf '*.png binary\r\n/docs/plan/STATUS.md merge=union' >.gitattributes
git config --unset merge.workboard.driver
cp .gitattributes before
run init --merge-driver --dry-run --plan docs/plan
expect 0 "--dry-run"
says '^+/docs/plan/WORKBOARD.md merge=workboard'
says '^git config merge.workboard.driver'
if cmp -s before .gitattributes && ! git config merge.workboard.driver >/dev/null; then pass; else fail "--dry-run writes"; fi
run init --merge-driver --plan docs/plan
expect 0 "attributes of one's own"
if grep -q '^/docs/plan/STATUS.md merge=union' .gitattributes && ! grep -q 'STATUS.md merge=workboard' .gitattributes; then pass; else fail "$(cat .gitattributes)"; fi
if [ "$(git config merge.workboard.driver)" = 'workboard merge-driver %O %A %B %P %L' ]; then pass; else fail "no driver again"; fi

cd "$work/new" || exit 1
run init --merge-driver --plan generic
expect 4 "no repository"

finish
