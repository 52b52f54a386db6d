"""Editors, speaking with the server by what docs/editors says.

Neovim and Emacs are the real ones. Helix and PyCharm cannot be installed from where tests get
their packages: their set-ups are read as they read them, and the server is started by what is in
there, and told what such an editor tells it of itself.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path

import pytest

pytest.importorskip("pygls", reason="the server needs pygls")
from editor import VSCODE, editor, project
from lsprotocol import types as lsp
from pytest_lsp import client_capabilities

# What comes before the call counts two UTF-16 units, four bytes and one character for each snake.
TEXT = 'import time\n\nasync def serve():\n    "🐍🐍"; time.sleep(1)\n'
SERVER = Path(sys.executable).parent / "asynclint"
DOCS = Path(__file__).parent.parent / "docs/editors"

NEOVIM = """\
vim.o.swapfile = false
vim.cmd('edit app.py')
vim.bo.filetype = 'python'
local id = vim.lsp.start_client({
  name = 'asynclint',
  cmd = { vim.env.SERVER, 'server' },
  root_dir = vim.fn.getcwd(),
})
vim.lsp.buf_attach_client(0, id)
local patience = 120000
assert(vim.wait(patience, function() return #vim.diagnostic.get(0) > 0 end, 50), 'no diagnostics')
local client = vim.lsp.get_client_by_id(id)
local function told()
  return vim.tbl_map(function(one)
    local code = one.code or one.user_data.lsp.code
    return { line = one.lnum, from = one.col, to = one.end_col, code = code }
  end, vim.diagnostic.get(0))
end
local before = told()
local lsp = vim.diagnostic.get(0)[1]
-- As `vim.lsp.buf.code_action` of this version does: columns in bytes.
local params = {
  textDocument = { uri = vim.uri_from_bufnr(0) },
  range = {
    start = { line = lsp.lnum, character = lsp.col },
    ['end'] = { line = lsp.end_lnum, character = lsp.end_col },
  },
  context = { diagnostics = vim.lsp.diagnostic.get_line_diagnostics(0, lsp.lnum) },
}
local answer = client.request_sync('textDocument/codeAction', params, patience, 0)
local titles = {}
for _, action in ipairs(answer.result) do
  table.insert(titles, action.title)
  if action.title:match('^Ignore ASL101') then
    vim.lsp.util.apply_workspace_edit(action.edit, client.offset_encoding)
  end
end
assert(vim.wait(patience, function() return #vim.diagnostic.get(0) == 0 end, 50), 'not silenced')
local file = io.open('out.json', 'w')
file:write(vim.fn.json_encode({
  before = before, titles = titles, text = vim.api.nvim_buf_get_lines(0, 0, -1, false),
}))
file:close()
vim.cmd('qall!')
"""

EMACS = """\
(require 'package)
(package-initialize)
(require 'eglot)
(require 'json)
(require 'python)
(setq eglot-connect-timeout 120 eglot-sync-connect 120 eglot-autoshutdown nil)
(add-to-list 'eglot-server-programs `(python-mode . (,(getenv "SERVER") "server")))
(find-file "app.py")
(apply #'eglot (butlast (eglot--guess-contact) 0))
(let ((deadline (+ (float-time) 120)))
  (while (and (null (flymake-diagnostics)) (< (float-time) deadline))
    (accept-process-output nil 0.1)
    (flymake-start)))
(let* ((found (car (flymake-diagnostics)))
       (covered (buffer-substring-no-properties
                 (flymake-diagnostic-beg found) (flymake-diagnostic-end found))))
  (with-temp-file "out.json"
    (insert (json-encode `((covered . ,covered) (text . ,(flymake-diagnostic-text found)))))))
(kill-emacs 0)
"""


def find(name: str) -> str:
    """An editor; without it the test is skipped, save where it must be there."""
    path = shutil.which(name)
    if path is None:
        if os.environ.get("ASYNCLINT_CI"):
            pytest.fail(f"{name} is not installed")
        pytest.skip(f"{name} is not installed")
    return path


def play(root: Path, *command: str) -> dict[str, object]:
    project(root, app="")
    (root / "app.py").write_text(TEXT, "utf-8")
    (root / ".git").mkdir()
    env = {**os.environ, "SERVER": str(SERVER), "HOME": str(root), "XDG_STATE_HOME": str(root)}
    done = subprocess.run(
        command,
        cwd=root,
        env=env,
        capture_output=True,
        text=True,
        timeout=300,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    out = root / "out.json"
    assert out.exists(), done.stdout + done.stderr
    said: dict[str, object] = json.loads(out.read_text("utf-8"))
    return said


def test_neovim(tmp_path: Path) -> None:
    nvim = find("nvim")
    script = tmp_path / "script.lua"
    script.write_text(NEOVIM, "utf-8")
    said = play(tmp_path, nvim, "--headless", "-u", "NONE", "-c", f"luafile {script}")
    line = TEXT.split("\n")[3]
    start = len(line.partition("time")[0].encode())
    assert said["before"] == [
        {"line": 3, "from": start, "to": len(line.encode()), "code": "ASL101"}
    ]
    assert said["text"] == [
        *TEXT.split("\n")[:3],
        line + "  # asynclint: ignore[ASL101]",
    ]
    assert "Ignore ASL101 here (blocking-call-in-async)" in str(said["titles"])


def test_emacs(tmp_path: Path) -> None:
    emacs = find("emacs")
    script = tmp_path / "script.el"
    script.write_text(EMACS, "utf-8")
    said = play(tmp_path, emacs, "--batch", "-l", str(script))
    assert said["covered"] == "time.sleep(1)"
    assert "blocks the event loop" in str(said["text"])


# What Helix says of itself: it is published to, counts in UTF-8, shows no related information, has
# actions resolved, and takes edits by version.
HELIX = lsp.ClientCapabilities(
    workspace=lsp.WorkspaceClientCapabilities(
        apply_edit=True,
        configuration=True,
        did_change_watched_files=lsp.DidChangeWatchedFilesClientCapabilities(
            dynamic_registration=True, relative_pattern_support=False
        ),
        workspace_edit=lsp.WorkspaceEditClientCapabilities(
            document_changes=True,
            failure_handling=lsp.FailureHandlingKind.Abort,
            normalizes_line_endings=False,
        ),
        workspace_folders=True,
    ),
    text_document=lsp.TextDocumentClientCapabilities(
        code_action=lsp.CodeActionClientCapabilities(
            code_action_literal_support=lsp.ClientCodeActionLiteralOptions(
                lsp.ClientCodeActionKindOptions(
                    ["", "quickfix", "refactor", "source", "source.organizeImports"]
                )
            ),
            data_support=True,
            disabled_support=True,
            is_preferred_support=True,
            resolve_support=lsp.ClientCodeActionResolveOptions(["edit", "command"]),
        ),
        hover=lsp.HoverClientCapabilities(content_format=[lsp.MarkupKind.Markdown]),
        publish_diagnostics=lsp.PublishDiagnosticsClientCapabilities(version_support=True),
    ),
    window=lsp.WindowClientCapabilities(work_done_progress=True),
    general=lsp.GeneralClientCapabilities(
        position_encodings=[
            lsp.PositionEncodingKind.Utf8,
            lsp.PositionEncodingKind.Utf32,
            lsp.PositionEncodingKind.Utf16,
        ]
    ),
)


def documented(heading: str, language: str) -> str:
    """The set-up that docs/editors/README.md has for an editor."""
    section = (DOCS / "README.md").read_text("utf-8").partition(f"## {heading}\n")[2]
    found = re.search(rf"(?ms)^```{language}\n(.*?)^```", section)
    assert found is not None
    return found[1]


def test_helix(tmp_path: Path) -> None:
    languages = tomllib.loads(documented("Helix", "toml"))
    servers = languages["language-server"]
    (python,) = languages["language"]
    assert python["name"] == "python"
    assert set(servers) <= set(python["language-servers"])
    server = servers["asynclint"]
    assert server.keys() <= {"command", "args"}
    found, titles, text = played(tmp_path, HELIX, [server["command"], *server["args"]])
    line = TEXT.split("\n")[3].encode()
    assert (found.start.character, found.end.character) == (line.index(b"time"), len(line))
    assert titles[0] == "Await `asyncio.sleep` instead"
    assert titles[-1] == "Ignore ASL101 here (blocking-call-in-async)"
    assert text == f"{line.decode()}  # asynclint: ignore[ASL101]"


def test_pycharm(tmp_path: Path) -> None:
    """LSP4IJ imports a folder with a template; like VS Code it asks for diagnostics, in UTF-16."""
    template = json.loads((DOCS / "lsp4ij/template.json").read_text("utf-8"))
    assert template["fileTypeMappings"] == [
        {"fileType": {"name": "Python", "patterns": ["*.py"]}, "languageId": "python"}
    ]
    command = shlex.split(template["programArgs"]["default"])
    found, titles, text = played(tmp_path, client_capabilities(VSCODE), command)
    line = TEXT.split("\n")[3]
    start = len(line.partition("time")[0].encode("utf-16-le")) // 2
    assert found.start.character == start
    assert titles[0] == "Await `asyncio.sleep` instead"
    assert titles[-1] == "Ignore ASL101 here (blocking-call-in-async)"
    assert text == f"{line}  # asynclint: ignore[ASL101]"


def played(
    root: Path, capabilities: lsp.ClientCapabilities, command: Sequence[str]
) -> tuple[lsp.Range, list[str], str]:
    """Where the finding is, what is offered, and its line after the last offer was taken."""
    project(root, app="")
    (root / "app.py").write_text(TEXT, "utf-8")
    name, *arguments = command
    assert name == SERVER.name

    async def play() -> tuple[lsp.Range, list[str], str]:
        async with editor(root, "", capabilities, [str(SERVER), *arguments]) as it:
            it.open("app.py", TEXT)
            (found,) = await it.diagnostics("app.py", bool)
            offered = await it.client.text_document_code_action_async(
                lsp.CodeActionParams(
                    lsp.TextDocumentIdentifier(it.uri("app.py")),
                    found.range,
                    lsp.CodeActionContext([found], only=[lsp.CodeActionKind.QuickFix]),
                )
            )
            actions = [one for one in offered or () if isinstance(one, lsp.CodeAction)]
            action = actions[-1]
            if action.edit is None:
                action = await it.client.code_action_resolve_async(action)
            assert action.edit is not None
            assert action.edit.document_changes
            (change,) = action.edit.document_changes
            assert isinstance(change, lsp.TextDocumentEdit)
            (edit,) = change.edits
            assert edit.range.start == edit.range.end == found.range.end
            assert isinstance(edit, lsp.TextEdit | lsp.AnnotatedTextEdit)
            line = TEXT.split("\n")[3]  # which ends where the finding does
            return found.range, [one.title for one in actions], line + edit.new_text

    return asyncio.run(play())
