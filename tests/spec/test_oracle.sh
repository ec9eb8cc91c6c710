#!/bin/sh
# The scanner against cmark-gfm: on the documents of this repository, on those of the neighbouring corpus where there is one, and on
# generated ones. Skipped where cmark-gfm was not there at build time.
set -u
oracle=$WORKBOARD_BUILD/tests/spec/spec_oracle
if [ ! -x "$oracle" ]; then
    echo "cmark-gfm was not found by configure: nothing to compare with"
    exit 77
fi
failed=0
folders=$WORKBOARD_SOURCE
[ -z "${WORKBOARD_SHARED-}" ] || folders="$folders $WORKBOARD_SHARED/corpus"
for folder in $folders; do
    find "$folder" -path "$folder/build*" -prune -o -type f -name '*.md' -exec "$oracle" {} + || failed=1
done
"$oracle" --generate 1 "${WORKBOARD_GENERATED:-20000}" || failed=1
exit $failed
