// express-openapi-validator as a judge of captures: its middleware in an Express application that sends the recorded
// response. Nothing goes over a socket. Each line of a capture (NDJSON) is a request to the application.
//   node express-validator.mjs CAPTURE DOCUMENT
import { createReadStream, readFileSync } from 'node:fs';
import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import express from 'express';
import validator from 'express-openapi-validator';
import { begin } from './report.mjs';

const [, , capture, document] = process.argv;
// It refuses requests with members that are readOnly, and then judges no response: so no member is.
const apiSpec = withoutReadOnly(JSON.parse(readFileSync(document, 'utf8')));
const application = express();
application.use(validator.middleware({ apiSpec, validateRequests: true, validateResponses: true }));
application.use((request, response) => {
  const { status, headers } = request.recorded;
  const body = bodyOf(request.recorded);
  response.status(status);
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (body === undefined) response.end();
  else response.json(body);
});
application.use((error, request, _response, _next) => request.judged(error));

// It reads the document with the first request, and compiles an operation when it first meets it.
const socket = new Socket();
const input = createReadStream(capture, { highWaterMark: 1 << 18 });
let report;
let exchanges = 0;
let faults = 0;
for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
  const { request, response } = JSON.parse(line);
  if ((await judge(request, response)) !== undefined) faults += 1;
  exchanges += 1;
  report ??= begin();
}
report({ exchanges, faults });

/** The error that it found, of the request or else of the response. */
function judge({ method, url, headers, ...asked }, recorded) {
  return new Promise((judged) => {
    const { pathname, search } = new URL(url);
    const request = new IncomingMessage(socket);
    Object.assign(request, { method, url: `${pathname}${search}`, headers, recorded, judged });
    const body = bodyOf({ headers, ...asked });
    if (body !== undefined) Object.assign(request, { body, _body: true });
    const response = new ServerResponse(request);
    response.end = () => {
      judged(undefined);
      return response;
    };
    application(request, response);
  });
}

/** It judges JSON as values; other bodies only by their media type. */
function bodyOf({ headers, body }) {
  if (body === null) return undefined;
  try {
    return /json/i.test(headers['content-type'] ?? '') ? JSON.parse(body) : body;
  } catch {
    return body;
  }
}

function withoutReadOnly(node) {
  if (Array.isArray(node)) return node.map(withoutReadOnly);
  if (typeof node !== 'object' || node === null) return node;
  const members = Object.entries(node).filter(([name, value]) => name !== 'readOnly' || value !== true);
  return Object.fromEntries(members.map(([name, value]) => [name, withoutReadOnly(value)]));
}
