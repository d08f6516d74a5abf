"""Names of the columns of an answer, as Neo4j names them: the word after AS, else the expression as written."""

from __future__ import annotations

from kg.embedded.words import is_blank, tokens

_AFTER = frozenset({"ORDER", "SKIP", "LIMIT", ";"})


def column_names(query: str) -> tuple[str, ...] | None:
    """Return the columns of a query's last RETURN; None where the engine must tell them (``RETURN *``, UNION)."""
    parts = tokens(query)
    begin = _last_return(parts)
    if begin is None:
        return None
    items: list[list[str]] = [[]]
    depth = 0
    for part in parts[begin:]:
        depth += (part in "([{") - (part in ")]}")
        if depth == 0 and part.upper() in _AFTER:
            break
        if depth == 0 and part == ",":
            items.append([])
        elif not part.startswith(("//", "/*")):
            items[-1].append(part)
    names = tuple(_name(item) for item in items)
    return None if any(name in ("", "*") for name in names) else names


def _last_return(parts: list[str]) -> int | None:
    depth, begin = 0, None
    for position, part in enumerate(parts):
        depth += (part in "([{") - (part in ")]}")
        if depth == 0 and part.upper() == "UNION":
            return None
        if depth == 0 and part.upper() == "RETURN":
            begin = position + 1
    return begin


def _name(item: list[str]) -> str:
    words = [n for n, part in enumerate(item) if not is_blank(part)]
    if words and item[words[0]].upper() == "DISTINCT":
        item, words = item[words[0] + 1 :], [n - words[0] - 1 for n in words[1:]]
    if len(words) > 2 and item[words[-2]].upper() == "AS":
        return item[words[-1]].strip("`")
    return "".join(item).strip()
