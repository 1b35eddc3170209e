import { splitterFor } from '../../src/http/index.js';

/** A part as it was sent. */
export interface Part {
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array;
}

/**
 * The parts of a whole multipart body, as they are shown.
 * @throws at what is wrong with the body
 */
export function partsOf<T = string>(body: Uint8Array, boundary: string, show?: (part: Part) => T): (T | string)[] {
  const parts: (T | string)[] = [];
  const splitter = splitterFor(
    'parts',
    {
      item({ content }) {
        if (content.kind !== 'part') throw new Error(content.kind);
        parts.push(show ? show(content) : inWords(content));
      },
      fault({ detail }) {
        throw new Error(detail);
      },
    },
    undefined,
    boundary,
  );
  splitter?.write(body);
  splitter?.end(true);
  return parts;
}

/** `content-type: text/plain | hello`; bytes are characters. */
function inWords({ headers, bytes }: Part): string {
  const fields = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return `${fields.join(', ')} | ${new TextDecoder('latin1').decode(bytes)}`;
}
