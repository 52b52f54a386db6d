"""Filters of python-telegram-bot."""

import datetime

from seen import here, run
from telegram import Chat, Message, Update
from telegram.ext import Application, MessageHandler, filters


class Messages(filters.MessageFilter):
    def filter(self, message: Message) -> bool:
        here("MessageFilter.filter")
        return False


class Updates(filters.UpdateFilter):
    def filter(self, update: Update) -> bool:
        here("UpdateFilter.filter")
        return False


async def handler(update: object, context: object) -> None: ...


async def main() -> None:
    app = Application.builder().token("1:a").build()
    app.add_handlers([MessageHandler(Messages(), handler), MessageHandler(Updates(), handler)])
    app._initialized = True
    now = datetime.datetime.now(datetime.UTC)
    await app.process_update(Update(1, message=Message(1, now, Chat(1, "private"), text="a")))


run(main)
