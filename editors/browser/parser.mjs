// web-tree-sitter with the grammar of Python, as tree_sitter.py asks for it: a tree goes over as
// flat arrays, since a call between the two languages for each node would take seconds.

import { Language, Parser } from "./web-tree-sitter.js";

const NAMED = 1, MISSING = 2, WRONG = 4, ERROR = 0xffff;

/** The object that tree_sitter.py knows as js.parserOfScviLint; `read` gives a file's bytes. */
export async function makeParser(read) {
  await Parser.init({ wasmBinary: await read("web-tree-sitter.wasm") });
  const language = await Language.load(await read("tree-sitter-python.wasm"));
  const parser = new Parser();
  parser.setLanguage(language);
  return {
    kinds() {
      const numbers = [...Array(language.nodeTypeCount).keys()];
      return [
        numbers.map((one) => language.nodeTypeForId(one)),
        numbers.map((one) => language.nodeTypeIsNamed(one)),
      ];
    },
    fields() {
      return language.fields;
    },
    grow(text, callback) {
      const options = callback
        ? { progressCallback: (state) => callback(state.currentOffset, state.hasError) }
        : undefined;
      const tree = parser.parse(text, null, options);
      if (tree === null) {
        parser.reset();
        return null;
      }
      const flat = flatten(tree);
      tree.delete();
      return flat;
    },
  };
}

function flatten(tree) {
  const cursor = tree.walk();
  const kinds = [], starts = [], ends = [], flags = [], fields = [], past = [];
  const open = [];
  for (;;) {
    const number = kinds.length;
    const kind = cursor.nodeTypeId;
    kinds.push(kind);
    starts.push(cursor.startIndex);
    ends.push(cursor.endIndex);
    flags.push(
      (cursor.nodeIsNamed ? NAMED : 0) |
        (cursor.nodeIsMissing ? MISSING | WRONG : 0) |
        (kind === ERROR ? WRONG : 0),
    );
    fields.push(cursor.currentFieldId);
    past.push(0);
    if (cursor.gotoFirstChild()) {
      open.push(number);
      continue;
    }
    past[number] = kinds.length;
    while (!cursor.gotoNextSibling()) {
      if (!open.length) {
        cursor.delete();
        return [kinds, starts, ends, flags, fields, past].map((one) => Int32Array.from(one));
      }
      cursor.gotoParent();
      const above = open.pop();
      past[above] = kinds.length;
      for (let below = above + 1; below < kinds.length; below = past[below]) {
        flags[above] |= flags[below] & WRONG;
      }
    }
  }
}
