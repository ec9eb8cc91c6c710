# What the tests of the command line share; read by them with `.`.
#
# $WORKBOARD is the program, $WORKBOARD_SOURCE the source folder. Each test works in its own temporary folder, on a copy of the
# sample plan in a repository of its own: $plan. Output of the last command: $work/out, $work/err; its exit code: $code.

: "${WORKBOARD:?set it to the program}"
WORKBOARD_SOURCE=${WORKBOARD_SOURCE:-$(cd "$(dirname "$0")/../.." && pwd)}
unset WORKBOARD_PLAN WORKBOARD_AS NO_COLOR SOURCE_DATE_EPOCH WORKBOARD_DEBUG
LC_ALL=C.UTF-8
TZ=UTC
HOME=/nonexistent
export LC_ALL TZ HOME

work=$(mktemp -d "${TMPDIR:-/tmp}/workboard-e2e-XXXXXX")
work=$(cd "$work" && pwd -P)
XDG_STATE_HOME=$work/state
XDG_CONFIG_HOME=$work/config
export XDG_STATE_HOME XDG_CONFIG_HOME
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

passed=0
failed=0
code=0

# A fresh copy of the sample in $work/repository/plan.
new_plan() {
    rm -rf "$work/repository"
    mkdir -p "$work/repository"
    cp -R "$WORKBOARD_SOURCE/data/sample" "$work/repository/plan"
    chmod -R u+w "$work/repository"
    plan=$work/repository/plan
    mkdir "$work/repository/.git"
    cd "$plan" || exit 1
}

has_git() {
    command -v git >/dev/null 2>&1
}

# Makes the repository a real one with one commit.
commit_plan() {
    rmdir "$work/repository/.git"
    git -C "$work/repository" init -q &&
        git -C "$work/repository" add -A &&
        git -C "$work/repository" -c user.name=t -c user.email=t@example.org commit -q -m first
}

run() {
    "$WORKBOARD" "$@" >"$work/out" 2>"$work/err" </dev/null
    code=$?
}

pass() {
    passed=$((passed + 1))
}

fail() {
    failed=$((failed + 1))
    echo "FAILED: $*"
    sed 's/^/  out: /' "$work/out" | head -n 40
    sed 's/^/  err: /' "$work/err" | head -n 20
}

# expect CODE WHAT: the last command ended with the code.
expect() {
    if [ "$code" -eq "$1" ]; then pass; else fail "$2: exit code $code instead of $1"; fi
}

# says PATTERN, complains PATTERN, silent: what the last command printed.
says() {
    if grep -q -e "$1" "$work/out"; then pass; else fail "standard output does not say: $1"; fi
}

says_not() {
    if grep -q -e "$1" "$work/out"; then fail "standard output says: $1"; else pass; fi
}

complains() {
    if grep -q -e "$1" "$work/err"; then pass; else fail "standard error does not say: $1"; fi
}

quiet() {
    if [ ! -s "$work/err" ]; then pass; else fail "standard error is not empty"; fi
}

# same FILE FILE WHAT
same() {
    if cmp -s "$1" "$2"; then pass; else
        diff "$1" "$2" | head -n 20
        fail "$3"
    fi
}

# No byte that a terminal would act on.
clean() {
    if LC_ALL=C tr -d '\n' <"$work/out" | LC_ALL=C grep -q '[[:cntrl:]]'; then fail "$1: control bytes"; else pass; fi
}

# The whole tree as one text, to see that nothing was written.
tree() {
    (cd "$work/repository" && find . -type f -exec cksum {} + | LC_ALL=C sort -k 3)
}

finish() {
    echo "$passed passed, $failed failed"
    [ "$failed" -eq 0 ]
    exit
}
