#!/bin/sh
# Bad input and bad company: hostile bytes, closed pipes, full disks, documents without a shape.
. "$(dirname "$0")/cli_support.sh"

# A full disk and a closed output are errors; a closed pipe is none to talk about.
new_plan
if [ -c /dev/full ]; then
    "$WORKBOARD" status >/dev/full 2>"$work/err"
    code=$?
    expect 6 "a full disk"
    complains 'cannot be written'
    "$WORKBOARD" list nix --json >/dev/full 2>"$work/err"
    code=$?
    expect 6 "a full disk under an error"
fi
"$WORKBOARD" status >&- 2>"$work/err"
code=$?
expect 6 "a closed standard output"
"$WORKBOARD" status 2>&- >/dev/null
code=$?
expect 0 "a closed standard error"
"$WORKBOARD" claim M2-T03 --dry-run 0<&- >/dev/null 2>&1
code=$?
expect 0 "a closed standard input"
mkfifo "$work/pipe"
sleep 0 <"$work/pipe" &
exec 3>"$work/pipe"
wait $!
"$WORKBOARD" list gates --json >&3 2>"$work/err"
code=$?
exec 3>&-
expect 6 "a closed pipe"
if [ -s "$work/err" ]; then fail "a closed pipe is talked about"; else pass; fi

# Bytes that a terminal would act on, invalid UTF-8, NUL, a byte order mark, CR LF, no last newline.
printf '\357\273\277# Registry\r\n\r\n## M1 Tasks\r\n\r\n| Task ID | Status | Depends On |\r\n|---|---|---|\r\n' \
    >TASK-REGISTRY.md
printf '| M1-T01 \033[31mred\033[0m \302\233 \342\200\256txt | todo | none |\r\n' >>TASK-REGISTRY.md
printf '| M1-T02 nul \000 and \377\376 | todo | M1-T01 |' >>TASK-REGISTRY.md
for command in 'status' 'list tasks' 'show M1-T01' 'show M1-T02' 'list tasks --json' 'show M1-T01 --json' 'status --json'; do
    # shellcheck disable=SC2086
    run $command
    expect 0 "hostile bytes: $command"
    clean "$command"
    if LC_ALL=C grep -q "$(printf '\302\233')" "$work/out"; then fail "$command: U+009B"; else pass; fi
    if LC_ALL=C grep -q "$(printf '\342\200\256')" "$work/out"; then fail "$command: U+202E"; else pass; fi
    if iconv -f UTF-8 -t UTF-8 "$work/out" >/dev/null 2>&1; then pass; else fail "$command: not UTF-8"; fi
done
cp TASK-REGISTRY.md "$work/registry"
run claim M1-T01 --lane A
cp "$work/out" "$work/said"
if [ "$code" -eq 0 ]; then
    clean "claim of hostile bytes"
    run release M1-T01
    expect 0 "release of hostile bytes"
    same TASK-REGISTRY.md "$work/registry" "claim and release changed other bytes"
else
    expect 3 "claim of hostile bytes"
fi

# Arguments that are no text.
run show "$(printf '\033[2J\377')"
expect 4 "an ID of escape sequences"
if LC_ALL=C tr -d '\n' <"$work/err" | LC_ALL=C grep -q '[[:cntrl:]]'; then fail "it is repeated as it is"; else pass; fi
run show ''
expect 4 "an empty ID"
long=$(printf '%05000d' 7)
run show "$long"
expect 4 "a long ID"
run "$long"
expect 2 "a long command"
run "--$long"
expect 2 "a long option"

# Broken tables, an empty document, a folder in place of one, a locale without UTF-8.
printf '## M1 Tasks\n\n| Task ID | Status |\n|---|\n| M1-T01 | todo |\n' >TASK-REGISTRY.md
run list tasks
expect 0 "a broken table"
: >TASK-REGISTRY.md
run list tasks
expect 0 "an empty document"
rm -f TASK-REGISTRY.md
mkdir TASK-REGISTRY.md
run status
expect 0 "a folder in place of a document"
rmdir TASK-REGISTRY.md
LC_ALL=C run status
expect 0 "a locale without UTF-8"
LC_ALL=xx_XX.nonsense run status
expect 0 "a locale that is not there"
TERM='' run
expect 0 "no TERM"
finish
