import process from 'node:process';
import type { Answered } from '../../api/index.js';
import type { Contract } from '../../contract/index.js';
import type { CallbackOutcome } from '../../core/callbacks.js';
import { printable } from '../../model/index.js';
import { colorsFor } from '../../report/colors.js';
import type { ViteLogger, ViteServer } from './server.js';

/** Faults of one request beyond this number are only counted. */
const LISTED = 5;

/**
 * Listeners that write violations, and callbacks that failed, into Vite's log.
 * @param showError also gets the faults of a request that are errors
 */
export function violationLog(
  logger: ViteLogger,
  base: string,
  showError?: (text: string) => void,
): { readonly onAnswer: (answered: Answered) => void; readonly onCallback: (outcome: CallbackOutcome) => void } {
  return {
    onAnswer({ method, target, status, faults }) {
      if (faults.length === 0) return;
      const shown = faults
        .slice(0, LISTED)
        .map(({ severity, text }) => `  ${severity === 'error' ? '✗' : '!'} ${text}`);
      const more = faults.length > LISTED ? [`  … and ${faults.length - LISTED} more`] : [];
      const text = [`${method} ${base}${target} is not as documented, and got ${status}`, ...shown, ...more]
        .map(printable)
        .join('\n');
      logger.warn(`docproof: ${text}`, { timestamp: true });
      if (faults.some(({ severity }) => severity === 'error')) showError?.(text);
    },
    onCallback({ name, method, url, status, error }) {
      if (status !== undefined && status < 400) return;
      logger.warn(`docproof: callback ${name}: ${method} ${printable(url)} → ${status ?? error}`, { timestamp: true });
    },
  };
}

/** Says what a document gets wrong with which it is used all the same. */
export function warnOf(contract: Contract, logger: ViteLogger): void {
  const warnings = contract.loadWarnings();
  const { source } = contract.document;
  for (const { pointer, message } of warnings.slice(0, LISTED))
    logger.warn(`docproof: ${source} at ${printable(pointer)}: ${printable(message)}`, { timestamp: true });
  const more = warnings.length - LISTED;
  if (more > 0) logger.warn(`docproof: … and ${more} more: docproof lint lists them`, { timestamp: true });
}

/**
 * Adds the URL of the mock to those that Vite prints.
 * @param documentName gives the name of the document that answers now
 */
export function printMockUrls(server: ViteServer, base: string, documentName: () => string): void {
  const print = server.printUrls;
  server.printUrls = () => {
    print.call(server);
    const { local = [], network = [] } = server.resolvedUrls ?? {};
    const [first] = [...local, ...network];
    if (first === undefined) return;
    const isColored = (process.env.NO_COLOR ?? '') === '' && process.stdout.isTTY === true;
    const { bold, cyan, dim, green } = colorsFor(isColored);
    const url = cyan(`${new URL(first).origin}${base}`);
    server.config.logger.info(`  ${green('➜')}  ${bold('API mock')}: ${url} ${dim(documentName())}`);
  };
}
