"""
Results to plots and to the figures in README.md. No figure there is typed by hand.

    python benchmarks/report.py         reads results/speed.json, writes results/*.svg and README.md
"""

from __future__ import annotations

import json
import statistics
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import matplotlib

matplotlib.use("svg")
from matplotlib import pyplot as plt  # after the backend is chosen

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "results"
README = HERE / "README.md"
_BEGIN, _END = "<!-- made by report.py: begin -->", "<!-- made by report.py: end -->"
_COLOURS = {
    "computed": "#1f6f8b", "kept": "#63b7af", "oxigraph": "#b5651d", "virtuoso": "#8b5a83",
    "rdflib-endpoint": "#888888", "rdflib": "#888888", "memory": "#63b7af", "disk": "#1f6f8b",
}  # fmt: skip
_NAMES = {"computed": "MuscleGraph, computed", "kept": "MuscleGraph, kept"}


class Target(NamedTuple):
    """A ratio that is wanted, and what came out."""

    what: str
    wanted: float
    found: float

    @property
    def is_met(self) -> bool:
        """Whether it is as high as wanted."""
        return self.found >= self.wanted


def rates(results: Mapping[str, Any]) -> dict[tuple[str, int], dict[str, list[float]]]:
    """Return answers a second: (case, clients) to peer to one figure a round."""
    found: dict[tuple[str, int], dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for entry in results["http"]:
        found[entry["case"], entry["clients"]][entry["peer"]].append(entry["per_second"])
    return found


def inside(results: Mapping[str, Any]) -> dict[str, dict[str, float]]:
    """Return milliseconds: question to engine to the median over the rounds."""
    found: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for entry in results["inside"]:
        found[entry["question"]][entry["engine"]].append(entry["ms"])
    return {
        question: {engine: statistics.median(times) for engine, times in engines.items()}
        for question, engines in found.items()
    }


def ratio(ours: Iterable[float], theirs: Iterable[float]) -> float:
    """Return the median of the ratios within each round."""
    return statistics.median(a / b for a, b in zip(ours, theirs, strict=True))


def targets(results: Mapping[str, Any]) -> list[Target]:
    """Return what the project wants of its speed, and what this run gave."""
    found, questions = rates(results), inside(results)
    out = []
    gain = [times["rdflib"] / times["memory"] for times in questions.values()]
    out.append(
        Target("ten typical queries in process, times rdflib", 60, statistics.geometric_mean(gain))
    )
    wanted = {
        ("look-ups", "computed", "virtuoso"): (12, 12, 7),
        ("point queries", "computed", "oxigraph"): (2.5, 2.5, 1.3),
        ("point queries", "kept", "oxigraph"): (13, 15, 15),
    }
    for (case, own, peer), levels in wanted.items():
        for clients, level in zip((1, 8, 32), levels, strict=True):
            here = found[case, clients]
            if peer in here:
                what = f"{case} over HTTP, {own}, {_clients(clients)}, times {peer}"
                out.append(Target(what, level, ratio(here[own], here[peer])))
    for case in ("myths", "contested-claims", "counts-by-condition"):
        here = found[case, 1]
        if "virtuoso" in here:
            value = ratio(here["computed"], here["virtuoso"])
            out.append(Target(f"{case}, computed, times virtuoso", 1, value))
    opened = max(entry["ms"] for entry in results["cold_open"])
    out.append(Target("cold open: 20 ms over the slowest", 1, 20 / opened))
    memory = {name: entry["megabytes"] for name, entry in results["loading"].items()}
    out.append(Target("memory: rdflib's over ours", 4, memory["rdflib"] / memory["memory"]))
    search = [entry["contains_ms"] / entry["index_ms"] for entry in results["text_search"]]
    out.append(Target("text search, times CONTAINS", 25, statistics.median(search)))
    return out


def plot_http(results: Mapping[str, Any]) -> None:
    """Draw answers a second for each case, on a logarithmic scale."""
    found = rates(results)
    cases = ("look-ups", "point queries", "small queries")
    figure, axes = plt.subplots(1, 4, figsize=(13, 3.6), sharey=True)
    for axis, case in zip(axes, cases, strict=False):
        groups = {_clients(n): found[case, n] for n in (1, 8, 32) if (case, n) in found}
        _bars(axis, case, groups)
    lists = ("myths", "contested-claims", "counts-by-condition")
    names = {"contested-claims": "contested", "counts-by-condition": "counts"}
    _bars(axes[3], "lists, 1 client", {names.get(n, n): found[n, 1] for n in lists})
    axes[0].set_ylabel("answers a second")
    shown = {
        label: handle
        for axis in axes
        for handle, label in zip(*axis.get_legend_handles_labels(), strict=True)
    }
    figure.legend(shown.values(), shown, loc="lower center", ncols=len(shown), frameon=False)
    figure.tight_layout(rect=(0, 0.09, 1, 1))
    _save(figure, "http")


def plot_inside(results: Mapping[str, Any]) -> None:
    """Draw the milliseconds of the ten queries."""
    questions = inside(results)
    figure, axis = plt.subplots(figsize=(9, 3.8))
    engines = ("memory", "disk", "rdflib")
    for place, engine in enumerate(engines):
        at = [number + (place - 1) * 0.27 for number in range(len(questions))]
        heights = [times[engine] for times in questions.values()]
        axis.bar(at, heights, 0.27, label=engine, color=_COLOURS[engine])
    axis.set_yscale("log")
    axis.set_ylabel("ms, less is better")
    axis.set_xticks(range(len(questions)), list(questions), rotation=30, ha="right")
    axis.legend(frameon=False, ncols=3)
    _plain(axis)
    figure.tight_layout()
    _save(figure, "in-process")


def plot_rest(results: Mapping[str, Any]) -> None:
    """Draw cold open, memory and text search."""
    figure, axes = plt.subplots(1, 3, figsize=(9, 2.8))
    opened = results["cold_open"]
    axes[0].bar([f"{e['quads']:,}\nquads" for e in opened], [e["ms"] for e in opened], 0.5)
    axes[0].axhline(20, color="#b03a2e", linewidth=1, linestyle="--")
    axes[0].set_title("cold open, ms", fontsize=10)
    memory = {n: results["loading"][n]["megabytes"] for n in ("disk", "memory", "rdflib")}
    axes[1].bar(list(memory), list(memory.values()), 0.5, color=[_COLOURS[n] for n in memory])
    axes[1].set_title("memory, MB", fontsize=10)
    search = results["text_search"]
    times = {
        name: statistics.median(entry[key] for entry in search)
        for name, key in (("text index", "index_ms"), ("CONTAINS", "contains_ms"))
    }
    axes[2].bar(list(times), list(times.values()), 0.5)
    axes[2].set_title("label search, ms", fontsize=10)
    for axis in axes:
        _plain(axis)
    figure.tight_layout()
    _save(figure, "rest")


def _bars(axis: Any, title: str, groups: Mapping[str, Mapping[str, list[float]]]) -> None:
    peers = [name for name in _COLOURS if any(name in group for group in groups.values())]
    width = 0.85 / max(1, len(peers))
    for place, peer in enumerate(peers):
        at = [number + (place - (len(peers) - 1) / 2) * width for number in range(len(groups))]
        heights = [statistics.median(group.get(peer, [0])) for group in groups.values()]
        axis.bar(at, heights, width, label=_NAMES.get(peer, peer), color=_COLOURS[peer])
    axis.set_yscale("log")
    axis.set_title(title, fontsize=10)
    axis.set_xticks(range(len(groups)), list(groups))
    _plain(axis)


def _clients(count: int) -> str:
    return "1 client" if count == 1 else f"{count} clients"


def _plain(axis: Any) -> None:
    axis.spines[["top", "right"]].set_visible(False)
    axis.grid(axis="y", color="#dddddd", linewidth=0.6)
    axis.set_axisbelow(True)


def _save(figure: Any, name: str) -> None:
    matplotlib.rcParams["svg.hashsalt"] = "musclegraph"
    figure.savefig(RESULTS / f"{name}.svg", metadata={"Date": None})
    plt.close(figure)


def text(results: Mapping[str, Any]) -> str:
    """Return the part of README.md that holds figures."""
    machine = results["machine"]
    versions = ", ".join(f"{name} {value}" for name, value in machine["versions"].items())
    lines = [
        f"{results['when']}, {results['quads']:,} quads, {results['rounds']} rounds; "
        f"{machine['cores']} cores of {machine['cpu']}, {machine['memory_gb']} GB, "
        f"{machine['system']}, Python {machine['python']}.",
        f"Versions: {versions}.",
        f"Other work on the machine when it began, as load average: {results['load_average']:.1f}.",
        "",
        "| what | wanted at least | found | |",
        "|---|---:|---:|---|",
    ]
    for target in targets(results):
        verdict = "met" if target.is_met else "**missed**"
        lines.append(f"| {target.what} | {target.wanted:g} | {target.found:.1f} | {verdict} |")
    lines += ["", "Answers a second, median of the rounds:", ""]
    peers = ("computed", "kept", "oxigraph", "virtuoso", "rdflib-endpoint")
    lines += [f"| case | clients | {' | '.join(peers)} |", f"|---|---:|{'---:|' * len(peers)}"]
    for (case, clients), found in sorted(rates(results).items()):
        cells = [f"{statistics.median(found[p]):,.0f}" if p in found else "" for p in peers]
        lines.append(f"| {case} | {clients} | {' | '.join(cells)} |")
    lines += [
        "",
        f"Look-ups and point queries are {len(results['mix'])} questions of equal weight:",
    ]
    kinds = sorted(set(results["mix"].values()))
    for kind in kinds:
        own = [f"`{name}`" for name, needed in results["mix"].items() if needed == kind]
        lines.append(f"on one {kind} {', '.join(own)}{';' if kind != kinds[-1] else '.'}")
    lost = sum(entry["bad"] for entry in results["http"])
    lines += ["", f"Requests not answered with 200: {lost}."]
    if results["differing"]:
        lines.append(f"Queries with another number of rows: {len(results['differing'])}.")
    return "\n".join(lines)


def main() -> None:
    """Draw the plots and write the figures into README.md."""
    results = json.loads((RESULTS / "speed.json").read_text(encoding="utf-8"))
    for draw in (plot_http, plot_inside, plot_rest):
        draw(results)
    page = README.read_text(encoding="utf-8")
    head, _, rest = page.partition(_BEGIN)
    _, _, tail = rest.partition(_END)
    README.write_text(f"{head}{_BEGIN}\n{text(results)}\n{_END}{tail}", encoding="utf-8")


if __name__ == "__main__":
    main()
