import { type MultipartError, make } from 'multipasta';
import { concatenated, type MediaType, parseMediaType } from '../../http/index.js';
import type { Headers } from '../../model/index.js';

/** One part of a `multipart/form-data` body (RFC 7578 §4). */
export interface Part {
  readonly name: string;
  /** Absent for a plain field. */
  readonly filename?: string;
  /** `text/plain` where the part does not say (RFC 7578 §4.4). */
  readonly type: MediaType;
  /** All header fields of the part, names in lower case. */
  readonly headers: Headers;
  readonly content: Uint8Array;
}

const MAX_PARTS = 10_000;
const NAMELESS = 'a part has no Content-Disposition with a name';

/**
 * Takes a multipart body apart.
 * @param boundary the parameter of the content type
 * @returns the parts in order, or what is wrong, in words
 */
export function parseMultipart(content: Uint8Array, boundary: string | undefined): readonly Part[] | string {
  if (boundary === undefined || boundary === '') return 'the content type names no boundary';
  const parts: Part[] = [];
  const faults: string[] = [];
  const parser = make({
    headers: { 'content-type': `multipart/form-data; boundary=${quote(boundary)}` },
    // Every part is collected whole: the body is in memory already.
    isFile: () => true,
    maxParts: MAX_PARTS,
    maxPartSize: content.length,
    maxTotalSize: content.length,
    onField: () => undefined,
    onFile(info) {
      if (info.name === '') faults.push(NAMELESS);
      const chunks: Uint8Array[] = [];
      return (chunk) => {
        if (chunk !== null) {
          chunks.push(chunk);
          return;
        }
        parts.push({
          name: info.name,
          type: parseMediaType(info.contentType) ?? PLAIN,
          headers: info.headers,
          content: concatenated(chunks),
          ...(info.filename === undefined ? {} : { filename: info.filename }),
        });
      };
    },
    onError: (error) => faults.push(explain(error)),
    onDone: () => undefined,
  });
  parser.write(content);
  parser.end();
  return faults[0] ?? parts;
}

const PLAIN: MediaType = { type: 'text', subtype: 'plain', parameters: new Map() };

function quote(boundary: string): string {
  return /^[\w'()+,./:=?-]+$/.test(boundary) ? `"${boundary}"` : `"${boundary.replace(/(["\\])/g, '\\$1')}"`;
}

function explain(error: MultipartError): string {
  switch (error._tag) {
    case 'InvalidBoundary':
      return 'the boundary of the content type is not found in the body';
    case 'BadHeaders':
      return 'the headers of a part are malformed';
    case 'InvalidDisposition':
      return NAMELESS;
    case 'ReachedLimit':
      return `it has more than ${MAX_PARTS} parts`;
    case 'EndNotReached':
      return 'it ends before its last boundary';
  }
}
