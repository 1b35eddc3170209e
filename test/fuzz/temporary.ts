import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder for inputs that are read from files. It is removed when the process ends. */
export function temporary(): string {
  const made = mkdtempSync(join(tmpdir(), 'docproof-fuzz-'));
  process.once('exit', () => rmSync(made, { recursive: true, force: true }));
  return made;
}
