import type { IncomingMessage, ServerResponse } from 'node:http';

/** Vite's log. */
export interface ViteLogger {
  info(text: string, options?: LogOptions): void;
  warn(text: string, options?: LogOptions): void;
  error(text: string, options?: LogOptions): void;
}

interface LogOptions {
  readonly timestamp?: boolean;
}

/** What the dev server and the preview of Vite 5 to 8 have alike, as far as the plugin uses it. */
export interface ViteServer {
  readonly config: { readonly root: string; readonly logger: ViteLogger };
  readonly middlewares: {
    use(
      handler: (request: IncomingMessage, response: ServerResponse, next: (error?: unknown) => void) => void,
    ): unknown;
  };
  /** Once it listens. */
  readonly resolvedUrls: { readonly local: readonly string[]; readonly network: readonly string[] } | null;
  printUrls(): void;
}

/** What a page gets. */
export type PageMessage =
  | { readonly type: 'error'; readonly err: { readonly message: string; readonly stack: ''; readonly plugin: string } }
  | { readonly type: 'custom'; readonly event: string; readonly data: unknown }
  | { readonly type: 'full-reload'; readonly path: '*' };

/** The dev server. */
export interface ViteDevServer extends ViteServer {
  readonly watcher: {
    add(paths: string[]): unknown;
    on(event: 'all', listener: (event: string, path: string) => void): unknown;
  };
  readonly ws: { send(message: PageMessage): void };
  readonly httpServer: { on(event: 'close', listener: () => void): unknown } | null;
}
