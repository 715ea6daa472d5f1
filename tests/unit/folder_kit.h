/* A temporary folder as the working directory, for tests that need files. */
#ifndef KBSITE_TESTS_UNIT_FOLDER_KIT_H
#define KBSITE_TESTS_UNIT_FOLDER_KIT_H

#include "expect.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/fs.h"

struct folder_kit {
    char path[64];
    struct arena arena;
};

static inline int folder_open(void **state)
{
    static struct folder_kit kit;
    kit = (struct folder_kit){.path = "/tmp/kbsite-test-XXXXXX"};
    *state = &kit;
    return mkdtemp(kit.path) && chdir(kit.path) == 0 ? 0 : -1;
}

static inline int folder_close(void **state)
{
    struct folder_kit *kit = *state;
    struct fs_tree tree = {0};
    int error = fs_walk(&kit->arena, kit->path, NULL, NULL, &tree);
    for (size_t i = 0; i < tree.entries.n; i++) {
        str path = arena_join(&kit->arena, str_of(kit->path), S("/"), tree.entries.at[i].path);
        size_t slash = str_rfind_char(path, '/');
        fs_remove_file(path.ptr);
        fs_remove_empty_folders(kit->path, arena_dup(&kit->arena, str_until(path, slash)).ptr);
    }
    arena_free(&kit->arena);
    error |= chdir("/");
    rmdir(kit->path);
    return error;
}

static inline void put_file(const char *path, const char *text)
{
    assert_int_equal(fs_write(path, str_of(text)), 0);
}

/* Fails unless the file holds this text; NULL: unless there is none. */
static inline void expect_file(const char *path, const char *text)
{
    struct buf bytes = {0};
    int error = fs_read(path, 1 << 20, &bytes);
    if (text) {
        assert_int_equal(error, 0);
        expect_str(buf_str(&bytes), str_of(text), str_of(path));
    } else {
        expect(error != 0, str_of(path));
    }
    buf_free(&bytes);
}

#endif
