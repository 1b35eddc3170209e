import { InputError, printableColored } from '../model/index.js';
import { colorsFor } from '../report/colors.js';

/** Data goes to standard output, talk to standard error. */
export function print(text: string): void {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
}

/** Says something to the person at the terminal. */
export function say(text: string): void {
  writeWaiting();
  process.stderr.write(`${printableColored(text)}\n`);
}

/** What is said in this turn of the event loop: a server that answers many requests in it writes only once. */
let waiting = '';

/** Says something as soon as the current work is done, before anything else is said, and before the end. */
export function saySoon(text: string): void {
  saySoonAsIs(`${printableColored(text)}\n`);
}

/** The same of whole lines that are printable already: each request has some. */
export function saySoonAsIs(lines: string): void {
  if (waiting === '') setImmediate(writeWaiting);
  waiting += lines;
}

process.on('exit', writeWaiting);

function writeWaiting(): void {
  if (waiting === '') return;
  const text = waiting;
  waiting = '';
  process.stderr.write(text);
}

/** Colours where a terminal reads them, and nobody asked for none (https://no-color.org). */
export function wantsColor(flag: boolean | undefined, stream: { isTTY?: boolean }): boolean {
  if (flag === false || (process.env.NO_COLOR ?? '') !== '') return false;
  return (process.env.FORCE_COLOR ?? '') !== '' || stream.isTTY === true;
}

/** Says what may go wrong. */
export function sayWarning(text: string, color: boolean): void {
  const { yellow, bold } = colorsFor(color);
  say(`${yellow(bold('warning'))} ${text}`);
}

/** Prints an error as the user needs it: theirs without a stack, ours with one. */
export function sayError(error: unknown, color: boolean): void {
  const { red, bold } = colorsFor(color);
  if (error instanceof InputError) {
    say(`${red(bold('error'))} ${error.message}`);
    if (error.cure) say(`      ${error.cure}`);
    return;
  }
  say(`${red(bold('error'))} this is a fault in Docproof; please report it:`);
  say(error instanceof Error ? (error.stack ?? error.message) : String(error));
}

/** Where the inspector is, for a person who starts a server; undefined where it is off. */
export function inspectorLine(address: string | undefined): string | undefined {
  return address === undefined ? undefined : `Inspector ${address}`;
}
