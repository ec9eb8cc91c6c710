#!/bin/sh
# workboard profile: which are known, what one reads and leaves, every mistake of a file with its line.
. "$(dirname "$0")/cli_support.sh"
new_plan
tree >"$work/tree"

# list
run profile list
expect 0 "profile list"
for name in execution-plan gap-index loop-pack master-plan; do says "^$name .* built in"; done
says '^execution-plan .*reads this plan'
run profile list --json
expect 0 "profile list --json"
says '{"name":"execution-plan","title":"Execution plan","from":"built-in","file":null,"reads_plan":true}'
says '"name":"gap-index".*"reads_plan":false}'
cd "$work" || exit 1
run profile list
expect 0 "profile list without a plan"
says_not 'reads this plan'

# A repository's profiles, a user's, and one of the name of another, which it stands in for.
mkdir -p "$work/config/workboard/profiles" "$work/repository/.workboard/profiles"
cat >"$work/config/workboard/profiles/mine.yaml" <<'END'
profile: mine
version: 1
documents: {list: LIST.md}
records: []
END
sed 's/^profile: mine/profile: gap-index/' "$work/config/workboard/profiles/mine.yaml" \
    >"$work/repository/.workboard/profiles/other.yaml"
cd "$plan" || exit 1
run profile list --json
says '{"name":"mine","title":null,"from":"user","file":"'"$work"'/config/workboard/profiles/mine.yaml","reads_plan":false}'
says '"name":"gap-index","title":null,"from":"repository"'
says_not '"name":"gap-index","title":"'
rm -r "$work/config" "$work/repository/.workboard"

# show: which rule reads what; the line is that of the rule in the file of the profile.
line=$(grep -n 'kind: task' "$WORKBOARD_SOURCE/data/profiles/execution-plan.yaml" | sed -n '1s/:.*//p')
run profile show
expect 0 "profile show"
quiet
clean "profile show"
says "TASK-REGISTRY.md:[0-9]*: table under M0 Tasks (Foundation): 3 tasks (rule in line $line)"
says '^      Required Gates  {gates}$'
says 'WORKBOARD.md:[0-9]*: list under Next Queue by Lane: 3 lanes'
says 'DECISIONS.md:[0-9]*: section: 6 decisions'
says 'STATUS.md:[0-9]*: fields: values of the plan'
says '^      Context  *under its own name$'
says 'Read by no rule'
says 'STATUS.md:[0-9]*: fields under Execution Mode: 2 field lines: '
printf '\n## Extras\n\n| Tool | Owner |\n|---|---|\n| Ladder | Ann |\n\n- [ ] Buy a rope\n- [x] Sell it\n' >>DECISIONS.md
run profile show
says 'DECISIONS.md:[0-9]*: table under Extras: 1 row: Tool, Owner$'
says 'DECISIONS.md:[0-9]*: list under Extras: 2 boxes$'
run profile show --json
expect 0 "profile show --json"
says '^{"schema":"workboard/1","plan":{"root":".*","profile":"execution-plan"'
says "{\"kind\":\"task\",\"shape\":\"table\",\"rule_line\":$line,\"line\":[0-9]*,\"heading\":\"M0 Tasks (Foundation)\",\"records\":3,\"read\":3,\"total\":3,\"values\":\[{\"name\":\"Task ID\",\"template\":"
says '{"shape":"table","line":[0-9]*,"heading":"Extras","count":1,"names":\["Tool","Owner"\]}'
says '{"shape":"list","line":[0-9]*,"heading":"Extras","count":2,"names":\[\]}'
says '"missing":\[\]'
cd "$work" || exit 1
run profile show --plan "$plan" execution-plan
expect 0 "profile show NAME with a plan elsewhere"
says 'section: 6 decisions'
run profile show gap-index
expect 0 "profile show NAME without a plan"
says '^  index  *docs/plans/CLAUDE.md, docs/plans/README.md$'
says '^  paused  *.*Deferred, Post-V1'
says 'task  table in index, under Gap Summary  (line '
says '^      the line above: {depends_on}$'
says '^      the heading above: {milestone}: {phase}$'
says '^      block  depends_on  *{reason}$'
run profile show gap-index --json
says '"plan":null,"profile":{"name":"gap-index"'
says '"documents":\[\],"missing":\[\]}$'
run profile show "$WORKBOARD_SOURCE/docs/profile-example.yaml"
expect 0 "profile show FILE without a plan"
says '^profile lab-notebook'
run profile show
expect 4 "profile show without a name and a plan"
run profile show nowhere
expect 4 "profile show of one that is not there"
complains '^  gap-index$'

# check: every mistake with its line, and the name that was meant.
for name in execution-plan gap-index loop-pack master-plan; do
    run profile check "$name"
    expect 0 "profile check $name"
    says_not ' error: '
done
cat >"$work/bad.yaml" <<'END'
profile: bad
verson: 1
recognise: {any: [PLAN.md, OTHER.md]}
documents:
  plan: PLAN.md
  spare: SPARE.md
states:
  doen: [x]
  todo: [open, {word: x, slot: hevy}]
records:
  - kind: tsak
    in: plna
    tabel: {columns: {ID: "{id}"}}
  - kind: task
    in: plan
    table:
      columns:
        State: "{status}"
        Who: "{id"
  - kind: task
    in: plan
    table:
      columns: {A: "{statsu}", Status: "{status}"}
  - kind: lane
    in: plan
    list: {item: "{id}{title}"}
  - [a]
claims: {in: plan, level: 9, columns: {A: "{who}"}}
END
run profile check "$work/bad.yaml"
expect 1 "profile check of a bad one"
quiet
for mistake in '1: error: .*version' '2: error: .*verson; did you mean version?' '3: warning: .*OTHER.md' \
    '6: warning: .*spare' '8: error: .*doen; did you mean done?' '9: error: .*hevy' '11: error: .*tsak; did you mean task?' \
    '11: error: .*table, list' '12: error: .*plna; did you mean plan?' '13: error: .*tabel; did you mean table?' \
    '19: error: .*{id' '20: warning: .*{id} or {title}' '20: warning: .*in_progress' \
    '23: note: {statsu}.*did you mean {status}?' '26: error: .*touch' '27: error: ' '28: error: .*level' \
    '28: error: .*section'; do
    says "^$work/bad.yaml:$mistake"
done
cat >"$work/bad_tree.yaml" <<'END'
profile: bad
version: 1
documents: {plan: PLAN.md}
records:
  - kind: task
    in: plan
    tree: {under: Order, parent: dependson}
  - kind: task
    in: plan
    list:
      above: "{id} and {lane}"
      quotes: perhaps
      item: "{title}"
  - kind: task
    in: plan
    tree: {line: "{id}", parent: depends_on, columns: {A: "{title}"}}
writes:
  - {kind: task, in: plan, claim: {onwer: "{who}"}, block: "{reason}", dnoe: {date: "{date}"}}
END
run profile check "$work/bad_tree.yaml"
expect 1 "profile check of trees, headings and writes"
for mistake in '7: error: .*line' "7: error: .*dependson" '11: error: a heading above gives values' '12: error: .*perhaps' \
    '16: error: .*columns' '18: error: .*onwer' '18: error: values and templates' '18: error: .*dnoe; did you mean done?'; do
    says "^$work/bad_tree.yaml:$mistake"
done
run profile check "$work/bad.yaml" --json
expect 1 "profile check --json of a bad one"
says '{"severity":"error","message":".*did you mean version?","file":".*bad.yaml","line":2}'
says '"counts":{"error":[0-9]*,"warning":[0-9]*,"note":1}'
run status --profile "$work/bad.yaml"
expect 2 "a bad profile in use"
complains "bad.yaml:2: .*did you mean version?"
printf 'profile: a\nprofile: b\n' >"$work/broken.yaml"
run profile check "$work/broken.yaml"
expect 1 "profile check of a key that stands twice"
says 'broken.yaml:2: error: .*second time'
printf 'profile: [\n' >"$work/broken.yaml"
run profile check "$work/broken.yaml"
expect 1 "profile check of what is no YAML"
says 'broken.yaml:[0-9]*: error: this is no YAML'
run profile check "$work/none.yaml"
expect 4 "profile check of a file that is not there"
run profile check
expect 2 "profile check without a file"
run profile
expect 2 "profile alone"
run profile shwo
expect 2 "a word that is not there"
complains 'did you mean show?'
run profile list extra
expect 2 "a word too many"

run profile show gap-index --plan "$work/nowhere"
expect 4 "profile show with a plan that is not there"

# The manual tells of every key, every role, every kind and every state.
manual=$WORKBOARD_SOURCE/man/workboard-profile.5
for key in $(cat "$WORKBOARD_SOURCE"/src/plan/profile_*.c | tr '\n' ' ' | grep -o 'keys\[\]\(\[[0-9]*\]\)\{0,1\} = {[^;]*;' |
    grep -o '"[a-z_]*"' | tr -d '"' | sort -u); do
    if grep -q "^\.It .*Cm $key\( \|\$\)\|^\.It .*| $key\( \|\$\)\|[{ ]$key: " "$manual"; then pass; else fail "the manual does not tell of the key $key"; fi
done
for word in $(grep -o '\[\(ROLE\|KIND\|STATE\)_[A-Z_]*\] = {\{0,1\}"[a-z_]*"' "$WORKBOARD_SOURCE/src/plan/kind.c" |
    sed 's/.*"\(.*\)"/\1/' | grep -v '^other$\|^unknown$'); do
    if grep -q "^\.\(It Cm\|Cm\) .*\b$word\b" "$manual"; then pass; else fail "the manual does not tell of $word"; fi
done

cp "$WORKBOARD_SOURCE/data/sample/DECISIONS.md" "$plan/DECISIONS.md"
tree >"$work/after"
same "$work/tree" "$work/after" "profile wrote something"
finish
