/** The exact command that installs or upgrades the server, for the environment at hand. */

import { dirname, join } from 'node:path';
import { WINDOWS, ask, executable, onPath } from './programs.ts';
import { older } from './versions.ts';

/** A command as it would be typed, and what it does in a word. */
export interface Advice {
  verb: 'Install' | 'Upgrade';
  command: string;
}

/** How to get the server: into an interpreter's environment if that can hold it, else apart. */
export async function toInstall(python: string | undefined, elsewhere: string): Promise<Advice> {
  const verb = 'Install';
  if (python !== undefined && executable(python)) {
    const script = 'import sys; print("%d.%d" % sys.version_info[:2])';
    const version = (await ask(python, ['-c', script], elsewhere)).out.trim();
    if (version !== '' && !older(version, '3.10')) {
      if ((await ask(python, ['-m', 'pip', '--version'], elsewhere)).code === 0) {
        return { verb, command: `${quoted(python)} -m pip install scvi-lint` };
      }
      if (onPath('uv') !== undefined) {
        return { verb, command: `uv pip install --python ${quoted(python)} scvi-lint` };
      }
    }
  }
  const tool = onPath('uv') !== undefined ? 'uv tool' : 'pipx';
  return { verb, command: `${tool} install scvi-lint` };
}

/** How to get a newer one, by the way in which this one was installed. */
export function toUpgrade(command: string, python: string | undefined): Advice {
  const verb = 'Upgrade';
  const path = command.replaceAll('\\', '/');
  if (path.includes('/pipx/')) {
    return { verb, command: 'pipx upgrade scvi-lint' };
  }
  if (path.includes('/uv/tools/')) {
    return { verb, command: 'uv tool upgrade scvi-lint' };
  }
  const beside = join(dirname(command), WINDOWS ? 'python.exe' : 'python');
  const own = python ?? (executable(beside) ? beside : 'python');
  return { verb, command: `${quoted(own)} -m pip install --upgrade scvi-lint` };
}

function quoted(path: string): string {
  return /[\s&()]/.test(path) ? `"${path}"` : path;
}
