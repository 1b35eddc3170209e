import { printableJson } from '../../model/index.js';
import type { TriedRequest } from '../tried-request.js';

/** A text as a literal of JavaScript, whatever is in it: in single quotes where that needs no escapes. */
export function literal(text: string): string {
  if (/^[ !#-&(-[\]-~]*$/.test(text)) return `'${text}'`;
  return printableJson(JSON.stringify(text)).replaceAll('\n', '\\n');
}

/** An import of an example. @param names as they are in the program: `{ test }` */
export function importLine(names: string, from: string): string {
  return `import ${names} from ${literal(from)};`;
}

/** The request as an object of JavaScript. @param address the code of the mock's address, such as `mock.url` */
export function requestCode(tried: TriedRequest, address: string, indent = '  '): string {
  const fields = Object.entries(tried.headers).map(([name, value]) => `${literal(name)}: ${literal(value)}`);
  const lines = [
    `method: ${literal(tried.method)},`,
    `url: ${address} + ${literal(tried.path)},`,
    ...(fields.length === 0 ? [] : [`headers: { ${fields.join(', ')} },`]),
    ...(tried.body === undefined ? [] : [`body: ${literal(tried.body)},`]),
  ];
  return `{\n${lines.map((line) => `${indent}  ${line}\n`).join('')}${indent}}`;
}

/** The title of an example test. */
export function titleOf({ operation }: TriedRequest): string {
  return literal(`${operation} answers as documented`);
}
