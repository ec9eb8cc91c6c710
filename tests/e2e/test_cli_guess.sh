#!/bin/sh
# A plan that no profile knows: what depends on what is read from its columns all the same, by ID or by title.
. "$(dirname "$0")/cli_support.sh"
mkdir -p "$work/repository/.git" "$work/repository/notes"
cd "$work/repository/notes" || exit 1
cat >PLAN.md <<'END'
# Work

## Tasks

| ID | Task | Status | Depends on | Owner |
|---|---|---|---|---|
| T-1 | Dig | todo | - | ann |
| T-2 | Fill | todo | `T-1` | ben |
| T-3 | Rake | todo | T-1, T-2 and T-4 | ben |
| T-4 | Mow the lawn | done | none | ben |
| T-5 | Trim | todo | Mow the lawn | ben |
| T-6 | Sell | todo | T-19 | ben |
| T-7 | Rest | todo | A good feeling, T1000, 3 days | ben |

## Later

| Task | State | Prerequisites |
|---|---|---|
| Sow | open | Rake; Dig |
| Reap | open | after T-2 |
END
ready() { # the IDs or titles of what is ready
    run list tasks --ready --json
    sed -n 's/^{"kind":"task","id":\("[^"]*"\|null\),"title":"\([^"]*\)".*/\1 \2/p' "$work/out" | tr -d '"'
}
for plan in PLAN.md .; do
    WORKBOARD_PLAN=$work/repository/notes/$plan
    [ "$plan" = PLAN.md ] || printf 'profile: generic\n' >.workboard.yaml
    export WORKBOARD_PLAN
    ready >"$work/got"
    printf 'T-1 Dig\nT-5 Trim\nT-7 Rest\n' >"$work/wanted"
    same "$work/wanted" "$work/got" "what is ready of $plan"
    run list tasks --fields title,depends_on --json
    says '"title":"Rake","depends_on":\["T-1","T-2","T-4"\]'
    says '"title":"Trim","depends_on":\["T-4"\]'
    says '"title":"Sow","depends_on":\["T-3","T-1"\]'
    says '"title":"Reap","depends_on":\["T-2"\]'
    says '"title":"Sell","depends_on":\["T-19"\]'
    says '"title":"Rest","depends_on":\[\]'
    run next
    expect 0 "next of $plan"
    says '^T-1  Dig$'
    says '^    .*4 with those behind'
    says_not '^T-2 '
    run check
    says 'PLAN.md:12:[0-9]*: error: T-6 .*T-19.*\[dependency.unknown\]$'
    run graph --up T-2
    says 'T-1 Dig'
done
finish
