#!/bin/sh
# Eight processes claim one task at once, again and again: one has it, the others are told who.
. "$(dirname "$0")/race_support.sh"
new_plan

processes=8
times=$(rounds 200 3)
task=M2-T03

# The rest of the queue is as it was after each release.
cp TASK-REGISTRY.md "$work/before"
round=0
while [ $round -lt "$times" ] && [ $failed -lt 5 ]; do
    round=$((round + 1))
    waiting=
    for p in $(seq $processes); do
        (
            "$WORKBOARD" claim $task --lane A --as "worker-$p" >"$work/out-$p" 2>"$work/err-$p"
            echo $? >"$work/code-$p"
        ) &
        waiting="$waiting $!"
    done
    started=$waiting
    # shellcheck disable=SC2086 # several ids
    wait $waiting
    holder=
    for p in $(seq $processes); do
        case $(cat "$work/code-$p") in
        0)
            [ -z "$holder" ] || fail "round $round: $holder and worker-$p both have it"
            holder=worker-$p
            ;;
        3) ;;
        *) fail "round $round: worker-$p: exit $(cat "$work/code-$p"): $(cat "$work/err-$p")" ;;
        esac
    done
    [ -n "$holder" ] || fail "round $round: nobody has it"
    for p in $(seq $processes); do
        [ "worker-$p" != "$holder" ] || continue
        { grep -q 'claim\.taken' "$work/err-$p" && grep -qw "$holder" "$work/err-$p"; } ||
            fail "round $round: worker-$p is not told of $holder: $(cat "$work/err-$p")"
    done
    [ "$(grep -c "$task | Lane A | worker-" WORKBOARD.md)" -eq 1 ] || fail "round $round: the document says something else"
    "$WORKBOARD" release $task --as "$holder" >"$work/out" 2>&1 || fail "round $round: release: $(cat "$work/out")"
done
started=
sed 's/^Last updated:.*//' TASK-REGISTRY.md >"$work/now"
sed 's/^Last updated:.*//' "$work/before" | diff - "$work/now" >"$work/diff" || fail "released tasks are not as before: $(cat "$work/diff")"
tidy
finish "$times rounds of $processes claims"
