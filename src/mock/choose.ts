import type { CompiledOperation } from '../contract/index.js';
import { type Failure, isFailure } from './answer.js';
import type { Memory } from './memory.js';
import { type Choice, type NegotiationDefaults, negotiate } from './negotiate.js';
import { type Pairing, pairingOf } from './pair.js';
import type { Preferences } from './preferences.js';
import type { RequestFacts } from './rule.js';
import { createSampleFiles } from './sample-files.js';
import { createStreamExamples } from './streams/examples.js';

/** Chooses status, media type and example for a valid request. */
export type Chooser = (
  compiled: CompiledOperation,
  preferences: Preferences,
  accept: string | undefined,
  facts: RequestFacts,
) => Choice | Failure;

/** Whether the client accepts every media type. */
function acceptsAll(accept: string | undefined): boolean {
  return accept === undefined || /^\s*(?:\*\/\*)?\s*$/.test(accept);
}

/** The known facts of an operation. */
interface Known {
  readonly pairing: Pairing | undefined;
  /** Choices by what requests prefer; then by Accept header and the name of the paired example. */
  readonly choices: WeakMap<Preferences, Map<string, Choice | Failure>>;
}

/** Different choices that are remembered, for each operation and preference. */
const MAX_CHOICES = 64;

/**
 * A chooser. First comes what the client prefers, then the response whose rule the request fulfils, then the one that
 * is documented together with the request, then the first. Most clients prefer nothing: their choice is worked out
 * once, and so is that of those who prefer the same.
 */
export function createChooser(defaults: NegotiationDefaults, memory: Memory): Chooser {
  const operations = memory.table<CompiledOperation, Known>('operations');
  const sampleFile = createSampleFiles(memory);
  const streamOf = createStreamExamples(memory);
  const withSample = (choice: Choice): Choice => {
    const sample = choice.media && !choice.example ? sampleFile(choice.media) : undefined;
    return sample ? { ...choice, example: sample } : choice;
  };
  const withStream = (choice: Choice): Choice => {
    const isFirst = choice.example !== undefined && choice.example === choice.media?.examples[0];
    const stream = isFirst ? streamOf(choice.media) : undefined;
    return stream ? { ...choice, example: stream } : choice;
  };
  const knownOf = (compiled: CompiledOperation): Known => {
    const known = operations.get(compiled) ?? { pairing: pairingOf(compiled), choices: new WeakMap() };
    operations.set(compiled, known);
    return known;
  };
  return (compiled, preferences, accept, facts) => {
    const { pairing, choices } = knownOf(compiled);
    const isFree = preferences.code === undefined && preferences.example === undefined && !defaults.ignoreExamples;
    const ruled = isFree ? pairing?.ruled(facts) : undefined;
    if (ruled) {
      const choice = negotiate(compiled, { ...preferences, code: ruled.status, example: ruled.name }, accept, defaults);
      if (!isFailure(choice)) return withSample(choice);
    }
    const isPairable = isFree && defaults.example === undefined && preferences.dynamic !== true;
    const paired = isPairable ? pairing?.paired(facts) : undefined;
    const choose = (): Choice | Failure => {
      const choice = negotiated();
      if (isFailure(choice)) return choice;
      return paired || preferences.example !== undefined || defaults.example !== undefined
        ? withSample(choice)
        : withStream(withSample(choice));
    };
    const negotiated = (): Choice | Failure => {
      if (!paired) return negotiate(compiled, preferences, accept, defaults);
      const { name, status, media } = paired;
      const code = status === undefined ? preferences : { ...preferences, code: status };
      return negotiate(compiled, code, acceptsAll(accept) ? (media ?? accept) : accept, { ...defaults, example: name });
    };
    const known = choices.get(preferences) ?? new Map<string, Choice | Failure>();
    choices.set(preferences, known);
    const key = `${accept ?? ''}\n${paired ? `${paired.status} ${paired.name}` : ''}`;
    const choice = known.get(key) ?? choose();
    // A client that always accepts something new must not fill the memory.
    if (known.size < MAX_CHOICES) known.set(key, choice);
    return choice;
  };
}
