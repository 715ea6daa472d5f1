printf '# Bell\n' >"$(printf 'be\all.md')"
printf '# Latin\n' >"$(printf 'caf\351.md')" || exit 77
