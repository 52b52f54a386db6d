"""A stall detector: how long the event loop was kept from everything else."""

import asyncio
import time

BEAT = 0.01


class _Steps:
    """Times every step of the loop: what runs between two looks at what else is ready."""

    def __init__(self):
        self.longest = 0.0

    def __enter__(self):
        self._run = run = asyncio.Handle._run

        def timed(handle):
            began = time.perf_counter()
            try:
                return run(handle)
            finally:
                self.longest = max(self.longest, time.perf_counter() - began)

        asyncio.Handle._run = timed
        return self

    def __exit__(self, *exc):
        asyncio.Handle._run = self._run


async def observe(start):
    """Run `start()` as a task beside a heartbeat.

    Gives the longest step of the loop, the longest pause between two beats, the number of beats,
    how long the work took, and the error that ended it, if any.
    """
    beats = []

    async def heart():
        while True:
            beats.append(time.perf_counter())
            await asyncio.sleep(BEAT)

    pulse = asyncio.create_task(heart())
    await asyncio.sleep(5 * BEAT)
    beats.clear()
    began = time.perf_counter()
    error = ""
    with _Steps() as steps:
        try:
            await asyncio.create_task(start())
        except Exception as raised:
            error = f"{type(raised).__name__}: {raised}"[:120]
        took = time.perf_counter() - began
        await asyncio.sleep(2 * BEAT)
    pulse.cancel()
    beats = [began, *beats, time.perf_counter()]
    pauses = [after - before for before, after in zip(beats, beats[1:])]
    return {
        "longest_step": round(steps.longest, 3),
        "longest_pause": round(max(pauses), 3),
        "beats": len(pauses),
        "took": round(took, 3),
        "error": error,
    }
