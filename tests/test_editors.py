"""Real editors, speaking with the server by what docs/editors says."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("pygls", reason="the server needs pygls")
from editor import project

# What comes before the call counts two UTF-16 units, four bytes and one character for each snake.
TEXT = 'import time\n\nasync def serve():\n    "🐍🐍"; time.sleep(1)\n'
SERVER = Path(sys.executable).parent / "asynclint"

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
