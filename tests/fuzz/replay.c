/* Runs a fuzz target over files, and over all files of folders, given as arguments: the seeds and
 * what the fuzzer once found, as an ordinary test. Fails where there is none. */
#include <dirent.h>
#include <errno.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static _Noreturn void give_up(const char *path)
{
    fprintf(stderr, "replay: %s: %s\n", path, strerror(errno));
    exit(2);
}

static void run_file(const char *path, size_t size)
{
    /* Exactly as many bytes as there are, so that a sanitizer sees a read past them. */
    uint8_t *data = malloc(size ? size : 1);
    FILE *file = fopen(path, "rb");
    if (!data || !file || fread(data, 1, size, file) != size)
        give_up(path);
    fclose(file);
    LLVMFuzzerTestOneInput(data, size);
    free(data);
}

/* How many files were run. */
static size_t run_path(const char *path)
{
    struct stat info;
    if (stat(path, &info) != 0)
        give_up(path);
    if (S_ISDIR(info.st_mode)) {
        size_t n = 0;
        DIR *folder = opendir(path);
        if (!folder)
            give_up(path);
        for (struct dirent *entry; (entry = readdir(folder));) {
            char below[4096];
            if (entry->d_name[0] == '.')
                continue;
            int len = snprintf(below, sizeof below, "%s/%s", path, entry->d_name);
            if (len < 0 || (size_t)len >= sizeof below) {
                errno = ENAMETOOLONG;
                give_up(path);
            }
            n += run_path(below);
        }
        closedir(folder);
        return n;
    }
    run_file(path, (size_t)info.st_size);
    return 1;
}

int main(int argc, char **argv)
{
    size_t n = 0;
    for (int i = 1; i < argc; i++)
        n += run_path(argv[i]);
    printf("%zu inputs\n", n);
    return n > 0 ? 0 : 1;
}
