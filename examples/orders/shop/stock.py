"""Knows how much there is of everything."""

from .warehouse import Warehouse

_warehouse = Warehouse("https://warehouse.internal")


def reserve(sku: str, amount: int) -> bool:
    """Take some of a thing, if there is enough of it."""
    if _warehouse.available(sku) < amount:
        return False
    _warehouse.take(sku, amount)
    return True
