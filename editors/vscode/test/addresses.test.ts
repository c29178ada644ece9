/** Only pages of the documentation are opened, however an address is written. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isPage } from '../src/addresses.ts';

const HOST = 'https://docs.scvi-tools.org/en/';

test('a page that findings cite is opened', () => {
  assert.ok(isPage(`${HOST}1.4.2/user_guide/models/scvi.html`));
  assert.ok(isPage(`${HOST}1.4.2/api/reference/scvi.model.SCVI.html#scvi.model.SCVI.train`));
});

for (const address of [
  'https://docs.scvi-tools.org/en/../../evil',
  'https://docs.scvi-tools.org/en/1.4.2/../../../evil',
  'https://docs.scvi-tools.org/en/%2e%2e/evil',
  'https://docs.scvi-tools.org/en/..\\evil',
  'https://docs.scvi-tools.org/en//evil.example',
  'https://docs.scvi-tools.org/en/x?next=https://evil.example',
  'https://docs.scvi-tools.org/en/x y',
  'https://docs.scvi-tools.org/en/x\n',
  'https://docs.scvi-tools.org/evil',
  'https://docs.scvi-tools.org.evil.example/en/x',
  'https://docs.scvi-tools.org@evil.example/en/x',
  'https://user@docs.scvi-tools.org/en/x',
  'https://docs.scvi-tools.org:8443/en/x',
  'http://docs.scvi-tools.org/en/x',
  'https://github.com/scvi-lint/scvi-lint/issues/new.evil',
  'command:workbench.action.quit',
  'file:///etc/passwd',
  '',
]) {
  test(`${JSON.stringify(address)} is not opened`, () => assert.ok(!isPage(address)));
}
