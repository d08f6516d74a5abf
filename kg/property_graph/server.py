"""A real Neo4j server of one's own from Maven jars: fetch, start, stop, look.

For those without Docker, and for the tests. The jars come from the Maven repository that the machine is set up for;
their versions are pinned in ``server.pom.xml``. A server has its own home folder and listens on this machine only.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from kg.errors import ServerError

POM = Path(__file__).with_name("server.pom.xml")
HOST = "127.0.0.1"
BOLT_PORT = 7687
HTTP_PORT = 7474
OLDEST_JAVA = 17
START_SECONDS = 240
STOP_SECONDS = 30
_COPY_JARS = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies"
_MODULES = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")
_MAIN = "org.neo4j.server.CommunityEntryPoint"
_ADMIN = "org.neo4j.cli.AdminTool"
_STATE = "server.json"
_OUTPUT = "logs/console.log"


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A server that was started: its home folder, its process, where it listens."""

    home: Path
    pid: int
    bolt_port: int
    http_port: int
    secured: bool

    @property
    def bolt_uri(self) -> str:
        """Return the address for drivers."""
        return f"bolt://{HOST}:{self.bolt_port}"

    @property
    def browser_url(self) -> str:
        """Return the address of Browser, with the connection filled in."""
        method = "" if self.secured else "&preselectAuthMethod=NO_AUTH"
        return f"http://{HOST}:{self.http_port}/browser/?dbms={self.bolt_uri}{method}"


def cache_folder() -> Path:
    """Return where jars and homes are kept: ``$KG_CACHE/neo4j``, else ``.cache/neo4j``."""
    return Path(os.environ.get("KG_CACHE", ".cache")).absolute() / "neo4j"


def missing_tools() -> list[str]:
    """Return which of Java and Maven this machine lacks."""
    return [name for name in ("java", "mvn") if shutil.which(name) is None]


def fetch_jars(cache: Path | None = None) -> Path:
    """Return the folder of the server's jars, fetched with Maven when it is not there yet (about 140 MB).

    Raises:
        ServerError: Java or Maven is missing, or Maven fails.
    """
    pom = POM.read_bytes()
    lib = (cache or cache_folder()) / f"lib-{hashlib.sha256(pom).hexdigest()[:12]}"
    if lib.is_dir():
        return lib
    _check_tools()
    making = lib.with_name(f"{lib.name}.{os.getpid()}")
    command = ["mvn", "-q", "-B", "-f", str(POM), _COPY_JARS, f"-DoutputDirectory={making}", "-DincludeScope=runtime"]
    making.parent.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        shutil.rmtree(making, ignore_errors=True)
        reason = next((x for x in done.stdout.splitlines() if "ERROR" in x), "no reason given")
        raise ServerError(f"Maven could not fetch the Neo4j jars: {reason} Look at the machine's Maven settings.")
    try:
        making.rename(lib)
    except OSError:  # another process was faster
        shutil.rmtree(making, ignore_errors=True)
    return lib


def start(
    home: Path,
    *,
    bolt_port: int = BOLT_PORT,
    http_port: int = HTTP_PORT,
    password: str | None = None,
    heap: str = "1g",
    page_cache: str = "256m",
    settings: Sequence[str] = (),
) -> Server:
    """Start a server and wait until it answers. One that runs from this home already is returned.

    Args:
        home: the server's own folder, made when missing; it holds the database, the settings and the logs.
        bolt_port: 0 takes a free one, as for ``http_port``.
        password: of the user ``neo4j``, set when the home is new (8 characters at least). None: no password is asked.
        settings: further lines for ``neo4j.conf``.

    Raises:
        ServerError: Java or Maven is missing, a port is taken, the password is too short, or the server stops.
    """
    running = status(home)
    if running is not None:
        return running
    _check_tools(maven=False)
    jars = fetch_jars()
    bolt_port, http_port = _port(bolt_port), _port(http_port)
    _write_settings(home, bolt_port, http_port, page_cache, secured=password is not None, more=settings)
    if password is not None and not (home / "data" / "dbms").exists():
        done = admin(home, "dbms", "set-initial-password", password)
        if done.returncode:
            raise ServerError("The server refuses the password; give one of 8 characters or more.")
    (home / _OUTPUT).parent.mkdir(parents=True, exist_ok=True)
    with open(home / _OUTPUT, "wb") as output:
        process = subprocess.Popen(
            [*_java(jars, heap), _MAIN, f"--home-dir={home}", f"--config-dir={home / 'conf'}"],
            stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True,
        )  # fmt: skip
    server = Server(home=home, pid=process.pid, bolt_port=bolt_port, http_port=http_port, secured=password is not None)
    (home / _STATE).write_text(json.dumps({**asdict(server), "home": str(home)}), encoding="utf-8")
    _wait(server, process)
    return server


def stop(home: Path) -> bool:
    """Stop the server of a home; return whether one was running."""
    server = status(home)
    (home / _STATE).unlink(missing_ok=True)
    if server is None:
        return False
    os.kill(server.pid, signal.SIGTERM)
    for _ in range(STOP_SECONDS * 10):
        if not _alive(server.pid):
            return True
        time.sleep(0.1)
    os.kill(server.pid, signal.SIGKILL)
    return True


def kill(home: Path) -> None:
    """End the server of a home at once, as a power cut would."""
    server = status(home)
    if server is not None:
        os.kill(server.pid, signal.SIGKILL)


def status(home: Path) -> Server | None:
    """Return the server that runs from a home, None where none does."""
    try:
        values = json.loads((home / _STATE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    server = Server(**{**values, "home": Path(values["home"])})
    return server if _alive(server.pid) and str(server.home) in _command_line(server.pid) else None


def admin(home: Path, *arguments: str, heap: str = "1g") -> subprocess.CompletedProcess[str]:
    """Run ``neo4j-admin`` for a home and return how it ended, with its output."""
    environment = {**os.environ, "NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")}
    command = [*_java(fetch_jars(), heap), _ADMIN, *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def _java(jars: Path, heap: str) -> list[str]:
    opens = [f"--add-opens=java.base/{module}=ALL-UNNAMED" for module in _MODULES]
    return [_java_program(), f"-Xmx{heap}", *opens, "-cp", f"{jars}/*"]


def _java_program() -> str:
    home = os.environ.get("JAVA_HOME")
    return str(Path(home) / "bin" / "java") if home and (Path(home) / "bin" / "java").exists() else "java"


def _check_tools(*, maven: bool = True) -> None:
    lacking = [x for x in missing_tools() if maven or x != "mvn"]
    if lacking:
        raise ServerError(
            f"{' and '.join(lacking)} not found. Neo4j from jars needs Java {OLDEST_JAVA} or 21 and Maven "
            "(Debian: apt-get install openjdk-17-jre-headless maven); with Docker, use docker-compose.yml instead."
        )
    said = subprocess.run([_java_program(), "-version"], capture_output=True, text=True, check=False).stderr
    version = re.search(r'version "(\d+)', said)
    if version is None or int(version[1]) < OLDEST_JAVA:
        found = version[1] if version else "unknown"
        raise ServerError(f"Java {found} is too old for Neo4j 5; install Java {OLDEST_JAVA} or 21.")


def _write_settings(home: Path, bolt: int, http: int, page_cache: str, *, secured: bool, more: Sequence[str]) -> None:
    lines = [
        f"server.bolt.listen_address={HOST}:{bolt}",
        f"server.bolt.advertised_address={HOST}:{bolt}",
        f"server.http.listen_address={HOST}:{http}",
        f"server.http.advertised_address={HOST}:{http}",
        "server.https.enabled=false",
        f"server.memory.pagecache.size={page_cache}",
        f"dbms.security.auth_enabled={str(secured).lower()}",
        "dbms.usage_report.enabled=false",
        "client.allow_telemetry=false",
        "db.tx_log.preallocate=false",
        "db.tx_log.rotation.retention_policy=1 files",
        *more,
    ]
    (home / "conf").mkdir(parents=True, exist_ok=True)
    (home / "conf" / "neo4j.conf").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _port(port: int) -> int:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise ServerError(
                f"Port {port} is taken by another program; stop that, or give another port (0 takes a free one)."
            ) from error
        return int(probe.getsockname()[1])


def _wait(server: Server, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise ServerError(f"The server stopped while starting: {_last_error(server.home)}")
        if all(_answers(port) for port in (server.bolt_port, server.http_port)):
            return
        time.sleep(0.2)
    process.kill()
    raise ServerError(f"The server did not answer within {START_SECONDS} seconds; see {server.home / _OUTPUT}.")


def _answers(port: int) -> bool:
    try:
        socket.create_connection((HOST, port), timeout=1).close()
    except OSError:
        return False
    return True


def _last_error(home: Path) -> str:
    lines = (home / _OUTPUT).read_text(encoding="utf-8", errors="replace").splitlines()
    wrong = [x for x in lines if "ERROR" in x or "Caused by" in x] or lines[-1:]
    return f"{wrong[-1].strip() if wrong else 'it said nothing.'} (see {home / _OUTPUT})"


def _alive(pid: int) -> bool:
    try:
        reaped, _ = os.waitpid(pid, os.WNOHANG)
        if reaped == pid:
            return False
    except ChildProcessError:
        pass
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def _command_line(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text(encoding="utf-8", errors="replace")
    except OSError:  # no /proc on this system
        said = subprocess.run(["ps", "-o", "args=", "-p", str(pid)], capture_output=True, text=True, check=False)
        return said.stdout
