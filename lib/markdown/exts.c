#include "markdown/exts.h"

const struct ext *const exts[] = {
    &ext_admonition, &ext_attributes, &ext_html_markdown, &ext_autolink, NULL,
};
