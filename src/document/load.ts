import type { Files } from '../io/ports.js';
import { child, InputError, isObject, type JsonValue } from '../model/index.js';
import { assertOpenApi } from './assert-openapi.js';
import { type Bundle, bundle } from './bundle.js';
import { convert, kindOf } from './convert/convert.js';
import { type Document, dialectIn, type OpenApiRoot } from './document.js';
import { FileReader, type LoadRequest } from './file-reader.js';
import { refuseMarkup } from './markup.js';
import { originOf, swaggerOrigins } from './origins.js';
import { isBracketed } from './parse.js';
import { positionOf, positionsIn } from './positions.js';
import { namedIn } from './reference-errors.js';
import { brokenReferences } from './references.js';
import type { SourceFile } from './targets.js';
import { relativeUri } from './uri.js';

/**
 * Reads an OpenAPI 3.0, 3.1 or 3.2 description (or a Swagger 2.0 one, or a Postman collection, which are converted),
 * with every file that it refers to, into one document with local references only.
 * Text payloads named by `externalValue` are read too and become `value`; binary ones stay where they are. An example
 * whose file cannot be read is left out, and listed under `absent`.
 * @throws InputError `not-found`, `not-yaml`, `not-openapi`, `unsupported-version`, `unresolvable-ref`, `refused-ref`,
 * `no-operations`
 */
export async function loadDocument(request: LoadRequest, files: Files): Promise<Document> {
  const reader = new FileReader(request, files);
  const root = withVersionText(await reader.parse(request.uri), request);
  const kind = kindOf(root.content);
  refuseMarkup(root.content, request.source);
  if (root.content === null)
    throw new InputError('not-openapi', 'the document is empty', {
      place: { source: request.source },
      cure: 'Pass an OpenAPI 3, Swagger 2.0 or Postman file in YAML or JSON.',
    });
  if (isHar(root.content))
    throw new InputError('not-openapi', 'this is a capture (HAR), not an OpenAPI description', {
      place: { source: request.source },
      cure: 'Name the document first. Captures come after it: docproof check openapi.yaml traffic.har.',
    });
  if (kind === undefined || kind === 'openapi') assertOpenApi(root.content, request.source);
  if (kind !== 'postman') await reader.followFrom(root);
  const { root: bundled, origins } = await bundleOf(root, reader);
  const isForeign = (kind === 'swagger' || kind === 'postman') && isObject(bundled);
  const converted = isForeign ? await convert(bundled, kind, request.source) : bundled;
  assertOpenApi(converted, request.source);
  for (const fault of await referenceFaults(converted, reader, { files: [request.uri], origins })) {
    if (!request.onFault) throw fault;
    request.onFault(fault);
  }
  const absent = reader.absent.list(request.uri, origins);
  if (converted === root.content && isBracketed(root.text)) request.onUntouched?.();
  return {
    source: request.source,
    root: converted,
    dialect: dialectIn(converted),
    files: [
      ...new Set([
        ...[...reader.sources.keys()].filter((uri) => !reader.published.has(uri) && !reader.missing.has(uri)),
        ...reader.payloads.keys(),
        ...[...reader.data.keys()].filter((uri) => !reader.missing.has(uri)),
        ...reader.binaries.keys(),
      ]),
    ],
    ...(absent.length > 0 ? { absent } : {}),
    ...(reader.missing.uris().length > 0 ? { missing: reader.missing.uris() } : {}),
    binaries: new Map([...reader.binaries].map(([uri, bytes]) => [relativeUri(request.uri, uri), bytes])),
    ...(kind === 'swagger' ? { origins: swaggerOrigins(request.uri, origins) } : origins.size > 0 ? { origins } : {}),
  };
}

/** Whether it is recorded traffic (HAR 1.2), which is easily named in the place of the document. */
function isHar(content: JsonValue): boolean {
  return isObject(content) && isObject(content.log) && Array.isArray(content.log.entries);
}

/** The bundle; errors about its references name line and column. */
async function bundleOf(root: SourceFile, reader: FileReader): Promise<Bundle> {
  try {
    return bundle(root, reader);
  } catch (error) {
    if (error instanceof RangeError)
      throw new InputError('not-yaml', 'nested too deeply to be a description', {
        place: { source: root.source },
        cure: 'Flatten the file.',
      });
    if (!(error instanceof InputError) || error.place?.pointer === undefined) throw error;
    const { place, problem, cure, code } = error;
    const file = [...reader.sources.values()].find(({ source }) => source === place.source);
    if (!file || cure === undefined) throw error;
    const position = (await positionsIn(file.text))(child(place.pointer ?? '', '$ref'));
    throw new InputError(code, problem, { place: { ...place, ...position }, cure, cause: error });
  }
}

/** A version that YAML read as a number, `openapi: 3.1`, as the text that was meant; told where somebody asks. */
function withVersionText(file: SourceFile, { source, onFault }: LoadRequest): SourceFile {
  const { content, text } = file;
  if (!onFault || !isObject(content) || typeof content.openapi !== 'number') return file;
  const version = Number.isInteger(content.openapi) ? `${content.openapi}.0` : String(content.openapi);
  if (!/^3\.[0-2]$/.test(version)) return file;
  onFault(
    new InputError('unsupported-version', `the version must be text, and is read as the number ${content.openapi}`, {
      place: { source, ...positionOf(text, '/openapi'), pointer: '/openapi' },
      cure: `Write it whole and in quotes: openapi: '${version}.0'.`,
    }),
  );
  return { ...file, content: { ...content, openapi: `${version}.0` } };
}

async function referenceFaults(
  root: OpenApiRoot,
  { sources }: FileReader,
  written: Pick<Document, 'files' | 'origins'>,
): Promise<InputError[]> {
  const faults: InputError[] = [];
  const positions = new Map<string, Awaited<ReturnType<typeof positionsIn>>>();
  for (const broken of brokenReferences(root)) {
    const { key, pointer: inRoot } = broken;
    const { uri, pointer } = originOf(written, inRoot) ?? { uri: '', pointer: inRoot };
    const { source = uri, text = '' } = sources.get(uri) ?? {};
    const find = positions.get(uri) ?? (await positionsIn(text));
    positions.set(uri, find);
    faults.push(
      new InputError('unresolvable-ref', `${namedIn(broken)} leads nowhere`, {
        place: { source, ...find(child(pointer, key)), pointer },
        cure: 'Correct the reference, or add what it names.',
      }),
    );
  }
  return faults;
}
