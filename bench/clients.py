"""The bench's own clients, written in C under `clients/`, where a Python client would be the slower end."""

import shutil
import subprocess
from pathlib import Path

LIBRARIES = ("-lssl", "-lcrypto")


def build(name, work):
    """Compiles `clients/<name>.c` into the work directory and returns the program's path."""
    compiler = shutil.which("cc") or shutil.which("clang")
    if not compiler:
        raise SystemExit("the bench's clients are written in C: install a C compiler (cc)")
    program = Path(work) / name
    source = Path(__file__).parent / "clients" / f"{name}.c"
    subprocess.run(
        [compiler, "-O2", "-Wall", "-Wextra", "-o", str(program), str(source), *LIBRARIES],
        check=True, stdin=subprocess.DEVNULL,
    )
    return program
