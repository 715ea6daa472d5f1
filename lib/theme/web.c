#include "theme/web.h"

/* The assembler copies the files: arrays of C would take compilers minutes. */
#ifdef KBSITE_WEB_FOLDER
#define INCLUDE(file) ".incbin \"" KBSITE_WEB_FOLDER "/" file "\"\n"
#else
#define INCLUDE(file) ""
#endif
#define EMBED(name, file)                                                                          \
    extern const char name[], name##_end[];                                                        \
    __asm__(".pushsection .rodata\n"                                                               \
            ".hidden " #name "\n.hidden " #name "_end\n"                                           \
            ".globl " #name "\n.globl " #name "_end\n" #name ":\n" INCLUDE(file) #name             \
            "_end:\n.byte 0\n.popsection\n")

EMBED(kb_web_vendor, "vendor.bin");
EMBED(kb_web_icons, "icons.tsv");
EMBED(kb_web_emoji, "emoji.tsv");

str web_vendor(void)
{
    return (str){kb_web_vendor, (size_t)(kb_web_vendor_end - kb_web_vendor)};
}

str web_icons(void)
{
    return (str){kb_web_icons, (size_t)(kb_web_icons_end - kb_web_icons)};
}

str web_emoji(void)
{
    return (str){kb_web_emoji, (size_t)(kb_web_emoji_end - kb_web_emoji)};
}
