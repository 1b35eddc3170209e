import { type Signal, signal } from '../../components/signal.js';
import { createToasts, type Toasts } from '../../components/toasts.js';
import { type Client, createClient } from './client.js';
import { createExchanges, type Exchanges } from './exchanges.js';
import { type Connection, watchFeed } from './feed.js';
import { createRouter, type Router } from './route.js';
import type { ServerInfo } from './server-info.js';

/** What all pages of the inspector share. */
export interface App {
  readonly client: Client;
  readonly server: ServerInfo;
  readonly router: Router;
  readonly exchanges: Exchanges;
  readonly connection: Signal<Connection>;
  readonly toasts: Toasts;
  /** Does something, and shows why it failed where it did. `done` is said when it is done. */
  attempt<T>(work: () => Promise<T>, done?: string): Promise<T | undefined>;
}

/** Starts the inspector of a server. @param window that of the page */
export async function createApp(window: Window): Promise<App> {
  const client = createClient(new URL('.', window.location.href.replace(/[?#].*$/, '')));
  const server = await client.server();
  const exchanges = createExchanges();
  const toasts = createToasts();
  const attempt = async <T>(work: () => Promise<T>, done?: string): Promise<T | undefined> => {
    try {
      const result = await work();
      if (done !== undefined) toasts.done(done);
      return result;
    } catch (error) {
      toasts.failed(error);
      return undefined;
    }
  };
  const onRestart = (): void => window.location.reload();
  const connection = server.features.includes('exchanges')
    ? watchFeed({ client, exchanges, onRestart }, window.document)
    : signal<Connection>('off');
  return { client, server, router: createRouter(window), exchanges, connection, toasts, attempt };
}
