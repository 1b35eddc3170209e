import type { IncomingMessage } from 'node:http';
import { isFormType, isJsonType, parseMediaType } from '../http/index.js';
import { type Body, NO_BODY } from '../model/index.js';

/** A body that another handler read, and of which it left nothing that tells what was sent. */
const READ_BEFORE: Body = { state: 'unknown', reason: 'body-omitted' };

/**
 * The body that a parser mounted before, such as `express.json()`, left on the request, content codings undone: its
 * bytes in `rawBody`, else what it made of them in `body`. Not known where that does not tell what was sent: parts of a
 * multipart body, a form with names such as `a[b]`, a number that lost digits.
 * @returns undefined where nobody has read the body
 */
export function parsedBody(request: IncomingMessage): Body | undefined {
  if (!request.readableEnded) return undefined;
  const { body, rawBody }: { body?: unknown; rawBody?: unknown } = { ...membersOf(request) };
  for (const whole of [rawBody, body])
    if (typeof whole === 'string' || whole instanceof Uint8Array)
      return whole.length === 0 ? NO_BODY : { state: 'present', content: whole };
  const type = parseMediaType(request.headers['content-type'] ?? '');
  const content = type === undefined || body === undefined ? undefined : textOf(type, body);
  return content === undefined ? READ_BEFORE : { state: 'present', content };
}

/** The members of a request that Node does not know. */
function membersOf(request: object): { readonly body?: unknown; readonly rawBody?: unknown } {
  return request;
}

function textOf(type: Parameters<typeof isJsonType>[0], body: unknown): string | undefined {
  if (isJsonType(type)) return hasAllDigits(body) ? JSON.stringify(body) : undefined;
  return isFormType(type) && type.subtype === 'x-www-form-urlencoded' ? formOf(body) : undefined;
}

/** Whether each number of a parsed value is the one that was sent: a double holds all its digits. */
function hasAllDigits(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER;
  if (typeof value !== 'object' || value === null) return true;
  return Object.values(value).every(hasAllDigits);
}

/** A form of texts and lists of texts; undefined for one whose names a parser took apart. */
function formOf(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(body))
    for (const each of Array.isArray(value) ? value : [value]) {
      if (typeof each !== 'string') return undefined;
      form.append(name, each);
    }
  return form.toString();
}
