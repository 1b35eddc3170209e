import { existsSync } from 'node:fs';
import { BUILT_IN_DOCUMENT } from '../api/load-contract.js';
import { InputError } from '../model/index.js';
import { isWorker } from './multi-core.js';
import type { CommonFlags } from './options.js';
import { say } from './output.js';

/** The names of a document that is found without being named. */
const USUAL = ['openapi.yaml', 'openapi.yml', 'openapi.json'];

interface Configured {
  readonly document?: string;
}

/** The document that the command line names, else docproof.yaml's, else the one with a usual name in this folder. */
export function documentFrom(named: string | undefined, { document }: Configured): string | undefined {
  return named ?? document ?? USUAL.find((name) => existsSync(name));
}

/** The same, else the built-in example, which is announced. */
export function documentOrExample(
  named: string | undefined,
  config: Configured,
  { quiet }: Pick<CommonFlags, 'quiet'>,
): string {
  const found = documentFrom(named, config);
  if (found !== undefined) return found;
  if (!quiet && !isWorker()) say('built-in example: Microsoft Graph identity protection');
  return BUILT_IN_DOCUMENT;
}

/**
 * The same, for a command whose answer nobody should mistake for one about their own document.
 * @param command with a document, for the cure
 * @throws InputError `bad-option`
 */
export function documentOrError(named: string | undefined, config: Configured, command: string): string {
  const found = documentFrom(named, config);
  if (found !== undefined) return found;
  throw new InputError('bad-option', `no document was named, and there is no ${USUAL.join(', ')} in this folder`, {
    cure: `Name it: ${command}. Or write "document" in docproof.yaml.`,
  });
}
