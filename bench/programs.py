"""The bench's own programs in C: clients, where Python would be the slower end, and floors."""

import shutil
import subprocess
from pathlib import Path

LIBRARIES = ("-lssl", "-lcrypto")


def flags_of(library):
    """What the compiler must be given for a library that pkg-config knows."""
    return subprocess.run(
        ["pkg-config", "--cflags", "--libs", library], check=True, capture_output=True, text=True
    ).stdout.split()


def build(name, work, folder="clients", libraries=LIBRARIES):
    """Compiles `<folder>/<name>.c` into the work directory and returns the program's path."""
    compiler = shutil.which("cc") or shutil.which("clang")
    if not compiler:
        raise SystemExit("the bench has programs in C: install a C compiler (cc)")
    program = Path(work) / name
    source = Path(__file__).parent / folder / f"{name}.c"
    subprocess.run(
        [compiler, "-O2", "-Wall", "-Wextra", "-o", str(program), str(source), *libraries],
        check=True, stdin=subprocess.DEVNULL,
    )
    return program
