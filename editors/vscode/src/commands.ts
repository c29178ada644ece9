/** The commands of the palette. */

import {
  type CodeAction,
  type Disposable,
  type LogOutputChannel,
  Range,
  type Uri,
  commands,
  env,
  window,
  workspace,
} from 'vscode';
import { isPage } from './addresses.ts';
import { atCursor, cited } from './findings.ts';
import type { Pages } from './pages.ts';
import type { Picture } from './picture.ts';
import { type Answer, ask } from './programs.ts';
import type { Server } from './server.ts';

const FIX_ALL = 'source.fixAll.scvi-lint';
const NOTEBOOK_FIX_ALL = `notebook.${FIX_ALL}`;

export function register(
  server: Server,
  pages: Pages,
  picture: Picture,
  log: LogOutputChannel,
  elsewhere: string,
): Disposable[] {
  /** A question to the command line of the server that runs. */
  async function answered(...words: string[]): Promise<Answer | undefined> {
    if (server.command === undefined) {
      await server.whatToDo();
      return undefined;
    }
    const { command, args } = server.command;
    const answer = await ask(command, [...args, ...words], elsewhere);
    if (answer.code === null || answer.code > 1) {
      void window.showErrorMessage(`scvi-lint: ${answer.errors || 'no answer'}`);
      return undefined;
    }
    return answer;
  }

  async function explainRule(given?: unknown): Promise<void> {
    const here = atCursor()?.finding;
    let code = typeof given === 'string' ? given : here === undefined ? '' : cited(here).code;
    if (code === '') {
      code = (await chosenRule()) ?? '';
    }
    const answer =
      code === '' ? undefined : await answered('explain', '--output-format', 'markdown', code);
    if (answer !== undefined) {
      await pages.markdown(code, answer.out);
    }
  }

  async function chosenRule(): Promise<string | undefined> {
    const answer = await answered('rules', '--output-format', 'json');
    if (answer === undefined) {
      return undefined;
    }
    const rules = JSON.parse(answer.out) as { code: string; name: string; title?: string }[];
    const items = rules.map(({ code, name, title }) => ({
      label: code,
      description: name,
      ...(title === undefined ? {} : { detail: title }),
    }));
    const options = { placeHolder: 'A rule to explain', matchOnDescription: true, matchOnDetail: true };
    return (await window.showQuickPick(items, options))?.label;
  }

  async function openCitedPage(): Promise<void> {
    const finding = atCursor()?.finding;
    const page = finding === undefined ? undefined : cited(finding).page;
    if (page === undefined || !isPage(page.toString(true))) {
      void window.showInformationMessage('scvi-lint: the cursor is on no finding that cites a page.');
    } else {
      await env.openExternal(page);
    }
  }

  async function fixAll(): Promise<void> {
    const notebook = window.activeNotebookEditor?.notebook;
    const uri = notebook?.cellAt(0).document.uri ?? window.activeTextEditor?.document.uri;
    if (uri === undefined) {
      return;
    }
    const kind = notebook === undefined ? FIX_ALL : NOTEBOOK_FIX_ALL;
    const edit = (await actions(uri, kind)).find((action) => action.edit !== undefined)?.edit;
    if (edit === undefined) {
      window.setStatusBarMessage('scvi-lint: nothing is safe to fix here', 5000);
    } else {
      await workspace.applyEdit(edit);
    }
  }

  const all: Record<string, (...given: unknown[]) => Promise<void> | void> = {
    restart: () => server.restart('asked for'),
    showLog: () => log.show(),
    whatToDo: () => server.whatToDo(),
    explainRule,
    openCitedPage,
    inspect: () => picture.show(),
    fixAll,
  };
  return Object.entries(all).map(([name, run]) =>
    commands.registerCommand(`scvi-lint.${name}`, run),
  );
}

/** Actions of one kind for a whole document, their edits made. */
async function actions(uri: Uri, kind: string): Promise<CodeAction[]> {
  const document = await workspace.openTextDocument(uri);
  const whole = new Range(0, 0, document.lineCount, 0);
  const found = await commands.executeCommand<CodeAction[]>(
    'vscode.executeCodeActionProvider',
    uri,
    whole,
    kind,
    10,
  );
  return (found ?? []).filter((action) => action.kind?.value === kind);
}
