"""Talks to the warehouse over HTTP."""

import requests


class Warehouse:
    def __init__(self, url: str) -> None:
        self.url = url
        self.session = requests.Session()

    def available(self, sku: str) -> int:
        return int(self.session.get(f"{self.url}/stock/{sku}", timeout=5).json()["amount"])

    def take(self, sku: str, amount: int) -> None:
        self.session.post(f"{self.url}/stock/{sku}", json={"take": amount}, timeout=5)
