// Python, the parser and scvi-lint in a thread of their own; everything comes from beside this file.

import { makeParser } from "./parser.mjs";
import { start } from "./starting.mjs";
import { loadPyodide } from "./pyodide.mjs";

async function read(name) {
  const answer = await fetch(new URL(name, import.meta.url));
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}

const ready = start(loadPyodide, makeParser, read, new URL("./", import.meta.url).href);
ready.then((linter) => postMessage({ ready: linter.version }));

onmessage = async ({ data }) => {
  const { number, name } = data;
  try {
    const linter = await ready;
    const begun = performance.now();
    const told = linter.check(name, new Uint8Array(data.bytes));
    postMessage({ number, name, milliseconds: performance.now() - begun, ...told });
  } catch (error) {
    const said = String(error.message ?? error).trim().split("\n").pop();
    postMessage({ number, name, trouble: `${name} could not be checked: ${said}` });
  }
};
