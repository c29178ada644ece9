/** The item in the language status: is the server well, and which scvi-tools does it assume. */

import { type Disposable, LanguageStatusSeverity, languages } from 'vscode';

const WHERE = [{ language: 'python' }, { language: 'quarto' }, { language: 'rmd' }];

/** What the server says of one document. */
export interface Assumed {
  scviTools: string;
  origin: string;
}

export class Status implements Disposable {
  private readonly item = languages.createLanguageStatusItem('scvi-lint.status', WHERE);

  constructor() {
    this.item.name = 'scvi-lint';
    this.starting();
  }

  starting(): void {
    this.show('scvi-lint', 'starting …', LanguageStatusSeverity.Information);
    this.item.busy = true;
  }

  running(version: string, assumed: Assumed | undefined): void {
    const text = assumed === undefined ? 'scvi-lint' : `scvi-tools ${assumed.scviTools}`;
    const origin = assumed === undefined ? '' : `${said(assumed.origin)} · `;
    this.show(text, `${origin}scvi-lint ${version}`, LanguageStatusSeverity.Information);
    this.item.command = { title: 'Show Log', command: 'scvi-lint.showLog' };
  }

  off(): void {
    this.show('scvi-lint', 'off: scvi-lint.enable is false', LanguageStatusSeverity.Information);
  }

  failed(reason: string): void {
    this.show('scvi-lint', reason, LanguageStatusSeverity.Error);
    this.item.command = { title: 'What to Do', command: 'scvi-lint.whatToDo' };
  }

  dispose(): void {
    this.item.dispose();
  }

  private show(text: string, detail: string, severity: LanguageStatusSeverity): void {
    this.item.busy = false;
    this.item.text = text;
    this.item.detail = detail;
    this.item.severity = severity;
    this.item.command = undefined;
  }
}

function said(origin: string): string {
  return origin === '' ? 'the newest, as nothing says otherwise' : `from ${origin}`;
}
