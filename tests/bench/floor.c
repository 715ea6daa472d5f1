/* The least that a site generator must do, for a floor to compare times with:
 *
 *     bench_floor CONTENT OUT
 *
 * For each .md file below CONTENT: read it, skip its front matter, give the rest to md4c's own
 * renderer with the extensions that kbsite turns on, put the HTML into a constant shell of 6 KB,
 * write OUT/<path>/index.html. One thread for each processor. No links, no facts, no navigation, no
 * check of what is in OUT already, no fsync.
 *
 * Prints nothing; status 1 and a sentence when something could not be read or written. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <md4c-html.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    SHELL_BYTES = 6 << 10,
    MOST_THREADS = 64,
    PATH_BYTES = 1024,
    FLAGS = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS,
};

struct bytes {
    char *ptr;
    size_t len, cap;
};

struct work {
    const char *content, *out;
    char **paths; /* below content, without ".md" */
    size_t count, cap;
    struct bytes head, foot;
    atomic_size_t next;
    atomic_bool failed;
};

/* What one thread uses again for each note. */
struct worker {
    struct work *work;
    struct bytes note, page;
};

static void *must(void *memory)
{
    if (memory == NULL) {
        fputs("bench_floor: out of memory\n", stderr);
        exit(1);
    }
    return memory;
}

static void need(struct bytes *b, size_t more)
{
    if (b->len + more <= b->cap)
        return;
    b->cap = 2 * (b->len + more);
    b->ptr = must(realloc(b->ptr, b->cap));
}

static void add(struct bytes *b, const char *text, size_t len)
{
    need(b, len);
    memcpy(b->ptr + b->len, text, len);
    b->len += len;
}

static void add_html(const MD_CHAR *text, MD_SIZE len, void *page)
{
    add(page, text, len);
}

static void complain(struct work *work, const char *path)
{
    fprintf(stderr, "bench_floor: %s: %s\n", path, strerror(errno));
    atomic_store(&work->failed, true);
}

static bool read_note(const char *path, struct bytes *out)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    struct stat status;
    if (file < 0)
        return false;
    out->len = 0;
    bool read_all = fstat(file, &status) == 0;
    if (read_all) {
        need(out, (size_t)status.st_size + 1);
        ssize_t got = read(file, out->ptr, (size_t)status.st_size);
        read_all = got == status.st_size;
        out->len = got > 0 ? (size_t)got : 0;
        out->ptr[out->len] = 0;
    }
    return close(file) == 0 && read_all;
}

static bool write_page(const char *path, const struct bytes *page)
{
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (file < 0)
        return false;
    bool written = write(file, page->ptr, page->len) == (ssize_t)page->len;
    return close(file) == 0 && written;
}

static bool make_folder(const char *path)
{
    return mkdir(path, 0777) == 0 || errno == EEXIST;
}

/* Where the Markdown begins in a note that ends with a NUL. */
static const char *after_front(const char *note)
{
    if (strncmp(note, "---\n", 4) != 0)
        return note;
    const char *end = strstr(note + 3, "\n---\n");
    return end == NULL ? note : end + 5;
}

static void make_page(struct worker *w, const char *path)
{
    struct work *work = w->work;
    char name[PATH_BYTES];
    snprintf(name, sizeof name, "%s/%s.md", work->content, path);
    if (!read_note(name, &w->note)) {
        complain(work, name);
        return;
    }
    const char *text = after_front(w->note.ptr);
    size_t len = (size_t)(w->note.ptr + w->note.len - text);
    w->page.len = 0;
    add(&w->page, work->head.ptr, work->head.len);
    if (md_html(text, (MD_SIZE)len, add_html, &w->page, FLAGS, 0) != 0)
        complain(work, name);
    add(&w->page, work->foot.ptr, work->foot.len);
    int end = snprintf(name, sizeof name, "%s/%s", work->out, path);
    bool written = make_folder(name);
    snprintf(name + end, sizeof name - (size_t)end, "/index.html");
    if (!written || !write_page(name, &w->page))
        complain(work, name);
}

static void *run_worker(void *context)
{
    struct worker w = {.work = context};
    for (size_t i; (i = atomic_fetch_add(&w.work->next, 1)) < w.work->count;)
        make_page(&w, w.work->paths[i]);
    free(w.note.ptr);
    free(w.page.ptr);
    return NULL;
}

static void add_path(struct work *work, const char *path)
{
    if (work->count == work->cap) {
        work->cap = work->cap ? 2 * work->cap : 256;
        work->paths = must(realloc(work->paths, work->cap * sizeof *work->paths));
    }
    work->paths[work->count] = must(strdup(path));
    work->paths[work->count++][strlen(path) - 3] = 0;
}

/* Lists the notes of a folder below the content and makes the folder in the output. */
static void list(struct work *work, const char *below)
{
    char path[PATH_BYTES];
    snprintf(path, sizeof path, "%s/%s", work->out, below);
    if (!make_folder(path))
        complain(work, path);
    snprintf(path, sizeof path, "%s/%s", work->content, below);
    DIR *folder = opendir(path);
    if (folder == NULL) {
        complain(work, path);
        return;
    }
    for (const struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        size_t len = strlen(entry->d_name);
        if (entry->d_name[0] == '.')
            continue;
        snprintf(path, sizeof path, "%s%s%s", below, *below ? "/" : "", entry->d_name);
        if (entry->d_type == DT_DIR)
            list(work, path);
        else if (len > 3 && strcmp(entry->d_name + len - 3, ".md") == 0)
            add_path(work, path);
    }
    closedir(folder);
}

static void make_shell(struct work *work)
{
    static const char head[] = "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n"
                               "<title>Bench</title>\n<main>\n";
    static const char line[] = "<a href=\"../a-note/\">A line of a shell that never changes</a>\n";
    add(&work->head, head, sizeof head - 1);
    add(&work->foot, "</main>\n", 8);
    while (work->head.len + work->foot.len < SHELL_BYTES)
        add(work->head.len < SHELL_BYTES / 2 ? &work->head : &work->foot, line, sizeof line - 1);
}

static size_t wanted_threads(void)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    if (processors < 1)
        return 1;
    return processors < MOST_THREADS ? (size_t)processors : MOST_THREADS;
}

static void make_pages(struct work *work)
{
    pthread_t threads[MOST_THREADS];
    size_t wanted = wanted_threads(), started = 0;
    while (started + 1 < wanted && pthread_create(&threads[started], NULL, run_worker, work) == 0)
        started++;
    run_worker(work);
    while (started > 0)
        pthread_join(threads[--started], NULL);
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fputs("usage: bench_floor CONTENT OUT\n", stderr);
        return 2;
    }
    struct work work = {.content = argv[1], .out = argv[2]};
    make_shell(&work);
    list(&work, "");
    make_pages(&work);
    for (size_t i = 0; i < work.count; i++)
        free(work.paths[i]);
    free(work.paths);
    free(work.head.ptr);
    free(work.foot.ptr);
    return work.failed ? 1 : 0;
}
