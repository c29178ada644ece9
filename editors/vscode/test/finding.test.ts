import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { beforeEach, describe, test } from 'node:test';
import { find } from '../src/finding.ts';
import { onPath } from '../src/programs.ts';
import { older } from '../src/versions.ts';

const SOURCE = 'git+https://example.org/scvi-lint';

let folder: string;

/** A program that prints what a test wants it to. */
function fake(path: string, ...lines: string[]): string {
  const full = join(folder, path);
  mkdirSync(join(full, '..'), { recursive: true });
  writeFileSync(full, ['#!/bin/sh', ...lines, ''].join('\n'));
  chmodSync(full, 0o755);
  return full;
}

/** An interpreter of some version; `pip` and `module` tell what it can do. */
function python(path: string, version: string, pip = true): string {
  return fake(
    path,
    'case "$*" in',
    `  *version_info*) echo ${version};;`,
    `  "-m pip --version") exit ${pip ? 0 : 1};;`,
    '  "-m scvi_lint"*) echo "$0: No module named scvi_lint" >&2; exit 1;;',
    'esac',
  );
}

function wishes(more: object = {}) {
  return { path: '', interpreter: '', installFrom: SOURCE, selected: undefined, elsewhere: folder, ...more };
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'scvi-lint-'));
  mkdirSync(join(folder, 'path'));
  for (const name of ['sh', 'env']) {
    symlinkSync(onPath(name, `/bin${delimiter}/usr/bin`) ?? '', join(folder, 'path', name));
  }
  process.env['PATH'] = join(folder, 'path');
});

describe('the server is', () => {
  test('what the setting names, whatever else there is', async () => {
    const path = fake('own', 'echo scvi-lint 3.0.0');
    fake('path/scvi-lint', 'echo scvi-lint 2.0.0');
    const found = await find(wishes({ path, selected: python('env/bin/python', '3.12') }));
    assert.ok('version' in found);
    assert.deepEqual([found.command, found.version], [path, '3.0.0']);
  });

  test("the selected interpreter's, before the one on PATH", async () => {
    const selected = python('env/bin/python', '3.12');
    const command = fake('env/bin/scvi-lint', 'echo scvi-lint 3.0.0');
    fake('path/scvi-lint', 'echo scvi-lint 2.0.0');
    const found = await find(wishes({ selected }));
    assert.ok('version' in found);
    assert.equal(found.command, command);
  });

  test('the one on PATH, when the selected interpreter has none', async () => {
    const command = fake('path/scvi-lint', 'echo scvi-lint 2.0.0');
    const found = await find(wishes({ selected: python('env/bin/python', '3.12') }));
    assert.ok('version' in found);
    assert.deepEqual([found.command, found.origin], [command, 'PATH']);
  });
});

describe('when there is none, the user is told', () => {
  test('how to install it into the selected environment', async () => {
    const selected = python('env/bin/python', '3.12');
    const found = await find(wishes({ selected }));
    assert.ok('reason' in found);
    assert.match(found.reason, /scvi-lint is not installed in .*env\/bin\/python/);
    assert.equal(found.advice.command, `${selected} -m pip install ${SOURCE}`);
  });

  test('how to do so with uv, when the environment has no pip', async () => {
    fake('path/uv');
    const selected = python('my env/bin/python', '3.12', false);
    const found = await find(wishes({ selected }));
    assert.ok('reason' in found);
    assert.equal(found.advice.command, `uv pip install --python "${selected}" ${SOURCE}`);
  });

  test('that the Python is too old, and how to install it apart', async () => {
    const found = await find(wishes({ selected: python('env/bin/python', '3.9') }));
    assert.ok('reason' in found);
    assert.match(found.reason, /Python 3\.9 .* is too old: scvi-lint needs 3\.10/);
    assert.equal(found.advice.command, `pipx install ${SOURCE}`);
  });

  test('where that will be, and a folder with blanks as it is typed', async () => {
    const installFrom = '/my clones/scvi-lint';
    const there = await find(wishes({ installFrom, selected: python('env/bin/python', '3.12') }));
    const apart = await find(wishes({ installFrom }));
    assert.ok('reason' in there && 'reason' in apart);
    assert.match(there.advice.command, /pip install "\/my clones\/scvi-lint"$/);
    assert.match(there.advice.where, /into that environment/);
    assert.match(apart.advice.where, /of its own/);
  });

  test('that nothing is selected and nothing is on PATH', async () => {
    const found = await find(wishes());
    assert.ok('reason' in found);
    assert.match(found.reason, /not on PATH, and no interpreter is selected/);
  });

  test('that the program of the setting does not exist, rather than given another', async () => {
    fake('path/scvi-lint', 'echo scvi-lint 2.0.0');
    const found = await find(wishes({ path: '/nowhere/scvi-lint' }));
    assert.ok('reason' in found);
    assert.match(found.reason, /no program at \/nowhere\/scvi-lint \(the setting/);
  });

  test('what a broken one said last', async () => {
    fake('path/scvi-lint', 'echo Traceback >&2', 'echo ImportError: libfoo >&2', 'exit 1');
    const found = await find(wishes());
    assert.ok('reason' in found);
    assert.match(found.reason, /does not work: ImportError: libfoo$/);
  });
});

test('an old one is used, and its upgrade named by the way it was installed', async () => {
  fake('pipx/venvs/scvi-lint/bin/scvi-lint', 'echo scvi-lint 0.0.9');
  const path = join(folder, 'pipx/venvs/scvi-lint/bin/scvi-lint');
  const found = await find(wishes({ path }));
  assert.ok('version' in found);
  assert.equal(found.advice?.command, 'pipx upgrade scvi-lint');
});

test('releases are compared by their numbers', () => {
  assert.ok(older('0.9.9', '0.10'));
  assert.ok(!older('0.10', '0.10.0'));
  assert.ok(!older('1.0.0rc1', '0.10'));
});
