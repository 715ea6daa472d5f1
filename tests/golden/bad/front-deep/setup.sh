# Flow nesting: deep enough to be refused, and deep enough to break what recurses.
nest() {
    printf -- '---\ntitle: %s levels\nflow: ' "$1"
    printf "%$1s" '' | tr ' ' '['
    printf "%$1s" '' | tr ' ' ']'
    printf '\nafter: fine\n---\nText.\n'
}
nest 30 >d30.md
nest 100 >d100.md
nest 30000 >d30000.md
{
    printf -- '---\ntitle: Maps\nflow: '
    printf '%20000s' '' | sed 's/ /{a: /g'
    printf '\nafter: fine\n---\nText.\n'
} >maps.md
