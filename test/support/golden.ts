import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Compares with a file (its path is from the project's root). `UPDATE=1` writes it; a file that is missing otherwise fails. */
export function expectGolden(path: string, actual: string): void {
  const file = `${ROOT}${path}`;
  if (process.env.UPDATE === '1') {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, actual);
  }
  if (!existsSync(file))
    throw new Error(`${path} is missing: run the test with UPDATE=1, and read what it writes before you commit it`);
  expect(actual).toBe(readFileSync(file, 'utf8'));
}
