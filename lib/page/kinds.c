#include "page/kinds.h"

/* The content first, then what shows it, then what kbsite adds: earlier ones keep their address. */
const struct page_kind *const page_kinds[] = {
    &kind_note,    &kind_section, &kind_home,     &kind_index,   &kind_group,
    &kind_planned, &kind_recent,  &kind_study,    &kind_asset,   &kind_data,
    &kind_missing, &kind_robots,  &kind_nojekyll, &kind_sitemap, &kind_redirect,
    &kind_feed,    &kind_llms,    &kind_cname,    NULL,
};
