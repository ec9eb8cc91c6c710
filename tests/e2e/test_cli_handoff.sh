#!/bin/sh
# What a session hands over, from git, and the walk through a packet of somebody's.
. "$(dirname "$0")/cli_support.sh"

has_git || {
    echo "no git here"
    echo "1 passed, 0 failed"
    exit 0
}
GIT_CONFIG_GLOBAL=/dev/null
GIT_AUTHOR_NAME=t GIT_AUTHOR_EMAIL=t@example.org GIT_COMMITTER_NAME=t GIT_COMMITTER_EMAIL=t@example.org
export GIT_CONFIG_GLOBAL GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL GIT_COMMITTER_NAME GIT_COMMITTER_EMAIL

# ---- nothing happened ----

new_plan
commit_plan
run handoff
expect 0 "a packet of nothing"
says "^## Completed task IDs$"
says "^## Next task to start$"
says "^- M2-T03 Warn of old constants"
says "^- M2-T02 Draw the curve of a day: mara"
before=$(tree)
run handoff
[ "$before" = "$(tree)" ] && pass || fail "reading a packet wrote something"

# ---- what a day brings ----

mkdir -p evidence/2026-03-09/milestone-M2
echo passed >evidence/2026-03-09/milestone-M2/M2-T02-VG-CURVE-001.txt
WORKBOARD_AS=ann run done M2-T02 --force --resolution "Drew the curve"
expect 0 "done"
WORKBOARD_AS=bo run claim M2-T03
expect 0 "claim"
run block M2-T05 --reason "The fonts are late"
expect 0 "block"
run lane C --note "Waits for fonts"
expect 0 "lane"
run handoff
expect 0 "a packet"
says "^- M2-T02 Draw the curve of a day$"
says "^- evidence/2026-03-09/milestone-M2/M2-T02-VG-CURVE-001.txt$"
says "The fonts are late"
says "^## Claims still open$"
says "^- M2-T03 Warn of old constants: bo since "
says "^- Lane C, notes: Waits for fonts$"
says "^- not committed: STATUS.md$"
clean "handoff"
run handoff --json
says '"title":"Completed task IDs","lines":\["M2-T02 Draw the curve of a day"\]'
says '"since":"[0-9a-f]* of [0-9-]*: first"'

# ---- since when ----

git -C "$work/repository" add -A && git -C "$work/repository" commit -q -m second
run handoff --since HEAD
expect 0 "since the last commit"
says_not "^- M2-T02 Draw"
says_not "not committed"
run handoff --since nothing-like-it
expect 4 "no such revision"
complains "nothing-like-it"

# A packet that is taken is where the next one begins.
run handoff --output "$work/packet.md"
expect 0 "a file"
grep -q "^- M2-T02 Draw" "$work/packet.md" && pass || fail "the file holds the packet"
run handoff
says_not "^- M2-T02 Draw"
run handoff --output "$work/packet.md"
expect 5 "a file that is there"
run handoff --output "$work/packet.md" --force
expect 0 "a file that is replaced"
run handoff --clipboard
expect 2 "a clipboard without a terminal"

# The editor has the last word.
cat >"$work/editor" <<'END'
#!/bin/sh
echo "- and a word of mine" >>"$1"
END
chmod +x "$work/editor"
EDITOR="$work/editor" run handoff --edit
expect 0 "edited"
says "and a word of mine"
EDITOR="$work/no-such-editor" run handoff --edit
expect 6 "no such editor"
complains "no-such-editor"

# ---- a packet that is taken in ----

cat >"$work/given.md" <<'END'
Completed task IDs: M2-T02
VG IDs run:
- VG-CURVE-001 passed
Evidence artifacts:
- `evidence/2026-03-09/milestone-M2/M2-T02-VG-CURVE-001.txt`
END
run handoff --check "$work/given.md" --lane A
says "^holds  Task ID matches"
says "^holds  Evidence artifact files exist"
says "^open   The wrapper was used"
says "^holds  Task status transitioned"
run handoff --check "$work/given.md" --lane B
expect 1 "another's task"
says "^fails  Task ID matches"
says "M2-T02 is"
sed 's/milestone-M2/milestone-M9/' "$work/given.md" >"$work/wrong.md"
run handoff --check "$work/wrong.md" --lane A
expect 1 "evidence that is not there"
says "milestone-M9/M2-T02-VG-CURVE-001.txt is not there"
run handoff --check "$work/wrong.md" --json
says '"verdict":"fails","reason":"evidence/2026-03-09/milestone-M9'
echo "Nothing at all" >"$work/empty.md"
run handoff --check "$work/empty.md"
expect 4 "a packet that names no task"
run handoff --check "$work/no-such-packet.md"
expect 4 "no such packet"

# ---- without a repository ----

new_plan
rmdir "$work/repository/.git"
run handoff
expect 0 "no repository"
says "^## Next task to start$"
run handoff --since HEAD
expect 4 "no repository to look in"

finish
