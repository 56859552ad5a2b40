"""Who is trusted to name a client."""

import pytest

from musclegraph.api.flow import is_trusted
from musclegraph.core.settings import Settings


@pytest.mark.parametrize(
    ("host", "proxies", "trusted"),
    [
        ("127.0.0.1", "127.0.0.1,::1", True),
        ("::1", "127.0.0.1, ::1", True),
        ("10.1.2.3", "10.0.0.0/8", True),
        ("192.0.2.1", "127.0.0.1,10.0.0.0/8", False),
        ("127.0.0.1", "none", False),
        ("", "127.0.0.1", False),
    ],
)
def test_trusted_are_the_addresses_and_networks_of_the_setting(host, proxies, trusted):
    """Anything else that a setting says names nobody."""
    assert is_trusted(host, Settings(trusted_proxies=proxies)) is trusted
