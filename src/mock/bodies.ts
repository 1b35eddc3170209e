import type { Contract, MediaContent } from '../contract/index.js';
import type { Generator } from '../generate/index.js';
import type { JsonValue } from '../model/index.js';
import { type Call, type Eventually, type Failure, failure } from './answer.js';
import type { Choice } from './negotiate.js';
import type { Preferences } from './preferences.js';
import type { MockSettings } from './settings.js';
import { readableValue } from './write-only.js';

/** The bodies of answers: documented, completed or generated. */
export interface Bodies {
  readonly generator: Generator;
  /** The body; undefined where the answer has none; a failure where none that is valid was found. A promise only where something is generated. */
  of(choice: Choice, call: Call, preferences: Preferences): Eventually<JsonValue | Failure | undefined>;
}

/** Makes bodies as the settings say. */
export function createBodies(
  contract: Contract,
  generator: Generator,
  settings: MockSettings,
  newId: () => string,
): Bodies {
  const seedFor = (call: Call, preferences: Preferences): string => {
    const seed = preferences.seed ?? settings.seed;
    return seed === undefined ? newId() : `${seed} ${call.method} ${call.target}`;
  };
  const generate = async (media: MediaContent, choice: Choice, call: Call, preferences: Preferences) => {
    const plain = choice.dynamic ? undefined : await generator.sample(media);
    if (plain !== undefined) return plain;
    const made = await generator.invent(media, seedFor(call, preferences));
    if ('value' in made) return made.value;
    const { keyword, pointer } = made.impossible;
    const detail = `no body that is valid against #${media.schema} was found: see ${keyword} at #${pointer}`;
    return failure('GENERATION_FAILED', detail);
  };
  return {
    generator,
    of(choice, call, preferences) {
      const { media, example } = choice;
      if (!media) return undefined;
      if (!example) return media.schema === undefined ? undefined : generate(media, choice, call, preferences);
      const value = readableValue(contract, media, example);
      if (!settings.fill || example.bytes || media.schema === undefined) return value;
      return generator.complete(media, value, seedFor(call, { seed: 'fill', ...preferences }));
    },
  };
}
