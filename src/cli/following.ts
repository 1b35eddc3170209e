import { type CaptureOptions, printable, type ViolationRecord } from '../api/index.js';
import { onOneLine } from '../model/index.js';
import { colorsFor } from '../report/colors.js';
import type { CommonFlags } from './options.js';
import { say, wantsColor } from './output.js';
import { stopOnSignals } from './signals.js';

/**
 * A capture is read until a signal comes; each fault is reported when it is first seen. The report comes at the end, as
 * always.
 */
export function following({ color, quiet }: CommonFlags): Pick<CaptureOptions, 'follow' | 'onFault'> {
  const end = new AbortController();
  stopOnSignals(async () => end.abort());
  if (!quiet) say('following; Ctrl+C ends it with the report');
  return { follow: end.signal, ...(quiet ? {} : { onFault: faultLog(wantsColor(color, process.stderr)) }) };
}

function faultLog(color: boolean): (violation: ViolationRecord) => void {
  const { red, yellow, dim } = colorsFor(color);
  return (violation) => {
    const { operation, keyword, severity, exchange, accepted } = violation;
    if (accepted !== undefined) return;
    const mark = severity === 'error' ? red('✗') : yellow('!');
    say(`${mark} ${printable(`${operation} ${onOneLine(violation).sentence}`)} ${dim(`[${keyword}] #${exchange}`)}`);
  };
}
