#!/bin/sh
# Commands that read: what they say, their exit codes, and that they write nothing.
. "$(dirname "$0")/cli_support.sh"
new_plan
tree >"$work/before"

# The status, from inside, from outside, and where there is no terminal for the board.
run status
expect 0 status
quiet
for text in Milestones Lanes Queue Blockers Claims 'M2 .*in_progress' 'Lane A .*heavy' 'M2-T04 .*waits for M2-T02' 'B2 '; do
    says "$text"
done
clean status
cp "$work/out" "$work/status"
run
expect 0 board
same "$work/out" "$work/status" "the board without a terminal is the status"
TERM=dumb run
same "$work/out" "$work/status" "the board on a dumb terminal is the status"
cd "$work/repository" || exit 1
run --plan plan status
expect 0 "--plan"
WORKBOARD_PLAN=$plan run status
expect 0 WORKBOARD_PLAN
run status --plan="$plan/STATUS.md"
expect 0 "one document alone"
says 'Blockers'
cd "$plan" || exit 1

# Every kind, for people and as JSON.
for kind in milestones lanes tasks queue blockers claims gates decisions findings resolved consumers results; do
    run list "$kind"
    expect 0 "list $kind"
    run list "$kind" --json
    expect 0 "list $kind --json"
    quiet
    says '^{"schema":"workboard/1","plan":{"root":".*","profile":"execution-plan","rev":"[0-9a-f]\{16\}"},"kind":"'
done

# Filters.
run list tasks --state done
says '^M0-T01 '
says_not '^M2-T03 '
run list tasks --state=todo,done
says '^M0-T01 '
says '^M2-T03 '
run list tasks --state=todo --state=done
says '^M0-T01 '
run list tasks --milestone M3
says '^M3-T04 '
says_not '^M2-T03 '
run list tasks --lane a
says '^M2-T02 '
says_not '^M3-T02 '
run list tasks --ready
says '^M2-T03 '
says_not '^M2-T04 '
run list tasks --lane Z
expect 4 "a lane that is not there"
complains 'Lane A'
run list tasks --state nix
expect 2 "a state that is not there"
run list tasks --fields id,Deliverable --milestone M0
says '^ID  *DELIVERABLE$'
says '^M0-T01  *D-001, list of 37 constituents$'
run list tasks --fields nix
expect 4 "a field that is not there"
complains '^  depends_on$'
SOURCE_DATE_EPOCH=1772786400 run list claims --json
says '"stale":false'
SOURCE_DATE_EPOCH=1772886400 run list claims --stale
says '^M2-T02 '
SOURCE_DATE_EPOCH=1772786400 run list claims --stale
says_not 'M2-T02'

# One record.
run show m2-t02
expect 0 show
says '^task M2-T02 '
says 'TASK-REGISTRY.md:[0-9]'
says '^Waits for$'
says '^Waiting for it$'
run show ebb-22
says '^task M2-T02 '
run show queue:M2-T02
says '^queue M2-T02'
run show M2-T02 --json
says '"item":{"kind":"task","id":"M2-T02",'
run show M9-T99
expect 4 "an ID that is not there"
run show M9-T99 --json
expect 4 "an ID that is not there, as JSON"
says '^{"schema":"workboard/1","error":{"code":4,"rule":null,"message":"'

# The command line itself.
run --help
expect 0 --help
for command in status list show claim release move lane edit demo; do
    says "workboard $command "
    run "$command" --help
    expect 0 "$command --help"
    says "^usage: workboard $command"
    run help "$command"
    says "^usage: workboard $command"
    run --help
done
run --version
expect 0 --version
says '^workboard '
run stauts
expect 2 "a command that is not there"
complains 'did you mean status'
run status extra
expect 2 "a word too many"
complains '^usage: workboard status$'
run list
expect 2 "a kind is missing"
run list tasks --sate x
expect 2 "an option that is not there"
complains 'did you mean --state'
run list --json
expect 2 "a wrong command line, as JSON"
says '"error":{"code":2,'
run status --color sometimes
expect 2 "a colour that is not there"
run status --color always
says '\[1m'
NO_COLOR=1 run status
clean NO_COLOR
run -- status
expect 0 "the end of options before the command"

# Settings that are wrong name their file and line; the command line is not at fault.
new_plan
for settings in 'plan: [a, b]' 'clock: utc
clock: local' 'stale_after: soon' 'claims: {a: b}' 'colour: red'; do
    printf '%s\n' "$settings" >.workboard.yaml
    run status
    expect 2 "$settings"
    complains '/\.workboard\.yaml:[12]: '
    if grep -q '^usage' "$work/err"; then fail "the command line is blamed for $settings"; else pass; fi
done
rm .workboard.yaml
run status --plan ''
expect 2 "a plan without a name"

# When a claim is stale: everywhere by the same rule, at the same minute, and whoever says when.
stale_at() { # MINUTE stale|fresh WHAT: in lists, in their JSON, in the status and in the check
    SOURCE_DATE_EPOCH=$(date -u -d "2026-03-06T$1Z" +%s)
    export SOURCE_DATE_EPOCH
    run list claims --json
    says "\"stale\":$([ "$2" = stale ] && echo true || echo false),"
    run list claims --stale --fields task
    if [ "$2" = stale ]; then says '^M2-T02$'; else says_not '^M2-T02$'; fi
    run status
    if [ "$2" = stale ]; then says ', stale'; else says_not ', stale'; fi
    run check
    if [ "$2" = stale ]; then says 'claim.stale'; else says_not 'claim.stale'; fi
    unset SOURCE_DATE_EPOCH
}
if date -u -d 2026-03-06T12:40Z +%s >/dev/null 2>&1; then
    stale_at 12:40 fresh
    stale_at 12:41 stale
    mkdir -p "$work/repository/.workboard/profiles"
    sed 's/^version: 1/&\nstale_after: 6h/' "$WORKBOARD_SOURCE/data/profiles/execution-plan.yaml" \
        >"$work/repository/.workboard/profiles/execution-plan.yaml"
    stale_at 14:40 fresh
    stale_at 14:41 stale
    echo 'stale_after: 2h' >.workboard.yaml
    stale_at 10:40 fresh
    stale_at 10:41 stale
    rm .workboard.yaml
    sed 's/^stale_after: 6h/stale_after: soon/' "$work/repository/.workboard/profiles/execution-plan.yaml" >"$work/edited"
    cat "$work/edited" >"$work/repository/.workboard/profiles/execution-plan.yaml"
    run status
    expect 2 "an age that is none"
    complains 'execution-plan.yaml:[0-9]*: stale_after is a number of hours or days'
    rm -r "$work/repository/.workboard"
fi

# Where there is no plan.
mkdir "$work/empty"
cd "$work/empty" || exit 1
run status
expect 4 "no plan"
complains 'workboard demo'
run status --plan "$work/nowhere"
expect 4 "a plan that is not there"

tree >"$work/after"
same "$work/before" "$work/after" "reading wrote something"
if [ -e "$work/state" ] || [ -e "$work/repository/.git/workboard" ]; then fail "reading left files behind"; else pass; fi
finish
