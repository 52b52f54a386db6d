"""The protocol: what the editor says, what it is told."""

from __future__ import annotations

import hashlib
import logging
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from lsprotocol import types as lsp
from pygls import uris
from pygls.lsp.server import LanguageServer

from asynclint import __version__
from asynclint.surfaces.lsp.actions import KINDS, actions, resolved
from asynclint.surfaces.lsp.checking import Checking
from asynclint.surfaces.lsp.documents import Document
from asynclint.surfaces.lsp.pages import Pages, markdown
from asynclint.surfaces.lsp.places import NAME, Encoding, diagnostic
from asynclint.surfaces.lsp.worker import Found

log = logging.getLogger(__name__)

_WATCHED = (
    "**/*.{py,pyw}",
    "**/{pyproject,asynclint,.asynclint,poetry,Pipfile}.toml",
    "**/{setup.cfg,Pipfile,*.lock,*requirements*.txt,asynclint-baseline.json}",
    "**/{Procfile,Dockerfile,*.Dockerfile,*.yml,*.yaml,*.service}",
)
_WORD = re.compile(r"ASL\d+|[a-z]+(?:-[a-z]+)+")
_COMMENT = re.compile(r"asynclint\s*:|noqa", re.IGNORECASE)


class Server(LanguageServer):  # type: ignore[misc,unused-ignore]  # an extra may be missing
    """One connection with an editor."""

    def __init__(self, pages: Pages) -> None:
        super().__init__(
            NAME,
            __version__,
            # Changes by range would be applied to lines as Python's `str.splitlines` cuts them,
            # which is not how the protocol does.
            text_document_sync_kind=lsp.TextDocumentSyncKind.Full,
        )
        self.pages = pages
        self.checking = Checking(self)
        self.encoding = Encoding()
        self.pulls = False
        self.related = False
        self.resolves = False
        self.versions_edits = False
        self._complaints: set[str] = set()
        self._progress: dict[Path, str] = {}
        self._begun = 0
        self._shown: set[str] = set()
        _register(self)

    # ------------------------------------------------------------ what it can do

    def agree(self, params: lsp.InitializeParams) -> None:
        """Take from the client what it can do."""
        can = params.capabilities.text_document or lsp.TextDocumentClientCapabilities()
        self.pulls = can.diagnostic is not None
        published = can.publish_diagnostics
        wanted = can.diagnostic if self.pulls else published
        self.related = bool(wanted and wanted.related_information) or bool(
            published and published.related_information
        )
        action = can.code_action
        self.resolves = bool(
            action and action.resolve_support and "edit" in action.resolve_support.properties
        )
        edits = params.capabilities.workspace and params.capabilities.workspace.workspace_edit
        self.versions_edits = bool(edits and edits.document_changes)
        self.encoding = Encoding(self.workspace.position_encoding or lsp.PositionEncodingKind.Utf16)
        if self.pulls:
            options = lsp.DiagnosticOptions(
                inter_file_dependencies=True, workspace_diagnostics=False, identifier=NAME
            )
            self.feature(lsp.TEXT_DOCUMENT_DIAGNOSTIC, options)(_pulled)

    def watch(self) -> None:
        """Ask to be told when files change."""
        can = self.client_capabilities.workspace
        watched = can.did_change_watched_files if can else None
        if watched and watched.dynamic_registration:
            watchers = [lsp.FileSystemWatcher(pattern) for pattern in _WATCHED]
            options = lsp.DidChangeWatchedFilesRegistrationOptions(watchers)
            registration = lsp.Registration(
                "asynclint-files", lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES, options
            )
            self.client_register_capability(lsp.RegistrationParams([registration]))

    # ------------------------------------------------------------ what is told

    def diagnostics(self, document: Document) -> list[lsp.Diagnostic]:
        """What is found in an open file, in the editor's words."""
        if document.near is None:
            return []
        root, version = document.near.found.root, document.near.version
        return [
            diagnostic(
                found,
                {"id": identity, "version": version},
                self.pages.link(found.code),
                self.encoding,
                root,
                document.line,
                self.related,
            )
            for identity, found in document.shown.items()
        ]

    def checked(self, document: Document, *, is_new: bool) -> None:
        if not self.pulls:
            self.text_document_publish_diagnostics(
                lsp.PublishDiagnosticsParams(
                    document.uri, self.diagnostics(document), document.version
                )
            )
        elif is_new and not document.checking:
            self._refresh()

    def project_checked(self, found: Found) -> None:
        """For the log: open files have been told of already."""
        count, name = len(found.findings), found.root.name
        self.window_log_message(
            lsp.LogMessageParams(
                lsp.MessageType.Info, f"{name}: checked, {count:,} findings in all"
            )
        )

    def _refresh(self) -> None:
        can = self.client_capabilities.workspace
        if can and can.diagnostics and can.diagnostics.refresh_support:
            self.workspace_diagnostic_refresh(None)

    def advanced(self, root: Path, done: int, total: int) -> None:
        can = self.client_capabilities.window
        if not (can and can.work_done_progress) or not total:
            return
        if root not in self._progress:
            self._begun += 1
            self._progress[root] = token = f"asynclint-{os.getpid()}-{self._begun}"
            self.window_work_done_progress_create(
                lsp.WorkDoneProgressCreateParams(token),
                lambda _: self._begin(root, token),
            )
        elif self._progress[root] in self._shown:
            report = lsp.WorkDoneProgressReport(
                message=f"{done} of {total} files", percentage=100 * done // total
            )
            self._tell(self._progress[root], report)

    def _begin(self, root: Path, token: str) -> None:
        """The editor knows the token now; only from here on may anything be told of it."""
        self._shown.add(token)
        self._tell(token, lsp.WorkDoneProgressBegin(f"asynclint: {root.name}", percentage=0))
        if token not in self._progress.values():  # ended meanwhile
            self._end(token)

    def ended(self, root: Path) -> None:
        token = self._progress.pop(root, None)
        if token in self._shown:
            self._end(token)

    def _end(self, token: str) -> None:
        self._shown.discard(token)
        self._tell(token, lsp.WorkDoneProgressEnd())

    def _tell(
        self,
        token: str,
        value: lsp.WorkDoneProgressBegin | lsp.WorkDoneProgressReport | lsp.WorkDoneProgressEnd,
    ) -> None:
        self.progress(lsp.ProgressParams(token, value))

    def complain(self, sentence: str) -> None:
        """Tell the user once; the log every time."""
        self.window_log_message(lsp.LogMessageParams(lsp.MessageType.Error, sentence))
        if sentence not in self._complaints:
            self._complaints.add(sentence)
            self.window_show_message(lsp.ShowMessageParams(lsp.MessageType.Error, sentence))


# ------------------------------------------------------------ what the editor says


def _register(server: Server) -> None:
    handlers: dict[str, Callable[..., object]] = {
        lsp.INITIALIZE: _initialize,
        lsp.INITIALIZED: _initialized,
        lsp.SHUTDOWN: _shutdown,
        lsp.TEXT_DOCUMENT_DID_OPEN: _did_open,
        lsp.TEXT_DOCUMENT_DID_CHANGE: _did_change,
        lsp.TEXT_DOCUMENT_DID_SAVE: _did_save,
        lsp.TEXT_DOCUMENT_DID_CLOSE: _did_close,
        lsp.TEXT_DOCUMENT_HOVER: _hover,
        lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES: _did_change_watched_files,
        lsp.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS: _did_change_folders,
    }
    for method, handler in handlers.items():
        server.feature(method)(handler)
    options = lsp.CodeActionOptions(KINDS, resolve_provider=True)
    server.feature(lsp.TEXT_DOCUMENT_CODE_ACTION, options)(_code_action)
    server.feature(lsp.CODE_ACTION_RESOLVE)(_code_action_resolve)


def _initialize(server: Server, params: lsp.InitializeParams) -> None:
    server.agree(params)


def _initialized(server: Server, _: lsp.InitializedParams) -> None:
    server.watch()
    for folder in server.workspace.folders.values():
        if path := uris.to_fs_path(folder.uri):
            server.checking.folder(Path(path))


async def _shutdown(server: Server, _: None) -> None:
    await server.checking.stop()


def _did_open(server: Server, params: lsp.DidOpenTextDocumentParams) -> None:
    item = params.text_document
    path = uris.to_fs_path(item.uri)
    if item.uri.startswith("file:") and path is not None:
        server.checking.opened(Document(item.uri, Path(path), item.version, item.text))


def _did_change(server: Server, params: lsp.DidChangeTextDocumentParams) -> None:
    uri, version = params.text_document.uri, params.text_document.version
    server.checking.edited(uri, version, server.workspace.get_text_document(uri).source)


def _did_save(server: Server, params: lsp.DidSaveTextDocumentParams) -> None:
    server.checking.saved(params.text_document.uri)


def _did_close(server: Server, params: lsp.DidCloseTextDocumentParams) -> None:
    uri = params.text_document.uri
    server.checking.closed(uri)
    if not server.pulls:
        server.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, []))


def _did_change_watched_files(server: Server, params: lsp.DidChangeWatchedFilesParams) -> None:
    for event in params.changes:
        path = uris.to_fs_path(event.uri)
        if path is None:
            continue
        if path.endswith((".py", ".pyw")) and event.type == lsp.FileChangeType.Changed:
            server.checking.changed(Path(path))
        else:
            server.checking.reload()
            break


def _did_change_folders(server: Server, params: lsp.DidChangeWorkspaceFoldersParams) -> None:
    for folder in params.event.added:
        if path := uris.to_fs_path(folder.uri):
            server.checking.folder(Path(path))


async def _pulled(
    server: Server, params: lsp.DocumentDiagnosticParams
) -> lsp.DocumentDiagnosticReport:
    document = server.checking.documents.get(params.text_document.uri)
    if document is None:
        return lsp.RelatedFullDocumentDiagnosticReport([])
    await server.checking.up_to_date(document)
    found = server.diagnostics(document)
    identity = hashlib.blake2b(repr(found).encode("utf-8", "replace"), digest_size=16).hexdigest()
    if identity == params.previous_result_id:
        return lsp.RelatedUnchangedDocumentDiagnosticReport(identity)
    return lsp.RelatedFullDocumentDiagnosticReport(found, result_id=identity)


async def _code_action(server: Server, params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
    return await actions(server, params)


async def _code_action_resolve(server: Server, params: lsp.CodeAction) -> lsp.CodeAction:
    return await resolved(server, params)


async def _hover(server: Server, params: lsp.HoverParams) -> lsp.Hover | None:
    document = server.checking.documents.get(params.text_document.uri)
    if document is None:
        return None
    position = server.encoding.ours(params.position, document.source)
    line = document.source.line(position.line)
    for word in _WORD.finditer(line):
        if word.start() < position.column <= word.end() + 1 and _COMMENT.search(line):
            page = server.pages.find(word[0])
            if page is not None:
                return _markdown(markdown(page))
    said = await server.checking.ask("hover", document.path, position)
    return _markdown(said) if said else None


def _markdown(text: str) -> lsp.Hover:
    return lsp.Hover(lsp.MarkupContent(lsp.MarkupKind.Markdown, text))


# ------------------------------------------------------------ running


def serve() -> int:
    """Speak with an editor over standard input and output until it has enough."""
    source, target = _private_streams()
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(name)s: %(message)s")
    pages = Pages()
    server = Server(pages)
    try:
        server.start_io(source, target)
    finally:
        pages.remove()
    return 0


def _private_streams() -> tuple[BinaryIO, BinaryIO]:
    """The protocol's streams; what anybody prints goes to standard error instead."""
    source, target = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    return source, target
