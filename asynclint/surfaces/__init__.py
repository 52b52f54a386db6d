"""Adapters between the engine and whoever asks: they translate and decide nothing."""
