import { statSync } from 'node:fs';
import { type Contract, InputError } from '../api/index.js';

/**
 * A report in the place of a file that it is about would destroy this file.
 * @param outputs the files that will be written; undefined for standard output
 * @param contract its document has files
 * @param captures further files; folders and patterns are skipped
 * @throws InputError `bad-option` where an output is one of them, by whatever name
 */
export function assertOthers(
  outputs: readonly (string | undefined)[],
  { document }: Contract,
  captures: readonly string[] = [],
): void {
  const inputs = new Set([document.source, ...document.files, ...captures].map(fileOf));
  for (const output of outputs) {
    const file = output === undefined ? undefined : fileOf(output);
    if (output === undefined || file === undefined || !inputs.has(file)) continue;
    throw new InputError('bad-option', 'the report would overwrite the document, or a capture', {
      place: { source: output },
      cure: 'Name another file for the report.',
    });
  }
}

/** What tells a file from others, through links too; undefined if none exists. */
function fileOf(path: string): string | undefined {
  try {
    const found = statSync(path, { bigint: true });
    return found.isFile() ? `${found.dev}:${found.ino}` : undefined;
  } catch {
    return undefined;
  }
}
