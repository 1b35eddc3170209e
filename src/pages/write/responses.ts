import type { JsonObject } from '../../model/index.js';
import type { Page } from '../page.js';
import type { Message } from '../read/message.js';
import type { DescribedOperation } from '../reference/operations.js';
import { REASONS } from '../types/statuses.js';
import { responseContent } from './bodies.js';
import { described, sourceOf, type WriteContext } from './context.js';
import type { NamedExample } from './examples.js';

interface NamedMessage {
  readonly name: string;
  readonly page: Page;
  readonly message: Message;
}

/** Fields that frame the message, and say nothing of the API (RFC 9112 §6). */
const FRAMING = new Set([
  'content-type',
  'content-length',
  'transfer-encoding',
  'connection',
  'date',
  'server',
  'content-encoding',
]);

/** The responses of an operation by status (OpenAPI 3.1 §4.8.16), from sentences and from examples. */
export function operationResponses(
  context: WriteContext,
  { descriptions }: DescribedOperation,
  examples: readonly NamedExample[],
): JsonObject {
  const shown = examples.flatMap(({ name, page, placed }) => messageOf(name, page, placed.example.response?.message));
  const statuses = new Set<number>();
  for (const { page } of descriptions) for (const { status } of page.promised.statuses) statuses.add(status);
  for (const { page, message } of shown) statuses.add(statusOf(page, message));
  for (const { page } of descriptions) for (const { status } of page.errors) statuses.add(status);
  const usual = usualStatus(shown.map(({ page, message }) => statusOf(page, message)));
  const lowest = Math.min(...[...statuses].filter((status) => status >= 200));
  const responses = [...statuses]
    .sort((a, b) => a - b)
    .map((status) => {
      const named = shown.filter(({ page, message }) => statusOf(page, message) === status);
      const pages = descriptions.map(({ page }) => ({ page, isPromised: successOf(page) === status }));
      const isUsual = status === usual && status !== lowest;
      return [
        String(status),
        { ...response(context, status, pages, named), ...(isUsual ? { 'x-docproof-default': true } : {}) },
      ] as const;
    });
  if (responses.length === 0) return { default: { description: 'No page says what comes back.', 'x-inferred': true } };
  return Object.fromEntries(responses);
}

/** The success that most examples show: a sentence may promise another. */
function usualStatus(shown: readonly number[]): number | undefined {
  const counts = new Map<number, number>();
  for (const status of shown) if (status >= 200 && status < 300) counts.set(status, (counts.get(status) ?? 0) + 1);
  return [...counts].sort(([a, one], [b, other]) => other - one || a - b)[0]?.[0];
}

function messageOf(name: string, page: Page, message: Message | undefined): NamedMessage[] {
  return message ? [{ name, page, message }] : [];
}

/** The status of a response; of a body alone the one that the page promises. */
function statusOf(page: Page, { start }: Message): number {
  return start.kind === 'response' ? start.status : (successOf(page) ?? 200);
}

/** The status with which the page's sentence promises what comes back. */
function successOf({ promised }: Page): number | undefined {
  return promised.statuses.find(({ status }) => status < 300 && status !== 204)?.status ?? promised.statuses[0]?.status;
}

function response(
  context: WriteContext,
  status: number,
  pages: readonly { page: Page; isPromised: boolean }[],
  named: readonly NamedMessage[],
): JsonObject {
  const [example] = named;
  const promise = pages.flatMap(({ page }) =>
    page.promised.statuses.flatMap((each) => (each.status === status ? [{ page, line: each.line }] : [])),
  )[0];
  const error = pages.flatMap(({ page }) =>
    page.errors.flatMap((each) => (each.status === status ? [{ page, ...each }] : [])),
  )[0];
  const source = example ? { page: example.page, line: example.message.line } : (promise ?? error);
  const content =
    status === 204 && named.every(({ message }) => !message.body)
      ? undefined
      : responseContent(context, status, pages, named);
  const headers = responseHeaders(named);
  return {
    description:
      REASONS.get(status) ?? (example?.message.start.kind === 'response' ? example.message.start.reason : '') ?? '',
    ...(error ? described(context, error.description) : {}),
    ...(Object.keys(headers).length > 0 ? { headers } : {}),
    ...(content ? { content } : {}),
    ...(source ? { 'x-source': sourceOf(source.page, source.line) } : {}),
  };
}

function responseHeaders(named: readonly NamedMessage[]): JsonObject {
  const headers = new Map<string, JsonObject>();
  for (const { page, message } of named)
    for (const { name, value, line } of message.fields) {
      if (
        FRAMING.has(name.toLowerCase()) ||
        [...headers.keys()].some((known) => known.toLowerCase() === name.toLowerCase())
      )
        continue;
      headers.set(name, {
        schema: { type: 'string' },
        ...(value === '' ? {} : { example: value }),
        'x-source': sourceOf(page, line),
      });
    }
  return Object.fromEntries(headers);
}
