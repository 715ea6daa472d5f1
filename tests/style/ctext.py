"""C sources as text: without comments and strings, and cut into top-level functions.

Enough of C for checks of style: code is expected to be formatted by clang-format and to compile."""
import re

TOKEN = re.compile(
    r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.DOTALL)


def blank(text):
    return re.sub(r"[^\n]", " ", text)


def without_comments_and_strings(text):
    """The code alone; every line keeps its number."""
    def replace(match):
        token = match.group()
        if token[0] == "/":
            return blank(token)
        return token[0] + " " * (len(token) - 2) + token[0]
    return TOKEN.sub(replace, text)


def comments(text):
    """(line, text) of every comment."""
    for match in TOKEN.finditer(text):
        if match.group()[0] == "/":
            yield text.count("\n", 0, match.start()) + 1, match.group()


def without_preprocessor(code):
    return re.sub(r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*", lambda m: blank(m.group()), code,
                  flags=re.MULTILINE)


def close_of(code, at, opening, closing):
    depth = 0
    for i in range(at, len(code)):
        if code[i] == opening:
            depth += 1
        elif code[i] == closing:
            depth -= 1
            if depth == 0:
                return i
    return len(code) - 1


def count_parameters(inside):
    inside = inside.strip()
    if inside in ("", "void"):
        return 0
    depth = commas = 0
    for c in inside:
        depth += c in "([{"
        depth -= c in ")]}"
        commas += c == "," and depth == 0
    return commas + 1


def functions(text):
    """(name, first line, number of lines, parameters) of all functions declared or defined at the
    top level; declarations have 0 lines."""
    code = without_preprocessor(without_comments_and_strings(text))
    at = start = 0
    found = None
    while at < len(code):
        c = code[at]
        if c in ";}":
            if found:
                yield (*found, 0, parameters)
            found, start = None, at + 1
        elif c == "{":
            end = close_of(code, at, "{", "}")
            if found:
                yield (*found, code.count("\n", start, end) + 1, parameters)
                found, start = None, end + 1
            at = end
        elif c == "=":
            found = None
        elif c == "(":
            end = close_of(code, at, "(", ")")
            name = re.search(r"(\w+)\s*$", code[:at])
            if name and not found and name.group(1) not in ("__attribute__", "_Static_assert"):
                start += len(code[start:]) - len(code[start:].lstrip())
                found = (name.group(1), code.count("\n", 0, start) + 1)
                parameters = count_parameters(code[at + 1:end])
            at = end
        at += 1
