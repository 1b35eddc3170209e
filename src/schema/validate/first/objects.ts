import { isObject, type JsonObject, type JsonValue } from '../../../model/index.js';
import {
  isListOfTexts,
  isNumber,
  type Judge,
  judgesLater,
  type Maker,
  type Members,
  type Row,
  saysNothing,
} from './judge.js';

/** Up to so many patterns a member may be held against all of them unpaid, as in `many.ts`. */
const FEW_PATTERNS = 8;

/** The keywords for objects (JSON Schema 2020-12 core §10.3.2, validation §6.5), in ajv's order. */
export const OF_OBJECTS: readonly Row<Members>[] = [
  {
    keyword: 'maxProperties',
    accepts: isNumber,
    make: (wanted) => {
      const most = Number(wanted);
      return (value) => Object.keys(value).length <= most;
    },
  },
  {
    keyword: 'minProperties',
    accepts: isNumber,
    make: (wanted) => {
      const least = Number(wanted);
      return (value) => Object.keys(value).length >= least;
    },
  },
  {
    keyword: 'required',
    accepts: isListOfTexts,
    make: (wanted, _, { ownMembersOnly }) => hasAll(textsIn(wanted), ownMembersOnly),
  },
  {
    keyword: 'propertyNames',
    holds: 'schema',
    accepts: () => true,
    make: (wanted, _, { judgeOf, ownMembersOnly, requireRoom }) => {
      if (saysNothing(wanted)) return undefined;
      const judge = judgeOf(wanted);
      return (value) =>
        everyName(value, ownMembersOnly, (name) => {
          requireRoom();
          return judge(name);
        });
    },
  },
  { keyword: 'additionalProperties', holds: 'schema', accepts: () => true, make: additional },
  { keyword: 'properties', holds: 'map', accepts: () => true, make: named },
  { keyword: 'patternProperties', holds: 'map', accepts: () => true, make: matching },
  {
    keyword: 'dependentRequired',
    accepts: (wanted) => isObject(wanted) && Object.values(wanted).every(isListOfTexts),
    make: (wanted, _, { ownMembersOnly }) => {
      const rules = entriesIn(wanted).flatMap(([name, needed]) => {
        const has = hasAll(textsIn(needed), ownMembersOnly);
        return has ? [{ name, judge: has }] : [];
      });
      return dependent(rules, ownMembersOnly);
    },
  },
  {
    keyword: 'dependentSchemas',
    holds: 'map',
    accepts: () => true,
    make: (wanted, _, { judgeOf, ownMembersOnly }) => {
      const rules = entriesIn(wanted).flatMap(([name, schema]) =>
        saysNothing(schema) ? [] : [{ name, judge: judgeOf(schema) }],
      );
      return dependent(rules, ownMembersOnly);
    },
  },
];

function named(wanted: JsonValue, _: JsonObject, maker: Maker): Judge<Members> | undefined {
  const said = entriesIn(wanted).filter(([, schema]) => !saysNothing(schema));
  if (said.length === 0) return undefined;
  const { ownMembersOnly } = maker;
  const names = said.map(([name]) => name);
  const schemas = judgesLater(
    said.map(([, schema]) => schema),
    maker,
  );
  return (value) => {
    for (let index = 0; index < names.length; index += 1) {
      const name = names[index] ?? '';
      const member = value[name];
      if (member === undefined || (ownMembersOnly && !Object.hasOwn(value, name))) continue;
      if (!schemas.holds(index, member)) return false;
    }
    return true;
  };
}

function additional(
  wanted: JsonValue,
  { properties, patternProperties }: JsonObject,
  { judgeOf, matcher, ownMembersOnly, requireRoom }: Maker,
): Judge<Members> | undefined {
  if (saysNothing(wanted)) return undefined;
  const known = new Set(entriesIn(properties).map(([name]) => name));
  const patterns = entriesIn(patternProperties).map(([pattern]) => matcher(pattern));
  const judge = judgeOf(wanted);
  return (value) =>
    everyName(value, ownMembersOnly, (name) => {
      if (known.has(name)) return true;
      for (let index = 0; index < patterns.length; index += 1) if (patterns[index]?.test(name)) return true;
      requireRoom();
      return judge(value[name]);
    });
}

function matching(
  wanted: JsonValue,
  _: JsonObject,
  { judgeOf, matcher, pay, ownMembersOnly, requireRoom }: Maker,
): Judge<Members> | undefined {
  const rules = entriesIn(wanted).map(([pattern, schema]) => ({
    matcher: matcher(pattern),
    judge: saysNothing(schema) ? undefined : judgeOf(schema),
  }));
  const isSilent = rules.every(({ judge }) => !judge);
  if (isSilent && rules.length <= FEW_PATTERNS) return undefined;
  return (value) => {
    if (rules.length > FEW_PATTERNS) pay(Object.keys(value).length * rules.length);
    if (isSilent) return true;
    return rules.every((rule) =>
      everyName(value, ownMembersOnly, (name) => {
        if (!rule.matcher.test(name)) return true;
        requireRoom();
        return !rule.judge || rule.judge(value[name]);
      }),
    );
  };
}

function dependent(
  rules: readonly { readonly name: string; readonly judge: Judge<Members> }[],
  ownMembersOnly: boolean,
): Judge<Members> | undefined {
  if (rules.length === 0) return undefined;
  return (value) => rules.every(({ name, judge }) => !has(value, name, ownMembersOnly) || judge(value));
}

function hasAll(names: readonly string[], ownMembersOnly: boolean): Judge<Members> | undefined {
  if (names.length === 0) return undefined;
  if (ownMembersOnly) return (value) => names.every((name) => has(value, name, true));
  return (value) => {
    for (let index = 0; index < names.length; index += 1) if (value[names[index] ?? ''] === undefined) return false;
    return true;
  };
}

function has(value: Members, name: string, ownMembersOnly: boolean): boolean {
  return value[name] !== undefined && (!ownMembersOnly || Object.hasOwn(value, name));
}

/** Whether something holds for the names of all members, those among them that ajv's loops come by. */
function everyName(value: Members, ownMembersOnly: boolean, holds: (name: string) => boolean): boolean {
  if (ownMembersOnly) return Object.keys(value).every(holds);
  for (const name in value) if (!holds(name)) return false;
  return true;
}

function textsIn(wanted: JsonValue): readonly string[] {
  return Array.isArray(wanted) ? wanted : [];
}

function entriesIn(map: JsonValue | undefined): readonly (readonly [string, JsonValue])[] {
  if (!isObject(map)) return [];
  return Object.entries(map).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
}
