#!/bin/sh
# The manual page knows every command, every option, and every rule that the program has.
set -u
manual=$WORKBOARD_SOURCE/man/workboard.1
passed=0
failed=0

expect() { # WHAT PATTERN
    if grep -q -e "$2" "$manual"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "man/workboard.1 does not tell of $1"
    fi
}

commands=$("$WORKBOARD" --help | sed -n 's/^  workboard  *\([a-z][a-z]*\)  .*/\1/p')
for command in $commands; do
    expect "the command $command" "^\.It Cm $command\( \|\$\)"
    for option in $("$WORKBOARD" "$command" --help | sed -n 's/^  \(-[a-z], \)\{0,1\}--\([a-z-]*\).*/\2/p'); do
        expect "the option --$option of $command" "Fl -$option\( \|\$\)\|, -$option\( \|\$\)"
    done
done
for operation in $("$WORKBOARD" edit --help | sed -n 's/^  \([a-z]*-[a-z]*\|tick\|untick\) .*/\1/p'); do
    expect "the operation $operation" "^\.It Cm.* $operation\( \|\$\)"
done
for rule in $(cat "$WORKBOARD_SOURCE"/src/ops/*.c | grep -o '"[a-z]*\.[a-z_]*"' | tr -d '"' | grep -v '^demo\.' | sort -u); do
    expect "the rule $rule" "^\.It $rule\$"
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -ge 50 ]
