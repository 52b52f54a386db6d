"""What holds for all tests."""

from hypothesis import settings

# How long an example takes says more about the machine than about us.
settings.register_profile("asynclint", deadline=None)
settings.load_profile("asynclint")
