// Python with scvi-lint in it, in a browser or in Node; `read` gives the bytes of a file beside this.

const MODULES = ["tree_sitter.py", "tree_sitter_python.py", "checking.py"];

export async function start(loadPyodide, makeParser, read, indexURL) {
  globalThis.parserOfScviLint = await makeParser(read);
  const python = await loadPyodide({ indexURL });
  const packages = python.runPython("import site; site.getsitepackages()[0]");
  python.unpackArchive(await read("scvi_lint.whl"), "wheel", { extractDir: packages });
  for (const name of MODULES) python.FS.writeFile(`${packages}/${name}`, await read(name));
  // There is one thread, and its time is the process's.
  python.runPython("import time; time.thread_time = time.process_time");
  const check = python.pyimport("checking").check;
  const version = python.runPython("from importlib.metadata import version; version('scvi-lint')");
  return {
    version,
    check(name, bytes) {
      const given = python.toPy(bytes);
      try {
        return JSON.parse(check(name, given.tobytes()));
      } finally {
        given.destroy();
      }
    },
  };
}
