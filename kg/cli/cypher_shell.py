"""The interactive prompt of ``kg shell``."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

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
from kg.embedded.words import tokens
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
    ":param NAME VALUE": "value of $NAME from now on; JSON or plain text",
    ":params": "the parameters and their values",
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


class Shell:
    """What the prompt remembers from one query to the next: the form of the answers, and the parameters."""

    def __init__(self, ask: Callable[[str, Mapping[str, Any]], Rows]) -> None:
        self.ask = ask
        self.form = RowFormat.TABLE
        self.parameters: dict[str, Any] = {}

    def run(self, words: str) -> None:
        """Answer one query, or carry out one command."""
        if not words.startswith(":"):
            self._query(words)
            return
        command, _, rest = words.partition(" ")
        if command == ":format":
            self.form = _format(rest.strip(), self.form)
        elif command == ":param":
            self._set_parameter(rest)
        elif command == ":params":
            print_rows(Rows(("name", "value"), tuple(sorted(self.parameters.items()))), RowFormat.TABLE)
        elif command == ":schema":
            print_rows(_schema(), RowFormat.TABLE)
        else:
            if command != ":help":
                err.print(f"kg: There is no command {command}; these are:", markup=False)
            for name, meaning in COMMANDS.items():
                out.print(f"{name:24} {meaning}", markup=False)

    def _query(self, words: str) -> None:
        began = time.monotonic()
        try:
            rows = self.ask(words, self.parameters)
        except KgError as error:
            err.print(f"kg: {error}", markup=False)
            return
        print_rows(rows, self.form)
        if self.form == RowFormat.TABLE:
            out.print(f"{(time.monotonic() - began) * 1000:.0f} ms", style="dim")

    def _set_parameter(self, words: str) -> None:
        name, _, value = words.strip().partition(" ")
        value = value.strip().removeprefix("=>").strip()  # as in Browser: name => 'value'
        if not name.isidentifier() or not value:
            err.print("kg: Write :param NAME VALUE, as :param city 黑河市", markup=False)
            return
        try:
            self.parameters[name] = json.loads(value)
        except ValueError:
            self.parameters[name] = value[1:-1] if len(value) > 1 and value[0] == value[-1] == "'" else value


def run_shell(ask: Callable[[str, Mapping[str, Any]], Rows], where: str) -> None:
    """Read queries until the end of input; each ends with ``;`` or an empty line.

    Args:
        ask: answers a query, given the parameters set so far, of which it may need none.
        where: what is asked, for the greeting.
    """
    session: PromptSession[str] | None = None
    if sys.stdin.isatty():
        session = PromptSession(
            history=_history(), auto_suggest=AutoSuggestFromHistory(), completer=CypherCompleter(), multiline=True,
            lexer=PygmentsLexer(CypherLexer), key_bindings=_keys(), prompt_continuation="  … ",
        )  # fmt: skip
        out.print(f"Cypher on {where}. End a query with ';'. :help lists commands, Ctrl-D leaves.", style="dim")
    shell = Shell(ask)
    for words in _queries(session):
        if words in (":quit", ":exit"):
            return
        shell.run(words)


def _queries(session: PromptSession[str] | None) -> Iterable[str]:
    if session is None:
        yield from piped_queries(sys.stdin.read())
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


def piped_queries(text: str) -> Iterable[str]:
    """Yield the queries of a text, each up to its ``;``, and the commands, each up to the end of its line."""
    query: list[str] = []
    rest = tokens(text)
    position = 0
    while position <= len(rest):
        part = rest[position] if position < len(rest) else ";"
        position += 1
        if part == ":" and not "".join(query).strip():
            line = "".join(rest[position:]).split("\n", 1)[0]
            position += len(tokens(line))
            yield ":" + line.strip().rstrip(";").strip()
            query.clear()
        elif part == ";":
            if words := "".join(query).strip():
                yield words
            query.clear()
        else:
            query.append(part)


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
        return RowFormat(words)
    except ValueError:
        err.print("kg: :format takes table, csv or json.", markup=False)
        return form


def _schema() -> Rows:
    nodes = [("node", label, ", ".join(own)) for label, own in schema.NODE_PROPERTIES.items()]
    links = [("relationship", name, ", ".join(t.properties)) for name, t in schema.RELATIONSHIP_TYPES.items()]
    return Rows(("kind", "name", "properties"), tuple(nodes + links))
