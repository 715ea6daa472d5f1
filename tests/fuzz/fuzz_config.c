/* Any bytes as kbsite.yml, and as the value of -b. False exactly where there is an error, and never
 * a configuration that the rest cannot work with. */
#include <stdint.h>
#include <stdlib.h>

#include "data/config.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds)
        abort();
}

static void check_path(str path)
{
    require(path.len > 0 && str_find_char(path, '\0') == STR_NONE);
}

static void check_site(const struct config *c)
{
    require(str_starts(c->site_path, S("/")) && str_ends(c->site_path, S("/")));
    require(str_find(c->site_path, S("//")) == STR_NONE);
    require(str_find(c->site_path, S("/../")) == STR_NONE);
    for (size_t i = 0; i < c->site_path.len; i++)
        require(c->site_path.ptr[i] > ' ' && c->site_path.ptr[i] < 127);
    if (c->site_url.len) {
        require(str_starts(c->site_url, S("http")));
        require(str_ends(c->site_url, c->site_path));
    }
}

static void check_config(const struct config *c)
{
    check_path(c->content_dir);
    check_path(c->output_dir);
    check_path(c->theme);
    check_path(c->language);
    require(str_find_char(c->language, '/') == STR_NONE);
    check_site(c);
    require(c->limits.note_bytes > 0 && c->limits.nesting > 0 && c->limits.nesting <= 1000);
    require(c->limits.output_bytes > 0 && c->limits.front_bytes > 0);
    require(c->edit_url.len == 0 || str_find(c->edit_url, S("{path}")) != STR_NONE);
    for (size_t i = 0; i < c->exclude.n; i++)
        check_path(c->exclude.at[i]);
    for (size_t i = 0; i < c->indexes.n; i++)
        check_path(c->indexes.at[i]);
    for (size_t i = 0; i < c->folders.n; i++) {
        check_path(c->folders.at[i].type);
        require(!str_starts(c->folders.at[i].folder, S("/")));
        require(!str_starts(c->folders.at[i].folder, S("../")));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    str text = {(const char *)data, size};
    struct arena a = {0};
    struct diags diags = {.arena = &a};
    struct config config;
    bool fine = config_parse(&a, S("kbsite.yml"), text, &diags, &config);
    require(fine == (diag_count(&diags, DIAG_ERROR) == 0));
    check_config(&config);
    config_type_of(&config, S("a/b/c.md"));
    size_t before = diags.list.n;
    bool set = config_set_site_url(&config, &a, text, (struct place){0}, &diags);
    require(set == (diags.list.n == before));
    check_site(&config);
    arena_free(&a);
    return 0;
}
