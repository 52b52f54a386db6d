"""Methods and callbacks of Textual that are plain functions, and workers that are not on the loop."""

from collections.abc import Iterable
from functools import partial

from seen import here, run
from textual import on, work
from textual.app import App, ComposeResult, SystemCommand
from textual.message import Message
from textual.reactive import reactive
from textual.screen import Screen
from textual.signal import Signal
from textual.strip import Strip
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


class Lines(Widget):
    def render_line(self, y: int) -> Strip:
        here("Widget.render_line")
        return Strip.blank(1)


class Other(Screen[str]):
    BINDINGS = [("x", "leave", "Leave")]

    def on_mount(self) -> None:
        here("Screen.on_mount")

    def action_leave(self) -> None:
        here("action_")
        self.dismiss("done")


class Program(App[None]):
    count = reactive(0)
    total = reactive(0)

    class Told(Message):
        pass

    def compose(self) -> ComposeResult:
        here("App.compose")
        yield Face()
        yield Lines()
        yield Input()

    def on_mount(self) -> None:
        here("App.on_mount")
        self.set_timer(0.01, self.timer)
        self.set_interval(0.01, self.interval)
        self.call_later(self.later)
        self.call_next(self.next)
        self.call_after_refresh(self.refreshed)
        self.worker()
        self.worker_with_a_loop()
        self.count = 1
        self.watch(self, "count", self.watched)
        self.signal = Signal(self, "told")
        self.signal.subscribe(self, self.signalled)
        self.signal.publish(None)
        self.post_message(self.Told())

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
        self.call_from_thread(self.called)

    @work(thread=True)
    async def worker_with_a_loop(self) -> None:
        here("work of coroutines")

    def called(self) -> None:
        here("call_from_thread")

    def watched(self, count: int) -> None:
        here("watch")

    def signalled(self, value: object) -> None:
        here("subscribe")

    def validate_count(self, count: int) -> int:
        here("validate_")
        return count

    def watch_count(self, before: int, after: int) -> None:
        here("watch_")

    def compute_total(self) -> int:
        here("compute_")
        return 1

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        here("check_action")
        return True

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        here("get_system_commands")
        yield SystemCommand("Zebra", "zebra", self.chosen)

    def chosen(self) -> None:
        here("SystemCommand")

    def on_program_told(self, event: Message) -> None:
        here("on_<message>")

    def key_b(self) -> None:
        here("key_")

    def dismissed(self, greeting: str, result: str | None) -> None:
        here("push_screen")

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
        app.screen.set_focus(None)
        await pilot.press("b")
        await app.push_screen(Other(), partial(app.dismissed, "hello"))
        await pilot.press("x")
        await pilot.press("ctrl+p")
        await pilot.pause(0.2)
        await pilot.press(*"Zebra")
        await pilot.pause(0.5)
        await pilot.press("enter")
        await pilot.pause(0.5)


run(main)
