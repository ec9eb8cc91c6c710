#!/bin/sh
# Many edits and verbs as one transaction: all or none, lines as before the first edit, order kept, undone as one.
. "$(dirname "$0")/cli_support.sh"
new_plan
mkdir "$work/loose"
cd "$work/loose" || exit 1

write() {
    printf '# Notes\n\n## Plan\n\n| Task | Status |\n|------|--------|\n| T-1 first | todo |\n| T-2 second | done |\n\n## List\n\n1. one\n2. two\n' >notes.md
    printf 'tasks:\n  - id: A\n    n: 3\n' >x.yaml
}

apply() {
    printf '%s' "$1" | "$WORKBOARD" apply ${2:+"$2"} ${3:+"$3"} ${4:+"$4"} >"$work/out" 2>"$work/err"
    code=$?
}

# is FILE TEXT WHAT
is() {
    printf "$2" >"$work/wanted"
    same "$1" "$work/wanted" "$3"
}

# Lines are those before the first edit; insertions at one place keep their order; keys see the edits before theirs.
write
apply '[
 {"file":"notes.md","op":"add-row","under":["Plan"],"after":"line:7","cells":["T-3","new"]},
 {"file":"notes.md","op":"add-row","under":"Plan","after":"T-1","cells":["T-4","new"]},
 {"file":"notes.md","op":"add-row","under":"Plan","first":true,"cells":["T-5","new"]},
 {"file":"notes.md","op":"add-row","under":"Plan","first":true,"cells":["T-6","new"]},
 {"file":"notes.md","op":"set-cell","under":["Notes","Plan"],"row":"line:8","column":"Status","value":"todo","was":"done"},
 {"file":"notes.md","op":"set-cell","under":["Plan"],"row":"T-3","column":"Status","value":"old"},
 {"file":"notes.md","op":"add-item","under":["List"],"before":"line:13","text":"between"},
 {"file":"x.yaml","op":"set-node","path":"tasks[id=A].n","value":4},
 {"file":"x.yaml","op":"add-node","path":"tasks[id=A].tags","value":["p",1]}
]'
expect 0 'apply'
quiet
says '9 edits in 2 files'
is notes.md '# Notes\n\n## Plan\n\n| Task | Status |\n|------|--------|\n| T-5 | new |\n| T-6 | new |\n| T-1 first | todo |\n| T-3 | old |\n| T-4 | new |\n| T-2 second | todo |\n\n## List\n\n1. one\n2. between\n3. two\n' 'apply'
is x.yaml 'tasks:\n  - id: A\n    n: 4\n    tags:\n      - p\n      - 1\n' 'apply to YAML'
run undo notes.md
expect 0 'undo'
cp notes.md "$work/got"
cp x.yaml "$work/got.yaml"
write
same notes.md "$work/got" 'one undo takes back all'
same x.yaml "$work/got.yaml" 'one undo takes back all files'

# A move takes its line along; what is gone is said.
apply '[
 {"file":"notes.md","op":"move-row","under":"Plan","row":"line:7","last":true},
 {"file":"notes.md","op":"set-cell","under":"Plan","row":"line:7","column":"Status","value":"moved"}
]'
expect 0 'a line that moved'
is notes.md '# Notes\n\n## Plan\n\n| Task | Status |\n|------|--------|\n| T-2 second | done |\n| T-1 first | moved |\n\n## List\n\n1. one\n2. two\n' 'a line that moved'
write
apply '[
 {"file":"notes.md","op":"remove-row","under":"Plan","row":"line:7"},
 {"file":"notes.md","op":"set-cell","under":"Plan","row":"line:8","column":"Status","value":"x"},
 {"file":"notes.md","op":"set-cell","under":"Plan","row":"line:7","column":"Status","value":"x"}
]'
expect 4 'a line that is gone'
complains 'notes.md:7: request 3 (set-cell): line 7 is gone'
cp notes.md "$work/got"
write
same notes.md "$work/got" 'nothing is written where one of them does not fit'
apply '[{"file":"notes.md","op":"tick","under":"List","item":"one"}]'
expect 2 'an item without a box'
apply '[{"file":"notes.md","op":"set-cell","under":"Plan","row":"T-1","column":"Status","value":"x","was":"done"}]'
expect 5 'another old text'
apply '{"file":"notes.md","op":"set-cell","under":"Plan","row":"T-1","column":"Status","value":"x"}' --dry-run
expect 0 'one object'
says '^+| T-1 first | x |$'
cp notes.md "$work/got"
write
same notes.md "$work/got" '--dry-run writes nothing'

# What is wrong with the request is said.
apply '[{"file":"notes.md","op":"set-cel"}]'
expect 2 'no such edit'
complains 'did you mean set-cell'
apply '[{"file":"notes.md","op":"set-cell","rows":"x"}]'
expect 2 'no such key'
complains 'request 1 (set-cell): "rows" is nothing that this edit takes'
apply '[{"op":"set-cell","row":"x"}]'
expect 2 'no file'
apply '[{"op":"set-cell","op":"set-cell"}]'
expect 2 'a key twice'
apply '[1]'
expect 2 'no object'
apply '{
 "op": }'
expect 2 'no JSON'
complains 'line 2 of the request'
apply '{"op":"tick"} x'
expect 2 'more than one value'
run apply nothing.json
expect 4 'no such file'
apply '[{"file":"nothing.md","op":"tick","item":"x"}]'
expect 4 'no such document'
apply '[{"op":"claim","id":"M2-T03"}]'
expect 4 'a verb without a plan'

# Verbs and edits together, in a plan: stamps and mirrors for the verbs, one record.
cd "$plan" || exit 1
tree >"$work/before"
cat >"$work/request.json" <<'END'
[
 {"op": "claim", "id": "M2-T03", "set": {"M2-T03.why next": "now"}},
 {"file": "TASK-REGISTRY.md", "op": "set-cell", "under": "Priority Queue (Execution Order)", "key-column": "Task ID", "row": "M2-T04", "column": "Why Next", "value": "soon"},
 {"op": "set", "id": "M2-T04", "fields": {"why next": "later"}}
]
END
run apply "$work/request.json" --as ann --date 2031-05-06T07:08Z
expect 0 'verbs and edits'
says 'claim M2-T03'
says '^+.*| soon\|later '
run show M2-T03 --json
says '"state":"in_progress"'
run show M2-T04
says 'later'
run undo --as ann
expect 0 'undo verbs and edits'
tree >"$work/after"
same "$work/before" "$work/after" 'one undo takes back verbs and edits'
run apply "$work/request.json" --as ann --if-rev 0123456789abcdef
expect 5 'another rev'
rev=$("$WORKBOARD" list tasks --json | sed 's/.*"rev":"\([0-9a-f]*\)".*/\1/;q')
run apply "$work/request.json" --as ann --if-rev "$rev" --json
expect 0 'the same rev'
says '"written":true'
run apply - --json
expect 2 'an empty request'
says '"code":2'
cat >"$work/request.json" <<'END'
[{"op": "set", "id": "M2-T04", "fields": {"why next": "x"}}, {"op": "claim", "id": "M2-T03"}]
END
tree >"$work/before"
run apply "$work/request.json" --as bob --json
expect 3 'a refusal'
says '"rule":"claim.taken"'
complains 'request 2 (claim)'
tree >"$work/after"
same "$work/before" "$work/after" 'a refusal writes nothing'

# Giving back finds what a claim of the same list, or of an earlier list of several verbs, found there.
new_plan
sed 's/\(M2-T03.*\)| todo |/\1| Planned (soon) |/' TASK-REGISTRY.md >"$work/planned"
cat "$work/planned" >TASK-REGISTRY.md
printf '[{"op":"claim","id":"M2-T03"},{"op":"release","id":"M2-T03"}]' >"$work/request.json"
run apply "$work/request.json" --as ann
expect 0 'a claim that is given back at once'
grep M2-T03 "$work/planned" >"$work/before"
grep M2-T03 TASK-REGISTRY.md >"$work/after"
same "$work/before" "$work/after" 'the status is as it was'
printf '[{"op":"claim","id":"M2-T03"},{"op":"block","id":"M2-T04","reason":"rain"}]' >"$work/request.json"
run apply "$work/request.json" --as ann
expect 0 'a claim beside another verb'
run show M2-T03
says 'in_progress'
run release M2-T03 --as ann
expect 0 'release'
grep M2-T03 TASK-REGISTRY.md >"$work/after"
same "$work/before" "$work/after" 'the status is as it was before the list'
finish
