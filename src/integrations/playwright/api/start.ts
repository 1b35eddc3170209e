import { randomUUID } from 'node:crypto';
import type { Contract } from '../../../contract/index.js';
import { fetchHandler } from '../../../core/index.js';
import { headerValue, InputError, isObject } from '../../../model/index.js';
import { withCure } from '../../cured.js';
import type { Guard } from '../guard.js';
import type { DocproofTestOptions } from '../options.js';
import type { Fields, Tap } from '../tap.js';
import type { AnswerSetter, Api } from './api.js';
import { answersElsewhere } from './elsewhere.js';
import { createRequestLog, type RequestLog } from './requests.js';
import { routeToMock } from './route.js';
import { type ServedMock, serveMock } from './server.js';

/** What the mock of a test is made of. */
export interface ApiSources {
  readonly contract: Contract;
  readonly options: DocproofTestOptions;
  readonly guard: Guard;
  readonly tap: Tap;
  /** Header fields that contexts get by the options. */
  readonly headers: Fields;
  /** The mock that the tests of a worker share. @param options of the test that is the first to ask for it */
  readonly shared: (options: DocproofTestOptions['apiOptions']) => Promise<ServedMock>;
}

/** An `api` that is ready, and how it ends. */
interface Started {
  readonly url: string;
  readonly session?: string;
  readonly answers: AnswerSetter;
  readonly end: () => Promise<void> | void;
}

/** Starts the mock of a test. @throws InputError `bad-option` */
export async function startApi(sources: ApiSources): Promise<{ readonly api: Api; end(): Promise<void> }> {
  const { contract, options, guard } = sources;
  const log = createRequestLog(contract);
  const { url, session, answers, end } = await MODES[options.apiMode](sources, log);
  guard.judging.addBase(url);
  const expects = (operation: string, ...given: Parameters<typeof guard.expect>[1][]): void => {
    for (const answer of given) guard.expect(operation, answer);
  };
  const api: Api = {
    url,
    session,
    once(operation, answer) {
      expects(operation, answer);
      return withCure(() => answers.once(operation, answer));
    },
    times(operation, count, answer) {
      expects(operation, answer);
      return withCure(() => answers.times(operation, count, answer));
    },
    sequence(operation, given) {
      expects(operation, ...given);
      return withCure(() => answers.sequence(operation, given));
    },
    always(operation, answer) {
      expects(operation, answer);
      return withCure(() => answers.always(operation, answer));
    },
    example: (operation, name) => withCure(() => answers.always(operation, { example: name })),
    list: () => withCure(() => answers.list()),
    reset: () => withCure(() => answers.reset()),
    requests: log.list,
    waitForRequest: (operation, { timeout = 5_000 } = {}) => log.waitFor(operation, timeout),
  };
  return {
    api,
    async end() {
      log.close();
      await end();
    },
  };
}

const MODES: Readonly<
  Record<DocproofTestOptions['apiMode'], (sources: ApiSources, log: RequestLog) => Promise<Started>>
> = {
  async server({ contract, options }, log) {
    const mock = await serveMock(contract, options.apiOptions);
    mock.hear((exchange) => log.add(exchange, exchange.request.url));
    return { url: mock.url, answers: mock.answers, end: () => mock.close() };
  },
  async route({ contract, options, tap }, log) {
    const url = (options.apiUrl ?? firstServerOf(contract)).replace(/\/+$/, '');
    const mock = fetchHandler(contract, options.apiOptions);
    const end = await tap.prepare((context) =>
      routeToMock(context, url, mock, (exchange) => log.add(exchange, targetBelow(url, exchange.request.url))),
    );
    return { url, answers: mock.answers, end };
  },
  async session(sources, log) {
    const { options, tap, guard, headers } = sources;
    const session = randomUUID();
    const field = { 'Docproof-Session': session };
    const started =
      options.apiUrl === undefined ? await inWorker(sources, session, log) : elsewhere(sources, session, log);
    guard.headersFor = (url) => (url.startsWith(started.url) ? field : {});
    const end = await tap.prepare((context, own = headers) => context.setExtraHTTPHeaders({ ...own, ...field }));
    return {
      ...started,
      session,
      async end() {
        end();
        await started.end();
      },
    };
  },
};

/** Tests of a worker share its mock. */
async function inWorker({ shared, options }: ApiSources, session: string, log: RequestLog): Promise<Started> {
  const mock = await shared(options.apiOptions);
  const end = mock.hear((exchange) => {
    if (headerValue(exchange.request.headers, 'docproof-session') === session) log.add(exchange, exchange.request.url);
  });
  return {
    url: mock.url,
    answers: mock.answers.session(session),
    async end() {
      end();
      await mock.reset(session);
    },
  };
}

/** What such a mock was asked is known from what the test's own pages and requests exchanged with it. */
function elsewhere({ options, guard }: ApiSources, session: string, log: RequestLog): Started {
  const url = (options.apiUrl ?? '').replace(/\/+$/, '');
  const answers = answersElsewhere(url, session);
  const end = guard.hear((exchange) => {
    if (exchange.request.url.startsWith(url)) log.add(exchange, targetBelow(url, exchange.request.url));
  });
  return {
    url,
    answers,
    async end() {
      end();
      await answers.reset();
    },
  };
}

function targetBelow(base: string, url: string): string {
  return url.slice(base.length).replace(/^(?!\/)/, '/');
}

function firstServerOf({ document: { root } }: Contract): string {
  const [first] = Array.isArray(root.servers) ? root.servers : [];
  if (isObject(first) && typeof first.url === 'string' && /^https?:/i.test(first.url)) return first.url;
  throw new InputError('bad-option', 'the document names no server whose requests could be routed', {
    cure: "Write use: { apiUrl: 'http://localhost:3000/api' }: the URL before its paths, as pages ask for it.",
  });
}
