/* Merges of YAML and JSON: what comes out, byte for byte. */
#include "test_merge_support.h"

#define TASKS                                                                                                          \
    "# the plan\n"                                                                                                     \
    "tasks:\n"                                                                                                         \
    "  - id: A-1\n"                                                                                                    \
    "    status: todo  # soon\n"                                                                                       \
    "\n"                                                                                                               \
    "  # the shed\n"                                                                                                   \
    "  - id: A-2\n"                                                                                                    \
    "    status: todo\n"

static void merges_yaml(void **state)
{
    (void)state;
    static const struct test_merge_case cases[] = {
        {"two values", "a.yaml", "a: 1\nb: 2\n", "a: 9\nb: 2\n", "a: 1\nb: 8\n", "a: 9\nb: 8\n", 0},
        {"two new keys", "a.yaml", "a: 1\n", "a: 1\nb: 2\n", "a: 1\nc: 3\n", "a: 1\nb: 2\nc: 3\n", 0},
        {"two new items", "a.yaml", TASKS, TASKS "  - id: A-3\n    status: todo\n", TASKS "  - id: A-4\n    status: todo\n",
         TASKS "  - id: A-3\n    status: todo\n  - id: A-4\n    status: todo\n", 0},
        {"one value", "a.yml", TASKS,
         "# the plan\ntasks:\n  - id: A-1\n    status: done  # soon\n\n  # the shed\n  - id: A-2\n    status: todo\n",
         "# the plan\ntasks:\n  - id: A-1\n    status: held  # soon\n\n  # the shed\n  - id: A-2\n    status: done\n",
         "# the plan\ntasks:\n  - id: A-1\n<<<<<<< ours\n    status: done  # soon\n=======\n    status: held  # soon\n"
         ">>>>>>> theirs\n\n  # the shed\n  - id: A-2\n    status: done\n", 1},
        {"an item moved and changed", "a.yaml", "t:\n- id: a\n  s: 1\n- id: b\n  s: 1\n", "t:\n- id: b\n  s: 1\n- id: a\n  s: 1\n",
         "t:\n- id: a\n  s: 2\n- id: b\n  s: 1\n", "t:\n- id: b\n  s: 1\n- id: a\n  s: 2\n", 0},
        {"the first key of an item", "a.yaml", "t:\n  - id: a\n    s: 1\n    n: 2\n", "t:\n  - s: 1\n    n: 2\n",
         "t:\n  - id: a\n    s: 1\n    n: 3\n", "t:\n  - s: 1\n    n: 3\n", 0},
        {"first keys are removed", "a.yaml", "t:\n  - a: 1\n    b: 2\n    c: 3\n", "t:\n  - b: 2\n    c: 3\n", "t:\n  - a: 1\n    c: 3\n",
         "t:\n  - c: 3\n", 0},
        {"lists in brackets", "a.yaml", "t: [a, b]\n", "t: [a, b, c]\n", "t: [z, b]\n", "t: [z, b, c]\n", 0},
        {"lists that were empty", "a.yaml", "t: []\n", "t: [a]\n", "t: [b]\n", "t: [a,b]\n", 0},
        {"a text of lines", "a.yaml", "t: |\n  a\n  b\n  c\n", "t: |\n  A\n  b\n  c\n", "t: |\n  a\n  b\n  C\n",
         "t: |\n  A\n  b\n  C\n", 0},
        {"removed and changed", "a.yaml", "a: 1\nb: 2\n", "a: 1\n", "a: 1\nb: 3\n",
         "a: 1\n<<<<<<< ours\n=======\nb: 3\n>>>>>>> theirs\n", 1},
        {"another kind of value", "a.yaml", "a: 1\nb: 2\n", "a:\n  - x\nb: 2\n", "a: 3\nb: 4\n",
         "<<<<<<< ours\na:\n  - x\n=======\na: 3\n>>>>>>> theirs\nb: 4\n", 1},
        {"nothing would be left", "a.yaml", "t:\n  a: 1\n  b: 2\n", "t:\n  a: 1\n", "t:\n  b: 2\n",
         "t:\n<<<<<<< ours\n  a: 1\n=======\n  b: 2\n>>>>>>> theirs\n", 1},
        {"indented anew by one", "a.yaml", "t:\n  a: 1\n  b: 2\n", "t:\n    a: 1\n    b: 2\n", "t:\n  a: 5\n  b: 2\n",
         "t:\n    a: 5\n    b: 2\n", 0},
        {"indented anew, and one more", "a.yaml", "t:\n  a: 1\nu: 1\n", "t:\n    a: 1\nu: 2\n", "t:\n  a: 1\n  b: 2\nu: 1\n",
         "t:\n<<<<<<< ours\n    a: 1\n=======\n  a: 1\n  b: 2\n>>>>>>> theirs\nu: 2\n", 1},
        {"one more, and indented anew", "a.yaml", "t:\n  a: 1\nu: 1\n", "t:\n  a: 1\n  b: 2\nu: 1\n", "t:\n    a: 1\nu: 2\n",
         "t:\n<<<<<<< ours\n  a: 1\n  b: 2\n=======\n    a: 1\n>>>>>>> theirs\nu: 2\n", 1},
        {"a text that would swallow the other entry", "a.yaml", "e: |\n     one\n", "f: |\n     two\n", "   g: three\n",
         "<<<<<<< ours\nf: |\n     two\n=======\n   g: three\n>>>>>>> theirs\n", 1},
        {"broken", "a.yaml", "a: [1\nb: 2\nc: 3\n", "a: [9\nb: 2\nc: 3\n", "a: [1\nb: 2\nc: 8\n", "a: [9\nb: 2\nc: 8\n", 0},
        {"comments", "a.yaml", "# one\na: 1\n# two\nb: 2\n", "# one more\na: 1\n# two\nb: 2\n", "# one\na: 5\n# two\nb: 6\n",
         "# one more\na: 5\n# two\nb: 6\n", 0},
    };
    TEST_MERGE_CASES(cases);
}

static void merges_json(void **state)
{
    (void)state;
    static const struct test_merge_case cases[] = {
        {"two values", "a.json", "{\"a\": 1, \"b\": 2}\n", "{\"a\": 9, \"b\": 2}\n", "{\"a\": 1, \"b\": 8}\n",
         "{\"a\": 9, \"b\": 8}\n", 0},
        {"two items", "a.json", "{\n  \"t\": [\n    {\"id\": 1}\n  ]\n}\n", "{\n  \"t\": [\n    {\"id\": 1},\n    {\"id\": 2}\n  ]\n}\n",
         "{\n  \"t\": [\n    {\"id\": 1},\n    {\"id\": 3}\n  ]\n}\n",
         "{\n  \"t\": [\n    {\"id\": 1},\n    {\"id\": 2},\n    {\"id\": 3}\n  ]\n}\n", 0},
        {"the first and the last", "a.json", "[1, 2, 3]\n", "[2, 3]\n", "[1, 2]\n", "[2]\n", 0},
        {"one value in one line", "a.json", "{\"a\": 1, \"b\": 2}\n", "{\"a\": 3, \"b\": 2}\n", "{\"a\": 4, \"b\": 5}\n",
         "<<<<<<< ours\n{\"a\": 3, \"b\": 5}\n=======\n{\"a\": 4, \"b\": 5}\n>>>>>>> theirs\n", 1},
        {"one value of many lines", "a.json", "{\n  \"a\": 1,\n  \"b\": 2\n}\n", "{\n  \"a\": 3,\n  \"b\": 2\n}\n",
         "{\n  \"a\": 4,\n  \"b\": 5\n}\n",
         "{\n<<<<<<< ours\n  \"a\": 3,\n=======\n  \"a\": 4,\n>>>>>>> theirs\n  \"b\": 5\n}\n", 1},
        {"removed and changed", "a.json", "{\n  \"a\": 1,\n  \"b\": 2\n}\n", "{\n  \"a\": 1\n}\n",
         "{\n  \"a\": 1,\n  \"b\": 5\n}\n",
         "{\n<<<<<<< ours\n  \"a\": 1\n=======\n  \"a\": 1,\n  \"b\": 5\n>>>>>>> theirs\n}\n", 1},
    };
    TEST_MERGE_CASES(cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(merges_yaml),
        cmocka_unit_test(merges_json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
