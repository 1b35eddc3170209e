import { harRecording, ndjsonRecording, type RecordingFormat } from '../captures/index.js';
import type { Contract, RedactOptions } from '../contract/index.js';
import { nodeFiles, openRecordingFile, type RecordingFile, systemSources } from '../io/index.js';
import { type Body, InputError, type LiveExchange } from '../model/index.js';
import { redactExchange, redactUrl } from '../redact/index.js';
import { type MockHandler, observeHttp } from '../server/index.js';
import { recordingFetch } from './record-fetch.js';
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
  /** Hears why nothing more can be recorded, as where the disk is full. @default `close` throws it */
  readonly onError?: (error: InputError) => void;
}

/** An exchange to be recorded; without `startedAt` it began now. */
export type Recordable = Omit<LiveExchange, 'duration'>;

/**
 * Writes exchanges to a file, each as it ends, without their secrets. If the process is killed, none that had ended is
 * lost.
 */
export interface Recorder {
  /** How many have been recorded since it was made. */
  readonly count: number;
  /** Records one. */
  record(exchange: Recordable): void;
  /** Records what a server of Express, Connect or Node answers: `app.use(recorder.handler)` before its routes. */
  readonly handler: MockHandler;
  /** A `fetch` that records what it fetches. @param fetch the one that does it. @default the global one */
  fetch(fetch?: typeof globalThis.fetch): typeof globalThis.fetch;
  /** Closes the file. @throws InputError `bad-option` where not everything could be written, and nobody heard of it */
  close(): void;
}

const DEFAULT_MAX_BODY = 10 * 1024 * 1024;

/**
 * A recorder: HAR 1.2 if the file's name ends in `.har`, otherwise NDJSON. What a file has already stays, and is added
 * to.
 * @throws InputError `bad-option` for a file that cannot be written, or that is not a recording
 */
export async function createRecorder(path: string, options: RecorderOptions = {}): Promise<Recorder> {
  const { maxBody = DEFAULT_MAX_BODY, onError } = options;
  const redactor = recordingRedactor(options.redact, options.contract);
  const base = options.base === undefined ? undefined : redactUrl(redactor, options.base);
  const format = /\.har$/i.test(path) ? harRecording(VERSION, base) : ndjsonRecording;
  const file = openRecordingFile(path);
  let { offset, isEmpty } = await startOf(file, format, path);
  let count = 0;
  let isOver = false;
  let isClosed = false;
  let failed: InputError | undefined;
  const record = ({ startedAt, caveats = [], ...messages }: Recordable): void => {
    if (isOver) return;
    const now = systemSources.now();
    const started = startedAt ?? now;
    const recorded = {
      ...redactExchange(redactor, bounded(messages, maxBody)),
      startedAt: started,
      duration: Math.max(0, now.getTime() - started.getTime()),
      caveats,
    };
    const entry = format.entry(recorded, isEmpty);
    try {
      if (file.isRegular && file.size() !== offset + format.tail.length) offset = placeBehindOthers(file, format, path);
      offset += file.write(offset, entry + format.tail) - format.tail.length;
      isEmpty = false;
      count += 1;
    } catch (cause) {
      isOver = true;
      const error = cause instanceof InputError ? cause : cannotWrite(path, count, cause);
      if (onError) onError(error);
      else failed = error;
    }
  };
  return {
    get count() {
      return count;
    },
    record,
    handler: (request, response, next) => {
      observeHttp(request, response, { maxBody, startedAt: systemSources.now() }, record);
      next?.();
    },
    fetch: (fetch = globalThis.fetch) => recordingFetch(fetch, { maxBody, now: systemSources.now }, record),
    close() {
      if (!isClosed) file.close();
      isClosed = true;
      isOver = true;
      if (failed) throw failed;
    },
  };
}

function cannotWrite(path: string, count: number, cause: unknown): InputError {
  return new InputError('bad-option', 'the recording cannot be written', {
    place: { source: path },
    cure: `Check the disk. The ${count} exchanges before are in the file.`,
    cause,
  });
}

/**
 * Where to continue in a file that has changed since the last write. Several writers may add lines; a list that is
 * closed each time has only one writer.
 * @throws InputError
 */
function placeBehindOthers(file: RecordingFile, { name, tail }: RecordingFormat, path: string): number {
  if (tail === '') return file.size();
  throw new InputError('bad-option', `another program writes to this ${name} file`, {
    place: { source: path },
    cure: 'Record to a file of its own, or to NDJSON, which several may add to.',
  });
}

/**
 * Begins a file, or finds where one goes on. A line or entry that a killed process left half written is thrown away.
 */
async function startOf(
  file: RecordingFile,
  format: RecordingFormat,
  path: string,
): Promise<{ offset: number; isEmpty: boolean }> {
  const { head, tail } = format;
  if (!file.isRegular && tail !== '') {
    file.close();
    throw new InputError('bad-option', `a ${format.name} file cannot be written to a file that is not regular`, {
      place: { source: path },
      cure: 'Name a file, or record NDJSON, under a name that does not end in .har.',
    });
  }
  const found = file.size() === 0 ? undefined : await format.resume(nodeFiles.stream(path));
  if (file.size() > 0 && !found) {
    file.close();
    throw new InputError(
      'bad-option',
      `the file is there already, and is not a recording of Docproof in ${format.name}`,
      {
        place: { source: path },
        cure: 'Name another file: this one would be lost.',
      },
    );
  }
  if (found && !found.isEmpty) {
    file.truncate(found.offset);
    file.write(found.offset, tail);
    return found;
  }
  file.truncate(0);
  const length = file.write(0, head + tail) - tail.length;
  return { offset: length, isEmpty: true };
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
