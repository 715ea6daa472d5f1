# The limits as they are by default: 2 MB, 100 containers, 64 MB of output.
{
    printf -- '---\ntags: [kept]\n---\n# Large\n\n'
    yes 'A line of text that is repeated until it is too much.' | head -c 2100000
} >large.md
{
    printf '# Quotes\n\n'
    printf '%101s' '' | tr ' ' '>'
    printf ' text\n'
} >quotes.md
{
    printf '# Lists\n\n'
    i=0
    while [ $i -lt 120 ]; do
        printf "%$((i * 2))s- item\n" ''
        i=$((i + 1))
    done
} >lists.md
{
    printf '# Brackets\n\n'
    printf '%50000s' '' | tr ' ' '['
    printf '\n\n'
    printf '%50000s' '' | tr ' ' '*'
    printf 'a\n'
} >brackets.md
{
    printf '# Admonitions\n\n'
    i=0
    while [ $i -lt 120 ]; do
        printf "%$((i * 4))s!!! note\n" ''
        i=$((i + 1))
    done
} >admonitions.md
{
    printf '# Elements\n\n'
    printf '%2000s' '' | sed 's/ /<div>/g'
    printf '\n'
} >elements.md
{
    printf '# References\n\n[x]: /'
    printf '%1000000s' '' | tr ' ' 'a'
    printf '\n\n'
    yes '[x]' | head -n 200
} >references.md
printf '# Next to them\n\nFine.\n' >fine.md
