#!/bin/sh
# A plan whose documents contradict each other loads all the same: each record shows all its places and says that they differ.
. "$(dirname "$0")/cli_support.sh"
tree=$work/tree
mkdir -p "$tree/.git" "$tree/docs/plans" "$tree/.claude"
cd "$tree" || exit 1

cat >docs/plans/CLAUDE.md <<'END'
# Plans

**Last verified:** 2026-03-01

## Gap Summary

| # | Gap | Priority | Status | Blocks |
|---|-----|----------|--------|--------|
| 1 | [Mast](01_mast.md) | **High** | ✅ Complete | #2 |
| 2 | [Sail](02_sail.md) | Low | ❌ Needs Plan | - |
| 3 | [Rope](03_rope.md) | Low | 📋 Planned | - |
| 4 | [Oar](04_oar.md) | Low | sleepy | - |

## Dependency Graph

```
#3 Rope (Low)
├── blocks #2 Sail
└── blocks #9 Anchor
```

## Completed Gaps

| # | Gap | Completed | By |
|---|-----|-----------|-----|
| 3 | Rope | 2026-02-01 | ada |
END
cat >docs/plans/01_mast.md <<'END'
# Gap 1: Mast

**Status:** 🚧 In Progress
**Priority:** Medium
**Blocked By:** None
**Blocks:** None
END
cat >docs/plans/02_sail.md <<'END'
# Gap 2: Sail

**Status:** ❌ Needs Plan
**Priority:** Low
**Blocked By:** #1 Mast
END
printf '# Gap 7: Nobody knows it\n\n**Status:** Open\n' >docs/plans/07_unknown.md
cat >.claude/active-work.yaml <<'END'
claims:
- cc_id: ada
  plan: 1
  task: Raise the mast
  claimed_at: '2026-03-01T10:00:00Z'
- cc_id: bob
  plan: 9
  task: Of another plan
  claimed_at: '2026-03-01T10:00:00Z'
END
cat >CLAUDE.md <<'END'
# Root

| CC-ID | Plan | Task | Claimed | Status |
|---|---|---|---|---|
| eve | 1 | Raise the mast | 2026-03-01T10:00 | Active |
END
find . -type f -exec cksum {} + | sort -k 3 >"$work/before"

run status
expect 0 "status"
run list tasks --fields id,state,differs,depends_on
expect 0 "list tasks"
says '^1  *done  *status, priority *'
says '^2  *todo  *depends_on  *1$'
says '^3  *todo *$'
says '^4  *unknown *$'
says_not '^7'

run show 1
expect 0 "show of a record whose places differ"
says '^  state  *done (✅ Complete); its places say different things$'
says '^  differs  *status, priority$'
says '^  docs/plans/CLAUDE.md:9$'
says '^    Status: ✅ Complete$'
says '^  docs/plans/01_mast.md:1$'
says '^    Status: 🚧 In Progress$'
says '^    Priority: Medium$'
run show 2
says '^Waits for$'
says '^  1  *done  *Mast$'
says '^Waits for, as other places say$'
says '^  3  *todo  *docs/plans/CLAUDE.md:18$'
run show 1 --json
says '"differs":\["status","priority"\]'
says '"at":\[{"file":"docs/plans/CLAUDE.md","line":9,"status":"✅ Complete"},{"file":"docs/plans/01_mast.md","line":1,"status":"🚧 In Progress"}\]'
run show claim:1
says '^  differs  *who$'
run list claims --fields task,who,differs
says '^1  *ada  *who$'
says '^9  *bob *$'

# What nobody could place is told, not hidden.
run status
says 'docs/plans/CLAUDE.md:12: the status "sleepy" is no word'
says 'docs/plans/CLAUDE.md:19: 9 names no task of this plan'

# A verb sets every place that says it.
run set 1 status=review --dry-run
expect 0 "set of what differs"
says '^+| 1 | \[Mast\](01_mast.md) | \*\*High\*\* | 👀 In Review | #2 |$'
says '^+\*\*Status:\*\* 👀 In Review$'

find . -type f -exec cksum {} + | sort -k 3 >"$work/after"
same "$work/before" "$work/after" "reading wrote something"
finish
