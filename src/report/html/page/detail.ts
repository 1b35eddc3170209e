import { writeJson } from '../../../model/exact-json.js';
import { isObject, type JsonValue } from '../../../model/json.js';
import type { PageData, PageFault } from '../data.js';
import { count, element } from './dom.js';
import { jsonView } from './json-view.js';

const WORDS = { error: 'Error', warning: 'Warning', accepted: 'Accepted' } as const;

/** A fault in full: what is wrong, what was captured, and what is documented. */
export function detailOf(fault: PageFault, { rules }: PageData): HTMLElement {
  const { operation, place, keyword, severity, message, reason } = fault;
  return element(
    'article',
    { class: `detail ${severity}` },
    element(
      'header',
      {},
      element(
        'p',
        { class: 'kind' },
        element('b', { class: 'mark' }, WORDS[severity]),
        element('code', {}, keyword),
        element('span', {}, operation),
      ),
      element('h2', {}, element('code', {}, place), ' ', message),
      reason === undefined ? undefined : element('p', { class: 'reason' }, `Accepted by the baseline: ${reason}`),
      element('p', { class: 'help' }, rules[keyword]?.help ?? ''),
    ),
    element('div', { class: 'sides' }, capturedOf(fault), documentedOf(fault)),
    examplesOf(fault),
  );
}

function capturedOf(fault: PageFault): HTMLElement {
  const { evidence, value, seen, keyword } = fault;
  const isBare = value !== undefined && keyword !== 'required' && !isMarked(fault);
  return element(
    'section',
    {},
    element('h3', {}, 'Captured'),
    element('p', { class: 'fact' }, seen),
    ...(isBare ? [element('p', { class: 'label' }, 'The value'), jsonView(value, undefined)] : []),
    ...(evidence ? messageOf(evidence, fault) : []),
  );
}

type Message = NonNullable<PageFault['evidence']>;

/** Whether the message shows the value at its place. */
function isMarked({ evidence, within }: PageFault): boolean {
  const body = evidence?.body;
  return within !== undefined && 'body' in within && body !== undefined && 'json' in body && body.pointer !== '';
}

function messageOf({ method, url, status, headers, body }: Message, { in: side, within }: PageFault): HTMLElement[] {
  const field = within && 'header' in within ? within.header : undefined;
  return [
    element('p', { class: 'label' }, `The ${side}`),
    element('pre', { class: 'start', tabindex: 0 }, element('code', {}, `${method} ${url} → ${status}`)),
    ...(headers.length === 0 ? [] : [fieldsOf(headers, field)]),
    ...(body === undefined ? [] : [bodyOf(body, within !== undefined && 'body' in within)]),
  ];
}

/** Folded, unless the fault is in one of them. */
function fieldsOf(headers: Message['headers'], marked: string | undefined): HTMLElement {
  const lines = headers.map(([name, value]) =>
    element(
      'span',
      { class: name.toLowerCase() === marked ? 'line marked' : 'line' },
      element('span', { class: 'key' }, name),
      `: ${value}`,
    ),
  );
  return element(
    'details',
    { open: headers.some(([name]) => name.toLowerCase() === marked) },
    element('summary', {}, count(headers.length, 'header field')),
    element('pre', { class: 'fields', tabindex: 0 }, element('code', {}, ...lines)),
  );
}

function bodyOf(body: NonNullable<Message['body']>, isAtFault: boolean): HTMLElement {
  if ('json' in body) return jsonView(body.json, isAtFault ? body.pointer : undefined);
  const lines = body.text.split(/\r?\n/).map((line) => element('span', { class: 'line' }, line));
  return element('pre', { class: 'text', tabindex: 0 }, element('code', {}, ...lines));
}

function documentedOf({ documented, quote, position, schema, rule }: PageFault): HTMLElement {
  return element(
    'section',
    {},
    element('h3', {}, 'Documented'),
    ...(documented === undefined ? [] : [fact('Page', documented)]),
    ...(quote === undefined ? [] : [element('blockquote', {}, quote)]),
    ...(position === undefined ? [] : [fact('Document', position)]),
    fact('Rule', schema),
    ...(rule === undefined ? [] : [jsonView(keyed(schema, rule), undefined)]),
  );
}

/** The rule under its name, as the document has it. */
function keyed(schema: string, rule: JsonValue): JsonValue {
  const name = schema
    .slice(schema.lastIndexOf('/') + 1)
    .replaceAll('~1', '/')
    .replaceAll('~0', '~');
  return isObject(rule) ? rule : { [name]: rule };
}

function fact(name: string, text: string): HTMLElement {
  return element('p', { class: 'fact' }, element('span', { class: 'label' }, name), ' ', element('code', {}, text));
}

function examplesOf({ examples, count: times }: PageFault): HTMLElement | undefined {
  if (examples.length < 2) return undefined;
  const rows = examples.map(({ at, location, value }) =>
    element(
      'tr',
      {},
      element('td', {}, at),
      element('td', {}, element('code', {}, location)),
      element('td', {}, value === undefined ? '' : element('code', {}, writeJson(value))),
    ),
  );
  const head = element(
    'tr',
    {},
    ...['exchange', 'place', 'value'].map((name) => element('th', { scope: 'col' }, name)),
  );
  return element(
    'section',
    { class: 'examples' },
    element(
      'h3',
      {},
      examples.length < times
        ? `The first ${examples.length} of ${count(times, 'violation')}`
        : count(times, 'violation'),
    ),
    element(
      'div',
      { class: 'wide', tabindex: 0 },
      element('table', {}, element('thead', {}, head), element('tbody', {}, ...rows)),
    ),
  );
}
