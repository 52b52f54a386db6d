"""Which settings replace workers while they serve, and which limit the time to stop."""

from __future__ import annotations

from asynclint.deployment.setting import Server, Setting

# Those for jitter change when that happens, not whether.
_RECYCLING = {
    Server.UWSGI: {
        *("max-requests", "max-worker-lifetime", "reload-on-as", "reload-on-rss"),
        *("evil-reload-on-as", "evil-reload-on-rss"),
    },
    Server.GUNICORN: {"max-requests"},
    Server.UVICORN: {"limit-max-requests"},
    Server.HYPERCORN: {"max-requests"},
    Server.GRANIAN: {"workers-lifetime", "workers-max-rss"},
    Server.MOD_WSGI: {"maximum-requests", "restart-interval"},
    Server.SYSTEMD: {"RuntimeMaxSec"},
}
_GRACE = {
    Server.UWSGI: {"worker-reload-mercy", "reload-mercy"},
    Server.GUNICORN: {"graceful-timeout", "timeout"},
    Server.UVICORN: {"timeout-graceful-shutdown"},
    Server.HYPERCORN: {"graceful-timeout"},
    Server.GRANIAN: {"workers-kill-timeout"},
    Server.MOD_WSGI: {"shutdown-timeout"},
    Server.SYSTEMD: {"TimeoutStopSec", "TimeoutSec"},
    Server.SUPERVISOR: {"stopwaitsecs"},
    Server.CONTAINER: {"stop_grace_period", "terminationGracePeriodSeconds", "kill_timeout"},
}
# There 0 stands for the default, or for no limit.
_ZERO_IS_NONE = {"worker-reload-mercy", "reload-mercy", "timeout", "TimeoutStopSec", "TimeoutSec"}


def recycles(setting: Setting) -> bool:
    """Whether a setting makes workers be replaced while the service runs."""
    number = setting.number
    is_limit = number is not None and 0 < number < float("inf")
    return is_limit and setting.name in _RECYCLING.get(setting.server, ())


def grace(setting: Setting) -> float | None:
    """The seconds that a setting gives to work when something stops; None if it limits nothing."""
    number = setting.number
    if setting.name not in _GRACE.get(setting.server, ()) or number is None:
        return None
    is_none = number == float("inf") or (not number and setting.name in _ZERO_IS_NONE)
    return None if is_none or number < 0 else number


def only_after_recycling(setting: Setting) -> bool:
    """Whether a time only counts for workers that are replaced: those of gunicorn stop sending
    heartbeats then, and are killed like any that hang."""
    return (setting.server, setting.name) == (Server.GUNICORN, "timeout")
