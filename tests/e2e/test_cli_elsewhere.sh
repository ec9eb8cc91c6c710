#!/bin/sh
# What a tracker beside the plan and another work tree say of tasks is shown, compared, and never written.
. "$(dirname "$0")/cli_support.sh"
new_plan
mkdir "$work/repository/.beads"
cat >"$work/repository/.beads/issues.jsonl" <<'END'
{"id":"ebb-22","title":"Curve","status":"in_progress"}
{"id":"ebb-23","title":"Old constants","status":"closed"}
not an object
{"id":7,"status":"open"}
{"id":"ebb-25","status":"waiting for rain"}
{"id":"M2-T04","status":"open"}
{"id":"of-nobody","status":"open"}
END
tree >"$work/before"

# The tracker, by alias or ID; what it contradicts is said.
run show M2-T03
expect 0 "a contradiction"
quiet
says '^Elsewhere$'
says '^  .beads/issues.jsonl  ebb-23  done (closed); differs  ../.beads/issues.jsonl:2$'
clean show
run show M2-T02
says '^  .beads/issues.jsonl  ebb-22  in_progress  ../.beads/issues.jsonl:1$'
run show M2-T04
says '^  .beads/issues.jsonl  *todo (open)  ../.beads/issues.jsonl:6$'
run show M2-T05
says 'unknown (waiting for rain)  '
run show M2-T06
says_not '^Elsewhere$'
run list tasks
says 'ELSEWHERE'
says '^M2-T03 .* .beads/issues.jsonl: done (closed)  '
says_not '^M2-T02 .*beads'
run list tasks --json
says '"elsewhere":\[{"source":"tracker","name":".beads/issues.jsonl","id":"ebb-23","state":"done","status":"closed","who":null,"file":"../.beads/issues.jsonl","line":2,"differs":true}\]'
run list tasks --fields id,elsewhere
says '^M2-T03  .beads/issues.jsonl: done (closed)$'
run status
says_not '^Elsewhere$'
run check
says 'TASK-REGISTRY.md:[0-9:]* warning: M2-T03 is todo here, and as ebb-23 done (closed) in ../.beads/issues.jsonl:2 \[tracker.state\]$'
says_not 'M2-T02 is .*tracker.state'
says '^[a-z/.]*\.beads/issues.jsonl:3:1: warning: this line is no JSON; the rest of the tracker is read \[tracker.broken\]$'
says '^[a-z/.]*\.beads/issues.jsonl:4:1: warning: this object has no text as its identifier; .* \[tracker.broken\]$'
tree >"$work/after"
same "$work/before" "$work/after" "reading writes nothing"
run claim M2-T03 --lane a
expect 0 claim
run done M2-T03 --resolution done --force
expect 0 done
grep -c closed "$work/repository/.beads/issues.jsonl" >"$work/out"
says '^1$'

# Nothing of it where there is none, and no wall above the repository.
new_plan
mkdir "$work/.beads"
echo '{"id":"ebb-23","status":"closed"}' >"$work/.beads/issues.jsonl"
run list tasks
says_not ELSEWHERE
rm -r "$work/.beads"

# Another work tree, which has the plan in another state.
if has_git; then
    new_plan
    GIT_CONFIG_GLOBAL=/dev/null
    export GIT_CONFIG_GLOBAL
    commit_plan
    git -C "$work/repository" worktree add -q "$work/side" >/dev/null 2>&1 || fail "git worktree"
    run status
    says_not '^Elsewhere$'
    "$WORKBOARD" claim M2-T03 --lane a --as zoe --plan "$work/side/plan" >/dev/null || fail "a claim over there"
    sed 's/(`ebb-25`) | todo/(`ebb-25`) | blocked/' "$work/side/plan/TASK-REGISTRY.md" >"$work/changed"
    cat "$work/changed" >"$work/side/plan/TASK-REGISTRY.md"
    tree >"$work/before"
    run status
    expect 0 "status with another work tree"
    says '^Elsewhere$'
    says '^  M2-T03  todo  *side  in_progress, zoe has it$'
    says '^  M2-T05  todo  *side  blocked$'
    says_not '^  M2-T02 .*side'
    run status --json
    says '{"kind":"task","record":"M2-T03","source":"worktree","name":"side","id":"M2-T03","state":"in_progress","status":"in_progress","who":"zoe",'
    run show M2-T03
    says '^  side  *in_progress, zoe has it; differs  .*/side/plan/TASK-REGISTRY.md:'
    run list tasks
    says '^M2-T03 .* side: in_progress, zoe has it  '
    # From over there the claim that is gone here is told of the claim, too.
    run list claims --plan "$work/side/plan"
    says '^M2-T03 .*repository: todo'
    # What is claimed or begun over there is not offered here, and said to be.
    run next
    expect 0 "next with another work tree"
    says '^M2-T05 '
    says_not '^M2-T03 '
    says '^not offered: M2-T03 is claimed by zoe in the work tree side (--all offers it)$'
    run next --json
    says '"taken":\[$'
    says '^{"id":"M2-T03","reason":"is claimed by zoe in the work tree side"}\]'
    run next --lane c
    says_not 'not offered'
    run next --lane a
    expect 1 "nothing else in the lane"
    says '^nothing is ready in Lane A'
    says '^not offered: M2-T03 '
    run next --all
    says '^M2-T03 '
    says '^    is claimed by zoe in the work tree side; priority P0; '
    says_not 'not offered'
    run next --claim --lane a --as hand
    expect 1 "next --claim leaves it alone"
    says '^not offered: M2-T03 '
    run next --claim --lane a --as hand --all --dry-run
    expect 0 "next --claim --all"
    says '^+| M2-T03 '
    run next --claim --lane a --as hand --force --dry-run
    says '^+| M2-T03 '
    run next --claim --as hand --dry-run
    expect 0 "the next best"
    says '^+| M2-T05 '
    run claim M2-T03 --as hand --dry-run
    expect 0 "a claim by name"
    tree >"$work/after"
    same "$work/before" "$work/after" "looking elsewhere writes nothing"
    sed 's/(`ebb-25`) | blocked/(`ebb-25`) | done/' "$work/side/plan/TASK-REGISTRY.md" >"$work/changed"
    cat "$work/changed" >"$work/side/plan/TASK-REGISTRY.md"
    run next
    expect 1 "what is finished over there is not to be begun here"
    says '^not offered: M2-T03 is claimed by zoe in the work tree side$'
    says '^not offered: M2-T05 is done in the work tree side (--all offers it)$'
    run claim M2-T03 --as hand
    expect 0 "a claim of what another work tree has"
    complains '^workboard: M2-T03 is claimed by zoe in the work tree side, too; nothing was written there$'
    run undo --any
    expect 0 "taken back"
    # A work tree that is gone, or has no plan, says nothing.
    rm -r "$work/side/plan"
    run status
    expect 0 "a work tree without the plan"
    says_not '^Elsewhere$'
    rm -rf "$work/side"
    run status
    expect 0 "a work tree that is gone"
    quiet
fi
finish
