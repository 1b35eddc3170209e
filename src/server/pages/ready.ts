import type { Store } from '../../store/index.js';
import { problemOf } from '../refusals.js';
import { type Page, type PageContext, send } from './page.js';

/** An orchestrator waits one second for an answer, unless told otherwise. In milliseconds. */
const PATIENCE = 800;

/**
 * Whether a balancer may send requests here: not while the server is about to stop, nor while the store that it shares
 * with others cannot be reached. A supervisor asks for the health instead: a restart would not help.
 */
export function readyPage(context: PageContext): Page {
  const unready = readiness(context);
  return {
    path: '/_docproof/ready',
    methods: {
      async GET(_request, response) {
        const reason = await unready();
        if (reason === undefined) response.json({ status: 'ready' });
        else send(response, problemOf(503, 'NOT_READY', 'The server takes no requests now', reason, RETRY));
      },
    },
  };
}

const RETRY = { 'Retry-After': '5' };

/** Why the server is not ready; undefined where it is. Many who ask at once wait for one answer of the store. */
export function readiness({ store, isDraining }: Pick<PageContext, 'store' | 'isDraining'>) {
  let asking: Promise<string | undefined> | undefined;
  return async (): Promise<string | undefined> => {
    if (isDraining()) return 'It is about to stop.';
    asking ??= storeOutage(store).finally(() => {
      asking = undefined;
    });
    return asking;
  };
}

async function storeOutage(store: Store): Promise<string | undefined> {
  if (!store.ping) return undefined;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(resolve, PATIENCE, 'What it remembers cannot be reached: no answer in time.');
  });
  const answered = store.ping().then(
    () => undefined,
    (error: unknown) => `What it remembers cannot be reached: ${error instanceof Error ? error.message : 'no answer'}.`,
  );
  return Promise.race([answered, late]).finally(() => clearTimeout(timer));
}
