#!/bin/sh
# What nobody expects where a document is expected: a pipe, a device, a folder, links in a circle, a disk that is full or
# only to be read; and text that a terminal would act on. A message and exit status 6, never a hang, nothing half-written.
#
# Runs as root too, to whom rights mean nothing: other means are used, and what they need is asked for first.
. "$(dirname "$0")/cli_support.sh"

has_timeout=false
command -v timeout >/dev/null 2>&1 && has_timeout=true

# As run, but ended after a while: a hang is a failure, not a test that never ends.
bounded() {
    if $has_timeout; then
        timeout -k 5 60 "$WORKBOARD" "$@" >"$work/out" 2>"$work/err" </dev/null
        code=$?
    else
        run "$@"
    fi
}

# refused WHAT ARGUMENTS...: exit status 6, a message that names the file $odd, no other file changed.
refused() {
    what=$1
    shift
    tree >"$work/before"
    bounded "$@"
    expect 6 "$what: $*"
    complains "$(basename "$odd")"
    tree >"$work/now"
    same "$work/now" "$work/before" "$what: $* wrote something"
}

# The document STATUS.md is something else: what is read of the plan is the rest, and a note says why.
odd_document() {
    what=$1
    bounded status
    expect 0 "$what: status"
    complains "STATUS.md: $2"
    bounded list tasks --json
    expect 0 "$what: list"
    complains "STATUS.md: $2"
    bounded --plan STATUS.md list tasks
    expect "${3:-6}" "$what: read alone"
    odd=STATUS.md
    refused "$what" edit STATUS.md set-heading --under Status Other
}

new_plan
rm STATUS.md
mkfifo STATUS.md
odd_document "a pipe" "is a pipe, not a document"
rm STATUS.md
mkdir STATUS.md
odd_document "a folder" "is a folder, not a document" 4
rmdir STATUS.md
ln -s /dev/zero STATUS.md
odd_document "a device" "is a device or socket, not a document"
rm STATUS.md
ln -s STATUS.md.2 STATUS.md
ln -s STATUS.md STATUS.md.2
odd_document "links in a circle" "cannot be .*: .*symbolic links"
rm STATUS.md STATUS.md.2

# All of the plan's other files, too.
for name in .workboard.yaml changes journal profile; do
    new_plan
    case $name in
    .workboard.yaml)
        mkfifo "$name"
        odd=$name
        ;;
    changes | journal)
        run claim M2-T03 --as ada
        odd=$(find "$work/state" -name 'changes.jsonl')
        [ $name = journal ] && odd=$(dirname "$odd")/journal.json
        rm -f "$odd"
        mkfifo "$odd"
        ;;
    profile)
        mkdir -p .workboard/profiles
        odd=.workboard/profiles/own.yaml
        mkfifo "$odd"
        ;;
    esac
    refused "a pipe for $name" release M2-T03 --as ada
    rm -rf "$work/state"
done

# NUL bytes and what is no text at all are read, shown without harm, and kept.
new_plan
printf '\n\000\377\376 binary \000\n' >>WORKBOARD.md
cp WORKBOARD.md "$work/odd"
bounded claim M2-T03 --as ada
expect 0 "a claim beside binary bytes"
bounded undo --as ada
expect 0 "and back"
same WORKBOARD.md "$work/odd" "binary bytes are kept"

# Text that a terminal would act on: ESC, C1 (as a byte and as UTF-8), BEL, a bidirectional override.
escape=$(printf '\033]0;owned\007\033[2J\302\233 31m\233\342\200\256desrever\342\201\246')
new_plan
sed "s/M2-T03/M2-T03$escape/; s/^# .*/&$escape/; s/Lane A/Lane A$escape/" TASK-REGISTRY.md >"$work/hostile"
cp "$work/hostile" TASK-REGISTRY.md
for file in STATUS.md WORKBOARD.md; do
    sed "s/| *\([A-Za-z][A-Za-z ]*\) *|/| \1$escape |/" "$file" >"$work/hostile"
    cp "$work/hostile" "$file"
done
cp TASK-REGISTRY.md "$(printf 'milestones/M9\033[31m.md')"

# harmless WHAT FILE: no control byte but newlines and tabs, no C1 control, no bidirectional control.
harmless() {
    if LC_ALL=C tr -d '\n\t' <"$2" | LC_ALL=C grep -q '[[:cntrl:]]'; then fail "$1: control bytes in $2"; else pass; fi
    if LC_ALL=C grep -q "$(printf '\342\200[\252-\256]\|\342\201[\246-\251]\|\302[\200-\237]')" "$2"; then
        fail "$1: C1 or bidirectional controls in $2"
    else
        pass
    fi
}

speak() {
    bounded "$@"
    harmless "$*" "$work/out"
    harmless "$*" "$work/err"
}

speak status
for kind in milestones lanes tasks queue blockers claims gates decisions findings resolved consumers results; do
    speak list "$kind"
    speak list "$kind" --json
done
speak status --json
speak show M2-T03
speak show M2-T03 --json
speak show "M2-T03$escape"
speak show "nobody$escape"
speak show "nobody$escape" --json
speak list tasks --lane "A$escape"
speak list tasks --fields "id,$escape"
speak list "$escape"
speak "$escape"
speak claim "M2$escape"
speak claim M2-T03 --as "ada$escape" --lane "Lane A"
speak claim M2-T03 --as "bob$escape" --lane "Lane A"
speak set M2-T03 "title=new$escape" --as "ada$escape"
speak block M2-T03 --reason "why$escape" --as "ada$escape"
for command in next graph check history handoff; do
    speak "$command"
    speak "$command" --json
done
speak graph --format dot
speak graph --format mermaid
speak history "M2-T03$escape"
speak undo --list
speak undo --list --json
speak undo --as "ada$escape"
speak undo --any
speak undo --any --json
speak undo --id "$escape"
speak profile show
speak profile list
speak profile check "nowhere$escape"
speak --plan "nowhere$escape" status
speak --profile "$escape" status
speak edit TASK-REGISTRY.md set-cell --under "$escape" --row x --column y z
speak edit TASK-REGISTRY.md set-cell --under Nowhere --row x --column y z
speak edit "nowhere$escape.md" set-cell --under Nowhere --row x --column y z
printf 'plan: %s\n' "$escape" >.workboard.yaml
speak status
printf '%s: x\n' "$escape" >.workboard.yaml
speak status
rm .workboard.yaml
mkdir -p .workboard/profiles
printf 'profile: x%s\nversion: 1\n%s: 2\n' "$escape" "$escape" >.workboard/profiles/own.yaml
speak status
speak profile list
speak profile check .workboard/profiles/own.yaml
rm -r .workboard

# A disk that is full, and one that may only be read: a small file system of its own, where one can be had.
new_plan
disk=$work/disk
mkdir "$disk"
if mount -t tmpfs -o size=256k none "$disk" 2>/dev/null; then
    trap 'umount "$disk" 2>/dev/null; chmod -R u+w "$work"; rm -rf "$work"' EXIT
    cp -R "$plan" "$disk/plan"
    cd "$disk/plan" || exit 1
    dd if=/dev/zero of="$disk/filler" bs=1024 count=1024 2>/dev/null
    cat ./*.md milestones/*.md >"$work/before"
    bounded claim M2-T03 --as ada
    expect 6 "a full disk"
    complains 'make room on the disk'
    cat ./*.md milestones/*.md >"$work/now"
    same "$work/now" "$work/before" "a full disk leaves all as it was"
    if find "$disk" -name '.*workboard-*' | grep -q .; then fail "a full disk keeps hidden files"; else pass; fi
    rm "$disk/filler"
    bounded claim M2-T03 --as ada
    expect 0 "when there is room again"
    if mount -o remount,ro "$disk" 2>/dev/null; then
        bounded release M2-T03 --as ada
        expect 6 "a file system that may only be read"
        complains 'read-only'
        bounded status
        expect 0 "it can be read all the same"
    fi
    cd "$work" || exit 1
    umount "$disk"
fi

# The state folder cannot be written: nothing is begun.
new_plan
XDG_STATE_HOME=/dev/null
export XDG_STATE_HOME
tree >"$work/before"
bounded claim M2-T03 --as ada
expect 6 "no place for the journal"
tree >"$work/now"
same "$work/now" "$work/before" "no place for the journal"
XDG_STATE_HOME=$work/state
finish
