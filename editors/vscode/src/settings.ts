/** The user's settings, as they are sent to the server and as the extension reads them. */

import { homedir } from 'node:os';
import { type ConfigurationScope, ConfigurationTarget, Uri, workspace } from 'vscode';

export const SECTION = 'scvi-lint';
export const ALLOW_FOLDER = 'scvi-lint.allowFolder';
export const EXPLAIN = 'scvi-lint.explain';
// Tells the server that we keep what it is allowed: it need not say how one does that.
export const KEPT = 'kept';

// Settings that the extension itself reads; the server has no use for them.
const OWN = new Set(['enable', 'path', 'interpreter', 'args', 'installFrom']);

/** A setting of the extension, with `~` and the editor's variables replaced. */
export function program(name: 'path' | 'interpreter'): string {
  const given = workspace.getConfiguration(SECTION).get<string>(name, '').trim();
  const folder = workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  return given
    .replace(/^~(?=[\\/])/, homedir())
    .replaceAll('${userHome}', homedir())
    .replaceAll('${workspaceFolder}', folder)
    .replace(/\$\{env:(\w+)\}/g, (_, variable: string) => process.env[variable] ?? '');
}

/** What pip, pipx or uv are told to install: the user's own word, never a workspace's. */
export function installFrom(): string {
  return workspace.getConfiguration(SECTION).get<string>('installFrom', '').trim() || SECTION;
}

export function enabled(): boolean {
  return workspace.getConfiguration(SECTION).get<boolean>('enable', true);
}

export function extraArguments(): string[] {
  return workspace.getConfiguration(SECTION).get<string[]>('args', []);
}

/** A folder outside the project whose data files may be opened, in the user's own settings. */
export async function keep(folder: string): Promise<void> {
  const configuration = workspace.getConfiguration(SECTION);
  const known = configuration.get<string[]>('evidenceRoots', []);
  if (!known.includes(folder)) {
    await configuration.update('evidenceRoots', [...known, folder], ConfigurationTarget.Global);
  }
}

/**
 * What was set for a place, and nothing else: a default that is sent would win over the project's
 * own file. `python` tells whose packages name the release of scvi-tools.
 */
export function told(scope: string | undefined, python: string | undefined): object {
  const place: ConfigurationScope | null = scope === undefined ? null : Uri.parse(scope);
  const configuration = workspace.getConfiguration(SECTION, place);
  const found: Record<string, unknown> = {};
  for (const name of Object.keys(configuration)) {
    const set = configuration.inspect(name);
    if (set === undefined || OWN.has(name) || typeof configuration[name] === 'function') {
      continue;
    }
    const values = [
      set.globalValue,
      set.workspaceValue,
      set.workspaceFolderValue,
      set.globalLanguageValue,
      set.workspaceLanguageValue,
      set.workspaceFolderLanguageValue,
    ];
    if (values.some((value) => value !== undefined)) {
      found[name] = configuration.get(name);
    }
  }
  if (python !== undefined) {
    found['python'] ??= python;
  }
  return found;
}
