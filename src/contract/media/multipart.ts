import { type MediaType, parameterIn, parseMediaType, splitParts } from '../../http/index.js';
import type { Headers } from '../../model/index.js';

/** One part of a `multipart/form-data` body (RFC 7578 §4). */
export interface Part {
  readonly name: string;
  readonly isFile: boolean;
  /** `text/plain` where the part does not say (RFC 7578 §4.4), and bytes where it is a file. */
  readonly type: MediaType;
  /** All header fields of the part, names in lower case. */
  readonly headers: Headers;
  readonly content: Uint8Array;
}

const MAX_PARTS = 10_000;

/**
 * Takes a multipart body apart.
 * @param boundary the parameter of the content type
 * @returns the parts in order, or what is wrong, in words
 */
export function parseMultipart(content: Uint8Array, boundary: string | undefined): readonly Part[] | string {
  const parts: Part[] = [];
  let fault: string | undefined;
  const splitter = splitParts(
    {
      item({ index, content: item }) {
        const part = item.kind === 'part' ? partOf(item.headers, item.bytes) : undefined;
        if (!part) fault ??= 'a part has no Content-Disposition with a name';
        else if (index < MAX_PARTS) parts.push(part);
        else fault ??= `it has more than ${MAX_PARTS} parts`;
      },
      fault({ detail }) {
        fault ??= detail;
      },
    },
    boundary,
    content.length,
  );
  splitter.write(content);
  splitter.end(true);
  return fault ?? parts;
}

function partOf(headers: Readonly<Record<string, string>>, content: Uint8Array): Part | undefined {
  const { 'content-disposition': disposition = '', 'content-type': type } = headers;
  const name = parameterIn(disposition, 'name');
  if (name === undefined || name === '') return undefined;
  const isFile = ['filename', 'filename*'].some((parameter) => parameterIn(disposition, parameter) !== undefined);
  return {
    // Browsers write quotes and line breaks of a name so (HTML standard §4.10.21.8).
    name: name.replace(/%(?:22|0d|0a)/gi, decodeURIComponent),
    isFile,
    type: (type === undefined ? undefined : parseMediaType(type)) ?? (isFile && type === undefined ? BYTES : PLAIN),
    headers,
    content,
  };
}

const PLAIN: MediaType = { type: 'text', subtype: 'plain', parameters: new Map() };
const BYTES: MediaType = { type: 'application', subtype: 'octet-stream', parameters: new Map() };
