import type { ExchangeDetail } from '../../../feed/reader.js';
import { callOf } from './fetch.js';
import type { CopyFormat } from './format.js';

/** A test for Vitest or Jest, which sends the request and expects the answer that was seen. */
export const test: CopyFormat = {
  title: 'Test',
  write(exchange, origin) {
    const { method, target, status } = exchange;
    const title = `${method} ${target.split('?', 1)[0]} answers ${status}`;
    return [
      `test(${JSON.stringify(title)}, async () => {`,
      `  const response = await ${callOf(exchange, origin, '  ')};`,
      `  expect(response.status).toBe(${status});`,
      ...expectedBody(exchange).map((line) => `  ${line}`),
      '});',
    ].join('\n');
  },
};

/** What the body was: its JSON, its text, or nothing where it was not kept. */
function expectedBody({ method, response: { body } }: ExchangeDetail): string[] {
  if (typeof body !== 'string' || body === '' || method === 'HEAD') return [];
  try {
    const json = JSON.stringify(JSON.parse(body), undefined, 2).replaceAll('\n', '\n  ');
    return [`expect(await response.json()).toEqual(${json});`];
  } catch {
    return [`expect(await response.text()).toBe(${JSON.stringify(body)});`];
  }
}
