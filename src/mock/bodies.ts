import type { MediaContent } from '../contract/index.js';
import type { JsonValue } from '../model/index.js';
import { type Call, type Eventually, type Failure, failure } from './answer.js';
import type { MockContext } from './context.js';
import type { Choice } from './negotiate.js';
import type { Preferences } from './preferences.js';

/**
 * Makes the body of a response. Undefined where the response has none, a failure where no valid one was found.
 * A promise only where something is generated.
 */
export type BodyMaker = (
  choice: Choice,
  call: Call,
  preferences: Preferences,
) => Eventually<JsonValue | Failure | undefined>;

/** Makes bodies as the settings say: documented, completed or generated. */
export function createBodyMaker({ generator, settings, sources, values }: MockContext): BodyMaker {
  const seedFor = (call: Call, preferences: Preferences): string => {
    const seed = preferences.seed ?? settings.seed;
    return seed === undefined ? sources.newId() : `${seed} ${call.method} ${call.target}`;
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
  return (choice, call, preferences) => {
    const { media, example } = choice;
    if (!media) return undefined;
    if (!example) return media.schema === undefined ? undefined : generate(media, choice, call, preferences);
    const value = values.readable(media, example);
    if (!settings.fill || example.bytes || media.schema === undefined) return value;
    return generator.complete(media, value, seedFor(call, { seed: 'fill', ...preferences }));
  };
}
