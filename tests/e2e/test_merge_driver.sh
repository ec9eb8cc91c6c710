#!/bin/sh
# The merge driver, by itself and called by git: other cells merge clean, one cell is a conflict, a rebase goes through.
. "$(dirname "$0")/cli_support.sh"

files=$work/files
mkdir "$files"
cd "$files" || exit 1

version() { # FILE STATUS NOTE
    printf '# Plan\n\nLast updated: 2026-03-0%s\n\n| ID | Title | Status | Note |\n|---|---|---|---|\n' "${4-1}" >"$1"
    printf '| A-1 | Mow the lawn | %s | %s |\n| A-2 | Paint the shed | todo | - |\n' "$2" "$3" >>"$1"
}

# ---- by itself ----

version base todo -
version ours 'done' - 2
version theirs todo wet 3
run merge-driver base ours theirs docs/plan.md
expect 0 "other cells"
says_nothing() { [ ! -s "$work/out" ] && [ ! -s "$work/err" ] && pass || fail "it speaks: $(cat "$work/out" "$work/err")"; }
says_nothing
version wanted 'done' wet 3
if cmp -s wanted ours; then pass; else fail "other cells: $(diff wanted ours)"; fi

version ours 'done' -
version theirs held wet
run merge-driver base ours theirs docs/plan.md 9
expect 1 "one cell"
complains 'docs/plan.md: 1 conflict;'
if grep -qF '| A-1 | Mow the lawn | <<<<<<<<< done ========= held >>>>>>>>> | wet |' ours; then pass; else fail "one cell: $(cat ours)"; fi

run merge-driver base ours theirs
expect 2 "no path"
run merge-driver base ours theirs plan.md x
expect 2 "a size that is none"
run merge-driver base ours missing plan.md
expect 4 "a file that is missing"

# ---- by git ----

if ! has_git; then
    echo "$passed passed, $failed failed (no git)"
    [ "$failed" -eq 0 ]
    exit
fi

repository=$work/merges
mkdir "$repository"
cd "$repository" || exit 1
git init -q . && git config user.name t && git config user.email t@example.org && git config commit.gpgsign false
git symbolic-ref HEAD refs/heads/trunk
git config merge.workboard.driver "'$WORKBOARD' merge-driver %O %A %B %P %L"
echo '*.md merge=workboard
*.yaml merge=workboard' >.gitattributes
version plan.md todo -
printf 'tasks:\n  - id: A-1\n    status: todo\n    owner: nobody\n' >tasks.yaml
git add -A && git commit -q -m base

git checkout -q -b topic
version plan.md todo wet 3
printf 'tasks:\n  - id: A-1\n    status: todo\n    owner: ida\n' >tasks.yaml
echo '| A-3 | Rake the leaves | todo | - |' >>plan.md
git commit -q -a -m topic
git checkout -q trunk
version plan.md 'done' - 2
printf 'tasks:\n  - id: A-1\n    status: done\n    owner: nobody\n' >tasks.yaml
echo '| A-4 | Sweep the yard | todo | - |' >>plan.md
git commit -q -a -m trunk

# What git alone calls a conflict.
git -c merge.workboard.driver='git merge-file %A %O %B' merge -q topic >/dev/null 2>&1 && fail "git alone merges it" || pass
git merge --abort

if git merge -q -m both topic >"$work/out" 2>&1; then pass; else fail "git merge: $(cat "$work/out")"; fi
version wanted 'done' wet 3
printf '| A-4 | Sweep the yard | todo | - |\n| A-3 | Rake the leaves | todo | - |\n' >>wanted
if cmp -s wanted plan.md; then pass; else fail "git merge: $(diff wanted plan.md)"; fi
printf 'tasks:\n  - id: A-1\n    status: done\n    owner: ida\n' >wanted
if cmp -s wanted tasks.yaml; then pass; else fail "git merge: $(diff wanted tasks.yaml)"; fi
rm wanted

git checkout -q topic
if git rebase -q trunk~1 >"$work/out" 2>&1; then pass; else fail "git rebase: $(cat "$work/out")"; fi
if grep -qF '| A-1 | Mow the lawn | done | wet |' plan.md; then pass; else fail "git rebase: $(cat plan.md)"; fi

# One cell.
git checkout -q -b other trunk
version plan.md held wet 3
git commit -q -a -m other
git checkout -q trunk
version plan.md paused wet 3
git commit -q -a -m one-cell
git merge -q other >"$work/out" 2>&1 && fail "one cell merges clean" || pass
if grep -qF '| A-1 | Mow the lawn | <<<<<<< paused ======= held >>>>>>> | wet |' plan.md; then pass; else fail "one cell: $(cat plan.md)"; fi
if [ "$(git status --porcelain plan.md)" = 'UU plan.md' ]; then pass; else fail "git calls it settled"; fi
git merge --abort

# A program that is not there leaves the file unmerged, not broken.
git -c merge.workboard.driver='/nonexistent/workboard merge-driver %O %A %B %P' merge -q other >/dev/null 2>&1 && fail "no program" || pass
git merge --abort 2>/dev/null || git reset -q --hard

finish
