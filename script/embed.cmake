# Writes a C file that holds every file below ROOT, as the array NAME of the form that
# lib/theme/embedded.h declares, and their number as NAME_count. HEADER declares both.
#   cmake -DROOT=folder -DOUT=file.c -DNAME=name -DHEADER=header.h -P embed.cmake
file(GLOB_RECURSE files RELATIVE ${ROOT} ${ROOT}/*)
list(SORT files)
set(arrays "")
set(table "")
set(n 0)
foreach(f IN LISTS files)
  file(READ ${ROOT}/${f} hex HEX)
  file(SIZE ${ROOT}/${f} size)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
  string(APPEND arrays "static const unsigned char file_${n}[] = {${bytes}0};\n")
  string(APPEND table "    {\"${f}\", (const char *)file_${n}, ${size}},\n")
  math(EXPR n "${n} + 1")
endforeach()
file(WRITE ${OUT}
     "#include \"${HEADER}\"\n\n${arrays}\nconst struct embedded_file ${NAME}[] = {\n${table}"
     "    {0, 0, 0}};\nconst size_t ${NAME}_count = ${n};\n")
