#!/bin/sh
# Where a plan may lie: in a linked work tree, beside a git directory that cannot be written, with documents on another file
# system and behind links. Changes, their log and undo work in each, and nothing is left beside the documents.
. "$(dirname "$0")/cli_support.sh"
WORKBOARD_AS=ada
export WORKBOARD_AS

# there_and_back WHAT: a claim and its undo leave all as it was, and nothing hidden.
there_and_back() {
    cat ./*.md milestones/*.md >"$work/before"
    run claim M2-T03
    expect 0 "$1: claim"
    quiet
    run undo --list
    says "ada .*claim M2-T03"
    run undo
    expect 0 "$1: undo"
    cat ./*.md milestones/*.md >"$work/now"
    same "$work/now" "$work/before" "$1: there and back"
    if find -L . -name '.*workboard-*' | grep -q .; then fail "$1: hidden files are left"; else pass; fi
}

# A linked work tree has a log of its own, in its own git directory; the other one's stays as it is.
if has_git; then
    new_plan
    commit_plan
    git -C "$work/repository" worktree add -q -b other "$work/linked" 2>/dev/null
    there_and_back "the first work tree"
    logs=$(find "$work/repository/.git" -name changes.jsonl)
    cksum $logs >"$work/log"
    cd "$work/linked/plan" || exit 1
    run undo
    expect 4 "a work tree where nothing was changed"
    there_and_back "a linked work tree"
    if find "$work/repository/.git/worktrees" -name changes.jsonl | grep -q .; then pass; else fail "the linked log is elsewhere"; fi
    cksum $logs >"$work/now"
    same "$work/now" "$work/log" "the log of the other work tree"
    if [ ! -e "$work/state" ]; then pass; else fail "the state folder was used"; fi
    git -C "$work/linked" status --porcelain >"$work/out"
    if [ ! -s "$work/out" ]; then pass; else fail "git sees something"; fi
    cd "$work" || exit 1
    rm -rf "$work/linked" "$work/repository"
fi

# What calls itself a git directory and is none is not written to.
new_plan
rmdir "$work/repository/.git"
mkdir "$work/elsewhere"
echo "gitdir: $work/elsewhere" >"$work/repository/.git"
there_and_back "a link to what is no git directory"
if find "$work/elsewhere" -type f | grep -q .; then fail "something was written there"; else pass; fi
if find "$work/state" -name changes.jsonl | grep -q .; then pass; else fail "the log is not in the state folder"; fi
rm -rf "$work/state"

# A git directory on a file system that may only be read, where such a one can be had.
mkdir "$work/disk"
if mount -t tmpfs -o size=1m none "$work/disk" 2>/dev/null; then
    trap 'umount "$work/disk" 2>/dev/null; chmod -R u+w "$work"; rm -rf "$work"' EXIT
    new_plan
    rmdir "$work/repository/.git"
    mkdir "$work/disk/git"
    echo 'ref: refs/heads/main' >"$work/disk/git/HEAD"
    echo "gitdir: $work/disk/git" >"$work/repository/.git"
    there_and_back "a git directory that can be written"
    if find "$work/disk/git" -name changes.jsonl | grep -q .; then pass; else fail "the log is not in the git directory"; fi
    if mount -o remount,ro "$work/disk" 2>/dev/null; then
        there_and_back "a git directory that can only be read"
        if find "$work/state" -name changes.jsonl | grep -q .; then pass; else fail "the log is not in the state folder"; fi
        mount -o remount,rw "$work/disk"
    fi
    rm -rf "$work/state"
    # Documents on another file system, behind links: what they lead to is changed, and they stay links.
    new_plan
    mkdir "$work/disk/documents"
    for name in STATUS.md WORKBOARD.md; do
        mv "$name" "$work/disk/documents/$name"
        ln -s "$work/disk/documents/$name" "$name"
    done
    there_and_back "documents on another file system"
    if [ -h STATUS.md ] && [ -h WORKBOARD.md ]; then pass; else fail "the links are gone"; fi
    if find "$work/disk/documents" -name '.*' -type f | grep -q .; then fail "hidden files on the other file system"; else pass; fi
    cd "$work" || exit 1
    umount "$work/disk"
fi
finish
