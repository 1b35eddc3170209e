import { parseMediaType } from '../http/index.js';
import type { Located } from '../model/index.js';
import { child } from '../model/index.js';
import type { Contract } from './contract.js';
import { type Example, examplesOf, type ReadExample } from './examples.js';
import { type ReadText, readSerialized } from './media/serialized.js';
import { type CompiledParameter, compileParameters, type ParameterSources } from './parameters/compile.js';
import { isSetCookie, linesOf } from './parameters/cookies.js';
import { parseForm, writtenForm } from './parameters/fields.js';

/** The examples of a Media Type Object anywhere in the document. @param key the media type */
export function mediaExamples({ document, schemas }: Contract, media: Located, key: string): Example[] {
  const { root, binaries } = document;
  const type = parseMediaType(key);
  const schema = media.node.schema === undefined ? undefined : child(media.pointer, 'schema');
  const read: ReadExample = (text) =>
    type
      ? readSerialized(text, type, media, schema === undefined ? undefined : schemas.shapes.of(schema))
      : { detail: undefined };
  return examplesOf(root, media, binaries, read);
}

/** The examples of a Parameter Object or a Header Object, which is a parameter without a place. */
export function parameterExamples({ document, schemas }: Contract, parameter: Located): Example[] {
  const { root, binaries } = document;
  const { node, pointer } = parameter;
  const whole = typeof node.name === 'string' ? node : { ...node, name: 'x', in: 'header' };
  const [compiled] = compileParameters(
    { parameters: [{ node: whole, pointer }], pathTemplate: '' },
    root,
    schemas.shapes,
  );
  return examplesOf(root, parameter, binaries, (text) => readParameter(compiled, text));
}

/** Reads a parameter from the text that is sent: with its name in a query or a cookie, else the value alone. */
function readParameter(parameter: CompiledParameter | undefined, text: string): ReadText {
  if (!parameter) return { detail: undefined };
  const { value } = parameter.read(sourcesFor(parameter, text));
  return value === undefined ? { detail: 'it is not written in the style of the parameter' } : { value };
}

function sourcesFor({ place, name }: CompiledParameter, text: string): ParameterSources {
  const nothing = { pathValues: {}, query: new Map(), headers: {} };
  switch (place) {
    case 'query':
      return { ...nothing, query: parseForm(text), written: () => writtenForm(text), queryText: text };
    case 'path':
      return { ...nothing, pathValues: { [name]: text } };
    case 'cookie':
      return { ...nothing, headers: { cookie: text } };
    case 'header':
      // Examples of `Set-Cookie` have a line for each (OpenAPI 3.2 §4.21.3).
      return { ...nothing, headers: { [name.toLowerCase()]: isSetCookie(name) ? linesOf(text) : text } };
  }
}
