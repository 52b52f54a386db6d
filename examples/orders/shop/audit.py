"""Writes down what was ordered."""

import json
from pathlib import Path

LOG = Path("orders.log")


def record(order: dict[str, object]) -> None:
    with LOG.open("a") as log:
        log.write(json.dumps(order) + "\n")


def read() -> str:
    return LOG.read_text()
