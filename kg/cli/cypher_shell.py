"""The interactive prompt of ``kg shell``."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from prompt_toolkit import PromptSession
from prompt_toolkit.auto_suggest import AutoSuggestFromHistory
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.lexers import PygmentsLexer
from pygments.lexers.graph import CypherLexer

from kg.cli.console import err, out
from kg.cli.row_output import RowFormat, print_rows
from kg.errors import KgError
from kg.property_graph import schema
from kg.property_graph.result import Rows

KEYWORDS = (
    "MATCH", "OPTIONAL MATCH", "WHERE", "RETURN", "WITH", "ORDER BY", "DESC", "LIMIT", "SKIP", "DISTINCT", "AS", "AND",
    "OR", "NOT", "IN", "CONTAINS", "STARTS WITH", "ENDS WITH", "IS NULL", "IS NOT NULL", "UNWIND", "UNION", "EXISTS",
    "CASE", "WHEN", "THEN", "ELSE", "END", "count(", "collect(", "min(", "max(", "avg(", "sum(", "size(", "toString(",
    "type(", "coalesce(", "left(", "date(", "shortestPath(",
)  # fmt: skip
COMMANDS = {
    ":help": "this list",
    ":schema": "node labels, relationship types, properties",
    ":format table|csv|json": "form of the answers",
    ":quit": "leave (or Ctrl-D)",
}


class CypherCompleter(Completer):
    """Completes labels after ``:`` in ``(``, types after ``:`` in ``[``, properties after ``.``, else keywords."""

    def __init__(self) -> None:
        self.labels = sorted((schema.ENTITY, *schema.NODE_LABELS))
        self.types = sorted(schema.RELATIONSHIP_TYPES)
        tables = [*schema.NODE_PROPERTIES.values(), *(t.properties for t in schema.RELATIONSHIP_TYPES.values())]
        self.properties = sorted({name for table in tables for name in table})

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        """Yield what fits the word before the cursor."""
        text = document.text_before_cursor
        if text.startswith(":"):
            yield from (Completion(c.split()[0], -len(text)) for c in COMMANDS if c.startswith(text))
            return
        partial = text[max(text.rfind(sign) for sign in ":|.([{,= \n\t-") + 1 :]
        before = text[: len(text) - len(partial)]
        for known in self._known(before):
            if known.lower().startswith(partial.lower()) and (partial or before[-1:] in (":", ".", "|")):
                yield Completion(known, -len(partial))

    def _known(self, before: str) -> Iterable[str]:
        if before.endswith("."):
            return self.properties
        if before.endswith((":", "|")):
            return self.types if before.rfind("[") > before.rfind("(") else self.labels
        return KEYWORDS


def run_shell(ask: Callable[[str], Rows], where: str) -> None:
    """Read queries until the end of input; each ends with ``;`` or an empty line."""
    form = RowFormat.TABLE
    session: PromptSession[str] | None = None
    if sys.stdin.isatty():
        session = PromptSession(
            history=_history(), auto_suggest=AutoSuggestFromHistory(), completer=CypherCompleter(), multiline=True,
            lexer=PygmentsLexer(CypherLexer), key_bindings=_keys(), prompt_continuation="  … ",
        )  # fmt: skip
        out.print(f"Cypher on {where}. End a query with ';'. :help lists commands, Ctrl-D leaves.", style="dim")
    for words in _queries(session):
        if words in (":quit", ":exit"):
            return
        if words.startswith(":format"):
            form = _format(words, form)
        elif words == ":schema":
            print_rows(_schema(), RowFormat.TABLE)
        elif words.startswith(":"):
            for command, meaning in COMMANDS.items():
                out.print(f"{command:24} {meaning}", markup=False)
        else:
            try:
                print_rows(ask(words), form)
            except KgError as error:
                err.print(f"kg: {error}", markup=False)


def _queries(session: PromptSession[str] | None) -> Iterable[str]:
    if session is None:
        yield from (q.strip() for q in sys.stdin.read().split(";\n") if q.strip().rstrip(";"))
        return
    while True:
        try:
            words = session.prompt("kg> ").strip().rstrip(";").strip()
        except KeyboardInterrupt:
            continue
        except EOFError:
            return
        if words:
            yield words


def _keys() -> KeyBindings:
    keys = KeyBindings()

    @keys.add("enter")
    def _(event: KeyPressEvent) -> None:
        text = event.current_buffer.text.rstrip()
        if not text or text.endswith(";") or text.startswith(":") or event.current_buffer.document.current_line == "":
            event.current_buffer.validate_and_handle()
        else:
            event.current_buffer.insert_text("\n")

    return keys


def _history() -> History:
    folder = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "policykg"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return FileHistory(str(folder / "shell_history"))
    except OSError:
        return InMemoryHistory()


def _format(words: str, form: RowFormat) -> RowFormat:
    try:
        return RowFormat(words.removeprefix(":format").strip())
    except ValueError:
        err.print("kg: :format takes table, csv or json.", markup=False)
        return form


def _schema() -> Rows:
    nodes = [("node", label, ", ".join(own)) for label, own in schema.NODE_PROPERTIES.items()]
    links = [("relationship", name, ", ".join(t.properties)) for name, t in schema.RELATIONSHIP_TYPES.items()]
    return Rows(("kind", "name", "properties"), tuple(nodes + links))
