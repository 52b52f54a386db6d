"""Checks of discord.py that are plain functions."""

from types import SimpleNamespace
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands
from seen import here, run


def allowed(ctx: object) -> bool:
    here("commands.check")
    return True


def permitted(interaction: object) -> bool:
    here("app_commands.check")
    return True


class Tools(commands.Cog):
    def cog_check(self, ctx: object) -> bool:
        here("Cog.cog_check")
        return True

    def bot_check(self, ctx: object) -> bool:
        here("Cog.bot_check")
        return True

    def bot_check_once(self, ctx: object) -> bool:
        here("Cog.bot_check_once")
        return True

    @commands.command()
    @commands.check(allowed)
    async def ping(self, ctx: object) -> None: ...

    @app_commands.command()
    @app_commands.check(permitted)
    async def pong(self, interaction: discord.Interaction) -> None: ...


async def main() -> None:
    bot = commands.Bot("!", intents=discord.Intents.none())

    @bot.check
    def everywhere(ctx: object) -> bool:
        here("Bot.check")
        return True

    @bot.check_once
    def once(ctx: object) -> bool:
        here("Bot.check_once")
        return True

    cog = Tools()
    await bot.add_cog(cog)
    context: Any = SimpleNamespace(bot=bot, cog=cog, command=cog.ping)
    await bot.can_run(context, call_once=True)
    await cog.ping.can_run(context)
    interaction: Any = SimpleNamespace()
    await cog.pong._check_can_run(interaction)


run(main)
