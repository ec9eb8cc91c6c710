#!/bin/sh
# One document alone is a plan, whatever its name; text that was decoded wrongly keeps its bytes and says its states.
. "$(dirname "$0")/cli_support.sh"
cd "$work" || exit 1

# UTF-8 that was taken for Mac OS Roman once: the signs are three letters each.
cat >gaps.txt <<'END'
# Plans

**Last verified:** 2026-01-12

## Gap Summary

| # | Gap | Priority | Status | Blocks |
|---|-----|----------|--------|--------|
| 1 | [Keel](01_keel.md) | **High** | ‚úÖ Complete | #2, #3 |
| 2 | [Hull](02_hull.md) | Low | ‚ùå Needs Plan | - |
| 3 | [Deck](03_deck.md) | Low | ‚è∏Ô∏è Blocked | - |
| 4 | ~~Old mast~~ | - | ‚úÖ Superseded | - |
| 5 | [Mast](05_mast.md) | Low | ‚ùå In Progress | - |
| 6 | [Sail](06_sail.md) | Low | üìã Planned | - |
| 7 | [Rope](07_rope.md) | Low | ‚ùå Needs Plan | - |

## Dependency Graph

```
#1 Keel (High)
‚îú‚îÄ‚îÄ blocks #2 Hull
‚îî‚îÄ‚îÄ blocks #3 Deck
```
END
cp gaps.txt before.txt
run list tasks --plan gaps.txt --fields id,state,depends_on
expect 0 "a document alone"
says '^1  *done *$'
says '^2  *todo  *1$'
says '^3  *blocked  *1$'
says '^4  *dropped *$'
says '^5  *in_progress *$'
says '^6  *todo *$'
run status --plan gaps.txt --json
expect 0 "status of a document alone"
says '"profile":"gap-index"'
says '"total":7'
run show 2 --plan gaps.txt
says '^  state  *todo (‚ùå Needs Plan)$'
same gaps.txt before.txt "reading changed the document"
run set 2 status=done --plan gaps.txt --date 2026-01-13 --quiet
expect 0 "a change of it"
sed -e '/^| 2 /s/‚ùå Needs Plan/‚úÖ Complete/' -e 's/2026-01-12/2026-01-13/' before.txt >wanted.txt
same gaps.txt wanted.txt "one cell and the day change, and no other byte"

# A sign that stands for other states here is not imitated, wrongly decoded as it may be.
cp before.txt gaps.txt
run set 6 status=in_progress --plan gaps.txt --date 2026-01-13 --dry-run
says '^+| 6 | .* | 🚧 In Progress | - |$'
run set 6 status=blocked --plan gaps.txt --date 2026-01-13 --dry-run
says '^+| 6 | .* | ‚è∏Ô∏è Blocked | - |$'

# The plans of other people, each a file with a name that says nothing.
if [ -d "${WORKBOARD_SHARED:-/nonexistent}/seeds" ]; then
    for seed in "$WORKBOARD_SHARED"/seeds/*.txt; do
        cp "$seed" seed.txt
        run status --plan seed.txt
        expect 0 "status of ${seed##*/}"
        clean "status of ${seed##*/}"
        same seed.txt "$seed" "reading ${seed##*/} changed it"
    done
    cp "$WORKBOARD_SHARED"/seeds/002_*.txt seed.txt
    run list tasks --plan seed.txt --json
    for state in 'done:Complete |' 'blocked:Blocked |' 'in_progress:In Progress |' 'dropped:Superseded |' 'todo:Needs Plan |\|Planned |'; do
        want=$(sed -n '/^## Gap Summary/,/^---/p' seed.txt | grep '^| [0-9]' | grep -c "${state#*:}" || :)
        got=$(grep -o "\"state\":\"${state%%:*}\"" "$work/out" | wc -l)
        if [ "$want" -eq "$got" ]; then pass; else fail "${state%%:*}: $got of $want"; fi
    done
fi
finish
