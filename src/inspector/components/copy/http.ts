import type { ExchangeDetail } from '../../../feed/reader.js';
import { type CopyFormat, fieldsOf } from './format.js';

/** Both messages as text (RFC 9112). */
export const http: CopyFormat = {
  title: 'HTTP',
  write({ method, target, status, request, response }) {
    return [
      `${method} ${target} HTTP/1.1`,
      ...linesOf(request),
      '',
      `HTTP/1.1 ${status}`,
      ...linesOf(response),
      '',
    ].join('\n');
  },
};

function linesOf(message: ExchangeDetail['request'] | ExchangeDetail['response']): string[] {
  const { headers, body, bodyOmitted } = message;
  const fields = fieldsOf(headers).map(([name, value]) => `${name}: ${value}`);
  const text = typeof body === 'string' ? body : body ? `(base64) ${body.base64}` : undefined;
  const shown = text ?? (bodyOmitted === undefined ? undefined : `(no body here: ${bodyOmitted})`);
  return shown === undefined ? fields : [...fields, '', shown];
}
