"""What answers free SPARQL: processes of this machine, or a server elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from musclegraph.core.settings import Settings
from musclegraph.store.opened import Snapshot
from musclegraph.store.workers import Pool

if TYPE_CHECKING:
    from musclegraph.store.remote_pool import RemotePool

    AnyPool = Pool | RemotePool


def pool_of(snapshot: Snapshot, settings: Settings) -> AnyPool:
    """Return the pool that answers queries over `snapshot`."""
    if snapshot.store_folder:
        return Pool(snapshot.store_folder, settings)
    # What talks to a server is an extra of its own.
    from musclegraph.store.remote import RemoteStore
    from musclegraph.store.remote_pool import RemotePool

    assert isinstance(snapshot.store, RemoteStore)
    return RemotePool(snapshot.store, settings)
