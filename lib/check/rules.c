#include "check/rules.h"

extern const struct rule rule_fields, rule_placeholders, rule_leftovers, rule_encoding,
    rule_sections, rule_levels, rule_limits, rule_parts, rule_tier, rule_questions, rule_headings,
    rule_images, rule_tables;

const struct rule *const rules[] = {
    &rule_fields,   &rule_placeholders, &rule_leftovers, &rule_encoding, &rule_sections,
    &rule_levels,   &rule_limits,       &rule_parts,     &rule_tier,     &rule_questions,
    &rule_headings, &rule_images,       &rule_tables,    NULL,
};
