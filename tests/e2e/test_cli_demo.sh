#!/bin/sh
# The sample plan of the program, copied and opened.
. "$(dirname "$0")/cli_support.sh"
new_plan

run demo "$work/demo/deep/plan"
expect 0 "demo DIR"
says '^Milestones$'
complains "$work/demo/deep/plan"
if diff -r "$WORKBOARD_SOURCE/data/sample" "$work/demo/deep/plan"; then pass; else fail "the copy is another one"; fi

run demo "$work/demo/deep/plan"
expect 3 "a folder that is not empty"
mkdir "$work/hidden"
: >"$work/hidden/.kept"
run demo "$work/hidden"
expect 3 "a folder with a hidden file"
mkdir "$work/void"
run demo "$work/void/"
expect 0 "an empty folder"
run demo "$work/hidden/.kept"
expect 6 "a file in place of a folder"
run demo "$work/hidden/.kept/below"
expect 6 "below a file"
run demo ''
expect 2 "no folder at all"

mkdir "$work/temporary"
TMPDIR=$work/temporary run demo --json
expect 0 "demo in a temporary folder"
says '"milestones":\['
if [ -e "$work"/temporary/workboard-demo-*/STATUS.md ]; then pass; else fail "there is no copy"; fi

cd "$work/void" || exit 1
run claim M2-T03 --as mara
expect 0 "a claim in the copy"
finish
