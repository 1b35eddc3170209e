import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { BodyBudget } from '../../src/http/index.js';
import { readBody } from '../../src/server/read-body.js';

test('A body that was received in several pieces is read whole, also where Node gives each piece alone', () => {
  const request = new IncomingMessage(new Socket());
  request.headers = { 'content-length': '9' };
  for (const piece of ['abc', 'def', 'ghi']) request.push(Buffer.from(piece));
  request.push(null);
  request.complete = true;
  // Node 26 does so by itself.
  request.read = () => IncomingMessage.prototype.read.call(request, 3);
  const bodies: unknown[] = [];
  const bounds = { limit: 100, budget: new BodyBudget(100) };
  readBody(
    request,
    bounds,
    (body) => bodies.push(body),
    (error) => bodies.push(error),
  );
  expect(bodies).toEqual([{ state: 'present', content: new Uint8Array(Buffer.from('abcdefghi')) }]);
});
