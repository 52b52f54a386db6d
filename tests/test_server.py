"""The language server, spoken to as editors do."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pytest_lsp", reason="the server is tested with pytest-lsp")
from editor import NEOVIM, NEOVIM_7, PATIENCE, VSCODE, Editor, editor, project
from lsprotocol import types as lsp
from pytest_lsp import client_capabilities

EACH = pytest.mark.parametrize("kind", [NEOVIM_7, VSCODE, NEOVIM])
APP = """\
from work import slow

async def serve():
    slow()
"""
WORK = """\
import time

def slow():
    time.sleep(1)
"""
SLEEPS = """\
import time

async def serve():
    time.sleep(1)
"""


Scenario = Callable[[Editor], Coroutine[Any, Any, None]]


class Editors:
    """Editors that stay open from one test to the next: starting a server takes a second."""

    def __init__(self, runner: asyncio.Runner) -> None:
        self._runner = runner
        self._stack = contextlib.AsyncExitStack()
        self._open: dict[str, Editor] = {}

    def play(self, root: Path, scenario: Scenario, kind: str = VSCODE) -> None:
        """Play a scenario with the files in a folder."""

        async def play() -> None:
            if kind not in self._open:
                self._open[kind] = await self._stack.enter_async_context(editor(root, kind))
            it = self._open[kind]
            it.root = root
            it.versions.clear()
            await scenario(it)
            for name in it.versions:
                it.close(name)

        self._runner.run(play())

    def close(self) -> None:
        self._runner.run(self._stack.aclose())


@pytest.fixture(scope="module")
def editors() -> Iterator[Editors]:
    with asyncio.Runner() as runner:
        made = Editors(runner)
        yield made
        made.close()


def run_alone(root: Path, scenario: Scenario, can: lsp.ClientCapabilities | None = None) -> None:
    """Play a scenario in an editor of its own."""

    async def play() -> None:
        async with editor(root, VSCODE, can) as it:
            await scenario(it)

    asyncio.run(play())


def one(found: list[lsp.Diagnostic]) -> bool:
    return len(found) == 1


def none(found: list[lsp.Diagnostic]) -> bool:
    return not found


def text_at(text: str, place: lsp.Range, encoding: str) -> str:
    """What a range of an editor covers."""
    assert place.start.line == place.end.line
    line = text.split("\n")[place.start.line]
    codec, width = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2)}.get(
        encoding, ("utf-32-le", 4)
    )
    start, end = int(place.start.character), int(place.end.character)
    return str(line.encode(codec)[width * start : width * end].decode(codec))


@EACH
def test_findings_are_told_with_their_chain(editors: Editors, tmp_path: Path, kind: str) -> None:
    project(tmp_path, app=APP, work=WORK)

    async def scenario(it: Editor) -> None:
        it.open("app.py", APP)
        (found,) = await it.diagnostics("app.py", one)
        assert found.code == "ASL101"
        assert found.range == lsp.Range(lsp.Position(3, 4), lsp.Position(3, 10))
        assert found.source == "asynclint"
        assert found.severity is lsp.DiagnosticSeverity.Error
        assert "`time.sleep` blocks the event loop, through `work.slow`" in found.message
        steps = found.related_information or []
        assert [step.location.uri for step in steps] == [it.uri("app.py"), it.uri("work.py")]
        assert steps[1].location.range.start == lsp.Position(3, 4)
        page = found.code_description
        assert page is not None
        assert "ASL101" in page.href
        # What is not saved counts, in every open file.
        it.open("work.py", WORK)
        it.edit("work.py", WORK.replace("time.sleep(1)", "pass"))
        await it.diagnostics("app.py", none)
        it.close("work.py")
        await it.diagnostics("app.py", one)

    editors.play(tmp_path, scenario, kind)


@EACH
def test_nothing_is_told_twice(editors: Editors, tmp_path: Path, kind: str) -> None:
    project(tmp_path, app=SLEEPS)

    async def scenario(it: Editor) -> None:
        it.open("app.py", SLEEPS)
        await it.diagnostics("app.py", one)
        it.edit("app.py", SLEEPS.replace("time.sleep(1)", "..."))
        await it.diagnostics("app.py", none)
        assert it.pulls != bool(it.published)
        assert it.pulls == (kind == NEOVIM)

    editors.play(tmp_path, scenario, kind)


def test_what_the_whole_project_shows_is_added(editors: Editors, tmp_path: Path) -> None:
    # That somebody hands the function to the loop, only the rest of the project tells.
    handed = "import time\n\ndef tick():\n    time.sleep(1)\n"
    hands = (
        "import asyncio\n\nfrom work import tick\n\nasync def main():\n"
        "    asyncio.get_running_loop().call_soon(tick)\n"
    )
    project(tmp_path, work=handed, app=hands)

    async def scenario(it: Editor) -> None:
        it.open("work.py", handed)
        await it.diagnostics("work.py", one)
        moved = "# moved\n\n" + handed
        it.edit("work.py", moved)
        (found,) = await it.diagnostics("work.py", one)
        assert found.range.start == lsp.Position(5, 4)

    editors.play(tmp_path, scenario)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_columns_beyond_the_basic_plane(tmp_path: Path, encoding: str) -> None:
    work = 'import time\n\ndef slow():\n    "🐍🐍é"; time.sleep(1)\n'
    app = 'from work import slow\n\nasync def serve():\n    "🐍é🐍"; slow()\n    "🐍"; slow()\n'
    project(tmp_path, app=app, work=work)
    capabilities = client_capabilities(VSCODE)
    capabilities.general = lsp.GeneralClientCapabilities(
        position_encodings=[lsp.PositionEncodingKind(encoding)]
    )

    async def scenario(it: Editor) -> None:
        assert it.can.position_encoding == encoding
        it.open("app.py", app)
        found = await it.diagnostics("app.py", lambda found: len(found) == 2)
        assert [text_at(app, one.range, encoding) for one in found] == ["slow()", "slow()"]
        steps = found[0].related_information or []
        assert text_at(work, steps[1].location.range, encoding) == "time.sleep(1)"
        column = found[0].range.start.character + 1
        assert "time.sleep" in await it.hover("app.py", 3, column)
        assert not await it.hover("app.py", 3, column - 3)

    run_alone(tmp_path, scenario, capabilities)


@EACH
def test_half_typed_files_keep_their_findings(editors: Editors, tmp_path: Path, kind: str) -> None:
    project(tmp_path, app=APP, work=WORK)

    async def scenario(it: Editor) -> None:
        it.open("app.py", APP)
        await it.diagnostics("app.py", one)
        it.edit("app.py", APP.replace("async def", "value = (\n\nasync def"))
        found = await it.diagnostics("app.py", lambda found: len(found) == 2)
        by_code = {diagnostic.code: diagnostic for diagnostic in found}
        assert by_code["ASL101"].range.start == lsp.Position(5, 4)
        assert "ASL901" in by_code
        # Nor do others lose what leads into a file that somebody types in.
        it.open("work.py", WORK)
        it.edit("work.py", WORK + "def more(:\n")
        await it.diagnostics("work.py", one)
        it.edit("app.py", "# again\n" + APP)
        (again,) = await it.diagnostics("app.py", one)
        assert again.range.start == lsp.Position(4, 4)

    editors.play(tmp_path, scenario, kind)


def test_lines_end_where_python_says(editors: Editors, tmp_path: Path) -> None:
    text = 'import time\x0c\n"\u2028 \x85 \x1c"\n\r\nasync def serve():\r\n    time.sleep(1)\r\n'
    project(tmp_path, app="")

    async def scenario(it: Editor) -> None:
        it.open("app.py", "")
        it.edit("app.py", text)
        (found,) = await it.diagnostics("app.py", one)
        assert found.range.start == lsp.Position(4, 4)

    editors.play(tmp_path, scenario)


def test_comments_silence_while_one_types(editors: Editors, tmp_path: Path) -> None:
    project(tmp_path, app=APP, work=WORK)

    async def scenario(it: Editor) -> None:
        it.open("app.py", APP)
        await it.diagnostics("app.py", one)
        it.edit("app.py", APP.replace("slow()\n", "slow()  # asynclint: ignore[ASL101] tiny\n"))
        await it.diagnostics("app.py", none)
        it.edit("app.py", APP)
        await it.diagnostics("app.py", one)
        # A comment at any step of a chain silences it.
        it.open("work.py", WORK)
        it.edit("work.py", WORK.replace("sleep(1)", "sleep(1)  # asynclint: ignore[ASL101] tiny"))
        await it.diagnostics("app.py", none)

    editors.play(tmp_path, scenario)


def test_hover(editors: Editors, tmp_path: Path) -> None:
    app = APP + "    slow()  # asynclint: ignore[ASL101] fast enough\n    # noqa: ASL102\n"
    project(tmp_path, app=app, work=WORK)

    async def scenario(it: Editor) -> None:
        it.open("app.py", app)
        it.open("work.py", WORK)
        page = await it.hover("app.py", 4, 34)
        assert page.startswith("# ASL101 blocking-call-in-async")
        assert "## Why it matters" in page
        assert (await it.hover("app.py", 5, 16)).startswith("# ASL102")
        said = "`slow` blocks its thread\n- via `time.sleep`, which sleeps"
        assert said in await it.hover("app.py", 3, 6)
        assert said in await it.hover("work.py", 2, 5)
        chain = await it.hover("app.py", 2, 12)
        assert "`serve` blocks the event loop\n- via `work.slow` → `time.sleep`" in chain
        assert not await it.hover("app.py", 2, 0)
        assert not await it.hover("app.py", 99, 7)

    editors.play(tmp_path, scenario)


def test_configuration_is_read_again(editors: Editors, tmp_path: Path) -> None:
    project(tmp_path, app=SLEEPS)

    async def scenario(it: Editor) -> None:
        it.open("app.py", SLEEPS)
        await it.diagnostics("app.py", one)
        await it.write("pyproject.toml", '[tool.asynclint]\nignore = ["ASL101"]\n')
        it.changed("pyproject.toml")
        await it.diagnostics("app.py", none)
        await it.write("pyproject.toml", "[tool.asynclint]\nignored = []\n")
        it.changed("pyproject.toml")
        await it.until(lambda: any("unknown key" in m.message for m in it.client.messages))
        await it.write("pyproject.toml", "[tool.asynclint]\n")
        it.changed("pyproject.toml")
        await it.diagnostics("app.py", one)

    editors.play(tmp_path, scenario)


def test_files_change_on_disk(editors: Editors, tmp_path: Path) -> None:
    project(tmp_path, app=APP)

    async def scenario(it: Editor) -> None:
        it.open("app.py", APP)
        await it.diagnostics("app.py", none)
        await it.write("work.py", WORK)
        it.changed("work.py", kind=lsp.FileChangeType.Created)
        await it.diagnostics("app.py", one)
        await it.write("work.py", WORK.replace("time.sleep(1)", "pass"))
        it.changed("work.py")
        await it.diagnostics("app.py", none)

    editors.play(tmp_path, scenario)


def test_a_file_that_was_never_saved(editors: Editors, tmp_path: Path) -> None:
    project(tmp_path, app=APP)

    async def scenario(it: Editor) -> None:
        it.open("app.py", APP)
        await it.diagnostics("app.py", none)
        it.open("work.py", WORK)
        await it.diagnostics("app.py", one)

    editors.play(tmp_path, scenario)


def test_excluded_files_are_silent(editors: Editors, tmp_path: Path) -> None:
    project(tmp_path, build__app=SLEEPS)

    async def scenario(it: Editor) -> None:
        it.open("build/app.py", SLEEPS)
        await it.diagnostics("build/app.py", none)

    editors.play(tmp_path, scenario)


def test_files_without_a_project(editors: Editors, tmp_path: Path) -> None:
    async def scenario(it: Editor) -> None:
        it.open("alone.py", SLEEPS)
        await it.diagnostics("alone.py", one)
        it.client.text_document_did_open(
            lsp.DidOpenTextDocumentParams(
                lsp.TextDocumentItem("untitled:Untitled-1", "python", 1, SLEEPS)
            )
        )
        assert not await it.hover("alone.py", 0, 0)

    editors.play(tmp_path, scenario)


def test_a_check_that_dies_takes_nothing_with_it(tmp_path: Path) -> None:
    project(tmp_path, app=APP, work=WORK)

    async def scenario(it: Editor) -> None:
        it.open("app.py", APP)
        it.open("work.py", WORK)
        await it.diagnostics("app.py", one)
        for process in await asyncio.to_thread(children, it):
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        it.edit("work.py", WORK.replace("time.sleep(1)", "pass"))
        await it.diagnostics("work.py", none)
        it.edit("work.py", WORK.replace("time.sleep(1)", "return"))
        await it.diagnostics("work.py", none)
        await it.diagnostics("app.py", none)
        assert len({message.message for message in it.client.messages}) == len(it.client.messages)

    run_alone(tmp_path, scenario)


def children(it: Editor) -> list[int]:
    """The processes that the server has started."""
    assert it.client._server is not None
    server = it.client._server.pid
    tasks = Path(f"/proc/{server}/task")
    if not tasks.exists():
        pytest.skip("needs /proc to find the server's processes")
    return [int(pid) for task in tasks.iterdir() for pid in (task / "children").read_text().split()]


def test_cancelled_requests(editors: Editors, tmp_path: Path) -> None:
    project(tmp_path, app=SLEEPS)

    async def scenario(it: Editor) -> None:
        it.open("app.py", SLEEPS)
        params = lsp.DocumentDiagnosticParams(lsp.TextDocumentIdentifier(it.uri("app.py")))
        future = it.client.protocol.send_request(lsp.TEXT_DOCUMENT_DIAGNOSTIC, params, msg_id="1")
        it.client.protocol.notify(lsp.CANCEL_REQUEST, lsp.CancelParams("1"))
        with pytest.raises(Exception, match="cancel"):
            await asyncio.wait_for(asyncio.wrap_future(future), PATIENCE)
        await it.diagnostics("app.py", one)

    editors.play(tmp_path, scenario, NEOVIM)


def test_diagnostics_that_are_known_are_not_sent_again(editors: Editors, tmp_path: Path) -> None:
    project(tmp_path, app=SLEEPS)

    async def scenario(it: Editor) -> None:
        it.open("app.py", SLEEPS)
        document = lsp.TextDocumentIdentifier(it.uri("app.py"))
        ask = it.client.text_document_diagnostic_async
        first = await ask(lsp.DocumentDiagnosticParams(document))
        assert isinstance(first, lsp.RelatedFullDocumentDiagnosticReport)
        known = lsp.DocumentDiagnosticParams(document, previous_result_id=first.result_id)
        assert isinstance(await ask(known), lsp.RelatedUnchangedDocumentDiagnosticReport)

    editors.play(tmp_path, scenario, NEOVIM)


def test_asks_to_watch_files_and_shows_progress(tmp_path: Path) -> None:
    project(tmp_path, **{f"module{n}": WORK + "async def f(): ...\n" for n in range(40)})

    async def scenario(it: Editor) -> None:
        await it.until(lambda: bool(it.registrations))
        assert it.registrations[0].method == lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES

        await it.until(lambda: "WorkDoneProgressEnd" in it.progress())
        assert it.progress()[0] == "WorkDoneProgressBegin"

    run_alone(tmp_path, scenario)


def test_a_second_folder(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    for folder in (first, second):
        folder.mkdir()
        project(folder, app=APP, work=WORK)

    async def scenario(it: Editor) -> None:
        folder = lsp.WorkspaceFolder(uri=second.as_uri(), name="second")
        change = lsp.WorkspaceFoldersChangeEvent(added=[folder], removed=[])
        it.client.workspace_did_change_workspace_folders(
            lsp.DidChangeWorkspaceFoldersParams(change)
        )
        it.open("../second/app.py", APP)
        await it.diagnostics("../second/app.py", one)

    run_alone(first, scenario)


async def offered(
    it: Editor, name: str, shown: list[lsp.Diagnostic], only: list[lsp.CodeActionKind] | None = None
) -> list[lsp.CodeAction]:
    """What is offered about findings, whose ranges come back wrong."""
    wrong = lsp.Range(lsp.Position(0, 0), lsp.Position(0, 0))
    back = [
        lsp.Diagnostic(wrong, one.message, code=one.code, source=one.source, data=one.data)
        for one in shown
    ]
    answer = await it.client.text_document_code_action_async(
        lsp.CodeActionParams(
            lsp.TextDocumentIdentifier(it.uri(name)), wrong, lsp.CodeActionContext(back, only)
        )
    )
    return [action for action in answer or () if isinstance(action, lsp.CodeAction)]


def edited(text: str, edit: lsp.WorkspaceEdit | None, uri: str) -> str:
    """A text, of ASCII, after an edit of it."""
    assert edit is not None
    changes = [*(edit.changes or {}).get(uri, ())]
    for document in edit.document_changes or ():
        assert isinstance(document, lsp.TextDocumentEdit)
        if document.text_document.uri == uri:
            changes += [one for one in document.edits if isinstance(one, lsp.TextEdit)]
    lines = text.split("\n")
    starts = [sum(len(line) + 1 for line in lines[:number]) for number in range(len(lines) + 1)]

    def offset(place: lsp.Position) -> int:
        return int(min(starts[place.line] + place.character, len(text)))

    # At one place the first inserts first, so the last is applied first.
    ordered = sorted(enumerate(changes), key=lambda one: (offset(one[1].range.start), one[0]))
    for _, change in ordered[::-1]:
        start, end = offset(change.range.start), offset(change.range.end)
        text = text[:start] + change.new_text + text[end:]
    return text


@EACH
def test_fixes_and_comments_are_offered(editors: Editors, tmp_path: Path, kind: str) -> None:
    project(tmp_path, app=SLEEPS)

    async def scenario(it: Editor) -> None:
        it.open("app.py", SLEEPS)
        found = await it.diagnostics("app.py", one)
        actions = await offered(it, "app.py", found)
        (ignore,) = [action for action in actions if action.title.startswith("Ignore ASL101")]
        silenced = SLEEPS.replace("sleep(1)", "sleep(1)  # asynclint: ignore[ASL101]")
        assert edited(SLEEPS, ignore.edit, it.uri("app.py")) == silenced
        fixes = [one for one in actions if one.kind == "quickfix" and one is not ignore]
        assert fixes
        texts = [edited(SLEEPS, fix.edit, it.uri("app.py")) for fix in fixes]
        assert any("await asyncio.sleep(1)" in text for text in texts)
        it.edit("app.py", silenced)
        await it.diagnostics("app.py", none)
        # What has become of a finding is looked up; what is gone is offered nothing.
        assert not await offered(it, "app.py", found)

    editors.play(tmp_path, scenario, kind)


def test_all_that_is_safe_is_fixed_at_once(editors: Editors, tmp_path: Path) -> None:
    project(tmp_path, app=SLEEPS)

    async def scenario(it: Editor) -> None:
        it.open("app.py", SLEEPS)
        found = await it.diagnostics("app.py", one)
        actions = await offered(it, "app.py", found, [lsp.CodeActionKind.Source])
        (action,) = actions
        assert action.kind == "source.fixAll.asynclint"
        if action.edit is None:
            action = await it.client.code_action_resolve_async(action)
        text = edited(SLEEPS, action.edit, it.uri("app.py"))
        assert "await asyncio.sleep(1)" in text
        it.edit("app.py", text)
        await it.diagnostics("app.py", none)
        assert not await offered(it, "app.py", [], [lsp.CodeActionKind.Refactor])

    editors.play(tmp_path, scenario)
