#include "expect.h"

#include "data/language.h"

static void direction_is_the_scripts(void **state)
{
    (void)state;
    static const struct {
        str tag;
        bool rtl;
    } rows[] = {
        {S_INIT("ar"), true},           {S_INIT("AR-eg"), true},       {S_INIT("he"), true},
        {S_INIT("iw"), true},           {S_INIT("fa-IR"), true},       {S_INIT("ur"), true},
        {S_INIT("ckb"), true},          {S_INIT("dv"), true},          {S_INIT("yi"), true},
        {S_INIT("en"), false},          {S_INIT("es-MX"), false},      {S_INIT("pt-BR"), false},
        {S_INIT("zh-Hant"), false},     {S_INIT("pa"), false},         {S_INIT("pa-Arab"), true},
        {S_INIT("pa-arab-PK"), true},   {S_INIT("uz-Arab-AF"), true},  {S_INIT("ku-Arab"), true},
        {S_INIT("ar-Latn"), false},     {S_INIT("he-Latn-IL"), false}, {S_INIT("ff-Adlm"), true},
        {S_INIT("zh-yue-Hant"), false}, {S_INIT("de-1901"), false},    {S_INIT("ar-1901"), true},
        {S_INIT("ar-x-Latn"), true},    {S_INIT("en-x-arab"), false},  {S_INIT("ara"), false},
        {S_INIT("a"), false},           {S_INIT("ar-"), true},         {S_INIT("ar--Latn"), true},
        {S_INIT("arab"), false},        {S_INIT(""), false},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        expect(language_is_rtl(rows[i].tag) == rows[i].rtl, rows[i].tag);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(direction_is_the_scripts)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
