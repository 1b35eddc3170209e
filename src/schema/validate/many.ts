import type { Ajv2020, CodeKeywordDefinition, ErrorObject, KeywordCxt } from 'ajv/dist/2020.js';
import { canonicalJson, isObject, type JsonObject, type JsonValue } from '../../model/index.js';
import { _, nameOf } from './ajv.js';
import type { BranchBudget } from './branch-budget.js';

/** ajv nests its code once for each member of a map or list: so many are compiled as one function. */
const TOGETHER = 200;

/** Up to so many patterns a member may be held against all of them unpaid. */
const FEW_PATTERNS = 8;

/**
 * Keeps keywords with very many members within the stack and within linear time: `properties`, `patternProperties` and
 * `enum`. Others are left to ajv.
 */
export function addLargeKeywords(ajv: Ajv2020, { spend }: BranchBudget): void {
  refine(ajv, 'properties', (cxt, usual) => {
    const names = Object.keys(cxt.schema);
    if (names.length <= TOGETHER) return usual();
    callParts(cxt, partsOf(ajv, 'properties', cxt.schema, names));
  });
  refine(ajv, 'patternProperties', (cxt, usual) => {
    const patterns = Object.keys(cxt.schema);
    if (patterns.length > FEW_PATTERNS) {
      const pay = cxt.gen.scopeValue('func', { ref: payer(spend, patterns.length) });
      cxt.gen.code(_`${pay}(${cxt.data})`);
    }
    if (patterns.length <= TOGETHER) return usual();
    callParts(cxt, partsOf(ajv, 'patternProperties', cxt.schema, patterns));
  });
  refine(ajv, 'enum', (cxt, usual) => {
    if (cxt.schema.length <= TOGETHER) return usual();
    cxt.pass(_`${cxt.gen.scopeValue('func', { ref: memberTest(cxt.schema) })}(${cxt.data})`);
  });
}

/** Gives a keyword of ajv's other code where that is wanted. It stays in its place among the others. */
function refine(ajv: Ajv2020, keyword: string, code: (cxt: KeywordCxt, usual: () => void) => void): void {
  const { [keyword]: rule } = ajv.RULES.all;
  if (typeof rule !== 'object' || !('code' in rule.definition)) return;
  const { code: usual } = rule.definition;
  const refined: CodeKeywordDefinition['code'] = (cxt, ruleType) => code(cxt, () => usual(cxt, ruleType));
  rule.definition = { ...rule.definition, code: refined };
}

/** One value held against a part of a keyword. */
interface Part {
  /** Whether it says anything of this value. */
  readonly concerns: (value: JsonObject) => boolean;
  readonly schema: JsonObject;
}

function partsOf(
  { opts }: Ajv2020,
  keyword: 'properties' | 'patternProperties',
  map: JsonObject,
  names: readonly string[],
): Part[] {
  const parts: Part[] = [];
  const { ownProperties } = opts;
  for (let start = 0; start < names.length; start += TOGETHER) {
    const some = names.slice(start, start + TOGETHER);
    const members: Record<string, JsonValue | undefined> = Object.create(null);
    for (const name of some) members[name] = map[name];
    const has = (value: JsonObject): boolean =>
      some.some((name) => (ownProperties ? Object.hasOwn(value, name) : value[name] !== undefined));
    parts.push({ schema: { [keyword]: members }, concerns: keyword === 'properties' ? has : () => true });
  }
  return parts;
}

/** Holds the value against all parts: each is compiled when it concerns a value for the first time. */
function callParts(cxt: KeywordCxt, parts: readonly Part[]): void {
  const { gen, it } = cxt;
  const { self: ajv } = it;
  const judge: Judge = (value, instancePath) => {
    judge.errors = [];
    for (const { concerns, schema } of parts) {
      if (!concerns(value)) continue;
      const validate = ajv.compile(schema);
      const place = { instancePath, parentData: {}, parentDataProperty: '', rootData: value, dynamicAnchors: {} };
      if (validate(value, place)) continue;
      judge.errors.push(...(validate.errors ?? []));
      if (!it.allErrors) break;
    }
    return judge.errors.length === 0;
  };
  const called = gen.scopeValue('func', { ref: judge });
  const found = nameOf('vErrors');
  cxt.result(_`${called}(${cxt.data}, ${nameOf('instancePath')} + ${it.errorPath})`, undefined, () => {
    gen.assign(found, _`(${found} || []).concat(${called}.errors)`);
    gen.assign(nameOf('errors'), _`${found}.length`);
  });
}

interface Judge {
  (value: JsonObject, instancePath: string): boolean;
  errors?: Partial<ErrorObject>[];
}

/** Pays for holding each member of an object against so many patterns. */
function payer(spend: BranchBudget['spend'], patterns: number): (value: unknown) => void {
  return (value) => {
    if (isObject(value)) spend(Object.keys(value).length * patterns);
  };
}

/** Whether a value is one of these, in one step however many they are. */
function memberTest(values: readonly JsonValue[]): (value: JsonValue) => boolean {
  const scalars = new Set<unknown>();
  const others = new Set<string>();
  for (const value of values) {
    if (typeof value === 'object' && value !== null) others.add(canonicalJson(value));
    else scalars.add(value);
  }
  return (value) =>
    typeof value === 'object' && value !== null
      ? others.size > 0 && others.has(canonicalJson(value))
      : scalars.has(value);
}
