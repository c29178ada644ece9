/** Programs of the system: where they are, and what they answer. Knows nothing of the editor. */

import { execFile } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

export const WINDOWS = process.platform === 'win32';

/** What a program answered; `code` is null when it could not be run or took too long. */
export interface Answer {
  code: number | null;
  out: string;
  errors: string;
}

const PATIENCE = 15_000;

/** Run a program to its end, in a folder where it finds nothing of the user's to import. */
export function ask(command: string, args: string[], cwd: string): Promise<Answer> {
  return new Promise((resolve) => {
    const options = { cwd, timeout: PATIENCE, maxBuffer: 32 * 1024 * 1024, windowsHide: true };
    execFile(command, args, options, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : null;
      const errors = stderr.trim() || (error !== null && code === null ? error.message : '');
      resolve({ code, out: stdout, errors });
    });
  });
}

/** The path of a program by its name, as a shell would find it. */
export function onPath(name: string, path = process.env['PATH'] ?? ''): string | undefined {
  const names = WINDOWS ? [`${name}.exe`, `${name}.bat`, `${name}.cmd`] : [name];
  for (const folder of path.split(delimiter)) {
    for (const one of names) {
      const full = join(folder, one);
      if (folder !== '' && executable(full)) {
        return full;
      }
    }
  }
  return undefined;
}

/** Whether there is a file that may be run. */
export function executable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
