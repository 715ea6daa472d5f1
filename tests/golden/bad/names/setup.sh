# Not in git: not every file system has such names.
long=$(printf '%252s' '' | tr ' ' 'n')
quarter=$(printf '%63s' '' | sed 's/ /ü/g')
n=0
for name in 'a b' "it's" '"quoted"' '100%' '50%25' 'c#' 'what?' '😀 smile' 'a&b<i>' 'semi;colon' \
    'back\slash' '+plus' 'ünï' '  blanks  ' '-dash' 'colon:name' 'dot.name' '{curly}' '[square]' \
    '(round)' 'new*star' '~tilde' 'index.html'; do
    n=$((n + 1))
    printf '# Note %s\n\n[Index](index.md)\n' $n >"./$name.md"
    printf '%s\n' $n >"./$name.txt"
done
printf '# Long\n' >"$long.md"
printf '# Long umlauts\n' >"${quarter}${quarter}.md" || exit 77
mkdir 'deep er' 'deep er/w#y?'
printf '# Deep\n\n[Up](<../../a b.md>), [down](d%%C3%%BCrer.md)\n' >'deep er/w#y?/deep.md'
printf '# Dürer\n' >'deep er/w#y?/dürer.md'
