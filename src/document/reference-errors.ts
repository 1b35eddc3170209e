import { InputError, type InputPlace } from '../model/index.js';

/** What messages call a reference: it is in `$ref` or the like, or in the mapping of a discriminator under a value. */
export function namedIn({ key, reference }: { readonly key: string; readonly reference: string }): string {
  const isKeyword = ['$ref', '$dynamicRef', 'externalValue', 'defaultMapping'].includes(key);
  return isKeyword ? `the ${key} ${reference}` : `the mapping of ${key} to ${reference}`;
}

const CURE = 'Correct the reference, or add what it names.';

/** A reference to a part that is not there. @param place where the reference is written */
export function nothingAt(reference: string, place: InputPlace): InputError {
  return new InputError('unresolvable-ref', `the $ref ${reference} leads nowhere`, { place, cure: CURE });
}

/** A reference in an example's place to something that is not there. */
export function noPayloadAt(reference: string, place: InputPlace): InputError {
  return new InputError('unresolvable-ref', `the $ref ${reference} leads nowhere`, {
    place,
    cure: `${CURE} If the example really is such an object, keep it in a file and name that by externalValue.`,
  });
}

/** A reference in the place of a map, a list or an object to something that is neither. */
export function notAPart(reference: string, place: InputPlace): InputError {
  return new InputError('unresolvable-ref', `the $ref ${reference} leads to a single value, not to an object or list`, {
    place,
    cure: 'Make it point to what belongs in its place.',
  });
}

/** References that lead back to where they began. */
export function circular(reference: string, place: InputPlace): InputError {
  return new InputError('unresolvable-ref', `the $ref ${reference} leads in a circle`, {
    place,
    cure: 'Make one of these references point to the part itself.',
  });
}

/** References whose replacement would multiply the document without end. */
export function tooMany(place: InputPlace): InputError {
  return new InputError('unresolvable-ref', 'too many references are replaced by what they lead to', {
    place,
    cure: 'Move what is repeated to components, and refer to it there.',
  });
}
