import type { ExampleMessage, Page } from '../page.js';
import { fieldOf, type Message } from '../read/message.js';
import { type Found, messagesOf, pageRule, type Rule } from './rule.js';

/** Length of a body in bytes, with line ends of one byte and of two. */
function lengths(text: string): { lf: number; crlf: number; trailing: number } {
  const bytes = new TextEncoder().encode(text).length;
  return { lf: bytes, crlf: bytes + (text.match(/\n/g)?.length ?? 0), trailing: 2 };
}

interface Sized {
  readonly line: number;
  readonly stated: number;
  readonly lf: number;
  readonly crlf: number;
  readonly isPossible: boolean;
  readonly isPlain: boolean;
}

function sized({ message }: ExampleMessage): Sized | undefined {
  const field = fieldOf(message, 'content-length');
  if (!field || !/^\d+$/.test(field.value) || !message.body) return undefined;
  const stated = Number(field.value);
  const { lf, crlf } = lengths(message.body.text);
  const isPlain = stated === lf || stated === lf + 1;
  return { line: field.line, stated, lf, crlf, isPlain, isPossible: isPlain || (stated >= crlf && stated <= crlf + 2) };
}

export const contentLength: Rule = pageRule(
  {
    id: 'content-length',
    severity: 'warning',
    finds: 'A Content-Length that its body cannot have, whatever the line ends.',
    example: '`Content-Length: 17` before a body of 160 bytes, which would be 167 with CRLF.',
  },
  function* (page) {
    for (const message of messagesOf(page)) {
      const size = sized(message);
      if (!size || size.isPossible) continue;
      const { stated, lf, crlf, line } = size;
      yield {
        page: page.name,
        line,
        message: `Content-Length is ${stated}; the body has ${lf} bytes${crlf === lf ? '' : ` (${crlf} with CRLF)`}.`,
        suggestion: `Write ${lf}, or remove the field.`,
      };
    }
  },
);

export const contentLengthCrlf: Rule = pageRule(
  {
    id: 'content-length-crlf',
    severity: 'info',
    isOff: true,
    finds: 'A Content-Length that is right with line ends of CRLF only.',
    example: '`Content-Length: 167` before a body of 160 bytes and seven line breaks.',
  },
  function* (page) {
    for (const message of messagesOf(page)) {
      const size = sized(message);
      if (!size?.isPossible || size.isPlain) continue;
      yield {
        page: page.name,
        line: size.line,
        message: `Content-Length is ${size.stated}, which is right with line ends of CRLF only; with LF the body has ${size.lf} bytes.`,
        suggestion: `Write ${size.lf}, or remove the field.`,
      };
    }
  },
);

function slipRule(
  rule: Omit<Rule, 'check'>,
  what: Message['slips'][number]['what'],
  message: string,
  suggestion: string,
): Rule {
  return pageRule(rule, function* (page) {
    for (const { message: read } of messagesOf(page))
      for (const slip of read.slips)
        if (slip.what === what) yield { page: page.name, line: slip.line, message, suggestion };
  });
}

export const noEmptyLine: Rule = slipRule(
  {
    id: 'no-empty-line',
    severity: 'warning',
    finds: 'A body that follows its header without an empty line (RFC 9112 §2.1).',
    example: '`Content-Type: application/json`, and on the next line `{"label": "Tea"}`.',
  },
  'no-empty-line',
  'An empty line is missing between the header and the body.',
  'Add an empty line before the body.',
);

export const earlyEmptyLine: Rule = slipRule(
  {
    id: 'early-empty-line',
    severity: 'warning',
    finds: 'An empty line that ends a header before its fields.',
    example: '`POST /parcels`, an empty line, `Content-Type: application/json`.',
  },
  'early-empty-line',
  'An empty line separates the header fields from the first line: clients read them as the body.',
  'Remove the empty line.',
);

export const noHttpVersion: Rule = slipRule(
  {
    id: 'no-http-version',
    severity: 'info',
    finds: 'A status line without a version (RFC 9112 §4).',
    example: '`HTTP 200 OK`.',
  },
  'no-version',
  'The status line has no version.',
  'Write HTTP/1.1 before the status.',
);

export const headerCase: Rule = pageRule(
  {
    id: 'header-case',
    severity: 'info',
    finds: 'A header field that the page writes in different letter case.',
    example: '`Content-type: text/plain` in the example, `Content-Type` in the table.',
  },
  function* (page) {
    const usual = usualNames(page);
    for (const { message } of messagesOf(page))
      for (const { name, line } of message.fields) {
        const known = usual.get(name.toLowerCase());
        if (known && known.name !== name)
          yield {
            page: page.name,
            line,
            message: `This page also writes ${name} as ${known.name}.`,
            suggestion: `Write ${known.name} everywhere.`,
            against: { page: page.name, line: known.line },
          };
      }
  },
);

/** How a page writes header fields: its table first, then the spelling with capitals. */
function usualNames(page: Page): ReadonlyMap<string, { name: string; line: number }> {
  const names = new Map<string, { name: string; line: number }>();
  for (const { name, line } of page.headers)
    if (!names.has(name.toLowerCase())) names.set(name.toLowerCase(), { name, line });
  const inTable = new Set(names.keys());
  for (const { message } of messagesOf(page))
    for (const { name, line } of message.fields) {
      const key = name.toLowerCase();
      const known = names.get(key);
      if (!known || (!inTable.has(key) && capitals(name) > capitals(known.name))) names.set(key, { name, line });
    }
  return names;
}

function capitals(name: string): number {
  return name.match(/(?:^|-)[A-Z]/g)?.length ?? 0;
}

export const headerNotSent: Rule = pageRule(
  {
    id: 'header-not-sent',
    severity: 'info',
    finds: 'A header field other than Authorization that the table requires, and that no example sends.',
    example: '`|If-Match|An ETag. Required.|`, and no example has the field.',
  },
  (page) => notSent(page, (name) => name !== AUTHORIZATION, 'Send it in the example.'),
);

export const credentialsNotShown: Rule = pageRule(
  {
    id: 'credentials-not-shown',
    severity: 'info',
    isOff: true,
    finds: 'An Authorization that the table of headers requires, and that no example sends.',
    example: '`|Authorization|Bearer {token}. Required.|`, and no example has the field.',
  },
  (page) => notSent(page, (name) => name === AUTHORIZATION, 'Show it with a placeholder for the token.'),
);

const AUTHORIZATION = 'authorization';

/** @param isMeant by the name in lower case */
function* notSent(page: Page, isMeant: (name: string) => boolean, suggestion: string): Generator<Found> {
  const requests = page.examples.flatMap(({ request }) => (request && !request.isAside ? [request.message] : []));
  const [first] = requests;
  if (!first) return;
  for (const row of page.headers) {
    const name = row.name.toLowerCase();
    if (!row.notes.isRequired || !/^[\w-]+$/.test(name) || !isMeant(name)) continue;
    const could = name === 'content-type' ? requests.filter(({ body }) => body) : requests;
    if (could.length === 0 || could.some((message) => fieldOf(message, name))) continue;
    yield {
      page: page.name,
      line: row.line,
      message: `The table requires ${row.name}; no request of the examples sends it.`,
      suggestion,
      against: { page: page.name, line: first.line },
    };
  }
}
