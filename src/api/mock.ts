import { withBatch } from '../batch/with-batch.js';
import type { Contract, RedactOptions } from '../contract/index.js';
import type { FeedRules, FeedTools } from '../feed/index.js';
import { FeedRing, UNASKED } from '../feed/ring.js';
import { BodyBudget } from '../http/index.js';
import { systemSources } from '../io/index.js';
import { type Answers, createMock } from '../mock/index.js';
import { ANSWERS, LISTENING, type OptionsOf, withDefaults } from '../options/index.js';
import { createHandler, type MockHandler } from '../server/handler.js';
import { isLoopback } from '../server/host.js';
import type { CallbackOutcome, FeedAccess, PageForwarder } from '../server/index.js';
import { type Address, type RunningServer, serveMock, type TlsFiles } from '../server/listen.js';
import { memoryStore, type Store } from '../store/index.js';
import type { Answered } from './answered.js';
import type { OwnControls } from './controls.js';
import type { ExchangeSource } from './feed.js';
import type { LaidOverlay, ToolSettings } from './inspector/settings.js';
import { type ExchangeListener, keepAnswered, type ReplaceableMock, replaceableMock } from './mock-handler.js';
import type { MockMetrics } from './mock-metrics.js';
import { type MockOptions, settingsOf } from './mock-options.js';
import type { SharedOverlays } from './shared-overlays.js';
import { agreedSeed, openState } from './state.js';
import { VERSION } from './version.js';

/**
 * Where a mock server listens: `port`, by default 4010, and `host`, by default this machine only. Port 0 is any free
 * one. `allowHosts` are further names by which it may be called; docs/reference/options.md lists the others, under
 * "Listening".
 */
export interface ListenOptions extends MockOptions, Omit<OptionsOf<typeof LISTENING>, CommandLineOnly> {
  /** Certificate and key in PEM: the server speaks https. @default none: http */
  readonly tls?: TlsFiles;
  /** Called with each answer. @default nobody does */
  readonly onAnswer?: (answered: Answered) => void;
  /** Rules for secrets in the data for `onAnswer` and `onCallback`, in addition to those that always hold. */
  readonly redact?: RedactOptions;
  /** Called with each documented callback that was made. @default nobody does */
  readonly onCallback?: (outcome: CallbackOutcome) => void;
  /** Where the mock remembers, for servers that share it. @default its own, in memory or in the file `state` */
  readonly store?: Store;
  /** The seed of faults and delays, for servers that share a store. @default `seed`, else a random one */
  readonly drawSeed?: string;
  /** The baseline to which pages add faults, below the folder of the document. @default `baseline.yaml` there */
  readonly baseline?: string;
  /** The token of the pages under `/_docproof/`, for servers that share a port. @default a random one */
  readonly pageToken?: string;
}

/** Options that only the command line has: as a library, certificates are given, and nothing is logged. */
type CommandLineOnly = 'https' | 'trust' | 'tlsCert' | 'tlsKey' | 'verboseLevel' | 'drain';

/** A mock whose answers can be set. */
export interface SettableAnswers {
  /** Sets other answers than the mock would choose: `mock.answers.once('createSignIn', { status: 429 })`. */
  readonly answers: Answers;
  /** Forgets what a session sent, and its answers; without one, everyone's. */
  readonly reset: (session?: string) => Promise<void>;
}

/** A mock server. */
export interface RunningMock extends RunningServer, SettableAnswers, ExchangeSource {
  /**
   * Replaces the contract that answers. Requests in progress finish with the old one; what is remembered stays.
   * @throws InputError where the options do not fit the new contract; the old one goes on answering
   */
  replace(contract: Contract): void;
}

/** How a mock behaves that is a handler among others. It remembers what it must in memory. */
export interface HandlerOptions extends Omit<MockOptions, 'state' | 'stateTtl'> {
  /**
   * Whether paths that the contract does not have go on to the next handler, where there is one; else they get the
   * problem that a mock server answers.
   * @default true
   */
  readonly fallthrough?: boolean;
}

/**
 * A mock of the contract as a handler: `app.use('/api', mock(contract))` in Express or Connect,
 * `createServer(mock(contract))` in Node. Links in its answers lead to where it is mounted.
 * @throws InputError `bad-option`
 */
export function mock(
  contract: Contract,
  { fallthrough = true, ...options }: HandlerOptions = {},
): MockHandler & SettableAnswers {
  const made = withBatch(createMock(contract, settingsOf(options), systemSources, memoryStore()), contract);
  return Object.assign(
    createHandler(() => made, { fallthrough }),
    { answers: made.answers, reset: made.reset },
  );
}

/**
 * A mock server that listens, with `/_docproof/health`, `/_docproof/openapi.json`, `/_docproof/state` and
 * `/_docproof/violations/ID` beside the API.
 * @throws InputError `port-in-use`, `bad-option`
 */
export function startMock(contract: Contract, options: ListenOptions = {}): Promise<RunningMock> {
  return startObservedMock(contract, options);
}

/** A mock server whose pages may apply overlays to its document. */
export interface EditableMock extends RunningMock {
  /** The overlays that its pages wrote: they are applied whenever the document is loaded again. */
  overlays(): readonly string[];
}

/** What only the command line asks of a mock server. */
export interface Observing {
  /** Hears of each call with its answer, after it was sent. */
  readonly onExchange?: ExchangeListener | undefined;
  /** Its part where several processes serve. @default it is alone */
  readonly among?: AmongProcesses;
}

/** The part of a server among several processes: it keeps what all have, or passes requests for pages on to it. */
export interface AmongProcesses {
  /** Absent where nobody wants the feed. */
  readonly ring?: FeedRing;
  /** Gets what the others have. */
  readonly gather?: () => Promise<void>;
  readonly forward?: PageForwarder;
}

/** The same, observed. */
export async function startObservedMock(
  contract: Contract,
  options: ListenOptions,
  observing: Observing = {},
): Promise<EditableMock> {
  const store = options.store ?? (await openState(options));
  try {
    return await startRemembering(contract, options, store, observing);
  } catch (error) {
    // A connection that stays open would keep the process alive.
    if (!options.store) await store.close();
    throw error;
  }
}

async function startRemembering(
  contract: Contract,
  options: ListenOptions,
  store: Store,
  { onExchange, among }: Observing,
): Promise<EditableMock> {
  const { redact, onAnswer, onCallback } = options;
  const settings = settingsOf(options);
  const isShared = options.store !== undefined || store.isShared === true;
  const address = addressOf(options);
  // Of several servers that share a store, none sees every exchange.
  const isKept = !options.store && isFeedWanted(options);
  const own = isKept ? new FeedRing(options.inspector ? {} : { unasked: UNASKED }) : undefined;
  const ring = among ? among.ring : own;
  let controls: Promise<OwnControls> | undefined;
  // Servers whose numbers nobody asks for pay nothing for them.
  let counting: MockMetrics | undefined;
  const metrics = async (): Promise<MockMetrics> => {
    const { mockMetrics } = await import('./mock-metrics.js');
    counting ??= mockMetrics(mocking.contract, store);
    return counting;
  };
  let opened: OwnControls | undefined;
  const mocking = replaceableMock(contract, {
    // The seed of what goes wrong is shown, so that it can go wrong again.
    settings: { ...settings, drawSeed: options.drawSeed ?? settings.seed ?? (await agreedSeed(store)) },
    store,
    bodies: address.bodies,
    redact,
    onAnswer,
    onCallback,
    onExchange(call, answer, circumstances) {
      if (ring) keepAnswered(ring, call, answer, circumstances);
      counting?.hear(call, answer, circumstances);
      onExchange?.(call, answer, circumstances);
    },
    isHeard: () => (ring ?? onExchange ?? counting) !== undefined,
    ...(isShared ? { shared: () => opened?.shared } : {}),
  });
  const { answers } = mocking;
  // Few mocks are changed while they run: what does it is loaded with the first question.
  const control = (): Promise<OwnControls> => {
    controls ??= import('./controls.js').then(({ openControls }) => openControls(mocking, store, isShared));
    return controls;
  };
  if (isShared) opened = await control();
  const overlays = new Set<string>();
  const use = (laid: LaidOverlay): void => {
    mocking.replace(laid.contract);
    overlays.add(laid.file);
  };
  const shared = among && (await sharedBy(mocking, store, overlays));
  const uses = among ? shared?.use : use;
  const access =
    ring && feedAccess(ring, mocking.contract, options, { ...(uses ? { use: uses } : {}), mock: mocking.settings });
  const gathered = access && among?.gather ? { ...access, gather: among.gather } : access;
  const feed = gathered ?? (options.store && !among ? 'several' : 'off');
  let closing: Promise<void> | undefined;
  const server = await serveMock(mocking.handler, address, {
    version: VERSION,
    contract: mocking.contract,
    store,
    feed,
    allowWrite: options.allowWrite ?? false,
    mode: 'mock',
    stateful: settings.stateful,
    controls: control,
    metrics: among ? 'several' : metrics,
    ...(among?.forward ? { forward: among.forward } : {}),
  });
  return {
    ...server,
    answers,
    async reset(session) {
      await opened?.shared?.reset(session ?? '');
      await mocking.reset(session);
    },
    exchanges: async (filter) => (await import('./feed.js')).exchangesIn(feed, filter),
    replace: mocking.replace,
    overlays: () => [...overlays],
    close() {
      ring?.close();
      closing ??= server.close().then(() => {
        opened?.close();
        shared?.close();
        return options.store ? undefined : store.close();
      });
      return closing;
    },
  };
}

/** The overlays of several processes: what lays them is loaded by these alone. */
async function sharedBy(
  mocking: ReplaceableMock,
  store: Store,
  overlays: Set<string>,
): Promise<SharedOverlays | undefined> {
  const { sharedOverlays } = await import('./shared-overlays.js');
  return sharedOverlays(mocking, store, (file) => overlays.add(file));
}

/** The feed of a server. What its pages do with it is loaded when the first one asks. */
export function feedAccess(
  ring: FeedRing,
  contract: () => Contract,
  options: FeedRules & { readonly redact?: RedactOptions; readonly baseline?: string },
  ofMock: Pick<ToolSettings, 'use' | 'mock'> = {},
): FeedAccess {
  const { redact = {}, baseline } = options;
  const more = { ...ofMock, ...(baseline === undefined ? {} : { baseline }) };
  const settings = { contract, rules: options, redact, ...more };
  let loading: Promise<FeedTools> | undefined;
  const tools = (): Promise<FeedTools> => {
    loading ??= import('./inspector/index.js').then(({ feedTools }) => feedTools(settings));
    return loading;
  };
  return { ring, ...settings, tools };
}

/** Whether a server keeps exchanges: where others on the network reach it, only if that was asked for. */
export function isFeedWanted({ inspector, host }: ListenOptions): boolean {
  return inspector ?? isLoopback(host ?? withDefaults(LISTENING, {}).host);
}

/** The address of the inspector of a server; undefined where it is off. @param url of the server */
export function inspectorOf(url: string, options: ListenOptions): string | undefined {
  return isFeedWanted(options) ? `${url}/_docproof/` : undefined;
}

/** Where a server listens, with the defaults. */
export function addressOf(options: ListenOptions): Address & { readonly bodies: BodyBudget } {
  const { tls, pageToken } = options;
  const {
    https: _https,
    trust: _trust,
    tlsCert: _,
    tlsKey: _key,
    verboseLevel: _level,
    drain: _drain,
    inspector: _inspector,
    allowWrite: _write,
    maxBodies,
    ...address
  } = withDefaults(LISTENING, options);
  // One body of the size that is allowed always has room.
  const bodies = new BodyBudget(Math.max(maxBodies, withDefaults(ANSWERS, options).maxBody));
  return { ...address, bodies, ...(tls ? { tls } : {}), ...(pageToken === undefined ? {} : { pageToken }) };
}
