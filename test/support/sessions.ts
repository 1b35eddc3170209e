import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** A fenced block of a page. */
export interface Block {
  readonly language: string;
  readonly text: string;
  /** The name under which the text before the block says to save it. */
  readonly saved: string | undefined;
  /** Where its text begins in the page. */
  readonly at: number;
}

/** A command of a page, with the output that the page shows; without one, nothing is said about the output. */
export interface Command {
  readonly line: string;
  /** The command as the page has it, which may take several lines. */
  readonly written: string;
  readonly output: string | undefined;
}

/** The fenced blocks of a page, in their order. */
export function blocksOf(page: string): Block[] {
  const blocks: Block[] = [];
  for (const match of page.matchAll(/^(```+)(\w*)[^\n]*\n([\s\S]*?)^\1$/gm)) {
    const [whole, , language = '', text = ''] = match;
    const paragraph =
      page
        .slice(0, match.index)
        .trimEnd()
        .split(/\n\n|\n```\n/)
        .at(-1) ?? '';
    const saved = /\b[Ss]ave (?:this|it|the same)[^`]* as `([^`]+)`/.exec(paragraph)?.[1];
    blocks.push({ language, text, saved, at: match.index + whole.indexOf('\n') + 1 });
  }
  return blocks;
}

/** The commands of a `console` block, where they follow `$ `, or of an `sh` block, where each line is one. */
export function commandsOf({ language, text }: Block): Command[] {
  if (language === 'sh')
    return [...text.matchAll(/(?:.*\\\n)*.*\n/g)]
      .map(([written]) => ({ line: written.replaceAll('\\\n', '').trim(), written, output: undefined }))
      .filter(({ line }) => line && !line.startsWith('#'));
  if (language !== 'console') return [];
  return [...text.matchAll(/^\$ ((?:.*\\\n)*.*)\n((?:(?!\$ ).*\n)*)/gm)].map(([, written = '', output = '']) => ({
    line: written.replaceAll('\\\n', ''),
    written,
    output: output.trimEnd(),
  }));
}

/** Whether a command printed what a page shows. `…` stands for any text of a line; alone on a line, for any lines. */
export function isShown(output: string, shown: string): boolean {
  const parts = shown.trim().split('\n');
  const pattern = parts
    .map((part) =>
      part.trim() === '…'
        ? '(?:[^\\n]*\\n)*?'
        : `${part
            .trimEnd()
            .split('…')
            .map((text) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
            .join('[^\\n]*?')}[ \\t]*\\n`,
    )
    .join('');
  return new RegExp(`^${pattern}$`).test(`${output.trim()}\n`);
}

/** The numbers of ports that a page names. */
function portsOf(page: string): string[] {
  const named = page.matchAll(/(?:127\.0\.0\.1:|localhost:|--port |listen\()(\d{4,5})\b/g);
  return [...new Set(['4010', ...[...named].map(([, port = '']) => port)])];
}

/** A port that is free now. */
function freePort(): Promise<string> {
  return new Promise((done, failed) => {
    const server = createServer();
    server.once('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(String(typeof address === 'object' ? address?.port : address)));
    });
  });
}

/** Commands that serve until they are stopped: they end when the page does. */
const SERVES = /^(?:npx )?docproof (?:mock|proxy)\b(?!.*--help)|^node \S*server\S*$/;

/** What a command prints when it serves. */
const LISTENS = /(?:Mocking|Forwarding|Listening) .*\n/;

/**
 * `npm` and `npx` without a registry: packages are linked from the project's own node_modules, and one that is not
 * there is an error.
 */
const NPM = `#!/bin/sh
case "$1" in install|i|ci) ;; *) PATH="\${PATH#*:}" exec npm "$@" ;; esac
shift
[ -f package.json ] || echo '{}' > package.json
for name in "$@"; do
  case "$name" in -*) continue ;; esac
  bare=$(printf %s "$name" | sed 's/\\(.\\)@[^/]*$/\\1/')
  [ "$bare" = docproof ] && continue
  [ -e "${ROOT}node_modules/$bare" ] || { echo "npm: $bare is not installed in the project"; exit 1; }
  mkdir -p "node_modules/$(dirname "$bare")" && ln -sfn "${ROOT}node_modules/$bare" "node_modules/$bare"
done
`;
const NPX = `#!/bin/sh
name="$1"
shift
[ -x "node_modules/.bin/$name" ] && exec "node_modules/.bin/$name" "$@"
exec "${ROOT}node_modules/.bin/$name" "$@"
`;
const DOCPROOF = `#!/bin/sh\nexec "${process.execPath}" "${ROOT}dist/cli/main.js" "$@"\n`;

/** A folder in which somebody follows a page, with `docproof` in it, and ports of its own for those of the page. */
export interface Walk {
  /** Writes a file that the page says to save. */
  save(name: string, text: string): void;
  /**
   * Runs a command and gives what it prints, as on a terminal. Of a server that is what it prints until it listens and
   * has printed what the page shows, or for three seconds more.
   */
  run(line: string, shown?: string): Promise<{ readonly output: string; readonly code: number | null }>;
  /** Stops all servers, and removes the folder. */
  end(): Promise<void>;
}

/**
 * Begins to follow a page in an empty folder, or in `folder`.
 * @param env further variables of the environment
 */
export async function walk(page: string, { folder }: { readonly folder?: string } = {}): Promise<Walk> {
  const own = mkdtempSync(join(tmpdir(), 'docproof-page-'));
  const cwd = folder ?? own;
  const bin = join(own, 'node_modules', '.bin');
  mkdirSync(bin, { recursive: true });
  symlinkSync(ROOT, join(own, 'node_modules', 'docproof'));
  for (const [name, text] of Object.entries({ npm: NPM, npx: NPX, docproof: DOCPROOF }))
    writeFileSync(join(bin, name), text, { mode: 0o755 });

  const ports = new Map<string, string>();
  for (const port of portsOf(page)) ports.set(port, await freePort());
  const here = (text: string) => {
    let moved = text;
    for (const [shown, port] of ports) moved = moved.replace(new RegExp(`\\b${shown}\\b`, 'g'), port);
    return moved;
  };
  const shown = (text: string) => {
    let moved = text.replaceAll(cwd, '/home/me/project');
    for (const [port, real] of ports) moved = moved.replace(new RegExp(`\\b${real}\\b`, 'g'), port);
    return moved;
  };
  const env = {
    ...process.env,
    HOME: own,
    XDG_DATA_HOME: join(own, '.local/share'),
    PATH: `${bin}:${dirname(process.execPath)}:${process.env.PATH}`,
    NO_COLOR: '1',
    FORCE_COLOR: undefined,
    VITEST: undefined,
    CI: undefined,
    GITHUB_ACTIONS: undefined,
    TZ: 'UTC',
  };
  const servers: ChildProcess[] = [];

  return {
    save(name, text) {
      const file = resolve(own, name);
      if (!file.startsWith(own + sep)) throw new Error(`${name} is outside of the folder`);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, here(text));
    },
    run(line, awaited) {
      const serves = SERVES.test(line);
      const port = /docproof/.test(line) && serves && !/--port|-p \d/.test(line) ? ' --port 4010' : '';
      const command = here(serves ? `exec ${line.replace(/ &$/, '')}${port}` : line);
      const child = spawn('sh', ['-c', `exec 2>&1\n${command}`], {
        cwd,
        env,
        stdio: ['ignore', 'pipe', 'ignore'],
        ...(serves ? {} : { timeout: 60_000 }),
      });
      if (serves) servers.push(child);
      return new Promise((done, failed) => {
        let output = '';
        child.on('error', failed);
        child.stdout.on('data', (chunk) => {
          output += chunk;
          if (!serves || !LISTENS.test(output)) return;
          const answer = () => done({ output: shown(output), code: null });
          if (awaited === undefined || isShown(shown(output), awaited)) answer();
          else setTimeout(answer, 3_000).unref();
        });
        child.on('close', (code) => done({ output: shown(output), code }));
      });
    },
    async end() {
      for (const child of servers) {
        const ended = new Promise((done) => child.once('close', done));
        if (child.exitCode === null) {
          child.kill('SIGKILL');
          await ended;
        }
      }
      if (existsSync(own)) rmSync(own, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
