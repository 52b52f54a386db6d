"""Reactive functions and outputs of Shiny that are plain functions."""

from seen import here, run
from shiny import reactive, render


@reactive.calc
def calc() -> int:
    here("reactive.calc")
    return 1


@reactive.effect
def effect() -> None:
    here("reactive.effect")
    calc()


@reactive.effect
@reactive.event(lambda: calc() + 1)
def event() -> None:
    here("reactive.event")


@render.text
def text() -> str:
    here("render.text")
    return ""


@render.ui
def ui() -> str:
    here("render.ui")
    return ""


@render.code
def code() -> str:
    here("render.code")
    return ""


async def main() -> None:
    await reactive.flush()
    for output in (text, ui, code):
        await output.fn()


run(main)
