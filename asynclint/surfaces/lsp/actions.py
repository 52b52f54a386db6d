"""Quick fixes: what the editor offers to do about a finding.

Findings are meant by our own id, which the editor carries around. Ranges of findings that it sends
back are not looked at: some editors count them in the wrong units.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from asynclint.diagnostic import Diagnostic, Edit, Fix, Safety
from asynclint.moved import Edited
from asynclint.surfaces.lsp.documents import Document, by_fingerprint, encoded
from asynclint.surfaces.lsp.places import NAME, LineOf, uri
from asynclint.surfaces.lsp.worker import Found

if TYPE_CHECKING:
    from asynclint.surfaces.lsp.server import Server

FIX_ALL = f"{lsp.CodeActionKind.SourceFixAll.value}.{NAME}"
KINDS: Sequence[lsp.CodeActionKind | str] = (lsp.CodeActionKind.QuickFix, FIX_ALL)


async def actions(server: Server, params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
    """What can be done about the findings that the editor asks about."""
    document = server.checking.documents.get(params.text_document.uri)
    if document is None:
        return []
    await server.checking.up_to_date(document)
    found: list[lsp.CodeAction] = []
    if _wanted(lsp.CodeActionKind.QuickFix.value, params.context.only):
        found += await _quick_fixes(server, document, params)
    if _wanted(FIX_ALL, params.context.only) and document.shown:
        action = lsp.CodeAction("Fix all that is safe to fix", FIX_ALL)
        action.data = {"uri": document.uri, "version": document.version}
        if not server.resolves:
            action = await resolved(server, action)
        if server.resolves or action.edit is not None:
            found.append(action)
    return found


async def resolved(server: Server, action: lsp.CodeAction) -> lsp.CodeAction:
    """The action with its edit, if the text is still the one that it was offered for."""
    data = action.data if isinstance(action.data, dict) else {}
    document = server.checking.documents.get(str(data.get("uri")))
    if document is None or document.version != data.get("version"):
        return action
    version, text = document.version, document.text
    fixed = await server.checking.ask("fixed", document.path, encoded(text))
    if fixed is not None and document.version == version:
        edit = Edited("", text, fixed).difference()
        action.edit = _workspace_edit(server, document, [edit], document.source.line)
    return action


def _wanted(kind: str, only: Sequence[lsp.CodeActionKind | str] | None) -> bool:
    """Whether an editor that asks for some kinds asks for this one: a kind means those below it."""
    kinds = [str(getattr(one, "value", one)) for one in only or ()]
    return only is None or any(f"{kind}.".startswith(f"{one}.") or not one for one in kinds)


# ------------------------------------------------------------ quick fixes


async def _quick_fixes(
    server: Server, document: Document, params: lsp.CodeActionParams
) -> list[lsp.CodeAction]:
    meant = _meant(server, document, params)
    if not meant:
        return []
    version, text = document.version, document.text
    data = encoded(text)
    answer: Found | None = await server.checking.ask("fixes", document.path, data)
    edits = await server.checking.ask("silencing", document.path, data, list(meant.values()))
    if document.version != version or edits is None:
        return []
    fixable = by_fingerprint(answer.findings, text) if answer else {}
    offered: list[lsp.CodeAction] = []
    for identity in meant:
        shown = [d for d in params.context.diagnostics if _identity(d) == identity]
        for number, fix in enumerate(fixable[identity].fixes if identity in fixable else ()):
            assert answer is not None
            made = _fix(server, document, fix, answer)
            action = lsp.CodeAction(_title(fix), lsp.CodeActionKind.QuickFix, shown, edit=made)
            action.is_preferred = number == 0 and fix.safety is Safety.SAFE
            offered.append(action)
    for (identity, found), added in zip(meant.items(), edits, strict=True):
        if added:
            shown = [d for d in params.context.diagnostics if _identity(d) == identity]
            made = _workspace_edit(server, document, added, document.source.line)
            title = f"Ignore {found.code} here ({found.name})"
            offered.append(lsp.CodeAction(title, lsp.CodeActionKind.QuickFix, shown, edit=made))
    return offered


def _meant(
    server: Server, document: Document, params: lsp.CodeActionParams
) -> dict[str, Diagnostic]:
    """The findings that the editor asks about; of one that sends no ids back, those at the range
    it asks for."""
    identities = {_identity(diagnostic) for diagnostic in params.context.diagnostics}
    if identities - {None} or not document.shown:
        return {key: found for key, found in document.shown.items() if key in identities}
    span = server.encoding.span(params.range, document.source)
    return {
        key: found
        for key, found in document.shown.items()
        if found.span.start <= span.end and span.start <= found.span.end
    }


def _identity(diagnostic: lsp.Diagnostic) -> str | None:
    data = diagnostic.data
    return str(data["id"]) if isinstance(data, dict) and "id" in data else None


def _title(fix: Fix) -> str:
    title = fix.title[:1].upper() + fix.title[1:]
    if fix.safety is Safety.SAFE:
        return title
    reasons = ", ".join(reason.value for reason in fix.reasons)
    return f"{title} (may change: {reasons})" if reasons else f"{title} (not known to be safe)"


def _fix(server: Server, document: Document, fix: Fix, answer: Found) -> lsp.WorkspaceEdit:
    """The edits of a fix, in all files that it touches."""

    def line(path: str, number: int) -> str:
        if path == document.display:
            return document.source.line(number)
        return answer.wide.get((path, number), "")

    by_path: dict[str, list[Edit]] = {}
    for edit in fix.edits:
        by_path.setdefault(edit.path, []).append(edit)
    made = [
        _file_edits(server, answer.root / path, edits, partial(line, path))
        for path, edits in by_path.items()
    ]
    return _joined(server, made)


def _workspace_edit(
    server: Server, document: Document, edits: Iterable[Edit], line: LineOf
) -> lsp.WorkspaceEdit:
    return _joined(server, [_file_edits(server, document.path, edits, line)])


def _file_edits(
    server: Server, path: Path, edits: Iterable[Edit], line: LineOf
) -> lsp.TextDocumentEdit:
    """Edits of one file, of the version that the editor has open."""
    address = uri(path)
    versions = {document.path: document for document in server.checking.documents.values()}
    if path in versions:
        address, version = versions[path].uri, versions[path].version
    else:
        version = None
    identifier = lsp.OptionalVersionedTextDocumentIdentifier(address, version)
    return lsp.TextDocumentEdit(
        identifier,
        [lsp.TextEdit(server.encoding.range(edit.span, line), edit.text) for edit in edits],
    )


def _joined(server: Server, edits: list[lsp.TextDocumentEdit]) -> lsp.WorkspaceEdit:
    if server.versions_edits:
        return lsp.WorkspaceEdit(document_changes=list(edits))
    changes: dict[str, list[lsp.TextEdit]] = {}
    for edit in edits:
        plain = [one for one in edit.edits if isinstance(one, lsp.TextEdit)]
        changes.setdefault(edit.text_document.uri, []).extend(plain)
    return lsp.WorkspaceEdit(changes=changes)
