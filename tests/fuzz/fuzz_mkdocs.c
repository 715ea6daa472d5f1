/* Any bytes as mkdocs.yml. False exactly where there is an error, and never a configuration or a
 * navigation that the rest cannot work with. */
#include <stdint.h>
#include <stdlib.h>

#include "data/mkdocs.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds)
        abort();
}

static void check_nav(const struct nav *nav)
{
    uint32_t open = 0; /* the deepest level that an entry may have */
    require(nav->entries.n <= NAV_MOST_ENTRIES);
    for (size_t i = 0; i < nav->entries.n; i++) {
        const struct nav_entry *entry = &nav->entries.at[i];
        require(entry->depth <= open && entry->depth < NAV_MOST_DEPTH);
        require(entry->title.len > 0 || entry->path.len > 0);
        require(entry->line > 0 && entry->col > 0);
        require(str_find_char(entry->path, '\0') == STR_NONE);
        open = entry->depth + (entry->path.len == 0 && entry->depth + 1 < NAV_MOST_DEPTH);
    }
}

static void check_config(const struct config *c)
{
    require(config_is_line(c->content_dir) && config_is_line(c->output_dir));
    require(config_is_language(c->language));
    require(str_starts(c->site_path, S("/")) && str_ends(c->site_path, S("/")));
    require(c->repo_url.len == 0 || config_is_web_address(c->repo_url));
    require(c->edit_url.len == 0 || config_is_web_address(c->edit_url));
    require(c->edit_url.len == 0 || str_find(c->edit_url, S("{path}")) != STR_NONE);
    require(str_find_char(c->title, '\0') == STR_NONE);
    for (size_t i = 0; i < c->exclude.n; i++)
        require(config_is_line(c->exclude.at[i]));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    str text = {(const char *)data, size};
    struct arena a = {0};
    struct diags diags = {.arena = &a};
    struct config config;
    bool fine = mkdocs_parse(&a, S("mkdocs.yml"), text, &diags, &config);
    require(fine == (diag_count(&diags, DIAG_ERROR) == 0));
    check_config(&config);
    check_nav(&config.nav);
    arena_free(&a);
    return 0;
}
