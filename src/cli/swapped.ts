import { type Contract, InputError } from '../api/index.js';

/**
 * The error of a document that cannot be used; where the last name is a document, the error says that it comes first.
 * @param verb the command, which takes a document and then captures
 * @param named its arguments in the order in which they were given
 */
export async function ifSwapped(
  error: unknown,
  verb: 'check' | 'selftest',
  named: readonly (string | undefined)[],
  load: (path: string) => Promise<Contract>,
): Promise<unknown> {
  const last = named.at(-1);
  if (!(error instanceof InputError) || error.code === 'not-found' || named.length < 2 || last === undefined)
    return error;
  try {
    await load(last);
  } catch {
    return error;
  }
  const [document, ...captures] = [last, ...named.slice(0, -1)].map((each) => each && withoutQuery(each));
  return new InputError(
    'bad-option',
    `the arguments are in the wrong order: ${document} is a document, and ${captures[0]} is not`,
    { cure: `Name the document first: docproof ${verb} ${[document, ...captures].join(' ')}`, cause: error },
  );
}

/** A path or URL for messages: what follows in a URL may be its signature. */
export function withoutQuery(named: string): string {
  return named.replace(/^(https?:[^?#]*).*/is, '$1');
}
