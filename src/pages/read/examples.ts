import type { ExampleAnnotation, ExampleMessage, PageExample } from '../page.js';
import { type Message, readMessages } from './message.js';
import type { Annotation, Section } from './outline.js';

/** How a template marks examples. */
export interface ExampleMarks {
  /** The headings, in lower case, below which code is an example. */
  readonly examples: RegExp;
  /** The headings, in lower case, below which a body without a status line is a response. */
  readonly response: RegExp;
  /** Reads an annotation of the message that follows it. */
  read(annotation: Annotation): ExampleAnnotation;
}

/** The examples of a page: messages in their order, each response with the request that it answers. */
export function readExamples(sections: readonly Section[], marks: ExampleMarks): PageExample[] {
  return pair(sections.flatMap((section) => messagesOf(section, marks)));
}

function messagesOf(section: Section, marks: ExampleMarks): ExampleMessage[] {
  const isExample = [section.key, ...section.above].some((title) => marks.examples.test(title));
  return section.blocks.flatMap((block) => {
    if (block.kind !== 'fence') return [];
    const annotation = block.annotation && marks.read(block.annotation);
    const kind = annotation?.kind;
    if (!isExample && kind !== 'request' && kind !== 'response') return [];
    if (/^(?:javascript|csharp|java|objc|powershell|bash|xml|c#|objective-c)$/.test(block.language)) return [];
    return readMessages(block.text, block.line).flatMap((message) => {
      const placed = withKind(message, kind, marks.response.test(section.key));
      return placed
        ? [
            {
              message: placed,
              ...(annotation ? { annotation } : {}),
              title: section.title,
              isAside: !isExample,
            },
          ]
        : [];
    });
  });
}

/** A body alone belongs where its annotation or its heading says; elsewhere it is not a message. */
function withKind(message: Message, kind: ExampleAnnotation['kind'], isBelowResponse: boolean): Message | undefined {
  if (message.start.kind !== 'body') return message;
  if (!message.body) return undefined;
  if (kind === 'response' || (kind === undefined && isBelowResponse)) return message;
  return undefined;
}

/**
 * Pairs messages by the names of annotations. Other responses belong to the last request without a response.
 * If as many responses follow as there were requests, they are paired in order.
 */
function pair(messages: readonly ExampleMessage[]): PageExample[] {
  const examples: { request?: ExampleMessage; response?: ExampleMessage }[] = [];
  const inRows = pairedInRows(messages);
  for (const message of messages) {
    if (message.message.start.kind === 'request') {
      examples.push({ request: message });
      continue;
    }
    const waiting = examples.filter(({ request, response }) => request && !response);
    const name = message.annotation?.name;
    const named = name === undefined ? undefined : waiting.find(({ request }) => request?.annotation?.name === name);
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
function isTaken({ request }: PageExample, response: ExampleMessage, messages: readonly ExampleMessage[]): boolean {
  const name = request?.annotation?.name;
  if (name === undefined || response.annotation?.name === undefined) return false;
  return messages.some(
    (other) => other !== response && other.message.start.kind !== 'request' && other.annotation?.name === name,
  );
}
