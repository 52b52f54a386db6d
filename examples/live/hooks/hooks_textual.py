"""Methods and callbacks of Textual that are plain functions, and workers that are not on the loop."""

from seen import here, run
from textual import on, work
from textual.app import App, ComposeResult
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Button, Input


class Face(Widget):
    def compose(self) -> ComposeResult:
        here("Widget.compose")
        yield Button("press", id="press")

    def render(self) -> str:
        here("Widget.render")
        return "face"

    def on_show(self, event: object) -> None:
        here("Widget.on_show")


class Other(Screen[None]):
    def on_mount(self) -> None:
        here("Screen.on_mount")


class Program(App[None]):
    def compose(self) -> ComposeResult:
        here("App.compose")
        yield Face()
        yield Input()

    def on_mount(self) -> None:
        here("App.on_mount")
        self.set_timer(0.01, self.timer)
        self.set_interval(0.01, self.interval)
        self.call_later(self.later)
        self.call_next(self.next)
        self.call_after_refresh(self.refreshed)
        self.worker()

    def timer(self) -> None:
        here("set_timer")

    def interval(self) -> None:
        here("set_interval")

    def later(self) -> None:
        here("call_later")

    def next(self) -> None:
        here("call_next")

    def refreshed(self) -> None:
        here("call_after_refresh")

    @work(thread=True)
    def worker(self) -> None:
        here("work")

    def on_button_pressed(self, event: Button.Pressed) -> None:
        here("on_button_pressed")

    def on_input_changed(self, event: Input.Changed) -> None:
        here("on_input_changed")

    @on(Input.Submitted)
    def submitted(self) -> None:
        here("on")


async def main() -> None:
    app = Program()
    async with app.run_test() as pilot:
        app.query_one(Button).press()
        await pilot.press("a")
        app.query_one(Input).focus()
        await pilot.press("a", "enter")
        await app.push_screen(Other())
        await pilot.pause(0.2)


run(main)
