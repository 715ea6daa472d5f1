# What git might change, or an editor.
printf '\357\273\277---\r\ntitle: BOM and CRLF\r\ntags: [a,\r\n  b]\r\nnote: |\r\n  one\r\n  two\r\n---\r\n\r\n# Title\r\n\r\nA line  \r\nand [a link](nowhere.md).\r\n\r\n```c\r\nint a;\r\n```\r\n' >bom-crlf.md
printf '\357\273\277# Only a BOM\n' >bom.md
printf 'one\rtwo\r\rthree\r' >cr.md
printf '' >empty.md
printf '\n \n\t\n' >blank.md
printf '\000\000\000' >nul.md
printf -- '---\ntitle: Lat\351n\ntags: [\377\376]\n---\n# Caf\351\n\nbad \300\257 \364\220\200\200 \355\240\200 \342\202\n' >latin.md
printf '\377\376#\000 \000T\000' >utf16.md
printf 'no newline at the end' >no-newline.md
