# Completion of kbsite for bash.

_kbsite() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} words
    COMPREPLY=()
    if [ "$COMP_CWORD" = 1 ]; then
        mapfile -t COMPREPLY < <(compgen -W "init new build serve theme help version" -- "$word")
        return
    fi
    case ${COMP_WORDS[1]}:$before in
    *:--format) words="text json" ;;
    *:--config | *:-f)
        compopt -o default
        return
        ;;
    *:--destination | *:-d | *:--in)
        compopt -o dirnames
        return
        ;;
    new:new) words="assessment case concept deep-dive library mental-model note pattern skill technology" ;;
    theme:theme) words="list eject keys" ;;
    help:help) words="theme init new build serve diagnostics" ;;
    *) case ${COMP_WORDS[1]} in
        init) words="--force --help" ;;
        new) words="--in --config --help" ;;
        build) words="--destination --base-url --config --jobs --drafts --strict --clean --explain --quiet --verbose --format --help" ;;
        theme) words="--config --help" ;;
        serve) words="--port --strict-port --bind --open --base-url --config --jobs --drafts --no-reload --poll --quiet --verbose --help" ;;
    esac ;;
    esac
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
    [ "${#COMPREPLY[@]}" -gt 0 ] || compopt -o dirnames
}
complete -F _kbsite kbsite
