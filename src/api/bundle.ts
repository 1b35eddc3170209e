import type { Contract } from '../contract/index.js';
import type { Loss, WrittenVersion } from '../document/versions/index.js';
import { isObject, type JsonObject, type Pointer, readJson, writeJson } from '../model/index.js';
import { precompile, schemasApart } from '../schema/precompiled/precompile.js';
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

/** A document as an ES module. */
export interface ModuleText {
  readonly text: string;
  /** The schemas whose validators are not in it, because it would become too large: nothing can be judged by them. */
  readonly leftOut: readonly Pointer[];
}

/**
 * The document as an ES module, with the binary files that its examples name and its validators as plain functions:
 * `createContract` of `docproof/core` takes its exports, and needs no code generation then. The text keeps the digits
 * of numbers.
 */
export function bundleModule({ document }: Contract): ModuleText {
  const binaries = [...document.binaries].map(
    ([name, bytes]) => `    [${literal(name)}]: bytes('${Buffer.from(bytes).toString('base64')}'),\n`,
  );
  const root = writeJson(document.root);
  // Read again: what YAML has in several places by an alias is several schemas then, as where the module runs.
  const read = readJson(root);
  const { functions, tables, leftOut } = precompile(isObject(read) ? read : {}, document.dialect, schemasApart(read));
  const text = [
    '// Written by docproof bundle --module.\n',
    `export const document = ${literal(root)};\n`,
    'const bytes = (base64) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));\n',
    `const f = ${functions};\n`,
    `export const options = {\n  source: ${literal(document.source)},\n  binaries: {\n${binaries.join('')}  },\n`,
    `  validators: { functions: f, ...${tables} },\n};\n`,
    'export default document;\n',
  ].join('');
  return { text, leftOut };
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
