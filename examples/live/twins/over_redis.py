"""A client that an object keeps, and that a coroutine waits with."""

import redis


class Jobs:
    def __init__(self, port):
        self._client = redis.Redis(port=port, decode_responses=True)

    async def wait(self):
        self._client.set("name", "a")
        job = self._client.blpop("jobs", timeout=1)
        return [job, self._client.get("name"), self._client.incrby("times", 2)]
