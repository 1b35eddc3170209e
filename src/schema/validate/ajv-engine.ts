import type { Ajv2020, FuncKeywordDefinition, SchemaObjCxt } from 'ajv/dist/2020.js';
import type { JsonObject, JsonValue } from '../../model/index.js';
import { countedRegExp } from '../pattern.js';
import { _, libraryFormats, newAjv } from './ajv.js';
import { boundLoops } from './bounded-loops.js';
import { branchKeyword } from './branch-keyword.js';
import type { Compiler, SourceNotes } from './compiler.js';
import { contains } from './contains.js';
import { countWork, type Targets } from './counted.js';
import { requireEmptyNames } from './empty-names.js';
import type { Engine, EngineOptions } from './engine-port.js';
import { createEvaluation, type Evaluation } from './evaluation.js';
import { knownFormats } from './formats.js';
import { functionKeywords } from './function-keywords.js';
import { errorOf } from './keyword-errors.js';
import { addLargeKeywords } from './many.js';

/**
 * What is behind a reference is copied to where it is referred to only up to so many keywords. ajv's default has no
 * bound: a base that lists 105 derived schemas is copied into each of them, and compiling takes minutes.
 */
const MOST_INLINED = 100;

/** An engine, and the ajv that compiles for it. */
export interface AjvEngine extends Engine {
  readonly ajv: Ajv2020;
}

/** How one is made: its own, or what judges by the schemas behind references. */
export type AjvOptions = EngineOptions & Pick<Targets, 'validatorOf'>;

/**
 * An ajv for JSON Schema 2020-12, lenient about unknown keywords and formats as OpenAPI wants it.
 * `explain` replaces `anyOf` and `oneOf` by keywords that tell of the closest branch only.
 * @param notes where the code is to be written down
 */
export function createAjvEngine(options: AjvOptions, notes?: SourceNotes): AjvEngine {
  const { kind, ownMembersOnly, isExact, budget, schemaOf, follow, evaluation } = options;
  const explains = kind === 'explain';
  const ajv = newAjv({
    strict: false,
    allErrors: explains,
    verbose: explains,
    // Reports have their own sentences.
    messages: false,
    logger: false,
    validateFormats: true,
    ownProperties: ownMembersOnly,
    // A keyword's own check names what is wrong with a schema; the meta-schema would only be compiled in vain.
    validateSchema: false,
    addUsedSchema: false,
    inlineRefs: MOST_INLINED,
    // ajv's own optimizer takes as long as all else that it does, and its code runs no sooner: V8 drops what is not
    // used.
    code: {
      regExp: countedRegExp(budget.spend),
      optimize: false,
      ...(notes ? { source: true, formats: _`$.formats` } : {}),
    },
  });
  // What is evaluated is computed by our own keywords, and only where a schema asks for it.
  ajv.opts.unevaluated = false;
  const compiler: Compiler = {
    allErrors: explains,
    ownMembersOnly,
    compile: (schema) => ajv.compile<JsonValue>(schema),
  };
  const own: Evaluation = evaluation ?? createEvaluation(compiler, schemaOf, budget);
  for (const [name, format] of Object.entries(knownFormats(libraryFormats()))) ajv.addFormat(name, format);
  const { plain, exact, exactness } = functionKeywords({ budget, compiler, evaluation: own, isExact });
  addFunctions(ajv, plain, notes);
  replace(ajv, contains);
  countWork(ajv, budget, options, notes);
  addLargeKeywords(ajv, budget, compiler, notes);
  requireEmptyNames(ajv);
  if (explains) boundLoops(ajv);
  if (explains) for (const keyword of ['anyOf', 'oneOf'] as const) replace(ajv, branchKeyword(keyword, budget, follow));
  addFunctions(ajv, exact, notes);
  return {
    ajv,
    add: (id, schema) => ajv.addSchema(schema, id, undefined, false),
    get: (id) => ajv.getSchema<JsonValue>(id),
    evaluation: own,
    exactness,
  };
}

/** Functions of ours as keywords. */
function addFunctions(ajv: Ajv2020, definitions: readonly FuncKeywordDefinition[], notes?: SourceNotes): void {
  for (const definition of definitions) {
    const keyword = String(definition.keyword);
    const error = definition.errors === 'full' ? undefined : errorOf(keyword);
    const { compile } = definition;
    replace(ajv, {
      ...definition,
      ...(error ? { error } : {}),
      ...(notes && compile
        ? {
            compile(schema: JsonValue, parentSchema: JsonObject, it: SchemaObjCxt) {
              const made = compile.call(ajv, schema, parentSchema, it);
              notes.makes(made, _`$.keyword(${keyword}, ${it.topSchemaRef}${it.schemaPath})`, keyword, parentSchema);
              return made;
            },
          }
        : {}),
    });
  }
}

function replace(ajv: Ajv2020, definition: Exclude<KeywordDefinition, string>): void {
  ajv.removeKeyword(String(definition.keyword));
  ajv.addKeyword(definition);
}

type KeywordDefinition = Parameters<Ajv2020['addKeyword']>[0];
