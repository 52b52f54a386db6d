"""The same project, whose layer waits as long as it takes."""

import os

_ADDRESS = f"redis://127.0.0.1:{os.environ['REDIS_PORT']}/0"
SECRET_KEY = "of an example"
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS = ["daphne", "channels"]
ROOT_URLCONF = "settings"
urlpatterns = []
CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "channels_redis.core.RedisChannelLayer",
        "CONFIG": {"hosts": [{"address": _ADDRESS, "socket_timeout": 20}]},
    }
}
