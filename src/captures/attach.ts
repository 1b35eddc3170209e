import type { Body, Exchange } from '../model/index.js';
import type { UnpackedCapture } from './capture-file.js';

/** A file beside a capture that holds one body is read up to this size. */
export const MAX_ATTACHED = 64 * 1024 * 1024;

/**
 * Attaches bodies from files beside the capture. A body that cannot be read stays unknown.
 * @returns the exchange itself where nothing is attached to it
 */
export function attach(exchange: Exchange, { attachment }: UnpackedCapture): Exchange | Promise<Exchange> {
  return attachment && hasAttachment(exchange) ? attachBodies(exchange, attachment) : exchange;
}

/** Whether one of its bodies is in a file beside the capture. */
export function hasAttachment({ request, response }: Exchange): boolean {
  return (fileOf(request.body) ?? fileOf(response.body)) !== undefined;
}

async function attachBodies(
  exchange: Exchange,
  attachment: (name: string) => Promise<Uint8Array | undefined>,
): Promise<Exchange> {
  const fill = async (body: Body): Promise<Body> => {
    const name = fileOf(body);
    // A plain name only: a capture must not reach files outside its folder.
    if (name === undefined || !/^[^/\\:]+$/.test(name) || /^\.+$/.test(name)) return body;
    const content = await attachment(name);
    return content === undefined ? body : { state: 'present', content };
  };
  const { request, response } = exchange;
  return {
    ...exchange,
    request: { ...request, body: await fill(request.body) },
    response: { ...response, body: await fill(response.body) },
  };
}

function fileOf(body: Body): string | undefined {
  return body.state === 'unknown' ? body.file : undefined;
}
