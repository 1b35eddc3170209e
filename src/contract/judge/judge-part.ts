import { child, type Provenance } from '../../model/index.js';
import type { MediaContent } from '../compiled.js';
import type { ReadItem } from '../media/items.js';
import { readPart, type SentPart } from '../media/parts.js';
import { judgeParameter } from './judge-parameter.js';
import type { ValueContext } from './judge-value.js';
import { addOwn } from './policy.js';

/**
 * Judges what a part says of itself: its media type and its header fields, and those of the parts within it.
 * @param index of the part
 * @param item its description by `itemSchema`, if it has one
 * @returns the part as its schema sees it
 */
export function judgePart(
  context: ValueContext,
  media: MediaContent,
  item: MediaContent | undefined,
  index: number,
  part: SentPart,
  documented: Provenance | undefined,
): ReadItem {
  const { schemas, findings, policy, direction } = context;
  const whole = media.schema === undefined ? undefined : schemas.shapes.of(media.schema);
  const shape = item?.schema === undefined ? whole?.item(index) : schemas.shapes.of(item.schema);
  const encoding = media.encodingAt?.(index);
  const { value, isExact, faults, fields, isTooLarge } = readPart(part, shape, encoding);
  for (const { location, keyword, params } of faults) {
    const isType = keyword === 'undocumented-media-type';
    addOwn(findings, policy, {
      in: direction,
      part: isType ? 'content-type' : 'body',
      location: isType && location === '' ? 'content-type' : location,
      keyword,
      params,
      pointer: isType && encoding ? child(encoding.pointer, 'contentType') : media.pointer,
      ...(documented ? { documented } : {}),
    });
  }
  for (const { location, headers, documented: described } of fields)
    for (const header of described)
      judgeParameter(context, location === '' ? header : { ...header, name: `${header.name} (part ${location})` }, {
        ...NO_SOURCES,
        headers,
      });
  if (isTooLarge) return { isTooLarge };
  if (value !== undefined) return { value, isExact };
  return faults.some(({ keyword }) => keyword === 'unparseable-item') ? { isSaid: true } : { isUnjudged: true };
}

const NO_SOURCES = { pathValues: Object.freeze({}), query: new Map<string, readonly string[]>() };
