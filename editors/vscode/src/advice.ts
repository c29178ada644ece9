/** The exact command that installs or upgrades the server, for the environment at hand. */

import { dirname, join } from 'node:path';
import { WINDOWS, ask, executable, onPath } from './programs.ts';
import { older } from './versions.ts';

/** A command as it would be typed, what it does in a word, and where to in a few. */
export interface Advice {
  verb: 'Install' | 'Upgrade';
  command: string;
  where: string;
}

const THERE = 'into that environment, with the packages that it needs';
const APART = 'into an environment of its own, apart from your projects';

/**
 * How to get the server: into an interpreter's environment if that can hold it, else apart. `source`
 * is what pip, pipx and uv take: an address, a folder, a name on an index.
 */
export async function toInstall(
  python: string | undefined,
  source: string,
  elsewhere: string,
): Promise<Advice> {
  const from = quoted(source);
  const verb = 'Install';
  if (python !== undefined && executable(python)) {
    const script = 'import sys; print("%d.%d" % sys.version_info[:2])';
    const version = (await ask(python, ['-c', script], elsewhere)).out.trim();
    if (version !== '' && !older(version, '3.10')) {
      if ((await ask(python, ['-m', 'pip', '--version'], elsewhere)).code === 0) {
        return { verb, command: `${quoted(python)} -m pip install ${from}`, where: THERE };
      }
      if (onPath('uv') !== undefined) {
        const command = `uv pip install --python ${quoted(python)} ${from}`;
        return { verb, command, where: THERE };
      }
    }
  }
  const tool = onPath('uv') !== undefined ? 'uv tool' : 'pipx';
  return { verb, command: `${tool} install ${from}`, where: APART };
}

/** How to get a newer one, by the way in which this one was installed. */
export function toUpgrade(command: string, python: string | undefined, source: string): Advice {
  const verb = 'Upgrade';
  const path = command.replaceAll('\\', '/');
  if (path.includes('/pipx/')) {
    return { verb, command: 'pipx upgrade scvi-lint', where: APART };
  }
  if (path.includes('/uv/tools/')) {
    return { verb, command: 'uv tool upgrade scvi-lint', where: APART };
  }
  const beside = join(dirname(command), WINDOWS ? 'python.exe' : 'python');
  const own = python ?? (executable(beside) ? beside : 'python');
  const from = quoted(source);
  return { verb, command: `${quoted(own)} -m pip install --upgrade ${from}`, where: THERE };
}

function quoted(path: string): string {
  return /[\s&()]/.test(path) ? `"${path}"` : path;
}
