import type { APIRequestContext, APIResponse, Browser, BrowserContext, Page, Request } from '@playwright/test';

/** A call of `request.fetch`, and of `get`, `post` and the others, which call it. */
export type Fetch = APIRequestContext['fetch'];

/** Header fields as Playwright's options have them. */
export type Fields = Readonly<Record<string, string>>;

/** Hears what contexts send and get, while a test runs. */
export interface Listener {
  /** Whether a request is the guard's business: the tap waits for no other. */
  concerns(request: Request): boolean;
  /** Reads a request that ended. `failed`: it broke off. Must not throw. */
  ended(request: Request, how: 'finished' | 'failed' | 'open'): Promise<void>;
  /**
   * Makes a call of `context.request` or of the fixture `request`, and reads it.
   * @param own header fields that its context adds; undefined: those of the options
   */
  call(fetch: Fetch, own: Fields | undefined, ...given: Parameters<Fetch>): Promise<APIResponse>;
}

/** Watches all contexts of a worker's browser, made by the fixture, a test, or a hook. */
export interface Tap {
  /** Watches the contexts that a browser makes from now on. */
  watchBrowser(browser: Browser): void;
  /** Watches a context. Twice is once. @param own header fields that it adds. @default those of the options */
  watchContext(context: BrowserContext, own?: Fields): void;
  /** Watches a separate client, such as the fixture `request`. */
  watchClient(client: APIRequestContext): void;
  /** Sends what happens to this listener, from now on; without one, it waits for the next. */
  listen(listener: Listener | undefined): void;
  /**
   * Prepares each context that there is, and each that comes, before its maker gets it.
   * @param each gets the header fields that the context adds by itself; undefined: those of the options
   * @returns what ends that
   */
  prepare(each: Prepare): Promise<() => void>;
  /** Waits, for a bounded time, until what has ended is read, and what is under way has ended. */
  drain(context?: BrowserContext): Promise<void>;
}

type Prepare = (context: BrowserContext, own?: Fields) => Promise<void>;

/** How long a request that is under way at the end of a test may take, and the reading of one that ended. */
const PATIENCE = { open: 500, reading: 5_000 };
/** Between two tests, a shared page may go on. */
const MOST_EARLY = 1_000;

/** A tap of a worker. */
export function createTap(): Tap {
  let listener: Listener | undefined;
  const early: Array<(to: Listener) => Promise<void>> = [];
  const contexts = new Map<BrowserContext, Fields | undefined>();
  const clients = new WeakSet<APIRequestContext>();
  const reading = new Set<Promise<void>>();
  const open = new Map<Request, BrowserContext>();
  const preparing = new Set<Prepare>();

  const tell = (news: (to: Listener) => Promise<void>): void => {
    if (!listener) {
      if (early.length < MOST_EARLY) early.push(news);
      return;
    }
    const read = news(listener).finally(() => reading.delete(read));
    reading.add(read);
  };
  const ended = (request: Request, how: 'finished' | 'failed' | 'open'): void => {
    if (open.delete(request)) tell((to) => to.ended(request, how));
  };
  const drain = async (context?: BrowserContext): Promise<void> => {
    const isWaiting = (): boolean =>
      [...open].some(([request, of]) => (!context || of === context) && (listener?.concerns(request) ?? false));
    const until = Date.now() + PATIENCE.open;
    while (isWaiting() && Date.now() < until) await pause(20);
    await Promise.race([allOf(reading), pause(PATIENCE.reading)]);
  };
  const watchPage = (page: Page, context: BrowserContext): void => {
    const close = page.close.bind(page);
    page.close = async (options) => {
      await drain(context);
      await close(options);
    };
  };
  const watchContext = (context: BrowserContext, given?: Fields): void => {
    if (contexts.has(context)) return;
    contexts.set(context, given);
    let own = given;
    const setHeaders = context.setExtraHTTPHeaders.bind(context);
    context.setExtraHTTPHeaders = async (headers) => {
      own = headers;
      await setHeaders(headers);
    };
    watchClient(context.request, () => own);
    for (const page of context.pages()) watchPage(page, context);
    context.on('page', (page) => watchPage(page, context));
    context.on('request', (request) => void open.set(request, context));
    context.on('requestfinished', (request) => ended(request, 'finished'));
    context.on('requestfailed', (request) => ended(request, 'failed'));
    context.on('close', () => {
      contexts.delete(context);
      for (const [request, of] of open) if (of === context) ended(request, 'open');
    });
    const close = context.close.bind(context);
    context.close = async (options) => {
      await drain(context);
      await close(options);
    };
  };
  const watchClient = (client: APIRequestContext, own: () => Fields | undefined = () => undefined): void => {
    if (clients.has(client)) return;
    clients.add(client);
    const fetch = client.fetch.bind(client);
    const watched = (...given: Parameters<Fetch>): Promise<APIResponse> =>
      listener ? listener.call(fetch, own(), ...given) : fetch(...given);
    Object.assign(client, { fetch: watched });
  };
  return {
    watchBrowser(browser) {
      const newContext = browser.newContext.bind(browser);
      browser.newContext = async (options) => {
        const context = await newContext(options);
        watchContext(context, options?.extraHTTPHeaders);
        for (const prepare of preparing) await prepare(context, options?.extraHTTPHeaders);
        return context;
      };
    },
    watchContext,
    watchClient: (client) => watchClient(client),
    listen(next) {
      listener = next;
      if (next) for (const news of early.splice(0)) tell(news);
    },
    async prepare(each) {
      preparing.add(each);
      for (const [context, own] of contexts) await each(context, own);
      return () => preparing.delete(each);
    },
    drain,
  };
}

async function allOf(reading: ReadonlySet<Promise<void>>): Promise<void> {
  while (reading.size > 0) await Promise.all(reading);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds).unref();
  });
}
