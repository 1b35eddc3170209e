import { InputError } from '../model/index.js';

/** The largest object that is held whole, in bytes. */
export const MAX_WHOLE = 256 * 1024 * 1024;

/** An object was changed while it was read, or after it was listed. */
export function changed(name: string): InputError {
  return new InputError('unreadable', 'was changed while it was read', {
    place: { source: name },
    cure: 'Run the command again when nothing writes to it any more.',
  });
}

/** There is no such object. Where its bucket is not there, the fault is another one. */
export class AbsentObject extends InputError {}

export function absent(name: string, cure = 'Check its name; upper and lower case differ.'): AbsentObject {
  return new AbsentObject('not-found', 'there is no such object', { place: { source: name }, cure });
}

export function tooLarge(name: string): InputError {
  return new InputError('too-large', `is larger than ${MAX_WHOLE / 1024 / 1024} MiB`, {
    place: { source: name },
    cure: 'Check the name: this should be a small object.',
  });
}
