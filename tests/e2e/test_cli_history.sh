#!/bin/sh
# history on a repository that is built here from scripted edits gives exactly those edits: merges, renames, documents
# that come and go, a plan of another family before, a folder that was moved.
. "$(dirname "$0")/cli_support.sh"
has_git || {
    echo 'git is not installed: nothing to look at'
    exit 0
}
repository=$work/repository
GIT_CONFIG_GLOBAL=/dev/null
GIT_CONFIG_NOSYSTEM=1
export GIT_CONFIG_GLOBAL GIT_CONFIG_NOSYSTEM
hour=0
: >"$work/wanted"

# commit WHO: everything, an hour after the last one. $head is the new commit.
commit() {
    hour=$((hour + 1))
    now=$(printf '2026-03-%02dT%02d:00:00Z' $((1 + hour / 24)) $((hour % 24)))
    git -C "$repository" add -A &&
        GIT_AUTHOR_DATE=$now GIT_COMMITTER_DATE=$now git -C "$repository" -c user.name="$1" -c user.email=t@example.org \
            commit -q --allow-empty -m work
    head=$(git -C "$repository" rev-parse HEAD)
}

# wants WHO KIND ID OLD NEW: an event of the last commit; "-" is null.
wants() {
    printf '%s|%s|%s|%s|%s|%s|%s\n' "$now" "$1" "$head" "$2" "$3" "$4" "$5" >>"$work/wanted"
}

# The events of `history --json` in the form of `wants`.
events() {
    sed -n 's/^{"time":"\([^"]*\)","who":"\([^"]*\)","commit":"\([^"]*\)","what":"[a-z]*","kind":"\([^"]*\)","id":"\([^"]*\)","field":[^,]*,"old":\("[^"]*"\|null\),"new":\("[^"]*"\|null\),.*/\1|\2|\3|\4|\5|\6|\7/p' |
        sed 's/"//g; s/null/-/g'
}

# gives WHAT ARGUMENT...: the history is exactly what was wanted.
gives() {
    what=$1
    shift
    run history --json "$@"
    expect 0 "$what"
    events <"$work/out" >"$work/got"
    same "$work/wanted" "$work/got" "$what"
}

edit() { # FILE SCRIPT
    sed "$2" "$1" >"$work/edited" && cat "$work/edited" >"$1"
}

rm -rf "$repository"
mkdir -p "$repository/plan"
git init -q -b main "$repository"
cd "$repository/plan" || exit 1

# Not a plan yet.
echo 'text' >README
commit Ann
run history
expect 4 "no plan"

# Two tasks, of the family that a gap index is.
cat >TASK-REGISTRY.md <<'END'
# Task Registry

## M1 Tasks (First)

| Task ID | Status | Depends On | Required Gates | Deliverable |
|---|---|---|---|---|
| M1-T01 Dig | todo | none | - | Hole |
| M1-T02 Fill | todo | M1-T01 | - | Heap |
END
commit Ann
wants Ann task M1-T01 - todo
wants Ann task M1-T02 - todo
gives "a plan that comes"

# An edit that changes no state, and one that does.
edit TASK-REGISTRY.md 's/Hole/Deep hole/'
commit Ben
edit TASK-REGISTRY.md 's/| M1-T01 Dig | todo/| M1-T01 Dig | in_progress/'
commit Ben
wants Ben task M1-T01 todo in_progress
from=$head

# A document that comes, with mirrors that say the same, and an edit of both.
cat >STATUS.md <<'END'
# Status

## Milestone Board

| Milestone | Status | Notes |
|---|---|---|
| M1 First | In progress | - |

## Active Blockers

| ID | Blocker | Impact | Exit Condition |
|---|---|---|---|
| B1 | `M1-T02` needs a spade | - | A spade |
END
commit Ann
wants Ann milestone M1 - "In progress"
wants Ann blocker B1 - ""

# A branch finishes one task, the main line another; then they are merged.
git -C "$repository" checkout -q -b side
edit TASK-REGISTRY.md 's/| M1-T01 Dig | in_progress/| M1-T01 Dig | done/'
commit Cleo
wants Cleo task M1-T01 in_progress done
git -C "$repository" checkout -q main
edit STATUS.md '/^| B1 /d'
commit Dan
wants Dan blocker B1 "" -
hour=$((hour + 1))
now=$(printf '2026-03-%02dT%02d:00:00Z' $((1 + hour / 24)) $((hour % 24)))
GIT_AUTHOR_DATE=$now GIT_COMMITTER_DATE=$now git -C "$repository" -c user.name=Dan -c user.email=t@example.org \
    merge -q --no-ff --no-edit side
gives "a merge tells nothing of its own"

# A merge in which both sides say something else than its result.
git -C "$repository" checkout -q -b other
edit TASK-REGISTRY.md 's/| M1-T02 Fill | todo/| M1-T02 Fill | blocked/'
commit Cleo
wants Cleo task M1-T02 todo blocked
git -C "$repository" checkout -q main
edit TASK-REGISTRY.md 's/| M1-T02 Fill | todo/| M1-T02 Fill | in_progress/'
commit Dan
wants Dan task M1-T02 todo in_progress
git -C "$repository" -c user.name=Dan -c user.email=t@example.org merge -q other >/dev/null 2>&1
git -C "$repository" checkout -q --ours plan/TASK-REGISTRY.md
edit TASK-REGISTRY.md 's/| M1-T02 Fill | in_progress/| M1-T02 Fill | done/'
commit Eve
wants Eve task M1-T02 in_progress done
gives "what only the merge says"

# Claims: who has it.
cat >WORKBOARD.md <<'END'
# Workboard

## Active Claims

| Task | Lane | Claimed by | Since |
|---|---|---|---|
| M1-T02 | Lane A | ann | 2026-03-01T10:00Z |
END
commit Ann
wants Ann claim M1-T02 - ann
edit WORKBOARD.md 's/| ann |/| ben |/'
commit Ann
wants Ann claim M1-T02 ann ben
rm WORKBOARD.md
commit Ann
wants Ann claim M1-T02 ben -

# Cards that are renamed say what they said; a status that no profile knows is told as it is.
mkdir milestones
printf '# M1 - First\n\n## Objective\n\nA hole.\n' >milestones/M1.md
commit Ann
git mv milestones/M1.md milestones/M1-first.md
commit Ann
edit TASK-REGISTRY.md 's/| M1-T02 Fill | done/| M1-T02 Fill | halfway/'
commit Ann
wants Ann task M1-T02 done halfway
edit TASK-REGISTRY.md 's/| M1-T02 Fill | halfway/| M1-T02 Fill | done/'
commit Ann
wants Ann task M1-T02 halfway done
gives "documents that come, go and are renamed"

# The folder moves: the history goes on.
rm -r "$repository/.git/workboard"
mkdir "$repository/docs"
cd "$repository" || exit 1
git mv plan docs/plan
commit Ann
cd docs/plan || exit 1
edit TASK-REGISTRY.md 's/| M1-T01 Dig | done/| M1-T01 Dig | todo/'
commit Ben
wants Ben task M1-T01 done todo
gives "a folder that moved"

# The second time everything is known; a cache that is damaged or of nowhere is as none.
cache=$(find "$repository/.git/workboard" -name history)
[ -f "$cache" ] && pass || fail "nothing is kept"
gives "from what is kept"
printf 'x' | dd of="$cache" bs=1 seek=60 conv=notrunc 2>/dev/null
gives "damaged"
printf 'workboard history 99\n' >"$cache"
gives "of another version"
rm "$cache"
gives "deleted"
chmod 500 "$(dirname "$cache")"
gives "that cannot be written"
chmod 700 "$(dirname "$cache")"

# Nothing was touched.
git -C "$repository" diff --quiet HEAD && pass || fail "the work tree was changed"

# What is not committed stands last, of no commit, with the hand that wrote it; a range that ends leaves it out.
uncommitted() { # the records that are of no commit, each with its values, who and hand
    sed -n 's/^{"time":"[^"]*","who":\("[^"]*"\|null\),"hand":"\([a-z]*\)","commit":null,"what":"[a-z]*","kind":"\([^"]*\)","id":"\([^"]*\)","field":[^,]*,"old":\("[^"]*"\|null\),"new":\("[^"]*"\|null\),.*/\3 \4 \5 \6 \1 \2/p' "$work/out"
}
run set M1-T01 status=in_progress --as nils
expect 0 "an edit that is not committed"
edit TASK-REGISTRY.md 's/| M1-T02 Fill | done/| M1-T02 Fill | blocked/'
printf '# Workboard\n\n## Active Claims\n\n| Task | Lane | Claimed by | Since |\n|---|---|---|---|\n| M1-T02 | - | ben | 2026-03-01T10:00Z |\n' >WORKBOARD.md
ln -s STATUS.md STATUS-link.md
run history --json
expect 0 "with what is not committed"
events <"$work/out" >"$work/got"
same "$work/wanted" "$work/got" "the committed part"
uncommitted >"$work/got"
cat >"$work/expected" <<'END'
task M1-T01 "todo" "in_progress" "nils" workboard
task M1-T02 "done" "blocked" null outside
claim M1-T02 null "ben" null outside
END
same "$work/expected" "$work/got" "what is not committed"
tail -n 1 "$work/out" | grep -q '"commit":null' && pass || fail "it stands last"
run history m1-t01
says '^20[0-9-]* [0-9:]*  not committed  M1-T01 .*todo → in_progress  *nils  *TASK-REGISTRY.md:7$'
run history HEAD~1.. --json
[ "$(uncommitted | wc -l)" -eq 3 ] && pass || fail "a range that is open at its end has it"
run history --since HEAD --json
uncommitted >"$work/got"
same "$work/expected" "$work/got" "since the last commit"
events <"$work/out" >"$work/got"
[ -s "$work/got" ] && fail "nothing else since then" || pass
gives "until the last commit" --until HEAD
gives "the same as a range" ..HEAD
run history --times
says '^M1-T01  *in_progress  '
run history --since HEAD a..b
expect 2 "a range twice"
run history --since ''
expect 2 "an empty revision"
git checkout -q TASK-REGISTRY.md
rm WORKBOARD.md STATUS-link.md
gives "taken back"
mv TASK-REGISTRY.md "$work/away"
run history --kind task --json
uncommitted >"$work/got"
printf 'task M1-T01 "todo" null null outside\ntask M1-T02 "done" null null outside\n' >"$work/expected"
same "$work/expected" "$work/got" "a document that is gone"
mv "$work/away" TASK-REGISTRY.md

# One record, a range, a kind.
grep '|M1-T01|' "$work/wanted" >"$work/all" && cp "$work/all" "$work/whole" && cp "$work/wanted" "$work/saved" && cp "$work/all" "$work/wanted"
gives "one record" m1-t01
sed -n "/|$from|/,\$p" "$work/saved" | grep -v "|$from|" >"$work/wanted"
gives "a range" "$from.."
: >"$work/wanted"
gives "nothing in it" HEAD..HEAD
grep '|milestone|' "$work/saved" >"$work/wanted"
gives "one kind" --kind milestone
run history M1-T02
says '^2026-03-0[1-9] [0-9:]*  [0-9a-f]*  M1-T02 .* in_progress → done  *Eve  *TASK-REGISTRY.md:8$'
clean history
run history nix
expect 4 "no such record"
run history nix..
expect 4 "no such revision"
run history --kind nix
expect 2 "no such kind"
run history --by lane
expect 2 "a group without a plot"
run history --times
says '^M1-T01  *todo '
says '^ID  *NOW  *todo  *in_progress  *blocked  *done  *unknown$'
run history --plot
says '^  *█ 1 done  ▒ 0 in progress  ░ 1 open  of 2$'
says '^M1 .* 1/2'
clean plot
LC_ALL=C run history --plot --by milestone
says '^  *# 1 done '
run history --plot --times --json
says '"by":"milestone","name":"M1","points":\['
says '{"kind":"task","id":"M1-T01","state":"todo","gone":false,"seconds":{'

# A plan that goes as a whole and comes back: told as that.
cp "$work/saved" "$work/wanted"
git rm -q -r .
commit Ann
wants Ann milestone M1 "In progress" -
wants Ann task M1-T01 todo -
wants Ann task M1-T02 done -
mkdir -p "$repository/docs/plan"
cd "$repository/docs/plan" || exit 1
git checkout -q HEAD~1 -- .
commit Ben
wants Ben milestone M1 - "In progress"
wants Ben task M1-T01 - todo
wants Ben task M1-T02 - done
gives "a plan that goes and comes back"

# Names that are no UTF-8, with and without a word of their encoding, do no harm.
edit TASK-REGISTRY.md 's/| M1-T02 Fill | done/| M1-T02 Fill | todo/'
git -c user.name="$(printf 'J\366rg')" -c user.email=t@example.org -c i18n.commitEncoding=ISO-8859-1 commit -q -a -m "$(printf '\374ber')"
edit TASK-REGISTRY.md 's/| M1-T02 Fill | todo/| M1-T02 Fill | done/'
git -c user.name="$(printf 'B\360\033[31m')" -c user.email=t@example.org commit -q -a -m more 2>/dev/null
run history M1-T02
expect 0 "names of bytes"
clean "names of bytes"
says '  Jörg  '
run history M1-T02 --json
says '"who":"Jörg",'
iconv -f UTF-8 -t UTF-8 <"$work/out" >/dev/null 2>&1 && pass || fail "the JSON is no UTF-8"

# A shallow clone says that it is one; a submodule is a repository of its own; below the top of another one it is found.
git clone -q --depth 1 "file://$repository" "$work/shallow" 2>/dev/null
run history --plan "$work/shallow/docs/plan"
expect 0 "a shallow clone"
says '  M1-T01  *added (todo) '
complains 'shallow clone: what happened before .* git fetch --unshallow'
run history --plan "$work/shallow/docs/plan" --json
says '^.*\],"shallow":true}$'
run history --json
says '"shallow":false'
git init -q -b main "$work/super"
git -C "$work/super" -c protocol.file.allow=always submodule --quiet add "$repository" plans/sub 2>/dev/null
run history --plan "$work/super/plans/sub/docs/plan" M1-T02
expect 0 "a submodule"
says '  Jörg  '

# Without the program git it says what is missing; so does what is no repository though it has the folder.
run_without_git() {
    (PATH=/nonexistent && export PATH && "$WORKBOARD" "$@") >"$work/out" 2>"$work/err" </dev/null
    code=$?
}
run_without_git history
expect 6 "no git"
complains 'there is no git here; install it or mend PATH'
run_without_git status
expect 0 "everything else works"
run_without_git check
expect 0 "check, too"
mkdir -p "$work/hollow/.git"
cp TASK-REGISTRY.md "$work/hollow"
run history --plan "$work/hollow"
expect 4 "a folder that is no repository"
complains 'lies in no work tree of git'

# Of another family before: read by the profile that knows it.
rm -rf "$repository"
mkdir -p "$repository/docs/plans"
git init -q -b main "$repository"
cd "$repository" || exit 1
: >"$work/wanted"
printf '# Gaps\n\n## Gap Summary\n\n| # | Gap | Priority | Status | Blocks |\n|---|---|---|---|---|\n| 7 | Leak | High | Open | - |\n' >docs/plans/README.md
commit Ann
wants Ann task 7 - Open
edit docs/plans/README.md 's/| Open |/| Merged |/'
commit Ben
wants Ben task 7 Open Merged
rm docs/plans/README.md
printf '# Task Registry\n\n## Tasks\n\n| Task ID | Status |\n|---|---|\n| M1-T01 Mend | todo |\n' >TASK-REGISTRY.md
commit Ann
wants Ann task 7 Merged -
wants Ann task M1-T01 - todo
gives "a plan of another family before"

# No repository, no commit.
rm -rf "$repository/.git"
run history
expect 4 "no repository"
git init -q "$repository"
run history
expect 0 "no commit yet"
says '^20[0-9-]* [0-9:]*  not committed  M1-T01  added (todo)  outside  TASK-REGISTRY.md:7$'
run history --until HEAD
expect 4 "a commit that is not there"
finish
