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
}

/**
 * Fills the exchanges from the feed: first those that the server keeps, then each as it ends. Events are taken together
 * a few times a second, so that thousands of them cost as few drawings.
 * @param onRestart called when another server answers than before
 */
export function watchFeed(client: Client, exchanges: Exchanges, onRestart: () => void): Signal<Connection> {
  const connection = signal<Connection>('connecting');
  let waiting: ExchangeLine[] = [];
  let isWaiting = false;
  let instance = '';
  const flush = (): void => {
    isWaiting = false;
    const lines = waiting;
    waiting = [];
    exchanges.add(lines);
  };
  const take = (line: ExchangeLine): void => {
    waiting.push(line);
    if (isWaiting) return;
    isWaiting = true;
    setTimeout(flush, A_FRAME);
  };
  const forget = (through: number): void => {
    waiting = waiting.filter(({ id }) => id > through);
    exchanges.forget(through);
  };
  const catchUp = async (): Promise<void> => {
    const { instance: now } = await client.server();
    // Another server has other exchanges, whose ids begin with 1 too.
    if (instance !== '' && instance !== now) {
      onRestart();
      return;
    }
    instance = now;
    const after = exchanges.lines.at(-1)?.id ?? 0;
    let next = after;
    for (;;) {
      const { exchanges: lines } = await client.get<List>(`exchanges?after=${next}&limit=${A_PAGE}`);
      exchanges.add(lines);
      if (lines.length < A_PAGE) return;
      next = lines.at(-1)?.id ?? next;
    }
  };
  const source = client.events();
  source.addEventListener('open', () => {
    connection.set('open');
    catchUp().catch(() => {
      connection.set('off');
    });
  });
  source.addEventListener('error', () => {
    connection.set(source.readyState === EventSource.CLOSED ? 'off' : 'lost');
  });
  source.addEventListener('exchange', ({ data }: MessageEvent<string>) => take(JSON.parse(data)));
  source.addEventListener('gap', ({ data }: MessageEvent<string>) => {
    const { missed } = JSON.parse(data) as { missed: number };
    exchanges.missed.set(exchanges.missed.now + missed);
  });
  source.addEventListener('cleared', ({ data }: MessageEvent<string>) => {
    const { through } = JSON.parse(data) as { through: number };
    forget(through);
  });
  source.addEventListener('end', () => {
    connection.set('ended');
  });
  return connection;
}
