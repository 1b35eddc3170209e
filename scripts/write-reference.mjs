/** Writes the pages of the reference that are made of the source (scripts/reference/). */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { referencePages } from './reference/index.mjs';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
for (const [path, text] of await referencePages()) {
  mkdirSync(dirname(join(ROOT, path)), { recursive: true });
  writeFileSync(join(ROOT, path), text);
}
