import type { Exchange } from '../../model/index.js';
import type { Expected, FaultClass, Mutant } from '../mutant.js';

/** A fault of the message, not of a value in it. */
export type MessageMutation = Omit<Mutant, 'operation'>;

/** The fault, where its exchange can be written. */
export function fault(name: FaultClass, exchange: Exchange | undefined, expected: Expected): MessageMutation[] {
  return exchange ? [{ class: name, exchange, expected }] : [];
}
