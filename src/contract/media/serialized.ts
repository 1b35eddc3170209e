import type { MediaType } from '../../http/index.js';
import { isTooDeep, type JsonObject, type JsonValue } from '../../model/index.js';
import type { Shape } from '../../schema/index.js';
import { parseBody } from './body.js';
import { formValue, partsValue } from './form-value.js';
import { textValue } from './text-value.js';
import { xmlValue } from './xml.js';

/** A value as its media type writes it, read: the value, or what is wrong with the text. */
export type ReadText =
  | { readonly value: JsonValue; readonly detail?: never }
  /** In words; undefined where the media type does not say how the text becomes a value. */
  | { readonly value?: never; readonly detail: string | undefined };

/** Reads a value that is written in a media type, as a body of that type is read. @param media its Media Type Object */
export function readSerialized(
  text: string,
  type: MediaType,
  media: { readonly node: JsonObject },
  shape: Shape | undefined,
): ReadText {
  const parsed = parseBody(text, type);
  switch (parsed.kind) {
    case 'value':
      return isTooDeep(parsed.value) ? TOO_DEEP : { value: parsed.value };
    case 'form':
      return { value: formValue(media, shape, parsed.fields, parsed.written) };
    case 'parts':
      return { value: partsValue(media, shape, parsed.parts).value };
    case 'xml':
      return { value: xmlValue(parsed.root, shape) };
    case 'text': {
      const value = textValue(parsed.text, type, shape);
      return value === undefined ? { detail: undefined } : { value };
    }
    case 'bytes':
      return { value: parsed.value };
    case 'unparseable':
      return { detail: parsed.detail };
    case 'too-deep':
      return TOO_DEEP;
    default:
      return { detail: undefined };
  }
}

const TOO_DEEP: ReadText = { detail: 'it is nested too deeply' };
