"""Programs that misbehave against real servers and libraries, and the same programs mended.

Not part of the default run: `-m live`. What a test needs it installs or starts on loopback.
"""
