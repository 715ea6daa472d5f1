#include "corpus.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TOPS = 12, AREAS = 10, TITLES = 1 << 20 };

static const char *const common_words[COMMON_WORDS] = {
    "the",     "of",     "and",     "a",       "to",       "in",      "is",     "that",
    "it",      "for",    "as",      "with",    "be",       "on",      "by",     "this",
    "are",     "or",     "when",    "not",     "one",      "which",   "from",   "each",
    "at",      "an",     "its",     "all",     "more",     "can",     "has",    "after",
    "than",    "only",   "before",  "two",     "request",  "state",   "every",  "other",
    "service", "then",   "message", "node",    "write",    "read",    "client", "server",
    "time",    "queue",  "cost",    "while",   "never",    "system",  "first",  "data",
    "latency", "store",  "load",    "failure", "same",     "key",     "clock",  "without",
    "between", "leader", "replica", "order",   "decision", "because", "what",   "limit"};

static const char *const adjectives[32] = {
    "Adaptive", "Bounded",  "Causal",  "Durable", "Eager",    "Fenced",    "Gradual", "Hashed",
    "Implicit", "Joined",   "Keyed",   "Lazy",    "Mirrored", "Nested",    "Ordered", "Partial",
    "Quiet",    "Replayed", "Sharded", "Tiered",  "Uniform",  "Versioned", "Weak",    "Atomic",
    "Batched",  "Cached",   "Delayed", "Elastic", "Foreign",  "Global",    "Hybrid",  "Local"};

static const char *const nouns[64] = {
    "cache",   "queue",     "ledger",  "index",    "barrier",   "lease",    "quorum",  "snapshot",
    "journal", "cursor",    "bucket",  "window",   "budget",    "shard",    "replica", "stream",
    "timeout", "retry",     "circuit", "bulkhead", "saga",      "outbox",   "inbox",   "token",
    "gateway", "proxy",     "mesh",    "router",   "balancer",  "pool",     "worker",  "scheduler",
    "batch",   "clock",     "vector",  "filter",   "sketch",    "tree",     "heap",    "page",
    "segment", "block",     "record",  "schema",   "migration", "probe",    "metric",  "trace",
    "alert",   "budgeting", "rollout", "canary",   "toggle",    "secret",   "session", "cookie",
    "header",  "payload",   "codec",   "parser",   "planner",   "executor", "monitor", "election"};

static const char *const tops[TOPS] = {"architecture", "data",     "delivery",    "foundations",
                                       "interviews",   "networks", "operations",  "people",
                                       "platforms",    "quality",  "reliability", "security"};

static const char *const areas[AREAS] = {"basics",  "consistency", "design",    "failures",
                                         "flow",    "incidents",   "measuring", "practices",
                                         "storage", "tools"};

uint64_t corpus_mix(uint64_t x)
{
    x += 0x9E3779B97F4A7C15u;
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
    return x ^ (x >> 31);
}

static void make_word(size_t i, char out[24])
{
    static const char consonants[] = "bcdfghjklmnprstvwxyz";
    static const char vowels[] = "aeiou";
    static const char *const endings[] = {"", "s", "ing", "r", "tion", "", "le", "ment"};
    if (i < COMMON_WORDS) {
        snprintf(out, 24, "%s", common_words[i]);
        return;
    }
    /* Two syllables out of a hundred say which word it is; the rest varies the length. Numbers are
     * scattered, lest all tags begin with the same letter. */
    size_t scattered = i * 3733 % 10000, first = scattered / 100, second = scattered % 100;
    snprintf(out, 24, "%c%c%c%c%s", consonants[first / 5], vowels[first % 5],
             consonants[second / 5], vowels[second % 5],
             endings[corpus_mix(i) % (sizeof endings / sizeof *endings)]);
}

/* Gives rank r (from 1) a share of the slots that is proportional to 1/r. */
static void make_zipf(uint16_t *slots, size_t ranks)
{
    double whole = 0, sum = 0;
    for (size_t r = 1; r <= ranks; r++)
        whole += 1.0 / (double)r;
    size_t slot = 0;
    for (size_t r = 1; r <= ranks; r++) {
        sum += 1.0 / (double)r;
        size_t end = (size_t)(sum / whole * ZIPF_SLOTS);
        for (; slot < end && slot < ZIPF_SLOTS; slot++)
            slots[slot] = (uint16_t)(r - 1);
    }
    for (; slot < ZIPF_SLOTS; slot++)
        slots[slot] = (uint16_t)(ranks - 1);
}

/* Folders come in pairs, the second inside the first: the twelve on top, then areas inside those,
 * then topics inside the areas. */
static void name_folder(size_t i, char out[FOLDER_BYTES])
{
    size_t pair = i / 2, nested = pair < TOPS ? 0 : pair - TOPS;
    const char *top = tops[pair % TOPS], *inner = i % 2 ? "/advanced" : "";
    const char *area = areas[nested / TOPS % AREAS];
    if (pair < TOPS)
        snprintf(out, FOLDER_BYTES, "%s%s", top, inner);
    else if (nested < TOPS * AREAS)
        snprintf(out, FOLDER_BYTES, "%s/%s%s", top, area, inner);
    else
        snprintf(out, FOLDER_BYTES, "%s/%s/topic-%zu%s", top, area, nested / (TOPS * AREAS), inner);
}

bool corpus_open(struct corpus *c, uint64_t seed, size_t count)
{
    *c = (struct corpus){.seed = corpus_mix(seed), .count = count};
    size_t most = c->count / 50 + 1, folder = 0;
    c->folder_of = calloc(c->count + 1, sizeof *c->folder_of);
    c->folders = calloc(most + 1, sizeof *c->folders);
    if (c->folder_of == NULL || c->folders == NULL)
        return false;
    for (size_t i = 0; i < c->count; folder++) {
        name_folder(folder, c->folders[folder]);
        for (size_t end = i + 50 + corpus_mix(folder) % 101; i < end && i < c->count; i++)
            c->folder_of[i] = (uint32_t)folder;
    }
    for (size_t i = 0; i < WORDS; i++) {
        make_word(i, c->words[i]);
        c->lengths[i] = strlen(c->words[i]);
    }
    make_zipf(c->prose, WORDS);
    make_zipf(c->tags, TAGS);
    return true;
}

void corpus_close(struct corpus *c)
{
    free(c->folder_of);
    free(c->folders);
}

const char *corpus_folder(const struct corpus *c, size_t note)
{
    return c->folders[c->folder_of[note]];
}

/* Titles differ for all notes: the number, scattered, chooses the three words. */
void corpus_title(const struct corpus *c, size_t note, char out[NAME_BYTES])
{
    size_t scattered = note * 0x9E375u % TITLES;
    int length = snprintf(out, NAME_BYTES, "%s %s %s", adjectives[scattered % 32],
                          nouns[scattered / 32 % 64], c->words[1000 + scattered / 2048]);
    if (note >= TITLES)
        snprintf(out + length, NAME_BYTES - (size_t)length, " %zu", note / TITLES + 1);
}

void corpus_id(const struct corpus *c, size_t note, char out[NAME_BYTES])
{
    corpus_title(c, note, out);
    for (char *p = out; *p; p++) {
        if (*p == ' ')
            *p = '-';
        else if (*p >= 'A' && *p <= 'Z')
            *p = (char)(*p - 'A' + 'a');
    }
}

size_t corpus_layer(const struct corpus *c, size_t note)
{
    return corpus_mix(c->seed ^ corpus_mix(note)) % LAYERS;
}
