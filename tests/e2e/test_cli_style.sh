#!/bin/sh
# A verb writes as the document does: padding, bold, signs, spelling, days, counters, list marks, quotes, line ends.
. "$(dirname "$0")/cli_support.sh"
WORKBOARD_AS=ann
export WORKBOARD_AS
mkdir "$work/repository" "$work/repository/.git"

# plan FILE TEXT...: a plan of these documents alone.
plan() {
    rm -rf "$work/repository/plan"
    mkdir "$work/repository/plan"
    cd "$work/repository/plan" || exit 1
    while [ $# -gt 1 ]; do
        printf "$2" >"$1"
        shift 2
    done
    rm -rf "$work/before"
    cp -R . "$work/before"
}

# became FILE SED WHAT: the document is what sed makes of the one before.
became() {
    sed "$2" "$work/before/$1" >"$work/wanted"
    same "$1" "$work/wanted" "$3"
}

# stayed FILE WHAT
stayed() {
    same "$1" "$work/before/$1" "$2"
}

head='# Registry\n\nLast updated: 2026-02-19 (rev6)\n\n## M1 Tasks\n\n'

# ---- columns
plan TASK-REGISTRY.md "$head| Task ID         | Status      | Depends On | Required Gates |\n|-----------------|-------------|------------|----------------|\n| M1-T01 Oars 🚣  | todo        | -          | -              |\n| M1-T02 Sails    | done        | M1-T01     | -              |\n"
run set M1-T01 status=in_progress --date 2026-03-01
expect 0 'aligned columns'
became TASK-REGISTRY.md 's/todo       /in_progress/;s/2026-02-19 (rev6)/2026-03-01 (rev7)/' 'aligned columns'
run set M1-T01 status=todo --date 2026-03-01
became TASK-REGISTRY.md 's/2026-02-19 (rev6)/2026-03-01 (rev7)/' 'padding comes back, and the counter counts a day once'
run set M1-T01 'depends_on=M1-T02, M1-T09' --date 2026-02-01
expect 0 'a wide value'
became TASK-REGISTRY.md 's/2026-02-19 (rev6)/2026-03-01 (rev7)/;s/todo        | -          |/todo        | M1-T02, M1-T09 |/' 'only its own row grows, never an earlier day'

# ---- bold, signs, spelling as the column has it
plan TASK-REGISTRY.md "$head| Task ID | Status | Depends On |\n|---|---|---|\n| **M1-T01** Oars | **todo** | - |\n| **M1-T02** Sails | **done** | - |\n| **M1-T03** Ropes | **In progress** | - |\n"
run set M1-T01 status=in_progress --date 2026-02-19
expect 0 'bold'
became TASK-REGISTRY.md 's/\*\*todo\*\*/**In progress**/' 'bold, in the spelling of the column'

# ---- line ends and a missing last one, a blockquote, invalid bytes elsewhere
plan TASK-REGISTRY.md '# Registry\r\n\r\nLast updated: 2026-02-19\r\n\r\nbytes: \377\376\r\n\r\n## M1 Tasks\r\n\r\n| Task ID | Status |\r\n|---|---|\r\n| M1-T01 Oars | todo |\r\n| M1-T02 Sails | done |'
run set M1-T01 status=done --date 2026-02-20
expect 0 'CR LF'
became TASK-REGISTRY.md 's/| todo |/| done |/;s/2026-02-19/2026-02-20/' 'CR LF, no last newline, bytes that are no UTF-8'
run add task Ropes milestone=M1 --date 2026-02-20
expect 0 'a row behind the last one'
sed 's/| todo |/| done |/;s/2026-02-19/2026-02-20/' "$work/before/TASK-REGISTRY.md" >"$work/wanted"
printf '\r\n| M1-T03 Ropes | todo |' >>"$work/wanted"
same TASK-REGISTRY.md "$work/wanted" 'a new row has the line ends of the others'

# ---- lists: marks, numbers, separators
plan TASK-REGISTRY.md '# Registry\n\n## M1 Tasks\n\n| Task ID | Status |\n|---|---|\n| M1-T01 Oars | in_progress |\n| M1-T02 Sails | todo |\n' \
    WORKBOARD.md '# Board\n\n## Active Assignments\n\n| Lane | Current Assignment | Status | Notes |\n|---|---|---|---|\n| Lane A | boats | active | - |\n| Lane B | - | paused | - |\n\n## Next Queue by Lane\n\n* Lane A: M1-T01 → M1-T02\n* Lane B: -\n'
run done M1-T01 --date 2026-02-19
expect 0 'a list of a lane'
became WORKBOARD.md 's/M1-T01 → //' 'marks and arrows of the list'
sed 's/→/and then/' "$work/before/WORKBOARD.md" >WORKBOARD.md
cp "$work/before/TASK-REGISTRY.md" .
cp WORKBOARD.md "$work/before"
run move M1-T01 --to 'Lane B'
expect 3 'a sentence'
complains 'lane.prose'
run done M1-T01 --date 2026-02-19
expect 0 'a sentence'
stayed WORKBOARD.md 'a sentence stays as it is'

# ---- front matter and YAML: quotes, types, comments
cat >"$work/x.yaml" <<'END'
# the loop
tasks:
  - id: 'A'   # first
    status: "todo"
    n: 3
    note: >-
      folded over
      two lines
END
cp "$work/x.yaml" "$work/y.yaml"
run edit "$work/x.yaml" set-node 'tasks[id=A].status' done
expect 0 'a quoted scalar'
run edit "$work/x.yaml" set-node 'tasks[id=A].n' 4
run edit "$work/x.yaml" set-node 'tasks[id=A].id' "it's"
expect 0 'a quote in quotes'
sed "s/\"todo\"/\"done\"/;s/n: 3/n: 4/;s/'A'/'it''s'/" "$work/y.yaml" >"$work/wanted"
same "$work/x.yaml" "$work/wanted" 'quotes, types and comments stay'

# ---- days in other forms
for form in '19.02.2026/01.03.2026' '2026\/02\/19/2026\/03\/01' 'Feb 19, 2026/Mar 1, 2026' '19 February 2026/1 March 2026' '2026-02-19 09:00 UTC/2026-03-01 10:11 UTC'; do
    old=$(printf '%s' "$form" | sed 's/\\\//@/g;s/\/.*//;s/@/\//g')
    plan TASK-REGISTRY.md "# Registry\n\nLast updated: $old by Bea\n\n## M1 Tasks\n\n| Task ID | Status |\n|---|---|\n| M1-T01 Oars | todo |\n"
    run set M1-T01 status=done --date 2026-03-01T10:11Z
    expect 0 "the day $old"
    became TASK-REGISTRY.md "s/$form/;s/todo/done/" "the day $old"
done
finish
