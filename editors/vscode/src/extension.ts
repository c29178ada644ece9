/** scvi-lint in VS Code: a client of `scvi-lint server`, and what surrounds it. */

import { type ExtensionContext, window, workspace } from 'vscode';
import { register } from './commands.ts';
import { onSelected } from './interpreter.ts';
import { Pages } from './pages.ts';
import { Picture } from './picture.ts';
import { Server } from './server.ts';
import { SECTION } from './settings.ts';
import { Status } from './status.ts';

// A change of these needs another process; the server is told of all others.
const OF_THE_PROCESS = ['enable', 'path', 'interpreter', 'args', 'installFrom'];

let server: Server | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  const log = window.createOutputChannel('scvi-lint', { log: true });
  const status = new Status();
  const pages = new Pages();
  // Python imports from the folder that it is started in: this one holds nothing to import.
  const elsewhere = context.extensionPath;
  const own = (server = new Server(log, status, elsewhere));
  const picture = new Picture(own);
  context.subscriptions.push(
    log,
    status,
    pages,
    picture,
    own,
    ...register(own, pages, picture, log, elsewhere),
    workspace.onDidChangeConfiguration((change) => {
      if (OF_THE_PROCESS.some((name) => change.affectsConfiguration(`${SECTION}.${name}`))) {
        void own.restart('the settings changed');
      } else if (change.affectsConfiguration(SECTION)) {
        // The server is told by the client; what it now assumes is asked a moment later.
        setTimeout(() => void own.assume(), 500);
      }
    }),
    workspace.onDidGrantWorkspaceTrust(() => void own.restart('the workspace is trusted')),
    window.onDidChangeActiveTextEditor(() => void own.assume()),
    window.onDidChangeActiveNotebookEditor(() => void own.assume()),
    workspace.onDidSaveTextDocument(() => void own.assume()),
  );
  await own.restart('activated');
  const listening = await onSelected(() => void own.interpreterChanged());
  if (listening !== undefined) {
    context.subscriptions.push(listening);
  }
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}
