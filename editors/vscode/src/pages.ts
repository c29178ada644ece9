/** Pages that the command line writes – a rule explained, what the linter sees – as documents. */

import {
  type Disposable,
  EventEmitter,
  type TextDocumentContentProvider,
  Uri,
  commands,
  window,
  workspace,
} from 'vscode';

export const SCHEME = 'scvi-lint';

export class Pages implements TextDocumentContentProvider, Disposable {
  private readonly texts = new Map<string, string>();
  private readonly changed = new EventEmitter<Uri>();
  readonly onDidChange = this.changed.event;
  private readonly registration = workspace.registerTextDocumentContentProvider(SCHEME, this);

  provideTextDocumentContent(uri: Uri): string {
    return this.texts.get(uri.path) ?? '';
  }

  /** Show Markdown, rendered, beside the program. */
  async markdown(name: string, text: string): Promise<void> {
    const uri = this.put(`${name}.md`, text);
    await commands.executeCommand('markdown.showPreviewToSide', uri);
  }

  /** Show plain text beside the program. */
  async plain(name: string, text: string): Promise<void> {
    const document = await workspace.openTextDocument(this.put(`${name}.txt`, text));
    await window.showTextDocument(document, { preview: true, viewColumn: -2, preserveFocus: true });
  }

  dispose(): void {
    this.registration.dispose();
    this.changed.dispose();
  }

  private put(name: string, text: string): Uri {
    const uri = Uri.from({ scheme: SCHEME, path: `/${name}` });
    this.texts.set(uri.path, text);
    this.changed.fire(uri);
    return uri;
  }
}
