#include "generate.h"

uint64_t generate_number(uint64_t *state)
{
    *state += 0x9E3779B97F4A7C15U;
    uint64_t mixed = *state;
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9U;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBU;
    return mixed ^ (mixed >> 31);
}

static size_t below(uint64_t *state, size_t bound)
{
    return (size_t)(generate_number(state) % bound);
}

#define PICK(out, state, list) bytes_append(out, (list)[below(state, sizeof(list) / sizeof *(list))])
#define PIECE(text)                                                                                                    \
    {                                                                                                                  \
        text, sizeof(text) - 1                                                                                         \
    }

/* What a line may begin with, any number of times. */
static const struct slice openers[] = {
    PIECE("> "),      PIECE(">"),           PIECE(">\t"),          PIECE("- "),     PIECE("-\t"),    PIECE("* "),
    PIECE("+ "),      PIECE("-   "),        PIECE("-     "),       PIECE("1. "),    PIECE("2. "),    PIECE("1) "),
    PIECE("007. "),   PIECE("123456789. "), PIECE("1234567890. "), PIECE("- [ ] "), PIECE("- [x] "), PIECE("* [X]\t"),
    PIECE("1. [ ] "), PIECE("  "),          PIECE("    "),         PIECE("\t"),     PIECE(" "),      PIECE("   "),
    PIECE("     "),   PIECE(" \t"),         PIECE("-\n"),          PIECE("1.\n"),   PIECE("- \n"),   PIECE("- [ ]"),
    PIECE("-"),       PIECE("-\v"),         PIECE("  - "),         PIECE("\f")};

/* Whole lines. */
static const struct slice lines[] = {PIECE("text"),
                                     PIECE("more words"),
                                     PIECE(""),
                                     PIECE(""),
                                     PIECE(""),
                                     PIECE(""),
                                     PIECE(" "),
                                     PIECE("\t"),
                                     PIECE("# heading"),
                                     PIECE("## heading ##"),
                                     PIECE("#"),
                                     PIECE("####### seven"),
                                     PIECE("#no"),
                                     PIECE("# #"),
                                     PIECE("#\ta \\#"),
                                     PIECE("==="),
                                     PIECE("---"),
                                     PIECE("-"),
                                     PIECE("--"),
                                     PIECE("= ="),
                                     PIECE("---  "),
                                     PIECE("=\t"),
                                     PIECE("***"),
                                     PIECE("* * *"),
                                     PIECE("- - -"),
                                     PIECE("___"),
                                     PIECE("_ _ _ a"),
                                     PIECE("**"),
                                     PIECE("- - - a"),
                                     PIECE("--- -"),
                                     PIECE("```"),
                                     PIECE("```"),
                                     PIECE("~~~"),
                                     PIECE("````"),
                                     PIECE("``` c `"),
                                     PIECE("~~~ c ` ~"),
                                     PIECE("``` info more "),
                                     PIECE("```  "),
                                     PIECE("``"),
                                     PIECE("~~~~~"),
                                     PIECE("``` \\*"),
                                     PIECE("| a | b |"),
                                     PIECE("a | b"),
                                     PIECE("a"),
                                     PIECE("|a|b|c|"),
                                     PIECE("| \\| | b |"),
                                     PIECE("| `|` |"),
                                     PIECE("|"),
                                     PIECE("||"),
                                     PIECE("|||"),
                                     PIECE("| |"),
                                     PIECE("a \\| b"),
                                     PIECE("\\|"),
                                     PIECE("| a\\\\| b"),
                                     PIECE("a |"),
                                     PIECE("| a | b | c | d"),
                                     PIECE("| a | \v"),
                                     PIECE("\v| a |"),
                                     PIECE("|---|---|"),
                                     PIECE("--|--"),
                                     PIECE("---|---"),
                                     PIECE("|:-:|-:|"),
                                     PIECE("| - |"),
                                     PIECE(":-"),
                                     PIECE("|-"),
                                     PIECE("-|"),
                                     PIECE("| :--"),
                                     PIECE("|--|--|--|"),
                                     PIECE("-:|:-:"),
                                     PIECE("|--|-- |  "),
                                     PIECE("|--||--|"),
                                     PIECE("\v--|--"),
                                     PIECE("- | -"),
                                     PIECE("| --- |"),
                                     PIECE(": | -"),
                                     PIECE("--|-- x"),
                                     PIECE("|-|\v"),
                                     PIECE("[a]: /u"),
                                     PIECE("[a]: /u 't'"),
                                     PIECE("[a]:"),
                                     PIECE("/u"),
                                     PIECE("'title'"),
                                     PIECE("\"title"),
                                     PIECE("[a]: <u v>"),
                                     PIECE("[a]: <u"),
                                     PIECE("[]: /u"),
                                     PIECE("[a]: /u \"t\" x"),
                                     PIECE("[a\\]]: /u"),
                                     PIECE("[a"),
                                     PIECE("b]: /u"),
                                     PIECE("[a]: /u (t)"),
                                     PIECE("[a]: /u(("),
                                     PIECE("[a]: )"),
                                     PIECE("[a] : /u"),
                                     PIECE("[a]: \\"),
                                     PIECE("[a]: /u \"t\\\""),
                                     PIECE("[a]: <>"),
                                     PIECE("[a]: <u>'t'"),
                                     PIECE("[ ] a"),
                                     PIECE("[x]: /u"),
                                     PIECE("[a]: /u '"),
                                     PIECE("t'"),
                                     PIECE("[a]: /u \\"),
                                     PIECE("[a]: /u (t\\)"),
                                     PIECE("[a]: /u (t(u)"),
                                     PIECE("[ ]: /u"),
                                     PIECE("[a][b]: /u"),
                                     PIECE("[a]:/u"),
                                     PIECE("[^a]: b"),
                                     PIECE("[a]: <u\\>"),
                                     PIECE("[a]: /u\v"),
                                     PIECE("<div>"),
                                     PIECE("</div>"),
                                     PIECE("<div"),
                                     PIECE("<pre>"),
                                     PIECE("</pre>"),
                                     PIECE("<script>x</script>"),
                                     PIECE("<!-- c"),
                                     PIECE("-->"),
                                     PIECE("<!-- c -->"),
                                     PIECE("<? p"),
                                     PIECE("?>"),
                                     PIECE("<!X"),
                                     PIECE("<!x>"),
                                     PIECE("<![CDATA["),
                                     PIECE("<![cdata[ ]]>"),
                                     PIECE("]]>"),
                                     PIECE("<a>"),
                                     PIECE("</a>"),
                                     PIECE("<a b=c d='e' f=\"g\" />"),
                                     PIECE("<a b= >"),
                                     PIECE("<a> x"),
                                     PIECE("<span>\v"),
                                     PIECE("<b/>"),
                                     PIECE("</b x>"),
                                     PIECE("<p/>"),
                                     PIECE("<p/ >"),
                                     PIECE("<STYLE"),
                                     PIECE("</style>"),
                                     PIECE("<textarea>"),
                                     PIECE("</textarea>"),
                                     PIECE("<h1>"),
                                     PIECE("<x-y:z>"),
                                     PIECE("<x-y z:w>"),
                                     PIECE("<a/ >"),
                                     PIECE("<a b=c/>"),
                                     PIECE("<a b='c'd>"),
                                     PIECE("<!>"),
                                     PIECE("<!-->"),
                                     PIECE("<source>"),
                                     PIECE("<meta>"),
                                     PIECE("\xC3\xA4 | \xE2\x9C\x85"),
                                     PIECE("\xFF | a"),
                                     PIECE("a\0b | c"),
                                     PIECE("\0"),
                                     PIECE("\xEF\xBB\xBF"),
                                     PIECE("\v"),
                                     PIECE("\f"),
                                     PIECE("1."),
                                     PIECE("1. a"),
                                     PIECE("2. a"),
                                     PIECE("\\"),
                                     PIECE("\\> a"),
                                     PIECE("&gt; a"),
                                     PIECE("..."),
                                     PIECE("+"),
                                     PIECE("+ a"),
                                     PIECE("* a"),
                                     PIECE("- a"),
                                     PIECE("- [ ] a [x]"),
                                     PIECE("0. a"),
                                     PIECE("1) a")};

/* Bytes out of which a line is thrown together. */
static const char letters[] = "aab  \t||--::[]()<>!/\\\"'`~=#*+.1_> x\v\f";

static void generate_line(struct bytes *out, uint64_t *state)
{
    size_t count = below(state, 3) == 0 ? below(state, 4) : below(state, 2);
    for (size_t i = 0; i < count; i++) {
        PICK(out, state, openers);
    }
    if (below(state, 12) == 0) {
        size_t size = below(state, 12);
        for (size_t i = 0; i < size; i++) {
            bytes_append_byte(out, letters[below(state, sizeof letters - 1)]);
        }
        return;
    }
    PICK(out, state, lines);
    if (below(state, 16) == 0) {
        bytes_append_byte(out, letters[below(state, sizeof letters - 1)]);
    }
}

/* Lines of one thing, so that longer tables, lists, definitions and fences come about. */
static void generate_run(struct bytes *out, uint64_t *state, struct slice ending)
{
    static const struct slice prefixes[] = {PIECE(""), PIECE(""), PIECE(""), PIECE("> "), PIECE("  "), PIECE("   ")};
    static const struct slice rows[] = {PIECE("| a | b |"), PIECE("c | d"), PIECE("|e|f|g|"),
                                        PIECE("|"),         PIECE("h"),     PIECE("")};
    static const struct slice items[] = {PIECE("- a"),     PIECE("- [ ] b"), PIECE("  c"),       PIECE("  - d"),
                                         PIECE("    - e"), PIECE(""),        PIECE("  [a]: /u"), PIECE("-"),
                                         PIECE("  # h"),   PIECE("  > q"),   PIECE("  ***"),     PIECE("  ```")};
    struct slice prefix = prefixes[below(state, sizeof prefixes / sizeof *prefixes)];
    bool table = below(state, 2) == 0;
    if (table) {
        bytes_append(out, prefix);
        bytes_append_text(out, below(state, 2) == 0 ? "| x | y |" : "x | y");
        bytes_append(out, ending);
        bytes_append(out, prefix);
        bytes_append_text(out, below(state, 2) == 0 ? "|---|---|" : ":-: | -:");
        bytes_append(out, ending);
    }
    size_t count = 1 + below(state, 6);
    for (size_t i = 0; i < count; i++) {
        bytes_append(out, prefix);
        if (table) {
            PICK(out, state, rows);
        } else {
            PICK(out, state, items);
        }
        bytes_append(out, ending);
    }
}

void generate_document(struct bytes *out, uint64_t *state)
{
    static const struct slice endings[] = {PIECE("\n"), PIECE("\n"), PIECE("\n"), PIECE("\r\n"), PIECE("\r")};
    struct slice ending = endings[below(state, sizeof endings / sizeof *endings)];
    bool mixed = below(state, 20) == 0;
    if (below(state, 30) == 0) {
        bytes_append_text(out, "\xEF\xBB\xBF");
    }
    size_t count = 1 + below(state, 14);
    for (size_t i = 0; i < count; i++) {
        if (below(state, 8) == 0) {
            generate_run(out, state, ending);
            continue;
        }
        generate_line(out, state);
        if (i + 1 < count || below(state, 4) != 0) {
            bytes_append(out, mixed ? endings[below(state, sizeof endings / sizeof *endings)] : ending);
        }
    }
}
