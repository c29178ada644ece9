/**
 * The server's life: found, started, restarted when something changes, mourned when it dies.
 *
 * Changes queue up: however many come at once, the server is restarted once for all of them.
 */

import {
  type Disposable,
  type LogOutputChannel,
  type Uri,
  commands,
  window,
  workspace,
} from 'vscode';
import {
  CloseAction,
  type CloseHandlerResult,
  DidChangeConfigurationNotification,
  ErrorAction,
  ExecuteCommandRequest,
  LanguageClient,
  RevealOutputChannelOn,
  TransportKind,
} from 'vscode-languageclient/node';
import { type Found, type Missing, OLDEST, find } from './finding.ts';
import { selected } from './interpreter.ts';
import { concerned, offer } from './offering.ts';
import {
  ALLOW_FOLDER,
  EXPLAIN,
  KEPT,
  SECTION,
  enabled,
  extraArguments,
  installFrom,
  keep,
  program,
  told,
} from './settings.ts';
import type { Assumed, Status } from './status.ts';

const SELECTOR = [
  ...['file', 'untitled', 'vscode-notebook-cell'].map((scheme) => ({ scheme, language: 'python' })),
  { scheme: 'file', pattern: '**/*.{qmd,Rmd}' },
];
// A server that dies more often than this, within these milliseconds, is left dead.
const CHANCES = 4;
const SOON = 3 * 60 * 1000;

/** Its errors go to the log: what they mean for the user is said by us, once and in words. */
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

export class Server implements Disposable {
  private client: LanguageClient | undefined;
  private launched = false;
  private python: string | undefined;
  private found: Found | undefined;
  private missing: Missing | undefined;
  private deaths: number[] = [];
  private work: Promise<void> = Promise.resolve();
  private waiting = false;
  private waitingForProgram: Disposable | undefined;

  constructor(
    private readonly log: LogOutputChannel,
    private readonly status: Status,
    private readonly elsewhere: string,
  ) {}

  /** The command that runs, for other questions to the same program. */
  get command(): { command: string; args: string[] } | undefined {
    return this.found;
  }

  get running(): LanguageClient | undefined {
    return this.client?.isRunning() === true ? this.client : undefined;
  }

  /** End the server if there is one, look for it anew and start it. */
  restart(reason: string): Promise<void> {
    if (!this.waiting) {
      this.waiting = true;
      this.work = this.work.then(async () => {
        this.waiting = false;
        this.log.info(`${reason}: starting the server`);
        await this.stop();
        await this.start();
      });
    }
    return this.work;
  }

  /** Another interpreter was selected: another server perhaps, another release surely. */
  async interpreterChanged(): Promise<void> {
    const before = this.found;
    this.python = await this.selected();
    const now = await find(this.wishes());
    if (before === undefined || !('command' in now) || now.command !== before.command) {
      await this.restart('another interpreter was selected');
    } else {
      await this.running?.sendNotification(DidChangeConfigurationNotification.type, {
        settings: null,
      });
      await this.assume();
    }
  }

  /** Show which scvi-tools the server assumes for what is being edited. */
  async assume(): Promise<void> {
    const client = this.running;
    if (client === undefined || this.found === undefined) {
      return;
    }
    const uri = window.activeTextEditor?.document.uri ?? window.activeNotebookEditor?.notebook.uri;
    let assumed: Assumed | undefined;
    try {
      assumed = await client.sendRequest(ExecuteCommandRequest.type, {
        command: 'scvi-lint.status',
        arguments: uri === undefined ? [] : [client.code2ProtocolConverter.asUri(uri)],
      });
    } catch {
      assumed = undefined; // an old server
    }
    this.status.running(this.found.version, assumed ?? undefined);
  }

  /** A program that is open, drawn as a page; undefined where there is nothing to draw. */
  async picture(uri: Uri): Promise<string | undefined> {
    const client = this.running;
    if (client === undefined) {
      await this.whatToDo();
      return undefined;
    }
    try {
      const page: unknown = await client.sendRequest(ExecuteCommandRequest.type, {
        command: 'scvi-lint.picture',
        arguments: [client.code2ProtocolConverter.asUri(uri)],
      });
      return typeof page === 'string' ? page : undefined;
    } catch (error) {
      this.log.error(String(error)); // an old server, or a newer state of the program
      return undefined;
    }
  }

  /** Say again what is wrong, and what mends it. */
  async whatToDo(): Promise<void> {
    if (this.missing !== undefined && (await offer(this.missing.reason, this.missing.advice))) {
      await this.restart('the server was installed');
    } else if (this.missing === undefined && this.running === undefined) {
      await this.mourn();
    }
  }

  dispose(): void {
    this.waitingForProgram?.dispose();
    void this.stop();
  }

  async stop(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    if (client !== undefined) {
      await client.dispose(2000).catch(() => undefined);
    }
  }

  private async start(): Promise<void> {
    this.missing = undefined;
    this.found = undefined;
    if (!enabled()) {
      this.status.off();
      return;
    }
    this.status.starting();
    this.python = await this.selected();
    const found = await find(this.wishes());
    if ('reason' in found) {
      this.log.error(`${found.reason} ${found.advice.verb} it with: ${found.advice.command}`);
      this.missing = found;
      this.status.failed(found.reason);
      this.offerWhenConcerned();
      return;
    }
    this.found = found;
    this.log.info(`${[found.command, ...found.args].join(' ')} ${found.version}, by ${found.origin}`);
    if (found.advice !== undefined) {
      void this.offerUpgrade(found);
    }
    await this.launch(found);
  }

  private async launch(found: Found): Promise<void> {
    const run = {
      command: found.command,
      args: [...found.args, 'server', ...extraArguments()],
      transport: TransportKind.stdio,
      options: { cwd: this.elsewhere },
    };
    const client: LanguageClient = new QuietClient(SECTION, 'scvi-lint', run, {
      documentSelector: SELECTOR,
      outputChannel: this.log,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      initializationOptions: told(undefined, this.python),
      initializationFailedHandler: () => false,
      errorHandler: {
        error: () => ({ action: ErrorAction.Continue, handled: true }),
        closed: (): CloseHandlerResult => this.closed(client),
      },
      middleware: {
        executeCommand: async (command, given, next) => {
          if (command === EXPLAIN) {
            return commands.executeCommand('scvi-lint.explainRule', given[0]);
          }
          if (command !== ALLOW_FOLDER) {
            return (await next(command, given)) as unknown;
          }
          // The server knows whether it asked for this folder; we write down that it may.
          await next(command, [...given, KEPT]);
          return keep(String(given[0]));
        },
        workspace: {
          configuration: (params) => params.items.map((item) => told(item.scopeUri, this.python)),
        },
      },
    });
    this.client = client;
    this.launched = false;
    try {
      await client.start();
      this.launched = true;
      await this.assume();
    } catch (error) {
      this.log.error(String(error));
      if (this.client !== client) {
        return;
      }
      this.client = undefined;
      if (found.advice !== undefined) {
        // What mends it is being offered already.
        this.missing = { reason: tooOld(found), advice: found.advice };
        this.status.failed(this.missing.reason);
      } else {
        await this.mourn(`The server did not start: ${found.command}`);
      }
    }
  }

  /** The connection is gone. We restart on our own terms, so the client never does. */
  private closed(client: LanguageClient): CloseHandlerResult {
    const done = { action: CloseAction.DoNotRestart, handled: true };
    // One that has never run fails in `launch`, one that is not ours any more was stopped.
    if (this.client !== client || !this.launched) {
      return done;
    }
    this.client = undefined;
    const now = Date.now();
    this.deaths = [...this.deaths.filter((then) => now - then < SOON), now];
    if (this.deaths.length < CHANCES) {
      void this.restart('the server ended unexpectedly');
    } else {
      void this.mourn();
    }
    return done;
  }

  private async mourn(words?: string): Promise<void> {
    const reason = words ?? `The server ended ${this.deaths.length} times within minutes.`;
    this.status.failed(reason);
    const chosen = await window.showErrorMessage(
      `scvi-lint: ${reason} It stays off until you restart it; the log holds its last words.`,
      'Restart',
      'Show Log',
    );
    if (chosen === 'Restart') {
      this.deaths = [];
      await this.restart('asked for');
    } else if (chosen === 'Show Log') {
      this.log.show();
    }
  }

  private async offerUpgrade(found: Found): Promise<void> {
    if (found.advice !== undefined && (await offer(tooOld(found), found.advice))) {
      await this.restart('the server was upgraded');
    }
  }

  /** Speak up at once if a program that uses scvi-tools is open, else when one is opened. */
  private offerWhenConcerned(): void {
    this.waitingForProgram?.dispose();
    this.waitingForProgram = undefined;
    if (concerned()) {
      void this.whatToDo();
      return;
    }
    this.waitingForProgram = workspace.onDidOpenTextDocument(() => {
      if (concerned() && this.missing !== undefined) {
        this.waitingForProgram?.dispose();
        void this.whatToDo();
      }
    });
  }

  /** In a workspace that is not trusted nothing of it is run, an environment in it included. */
  private async selected(): Promise<string | undefined> {
    return workspace.isTrusted ? selected() : undefined;
  }

  private wishes() {
    return {
      path: program('path'),
      interpreter: program('interpreter'),
      installFrom: installFrom(),
      selected: this.python,
      elsewhere: this.elsewhere,
    };
  }
}

function tooOld(found: Found): string {
  return `scvi-lint ${found.version} is too old: this extension needs ${OLDEST}.`;
}
