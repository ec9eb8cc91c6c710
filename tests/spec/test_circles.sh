#!/bin/sh
# No file of these floors calls another one that calls it again, over however many others: asked of the objects that were
# built.
set -u
: "${WORKBOARD_BUILD:?set it to the folder of the build}"
command -v nm >/dev/null 2>&1 && command -v tsort >/dev/null 2>&1 || exit 77
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
for floor in base text outline merge plan ops check store json; do
    for object in "$WORKBOARD_BUILD/src/$floor"/*.o; do
        name=$(basename "$object" .o)
        nm -P "$object" | awk -v file="$name" '
            $2 ~ /^[TDRB]$/ { print $1, file >defined }
            $2 == "U" { print $1, file >used }' defined="$work/defined.$name" used="$work/used.$name"
    done
    cat "$work"/defined.* | sort >"$work/defined"
    cat "$work"/used.* | sort >"$work/used"
    rm -f "$work"/defined.* "$work"/used.*
    # Which file uses which: through the name that one uses and the other defines.
    join "$work/used" "$work/defined" | awk '$2 != $3 { print $2, $3 }' | sort -u >"$work/calls"
    if [ "$floor" = store ] && [ ! -s "$work/calls" ]; then
        echo "no calls were found: is this test still right?"
        failed=1
    fi
    if ! tsort "$work/calls" >/dev/null 2>"$work/circles"; then
        echo "a circle of calls in src/$floor:"
        cat "$work/circles"
        failed=1
    fi
done
exit $failed
