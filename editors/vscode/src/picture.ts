/**
 * The side panel with the picture of a program: it follows the cursor, and leads to what is chosen.
 *
 * The page is the server's. Its own policy lets nothing but its own style and script work, by their
 * hashes; it may load nothing, neither from the network nor from the disk.
 */

import { basename } from 'node:path';
import {
  type Disposable,
  type NotebookDocument,
  NotebookEditorRevealType,
  NotebookRange,
  Range,
  type TextDocument,
  TextEditorRevealType,
  type Uri,
  ViewColumn,
  type WebviewPanel,
  window,
  workspace,
} from 'vscode';
import type { Server } from './server.ts';

/** A place as the page counts: cells from 1, 0 for a script; lines from 1. */
interface Place {
  cell: number;
  line: number;
}

type Program = TextDocument | NotebookDocument;

// After the last key, until the picture is drawn anew.
const PAUSE = 800;

export class Picture implements Disposable {
  private panel: WebviewPanel | undefined;
  private program: Program | undefined;
  private page: string | undefined;
  private timer: NodeJS.Timeout | undefined;
  private readonly listening: Disposable[] = [];

  constructor(private readonly server: Server) {}

  /** Show the program that is being edited, beside it. */
  async show(): Promise<void> {
    const program = edited();
    const page = program === undefined ? undefined : await this.server.picture(program.uri);
    if (program === undefined || page === undefined) {
      void window.showInformationMessage('scvi-lint: open a program that uses scvi-tools.');
      return;
    }
    this.open();
    this.put(program, page);
  }

  dispose(): void {
    this.panel?.dispose();
  }

  private open(): void {
    if (this.panel !== undefined) {
      this.panel.reveal(undefined, true);
      return;
    }
    const panel = (this.panel = window.createWebviewPanel(
      'scvi-lint.picture',
      'scvi-lint',
      { viewColumn: ViewColumn.Beside, preserveFocus: true },
      { enableScripts: true, enableForms: false, enableCommandUris: false, localResourceRoots: [] },
    ));
    this.listening.push(
      panel.webview.onDidReceiveMessage((message: unknown) => {
        if (message === 'ready') {
          this.follow();
        } else if (isPlace(message)) {
          void this.lead(message);
        }
      }),
      window.onDidChangeTextEditorSelection(() => this.follow()),
      window.onDidChangeNotebookEditorSelection(() => this.follow()),
      window.onDidChangeActiveTextEditor(() => this.later()),
      window.onDidChangeActiveNotebookEditor(() => this.later()),
      workspace.onDidChangeTextDocument(() => this.later()),
    );
    panel.onDidDispose(() => {
      clearTimeout(this.timer);
      this.listening.splice(0).forEach((one) => one.dispose());
      this.panel = this.program = this.page = undefined;
    });
  }

  private put(program: Program, page: string): void {
    if (this.panel === undefined) {
      return;
    }
    this.program = program;
    this.panel.title = `scvi-lint: ${basename(program.uri.path)}`;
    if (page === this.page) {
      this.follow();
    } else {
      this.page = page;
      this.panel.webview.html = page; // and it says when it is ready
    }
  }

  /** Draw anew what is being edited, once nobody types. */
  private later(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.anew(), PAUSE);
  }

  private async anew(): Promise<void> {
    const program = edited() ?? this.program;
    const page = program === undefined ? undefined : await this.server.picture(program.uri);
    if (program !== undefined && page !== undefined) {
      this.put(program, page);
    }
  }

  /** Mark the box of the place where the cursor is. */
  private follow(): void {
    const place = this.cursor();
    if (place !== undefined) {
      void this.panel?.webview.postMessage(place);
    }
  }

  private cursor(): Place | undefined {
    const editor = window.activeTextEditor;
    const program = edited();
    if (program === undefined || program.uri.toString() !== this.program?.uri.toString()) {
      return undefined;
    }
    if (!('notebookType' in program)) {
      return editor === undefined ? undefined : { cell: 0, line: editor.selection.active.line + 1 };
    }
    const inCell = program.getCells().find((one) => one.document === editor?.document);
    if (inCell !== undefined && editor !== undefined) {
      return { cell: inCell.index + 1, line: editor.selection.active.line + 1 };
    }
    const chosen = window.activeNotebookEditor?.selection.start;
    return chosen === undefined ? undefined : { cell: chosen + 1, line: Number.MAX_SAFE_INTEGER };
  }

  /** Go to the place of a box that was chosen. */
  private async lead(place: Place): Promise<void> {
    const program = this.program;
    if (program === undefined) {
      return;
    }
    if ('notebookType' in program) {
      const index = Math.min(place.cell, program.cellCount) - 1;
      const cell = new NotebookRange(index, index + 1);
      const editor = await window.showNotebookDocument(program, {
        viewColumn: columnOf(program.uri),
        selections: [cell],
      });
      editor.revealRange(cell, NotebookEditorRevealType.InCenterIfOutsideViewport);
      return;
    }
    const line = Math.min(place.line, program.lineCount) - 1;
    const at = new Range(line, 0, line, 0);
    const editor = await window.showTextDocument(program, {
      viewColumn: columnOf(program.uri),
      selection: at,
    });
    editor.revealRange(at, TextEditorRevealType.InCenterIfOutsideViewport);
  }
}

/** The program that is being edited: a notebook goes before its cell. */
function edited(): Program | undefined {
  const document = window.activeTextEditor?.document;
  const notebook = window.activeNotebookEditor?.notebook;
  if (document?.uri.scheme === 'vscode-notebook-cell') {
    return workspace.notebookDocuments.find((one) =>
      one.getCells().some((cell) => cell.document === document),
    );
  }
  return notebook ?? document;
}

/** The column in which a program is open, else the first. */
function columnOf(uri: Uri): ViewColumn {
  const all = [
    ...window.visibleTextEditors.map((one) => ({ uri: one.document.uri, at: one.viewColumn })),
    ...window.visibleNotebookEditors.map((one) => ({ uri: one.notebook.uri, at: one.viewColumn })),
  ];
  return all.find((one) => one.uri.toString() === uri.toString())?.at ?? ViewColumn.One;
}

/** Whether a message of the page is a place: it is no more than a page to us. */
function isPlace(message: unknown): message is Place {
  if (typeof message !== 'object' || message === null) {
    return false;
  }
  const { cell, line } = message as Record<string, unknown>;
  return [cell, line].every((one) => Number.isSafeInteger(one) && (one as number) >= 0);
}
