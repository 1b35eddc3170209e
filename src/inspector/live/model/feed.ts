import type { ExchangeLine } from '../../../feed/reader.js';
import { type Signal, signal } from '../../components/signal.js';
import type { Client } from './client.js';
import type { Exchanges } from './exchanges.js';

/** How the page hears of exchanges. */
export type Connection = 'connecting' | 'open' | 'lost' | 'ended' | 'off';

/** Exchanges of one question. */
const A_PAGE = 1000;
/** Between two drawings, in milliseconds. */
const A_FRAME = 100;

interface List {
  readonly exchanges: readonly ExchangeLine[];
  /** The id of the newest exchange. */
  readonly last: number;
}

/** What the feed fills, and what is told of it. */
interface Watched {
  readonly client: Client;
  readonly exchanges: Exchanges;
  /** Called when another server answers than before. */
  readonly onRestart: () => void;
}

/**
 * Fills the exchanges from the feed: first those that the server keeps, then each as it ends. Events are taken together
 * a few times a second, so that thousands of them cost as few drawings. While nobody sees the page it is not connected:
 * a browser has few connections to a server, and the server need not judge what nobody looks at.
 * @param page the document of the page
 */
export function watchFeed(watched: Watched, page: Document): Signal<Connection> {
  const { client, exchanges } = watched;
  const connection = signal<Connection>('connecting');
  let source: EventSource | undefined;
  let waiting: ExchangeLine[] = [];
  let isWaiting = false;
  const filling = createFilling(watched);
  const flush = (): void => {
    isWaiting = false;
    const lines = waiting;
    waiting = [];
    filling.add(lines);
  };
  const take = (line: ExchangeLine): void => {
    waiting.push(line);
    if (isWaiting) return;
    isWaiting = true;
    setTimeout(flush, A_FRAME);
  };
  const connect = (): void => {
    const opened = client.events();
    source = opened;
    opened.addEventListener('open', () => {
      connection.set('open');
      filling.catchUp().catch(() => connection.set('off'));
    });
    opened.addEventListener('error', () => {
      connection.set(opened.readyState === EventSource.CLOSED ? 'off' : 'lost');
    });
    opened.addEventListener('exchange', ({ data }: MessageEvent<string>) => take(JSON.parse(data)));
    opened.addEventListener('gap', ({ data }: MessageEvent<string>) => {
      const { missed } = JSON.parse(data) as { missed: number };
      exchanges.missed.set(exchanges.missed.now + missed);
    });
    opened.addEventListener('cleared', ({ data }: MessageEvent<string>) => {
      const { through } = JSON.parse(data) as { through: number };
      waiting = waiting.filter(({ id }) => id > through);
      exchanges.forget(through);
    });
    opened.addEventListener('end', () => connection.set('ended'));
  };
  page.addEventListener('visibilitychange', () => {
    source?.close();
    if (!page.hidden) connect();
  });
  connect();
  return connection;
}

/** Adds lines, and fetches those that came while nobody listened. */
interface Filling {
  /** Adds lines that were heard of. */
  add(lines: readonly ExchangeLine[]): void;
  /** Fetches what was missed since the last time; what the server forgot since then is forgotten here too. */
  catchUp(): Promise<void>;
}

function createFilling({ client, exchanges, onRestart }: Watched): Filling {
  let instance = '';
  /** Up to this id nothing is missing: what is heard of later may have come before what is fetched. */
  let complete = 0;
  let isComplete = false;
  const forgetWithServer = async (): Promise<void> => {
    const { exchanges: oldest, last } = await client.get<List>('exchanges?after=0&limit=1');
    exchanges.forget((oldest[0]?.id ?? last + 1) - 1);
  };
  return {
    add(lines) {
      exchanges.add(lines);
      if (isComplete) complete = Math.max(complete, lines.at(-1)?.id ?? 0);
    },
    async catchUp() {
      isComplete = false;
      const { instance: now } = await client.server();
      // Another server has other exchanges, whose ids begin with 1 too.
      if (instance !== '' && instance !== now) {
        onRestart();
        return;
      }
      instance = now;
      if (complete > 0) await forgetWithServer();
      for (;;) {
        const { exchanges: lines } = await client.get<List>(`exchanges?after=${complete}&limit=${A_PAGE}`);
        exchanges.add(lines);
        complete = Math.max(complete, lines.at(-1)?.id ?? 0);
        if (lines.length < A_PAGE) break;
      }
      isComplete = true;
    },
  };
}
