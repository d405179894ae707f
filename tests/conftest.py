"""Settings that all tests share."""

from hypothesis import settings

settings.register_profile("dashiji", deadline=None)
settings.load_profile("dashiji")
