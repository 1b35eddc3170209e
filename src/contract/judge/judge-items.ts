import {
  type Framing,
  framingOf,
  isStream,
  type MediaType,
  type SentItem,
  type SequenceSink,
  splitterFor,
} from '../../http/index.js';
import {
  at,
  type InconclusiveReason,
  isContainer,
  isObject,
  isTooDeep,
  type JsonValue,
  type OwnKeyword,
  type Provenance,
  type Severity,
  type Violation,
  writeJson,
} from '../../model/index.js';
import { isJsonContent, jsonIn } from '../../schema/index.js';
import type { MediaContent } from '../compiled.js';
import { readItem } from '../media/items.js';
import { judgePart } from './judge-part.js';
import { judgeSides } from './judge-sides.js';
import { judgeBodyValue, judgeValue, type ValueContext } from './judge-value.js';
import { keepItems } from './kept-items.js';
import { addOwn, type Findings } from './policy.js';

/** A body of a sequential media type that is to be judged item by item. */
export interface ItemsCase {
  readonly media: MediaContent;
  /** The item of that media type. Absent where only the list of all is described: of parts, by an array as schema. */
  readonly item?: MediaContent | undefined;
  /** As it was sent. */
  readonly type: MediaType;
  readonly framing: Framing;
  readonly documented: Provenance | undefined;
  /** Whether it passes by, so that nothing of it may be kept but the item that is not yet whole. @default false */
  readonly isPassing?: boolean;
}

/** Judges the items of one body as they come. What is wrong goes to the findings of the context. */
export interface ItemsJudge {
  /** How many bytes of the body are held now. */
  readonly held: number;
  /** How many items have come whole. */
  readonly count: number;
  write(chunk: Uint8Array): void;
  /**
   * @param cut why the end of the body is missing, if it is: then it is judged to its last whole item
   * @returns why not all of it was judged, if it was not
   */
  end(cut?: InconclusiveReason): InconclusiveReason | undefined;
  /** After the end: the list of all items, where it was judged in their stead. */
  readonly list: JsonValue | undefined;
}

/** The items of a body that has passed by. */
export interface PassedItems {
  readonly items: ItemsJudge;
  /** Why its end is missing, if it is. */
  readonly cut: InconclusiveReason | undefined;
  /** What was found in them. */
  readonly findings: Findings;
}

/** What it takes to judge a body of this type item by item; undefined where that cannot be done. */
export function itemsCase(
  media: MediaContent,
  type: MediaType,
  documented: Provenance | undefined,
): ItemsCase | undefined {
  const { item, encodingAt } = media;
  if (encodingAt) return type.type === 'multipart' ? { media, item, type, framing: 'parts', documented } : undefined;
  const framing = framingOf(type);
  if (!item || framing === undefined || !isStream(framing)) return undefined;
  return { media, item, type, framing, documented };
}

/**
 * A list of all items, for the schema of the whole body, is made only of bodies that are not longer than this, in
 * bytes.
 */
const LARGEST_LIST = 16 * 1024 * 1024;

/**
 * A judge for one body. Each item is judged by itself, with its own budget, so that a fault never hides those of
 * the next; `schema` beside `itemSchema` is held against the list of all items (OpenAPI 3.2 §4.14).
 */
export function judgeItems(context: ValueContext, itemsCase: ItemsCase): ItemsJudge {
  const { media, item, type, framing, documented, isPassing = false } = itemsCase;
  const { findings, direction, observer } = context;
  const mediaType = `${type.type}/${type.subtype}`;
  const kept = keepItems();
  const opening = item && framing !== 'parts' ? opener(context, item) : (value: JsonValue) => value;
  /** Where the items start, for those which only the list describes. */
  const offsets: number[] = [];
  let isUnjudged = false;
  let judged: JsonValue | undefined;
  let items = 0;
  let length = 0;
  let list: JsonValue[] | undefined = media.schema === undefined || isPassing ? undefined : [];

  const keep = (own: Findings, place: Pick<Violation, 'item' | 'offset'>): void => {
    for (const violation of own.violations) {
      const placed: Violation = { ...(isPassing ? withShortValue(violation) : violation), ...place };
      if (kept.keeps(placed)) findings.violations.push(placed);
    }
    findings.placeholdersAllowed += own.placeholdersAllowed;
    if (own.isUndecided) findings.isUndecided = true;
    if (own.isTooLarge) findings.isTooLarge = true;
  };
  const say = (
    place: Pick<Violation, 'item' | 'offset'>,
    keyword: Extract<OwnKeyword, 'broken-framing' | 'unparseable-item' | 'too-large'>,
    detail: string,
    severity?: Severity,
  ): void => {
    const own: Findings = { violations: [], placeholdersAllowed: 0 };
    addOwn(own, context.policy, {
      in: direction,
      part: 'body',
      keyword,
      params: keyword === 'too-large' ? {} : { mediaType, detail },
      pointer: keyword === 'too-large' ? ((item ?? media).schema ?? media.pointer) : media.pointer,
      ...(severity ? { severity } : {}),
      ...(documented ? { documented } : {}),
    });
    keep(own, place);
  };
  const judge = ({ index, offset, content }: SentItem): void => {
    const place = { item: index, offset };
    items += 1;
    // A stream that never ends must not fill the memory.
    if (list) offsets[index] = offset;
    const own: Findings = { violations: [], placeholdersAllowed: 0 };
    const read =
      content.kind === 'part'
        ? judgePart({ ...context, findings: own }, media, item, index, content, documented)
        : readItem(content);
    if (read.value === undefined) {
      list = undefined;
      keep(own, place);
      if ('isUnjudged' in read) isUnjudged = true;
      else if (read.detail !== undefined) say(place, 'unparseable-item', read.detail);
      else if (read.isTooLarge) {
        findings.isTooLarge = true;
        say(place, 'too-large', '');
      }
      return;
    }
    const opened = opening(read.value);
    if (opened === undefined) {
      findings.isTooLarge = true;
      say(place, 'too-large', '');
      return;
    }
    const inItem = { ...context, findings: own };
    if (item) {
      judgeBodyValue(inItem, item, read.value, read.isExact ? undefined : false, opened);
      if (!own.isTooLarge) judgeSides(inItem, item, read.value);
    }
    keep(own, place);
    if (item) observer?.item(direction, item, opened);
    list?.push(read.value);
  };
  const sink: SequenceSink = {
    item: judge,
    fault({ index, offset, detail }) {
      list = undefined;
      say(index === undefined ? { offset } : { item: index, offset }, 'broken-framing', detail);
    },
  };
  const splitter = splitterFor(framing, sink, undefined, type.parameters.get('boundary'));
  /** Parts are items also where only the list of all of them is described. */
  const judgeList = (all: JsonValue[]): void => {
    const own: Findings = { violations: [], placeholdersAllowed: 0 };
    const inList = { ...context, findings: own };
    judgeBodyValue(inList, media, all);
    if (!own.isTooLarge) judgeSides(inList, media, all);
    judged = all;
    for (const violation of own.violations) findings.violations.push(ofItem(violation, offsets));
    findings.placeholdersAllowed += own.placeholdersAllowed;
    if (own.isUndecided) findings.isUndecided = true;
    if (own.isTooLarge) findings.isTooLarge = true;
  };
  return {
    get list() {
      return judged;
    },
    get held() {
      return splitter?.held ?? 0;
    },
    get count() {
      return items;
    },
    write(chunk) {
      length += chunk.length;
      if (length > LARGEST_LIST) list = undefined;
      splitter?.write(chunk);
    },
    end(cut) {
      const end = splitter?.end(cut === undefined);
      if (end?.ignored) {
        const { lines, offset } = end.ignored;
        const detail = `${lines === 1 ? 'a line is not a field of an event' : `${lines} lines are not fields of an event`}, and every reader skips ${lines === 1 ? 'it' : 'them'}`;
        say({ offset }, 'broken-framing', detail, items === 0 ? 'error' : 'warning');
      }
      if (cut !== undefined) return cut;
      if (end?.isCut) return 'body-cut';
      if (isUnjudged) return 'body-not-judged';
      if (media.schema === undefined) return undefined;
      if (!list) return 'body-not-judged';
      if (!item) judgeList(list);
      else judgeValue(context, { schema: media.schema, part: 'body', location: undefined, media }, list);
      return undefined;
    },
  };
}

/** A violation in a list as one in its item: `/1/n` is `/n` in item 1. */
function ofItem(violation: Violation, offsets: readonly number[]): Violation {
  const [, number, rest = ''] = /^\/(\d+)(\/.*)?$/s.exec(violation.location) ?? [];
  const offset = number === undefined ? undefined : offsets[Number(number)];
  if (number === undefined || offset === undefined) return violation;
  return { ...violation, item: Number(number), offset, location: rest };
}

/**
 * Opens events: where the schema says that `data` holds JSON, its value takes the place of the text. Undefined for what
 * is nested too deeply.
 */
function opener({ schemas }: ValueContext, { schema }: MediaContent): (value: JsonValue) => JsonValue | undefined {
  const data = schema === undefined ? undefined : schemas.shapes.of(schema)?.property('data');
  const holdsJson = data?.schemas.some(({ node }) => isJsonContent(at(node, '/contentMediaType'))) ?? false;
  if (!holdsJson) return (value) => value;
  return (value) => {
    const held = isObject(value) && typeof value.data === 'string' ? jsonIn(value.data) : undefined;
    if (!held || !isObject(value)) return value;
    return isTooDeep(held.value) ? undefined : { ...value, data: held.value };
  };
}

/** So many characters of a text are kept where a body passes by. */
const SHORT = 1_000;

/** A large value is replaced by one of its kind: sentences name no more of it. */
function withShortValue(violation: Violation): Violation {
  const { value } = violation;
  if (typeof value === 'string' && value.length > SHORT) return { ...violation, value: value.slice(0, SHORT) };
  if (!isContainer(value) || writeJson(value).length <= SHORT) return violation;
  return { ...violation, value: Array.isArray(value) ? [] : {} };
}
