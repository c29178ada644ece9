const vscode = require('vscode');

// The part of the Python extension's interface that tells which interpreter is selected.
exports.activate = () => {
  const changed = new vscode.EventEmitter();
  const path = () => vscode.workspace.getConfiguration('python').get('defaultInterpreterPath');
  vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration('python.defaultInterpreterPath')) {
      changed.fire();
    }
  });
  return {
    environments: {
      getActiveEnvironmentPath: () => ({ id: path(), path: path() }),
      resolveEnvironment: async (environment) =>
        environment.path ? { executable: { uri: vscode.Uri.file(environment.path) } } : undefined,
      onDidChangeActiveEnvironmentPath: changed.event,
    },
  };
};
