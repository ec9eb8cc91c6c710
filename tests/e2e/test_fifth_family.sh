#!/bin/sh
# A family of plans that the program has never seen, read by the example of workboard-profile(5): the page, the file that is
# installed with the documentation, and what the program does are one.
. "$(dirname "$0")/cli_support.sh"
lab=$work/lab
mkdir -p "$lab/Labor/Seiten" "$lab/.git"

# The example of the manual page, as a reader copies it.
sed -n '/^\.\\" BEGIN example/,/^\.\\" END example/p' "$WORKBOARD_SOURCE/man/workboard-profile.5" |
    sed -e '/^\.\\"/d' -e '/^\.Bd/d' -e '/^\.Ed/d' \
        -e 's/\\\[u00E4\]/ä/g' -e 's/\\\[u00F6\]/ö/g' -e 's/\\\[u00FC\]/ü/g' -e 's/\\\[u2013\]/–/g' \
        -e 's/\\(ga/`/g' -e "s/\\\\(aq/'/g" -e 's/\\-/-/g' -e 's/\\e/\\/g' -e 's/^\\&//' >"$work/own.yaml"
same "$work/own.yaml" "$WORKBOARD_SOURCE/docs/profile-example.yaml" "the example of the manual is the file that is installed"

write_lab() {
    cat >"$lab/Labor/UEBERSICHT.md" <<'END'
# Laborbuch: Haftung auf Glas

Stand: 2026-03-02

## Reihen

| Reihe | Status | Ziel |
|---|---|---|
| R1 Vorversuche | läuft | eine Reinigung, die hält |
| R2 Alterung | geplant | 1000 h bei 85 °C |

## Versuche

| Nr. | Versuch              | Reihe | Status                  | Braucht   | Probe |
|-----|----------------------|-------|-------------------------|-----------|-------|
| V1  | Aceton [A-7]         | R1    | ✅ fertig (2026-02-20)  | –         | G-11  |
| V2  | Plasma, 30 s         | R1    | **läuft**               | V1        | G-12  |
| V3  | Plasma, 60 s         | R1    | offen                   | V1        | G-13  |
| V4  | Alterung, trocken    | R2    | offen                   | V2 bis V3 | G-14  |
| V5  | Alterung, feucht     | R2    | verworfen: kein Schrank | V4        |       |
| –   |                      |       |                         |           |       |

## Als Nächstes

| Rang | Versuch | Warum |
|---|---|---|
| 1 | V3 | Probe liegt bereit |
| 2 | V4 | braucht beide Proben |

## Hindernisse

| Nr. | Hindernis | Erledigt, wenn |
|---|---|---|
| H1 | V4: Klimaschrank defekt | der Techniker da war |

## Plätze

| Platz | Arbeit | Zustand |
|---|---|---|
| Platz 1 | V2 Plasma, 30 s | besetzt |
| Platz 2 | – | frei |
| Platz 3 | – | gesperrt (Umbau) |

## Reihenfolge je Platz

- Platz 1: V2, dann V4
- Platz 2: V3

## Ablauf

```
V1 Aceton
├── V2 Plasma, 30 s
│   └── V4
└── V3 Plasma, 60 s
    └── V5
```

## Ideen

### Bald

- Plasma mit Argon

### Irgendwann

- Ultraschall

## Geräte

| Gerät | Geprüft bis |
|---|---|
| Plasmaofen | 2026-09 |
END
    cat >"$lab/Labor/Seiten/V2.md" <<'END'
# V2: Plasma, 30 s

**Status:** läuft
**Frage:** Hält der Kleber besser?

## Ergebnis

noch keines
END
    cat >"$lab/Labor/Seiten/V3.md" <<'END'
# V3: Plasma, 60 s

**Status:** offen
**Frage:** Hilft länger mehr?
**Bearbeiter:** –
**Bemerkung:** –
END
}

# What the lines of a diff are, without their places.
changed() {
    grep '^[-+]' "$work/out" | grep -v '^+++\|^---'
}

# The profile has no mistake.
run profile check "$work/own.yaml"
expect 0 "profile check"
says_not 'error:'
says_not 'warning:'

# Everything twice: with the profile named, and found in the repository.
try() { # OPTIONS...
    write_lab
    cd "$lab" || exit 1
    run "$@" list tasks --fields id,title,state,depends_on,milestone,lane,Probe
    expect 0 "list tasks ($*)"
    says '^V1  *Aceton  *done  *–\{0,1\} *R1 .*G-11'
    says '^V2  *Plasma, 30 s  *in_progress  *V1  *R1  *Platz 1  *G-12'
    says '^V4  *Alterung, trocken  *todo  *V2, V3  *R2  *Platz 1'
    says '^V5  *Alterung, feucht  *dropped'
    says_not '^–'
    run "$@" list tasks --ready --fields id
    says '^V3'
    says_not '^V4'
    run "$@" list milestones --json
    says '"id":"R1","title":"Vorversuche","state":"in_progress","status":"läuft"'
    run "$@" list lanes --json
    says '"id":"Platz 2".*"slot":"light"'
    says '"id":"Platz 3".*"state":"paused"'
    run "$@" list blockers --json
    says '"id":"H1".*"tasks":\["V4"\]'
    run "$@" show V2 --json
    says '"at":\[{"file":"UEBERSICHT.md","line":17,"status":"\*\*läuft\*\*"},{"file":"Seiten/V2.md","line":1,"status":"läuft"},{"file":"UEBERSICHT.md","line":53,"status":null}\]'
    run "$@" show a-7
    says '^task V1'
    run "$@" status
    expect 0 "status ($*)"
    says 'R1  *in_progress .*1/3'
    says 'Platz 2 .*light'
    says 'V4  *held by H1'

    # The tree is a further place; where it says something else than the table, that is told.
    run "$@" show V5
    says '^  differs  *depends_on'
    says '^Waits for, as other places say'
    says 'V3  *todo  *UEBERSICHT.md:'
    run "$@" list tasks --fields id,differs --json
    says '"id":"V4","differs":\[\]'
    run "$@" list findings --fields title,priority
    says '^Plasma mit Argon  *Bald'
    says '^Ultraschall  *Irgendwann'

    # A claim writes both places of the status, the bench, the day and the table that was not there.
    cp -R "$lab/Labor" "$work/before"
    run "$@" claim V3 --as Ada --date 2026-03-03T09:30Z --dry-run
    expect 0 "claim --dry-run ($*)"
    changed >"$work/changed"
    cat >"$work/wanted" <<'END'
-Stand: 2026-03-02
+Stand: 2026-03-03
-| V3  | Plasma, 60 s         | R1    | offen                   | V1        | G-13  |
+| V3  | Plasma, 60 s         | R1    | **läuft**               | V1        | G-13  |
-| Platz 2 | – | frei |
+| Platz 2 | V3 Plasma, 60 s | frei |
+## Vergeben
+
+| Versuch | Platz | Wer | Seit |
+|---|---|---|---|
+| V3 | Platz 2 | Ada | 2026-03-03T09:30Z |
+
-**Status:** offen
+**Status:** läuft
-**Bearbeiter:** –
+**Bearbeiter:** Ada
END
    same "$work/changed" "$work/wanted" "what a claim changes ($*)"
    run "$@" claim V3 --as Ada --date 2026-03-03T09:30Z
    expect 0 "claim ($*)"
    run "$@" list claims --json
    says '"task":"V3","lane":"Platz 2","who":"Ada","since":"2026-03-03T09:30Z"'
    run "$@" claim V3 --as Bob
    expect 3 "what is claimed ($*)"
    complains 'claim.taken'
    run "$@" claim V4 --as Bob
    expect 3 "what waits ($*)"
    complains 'dependency.open'
    run "$@" release V3 --as Ada --date 2026-03-03
    expect 0 "release ($*)"
    sed 's/^Stand: 2026-03-03$/Stand: 2026-03-02/' "$lab/Labor/UEBERSICHT.md" >"$work/after.md"
    same "$work/after.md" "$work/before/UEBERSICHT.md" "a release gives everything back ($*)"
    same "$lab/Labor/Seiten/V3.md" "$work/before/Seiten/V3.md" "a release gives the page back ($*)"
    rm -rf "$work/before"

    # What blocks is told in the table and on the page, and goes again with it.
    cp -R "$lab/Labor" "$work/before"
    run "$@" block V3 --reason 'Kein Gas' --impact Verzug --exit 'Flasche da' --date 2026-03-02
    expect 0 "block ($*)"
    says '^block V3 by H2; the plan has no place for the impact'
    says '^+| H2 | V3: Kein Gas | Flasche da |'
    says '^+\*\*Bemerkung:\*\* Kein Gas'
    run "$@" unblock V3 --date 2026-03-02
    expect 0 "unblock ($*)"
    same "$lab/Labor/UEBERSICHT.md" "$work/before/UEBERSICHT.md" "unblock gives the table back ($*)"
    same "$lab/Labor/Seiten/V3.md" "$work/before/Seiten/V3.md" "unblock gives the page back ($*)"
    rm -rf "$work/before"

    # A bench that is closed takes nothing; the family's own words are understood.
    run "$@" claim V3 --lane 'Platz 3' --as Ada
    expect 3 "a lane without a slot ($*)"
    run "$@" lane 'Platz 3' frei --date 2026-03-03 --dry-run
    expect 0 "a word of the profile ($*)"
    says '^+| Platz 3 | – | frei |'
}

try --profile "$work/own.yaml"
run list tasks
expect 4 "without the profile there is no plan"

mkdir -p "$lab/.workboard/profiles"
cp "$work/own.yaml" "$lab/.workboard/profiles/lab-notebook.yaml"
try --color never
finish
