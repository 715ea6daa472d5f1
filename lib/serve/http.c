#include "serve/http.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/escape.h"
#include "serve/browser.h"
#include "serve/request.h"

enum {
    MOST_CONNECTIONS = 4000,
    MOST_HEADERS = 32 << 10, /* bytes of one request */
    SLOWEST = 15,            /* seconds without a byte after which a connection is closed */
    MOST_TRIES = 40,         /* for a page whose note is being written */
    TRY_AGAIN = 5000,        /* microseconds */
    MOST_PORTS = 100,        /* that are tried when the first one is taken */
    RANGE_TEXT = 80
};

/* One request that is being answered. */
struct request {
    struct http *http;
    struct MHD_Connection *connection;
    struct preview_state *state;
    str path;  /* decoded */
    str below; /* the part of it below the site's root */
    str method;
};

static str header(const struct request *q, const char *name)
{
    return str_of(MHD_lookup_connection_value(q->connection, MHD_HEADER_KIND, name));
}

/* Answers */

static enum MHD_Result send_response(const struct request *q, unsigned status,
                                     struct MHD_Response *response)
{
    if (!response)
        return MHD_NO;
    MHD_add_response_header(response, "Cache-Control", "no-cache");
    enum MHD_Result result = MHD_queue_response(q->connection, status, response);
    MHD_destroy_response(response);
    return result;
}

/* The response takes the bytes over. */
static struct MHD_Response *response_of(struct buf *bytes, const char *type)
{
    struct MHD_Response *response =
        MHD_create_response_from_buffer(bytes->len, bytes->ptr, MHD_RESPMEM_MUST_FREE);
    if (!response)
        buf_free(bytes);
    else if (type)
        MHD_add_response_header(response, "Content-Type", type);
    *bytes = (struct buf){0};
    return response;
}

static enum MHD_Result send_text(const struct request *q, unsigned status, const char *text)
{
    struct buf bytes = {0};
    buf_addf(&bytes, "%s\n", text);
    struct MHD_Response *response = response_of(&bytes, "text/plain; charset=utf-8");
    if (response && status == MHD_HTTP_METHOD_NOT_ALLOWED)
        MHD_add_response_header(response, "Allow", "GET, HEAD");
    return send_response(q, status, response);
}

/* To an address below the site's root. */
static enum MHD_Result redirect(const struct request *q, unsigned status, str below)
{
    struct buf nothing = {0}, place = {0};
    buf_add(&place, q->state->build.project.config.site_path);
    escape_url_path(&place, below);
    buf_add_char(&place, '\0');
    struct MHD_Response *response = response_of(&nothing, NULL);
    if (response)
        MHD_add_response_header(response, "Location", place.ptr);
    buf_free(&place);
    return send_response(q, status, response);
}

static enum MHD_Result send_not_modified(const struct request *q, struct hash name)
{
    char tag[REQUEST_TAG + 1];
    struct buf nothing = {0};
    struct MHD_Response *response = response_of(&nothing, NULL);
    request_tag(name, tag);
    if (response)
        MHD_add_response_header(response, "ETag", tag);
    return send_response(q, MHD_HTTP_NOT_MODIFIED, response);
}

/* Where the bytes of an answer come from: a file that is open, or memory. */
struct content {
    int handle; /* -1: bytes */
    struct buf bytes;
    uint64_t size;
    const char *type;
    struct hash name;
    bool has_script;
};

static struct MHD_Response *part_of(struct content *c, uint64_t from, uint64_t n)
{
    if (c->handle >= 0)
        return MHD_create_response_from_fd_at_offset64(n, c->handle, from);
    struct buf part = {0};
    buf_add(&part, str_slice(buf_str(&c->bytes), (size_t)from, (size_t)(from + n)));
    struct MHD_Response *response = response_of(&part, NULL);
    if (response)
        buf_free(&c->bytes);
    return response;
}

static struct MHD_Response *whole_of(struct content *c)
{
    if (c->handle >= 0)
        return MHD_create_response_from_fd64(c->size, c->handle);
    return response_of(&c->bytes, NULL);
}

static void close_content(struct content *c)
{
    if (c->handle >= 0)
        close(c->handle);
    buf_free(&c->bytes);
}

/* The whole of it. */
static enum MHD_Result send_whole(const struct request *q, unsigned status, struct content *c)
{
    struct MHD_Response *response = whole_of(c);
    if (response)
        MHD_add_response_header(response, "Content-Type", c->type);
    else
        close_content(c);
    return send_response(q, status, response);
}

/* The whole of it, or the part that is asked for, as only GET can. */
static enum MHD_Result send_content(const struct request *q, struct content *c)
{
    uint64_t from = 0, to = 0;
    str condition = header(q, "If-Range");
    enum request_range range = RANGE_ALL;
    unsigned status = MHD_HTTP_OK;
    char tag[REQUEST_TAG + 1], text[RANGE_TEXT];
    request_tag(c->name, tag);
    if (str_eq(q->method, S("GET")) && (!condition.len || str_eq(condition, str_of(tag))))
        range = request_range(header(q, "Range"), c->size, &from, &to);
    if (range == RANGE_PART) {
        status = MHD_HTTP_PARTIAL_CONTENT;
        snprintf(text, sizeof text, "bytes %" PRIu64 "-%" PRIu64 "/%" PRIu64, from, to, c->size);
    } else if (range == RANGE_NONE) {
        status = MHD_HTTP_RANGE_NOT_SATISFIABLE;
        snprintf(text, sizeof text, "bytes */%" PRIu64, c->size);
    }
    struct buf nothing = {0};
    struct MHD_Response *response = range == RANGE_PART   ? part_of(c, from, to - from + 1)
                                    : range == RANGE_NONE ? response_of(&nothing, NULL)
                                                          : whole_of(c);
    if (!response || range == RANGE_NONE)
        close_content(c);
    if (!response)
        return MHD_NO;
    if (range != RANGE_ALL)
        MHD_add_response_header(response, "Content-Range", text);
    MHD_add_response_header(response, "Content-Type", c->type);
    MHD_add_response_header(response, "ETag", tag);
    MHD_add_response_header(response, "Accept-Ranges", "bytes");
    return send_response(q, status, response);
}

/* A copied file, from the content folder. A link that has come to lead out of it since the files
 * were looked at is none of the site's. */
static bool open_file(const struct request *q, const struct output *o, struct content *c)
{
    const struct project *p = &q->state->build.project;
    struct arena *a = &q->http->scratch;
    str path = arena_join(a, p->content, S("/"), o->source), real, root, rest;
    struct stat s;
    if (fs_real(a, path.ptr, &real) || fs_real(a, p->content.ptr, &root) ||
        !project_below(root, real, &rest))
        return false;
    c->handle = open(real.ptr, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (c->handle < 0 || fstat(c->handle, &s) < 0 || !S_ISREG(s.st_mode)) {
        close_content(c);
        return false;
    }
    int64_t version[] = {s.st_size, (int64_t)s.st_ino, s.st_mtim.tv_sec, s.st_mtim.tv_nsec};
    c->size = (uint64_t)s.st_size;
    c->name = hash_of((str){(const char *)version, sizeof version});
    return true;
}

/* The script comes first of all that the page runs. */
static void add_script(const struct request *q, struct content *c, struct hash name)
{
    str page = buf_str(&c->bytes);
    size_t head = str_find(page, S("<head>"));
    size_t at = head == STR_NONE ? page.len : head + strlen("<head>");
    char tag[REQUEST_TAG + 1];
    struct buf with = {0};
    request_tag(name, tag);
    buf_add(&with, str_until(page, at));
    buf_add_lit(&with, "\n<script defer src=\"");
    escape_html(&with, q->state->build.project.config.site_path);
    buf_addf(&with, ".kbsite/reload.js\" data-page=%s></script>", tag);
    buf_add(&with, str_from(page, at));
    buf_free(&c->bytes);
    c->bytes = with;
}

/* A page with the script is another one than that without, though they are made of the same. */
static struct hash name_with_script(const struct content *c, struct hash name)
{
    return c->has_script ? (struct hash){.lo = ~name.lo, .hi = ~name.hi} : name;
}

/* A page that is made now. When its note is being written there will be another state in a moment.
 * ESTALE: the address is to be looked up again; EBUSY: there is no other state. */
static int make_page(struct request *q, size_t number, struct content *c)
{
    struct hash known = {0};
    int error = 0;
    request_tag_of(header(q, "If-None-Match"), &known);
    known = name_with_script(c, known);
    for (int tries = 0; tries < MOST_TRIES; tries++) {
        const struct output *o = &preview_manifest(q->state)->outputs.at[number];
        error = preview_print(q->state, o, known, &q->http->scratch, &c->bytes, &c->name);
        if (error != ESTALE && error != ENOENT) {
            c->name = name_with_script(c, c->name);
            return error;
        }
        usleep(TRY_AGAIN);
        struct preview_state *next = preview_take(q->http->preview);
        bool same = next->context.manifest == q->state->context.manifest;
        preview_give(q->state);
        q->state = next;
        if (!same) /* the output has another number now, or is gone */
            return ESTALE;
    }
    return EBUSY;
}

static enum MHD_Result send_failure(const struct request *q, int error)
{
    if (error == ESTALE)
        return redirect(q, MHD_HTTP_TEMPORARY_REDIRECT, q->below);
    if (error == EBUSY)
        return send_text(q, MHD_HTTP_SERVICE_UNAVAILABLE,
                         "this note has changed, and there is no newer site to show");
    return send_text(q, MHD_HTTP_INTERNAL_SERVER_ERROR, strerror(error));
}

static enum MHD_Result send_output(struct request *q, size_t number, unsigned status)
{
    const struct output *o = &preview_manifest(q->state)->outputs.at[number];
    struct content c = {.handle = -1, .type = request_type(o->file)};
    c.has_script = o->kind && o->kind->view && str_ends(o->file, S(".html")) && !q->http->no_reload;
    if (!o->kind && !open_file(q, o, &c))
        return send_text(q, MHD_HTTP_NOT_FOUND, "this file is gone");
    int error = o->kind ? make_page(q, number, &c) : 0;
    if (error) {
        close_content(&c);
        return send_failure(q, error);
    }
    if (status == MHD_HTTP_OK && request_has_tag(header(q, "If-None-Match"), c.name)) {
        close_content(&c);
        return send_not_modified(q, c.name);
    }
    if (c.has_script)
        add_script(q, &c, c.name);
    c.size = c.handle < 0 ? c.bytes.len : c.size;
    if (status == MHD_HTTP_OK)
        return send_content(q, &c);
    return send_whole(q, status, &c);
}

/* What kbsite adds */

static enum MHD_Result send_events(const struct request *q)
{
    struct MHD_Response *response = hub_join(&q->http->hub, q->connection);
    if (!response)
        return send_text(q, MHD_HTTP_SERVICE_UNAVAILABLE, "too many pages wait for changes");
    MHD_add_response_header(response, "Content-Type", "text/event-stream");
    return send_response(q, MHD_HTTP_OK, response);
}

static enum MHD_Result send_state(const struct request *q)
{
    struct buf out = {0};
    str address = str_of(MHD_lookup_connection_value(q->connection, MHD_GET_ARGUMENT_KIND, "page"));
    str path = S("");
    if (!address.len || !request_path(&q->http->scratch, address, &path))
        return send_text(q, MHD_HTTP_BAD_REQUEST, "of which page?");
    state_add(&q->http->state, q->state, str_from(path, 1), &out);
    return send_response(q, MHD_HTTP_OK, response_of(&out, "application/json; charset=utf-8"));
}

static enum MHD_Result send_script(const struct request *q)
{
    struct content c = {.handle = -1, .type = request_type(S("reload.js"))};
    for (size_t i = 0; i < embedded_browser_count; i++)
        if (str_eq(str_of(embedded_browser[i].path), S("reload.js")))
            buf_add(&c.bytes, (str){embedded_browser[i].bytes, embedded_browser[i].size});
    c.size = c.bytes.len;
    c.name = hash_of(buf_str(&c.bytes));
    if (!request_has_tag(header(q, "If-None-Match"), c.name))
        return send_content(q, &c);
    close_content(&c);
    return send_not_modified(q, c.name);
}

/* Which */

static enum MHD_Result answer_below(struct request *q)
{
    if (!q->http->no_reload) {
        if (str_eq(q->below, S(".kbsite/events")))
            return send_events(q);
        if (str_eq(q->below, S(".kbsite/state")))
            return send_state(q);
        if (str_eq(q->below, S(".kbsite/reload.js")))
            return send_script(q);
    }
    struct pages_found found = pages_find(&q->state->pages, &q->http->scratch, q->below);
    if (found.answer == PAGES_FILE)
        return send_output(q, found.file, MHD_HTTP_OK);
    if (found.answer == PAGES_FOLDER)
        return redirect(q, MHD_HTTP_MOVED_PERMANENTLY,
                        arena_join(&q->http->scratch, q->below, S("/"), S("")));
    if (found.file == PAGES_NONE)
        return send_text(q, MHD_HTTP_NOT_FOUND, "there is no such page");
    return send_output(q, found.file, MHD_HTTP_NOT_FOUND);
}

static enum MHD_Result answer_request(struct request *q, str url)
{
    struct http *h = q->http;
    str shown = q->state->build.project.config.site_path, root;
    if (!request_path(&h->scratch, shown, &root))
        root = shown;
    if (!request_is_for_us(header(q, "Host"), h->names, HTTP_NAMES))
        return send_text(q, MHD_HTTP_MISDIRECTED_REQUEST,
                         "kbsite serve answers to names of this machine only");
    if (!str_eq(q->method, S("GET")) && !str_eq(q->method, S("HEAD")))
        return send_text(q, MHD_HTTP_METHOD_NOT_ALLOWED, "GET and HEAD only");
    if (!request_path(&h->scratch, url, &q->path))
        return send_text(q, MHD_HTTP_BAD_REQUEST, "this address cannot be read");
    if (str_starts(q->path, root)) {
        q->below = str_from(q->path, root.len);
        return answer_below(q);
    }
    bool is_root = str_eq(q->path, S("/")) || str_eq(q->path, str_until(root, root.len - 1));
    if (is_root)
        return redirect(q, MHD_HTTP_FOUND, S(""));
    struct buf text = {0};
    buf_addf(&text, "the site is below %.*s", STR_ARG(shown));
    buf_add_char(&text, '\0');
    enum MHD_Result result = send_text(q, MHD_HTTP_NOT_FOUND, text.ptr);
    buf_free(&text);
    return result;
}

static enum MHD_Result answer(void *context, struct MHD_Connection *connection, const char *url,
                              const char *method, const char *version, const char *body,
                              size_t *body_size, void **seen)
{
    struct http *h = context;
    (void)version;
    (void)body;
    if (!*seen) { /* the headers only: the answer is asked for again */
        *seen = h;
        return MHD_YES;
    }
    if (*body_size) {
        *body_size = 0;
        return MHD_YES;
    }
    struct request q = {
        .http = h,
        .connection = connection,
        .state = preview_take(h->preview),
        .method = str_of(method),
    };
    enum MHD_Result result = answer_request(&q, str_of(url));
    preview_give(q.state);
    arena_reset(&h->scratch);
    return result;
}

/* The server */

static void say_nothing(void *context, const char *format, va_list args)
{
    (void)context;
    (void)format;
    (void)args;
}

/* Addresses stay as they were sent. */
static size_t leave(void *context, struct MHD_Connection *connection, char *text)
{
    (void)context;
    (void)connection;
    return strlen(text);
}

union address {
    struct sockaddr any;
    struct sockaddr_in four;
    struct sockaddr_in6 six;
};

static bool read_address(const char *text, union address *out)
{
    *out = (union address){.six = {.sin6_family = AF_INET6}};
    if (inet_pton(AF_INET6, text, &out->six.sin6_addr) == 1)
        return true;
    *out = (union address){.four = {.sin_family = AF_INET}};
    return inet_pton(AF_INET, text, &out->four.sin_addr) == 1;
}

static int start(struct http *h, union address *address, unsigned port)
{
    bool is_six = address->any.sa_family == AF_INET6;
    if (is_six)
        address->six.sin6_port = htons((uint16_t)port);
    else
        address->four.sin_port = htons((uint16_t)port);
    errno = 0;
    h->daemon = MHD_start_daemon(
        MHD_USE_AUTO_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC | MHD_USE_ERROR_LOG |
            (is_six ? MHD_USE_IPv6 : 0),
        (uint16_t)port, NULL, NULL, answer, h, MHD_OPTION_EXTERNAL_LOGGER, say_nothing, NULL,
        MHD_OPTION_SOCK_ADDR, &address->any, MHD_OPTION_UNESCAPE_CALLBACK, leave, NULL,
        MHD_OPTION_CONNECTION_LIMIT, (unsigned)MOST_CONNECTIONS, MHD_OPTION_CONNECTION_TIMEOUT,
        (unsigned)SLOWEST, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)MOST_HEADERS,
        MHD_OPTION_END);
    return h->daemon ? 0 : errno ? errno : EADDRINUSE;
}

/* Other machines know this one by its name. */
static void know_names(struct http *h, const union address *address)
{
    char name[256] = "";
    bool is_local = address->any.sa_family == AF_INET
                        ? ntohl(address->four.sin_addr.s_addr) >> 24 == 127
                        : IN6_IS_ADDR_LOOPBACK(&address->six.sin6_addr);
    if (is_local || gethostname(name, sizeof name - 1) != 0)
        return;
    h->names[0] = arena_dup(&h->arena, str_of(name));
    h->names[1] = arena_join(&h->arena, h->names[0], S(".local"), S(""));
}

int http_open(struct http *h, struct preview *preview, const struct http_options *options)
{
    union address address;
    *h = (struct http){.preview = preview, .no_reload = options->no_reload};
    hub_open(&h->hub);
    state_open(&h->state);
    if (!read_address(options->bind, &address))
        return EINVAL;
    know_names(h, &address);
    unsigned tries = options->strict_port || options->port == 0 ? 1 : MOST_PORTS;
    int error = EADDRINUSE;
    for (unsigned i = 0; i < tries && error == EADDRINUSE && options->port + i <= UINT16_MAX; i++)
        error = start(h, &address, options->port + i);
    if (error)
        return error;
    const union MHD_DaemonInfo *info = MHD_get_daemon_info(h->daemon, MHD_DAEMON_INFO_BIND_PORT);
    h->port = info ? info->port : options->port;
    return 0;
}

void http_close(struct http *h)
{
    hub_stop(&h->hub);
    if (h->daemon)
        MHD_stop_daemon(h->daemon);
    hub_close(&h->hub);
    state_close(&h->state);
    arena_free(&h->scratch);
    arena_free(&h->arena);
}
