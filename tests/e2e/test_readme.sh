#!/bin/sh
# Runs the five minutes of README.md as they stand there, on a copy of the sample plan.
set -u
folder=$(mktemp -d "${TMPDIR:-/tmp}/workboard-readme.XXXXXX")
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/build" "$folder/home"
ln -s "$WORKBOARD" "$folder/build/workboard"
unset WORKBOARD_PLAN WORKBOARD_AS XDG_STATE_HOME XDG_CONFIG_HOME
export HOME="$folder/home"
export GIT_CONFIG_NOSYSTEM=1 GIT_AUTHOR_NAME=Test GIT_AUTHOR_EMAIL=test@localhost
export GIT_COMMITTER_NAME=Test GIT_COMMITTER_EMAIL=test@localhost GIT_PAGER=cat
if ! command -v git >/dev/null 2>&1; then
    echo "git is missing"
    exit 77
fi

# shellcheck disable=SC2016 # the script that is made expands them
{
    echo 'passed=0 failed=0'
    echo 'check() { if [ "$1" -eq "$2" ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "exit $1, not $2: $3"; fi; }'
    echo 'finish() { echo "$passed passed, $failed failed"; [ "$failed" -eq 0 ] && [ "$passed" -ge 10 ]; exit; }'
    awk '
        /^## / { inside = $0 == "## Five minutes" }
        !inside { next }
        /^```/ { code = !code; next }
        code && /jq/ { print "command -v jq >/dev/null || finish" }
        code {
            wanted = $0 ~ /claim M2-T04/ ? 3 : 0
            text = $0
            gsub(/\047/, "\047\\\047\047", text)
            print
            printf "check $? %d \047%s\047\n", wanted, text
        }
    ' "$WORKBOARD_SOURCE/README.md"
    echo finish
} | sed "s|/tmp/ebb|$folder/ebb|g" >"$folder/script"
cd "$folder" && exec </dev/null && sh "$folder/script"
