#!/bin/sh
# What was changed is taken back: by this name, by any, by number, in a plan and outside of one.
. "$(dirname "$0")/cli_support.sh"
new_plan
WORKBOARD_AS=ada
export WORKBOARD_AS
run list tasks --ready --fields id
ready=$(sed -n 2p "$work/out" | tr -d ' ')
tree >"$work/fresh"

run undo
expect 4 "nothing was changed yet"
complains 'ada made no change'
run undo --list
expect 0 "an empty list"
says 'no change is remembered'

# A claim makes a section, which goes with it; then both come again.
run claim "$ready"
expect 0 claim
tree >"$work/claimed"
run undo --list
says "^1 .* ada .*claim $ready"
clean list
run undo --dry-run
expect 0 "a dry run"
says '^diff --git a/plan/'
complains 'nothing is written'
tree >"$work/now"
same "$work/now" "$work/claimed" "a dry run writes nothing"
run undo
expect 0 undo
says "^undo claim $ready"
says 'workboard undo --id 2'
tree >"$work/now"
same "$work/now" "$work/fresh" "a claim is taken back"
run undo
expect 4 "nothing is left"
run undo --id 2 --json
expect 0 redo
says '"written":true'
says "\"summary\":\"redo claim $ready"
tree >"$work/now"
same "$work/now" "$work/claimed" "a claim is made again"
run undo --id 2
expect 3 "taken back already"
complains 'undo.done'
complains 'undo --id 3'
run undo --list --json
expect 0 'a list as JSON'
says '"changes":\['
says '{"id":3,"time":"[-0-9T:Z]*","who":"ada","verb":"undo","summary":"redo claim .*","undoes":2,"undone_by":null'

# Finishing it changes several files; all go back.
run done "$ready" --force --resolution 'it works' --note 'all done'
expect 0 done
run undo --id 99
expect 4 "no such change"
run undo --id x
expect 2 "no number"
WORKBOARD_AS=bob run undo
expect 4 "the change of another"
WORKBOARD_AS=bob run undo --any
expect 0 "the change of another, asked for"
tree >"$work/now"
same "$work/now" "$work/claimed" "several files go back"

# What others wrote since stays, and a place that they changed is named.
new_plan
run claim "$ready"
file=$(grep -l "Active Claims" ./*.md)
printf '\nA line of somebody else.\n' >>"$file"
cp "$file" "$work/edited"
run undo
expect 0 "a file that was changed since"
tail -n 1 "$file" >"$work/tail"
printf 'A line of somebody else.\n' >"$work/wanted"
same "$work/tail" "$work/wanted" "what somebody else wrote stays"
if grep -q "| ada |" "$file"; then fail "the claim is still there"; else pass; fi
again=$(sed -n 's/^workboard undo --id \([0-9]*\) takes this back$/\1/p' "$work/out")
run undo --id "$again"
expect 0 "redo in a file that was changed since"
sed "s/| ada |/| eve |/" "$file" >"$work/eve"
cp "$work/eve" "$file"
tree >"$work/before"
run undo --json
expect 5 "a place that was changed since"
says '"code":5'
line=$(grep -n "| eve |" "$file" | cut -d : -f 1)
complains "^workboard: plan/WORKBOARD.md:$line: was changed since"
tree >"$work/now"
same "$work/now" "$work/before" "a conflict writes nothing"
rm "$file"
run undo
expect 5 "a document that is gone"

# Committed, and taken back in a commit of its own.
if has_git; then
    new_plan
    commit_plan
    GIT_AUTHOR_NAME=t GIT_AUTHOR_EMAIL=t@example.org GIT_COMMITTER_NAME=t GIT_COMMITTER_EMAIL=t@example.org
    export GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL GIT_COMMITTER_NAME GIT_COMMITTER_EMAIL
    run claim "$ready" --commit
    expect 0 "a claim in a commit"
    run undo --commit
    expect 0 "undo in a commit"
    says '^committed as [0-9a-f]\{12\}$'
    git log --format=%s >"$work/out"
    says "^undo claim $ready"
    git diff --stat HEAD~2 HEAD >"$work/out"
    if [ ! -s "$work/out" ]; then pass; else fail "the two commits are not each other's inverse"; fi
    git status --porcelain >"$work/out"
    if [ ! -s "$work/out" ]; then pass; else fail "something is left uncommitted"; fi
fi

# Outside of a plan.
mkdir "$work/loose"
cd "$work/loose" || exit 1
run undo
expect 4 "no plan and nothing changed"
complains 'no plan was found'
printf '# List\r\n\r\n- [ ] one\r\n- [ ] two\r\n' >notes.md
cp notes.md "$work/first"
run edit notes.md tick --under List --item one
expect 0 "an edit outside of a plan"
cp notes.md "$work/second"
run edit notes.md tick --under List --item two
run undo --list
says '^2 '
run undo notes.md
expect 0 "undo outside of a plan"
same notes.md "$work/second" "the second edit is taken back"
run undo
expect 0 "undo in the folder"
same notes.md "$work/first" "the first edit is taken back"
cd "$work" || exit 1
run undo --id 4 loose/notes.md
expect 0 "redo by the name of a file"
same loose/notes.md "$work/second" "the first edit is made again"
finish
