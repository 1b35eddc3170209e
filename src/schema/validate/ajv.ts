import { createRequire } from 'node:module';
import type { Code, Format, Name, Vocabulary } from 'ajv';
import type { Ajv2020, Options } from 'ajv/dist/2020.js';

/** Loads parts of ajv at once, with the first schema that is compiled: many runs compile none. */
const load = createRequire(import.meta.url);

/** The vocabularies of `Ajv2020`, without those that are never reached: dynamic references and `unevaluated…`. */
const VOCABULARIES: readonly (() => { readonly default: Vocabulary | ((isDraft2020: boolean) => Vocabulary) })[] = [
  () => load('ajv/dist/vocabularies/core/index.js'),
  () => load('ajv/dist/vocabularies/validation/index.js'),
  () => load('ajv/dist/vocabularies/applicator/index.js'),
  () => load('ajv/dist/vocabularies/format/index.js'),
  () => load('ajv/dist/vocabularies/next.js'),
];

/** Creates an ajv for JSON Schema 2020-12, without its meta-schemas. */
export function newAjv(options: Options): Ajv2020 {
  const { default: Ajv }: typeof import('ajv/dist/core.js') = load('ajv/dist/core.js');
  const ajv = new Ajv({ ...options, meta: false });
  for (const vocabulary of VOCABULARIES) {
    const { default: found } = vocabulary();
    ajv.addVocabulary(typeof found === 'function' ? found(true) : found);
  }
  return ajv;
}

/** A piece of code, as ajv writes it. */
export function _(strings: TemplateStringsArray, ...values: Parameters<CodeGen['_']>[1][]): Code {
  return codegen()._(strings, ...values);
}

/** A name in the code that ajv writes, such as `errors`. */
export function nameOf(name: string): Name {
  return new (codegen().Name)(name);
}

/** A scope without values, for code that shares none with other code. */
export function newScope(): ValueScope {
  return new (codegen().ValueScope)({ scope: {}, prefixes: SCOPE_PREFIXES });
}

/** No code. */
export function nil(): Code {
  return codegen().nil;
}

/** ajv's tools for those who write keywords, each loaded when it is asked for. */
export const vocabularyCode = (): typeof import('ajv/dist/vocabularies/code.js') =>
  load('ajv/dist/vocabularies/code.js');
export const references = (): typeof import('ajv/dist/compile/resolve.js') => load('ajv/dist/compile/resolve.js');
export const compileUtil = (): typeof import('ajv/dist/compile/util.js') => load('ajv/dist/compile/util.js');

/** The formats of ajv-formats, without the keywords that it adds. */
export function libraryFormats(): Readonly<Record<string, Format>> {
  const { fullFormats }: typeof import('ajv-formats/dist/formats.js') = load('ajv-formats/dist/formats.js');
  return fullFormats;
}

type ValueScope = InstanceType<CodeGen['ValueScope']>;

/** As ajv's own scope has them. */
const SCOPE_PREFIXES = new Set(
  'validate wrapper root schema keyword pattern formats validate$data func Error'.split(' '),
);

type CodeGen = typeof import('ajv/dist/compile/codegen/index.js');

function codegen(): CodeGen {
  return load('ajv/dist/compile/codegen/index.js');
}
