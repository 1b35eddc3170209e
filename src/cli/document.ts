import { USUAL_NAMES, usualDocument } from '../api/config.js';
import { BUILT_IN_DOCUMENT, BUILT_IN_NAME } from '../api/load-contract.js';
import { InputError } from '../model/index.js';
import type { CommonFlags } from './options.js';
import { say } from './output.js';

interface Configured {
  readonly document?: string;
}

/** The document that the command line names, else docproof.yaml's, else the one with a usual name in this folder. */
function documentFrom(named: string | undefined, { document }: Configured): string | undefined {
  return named ?? document ?? usualDocument('.');
}

/** The same, else the built-in example. @param announce called with a line that says so */
export function documentOrExample(
  named: string | undefined,
  config: Configured,
  announce: (line: string) => void,
): string {
  const found = documentFrom(named, config);
  if (found === undefined) announce(BUILT_IN_NAME);
  return found ?? BUILT_IN_DOCUMENT;
}

/** Announces on standard error, unless it is to be quiet. */
export function announcing({ quiet }: Pick<CommonFlags, 'quiet'>): (line: string) => void {
  return (line) => {
    if (!quiet) say(line);
  };
}

/**
 * The same, for a command whose answer nobody should mistake for one about their own document.
 * @param command with a document, for the cure
 * @throws InputError `bad-option`
 */
export function documentOrError(named: string | undefined, config: Configured, command: string): string {
  const found = documentFrom(named, config);
  if (found !== undefined) return found;
  throw new InputError(
    'bad-option',
    `no document was named, and there is no ${USUAL_NAMES.join(', ')} in this folder`,
    {
      cure: `Name it: ${command}. Or write "document" in docproof.yaml.`,
    },
  );
}
