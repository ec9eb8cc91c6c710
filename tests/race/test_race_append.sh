#!/bin/sh
# Another program appends 20,000 lines with >> to the document that 2,000 of our edits change: all are there, whole.
. "$(dirname "$0")/race_support.sh"
new_plan

edits=$(rounds 2000 20)
lines=$((edits * 10))

{
    printf '# Race\n\n## Rows\n\n| ID | State |\n|---|---|\n'
    for i in $(seq "$edits"); do echo "| R-$i | todo |"; done
    printf '\n## Log\n\n- began\n'
} >RACE.md

# Ten lines for each edit, in the time of the next one: the pipe says when.
mkfifo "$work/pace"
(
    exec 3<"$work/pace"
    i=0
    while [ $i -lt $lines ]; do
        [ $((i % 10)) -ne 0 ] || read -r _ <&3 || :
        i=$((i + 1))
        echo "- their line $i of many" >>RACE.md
    done
    exec 3<&-
) &
appender=$!
started=$appender
exec 4>"$work/pace"
trap '' PIPE

i=0
echo 0 >&4
while [ $i -lt "$edits" ]; do
    i=$((i + 1))
    tries=0
    until "$WORKBOARD" edit RACE.md set-cell --under Rows --row "R-$i" --column State "done $i" --quiet >"$work/out" 2>&1; do
        code=$?
        tries=$((tries + 1))
        if [ $code -ne 5 ] || [ $tries -ge 50 ]; then
            fail "edit $i: exit $code: $(cat "$work/out")"
            break
        fi
    done
    echo $i >&4 2>/dev/null
done
exec 4>&-
wait "$appender" || fail "the appender failed"
started=

# What lies in a displaced file yet is merged by the next writer.
"$WORKBOARD" edit RACE.md add-row --under Rows last done --quiet >"$work/out" 2>&1 || fail "the last edit: $(cat "$work/out")"
count "$edits" "our edits" '^| R-[0-9]* | done [0-9]* |$' RACE.md
count "$lines" "their lines" '^- their line [0-9]* of many$' RACE.md
[ -z "$(grep '^- their line' RACE.md | sort | uniq -d)" ] || fail "a line of theirs stands there twice"
[ "$(wc -l <RACE.md)" -eq $((10 + edits + 1 + lines)) ] || fail "$(wc -l <RACE.md) lines: one is torn"
tidy
finish "$edits edits, $lines lines"
