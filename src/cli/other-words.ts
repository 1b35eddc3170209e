/** What to call for words that are verbs elsewhere, or that sound as if they were ones here. */
const MEANT: Readonly<Record<string, string>> = {
  help: 'docproof --help, or docproof VERB --help',
  version: 'docproof --version',
  serve: 'docproof mock DOCUMENT',
  start: 'docproof mock DOCUMENT',
  run: 'docproof mock DOCUMENT',
  validate: 'docproof lint DOCUMENT for a document, docproof check DOCUMENT CAPTURE for traffic',
  verify: 'docproof check DOCUMENT CAPTURE',
  test: 'docproof check DOCUMENT CAPTURE',
  record: 'docproof proxy DOCUMENT UPSTREAM --record FILE',
  drift: 'docproof check DOCUMENT CAPTURE --suggest FILE',
  compare: 'docproof check DOCUMENT CAPTURE --against NEW-DOCUMENT',
  diff: 'docproof check DOCUMENT CAPTURE --against NEW-DOCUMENT',
  convert: 'docproof bundle DOCUMENT -o FILE',
};

/** What to call instead of a verb that there is not; undefined where nothing is known. */
export function meantVerb(word: string): string | undefined {
  return Object.hasOwn(MEANT, word) ? MEANT[word] : undefined;
}
