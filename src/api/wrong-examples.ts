import type { Content, Contract, Example } from '../contract/index.js';
import { describe, isPlaceholderAt, type Pointer } from '../model/index.js';
import type { Direction } from '../schema/index.js';

/** A documented example that its own schema refuses. */
export interface WrongExample {
  readonly pointer: Pointer;
  /** `POST /users, response 201, example default: /age must be integer`. */
  readonly message: string;
}

/**
 * The documented bodies that break the schema beside them, each with its first fault. Placeholders are not among them.
 * @param pause is awaited after each operation, so that requests need not wait
 */
export async function wrongExamples(contract: Contract, pause: () => Promise<void>): Promise<WrongExample[]> {
  const found: WrongExample[] = [];
  const seen = new Set<Pointer>();
  const look = (content: Content, direction: Direction, where: string): void => {
    for (const key of content.keys) {
      const media = content.get(key);
      if (media?.schema === undefined) continue;
      for (const example of media.examples) {
        if (example.bytes || seen.has(example.pointer)) continue;
        seen.add(example.pointer);
        const message = faultOf(contract, media.schema, direction, example);
        if (message !== undefined)
          found.push({ pointer: example.pointer, message: `${where}, example ${example.name}: ${message}` });
      }
    }
  };
  for (const operation of contract.operations) {
    const { requestContent, responseContent } = contract.compile(operation);
    if (requestContent) look(requestContent, 'request', `${operation.id}, request`);
    for (const [status, response] of operation.responses)
      look(responseContent(response), 'response', `${operation.id}, response ${status}`);
    await pause();
  }
  return found;
}

function faultOf(
  { schemas }: Contract,
  schema: Pointer,
  direction: Direction,
  { value, unreadable }: Example,
): string | undefined {
  if (unreadable !== undefined) return `its text cannot be read: ${unreadable}`;
  if (schemas.isValid(schema, direction, value) !== false) return undefined;
  const faults = schemas.explain(schema, direction, value);
  const fault = faults.find((each) => !isPlaceholderAt(each.location, each.value));
  if (!fault) return undefined;
  const message = describe({ ...fault, in: direction, part: 'body', severity: 'error' });
  return `${fault.location === '' ? 'it' : fault.location} ${message}`;
}
