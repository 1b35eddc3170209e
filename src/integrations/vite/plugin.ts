import { BUILT_IN_NAME } from '../../api/load-contract.js';
import { type ReplaceableMock, replaceableMock } from '../../api/mock-handler.js';
import { settingsOf } from '../../api/mock-options.js';
import type { Answers } from '../../core/index.js';
import { isBelow } from '../../core/mount.js';
import { BodyBudget } from '../../http/index.js';
import { InputError, printable } from '../../model/index.js';
import { memoryStore } from '../../store/index.js';
import { withCure } from '../cured.js';
import { follow } from './follow.js';
import { printMockUrls, violationLog, warnOf } from './log.js';
import { type PluginOptions, prepare } from './options.js';
import type { ViteDevServer, ViteServer } from './server.js';

/** A plugin of Vite whose answers can be set, by other plugins and by tests. */
export interface DocproofPlugin {
  readonly name: 'docproof';
  configureServer(server: ViteDevServer): Promise<void>;
  configurePreviewServer(server: ViteServer): Promise<void>;
  readonly api: {
    /** The answers of the mock. @throws InputError `bad-option` before the server is there */
    readonly answers: Answers;
    /** Forgets what a session sent, and its answers; without one, everyone's. */
    reset(session?: string): Promise<void>;
  };
}

/**
 * The mock of a contract in Vite: below `base` it answers the requests of the page, in `vite` and in `vite preview`.
 * The document is loaded again when it changes.
 * @throws InputError `bad-option`; when the server starts, for options and documents that cannot be used
 */
export function docproof(options: PluginOptions = {}): DocproofPlugin {
  const base = baseOf(options.base ?? '/api');
  let current: ReplaceableMock | undefined;
  const running = (): ReplaceableMock => {
    if (current) return current;
    throw new InputError('bad-option', 'the mock has no answers before its server is there', {
      cure: 'Set them when createServer(…) of Vite has given the server.',
    });
  };
  const serve = async (server: ViteServer, showError?: (text: string) => void) => {
    const { logger } = server.config;
    const { load, mock, isExample } = await prepare(options, server.config.root, ({ overlay, target }) =>
      logger.warn(`docproof: ${overlay}: ${printable(target)} selects nothing in the document`, { timestamp: true }),
    );
    const contract = await load();
    const settings = settingsOf(mock);
    const mocking = replaceableMock(contract, {
      settings,
      store: memoryStore(),
      bodies: new BodyBudget(Math.max(MAX_BODIES, settings.maxBody)),
      fallthrough: options.fallthrough ?? false,
      ...violationLog(logger, base, showError),
    });
    current = mocking;
    server.middlewares.use(mounted(base, mocking.handler));
    printMockUrls(server, base, () => (isExample ? BUILT_IN_NAME : mocking.contract().document.source));
    warnOf(contract, logger);
    return { contract, load, mocking };
  };
  return {
    name: 'docproof',
    api: {
      get answers() {
        return running().answers;
      },
      reset: (session) => running().reset(session),
    },
    async configureServer(server) {
      const showError = (message: string): void =>
        server.ws.send({ type: 'error', err: { message, stack: '', plugin: 'docproof' } });
      const { contract, load, mocking } = await withCure(() => serve(server, options.overlay ? showError : undefined));
      follow(server, contract, load, {
        onContract(next) {
          mocking.replace(next);
          warnOf(next, server.config.logger);
          const { length } = next.operations;
          server.ws.send({ type: 'custom', event: 'docproof:update', data: { operations: length } });
          if (options.reload) server.ws.send({ type: 'full-reload', path: '*' });
        },
        ...(options.overlay ? { onError: showError } : {}),
      });
    },
    async configurePreviewServer(server) {
      await withCure(() => serve(server));
    },
  };
}

/** Bytes of bodies that are held at once. */
const MAX_BODIES = 268_435_456;

/** A path with a slash at its start and none at its end; empty for the root. @throws InputError `bad-option` */
function baseOf(base: string): string {
  if (base.startsWith('/') && !/[?#]/.test(base)) return base.replace(/\/+$/, '');
  throw new InputError('bad-option', 'the base of the mock is not a path', { cure: "Write base: '/api'." });
}

type Handler = ReplaceableMock['handler'];

/** A handler below a path, as Connect mounts it; but `/api` has neither `/api.json` nor the letters in other cases. */
function mounted(base: string, handler: Handler): (...given: Parameters<Handler>) => void {
  return (request, response, next) => {
    const asked = request.url ?? '/';
    if (!isBelow(asked, base)) {
      next?.();
      return;
    }
    const rest = asked.slice(base.length);
    request.url = rest.startsWith('/') ? rest : `/${rest}`;
    handler(request, response, (error) => {
      request.url = asked;
      next?.(error);
    });
  };
}
