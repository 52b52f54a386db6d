"""A project of Django whose consumers talk through Redis."""

import os

SECRET_KEY = "of an example"
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS = ["daphne", "channels"]
ROOT_URLCONF = "settings"
urlpatterns = []
CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "channels_redis.core.RedisChannelLayer",
        "CONFIG": {"hosts": [f"redis://127.0.0.1:{os.environ['REDIS_PORT']}/0"]},
    }
}
