/** What is shown when the server will not do: the reason, and the command that mends it. */

import {
  ShellExecution,
  Task,
  TaskRevealKind,
  TaskScope,
  commands,
  env,
  tasks,
  window,
  workspace,
} from 'vscode';
import type { Advice } from './advice.ts';

const COPY = 'Copy Command';
const SETTINGS = 'Open Settings';

/** Tell the user, and do what they choose; true when the server can be looked for again. */
export async function offer(reason: string, advice: Advice): Promise<boolean> {
  const { verb, command, where } = advice;
  // A command of ours may run only where the workspace is trusted.
  const choices = workspace.isTrusted ? [verb, COPY, SETTINGS] : [COPY, SETTINGS];
  const show = verb === 'Install' ? window.showErrorMessage : window.showWarningMessage;
  const other = 'The setting scvi-lint.installFrom names another source.';
  const chosen = await show(
    `${reason} ${verb} it with: ${command} – this puts it ${where}. ${other}`,
    ...choices,
  );
  if (chosen === verb) {
    return perform(advice);
  }
  if (chosen === COPY) {
    await env.clipboard.writeText(command);
    window.setStatusBarMessage(`Copied: ${command}`, 5000);
  } else if (chosen === SETTINGS) {
    await commands.executeCommand('workbench.action.openSettings', 'scvi-lint');
  }
  return false;
}

/** Run the command where the user can watch it; true when it went well. */
async function perform({ verb, command }: Advice): Promise<boolean> {
  const scope = workspace.workspaceFolders === undefined ? TaskScope.Global : TaskScope.Workspace;
  const execution = new ShellExecution(command);
  const task = new Task({ type: 'shell' }, scope, `${verb} scvi-lint`, 'scvi-lint', execution);
  task.presentationOptions = { reveal: TaskRevealKind.Always };
  const running = await tasks.executeTask(task);
  return new Promise((resolve) => {
    const listener = tasks.onDidEndTaskProcess((event) => {
      if (event.execution === running) {
        listener.dispose();
        resolve(event.exitCode === 0);
      }
    });
  });
}

/** Whether a program that uses scvi-tools is open: only then is a missing server worth a word. */
export function concerned(): boolean {
  return workspace.textDocuments.some(
    (document) => document.languageId === 'python' && document.getText().includes('scvi'),
  );
}
