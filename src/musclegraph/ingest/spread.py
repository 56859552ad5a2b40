"""
One function over many files: here, on processes, or on a Dask cluster.

What a part holds depends neither on when nor on where it is made, and a part that is there is not
made again. So work that a lost process had is simply given to another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, TypeVar

from musclegraph.core.errors import StoreError
from musclegraph.core.extras import library

T = TypeVar("T")
_ATTEMPTS = 4
_CONNECT_SECONDS = 20


def on_processes(work: Callable[..., T], count: int, *columns: Iterable[Any]) -> list[T]:
    """
    Return `work` of each row of `columns`, in their order, computed by `count` processes.

    Raises:
        StoreError: Processes were ended from outside again and again.
    """
    rows = list(zip(*columns, strict=False))
    for _ in range(_ATTEMPTS):
        try:
            with ProcessPoolExecutor(count) as pool:
                return list(pool.map(work, *zip(*rows, strict=True)))
        except BrokenProcessPool:
            continue
    raise StoreError(
        "processes were ended from outside again and again",
        hint="see whether there is memory for so many; the same command goes on where it was",
    )


def on_cluster(work: Callable[..., T], address: str, *columns: Iterable[Any]) -> list[T]:
    """
    Return `work` of each row of `columns`, in their order, computed by the Dask cluster there.

    Its workers need this version of the program and the same folders at the same places.

    Raises:
        RequestError: Dask is not installed.
        StoreError: There is no cluster, or it lost a piece of work too often.
    """
    distributed = library("distributed", "cluster")
    rows = list(zip(*columns, strict=False))
    try:
        with distributed.Client(address, timeout=_CONNECT_SECONDS, set_as_default=False) as client:
            futures = client.map(
                work, *zip(*rows, strict=True), retries=_ATTEMPTS - 1, pure=False, batch_size=100
            )
            return list(client.gather(futures))
    except (OSError, ValueError, TimeoutError, distributed.scheduler.KilledWorker) as error:
        raise StoreError(
            f"the cluster {address} did not do it: {error}",
            hint="see its log; the same command goes on where it was",
        ) from error
