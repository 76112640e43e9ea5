"""The bench's own programs in C: clients, where Python would be the slower end, and floors."""

import shutil
import subprocess
from pathlib import Path

LIBRARIES = ("-lssl", "-lcrypto")


def build(name, work, folder="clients"):
    """Compiles `<folder>/<name>.c` into the work directory and returns the program's path."""
    compiler = shutil.which("cc") or shutil.which("clang")
    if not compiler:
        raise SystemExit("the bench has programs in C: install a C compiler (cc)")
    program = Path(work) / name
    source = Path(__file__).parent / folder / f"{name}.c"
    subprocess.run(
        [compiler, "-O2", "-Wall", "-Wextra", "-o", str(program), str(source), *LIBRARIES],
        check=True, stdin=subprocess.DEVNULL,
    )
    return program
