import process from 'node:process';
import { Appender, harRecording, ndjsonRecording, SharedFile } from '../captures/index.js';
import type { Contract, RedactOptions } from '../contract/index.js';
import { type RecordingFile, systemSources } from '../io/index.js';
import { openRecordingFile } from '../io/recording-file.js';
import { assertExchange, type Body, type InputError, type LiveExchange } from '../model/index.js';
import { redactExchange, redactUrl } from '../redact/index.js';
import { type MockHandler, observeHttp, type RecordingState } from '../server/index.js';
import { recordingFetch } from './record-fetch.js';
import { cannotWrite, startOf, writtenByOthers } from './recording-start.js';
import { recordingRedactor } from './redaction.js';
import { VERSION } from './version.js';

/** How exchanges are recorded. */
export interface RecorderOptions {
  /** The contract whose security schemes say which keys are secret. @default only what is secret everywhere */
  readonly contract?: Contract;
  /** The rules for secrets, and the key for pseudonyms. */
  readonly redact?: RedactOptions;
  /** The largest body that is recorded, in bytes. Larger ones are left out, and said to be. @default 10 MiB */
  readonly maxBody?: number;
  /** Scheme, host and path before targets that have none: a HAR wants whole URLs. @default 'http://localhost' */
  readonly base?: string;
  /**
   * Hears why an exchange cannot be recorded, as where the disk is full: once, until it can be again. @default `close`
   * throws the first
   */
  readonly onError?: (error: InputError) => void;
  /**
   * Hears what else is worth knowing: that other users may read the file, how many exchanges are missing when recording
   * goes on. @default a warning of the process
   */
  readonly onNotice?: (text: string) => void;
}

/** An exchange to be recorded; without `startedAt` it began now. */
export type Recordable = Omit<LiveExchange, 'duration'>;

/**
 * Writes exchanges to a file without their secrets, each before its client gets the end of the answer: if the process
 * is killed, none that a client had whole is lost. What cannot be written is left out, and the file stays whole.
 */
export interface Recorder {
  /** How many the file had before. */
  readonly before: number;
  /** How many have been recorded since it was made. */
  readonly count: number;
  /** The same, with how many are missing and why. */
  readonly state: RecordingState;
  /** Records one. @throws InputError `not-an-exchange` where it is something else */
  record(exchange: Recordable): void;
  /** Records what a server of Express, Connect or Node answers: `app.use(recorder.handler)` before its routes. */
  readonly handler: MockHandler;
  /** A `fetch` that records what it fetches. @param fetch the one that does it. @default the global one */
  fetch(fetch?: typeof globalThis.fetch): typeof globalThis.fetch;
  /**
   * Records what is under way as cut, and closes the file.
   * @throws InputError `bad-option` where not everything could be written, and nobody heard of it
   */
  close(): void;
}

const DEFAULT_MAX_BODY = 10 * 1024 * 1024;

/**
 * A recorder: HAR 1.2 if the file's name ends in `.har`, otherwise NDJSON. What a file has already stays, and is added
 * to; so do its permissions. A new one is for its owner only.
 * @throws InputError `bad-option` for a file that cannot be written, or that is not a recording
 */
export async function createRecorder(path: string, options: RecorderOptions = {}): Promise<Recorder> {
  return recorderOn(openRecordingFile(path), path, options);
}

/** A recorder on a file that is open already. @throws InputError as `createRecorder` does; the file is closed then */
export async function recorderOn(file: RecordingFile, path: string, options: RecorderOptions): Promise<Recorder> {
  const { maxBody = DEFAULT_MAX_BODY, onError, onNotice = warn } = options;
  const redactor = recordingRedactor(options.redact, options.contract);
  const base = options.base === undefined ? undefined : redactUrl(redactor, options.base);
  const format = /\.har$/i.test(path) ? harRecording(VERSION, base) : ndjsonRecording;
  const place = await startOf(file, format, path).catch((error: unknown) => {
    file.close();
    throw error;
  });
  const appender = new Appender(file, format, place);
  if (file.openTo !== undefined)
    onNotice(`${path} is open to other users of this machine (mode ${file.openTo}); chmod 600 keeps it to you`);
  const open = new Set<() => void>();
  let count = 0;
  /** How many were not recorded since the last that was. */
  let missing = 0;
  let missingInAll = 0;
  let outage: string | undefined;
  let isOver = false;
  let isClosed = false;
  let failed: InputError | undefined;
  const fail = (error: InputError): void => {
    if (onError) onError(error);
    else failed ??= error;
  };
  const add = (recorded: LiveExchange): void => {
    try {
      appender.append(recorded);
    } catch (cause) {
      isOver = cause instanceof SharedFile;
      missing += 1;
      missingInAll += 1;
      const error = isOver ? writtenByOthers(path, format.name) : cannotWrite(path, count, cause);
      outage = error.problem;
      // Once, until it can be written again.
      if (isOver || missing === 1) fail(error);
      return;
    }
    outage = undefined;
    count += 1;
    if (missing > 0)
      onNotice(`${path}: the recording goes on; ${exchanges(missing)} before this one could not be written`);
    missing = 0;
  };
  const record = ({ startedAt, caveats = [], ...messages }: Recordable): void => {
    if (isOver) {
      if (!isClosed) missingInAll += 1;
      return;
    }
    const now = systemSources.now();
    const started = startedAt ?? now;
    add({
      ...redactExchange(redactor, bounded(messages, maxBody)),
      startedAt: started,
      duration: Math.max(0, now.getTime() - started.getTime()),
      caveats,
    });
  };
  /** Watches an exchange: what is under way when the recorder is closed is recorded as cut. */
  const watched = (watch: (done: (exchange: LiveExchange) => void) => () => void): void => {
    const cut: () => void = watch((exchange) => {
      open.delete(cut);
      record(exchange);
    });
    open.add(cut);
  };
  return {
    before: place.count,
    get count() {
      return count;
    },
    get state() {
      return { recorded: count, missing: missingInAll, ...(outage === undefined ? {} : { outage }) };
    },
    record(exchange) {
      assertExchange(exchange, 'what is to be recorded');
      record(exchange);
    },
    handler: (request, response, next) => {
      watched((done) => observeHttp(request, response, { maxBody, startedAt: systemSources.now() }, done));
      next?.();
    },
    fetch: (fetch = globalThis.fetch) => recordingFetch(fetch, { maxBody, now: systemSources.now }, watched),
    close() {
      for (const cut of open) cut();
      if (!isOver && missing > 0) onNotice(`${path}: ${exchanges(missing)} at the end could not be written`);
      if (!isClosed) file.close();
      isClosed = true;
      isOver = true;
      if (failed) throw failed;
    },
  };
}

function exchanges(count: number): string {
  return count === 1 ? '1 exchange' : `${count} exchanges`;
}

function warn(text: string): void {
  process.emitWarning(text, 'DocproofWarning');
}

function bounded({ request, response }: Pick<Recordable, 'request' | 'response'>, maxBody: number) {
  return {
    request: { ...request, body: boundedBody(request.body, maxBody) },
    response: { ...response, body: boundedBody(response.body, maxBody) },
  };
}

function boundedBody(body: Body, maxBody: number): Body {
  if (body.state !== 'present') return body;
  const { content } = body;
  const length = typeof content === 'string' ? Buffer.byteLength(content) : content.length;
  return length > maxBody ? { state: 'unknown', reason: 'body-omitted' } : body;
}
