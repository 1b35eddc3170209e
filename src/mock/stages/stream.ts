import type { Example, MediaContent, Operation } from '../../contract/index.js';
import { type Framing, framingOf, isStream, parseMediaType } from '../../http/index.js';
import { headerValue, isObject, own, type Range, readRange, utf8Bytes } from '../../model/index.js';
import type { Stage } from '../pipeline.js';
import type { ResponseState } from '../request-state.js';
import { firstAfter, type Pieces, piecesOf } from '../streams/pieces.js';

/**
 * Sends a sequence item by item, with the pace that the request prefers (`Prefer: pace=200`) or the media type names
 * (`x-docproof-pace`); to a client that comes back with `Last-Event-ID`, what it has not read.
 */
export const stream: Stage<ResponseState> = {
  name: 'stream',
  when: 'where a response may be a sequence',
  create({ contract, memory }, next) {
    if (!contract.operations.some(mayStream)) return next;
    const known = memory.table<Example, Pieces>('pieces of examples');
    const cut = (response: ResponseState, pieces: Pieces): void => {
      const { request } = response;
      const { bytes } = pieces;
      const lastEventId = headerValue(request.call.headers, 'last-event-id');
      const first = lastEventId === undefined ? 0 : firstAfter(pieces, lastEventId);
      const read = pieces.ends[first - 1] ?? 0;
      response.body = bytes.subarray(read);
      if (read > 0 && read === bytes.length) {
        // The browser's way to be told that there is nothing more (HTML standard §9.2.3).
        response.status = 204;
        response.body = undefined;
        delete response.headers['Content-Type'];
        return;
      }
      const pace = paceOf(response);
      response.stream = { ends: pieces.ends, first, ...(pace ? { pace } : {}) };
    };
    return (response) => {
      const { body, headers, choice, shown } = response;
      const contentType = headers['Content-Type'];
      const type = typeof contentType === 'string' ? parseMediaType(contentType) : undefined;
      const framing = type?.type === 'multipart' ? partsOf(choice.media) : type && framingOf(type);
      if (!framing || !isStream(framing) || body === undefined) return next(response);
      const { example } = choice;
      const isExample = example !== undefined && shown === example.value;
      const cutUp = (): Pieces =>
        piecesOf(typeof body === 'string' ? utf8Bytes(body) : body, framing, type?.parameters.get('boundary'));
      const pieces = (isExample && known.get(example)) || cutUp();
      if (isExample) known.set(example, pieces);
      cut(response, pieces);
      return next(response);
    };
  },
};

/** Parts are sent one by one where they are items. */
function partsOf(media: MediaContent | undefined): Framing | undefined {
  return media?.item && media.encodingAt ? 'parts' : undefined;
}

/** Whether a response has a sequential media type, or a range that admits one. */
function mayStream({ responses }: Operation): boolean {
  return [...responses.values()].some(({ node }) => {
    const content = own(node, 'content');
    return isObject(content) && Object.keys(content).some((key) => key.includes('*') || isSequential(key));
  });
}

function isSequential(key: string): boolean {
  const type = parseMediaType(key);
  const framing = type && framingOf(type);
  return type?.type === 'multipart' || (framing !== undefined && isStream(framing));
}

/** Undefined where nothing waits. */
function paceOf({ choice, request: { preferences } }: ResponseState): Range | undefined {
  const documented = choice.media && own(choice.media.node, 'x-docproof-pace');
  const isTime = typeof documented === 'string' || typeof documented === 'number';
  const pace = preferences.pace ?? (isTime ? readRange(String(documented)) : undefined);
  return pace && pace[1] > 0 ? pace : undefined;
}
