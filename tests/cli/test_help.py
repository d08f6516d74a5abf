"""What --help says of each command."""

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from kg.cli.app import app

GROUP = get_command(app)
COMMANDS = sorted(
    (*prefix, name)
    for prefix, group in (((), GROUP), (("neo4j",), GROUP.commands["neo4j"]))
    for name, command in group.commands.items()
    if not hasattr(command, "commands")
)


def test_all_commands_are_looked_at():
    assert len(COMMANDS) == 28


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_the_help_of_a_command_has_an_example(command):
    shown = CliRunner().invoke(app, [*command, "--help"])
    assert shown.exit_code == 0
    assert f"kg {' '.join(command)}" in shown.output.partition("Example")[2]


def test_the_graphs_folder_has_one_option_everywhere():
    named = {name: p.opts for name, c in GROUP.commands.items() for p in c.params if p.name == "graph"}
    assert set(map(tuple, named.values())) == {("--graph", "-g")}
    assert len(named) == 19
