/** The interpreter that the user has selected, as the Python extension tells it. */

import { type Disposable, type Uri, extensions, workspace } from 'vscode';

interface EnvironmentPath {
  path: string;
}

interface PythonExtension {
  environments: {
    getActiveEnvironmentPath(resource?: Uri): EnvironmentPath;
    resolveEnvironment(
      environment: EnvironmentPath,
    ): Promise<{ executable: { uri?: Uri } } | undefined>;
    onDidChangeActiveEnvironmentPath(listener: () => void): Disposable;
  };
}

const PYTHON = 'ms-python.python';

async function api(): Promise<PythonExtension['environments'] | undefined> {
  const extension = extensions.getExtension<PythonExtension>(PYTHON);
  try {
    return (await extension?.activate())?.environments;
  } catch {
    return undefined; // its trouble is not ours
  }
}

/** The path of the selected interpreter; undefined without the Python extension. */
export async function selected(): Promise<string | undefined> {
  const environments = await api();
  if (environments === undefined) {
    return undefined;
  }
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const active = environments.getActiveEnvironmentPath(folder);
  const known = await environments.resolveEnvironment(active);
  return known?.executable.uri?.fsPath;
}

/** Be told when another one is selected. */
export async function onSelected(listener: () => void): Promise<Disposable | undefined> {
  return (await api())?.onDidChangeActiveEnvironmentPath(listener);
}
