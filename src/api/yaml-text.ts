import { stringify } from 'yaml';
import { ExactNumber, holdsExact, writeJson } from '../model/index.js';

/** A document as YAML, with all digits of its numbers. No anchors, which few readers of OpenAPI expect; no folding. */
export function yamlText(value: unknown): string {
  const options = { aliasDuplicateObjects: false, lineWidth: 0 };
  if (!holdsExact(value)) return stringify(value, options);
  // The writer of YAML knows doubles only: it gets words in the place of other numbers.
  const written = writeJson(value);
  let turn = 0;
  while (written.includes(`exact-number-${turn}-`)) turn += 1;
  const numbers: string[] = [];
  const replacer = (_name: unknown, member: unknown): unknown =>
    member instanceof ExactNumber ? `exact-number-${turn}-${numbers.push(String(member)) - 1}-` : member;
  return stringify(value, replacer, options).replace(
    new RegExp(`exact-number-${turn}-(\\d+)-`, 'g'),
    (_word, index: string) => numbers[Number(index)] ?? '',
  );
}
