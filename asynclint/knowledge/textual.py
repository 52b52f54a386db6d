"""What Textual calls of apps, screens and widgets, all of it on the event loop.

Looked up in `message_pump.py`, `reactive.py`, `app.py`, `dom.py`, `command.py`, `signal.py` and
`worker.py` of 8.2; `tests/live/test_hooks.py` runs it.
"""

from __future__ import annotations

from asynclint.knowledge.entry import Hook, names
from asynclint.knowledge.library import Library

_APP = "textual.app.App"
_NODE = "textual.dom.DOMNode"
_PUMP = "textual.message_pump.MessagePump"
_SCREEN = "textual.screen.Screen"
_SIGNAL = "textual.signal.Signal"
_WIDGET = "textual.widget.Widget"
_WIDGETS = (
    "Button Collapsible ContentSwitcher DataTable Digits Footer Header HelpPanel"
    " Input KeyPanel Label Link ListItem ListView LoadingIndicator Log Markdown MarkdownViewer"
    " OptionList Placeholder Pretty ProgressBar RadioSet RichLog Rule Select Sparkline Static"
    " Switch Tab TabbedContent TabPane Tabs TextArea Tooltip Tree Welcome Checkbox RadioButton"
)
_CONTAINERS = (
    "Center CenterMiddle Container Grid Horizontal HorizontalGroup HorizontalScroll ItemGrid Middle"
    " Right ScrollableContainer Vertical VerticalGroup VerticalScroll"
)
_SIGNALS = (
    "theme_changed_signal app_suspend_signal app_resume_signal mode_change_signal"
    " screen_change_signal"
)
# Of attributes of Textual's own; those of a class are told by its body.
_WATCHED = (
    "watch_disabled watch_has_focus watch_loading watch_mouse_hover watch_scroll_x watch_scroll_y"
)

LIBRARIES: tuple[Library, ...] = (
    Library(
        distribution="textual",
        packages=("textual",),
        bases={
            _WIDGET: (_NODE,),
            _APP: (_NODE,),
            _NODE: (_PUMP,),
            "textual.screen.ModalScreen": (_SCREEN,),
            _SCREEN: (_WIDGET,),
            "textual.scroll_view.ScrollView": (_WIDGET,),
            "textual.widgets.DirectoryTree": ("textual.widgets.Tree",),
            "textual.widgets.MaskedInput": ("textual.widgets.Input",),
            "textual.widgets.SelectionList": ("textual.widgets.OptionList",),
            **dict.fromkeys(names("textual.containers", _CONTAINERS), (_WIDGET,)),
            **dict.fromkeys(names("textual.widgets", _WIDGETS), (_WIDGET,)),
        },
        returns={
            f"{_PUMP}.app": _APP,
            **dict.fromkeys(names(_APP, _SIGNALS), _SIGNAL),
        },
        # As a decorator of plain functions it runs them in a thread; `thread=True` is a must.
        # Coroutine functions are tasks of the app, or `asyncio.run` runs them in a thread.
        offloads={"textual.work": 0},
        threaded={"textual.work": "thread"},
        schedules={
            **dict.fromkeys(names(_PUMP, "set_timer set_interval"), (1, "callback")),
            **dict.fromkeys(
                names(_PUMP, "call_later call_next call_after_refresh"), (0, "callback")
            ),
            f"{_NODE}.watch": (2, "callback"),
            f"{_APP}.push_screen": (1, "callback"),
            f"{_APP}.call_from_thread": (0, "callback"),
            f"{_SIGNAL}.subscribe": (1, "callback"),
            # The command palette hands what is selected in it to `App.call_later`.
            "textual.app.SystemCommand": (2, "callback"),
            "textual.command.Hit": (2, "command"),
            "textual.command.DiscoveryHit": (1, "command"),
        },
        pauses=(f"{_APP}.suspend",),
        on_loop=(
            "textual.on",
            *names(_APP, "compose get_system_commands watch_theme watch_title watch_sub_title"),
            f"{_NODE}.check_action",
            *names(_WIDGET, "compose render render_line render_lines"),
            *names(_WIDGET, "get_content_width get_content_height"),
            *names(_WIDGET, _WATCHED),
            "textual.widgets.Tree.render_label",
            "textual.validation.Validator.validate",
        ),
        hooks=(
            *(Hook(_PUMP, f"{mark}on_", most=1) for mark in ("", "_")),
            *(Hook(_NODE, f"{mark}key_", most=1) for mark in ("", "_")),
            *(Hook(_NODE, f"{mark}action_") for mark in ("", "_")),
            *(Hook(_NODE, f"{mark}watch_", most=2, about=True) for mark in ("", "_")),
            *(Hook(_NODE, f"{mark}validate_", most=1, about=True) for mark in ("", "_")),
            *(Hook(_NODE, f"{mark}compute_", most=0, about=True) for mark in ("", "_")),
        ),
    ),
)
