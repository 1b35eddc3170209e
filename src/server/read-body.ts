import type { IncomingMessage } from 'node:http';
import { type BodyBudget, BodyCollector, concatenated } from '../http/index.js';
import { decodeLater } from '../io/content-decoders.js';
import { bodyTooLarge, decodedBody, type Failure } from '../mock/index.js';
import { type Body, NO_BODY } from '../model/index.js';
import { parsedBody } from './parsed-body.js';

/**
 * After a body that is too large the rest is read and thrown away, up to this many times the limit, so that the client
 * gets to read the answer.
 */
const DRAIN_FACTOR = 8;

/** Whether a request has a body to wait for (RFC 9112 §6). */
export function hasBody({ headers }: IncomingMessage): boolean {
  return (
    headers['transfer-encoding'] !== undefined ||
    (headers['content-length'] !== undefined && headers['content-length'] !== '0')
  );
}

/** Bounds of the bodies that a server reads. */
export interface BodyBounds {
  /** For one body, in bytes, before and after decoding. */
  readonly limit: number;
  /** For all bodies that are held at once. */
  readonly budget: BodyBudget;
}

/**
 * Reads a request's body, content codings undone.
 * @param done is called once, at once where nothing has to be waited for: with the body, a failure to answer with,
 * `busy` where the server holds too many bodies already, or undefined where the client went away
 * @param failed gets what is thrown while it is decoded, and what `done` throws after that
 */
export function readBody(
  request: IncomingMessage,
  { limit, budget }: BodyBounds,
  done: (body: Body | Failure | 'busy' | undefined) => void,
  failed: (error: unknown) => void,
): void {
  const parsed = parsedBody(request);
  if (parsed) {
    done(parsed);
    return;
  }
  collect(request, limit, budget, (bytes) => {
    if (bytes === 'gone') done(undefined);
    else if (bytes === 'busy') done(bytes);
    else if (bytes === 'too-large') done(bodyTooLarge(limit));
    else {
      const coding = request.headers['content-encoding']?.trim().toLowerCase();
      if (coding !== undefined && coding !== '' && coding !== 'identity')
        decodedBody(decodeLater, bytes, coding, limit).then(done).catch(failed);
      else done(bytes.length === 0 ? NO_BODY : { state: 'present', content: bytes });
    }
  });
}

type Collected = Uint8Array | 'too-large' | 'busy' | 'gone';

/** Collects a body. Its bytes count against the budget until `done` has returned. */
function collect(request: IncomingMessage, limit: number, budget: BodyBudget, done: (bytes: Collected) => void): void {
  const declared = Number(request.headers['content-length'] ?? 0);
  const isUnread = request.readableFlowing === null && !request.readableDidRead && request.readableEncoding === null;
  // Most bodies come in one piece with their head.
  if (request.destroyed) done('gone');
  else if (request.complete && isUnread && declared <= limit) takeWhole(request, limit, budget, done);
  else collectInPieces(request, limit, budget, done);
}

/** Takes a body that has arrived, without the events by which a longer one comes. */
function takeWhole(
  request: IncomingMessage,
  limit: number,
  budget: BodyBudget,
  done: (bytes: Collected) => void,
): void {
  const bytes = wholeOf(request);
  const isWithin = budget.take(bytes.length);
  try {
    done(bytes.length > limit ? 'too-large' : isWithin ? bytes : 'busy');
  } finally {
    budget.give(bytes.length);
  }
}

/** All that was received. Node before 26 gives it in one piece, later ones give each piece alone. */
function wholeOf(request: IncomingMessage): Uint8Array {
  let piece = pieceOf(request);
  if (request.readableLength === 0) return piece;
  const pieces = [piece];
  while (request.readableLength > 0 && piece.length > 0) {
    piece = pieceOf(request);
    pieces.push(piece);
  }
  return concatenated(pieces);
}

function pieceOf(request: IncomingMessage): Uint8Array {
  const read: unknown = request.read();
  return read instanceof Uint8Array ? read : EMPTY;
}

const EMPTY = new Uint8Array(0);

function collectInPieces(
  request: IncomingMessage,
  limit: number,
  budget: BodyBudget,
  done: (bytes: Collected) => void,
): void {
  const body = new BodyCollector(limit);
  let taken = 0;
  let drained = 0;
  let isDone = false;
  const finish = (bytes: Collected): void => {
    if (isDone) return;
    isDone = true;
    try {
      done(bytes);
    } finally {
      budget.give(taken);
    }
  };
  const declared = Number(request.headers['content-length'] ?? 0);
  request.on('data', (chunk: Uint8Array) => {
    if (isDone) {
      drained += chunk.length;
      if (drained > limit * DRAIN_FACTOR) request.destroy();
      return;
    }
    taken += chunk.length;
    const isWithin = budget.take(chunk.length);
    if (!body.add(chunk)) finish('too-large');
    else if (!isWithin) finish('busy');
  });
  request.on('end', () => finish(body.bytes));
  request.on('close', () => finish('gone'));
  request.on('error', () => finish('gone'));
  if (declared > limit) finish('too-large');
}
