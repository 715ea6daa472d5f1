#include "data/language.h"

#include "base/ascii.h"

/* From CLDR 48: the scripts of scriptMetadata.json with "rtl": "YES", without those that nobody
 * writes any more, and their variants in ISO 15924 … */
static const char scripts[] =
    "Adlm Arab Aran Hebr Mand Mend Nkoo Rohg Samr Syrc Syre Syrj Syrn Thaa Yezi";

/* … and languages that likelySubtags.json gives such a script: those with a wiki or locale of their
 * own, since a site in another one can name its script. "iw", "ji", "pnb" and "prs" are other tags
 * of "he", "yi", "lah" and "fa". */
static const char languages[] =
    "acm aeb aii apc ar arc arq ars ary arz azb bal bgn bqi brh ckb dv fa glk he iw ji khw ks lah "
    "lki lrc luz mzn nqo ota pbt pnb prs ps rhg sd sdh skr syc syr ug ur yi";

bool language_is_among(const char *words, str wanted)
{
    str rest = str_of(words), word;
    while (str_cut(&rest, ' ', &word))
        if (str_eq_nocase(word, wanted))
            return true;
    return false;
}

bool language_is_rtl(str tag)
{
    str rest = tag, language = tag, part;
    str_cut(&rest, '-', &language);
    /* Behind a single letter stands what says nothing about the script: "fa-x-latn". */
    while (str_cut(&rest, '-', &part) && part.len > 1)
        if (part.len == 4 && ascii_is_alpha(part.ptr[0]))
            return language_is_among(scripts, part);
    return language_is_among(languages, language);
}
