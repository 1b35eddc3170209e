import type { Contract } from '../contract/index.js';
import type { Loss, WrittenVersion } from '../document/versions/index.js';
import { type JsonObject, writeJson } from '../model/index.js';
import { yamlText } from './yaml-text.js';

export type { Loss, WrittenVersion } from '../document/versions/index.js';

/** A document in another version of OpenAPI. */
export interface Bundled {
  readonly text: string;
  /** What it does not say, because that version cannot, or says for the first time. */
  readonly losses: readonly Loss[];
  /** How many operations of the document are not in it, because that version cannot describe their methods. */
  readonly operationsLeftOut: number;
}

/** The document as one self-contained file that any OpenAPI tool can read: references local, payloads inlined. */
export function bundle(contract: Contract, format: 'json' | 'yaml'): string {
  return textOf(contract.document.root, format);
}

/**
 * The document as an ES module, with the binary files that its examples name: `createContract(document, options)` of
 * `docproof/core` takes its exports. The text keeps the digits of numbers.
 */
export function bundleModule({ document }: Contract): string {
  const binaries = [...document.binaries].map(
    ([name, bytes]) => `    [${literal(name)}]: bytes('${Buffer.from(bytes).toString('base64')}'),\n`,
  );
  return [
    '// Written by docproof bundle --module.\n',
    `export const document = ${literal(writeJson(document.root))};\n`,
    'const bytes = (base64) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));\n',
    `export const options = {\n  source: ${literal(document.source)},\n  binaries: {\n${binaries.join('')}  },\n};\n`,
    'export default document;\n',
  ].join('');
}

/** A text in code. The two characters that end a line in older JavaScript are written out. */
function literal(text: string): string {
  return JSON.stringify(text).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
}

/**
 * The same in another version of OpenAPI 3. What that version has other words for is translated; what it cannot say is
 * left out, and named.
 */
export async function bundleIn(contract: Contract, version: WrittenVersion, format: 'json' | 'yaml'): Promise<Bundled> {
  const { convertVersion } = await import('../document/versions/index.js');
  const { root, losses } = convertVersion(contract.document.root, version);
  const places = new Set(losses.map(({ pointer }) => pointer));
  const leftOut = contract.operations.filter(({ pointer }) => places.has(pointer));
  return { text: textOf(root, format), losses, operationsLeftOut: leftOut.length };
}

function textOf(root: JsonObject, format: 'json' | 'yaml'): string {
  return format === 'json' ? `${writeJson(root, 2)}\n` : yamlText(root);
}
