import { createSampleJudge, type SampleJudge } from '../check/index.js';
import type { Content, Contract, Example } from '../contract/index.js';
import { describe, isPlaceholderAt, type Pointer } from '../model/index.js';
import type { Direction } from '../schema/index.js';

/** A documented example that its own schema refuses. */
export interface WrongExample {
  readonly pointer: Pointer;
  /** `POST /users, response 201, example default: /age must be integer`. */
  readonly message: string;
}

/** What is wrong with the examples of a document. */
export interface WrongExamples {
  readonly found: readonly WrongExample[];
  /** How many are not judged, because they and their schemas ask for too much work. */
  readonly unjudged: number;
}

/** After so many examples comes a pause. */
const BETWEEN_PAUSES = 100;

/**
 * The documented bodies that break the schema beside them, each with its first fault. Placeholders are not among them.
 * @param pause is awaited after each operation and after some examples, so that requests need not wait
 */
export async function wrongExamples(contract: Contract, pause: () => Promise<void>): Promise<WrongExamples> {
  const found: WrongExample[] = [];
  let unjudged = 0;
  let looked = 0;
  const seen = new Set<Pointer>();
  const judge = createSampleJudge(contract);
  const look = async (content: Content, direction: Direction, where: string): Promise<void> => {
    for (const key of content.keys) {
      const media = content.get(key);
      if (media?.schema === undefined) continue;
      for (const example of media.examples) {
        if (example.bytes || seen.has(example.pointer)) continue;
        seen.add(example.pointer);
        looked += 1;
        if (looked % BETWEEN_PAUSES === 0) await pause();
        const message = faultOf(judge, media.schema, direction, example);
        if (message === 'not judged') unjudged += 1;
        else if (message !== undefined)
          found.push({ pointer: example.pointer, message: `${where}, example ${example.name}: ${message.text}` });
      }
    }
  };
  for (const operation of contract.operations) {
    const { requestContent, responseContent } = contract.compile(operation);
    if (requestContent) await look(requestContent, 'request', `${operation.id}, request`);
    for (const [status, response] of operation.responses)
      await look(responseContent(response), 'response', `${operation.id}, response ${status}`);
    await pause();
  }
  return { found, unjudged };
}

function faultOf(
  { faultsOf }: SampleJudge,
  schema: Pointer,
  direction: Direction,
  { value, unreadable }: Example,
): { readonly text: string } | 'not judged' | undefined {
  if (unreadable !== undefined) return { text: `its text cannot be read: ${unreadable}` };
  const faults = faultsOf({ value, schema, directions: [direction] });
  if (!faults) return 'not judged';
  const fault = faults.errors.find((each) => !isPlaceholderAt(each.location, each.value));
  if (!fault) return undefined;
  const message = describe({ ...fault, in: direction, part: 'body', severity: 'error' });
  return { text: `${fault.location === '' ? 'it' : fault.location} ${message}` };
}
