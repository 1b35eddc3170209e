import { framingOf, type ItemContent, parseMediaType, splitterFor } from '../http/index.js';
import { isContainer, type JsonValue, readJson } from '../model/index.js';

/**
 * The items of a body as a report shows them, by their numbers: JSON where they hold it (in the data of events too),
 * else their text. Undefined for a body that is not a sequence.
 * @param text without secrets
 */
export function shownItems(text: string, contentType: string | undefined): readonly JsonValue[] | undefined {
  const type = contentType === undefined ? undefined : parseMediaType(contentType);
  const framing = type && framingOf(type);
  const items: JsonValue[] = [];
  const sink = {
    item({ index, content }: { readonly index: number; readonly content: ItemContent }): void {
      items[index] = shown(content);
    },
    fault: () => undefined,
  };
  const splitter = framing && splitterFor(framing, sink, undefined, type.parameters.get('boundary'));
  if (!splitter) return undefined;
  splitter.write(new TextEncoder().encode(text));
  splitter.end(true);
  // What cannot be read as an item has a number too.
  return Array.from(items, (item) => item ?? '… an item that cannot be read');
}

function shown(content: ItemContent): JsonValue {
  switch (content.kind) {
    case 'too-large':
      return '… an item that is too long';
    case 'event':
      return { ...content.event, data: opened(content.event.data) };
    default: {
      const text = new TextDecoder().decode(content.bytes);
      return parsed(text) ?? text;
    }
  }
}

/** Of data only objects and lists are opened: a number may be meant as text. */
function opened(data: string): JsonValue {
  const value = parsed(data);
  return isContainer(value) ? value : data;
}

function parsed(text: string): JsonValue | undefined {
  try {
    return readJson(text);
  } catch {
    return undefined;
  }
}
