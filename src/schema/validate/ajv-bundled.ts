/**
 * The build puts this file in the place of `ajv.ts` where an entry is meant for browsers: ajv is part of the bundle,
 * and nothing can be loaded at once later.
 */
import type { Code, Format, Name, Vocabulary } from 'ajv';
import type { Ajv2020, Options } from 'ajv/dist/2020.js';
import * as codegen from 'ajv/dist/compile/codegen/index.js';
import * as resolve from 'ajv/dist/compile/resolve.js';
import * as util from 'ajv/dist/compile/util.js';
import * as core from 'ajv/dist/core.js';
import * as applicator from 'ajv/dist/vocabularies/applicator/index.js';
import * as code from 'ajv/dist/vocabularies/code.js';
import * as coreVocabulary from 'ajv/dist/vocabularies/core/index.js';
import * as format from 'ajv/dist/vocabularies/format/index.js';
import * as next from 'ajv/dist/vocabularies/next.js';
import * as validation from 'ajv/dist/vocabularies/validation/index.js';
import * as formats from 'ajv-formats/dist/formats.js';

/** The same vocabularies as those of `ajv.ts`. */
const VOCABULARIES: readonly Vocabulary[] = [
  exported(coreVocabulary.default),
  exported(validation.default),
  exported(applicator.default)(true),
  exported(format.default),
  exported(next.default),
];

/** Creates an ajv for JSON Schema 2020-12, without its meta-schemas. */
export function newAjv(options: Options): Ajv2020 {
  const Ajv = exported(core.default);
  const ajv = new Ajv({ ...options, meta: false });
  for (const vocabulary of VOCABULARIES) ajv.addVocabulary(vocabulary);
  return ajv;
}

/** A piece of code, as ajv writes it. */
export function _(strings: TemplateStringsArray, ...values: Parameters<typeof codegen._>[1][]): Code {
  return codegen._(strings, ...values);
}

/** A name in the code that ajv writes, such as `errors`. */
export function nameOf(name: string): Name {
  return new codegen.Name(name);
}

/** No code. */
export function nil(): Code {
  return codegen.nil;
}

/** ajv's tools for those who write keywords. */
export const vocabularyCode = (): typeof code => code;
export const references = (): typeof resolve => resolve;
export const compileUtil = (): typeof util => util;

/** The formats of ajv-formats, without the keywords that it adds. */
export function libraryFormats(): Readonly<Record<string, Format>> {
  return formats.fullFormats;
}

/** The default export of a CommonJS module: bundlers differ in whether they have taken it out of its object. */
function exported<T extends object>(module: { readonly default: T }): T {
  return 'default' in module ? module.default : module;
}
