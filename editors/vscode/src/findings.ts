/** The finding that the cursor is on. */

import { type Diagnostic, type Uri, languages, window } from 'vscode';
import { SECTION } from './settings.ts';

export interface Here {
  uri: Uri;
  finding: Diagnostic | undefined;
}

/** The finding at the cursor: the one that covers it, else the first of its line. */
export function atCursor(): Here | undefined {
  const editor = window.activeTextEditor;
  if (editor === undefined) {
    return undefined;
  }
  const { uri } = editor.document;
  const place = editor.selection.active;
  const ours = languages.getDiagnostics(uri).filter((one) => one.source === SECTION);
  const finding =
    ours.find((one) => one.range.contains(place)) ??
    ours.find((one) => one.range.start.line === place.line);
  return { uri, finding };
}

/** A finding's code and the page that it cites. */
export function cited(finding: Diagnostic): { code: string; page: Uri | undefined } {
  const { code } = finding;
  return typeof code === 'object'
    ? { code: String(code.value), page: code.target }
    : { code: String(code ?? ''), page: undefined };
}
