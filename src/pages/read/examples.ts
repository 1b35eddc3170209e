import { own } from '../../model/index.js';
import type { Example, ExampleMessage } from '../page.js';
import { type Message, readMessages } from './message.js';
import type { Block, Section } from './outline.js';

type Fence = Extract<Block, { kind: 'fence' }>;

const EXAMPLES = /^(?:sample )?examples?\b/;

/** The examples of a page: messages in their order, each response with the request that it answers. */
export function readExamples(sections: readonly Section[]): Example[] {
  return pair(sections.flatMap(messagesOf));
}

function messagesOf(section: Section): ExampleMessage[] {
  const isExample = EXAMPLES.test(section.key) || section.above.some((above) => EXAMPLES.test(above));
  return section.blocks.flatMap((block) => {
    if (block.kind !== 'fence') return [];
    const type = blockType(block);
    if (!isExample && type !== 'request' && type !== 'response') return [];
    if (/^(?:javascript|csharp|java|objc|powershell|bash|xml|c#|objective-c)$/.test(block.language)) return [];
    return readMessages(block.text, block.line).flatMap((message) => {
      const placed = withKind(message, type, section);
      return placed
        ? [
            {
              message: placed,
              ...(block.annotation ? { annotation: block.annotation } : {}),
              title: section.title,
              isAside: !isExample,
            },
          ]
        : [];
    });
  });
}

function blockType({ annotation }: Fence): string {
  return String((annotation && own(annotation.members, 'blockType')) ?? '');
}

/** A body alone belongs where its annotation or its heading says; elsewhere it is not a message. */
function withKind(message: Message, type: string, section: Section): Message | undefined {
  if (message.start.kind !== 'body') return message;
  if (!message.body) return undefined;
  if (type === 'response' || (type === '' && /^response\b/.test(section.key))) return message;
  return undefined;
}

/**
 * Pairs messages by the names of annotations. Other responses belong to the last request without a response.
 * If as many responses follow as there were requests, they are paired in order.
 */
function pair(messages: readonly ExampleMessage[]): Example[] {
  const examples: { request?: ExampleMessage; response?: ExampleMessage }[] = [];
  const inRows = pairedInRows(messages);
  for (const message of messages) {
    if (message.message.start.kind === 'request') {
      examples.push({ request: message });
      continue;
    }
    const waiting = examples.filter(({ request, response }) => request && !response);
    const name = nameOf(message);
    const named = name === undefined ? undefined : waiting.find(({ request }) => request && nameOf(request) === name);
    const last = examples.at(-1);
    const inRow = inRows.get(message);
    const match =
      named ??
      waiting.find(({ request }) => request && request === inRow) ??
      (last && waiting.includes(last) ? last : waiting.at(-1));
    if (match && (named || !isTaken(match, message, messages))) match.response = message;
    else examples.push({ response: message });
  }
  return examples;
}

/** The requests of responses that follow, several in a row, as many requests in a row. */
function pairedInRows(messages: readonly ExampleMessage[]): ReadonlyMap<ExampleMessage, ExampleMessage> {
  const pairs = new Map<ExampleMessage, ExampleMessage>();
  let requests: ExampleMessage[] = [];
  let responses: ExampleMessage[] = [];
  const close = (): void => {
    if (requests.length === responses.length)
      for (const [index, response] of responses.entries()) {
        const request = requests[index];
        if (request) pairs.set(response, request);
      }
    requests = [];
    responses = [];
  };
  for (const message of messages) {
    const isRequest = message.message.start.kind === 'request';
    if (isRequest && responses.length > 0) close();
    (isRequest ? requests : responses).push(message);
  }
  close();
  return pairs;
}

/** Whether another response has the name of that request. */
function isTaken({ request }: Example, response: ExampleMessage, messages: readonly ExampleMessage[]): boolean {
  const name = request && nameOf(request);
  if (name === undefined || nameOf(response) === undefined) return false;
  return messages.some(
    (other) => other !== response && other.message.start.kind !== 'request' && nameOf(other) === name,
  );
}

/** The name that an annotation gives its message. */
export function nameOf({ annotation }: ExampleMessage): string | undefined {
  const name = annotation && own(annotation.members, 'name');
  return typeof name === 'string' && name !== '' ? name : undefined;
}
