import type { CompiledOperation } from '../contract/index.js';
import type { Failure } from './answer.js';
import { type Choice, type NegotiationDefaults, negotiate } from './negotiate.js';
import { type Pairing, pairingOf, type Said } from './pair.js';
import { NO_PREFERENCES, type Preferences } from './preferences.js';

/** Different Accept headers that are remembered, for each operation. */
const MAX_USUAL = 32;

/** Chooses status, media type and example for a valid request. */
export type Chooser = (
  compiled: CompiledOperation,
  preferences: Preferences,
  accept: string | undefined,
  said: Said,
) => Choice | Failure;

/**
 * A chooser: what the client prefers, then the response whose rule the request fulfils, then the one that is documented together with the request,
 * then the first. Most clients ask for nothing in particular: what they get depends on the document alone, and is worked out once.
 */
export function createChooser(defaults: NegotiationDefaults): Chooser {
  const usualChoices = new Map<CompiledOperation, Map<string | undefined, Choice | Failure>>();
  const pairings = new Map<CompiledOperation, Pairing | undefined>();
  return (compiled, preferences, accept, said) => {
    if (!pairings.has(compiled)) pairings.set(compiled, pairingOf(compiled));
    const pairing = pairings.get(compiled);
    const isFree = preferences.code === undefined && preferences.example === undefined;
    if (pairing && isFree && !defaults.ignoreExamples) {
      const paired = choosePaired(pairing, compiled, preferences, accept, said, defaults);
      if (paired) return paired;
    }
    if (preferences !== NO_PREFERENCES) return negotiate(compiled, preferences, accept, defaults);
    const byAccept = usualChoices.get(compiled) ?? new Map<string | undefined, Choice | Failure>();
    usualChoices.set(compiled, byAccept);
    const usual = byAccept.get(accept) ?? negotiate(compiled, preferences, accept, defaults);
    // Whoever accepts ever new types must not fill the memory.
    if (byAccept.size < MAX_USUAL) byAccept.set(accept, usual);
    return usual;
  };
}

function choosePaired(
  pairing: Pairing,
  compiled: CompiledOperation,
  preferences: Preferences,
  accept: string | undefined,
  said: Said,
  defaults: NegotiationDefaults,
): Choice | undefined {
  const ruled = pairing.ruled(said);
  if (ruled) {
    const choice = negotiate(compiled, { ...preferences, code: ruled.status, example: ruled.name }, accept, defaults);
    if (!('detail' in choice)) return choice;
  }
  if (defaults.example !== undefined || preferences.dynamic === true) return undefined;
  const name = pairing.named(said);
  if (name === undefined) return undefined;
  const choice = negotiate(compiled, preferences, accept, { ...defaults, example: name });
  return 'detail' in choice || choice.example?.name !== name ? undefined : choice;
}
