import type { RedactPart } from './http-message.js';
import { isJson } from './json-text.js';
import type { Redactor } from './redactor.js';
import { redactText } from './text.js';

/** Whether a body is a stream of events (HTML §9.2): by its media type, or because it begins like one. */
export function looksLikeEventStream(text: string, contentType: string): boolean {
  if (/^\s*text\/event-stream/i.test(contentType)) return true;
  return contentType === '' && /^\uFEFF?(?:(?:event|id|retry)?:[^\r\n]*[\r\n]+){0,5}data:/.test(text);
}

/**
 * A stream of events with its secrets replaced. The data of an event is the text of all its `data:` lines: JSON that
 * is spread over them is read as one, and stays on as many lines. Fields that have no secret stay as they were written.
 */
export function redactEventStream(redactor: Redactor, text: string, redactPart: RedactPart): string {
  const pieces = text.split(/(\r\n|\n|\r)/);
  /** Indices of the `data:` lines of the event that is being read. */
  let data: number[] = [];
  const finish = (): void => {
    redactData(pieces, data, redactPart);
    data = [];
  };
  for (let index = 0; index < pieces.length; index += 2) {
    const line = pieces[index] ?? '';
    if (line === '') finish();
    else if (DATA.test(line)) data.push(index);
    else pieces[index] = redactText(redactor, line);
  }
  finish();
  return pieces.join('');
}

const DATA = /^\uFEFF?data(?:: ?|$)/;

function redactData(pieces: string[], lines: readonly number[], redactPart: RedactPart): void {
  if (lines.length === 0) return;
  const texts = lines.map((index) => (pieces[index] ?? '').replace(DATA, ''));
  const whole = texts.join('\n');
  // Some servers break lines anywhere, also within a text, and their clients put them together without a break.
  const isBroken = texts.length > 1 && !isJson(whole) && isJson(texts.join(''));
  const data = isBroken ? texts.join('') : whole;
  const clean = redactPart(data, '');
  if (clean === data) return;
  const cleanLines = clean.split('\n');
  for (const [at, index] of lines.entries()) {
    const prefix = DATA.exec(pieces[index] ?? '')?.[0] ?? 'data: ';
    const isLast = at === lines.length - 1;
    const mine = isLast ? cleanLines.slice(at) : cleanLines.slice(at, at + 1);
    const ending = pieces[index + 1] ?? '';
    // A secret of several lines became one: what is left over is gone, with its line breaks.
    pieces[index] = mine.map((line) => prefix + line).join(ending === '' ? '\n' : ending);
    if (mine.length === 0) pieces[index + 1] = '';
  }
}
