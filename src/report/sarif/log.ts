import { jsonText } from '../format.js';
import { plain } from '../words.js';

/** GitHub refuses a run with more. */
export const MAX_RESULTS = 25_000;

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';

/** A log of one run (SARIF 2.1.0). */
export function logOf(run: object): string {
  return jsonText({ $schema: SCHEMA, version: '2.1.0', runs: [run] });
}

/** The description of the tool in each of our runs. */
export function toolOf(version: string, rules: readonly object[]) {
  return {
    tool: {
      driver: { name: 'Docproof', semanticVersion: version, informationUri: 'https://docproof.dev', rules },
    },
    columnKind: 'utf16CodeUnits',
  };
}

/** A relative reference or a URL (RFC 3986): a path is percent-encoded, and never taken for a scheme. */
export function uriOf(path: string): string {
  if (/^https?:\/\//i.test(path)) return encodeURI(plain(path));
  const encoded = plain(path).split('/').map(encodeURIComponent).join('/');
  return encoded.startsWith('//') ? `.${encoded}` : encoded;
}
