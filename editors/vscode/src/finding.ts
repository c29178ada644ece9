/**
 * Where the server is: what the settings name, else the selected interpreter's environment, else
 * PATH. Each candidate is asked for its version, so what is wrong is known before it is started.
 */

import { dirname, join } from 'node:path';
import { type Advice, toInstall, toUpgrade } from './advice.ts';
import { WINDOWS, ask, executable, onPath } from './programs.ts';
import { older } from './versions.ts';

/** The oldest server with everything that this extension asks of it. */
export const OLDEST = '0.1.0';

/**
 * What the user said, and where to look. `installFrom` is what to install when it is nowhere;
 * `elsewhere` a folder that nothing is imported from.
 */
export interface Wishes {
  path: string;
  interpreter: string;
  installFrom: string;
  selected: string | undefined;
  elsewhere: string;
}

/** A server that works. `advice` when it is older than it should be. */
export interface Found {
  command: string;
  args: string[];
  version: string;
  origin: string;
  advice?: Advice;
}

/** Why there is none, in a sentence, and what to do. */
export interface Missing {
  reason: string;
  advice: Advice;
}

interface Candidate {
  command: string;
  args: string[];
  origin: string;
  python?: string;
}

/** The server to start, or what to tell the user. */
export async function find(wishes: Wishes): Promise<Found | Missing> {
  if (wishes.path !== '') {
    const origin = 'the setting scvi-lint.path';
    return tried({ command: wishes.path, args: [], origin }, wishes);
  }
  if (wishes.interpreter !== '') {
    return tried(of(wishes.interpreter, 'the setting scvi-lint.interpreter'), wishes);
  }
  let first: Missing | undefined;
  if (wishes.selected !== undefined) {
    const found = await tried(of(wishes.selected, 'the selected interpreter'), wishes);
    if ('version' in found) {
      return found;
    }
    first = found;
  }
  const command = onPath('scvi-lint');
  if (command !== undefined) {
    return tried({ command, args: [], origin: 'PATH' }, wishes);
  }
  const nowhere = 'scvi-lint is not installed: it is not on PATH, and no interpreter is selected.';
  const { installFrom, elsewhere } = wishes;
  return first ?? { reason: nowhere, advice: await toInstall(undefined, installFrom, elsewhere) };
}

/** The server of an interpreter's environment: its command, else its module. */
function of(python: string, origin: string): Candidate {
  const command = join(dirname(python), WINDOWS ? 'scvi-lint.exe' : 'scvi-lint');
  return executable(command)
    ? { command, args: [], origin, python }
    : { command: python, args: ['-m', 'scvi_lint'], origin, python };
}

async function tried(candidate: Candidate, wishes: Wishes): Promise<Found | Missing> {
  const { command, args, origin, python } = candidate;
  const { installFrom, elsewhere } = wishes;
  const answer = await ask(command, [...args, '--version'], elsewhere);
  const version = /^scvi-lint (\S+)/m.exec(answer.out)?.[1];
  if (version === undefined) {
    const reason = await why(candidate, answer.errors, elsewhere);
    return { reason, advice: await toInstall(python, installFrom, elsewhere) };
  }
  const found: Found = { command, args, version, origin };
  if (older(version, OLDEST)) {
    found.advice = toUpgrade(command, python, installFrom);
  }
  return found;
}

async function why(candidate: Candidate, errors: string, elsewhere: string): Promise<string> {
  const { command, origin, python } = candidate;
  if (python !== undefined) {
    if (!executable(python)) {
      return `There is no interpreter at ${python} (${origin}).`;
    }
    const script = 'import sys; print("%d.%d" % sys.version_info[:2])';
    const asked = await ask(python, ['-c', script], elsewhere);
    const version = asked.out.trim();
    if (version !== '' && older(version, '3.10')) {
      return `Python ${version} at ${python} (${origin}) is too old: scvi-lint needs 3.10 or later.`;
    }
    if (/No module named '?scvi_lint'?/.test(errors)) {
      return `scvi-lint is not installed in ${python} (${origin}).`;
    }
  } else if (!executable(command)) {
    return `There is no program at ${command} (${origin}).`;
  }
  const last = errors.split('\n').at(-1) ?? '';
  return `${command} (${origin}) does not work: ${last || 'it is no scvi-lint.'}`;
}
