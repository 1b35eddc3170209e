import { withBatch } from '../batch/index.js';
import type { Contract } from '../contract/index.js';
import { FeedRing, UNASKED } from '../feed/ring.js';
import { systemSources } from '../io/index.js';
import { createJournal, createMock, type MockSettings, violationsHeader } from '../mock/index.js';
import { headerValue, type InconclusiveReason, InputError, type RequestMessage } from '../model/index.js';
import { FORWARDING, type OptionsOf, PROXY_ORIGINS, withDefaults } from '../options/index.js';
import { createForwarder, createProxyJudge, type ProxySettings } from '../proxy/index.js';
import { plainRedactor, redactText, redactUrl } from '../redact/index.js';
import {
  createProxyHandler,
  endedOf,
  isLoopback,
  notify,
  type ProxiedExchange,
  type RecordingState,
  type RunningServer,
  serveMock,
} from '../server/index.js';
import { memoryStore } from '../store/index.js';
import { answeredOf, FAILED } from './answered.js';
import { batchParts } from './batch-parts.js';
import type { ExchangeSource } from './feed.js';
import { addressOf, feedAccess, type ListenOptions } from './mock.js';
import { settingsOf } from './mock-options.js';
import { proxyRecording } from './proxy-recording.js';
import { reportRedactor } from './redaction.js';
import type { RequestMetrics } from './serving-metrics.js';
import { VERSION } from './version.js';

/**
 * How a proxy behaves. docs/reference/options.md lists what it has beside the mock's options, under "Forwarding"; times
 * are in milliseconds. Those of the mock's options that are about answers hold where the mock answers in the
 * service's place.
 */
export interface ProxyOptions
  extends Omit<ListenOptions, 'state' | 'stateTtl' | 'store' | 'faults' | 'delay' | 'onCallback'>,
    OptionsOf<typeof FORWARDING>,
    OptionsOf<typeof PROXY_ORIGINS> {
  /** Called with each exchange as it ends, bodies up to `maxBody` included. @default nobody does */
  readonly onExchange?: (exchange: ProxiedExchange) => void;
  /** Hears why an exchange cannot be recorded: once, until it can be again. @default the end of the proxy does */
  readonly onRecordError?: (error: InputError) => void;
  /** Hears that recording begins. @param before how many exchanges the file has already */
  readonly onRecordStart?: (file: string, before: number) => void;
  /** Hears what else is worth knowing of the recording: see `onNotice` of `createRecorder`. */
  readonly onRecordNotice?: (text: string) => void;
}

/** A proxy that listens. */
export interface RunningProxy extends RunningServer, ExchangeSource {
  /** The state of its recording, also after it was closed; undefined where nothing is recorded. */
  recording(): RecordingState | undefined;
}

/**
 * Forwards to a live service, and holds both directions against the contract.
 * @param upstream the service's URL; its path goes before each request's own
 * @throws InputError `bad-option`, `port-in-use`
 */
export async function startProxy(
  contract: Contract,
  upstream: string,
  options: ProxyOptions = {},
): Promise<RunningProxy> {
  const { onAnswer, onExchange, redact, onRecordError, onRecordNotice, onRecordStart } = options;
  const { timeout, insecure } = withDefaults(FORWARDING, options);
  const { cors, allowOrigins = [] } = withDefaults(PROXY_ORIGINS, options);
  const mockSettings: MockSettings = { ...settingsOf({ ...options, cors }), allowOrigins: allowOrigins.map(originOf) };
  const store = memoryStore();
  const settings: ProxySettings = {
    upstream: urlOf(upstream, 'the service'),
    errors: mockSettings.errors,
    validateRequest: mockSettings.validateRequest,
    mockOn: new Set(options.mockOn ?? []),
    timeout,
    insecure,
    maxBody: mockSettings.maxBody,
    ...(options.upstreamProxy === undefined
      ? {}
      : { upstreamProxy: urlOf(options.upstreamProxy, 'the upstream proxy').href }),
  };
  const recording = await proxyRecording(options.record, {
    contract,
    maxBody: mockSettings.maxBody,
    base: settings.upstream.href,
    allowWrite: options.allowWrite ?? false,
    ...(redact ? { redact } : {}),
    ...(onRecordError ? { onError: onRecordError } : {}),
    ...(onRecordNotice ? { onNotice: onRecordNotice } : {}),
  });
  const forwarder = await createForwarder(settings);
  const redactor = reportRedactor(redact, contract);
  const journal = createJournal(store, systemSources.newId);
  const address = addressOf(options);
  const ring =
    (options.inspector ?? isLoopback(address.host))
      ? new FeedRing(options.inspector ? {} : { unasked: UNASKED })
      : undefined;
  const feed = ring ? feedAccess(ring, () => contract, options) : 'off';
  // Nothing is counted before somebody asks for numbers.
  let counting: RequestMetrics | undefined;
  const metrics = async (): Promise<RequestMetrics> => {
    const { requestMetrics } = await import('./serving-metrics.js');
    counting ??= requestMetrics({ mode: 'proxy', contract: () => contract, store, recording: recording.fares });
    return counting;
  };
  const judge = createProxyJudge(contract, mockSettings);
  const partsOf = batchParts(contract, judge);
  const handler = createProxyHandler({
    settings,
    bodies: address.bodies,
    forwarder,
    now: systemSources.now,
    judge,
    mock: withBatch(createMock(contract, mockSettings, systemSources, store), contract),
    tell: (violations) => violationsHeader(violations, () => journal.keep(violations)),
    onExchange(exchange) {
      for (const part of partsOf(exchange)) {
        if (onExchange) notify('onExchange', () => onExchange(part));
        const { request, violations, sentStatus: status, batchId = '' } = part;
        const call = { method: request.method, target: request.url };
        onAnswer?.({ ...answeredOf(call, { status, violations }, redactor), batchId: redactText(redactor, batchId) });
      }
      // Each listener is called, even if another throws.
      if (onExchange) notify('onExchange', () => onExchange(exchange));
      const { request, violations, answeredBy, sentStatus, notes } = exchange;
      const { method, url: target } = request;
      const duration = systemSources.now().getTime() - exchange.startedAt.getTime();
      counting?.add({ method, target, status: sentStatus, violations, duration: Math.max(0, duration) });
      // What the proxy or the mock answers does not come from the service: of such an exchange a check judges the
      // request alone.
      const caveats = [...CAVEATS[answeredBy], ...(exchange.caveats ?? [])];
      ring?.add(endedOf(exchange, caveats, systemSources.now().getTime()));
      notify('the recorder', () => recording.record({ ...exchange, caveats }));
      const reset = sentStatus === 0 ? { delivery: { delay: 0, fault: 'reset' } as const } : {};
      const isCut = exchange.caveats?.includes('aborted') ?? false;
      if (!onAnswer) return;
      const own = notes && answeredBy !== 'service' ? { notes } : {};
      const answered = answeredOf(
        { method, target },
        { status: sentStatus, violations, ...own, ...reset },
        redactor,
        isCut,
      );
      const warnings = answeredBy === 'service' ? (notes ?? []) : [];
      onAnswer({
        ...answered,
        faults: [...answered.faults, ...warnings.map((text) => ({ severity: 'warning' as const, text }))],
        milliseconds: duration,
        ...(isPreflightOf(request) ? { isPreflight: true as const } : {}),
      });
    },
  });
  const server = await serveMock(
    handler,
    { ...address, isGuarded: true },
    {
      version: VERSION,
      mode: 'proxy',
      contract: () => contract,
      store,
      feed,
      allowWrite: options.allowWrite ?? false,
      recording: recording.fares,
      recorder: recording.control,
      metrics,
      onFailed: (call) => onAnswer?.(answeredOf(call, FAILED, redactor)),
    },
  ).catch((error: unknown) => {
    recording.close();
    throw error;
  });
  if (options.record !== undefined) onRecordStart?.(options.record, recording.before);
  return {
    ...server,
    exchanges: async (filter) => (await import('./feed.js')).exchangesIn(feed, filter),
    recording: recording.fares,
    async close() {
      ring?.close();
      const closed = server.close();
      handler.stop();
      await closed;
      await handler.settled();
      forwarder.close();
      recording.close();
    },
  };
}

/** What keeps a recorded answer from being judged, by who gave it. */
const CAVEATS: Readonly<Record<ProxiedExchange['answeredBy'], readonly InconclusiveReason[]>> = {
  service: [],
  mock: ['fulfilled-by-test'],
  proxy: ['answered-by-proxy'],
};

/** The origin of a URL, as browsers write it. @throws InputError `bad-option` for what is not a URL */
function originOf(url: string): string {
  return urlOf(url, 'an origin of pages').origin;
}

/** @throws InputError `bad-option` for a text that is not an http or https URL */
export function urlOf(text: string, what: string): URL {
  if (/^https?:\/\/[^/]/i.test(text) && URL.canParse(text)) return new URL(text);
  throw new InputError('bad-option', `${redactUrl(plainRedactor, text)} is not a URL of ${what}`, {
    cure: 'Write scheme and host, such as https://api.example.com/v1.',
  });
}

/** Whether a request is the question of a browser before its request (CORS). */
function isPreflightOf({ method, headers }: RequestMessage): boolean {
  return method === 'OPTIONS' && headerValue(headers, 'access-control-request-method') !== undefined;
}
