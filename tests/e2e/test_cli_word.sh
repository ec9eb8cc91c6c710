#!/bin/sh
# What a person adds to a verb: further fields, other words, a commit of exactly its files.
. "$(dirname "$0")/cli_support.sh"
new_plan
EDITOR=
VISUAL=
GIT_CONFIG_NOSYSTEM=1
GIT_AUTHOR_NAME=Ann
GIT_AUTHOR_EMAIL=ann@example.org
GIT_COMMITTER_NAME=Ann
GIT_COMMITTER_EMAIL=ann@example.org
export EDITOR VISUAL GIT_CONFIG_NOSYSTEM GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL GIT_COMMITTER_NAME GIT_COMMITTER_EMAIL

# has FILE TEXT: a line of the document holds it.
has() {
    if grep -q -F -e "$2" "$1"; then pass; else fail "$1 does not hold: $2"; fi
}

has_not() {
    if grep -q -F -e "$2" "$1"; then fail "$1 holds: $2"; else pass; fi
}

# ---- --set: one transaction, one undo
tree >"$work/before"
run claim M2-T03 --as ann --set 'M2-T03.why next=Old = bad' --set 'lane:Lane A.notes+=, ann is on it'
expect 0 '--set'
says 'claim M2-T03 for Lane A; set M2-T03 why next=Old = bad; set Lane A notes+=, ann is on it'
has TASK-REGISTRY.md '| 2 | M2-T03 (`ebb-23`) | in_progress | Old = bad |'
has WORKBOARD.md 'Curve first; long runs one at a time, ann is on it |'
run release M2-T03 --as ann
expect 0 'release after --set'
run undo --as ann
run undo --as ann --json
expect 0 'undo --set'
tree >"$work/after"
same "$work/before" "$work/after" 'one undo takes --set back'
run claim M2-T03 --set nonsense
expect 2 'no ID.FIELD=VALUE'
run claim M2-T03 --set M2-T03.nothing=x
expect 4 'no such field'
run claim M2-T03 --set M9-T99.notes=x
expect 4 'no such record'
tree >"$work/after"
same "$work/before" "$work/after" 'what fails writes nothing'

# ---- --edit
run claim M2-T03 --edit
expect 2 '--edit without an editor'
cat >"$work/editor" <<'END'
#!/bin/sh
cp "$1" "$PROPOSED"
sed "$WORDS" "$PROPOSED" >"$1"
END
chmod +x "$work/editor"
PROPOSED=$work/proposed
EDITOR="$work/editor"
export PROPOSED WORDS
WORDS='s/^\([0-9]*\): in_progress$/\1: todo/;s/^\([0-9]*\): 2\. `M2-T03` old constants/\1: 2. `M2-T03` old constants (ann)/'
run claim M2-T03 --edit --as ann --dry-run
expect 0 '--edit --dry-run'
says '^+2\. `M2-T03` old constants (ann)$'
tree >"$work/after"
same "$work/before" "$work/after" '--edit --dry-run writes nothing'
run claim M2-T03 --edit --as ann
expect 0 '--edit'
has "$PROPOSED" '# claim M2-T03 for Lane A'
has "$PROPOSED" '# TASK-REGISTRY.md: task M2-T03, status (was: todo)'
has LANE-MAP.md '2. `M2-T03` old constants (ann)'
has TASK-REGISTRY.md '| 2 | M2-T03 (`ebb-23`) | todo |'
has WORKBOARD.md '| M2-T03 | Lane A | ann |'
run undo --as ann
expect 0 'undo --edit'
tree >"$work/after"
same "$work/before" "$work/after" 'one undo takes --edit back'
WORDS='/^[0-9]/d'
run claim M2-T03 --edit --as ann
expect 1 'a text that is emptied'
complains 'nothing was written'
WORDS='s/^1:/x:/'
run claim M2-T03 --edit --as ann
expect 2 'a text that cannot be read'
EDITOR=false
run claim M2-T03 --edit --as ann
expect 6 'an editor that fails'
tree >"$work/after"
same "$work/before" "$work/after" 'an edit that is given up writes nothing'

# ---- --commit
if ! has_git; then
    finish
fi
run claim M2-T03 --commit
expect 4 '--commit outside of a repository'
commit_plan
cd "$work/repository" || exit 1
echo staged >staged.txt
git add staged.txt
echo dirty >>plan/README.md
run claim M2-T03 --as ann --commit --json --plan plan
expect 0 '--commit'
says '"commit":"[0-9a-f]\{40\}"'
git show --format=%s%n%b --name-only HEAD >"$work/out"
says '^claim M2-T03 for Lane A$'
says '^TASK-REGISTRY.md: task M2-T03 status: todo -> in_progress$'
says '^plan/WORKBOARD.md$'
says_not README
says_not staged
git status --porcelain >"$work/got"
printf ' M plan/README.md\nA  staged.txt\n' >"$work/wanted"
same "$work/got" "$work/wanted" 'what else is staged or dirty stays'
run release M2-T03 --as ann --plan plan
expect 0 'release without --commit'
sed 's/^# .*/& (mine)/' plan/TASK-REGISTRY.md >"$work/mine"
cat "$work/mine" >plan/TASK-REGISTRY.md
run set M2-T04 deliverable 'Told apart' --plan plan --commit
expect 0 'a file with other changes'
says '^committed as '
git show --format= -U0 HEAD | grep '^[-+]' >"$work/out"
says 'Told apart'
says_not '(mine)'
says_not 'M2-T03'
git status --porcelain >"$work/got"
printf ' M plan/README.md\n M plan/TASK-REGISTRY.md\n M plan/WORKBOARD.md\nA  staged.txt\n' >"$work/wanted"
same "$work/got" "$work/wanted" 'the other changes stay'
run set M2-T04 deliverable 'Somebody is at it' --plan plan
run set M2-T04 deliverable 'In the same place' --plan plan --commit
expect 3 'another change of the same value'
complains 'commit.mixed'
git show --format= -U0 HEAD | grep '^[-+]' >"$work/out"
says 'Told apart'
run undo --any --plan plan
run claim M2-T03 --as ann --plan plan --commit --force --dry-run
expect 0 '--commit --dry-run'
run claim M2-T03 --as ann --plan plan --commit --force --date 2031-01-02T03:04Z
expect 0 '--commit --force'
says '^committed as [0-9a-f]\{12\}$'
run edit plan/WORKBOARD.md set-field Operator nobody --commit
run edit plan/WORKBOARD.md set-heading --under 'Active Assignments' 'Assignments' --commit --dry-run
expect 0 'edit --commit --dry-run'
printf '#!/bin/sh\necho "not today" >&2\nexit 1\n' >.git/hooks/pre-commit
chmod +x .git/hooks/pre-commit
run release M2-T03 --as ann --plan plan --commit
expect 6 'a hook that refuses'
complains 'the change is written, but there is no commit of it: git commit failed: not today'
finish
