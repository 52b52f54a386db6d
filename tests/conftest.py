"""What holds for all tests."""

import pytest
from hypothesis import settings

# How long an example takes says more about the machine than about us.
settings.register_profile("asynclint", deadline=None)
settings.load_profile("asynclint")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--bless", action="store_true", help="write what fixtures look like once fixed"
    )
