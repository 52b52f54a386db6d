"""Between places as we count them and places as the editor does, and from findings to its words."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from lsprotocol import types as lsp
from pygls import uris

from asynclint.diagnostic import Diagnostic, Severity
from asynclint.text import Position, Source, Span

NAME = "asynclint"
_SEVERITIES = {
    Severity.ERROR: lsp.DiagnosticSeverity.Error,
    Severity.WARNING: lsp.DiagnosticSeverity.Warning,
    Severity.INFO: lsp.DiagnosticSeverity.Information,
}

LineOf = Callable[[int], str]


class Encoding:
    """How the editor counts columns: as it was agreed on when it connected."""

    def __init__(self, kind: str = lsp.PositionEncodingKind.Utf16) -> None:
        self._kind = kind

    def position(self, position: Position, line: str) -> lsp.Position:
        """A place of ours in the editor's terms; the text of a line of plain ASCII may be left
        out."""
        before = line[: position.column - 1]
        column = position.column - 1
        if self._kind == lsp.PositionEncodingKind.Utf8:
            column += len(before.encode("utf-8", "surrogatepass")) - len(before)
        elif self._kind == lsp.PositionEncodingKind.Utf16:
            column += sum(char > "\uffff" for char in before)
        return lsp.Position(position.line - 1, column)

    def range(self, span: Span, line: LineOf) -> lsp.Range:
        """A span of ours in the editor's terms."""
        return lsp.Range(
            self.position(span.start, line(span.start.line)),
            self.position(span.end, line(span.end.line)),
        )

    def ours(self, position: lsp.Position, source: Source) -> Position:
        """A place of the editor's, clipped to the line."""
        line, units = position.line + 1, position.character
        text = source.line(line)
        if self._kind == lsp.PositionEncodingKind.Utf8:
            before = text.encode("utf-8", "surrogatepass")[:units].decode(errors="ignore")
        elif self._kind == lsp.PositionEncodingKind.Utf16:
            data = text.encode("utf-16-le", "surrogatepass")
            before = data[: 2 * units].decode("utf-16-le", "ignore")
        else:
            before = text[:units]
        return Position(line, len(before) + 1)

    def span(self, range: lsp.Range, source: Source) -> Span:
        return Span(self.ours(range.start, source), self.ours(range.end, source))


def uri(path: Path) -> str:
    """The address of a file, as editors write it."""
    return str(uris.from_fs_path(str(path)))


def diagnostic(
    found: Diagnostic,
    data: object,
    page: str,
    encoding: Encoding,
    root: Path,
    line_of: Callable[[str, int], str],
    related: bool,
) -> lsp.Diagnostic:
    """A finding as the editor shows it; `related` tells whether it can show the chain."""
    steps = [
        lsp.DiagnosticRelatedInformation(
            lsp.Location(
                uri(root / step.path), encoding.range(step.span, partial(line_of, step.path))
            ),
            step.text,
        )
        for step in found.trace
    ]
    return lsp.Diagnostic(
        range=encoding.range(found.span, partial(line_of, found.path)),
        message=f"{found.message}\n{found.help}" if found.help else found.message,
        severity=_SEVERITIES[found.severity],
        code=found.code,
        code_description=lsp.CodeDescription(page) if page else None,
        source=NAME,
        related_information=steps if related and steps else None,
        data=data,
    )
