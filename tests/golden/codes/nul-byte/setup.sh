printf 'before\000after, \000 and \000\n' >>tea.md
