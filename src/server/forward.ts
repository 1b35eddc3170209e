import { request as ask, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream';
import { originForm } from '../model/index.js';
import { sendHead } from './deliver.js';

/** Passes requests for the pages of a server on to the process that has them. */
export type PageForwarder = (request: IncomingMessage, response: ServerResponse, failed: () => void) => void;

/**
 * Header fields that stay here: those of one connection (RFC 9110 §7.6.1), and what the guard of this process has
 * judged already.
 */
const OWN = new Set([
  'connection',
  'expect',
  'host',
  'keep-alive',
  'origin',
  'referer',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'x-docproof-token',
]);

/** Forwards to a server on this machine. @param url `http://127.0.0.1:40123` */
export function forwardTo(url: string): PageForwarder {
  const { hostname, port } = new URL(url);
  return (request, response, failed) => {
    const { method = 'GET', url: target = '/' } = request;
    const passed = ask(
      { hostname, port, method, path: originForm(target), headers: passedFields(request.headers), agent: false },
      (answer) => {
        response.writeHead(answer.statusCode ?? 500, passedFields(answer.headers));
        sendHead(response);
        // Who goes away, or is gone, ends both.
        pipeline(answer, response, () => passed.destroy());
      },
    );
    passed.on('error', failed);
    response.once('close', () => passed.destroy());
    pipeline(request, passed, () => undefined);
  };
}

function passedFields(fields: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(
    Object.entries(fields).filter(([name]) => !OWN.has(name) && !name.startsWith('sec-fetch-')),
  );
}
