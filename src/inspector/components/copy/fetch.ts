import type { ExchangeDetail } from '../../../feed/reader.js';
import { type CopyFormat, fieldsToSend, urlOf } from './format.js';

/** A call of `fetch` (WHATWG Fetch), for browsers and Node. */
export const fetchCall: CopyFormat = {
  title: 'fetch',
  write: (exchange, origin) => `const response = await ${callOf(exchange, origin)};`,
};

/** The call by itself. @param indent what its lines begin with */
export function callOf(exchange: ExchangeDetail, origin: string, indent = ''): string {
  const { method, request } = exchange;
  const fields = fieldsToSend(exchange);
  const members = [
    `method: ${JSON.stringify(method)}`,
    ...(fields.length === 0 ? [] : [`headers: ${headersOf(fields, indent)}`]),
    ...(request.body === undefined ? [] : [`body: ${bodyOf(request.body)}`]),
  ];
  return `fetch(${JSON.stringify(urlOf(exchange, origin))}, {\n${members.map((member) => `${indent}  ${member},\n`).join('')}${indent}})`;
}

/** Pairs, where a name comes twice. */
function headersOf(fields: readonly (readonly [string, string])[], indent: string): string {
  const isUnique = new Set(fields.map(([name]) => name.toLowerCase())).size === fields.length;
  const lines = fields.map(([name, value]) =>
    isUnique ? `${JSON.stringify(name)}: ${JSON.stringify(value)}` : JSON.stringify([name, value]),
  );
  const [open, close] = isUnique ? ['{', '}'] : ['[', ']'];
  return `${open}\n${lines.map((line) => `${indent}    ${line},\n`).join('')}${indent}  ${close}`;
}

function bodyOf(body: NonNullable<ExchangeDetail['request']['body']>): string {
  if (typeof body === 'string') return JSON.stringify(body);
  return `Uint8Array.from(atob(${JSON.stringify(body.base64)}), (unit) => unit.charCodeAt(0))`;
}
