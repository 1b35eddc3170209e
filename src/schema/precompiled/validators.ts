import { at, canonicalJson, InputError, isObject, type JsonObject, type JsonValue, own } from '../../model/index.js';
import { countedRegExp } from '../pattern.js';
import { chooser } from '../validate/choosing.js';
import type { Compiler, Validate } from '../validate/compiler.js';
import {
  type Engine,
  type EngineOptions,
  type Engines,
  type MakeEngine,
  nameOfEngine,
  PRECOMPILED,
} from '../validate/engine-port.js';
import { createEvaluation } from '../validate/evaluation.js';
import { knownFormats } from '../validate/formats.js';
import { functionKeywords } from '../validate/function-keywords.js';
import { compiledLater } from '../validate/later.js';
import { memberTest, partsJudge, partsOf, payer } from '../validate/parts.js';
import { ajvLibrary } from './library.js';
import type { Factory, FunctionJudge, Precompiled, Run, Table } from './module.js';

/**
 * Engines that compile nothing: their validators are functions of a module that `docproof bundle --module` wrote. A
 * schema has none only where the module left it out as too large: the engine throws a RangeError for it.
 * @param validators what the module exports
 * @throws InputError `bad-option` for those of another version
 */
export function precompiledEngines(validators: object): Engines {
  if (!isPrecompiled(validators)) {
    throw new InputError('bad-option', 'the validators are not those of this version of Docproof', {
      place: { source: 'validators' },
      cure: 'Write the module again with "docproof bundle --module".',
    });
  }
  const { functions, document, apart } = validators;
  return {
    ofDocument: enginesOf(functions, document),
    ofSchema(schema) {
      const key = canonicalJson(schema);
      const table = Object.hasOwn(apart, key) ? apart[key] : undefined;
      if (table) return enginesOf(functions, table);
      throw new InputError('no-code-generation', 'a schema is not in the document, and has no precompiled validator', {
        cure: 'Write it into the document, as a rule of "x-docproof-when", and let "docproof bundle --module" write the module again.',
      });
    },
  };
}

/** Fulfilled when precompiled validators can be used. */
export async function loadValidators(): Promise<void> {
  // What uses them is this file.
}

function isPrecompiled(validators: object): validators is Precompiled {
  return 'version' in validators && validators.version === PRECOMPILED;
}

function enginesOf(functions: readonly Factory[], table: Table): MakeEngine {
  const places = new Map(table.keys.map((key, place) => [key, place]));
  return (options) => {
    const name = nameOfEngine(options);
    const numbers = table.engines[name] ?? [];
    const parts = table.parts[name] ?? {};
    return createEngine(options, {
      functionOf: (key) => factoryAt(functions, numbers[places.get(key) ?? -1]),
      partsOf: (key) =>
        Object.entries(parts[places.get(key) ?? -1] ?? {}).map(([pointer, number]) => [
          pointer,
          factoryAt(functions, number),
        ]),
    });
  };
}

/** The functions of one engine, by the keys of schemas. */
interface Functions {
  functionOf(key: string): Factory | undefined;
  partsOf(key: string): readonly (readonly [pointer: string, Factory | undefined])[];
}

function factoryAt(functions: readonly Factory[], number: number | null | undefined): Factory | undefined {
  return functions[number ?? -1];
}

function createEngine(options: EngineOptions, functions: Functions): Engine {
  const { kind, ownMembersOnly, isExact, budget, schemaOf, keyOf, follow, evaluation } = options;
  const added = new Map<string, JsonObject>();
  const made = new Map<string, Validate>();
  /** The functions of parts of schemas, and what they became. */
  const ofParts = new WeakMap<object, Factory>();
  const madeParts = new WeakMap<object, Validate>();
  const compiler: Compiler = {
    allErrors: kind === 'explain',
    ownMembersOnly,
    compile(schema) {
      const validate = madeParts.get(schema) ?? ofParts.get(schema)?.(run, schema);
      if (!validate) throw new RangeError('a part of a schema was not compiled');
      madeParts.set(schema, validate);
      return validate;
    },
  };
  const library = ajvLibrary();
  const evaluated = evaluation ?? createEvaluation(compiler, schemaOf, budget);
  const { plain, exact, exactness } = functionKeywords({ budget, compiler, evaluation: evaluated, isExact });
  const keywords = new Map([...plain, ...exact].map((definition) => [String(definition.keyword), definition]));
  const get = (id: string): Validate | undefined => {
    const schema = added.get(id);
    if (!schema) return undefined;
    const validate = made.get(id) ?? functions.functionOf(keyOf(id))?.(run, schema);
    if (!validate) throw new RangeError('the schema was not compiled');
    made.set(id, validate);
    return validate;
  };
  const run: Run = {
    spend: budget.spend,
    enter: budget.enter,
    leave: budget.leave,
    formats: knownFormats(library.formats),
    pattern: once(countedRegExp(budget.spend)),
    length: library.length,
    equal: library.equal,
    keyword(name, parentSchema) {
      const judge: FunctionJudge = Reflect.apply(keywords.get(name)?.compile ?? ANYTHING, undefined, [
        own(parentSchema, name),
        parentSchema,
      ]);
      return judge;
    },
    later: (id) => compiledLater(() => get(id), id),
    target: (id) => added.get(id),
    choose: (keyword, parentSchema) => chooser(keyword, parentSchema, follow),
    oneOf: memberTest,
    payer: (patterns) => payer(budget.spend, patterns),
    parts(keyword, parentSchema, factories) {
      const validators: (Validate | undefined)[] = [];
      return partsJudge(compiler, partsOf(compiler, keyword, parentSchema), ({ schema }, index) => {
        const validate = validators[index] ?? factories[index]?.(run, schema);
        if (!validate) throw new RangeError('a part of a schema was not compiled');
        validators[index] = validate;
        return validate;
      });
    },
  };
  return {
    add(id, schema) {
      added.set(id, schema);
      for (const [pointer, factory] of functions.partsOf(keyOf(id))) {
        const part: JsonValue | undefined = at(schema, pointer);
        if (isObject(part) && factory) ofParts.set(part, factory);
      }
    },
    get,
    evaluation: evaluated,
    exactness,
  };
}

const ANYTHING = (): (() => boolean) => () => true;

/** Patterns come again and again in a document. */
function once<Matcher>(compile: (pattern: string, flags: string) => Matcher) {
  const known = new Map<string, Matcher>();
  return (pattern: string, flags: string): Matcher => {
    const key = `${flags} ${pattern}`;
    const matcher = known.get(key) ?? compile(pattern, flags);
    known.set(key, matcher);
    return matcher;
  };
}
