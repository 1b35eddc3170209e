import { type Signal, signal } from '@preact/signals';
import type { ExchangeLine } from '../../../feed/reader.js';
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
  readonly last: number;
}

/**
 * Fills the exchanges from the feed: first those that the server keeps, then each as it ends. Events are taken together
 * a few times a second, so that thousands of them cost as few drawings.
 * @param onRestart called when another server answers than before
 */
export function watchFeed(client: Client, exchanges: Exchanges, onRestart: () => void): Signal<Connection> {
  const connection = signal<Connection>('connecting');
  let waiting: ExchangeLine[] = [];
  let characters = 0;
  let isWaiting = false;
  let known = 0;
  const flush = (): void => {
    isWaiting = false;
    const lines = waiting;
    waiting = [];
    exchanges.add(lines, characters);
    characters = 0;
  };
  const take = (line: ExchangeLine, size: number): void => {
    known = Math.max(known, line.id);
    characters += size;
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
    const after = exchanges.lines.at(-1)?.id ?? 0;
    let next = after;
    for (;;) {
      const text = await client.get<List>(`exchanges?after=${next}&limit=${A_PAGE}`);
      if (text.last < known) {
        // The ids of a server that was started again begin with 1.
        known = 0;
        next = 0;
        forget(Number.MAX_SAFE_INTEGER);
        onRestart();
        continue;
      }
      exchanges.add(text.exchanges, text.exchanges.length * 800);
      if (text.exchanges.length < A_PAGE) return;
      next = text.exchanges.at(-1)?.id ?? next;
    }
  };
  const source = client.events();
  source.addEventListener('open', () => {
    connection.value = 'open';
    catchUp().catch(() => {
      connection.value = 'off';
    });
  });
  source.addEventListener('error', () => {
    connection.value = source.readyState === EventSource.CLOSED ? 'off' : 'lost';
  });
  source.addEventListener('exchange', ({ data }: MessageEvent<string>) => take(JSON.parse(data), data.length));
  source.addEventListener('gap', ({ data }: MessageEvent<string>) => {
    const { missed } = JSON.parse(data) as { missed: number };
    exchanges.missed.value += missed;
  });
  source.addEventListener('cleared', ({ data }: MessageEvent<string>) => {
    const { through } = JSON.parse(data) as { through: number };
    forget(through);
  });
  source.addEventListener('end', () => {
    connection.value = 'ended';
  });
  return connection;
}
