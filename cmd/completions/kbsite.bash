# Completion of kbsite for bash.

_kbsite() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} words
    COMPREPLY=()
    if [ "$COMP_CWORD" = 1 ]; then
        mapfile -t COMPREPLY < <(compgen -W "init new build check serve theme help version" -- "$word")
        return
    fi
    case ${COMP_WORDS[1]}:$before in
    check:--format) words="text json github sarif junit" ;;
    *:--format) words="text json" ;;
    check:--fail-on) words="note warning error never" ;;
    check:--baseline | check:--save-baseline | check:--summary)
        compopt -o default
        return
        ;;
    *:--config | *:-f)
        compopt -o default
        return
        ;;
    *:--destination | *:-d | *:--in | *:--site)
        compopt -o dirnames
        return
        ;;
    new:new) words="assessment case concept deep-dive library mental-model note pattern skill technology" ;;
    theme:theme) words="list eject keys" ;;
    help:help) words="theme init new build check serve diagnostics" ;;
    *) case ${COMP_WORDS[1]} in
        init) words="--force --help" ;;
        new) words="--in --config --help" ;;
        check) words="--site --no-site --base-url --config --jobs --drafts --format --fail-on --only --off --baseline --save-baseline --summary --fix --explain --quiet --verbose --help" ;;
        build) words="--destination --base-url --config --jobs --drafts --offline --strict --clean --explain --quiet --verbose --format --help" ;;
        theme) words="--config --help" ;;
        serve) words="--port --strict-port --bind --open --base-url --config --jobs --drafts --no-reload --poll --quiet --verbose --help" ;;
    esac ;;
    esac
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
    [ "${#COMPREPLY[@]}" -gt 0 ] || compopt -o dirnames
}
complete -F _kbsite kbsite
