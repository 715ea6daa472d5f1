/* Small sites and what a crawl finds in them. labels: parallel */
#include "expect.h"

#include <stdlib.h>

#include "base/pool.h"
#include "verify/crawl.h"
#include "verify/html_scan.h"

enum { MOST_FILES = 16 };

struct site {
    const char *name, *site_url, *base;
    /* Path, bytes; NULL at the end. "index.html" is there with nothing in it. */
    const char *files[2 * MOST_FILES];
    const char *found; /* "PATH:LINE:COL CODE\n", in order */
};

#define PAGES "https://example.org/repo/"

static const struct site sites[] = {
    {"nothing", "", "", {NULL}, ""},
    {"links that lead somewhere",
     "",
     "",
     {"a/index.html",
      "<a href='../b'>b</a> <a href=\"../b.html?q#\">b</a> <A HREF=/>home</A>"
      "<a href='./'>here</a><a href='../a'>folder</a><a href=''>x</a>"
      "<a href='..'>home</a><a href='/c%20d.pdf#page=2'>c</a><a>none</a>"
      "<area href='/x/../b'><form action='../b'></form>",
      "b.html", "x", "c d.pdf", "x", NULL},
     ""},
    {"links that lead to nothing",
     "",
     "",
     {"a/index.html",
      "<p>\n<a href='b.html'>b</a> <a\nhref='../nothing/'>c</a>\n"
      "<area href=c><form action='d'></form><iframe src='e'></iframe>\n"
      "<link rel=next href=f><a href='x&amp;y'></a>",
      "b.html", "x", NULL},
     "a/index.html:2:1 site-link\na/index.html:2:24 site-link\na/index.html:4:1 site-link\n"
     "a/index.html:4:14 site-link\na/index.html:4:38 site-link\na/index.html:5:1 site-link\n"
     "a/index.html:5:23 site-link\n"},
    {"other schemes",
     "",
     "",
     {"a.html",
      "<a href='mailto:x@y'></a><a href='javascript:void(0)'></a><a href='tel:1'></a>"
      "<a href='https://example.com/x'></a><a href='//example.com'></a>"
      "<img src='data:image/png;base64,x'><a href='x:y'></a>",
      NULL},
     ""},
    {"what is no tag",
     "",
     "",
     {"a.html",
      "<!-- <a href=x> --><!DOCTYPE a><script>'<a href=x>'</script><style>/*<a href=x>*/"
      "</style><textarea><a href=x></textarea><title><img src=x></title>a < b <1 href=x>"
      "<a title='<a href=x>'>x</a></a href=x><?php <a href=x?>",
      NULL},
     ""},
    {"a tag that never ends", "", "", {"a.html", "<a href='x", NULL}, ""},
    {"ends of comments, and tags that close themselves",
     "",
     "",
     {"a.html",
      "<!-- x --!><a href=x></a><!-- --><svg><title/><a href=y></a><script/><a href=z></a></svg>\n"
      "<svg/><title/><a href=no></a></title><!---- ><a href=no>",
      NULL},
     "a.html:1:12 site-link\na.html:1:47 site-link\na.html:1:70 site-link\n"},
    {"addresses that are written otherwise",
     "",
     "",
     {"a.html",
      "<a href='caf&eacute;.html'></a><a href='a&period;html'></a><a href='a.\nhtml'></a>"
      "<a href='http\ns://x.example'></a>",
      "caf\xC3\xA9.html", "", NULL},
     ""},
    {"names are case-sensitive",
     "",
     "",
     {"a.html", "<a href='B.html'></a>", "b.html", "x", NULL},
     "a.html:1:1 site-link\n"},
    {"below a base path",
     PAGES,
     "",
     {"a.html",
      "<a href='/repo/a'></a><a href='/repo'></a><a href='/x'></a><a href='../repo/b'></a>"
      "<a href='../../../repo/'></a><a href='https://example.org/repo/no'></a>"
      "<a href='https://EXAMPLE.org/repo/a.html'></a><a href='https://example.org/'></a>"
      "<a href='/repository/'></a>",
      "b.html", "x", NULL},
     "a.html:1:43 site-link\na.html:1:113 site-link\n"
     "a.html:1:236 site-link\n"},
    {"a base path of its own",
     "",
     "/a b/",
     {"a.html", "<a href='/a%20b/a'></a><a href='/a'></a>", NULL},
     "a.html:1:24 site-link\n"},
    {"fragments",
     "",
     "",
     {"a.html",
      "<p id='x'><p id=\"&auml;&#228;\"><a name=n></a><a href='#x'></a><a href='#'></a>"
      "<a href='#TOP'></a><a href='#n'></a><a href='a.html#x'></a><a href='b#y'></a>\n"
      "<a href='#y'></a><a href='b#x'></a><a href='b#:~:text=z'></a><a href='b#x:~:text=z'></a>\n"
      "<a href='b#%C3%A4'></a><a href='b#\xC3\xA4'></a><a href='b#a%20b'></a><a href='#%78'></a>",
      "b.html", "<p id=y><p id='\xC3\xA4'><p id='a b'>", NULL},
     "a.html:2:1 site-fragment\na.html:2:18 site-fragment\na.html:2:62 site-fragment\n"},
    {"parts of pages",
     "",
     "",
     {"a.html",
      "<img src=x srcset='i.png 1x, y.png 2x,z.png'>\n<script src=x></script>\n"
      "<link rel='alternate stylesheet' href=x><picture><source srcset='i.png,x'></picture>\n"
      "<video src=x poster=y></video><audio src=x></audio><track src=x>\n"
      "<object data=x></object><embed src=x><input type=image src=x>\n"
      "<svg><image xlink:href=x /><use href='#a'/></svg><p style='background:url(&quot;x&quot;)'>\n"
      "<style>\n@import 'x'; a { b: url( y ) url('i.png') url(#f) url(data:x) }\n/* url(z) */\n"
      "b::before { content: 'url(z)' }</style>",
      "i.png", "", NULL},
     "a.html:1:1 site-asset\na.html:1:1 site-asset\na.html:1:1 site-asset\n"
     "a.html:2:1 site-asset\na.html:3:1 site-asset\na.html:3:50 site-asset\n"
     "a.html:4:1 site-asset\na.html:4:1 site-asset\na.html:4:31 site-asset\n"
     "a.html:4:52 site-asset\na.html:5:1 site-asset\na.html:5:25 site-asset\n"
     "a.html:5:38 site-asset\na.html:6:6 site-asset\na.html:6:28 site-fragment\n"
     "a.html:6:50 site-asset\n"
     "a.html:8:10 site-asset\na.html:8:26 site-asset\na.html:8:47 site-fragment\n"},
    {"a style sheet",
     "",
     "",
     {"css/a.css", "a { b: url(../i.png) }\n@import url(\"b.css\");", "i.png", "", NULL},
     "css/a.css:2:14 site-asset\n"},
    {"what was reported already",
     "",
     "",
     {"a.html", "<a class=missing title=x>x</a><img src='x' data-missing='' alt=''>", NULL},
     ""},
    {"redirects",
     "",
     "",
     {"a.html", "<meta http-equiv=refresh content='0; url=b'>",                /**/
      "b.html", "<meta content='0;URL=\"a.html\"' http-equiv=Refresh>",        /**/
      "c.html", "<p>\n<meta http-equiv='refresh' content='0; url=nothing'>",   /**/
      "d.html", "<meta http-equiv='refresh' content='5; url=nothing'>",        /**/
      "e.html", "<meta http-equiv='refresh' content='0; url=./'>",             /**/
      "f.html", "<meta http-equiv='refresh' content='300'><a href='e#x'></a>", /**/
      "g.html",
      "<meta http-equiv='refresh' content='0; url=https://example.org/'>"
      "<meta http-equiv='refresh' content='0; url=nothing'>",
      NULL},
     "a.html:1:1 site-redirect\nb.html:1:1 site-redirect\nc.html:2:1 site-redirect\n"
     "d.html:1:1 site-link\n"},
    {"ids",
     "",
     "",
     {"a.html", "<p id=a><p id=b>\n<a id=a name=a></a><p id=a><p id=A><p id=''><p id=''>", NULL},
     "a.html:2:7 site-duplicate-id\na.html:2:26 site-duplicate-id\n"},
    {"names of files",
     "",
     "",
     {"a/B.html", "", "a/b.html", "", "_x/a.html", "", "a/.x", "", NULL},
     "_x/a.html site-path\na/.x site-path\na/b.html site-case\n"},
    {"without Jekyll",
     "",
     "",
     {".nojekyll", "", "_x/a.html", "", "a/.x", "", NULL},
     "a/.x site-path\n"},
    {"requests to other hosts",
     PAGES,
     "",
     {"a.html",
      "<script src='//cdn.example/x.js'></script>\n<img srcset='https://img.example/x 2x'>\n"
      "<link rel=preconnect href='https://fonts.example'>\n"
      "<iframe src='https://video.example/'></iframe>\n"
      "<a href='https://example.com'></a><link rel=canonical href='https://example.com'>\n"
      "<img src='https://example.org/repo/i.png'>\n<p style='b:url(https://img.example/y)'>",
      "i.png", "", "a.css", "@font-face { src: url(https://fonts.example/f) }", NULL},
     "a.css:1:23 site-request\na.html:1:1 site-request\na.html:2:1 site-request\n"
     "a.html:3:1 site-request\na.html:4:1 site-request\na.html:7:1 site-request\n"},
    {"404.html is shown at any address",
     PAGES,
     "",
     {"404.html", "<a href='./'></a><a href='/repo/'></a><a href='#m' id=m></a>\n<img src=i.png>",
      "i.png", "", NULL},
     "404.html:1:1 site-link\n404.html:2:1 site-asset\n"},
    {"another base",
     "",
     "",
     {"a/b.html", "<base href='/c/'><a href='d.html'></a><a href='b.html'></a>", "c/d.html", "",
      NULL},
     "a/b.html:1:39 site-link\n"},
    {"the first base counts",
     "",
     "",
     {"a.html", "<base target=x><base href='c/'><base href='no/'><a href='d.html'></a>", "c/d.html",
      "", NULL},
     ""},
    {"a base elsewhere",
     PAGES,
     "",
     {"a.html",
      "<base href='https://other.example/'><a href='no'></a><a href='#no'></a><a href='/no'></a>\n"
      "<a href='https://example.org/repo/no'></a>",
      "b.html", "<base href='/'><a href='a.html'></a>", NULL},
     "a.html:2:1 site-link\nb.html:1:1 site-link\n"},
    {"a base and the page itself",
     "",
     "",
     {"a.html", "<base href='b.html'><p id=a><a href='#a'></a><a href='#b'></a><a href=''></a>",
      "b.html", "<p id=b>", NULL},
     "a.html:1:29 site-fragment\n"},
    {"404.html with a base",
     PAGES,
     "",
     {"404.html", "<base href='/repo/'><a href='./'></a>", NULL},
     ""},
    {"templates",
     "",
     "",
     {"a.html",
      "<template><p id=a></template><p id=a><template><p id=a><p id=b></template><a href='#b'></a>",
      NULL},
     "a.html:1:75 site-fragment\n"},
    {"what is idle",
     PAGES,
     "",
     {"a.html",
      "<template><base href='/'></template><a href='b.html'></a>"
      "<svg><desc><![CDATA[ a > b <a href=no> ]]></desc><a href=x></a></svg><![CDATA[ > <a href=y>",
      "b.html", "", NULL},
     "a.html:1:107 site-link\na.html:1:139 site-link\n"},
    {"a frame with a page in it",
     "",
     "",
     {"a.html",
      "<p id=a>\n<iframe srcdoc=\"<p id=a><a href='#b'></a><script src=&quot;x&quot;></script>"
      "<base href='c/'><img src=d><style>a { b: url(e) }</style>\"></iframe><a href='a.html'></a>",
      "c/d", "", NULL},
     "a.html:2:1 site-asset\na.html:2:1 site-asset\n"},
    {"parts that few know",
     "",
     "",
     {"a.html",
      "<link rel=preload imagesrcset='i.png 1x, x 2x' href=i.png>\n"
      "<svg><script xlink:href=x /><feImage href=x /></svg>\n<body background=x><table "
      "background=x><td background=x>\n<link rel=prerender href=x>",
      "i.png", "", "a.webmanifest",
      "{ \"name\": \"no\", \"start_url\": \"./\",\n\"icons\": [{ \"src\": \"x\" }, { \"src\": "
      "\"i.png\" }] }",
      NULL},
     "a.html:1:1 site-asset\na.html:2:6 site-asset\na.html:2:29 site-asset\n"
     "a.html:3:1 site-asset\na.html:3:20 site-asset\na.html:3:40 site-asset\n"
     "a.html:4:1 site-asset\na.webmanifest:2:21 site-asset\n"},
    {"names, escapes and comments of style sheets",
     "",
     "",
     {"a.css",
      "@namespace svg url(http://www.w3.org/2000/svg); a { b: curl(no) u\\72l(x) }\n"
      "a { b: url(a\\(1\\).png) url(sp\\20 ace.png) url(\"q\\\"uote.png\") url(a\\.png) }\n"
      "@import /* c */ 'x';\n@import/**/\"y\" print; a::after { content: 'no' }\n"
      "a { b: image-set('i.png' type('no') 1x, 'x' 2x) 'no' }\n"
      "a { b: image-set(url( 'i.png' ) 1x, 'y' 2x) 'no' }",
      "a(1).png", "", "sp ace.png", "", "q\"uote.png", "", "a.png", "", "i.png", "", NULL},
     "a.css:1:71 site-asset\na.css:3:18 site-asset\na.css:4:13 site-asset\n"
     "a.css:5:42 site-asset\na.css:6:38 site-asset\n"},
    {"texts that are no lists",
     PAGES,
     "",
     {"a.txt", "See [x](no.md), secret.md", "a.json", "{\"title\": \"Secret & co\"}", "llms.txt",
      "- [a](" PAGES "a(b)/): not in secret.md\n- [b](" PAGES "a(c)/)", "a(b)/index.html", "",
      NULL},
     "llms.txt:2:7 site-link\n"},
    {"data",
     PAGES,
     "",
     {"feed.xml",
      "<feed xmlns=\"http://www.w3.org/2005/Atom\">\n<link href=\"" PAGES "\"/><id>" PAGES
      "no</id>\n<summary>" PAGES "no is not one</summary></feed>",
      "kb.json", "{\"notes\":[\n{\"title\":\"x\",\"url\":\"a/\"},{\"url\":\"b/\"}]}",
      "a/index.html", "", "llms.txt",
      "# x\n- [a \\[b\\]](" PAGES "a/): b\n- [c](" PAGES "c/)\n" PAGES "c/\n", "robots.txt",
      "Sitemap: " PAGES "sitemap.xml\n", NULL},
     "feed.xml:2:45 site-link\nkb.json:2:34 site-link\nllms.txt:3:7 site-link\n"
     "robots.txt:1:10 site-link\n"},
    {"drafts",
     PAGES,
     "",
     {"feed.xml",
      "<title>Secret &amp; co</title>\n<category term='Secret &amp; co'/><id>" PAGES
      "secret/</id>\n<title>About Secret &amp; co</title>",
      "kb.json", "{\"notes\":[{\"path\":\"secret.md\",\n\"title\":\"Secret \\u0026 co\"}]}",
      "llms.txt", "- [Secret & co](" PAGES "secret/)\nSecret & co\n", "a.html", "Secret &amp; co",
      NULL},
     "feed.xml:1:8 site-draft\nfeed.xml:2:39 site-draft\nkb.json:1:20 site-draft\n"
     "kb.json:2:10 site-draft\nllms.txt:1:4 site-draft\nllms.txt:1:17 site-draft\n"},
    {"a draft that is there",
     "",
     "",
     {"secret/index.html", "", NULL},
     "secret/index.html site-draft\n"},
};

static const struct crawl_draft draft = {{"secret.md", 9}, {"secret/", 7}, {"Secret & co", 11}};

static str found_text(struct arena *a, const struct diags *found)
{
    struct buf out = {.arena = a};
    for (size_t i = 0; i < found->list.n; i++) {
        const struct diag *d = &found->list.at[i];
        buf_add(&out, d->place.path);
        if (d->place.line)
            buf_addf(&out, ":%u:%u", d->place.line, d->place.col);
        buf_addf(&out, " %.*s\n", STR_ARG(diag_name(d->code)));
    }
    return buf_kept(&out);
}

static str bytes_of(const struct site *site, size_t file)
{
    return file ? str_of(site->files[2 * file - 1]) : S("");
}

struct files {
    struct crawl *crawl;
    const struct site *site;
};

static void crawl_one(void *context, size_t i, unsigned worker)
{
    struct files *f = context;
    str bytes = bytes_of(f->site, i);
    (void)worker;
    /* Exactly as many bytes as there are, and gone afterwards: a sanitizer sees who keeps them. */
    char *copy = malloc(bytes.len + 1);
    assert_non_null(copy);
    memcpy(copy, bytes.ptr, bytes.len);
    crawl_file(f->crawl, i, (str){copy, bytes.len});
    free(copy);
}

static str crawl(struct arena *a, const struct site *site, unsigned threads)
{
    str names[MOST_FILES] = {S("index.html")};
    size_t n = 1;
    for (; site->files[2 * n - 2]; n++)
        names[n] = str_of(site->files[2 * n - 2]);
    struct crawl_options options = {.site_url = str_of(site->site_url),
                                    .base = str_of(site->base),
                                    .files = names,
                                    .file_count = n,
                                    .drafts = &draft,
                                    .draft_count = 1};
    struct diags found = {.arena = a};
    struct files files = {crawl_open(a, &options), site};
    pool_each(threads, n, crawl_one, &files);
    crawl_finish(files.crawl, &found);
    return found_text(a, &found);
}

static void finds(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(sites); i++) {
        struct arena a = {0};
        expect_str(crawl(&a, &sites[i], 1), str_of(sites[i].found), str_of(sites[i].name));
        expect_str(crawl(&a, &sites[i], 4), str_of(sites[i].found), str_of(sites[i].name));
        arena_free(&a);
    }
}

static void follows_redirects_so_far(void **state)
{
    static const str names[] = {S_INIT("0.html"), S_INIT("1.html"), S_INIT("2.html"),
                                S_INIT("3.html"), S_INIT("4.html"), S_INIT("5.html"),
                                S_INIT("6.html"), S_INIT("7.html"), S_INIT("8.html"),
                                S_INIT("9.html"), S_INIT("a.html"), S_INIT("index.html")};
    struct arena a = {0};
    struct diags found = {.arena = &a};
    struct crawl_options options = {.files = names, .file_count = COUNT_OF(names)};
    struct crawl *c = crawl_open(&a, &options);
    (void)state;
    for (size_t i = 0; i + 1 < COUNT_OF(names); i++)
        crawl_file(
            c, i,
            arena_join(&a, S("<meta http-equiv=refresh content='0; url="), names[i + 1], S("'>")));
    crawl_finish(c, &found);
    expect_str(found_text(&a, &found), S("0.html:1:1 site-redirect\n"), S("eleven in a row"));
    arena_free(&a);
}

static void limits_what_it_says(void **state)
{
    enum { LINKS = 250 };
    static const str names[] = {S_INIT("a.html"), S_INIT("b.html"), S_INIT("index.html")};
    struct arena a = {0};
    struct diags found = {.arena = &a};
    struct buf page = {.arena = &a};
    struct crawl_options options = {
        .shown = S("site"), .files = names, .file_count = COUNT_OF(names)};
    struct crawl *c = crawl_open(&a, &options);
    (void)state;
    for (size_t i = 0; i < LINKS; i++)
        buf_addf(&page, "<a href='x%zu'></a><a href='#y%zu'></a><a href='b#z%zu'></a>\n", i, i, i);
    crawl_file(c, 0, buf_str(&page));
    crawl_size(c, 1, 2000000000);
    crawl_finish(c, &found);
    /* Of links, places in the page, and places in others; three that count, and the size. */
    assert_int_equal(found.list.n, 3 * CRAWL_MOST_FINDINGS + 4);
    expect_str(found.list.at[0].place.path, S("site"), S("the whole site"));
    assert_int_equal(found.list.at[0].code, DIAG_SITE_SIZE);
    expect_str(found.list.at[1].message, S("150 more of these in this file"), S("links"));
    arena_free(&a);
}

static void decodes_references(void **state)
{
    static const struct {
        str from, to;
    } rows[] = {
        {S_INIT("a&amp;b"), S_INIT("a&b")},
        {S_INIT("&#65;&#x42;&#X43"), S_INIT("ABC")},
        {S_INIT("&lt;&gt;&quot;&apos;"), S_INIT("<>\"'")},
        {S_INIT("&nosuch;&"), S_INIT("&nosuch;&")},
        {S_INIT("&eacute;&period;&copy=1&#65"), S_INIT("\xC3\xA9.&copy=1A")},
        {S_INIT("&#0;&#xD800;&#x110000;"), S_INIT("&#0;&#xD800;&#x110000;")},
        {S_INIT("&#99999999999999;"), S_INIT("&#99999999999999;")},
    };
    struct buf out = {0};
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        buf_clear(&out);
        html_scan_decode(&out, rows[i].from);
        expect_str(buf_str(&out), rows[i].to, rows[i].from);
    }
    buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds),
        cmocka_unit_test(follows_redirects_so_far),
        cmocka_unit_test(limits_what_it_says),
        cmocka_unit_test(decodes_references),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
