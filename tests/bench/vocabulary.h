/* What bench_generate makes its notes of: values of fields, headings, code.
 *
 * Only generate.c includes this. A change here changes the notes, and so makes figures that were
 * measured before it incomparable. */
#ifndef KBSITE_BENCH_VOCABULARY_H
#define KBSITE_BENCH_VOCABULARY_H

#include "corpus.h"

static const char *const types[] = {"concept", "pattern",   "technology",   "library", "case",
                                    "skill",   "deep-dive", "mental-model", "note"};

static const char *const statuses[] = {"learning", "practicing", "mastered", "stale"};

static const char *const difficulties[LAYERS] = {"easy",   "easy", "medium",
                                                 "medium", "hard", "expert"};

static const char *const pattern_sections[] = {
    "When to use",
    "When not to use",
    "Level 1: Intuition (5 min)",
    "Level 2: Foundation (10 min)",
    "Level 3: Deep dive (15 min)",
    "Level 4: Expert (20 min)",
    "Level 5: Mastery (10 min)",
    "Trade-offs",
    "Pitfalls",
};

static const char *const deep_dive_sections[] = {
    "Mental model",  "Internals",           "Failure modes", "Observability",
    "Change safety", "Security boundaries", "Operations",
};

static const char *const plain_sections[] = {
    "Definition", "When to use",     "Trade-offs",      "Pitfalls",
    "Case study", "Quick reference", "Further reading",
};

/* Each language's lines have two places for words. */
static const struct language {
    const char *name, *lines[5];
} languages[] = {
    {"python",
     {"def %s(%s, limit=10):", "    for item in sorted(%s):  # by %s", "        if item is None:",
      "            raise ValueError(\"%s in %s\")", "    return %s[:limit] + [%s]"}},
    {"go",
     {"func %s(%s []string) (int, error) {", "\tfor i, v := range %s { // %s",
      "\t\tif v == \"\" {\n\t\t\treturn i, nil", "\t\t}\n\t\tlog.Printf(\"%s: %s\", v)",
      "\t}\n\treturn len(%s), err%s\n}"}},
    {"c",
     {"static int %s(const char *%s)", "{\n    size_t %s = strlen(%s);", "    if (errno != 0)",
      "        return fail(\"%s: %s\");", "    return %s < %s ? -1 : 0;\n}"}},
    {"sql",
     {"SELECT %s, count(*) AS %s", "FROM %s JOIN %s USING (id)", "WHERE deleted_at IS NULL",
      "  AND kind IN ('%s', '%s')", "GROUP BY %s ORDER BY %s DESC;"}},
    {"bash",
     {"set -eu\n%s=$(cat \"%s.txt\")", "for f in %s/*.%s; do", "    test -s \"$f\" || continue",
      "    grep -q '%s' \"$f\" && echo \"%s\"", "done | sort >%s.%s"}},
    {"yaml",
     {"%s:\n  name: %s", "  %s: [1, 2, %s]", "  enabled: true", "  # %s, then %s",
      "  limits:\n    %s: \"%s\""}},
    {"json",
     {"{\"%s\": {\"%s\": 1,", " \"%s\": [\"%s\"],", " \"n\": null,", " \"%s\": \"%s\",",
      " \"%s\": {\"%s\": true}}}"}},
    {"javascript",
     {"export function %s(%s) {", "  const %s = new Map(); // %s", "  if (!ready) return null;",
      "  console.log(`%s ${%s}`);", "  return %s.filter((x) => x.%s);\n}"}},
};

#endif
