"""Jobs of aiocron that are plain functions."""

import asyncio

import aiocron
from seen import here, run


async def main() -> None:
    @aiocron.crontab("* * * * * *", loop=asyncio.get_running_loop())
    def decorated() -> None:
        here("crontab as a decorator")

    def handed() -> None:
        here("crontab(func)")

    aiocron.crontab("* * * * * *", handed, loop=asyncio.get_running_loop())
    await asyncio.sleep(2.5)


run(main)
