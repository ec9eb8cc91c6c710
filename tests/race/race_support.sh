# What the race tests in scripts share; read by them with `.`.
#
# As a part of `make check` they run few rounds; `make check-race` sets WORKBOARD_RACE=full, and then WORKBOARD_TEST_ROUNDS
# makes it fewer. $work is a folder of the test's own with a plan in $plan, in a repository of its own.

: "${WORKBOARD:?set it to the program}"
WORKBOARD_SOURCE=${WORKBOARD_SOURCE:-$(cd "$(dirname "$0")/../.." && pwd)}
unset WORKBOARD_PLAN WORKBOARD_AS NO_COLOR SOURCE_DATE_EPOCH WORKBOARD_DEBUG
LC_ALL=C.UTF-8
TZ=UTC
HOME=/nonexistent
export LC_ALL TZ HOME

work=$(mktemp -d "${TMPDIR:-/tmp}/workboard-race-XXXXXX")
work=$(cd "$work" && pwd -P)
plan=$work/plan
XDG_STATE_HOME=$work/state
XDG_CONFIG_HOME=$work/config
export XDG_STATE_HOME XDG_CONFIG_HOME
started=
failed=0

# Ends what this test started, each by its id.
stop() {
    for process in $started; do
        kill "$process" 2>/dev/null
    done
    rm -rf "$work"
}
trap stop EXIT
trap 'exit 1' HUP INT TERM

# rounds FULL FEW: how many this run makes.
rounds() {
    if [ "${WORKBOARD_RACE-}" != full ]; then
        echo "$2"
    elif [ "${WORKBOARD_TEST_ROUNDS:-$1}" -lt "$1" ]; then
        echo "$WORKBOARD_TEST_ROUNDS"
    else
        echo "$1"
    fi
}

new_plan() {
    cp -R "$WORKBOARD_SOURCE/data/sample" "$plan"
    chmod -R u+w "$plan"
    mkdir "$plan/.git"
    cd "$plan" || exit 1
}

fail() {
    failed=$((failed + 1))
    echo "FAILED: $*"
}

# count WANTED WHAT PATTERN FILE
count() {
    found=$(grep -c -e "$3" "$4")
    [ "$found" -eq "$1" ] || fail "$2: $found, not $1"
}

# Nothing that a save makes lies about.
tidy() {
    left=$(find "$plan" -name '.*.workboard-*' -o -name 'journal*' | head)
    [ -z "$left" ] || fail "left behind: $left"
}

finish() {
    echo "$1: $failed failed"
    [ "$failed" -eq 0 ]
    exit
}
