import type { IncomingMessage, ServerResponse } from 'node:http';
import { BodyBudget } from '../http/index.js';
import type { Mock } from '../mock/index.js';
import { mountedTarget } from './mount.js';
import { isPreflight, type Listeners, Reply, type Sharing } from './reply.js';
import { inTurns } from './turns.js';

/**
 * A handler as Express 5, Connect and Vite's dev server mount it: `app.use(handler)`. It is also a listener for
 * `http.createServer`.
 */
export type MockHandler = (
  request: IncomingMessage,
  response: ServerResponse,
  next?: (error?: unknown) => void,
) => void;

/**
 * Puts a mock behind Node's HTTP. Where `next` is given, a path that the contract does not have is passed on to it, so
 * that an application's own routes go on working; without it the mock answers that too.
 * @param current the mock that answers now: another may take its place between two requests
 */
export function createHandler(current: () => Mock, listeners: Listeners = {}): MockHandler {
  const { bodies, fallthrough = true } = listeners;
  const sharing: Sharing = { listeners, budget: bodies ?? new BodyBudget(Number.POSITIVE_INFINITY), isSaid: false };
  const soon = inTurns<Reply>([(reply) => reply.answer(), (reply) => reply.send(), (reply) => reply.tell()]);
  return (request, response, next) => {
    const method = request.method ?? 'GET';
    const { whole, below, mount } = mountedTarget(request);
    const reply = new Reply({ request, response, next, method }, sharing);
    let isForOthers = false;
    try {
      const mock = current();
      // A document may have the path of the mount in its own paths.
      const isWhole = mount !== '' && !mock.knows(method, below) && mock.knows(method, whole);
      reply.target = isWhole ? whole : below;
      reply.mount = isWhole ? '' : mount;
      reply.mock = mock;
      isForOthers = fallthrough && next !== undefined && !mock.knows(method, reply.target) && !isPreflight(request);
    } catch (error) {
      reply.fail(error);
      return;
    }
    if (isForOthers) next?.();
    else soon(reply);
  };
}
