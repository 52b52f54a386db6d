/** Starts `asynclint server` and lets VS Code speak with it. */

import * as fs from "node:fs";
import * as path from "node:path";
import * as vscode from "vscode";
import { LanguageClient, ServerOptions } from "vscode-languageclient/node";

let client: LanguageClient | undefined;
let output: vscode.OutputChannel;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  output = vscode.window.createOutputChannel("asynclint");
  context.subscriptions.push(
    output,
    vscode.commands.registerCommand("asynclint.restart", restart),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("asynclint.command")) {
        void restart();
      }
    }),
  );
  await start();
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}

async function restart(): Promise<void> {
  await client?.stop();
  client = undefined;
  await start();
}

async function start(): Promise<void> {
  const [command, ...args] = await serverCommand();
  const server: ServerOptions = { command, args };
  client = new LanguageClient("asynclint", "asynclint", server, {
    documentSelector: [{ language: "python" }],
    outputChannel: output,
  });
  try {
    await client.start();
  } catch (error) {
    output.appendLine(String(error));
    void vscode.window.showErrorMessage(
      `asynclint cannot be started with \`${command}\`: install it with ` +
        "`pip install 'asynclint[lsp]'`, or set `asynclint.command`.",
    );
  }
}

/** The command of the settings, else that of the selected environment, else that on the PATH. */
async function serverCommand(): Promise<string[]> {
  const configured = vscode.workspace.getConfiguration("asynclint").get<string[]>("command", []);
  if (configured.length > 0) {
    return configured;
  }
  const python = await selectedPython();
  if (python !== undefined) {
    const suffix = process.platform === "win32" ? ".exe" : "";
    const script = path.join(path.dirname(python), `asynclint${suffix}`);
    if (fs.existsSync(script)) {
      return [script, "server"];
    }
  }
  return ["asynclint", "server"];
}

/** The interpreter that the Python extension has selected, if that extension is there. */
async function selectedPython(): Promise<string | undefined> {
  const extension = vscode.extensions.getExtension("ms-python.python");
  if (extension === undefined) {
    return undefined;
  }
  const api = extension.isActive ? extension.exports : await extension.activate();
  const environments = api?.environments;
  const resource = vscode.workspace.workspaceFolders?.[0]?.uri;
  const active = environments?.getActiveEnvironmentPath?.(resource);
  return active && (await environments.resolveEnvironment(active))?.executable?.uri?.fsPath;
}
