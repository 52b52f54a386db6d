"""An editor for tests: speaks with a real server, with the capabilities of real editors."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
import textwrap
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path

from lsprotocol import types as lsp
from pytest_lsp import LanguageClient, client_capabilities
from pytest_lsp.client import make_test_lsp_client

# Published to; published to, and counting in UTF-16; asking for diagnostics, counting in UTF-8.
NEOVIM_7, VSCODE, NEOVIM = "neovim@0.7.0", "visual-studio-code", "neovim@0.11.0"
PATIENCE = 120  # seconds; the machines that run tests may be busy


class Editor:
    """An editor with one folder open."""

    def __init__(self, client: LanguageClient, root: Path) -> None:
        self.client = client
        self.root = root
        self.can = lsp.ServerCapabilities()
        self.versions: dict[str, int] = {}
        self.published: dict[str, list[lsp.PublishDiagnosticsParams]] = {}
        self.registrations: list[lsp.Registration] = []
        self.heard = asyncio.Event()

    @property
    def pulls(self) -> bool:
        """Whether the server waits to be asked for diagnostics."""
        return self.can.diagnostic_provider is not None

    def uri(self, name: str) -> str:
        return Path(os.path.normpath(self.root / name)).as_uri()

    def open(self, name: str, text: str) -> None:
        """Open a file, with what it holds."""
        self.versions[name] = 1
        self.client.text_document_did_open(
            lsp.DidOpenTextDocumentParams(lsp.TextDocumentItem(self.uri(name), "python", 1, text))
        )

    def close(self, name: str) -> None:
        """Close a file."""
        document = lsp.TextDocumentIdentifier(self.uri(name))
        self.client.text_document_did_close(lsp.DidCloseTextDocumentParams(document))

    def edit(self, name: str, text: str) -> None:
        """Replace the text of an open file."""
        self.versions[name] += 1
        document = lsp.VersionedTextDocumentIdentifier(self.versions[name], self.uri(name))
        whole = lsp.TextDocumentContentChangeWholeDocument(text)
        self.client.text_document_did_change(lsp.DidChangeTextDocumentParams(document, [whole]))

    async def write(self, name: str, text: str) -> None:
        """Change a file on disk."""
        await asyncio.to_thread((self.root / name).write_text, text, "utf-8")

    def saved(self, name: str) -> None:
        """Say that the file has been written."""
        self.client.text_document_did_save(
            lsp.DidSaveTextDocumentParams(lsp.TextDocumentIdentifier(self.uri(name)))
        )

    async def diagnostics(
        self, name: str, until: Callable[[list[lsp.Diagnostic]], bool] = lambda _: True
    ) -> list[lsp.Diagnostic]:
        """What is shown in the newest text of a file, once it is as expected."""
        found: list[lsp.Diagnostic] = []
        try:
            async with asyncio.timeout(PATIENCE):
                while True:
                    self.heard.clear()
                    told = await self._pull(name) if self.pulls else self._newest(name)
                    if told is not None:
                        found = told
                        if until(found):
                            return found
                    with contextlib.suppress(TimeoutError):
                        async with asyncio.timeout(0.2):
                            await self.heard.wait()
        except TimeoutError:
            raise AssertionError(f"never came: last was {found}") from None

    def progress(self) -> list[str]:
        """What has been told of progress, by kind."""
        told = self.client.progress_reports.values()
        return [type(report).__name__ for reports in told for report in reports]

    def has_checked_the_project(self) -> bool:
        """Whether the server says so; what it has found in open files came before."""
        return any("findings in all" in told.message for told in self.client.log_messages)

    async def until(self, condition: Callable[[], bool], patience: float = PATIENCE) -> None:
        """Wait until something has come true."""
        async with asyncio.timeout(patience):
            while not condition():
                await asyncio.sleep(0.05)

    def _newest(self, name: str) -> list[lsp.Diagnostic] | None:
        for told in reversed(self.published.get(self.uri(name), [])):
            if told.version == self.versions[name]:
                return list(told.diagnostics)
        return None

    async def _pull(self, name: str) -> list[lsp.Diagnostic]:
        document = lsp.TextDocumentIdentifier(self.uri(name))
        report = await self.client.text_document_diagnostic_async(
            lsp.DocumentDiagnosticParams(document)
        )
        assert isinstance(report, lsp.RelatedFullDocumentDiagnosticReport)
        return list(report.items)

    def changed(self, *names: str, kind: lsp.FileChangeType = lsp.FileChangeType.Changed) -> None:
        """Say that files have changed on disk."""
        events = [lsp.FileEvent(self.uri(name), kind) for name in names]
        self.client.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams(events))

    async def hover(self, name: str, line: int, character: int) -> str:
        """What is said about a place; lines and columns count from 0."""
        said = await self.client.text_document_hover_async(
            lsp.HoverParams(
                lsp.TextDocumentIdentifier(self.uri(name)), lsp.Position(line, character)
            )
        )
        if said is None:
            return ""
        assert isinstance(said.contents, lsp.MarkupContent)
        return str(said.contents.value)


@contextlib.asynccontextmanager
async def editor(
    root: Path,
    kind: str = VSCODE,
    capabilities: lsp.ClientCapabilities | None = None,
    command: Sequence[str] = (sys.executable, "-m", "asynclint", "server"),
) -> AsyncIterator[Editor]:
    """An editor of some kind, in a folder, until it is closed."""
    client = make_test_lsp_client()
    made = Editor(client, root)

    def registered(params: lsp.RegistrationParams) -> None:
        made.registrations += params.registrations

    def published(params: lsp.PublishDiagnosticsParams) -> None:
        made.published.setdefault(params.uri, []).append(params)
        made.heard.set()

    features = client.protocol.fm.features
    features[lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS] = published
    features[lsp.CLIENT_REGISTER_CAPABILITY] = registered
    await client.start_io(*command)
    params = lsp.InitializeParams(
        capabilities=capabilities or client_capabilities(kind),
        workspace_folders=[lsp.WorkspaceFolder(uri=root.as_uri(), name=root.name)],
    )
    answer = await client.initialize_session(params)
    made.can = answer.capabilities
    try:
        yield made
    finally:
        async with asyncio.timeout(PATIENCE):
            await client.shutdown_session()
            await client.stop()  # type: ignore[no-untyped-call,unused-ignore]


def project(root: Path, **files: str) -> None:
    """Write a project: file names with `__` for `/`, without `.py`."""
    (root / "pyproject.toml").write_text("[tool.asynclint]\n", "utf-8")
    for name, text in files.items():
        path = root / f"{name.replace('__', '/')}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text), "utf-8")
