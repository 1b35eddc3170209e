import { Document, visit } from 'yaml';
import { ExactNumber, holdsExact, writeJson } from '../model/index.js';
import { escapeHidden, escapeOption } from './yaml-escapes.js';

/**
 * A document as YAML, with all digits of its numbers. No anchors, which few readers of OpenAPI expect; no folding.
 * @param isCaptured whether it holds text of captures, whose control and format characters are escaped
 */
export function yamlText(value: unknown, isCaptured = false): string {
  if (!holdsExact(value)) return written(value, null, isCaptured);
  // The writer of YAML knows doubles only: it gets words in the place of other numbers.
  const json = writeJson(value);
  let turn = 0;
  while (json.includes(`exact-number-${turn}-`)) turn += 1;
  const numbers: string[] = [];
  const replacer = (_name: unknown, member: unknown): unknown =>
    member instanceof ExactNumber ? `exact-number-${turn}-${numbers.push(String(member)) - 1}-` : member;
  return written(value, replacer, isCaptured).replace(
    new RegExp(`exact-number-${turn}-(\\d+)-`, 'g'),
    (_word, index: string) => numbers[Number(index)] ?? '',
  );
}

type Replacer = ((name: unknown, member: unknown) => unknown) | null;

function written(value: unknown, replacer: Replacer, isCaptured: boolean): string {
  const document = new Document(value, replacer, { aliasDuplicateObjects: false, ...escapeOption });
  if (isCaptured) escapeHidden(document, visit);
  return document.toString({ lineWidth: 0 });
}
