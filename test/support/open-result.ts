import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** A check that shows its result. */
export interface OpenResult {
  readonly child: ChildProcess;
  /** `http://127.0.0.1:40123/_docproof/`. */
  readonly address: string;
  /** The exit code, when the process has ended. */
  readonly code: Promise<number | null>;
}

/** Runs `docproof check … --open` as built, and waits for its address. The caller ends it. */
export async function openResult(args: readonly string[]): Promise<OpenResult> {
  const child = spawn(process.execPath, [MAIN, 'check', ...args, '--open'], { cwd: ROOT });
  const code = new Promise<number | null>((resolve) => child.once('exit', resolve));
  let seen = '';
  const address = await new Promise<string>((resolve, reject) => {
    child.stderr.on('data', (chunk) => {
      seen += chunk;
      const found = /the result is at (\S+)/.exec(seen)?.[1];
      if (found) resolve(found);
    });
    void code.then((ended) => reject(new Error(`ended with ${ended}: ${seen}`)));
  });
  return { child, address, code };
}
