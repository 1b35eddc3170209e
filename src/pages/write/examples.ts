import type { JsonObject, JsonValue } from '../../model/index.js';
import type { Page } from '../page.js';
import { fieldOf, type Message } from '../read/message.js';
import type { DescribedOperation, PlacedExample } from '../reference/operations.js';
import { sourceOf } from './context.js';

/** An example of an operation, with the name of its request and response in the document. */
export interface NamedExample {
  readonly name: string;
  readonly page: Page;
  readonly placed: PlacedExample;
}

/**
 * Names the examples of an operation: `documented` where there is one, else by page, and by number where a page has
 * several.
 * A request and its response have one name, so that who sends the one is answered with the other.
 */
export function nameExamples({ descriptions }: DescribedOperation): NamedExample[] {
  const all = descriptions.flatMap(({ page, examples }) =>
    examples.map((placed) => ({ page, placed, of: examples.length })),
  );
  if (all.length === 1) return all.map((each) => ({ ...each, name: 'documented' }));
  const taken = new Set<string>();
  return all.map(({ page, placed, of }) => {
    const stem = (page.name.split('/').at(-1) ?? '').replace(/\.md$/i, '').replace(/[^\w.-]/g, '-');
    const wanted = of === 1 ? stem : `${stem}-${placed.index + 1}`;
    let name = wanted;
    for (let count = 2; taken.has(name); count += 1) name = `${wanted}-${count}`;
    taken.add(name);
    return { name, page, placed };
  });
}

/** The value of a body: JSON as it was read, else its text; undefined if it is missing or cannot be read. */
export function bodyValue({ body }: Message): JsonValue | undefined {
  if (!body) return undefined;
  if (body.json) return body.json.node?.value;
  return body.text;
}

/** The media type of a body: as its field says, else JSON where it is that. */
export function mediaTypeOf(message: Message): string {
  const said = fieldOf(message, 'content-type')?.value.split(';')[0]?.trim().toLowerCase();
  if (said && /^[\w.+-]+\/[\w.+*-]+$/.test(said)) return said;
  return message.body && !message.body.json ? 'text/plain' : 'application/json';
}

/** An example of a media type (OpenAPI 3.1 §4.8.19). */
export function exampleObject(page: Page, message: Message, value: JsonValue): JsonObject {
  const repairs = message.body?.json?.node ? message.body.json.repairs.length : 0;
  return {
    value,
    ...(repairs > 0 ? { 'x-repaired': repairs } : {}),
    'x-source': sourceOf(page, message.line),
  };
}
