#!/bin/sh
# Structural edits of any file, in a plan or in none.
. "$(dirname "$0")/cli_support.sh"
new_plan
mkdir "$work/loose"
cd "$work/loose" || exit 1

write() {
    printf '# Notes\n\n## Plan\n\n| Task | Status | Who |\n|------|--------|-----|\n| T-1 first | todo | - |\n| T-2 second | done | ann |\n\n## List\n\n- [ ] one\n- [x] two\n\n## Fields\n\nOwner: ann\n' >notes.md
}

# changed OLD-SED WHAT: the file is what sed makes of the fresh one.
changed() {
    cp notes.md "$work/got"
    write
    sed "$1" notes.md >"$work/wanted"
    same "$work/got" "$work/wanted" "$2"
    write
}

write
run edit notes.md set-cell --under Plan --row T-1 --column Status done
expect 0 set-cell
says '^-| T-1 first | todo | - |$'
says '^+| T-1 first | done | - |$'
changed 's/first | todo/first | done/' set-cell
run edit notes.md set-cell --under=Plan --row=T-1 --column=Status -- --dashes
changed 's/first | todo/first | --dashes/' 'a value that looks like an option'
run edit notes.md tick --under List --item one
expect 0 tick
changed 's/- \[ \] one/- [x] one/' tick
run edit notes.md set-field --under Fields Owner 'bob | co'
expect 0 set-field
changed 's/Owner: ann/Owner: bob | co/' set-field
run edit notes.md set-cell --under Plan --row T-2 --column Who 'a | b'
expect 0 'a pipe in a cell'
changed 's/done | ann |/done | a \\| b |/' 'a pipe in a cell'
run edit notes.md add-row --under Plan T-3 new me
expect 0 add-row
changed '/T-2 second/a\
| T-3 | new | me |' add-row

# Nothing is written where something is wrong.
run edit notes.md set-cell --under Plan --row T-9 --column Status x
expect 4 "a row that is not there"
complains 'T-1'
run edit notes.md set-cell --under Nowhere --row T-1 --column Status x
expect 4 "a section that is not there"
run edit notes.md set-cell --under Plan --row T-1 --column Status --was done x
expect 5 "another old text"
run edit notes.md set-cell --under Plan --row T-1 --column Status
expect 2 "no value"
run edit notes.md set-cell --under Plan --row T-1 --column Status a b
expect 2 "two values"
run edit notes.md set-cell --under Plan --item T-1 --column Status a
expect 2 "an option of another edit"
run edit notes.md set-cel
expect 2 "an edit that is not there"
complains 'did you mean set-cell'
run edit notes.md
expect 2 "no edit"
run edit
expect 2 "no file"
run edit nowhere.md tick --under List --item one
expect 4 "a file that is not there"
run edit nowhere/notes.md tick --under List --item one
expect 4 "a folder that is not there"
run edit . tick --under List --item one
if [ "$code" -ne 0 ]; then pass; else fail "a folder was edited"; fi
cp notes.md "$work/got"
write
same notes.md "$work/got" "a refused edit wrote something"

# Dry runs and JSON.
run edit notes.md tick --under List --item one --dry-run
expect 0 --dry-run
says '^+- \[x\] one$'
cp notes.md "$work/got"
write
same notes.md "$work/got" "--dry-run wrote something"
run edit notes.md tick --under List --item one --json
expect 0 --json
says '^{"schema":"workboard/1","plan":null,"change":{"summary":"tick in notes.md","files":\[{"file":"notes.md","edits":\['
says '"written":true}$'
run edit notes.md tick --under List --item two
expect 0 "what is so already"
says 'nothing to change'

# CR LF, and a link: its target is edited, the link stays.
printf 'A: 1\r\n\r\n- [ ] x\r\n- [ ] y' >target.md
ln -s target.md link.md
run edit link.md tick --item y
expect 0 "through a link"
printf 'A: 1\r\n\r\n- [ ] x\r\n- [x] y' >"$work/wanted"
same target.md "$work/wanted" "through a link"
if [ -L link.md ]; then pass; else fail "the link is gone"; fi

# In a plan, from outside.
cd "$work" || exit 1
run edit repository/plan/WORKBOARD.md set-cell --under 'Active Assignments' --row 'Lane B' --column Notes 'Texts first'
expect 0 "a document of a plan"
says '^+++ b/plan/WORKBOARD.md$'
if grep -q '| Lane B .*| paused | Texts first |' "$plan/WORKBOARD.md"; then pass; else fail "it was not written"; fi
if [ -z "$(find "$work/loose" "$plan" -name '.*workboard*')" ]; then pass; else fail "something was left beside the file"; fi
finish
