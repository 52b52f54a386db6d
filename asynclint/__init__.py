"""asynclint: finds, explains and fixes the concurrency bugs async Python services die of."""

__version__ = "0.1.0"
