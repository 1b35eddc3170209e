import type { Files } from '../io/ports.js';
import { child, fileText, InputError, type InputPlace, isObject, type JsonValue } from '../model/index.js';
import { dialectOf, minorOf } from '../schema/dialects/index.js';
import { AbsentFiles } from './absent.js';
import { parseExample, takeOutDeepExamples } from './deep-examples.js';
import { dialectIn, isOpenApiRoot } from './document.js';
import { isPublished } from './drafts.js';
import { identifiersIn } from './identifiers.js';
import { MissingFiles } from './missing.js';
import { isBracketed, parseText } from './parse.js';
import { positionsIn } from './positions.js';
import { createPublished } from './published.js';
import { namedIn } from './reference-errors.js';
import { namedResources, type SourceFile, urisOf } from './targets.js';
import { assertInReach, isName, isRemote, type Reach, relativeUri, resolveUri, splitReference } from './uri.js';
import { type FoundReference, type WalkStart, walkReferences } from './walk.js';

/** The document to load, and how far it may reach. */
export interface LoadRequest {
  /** The name that the user gave, for messages. */
  readonly source: string;
  /** Absolute path or URL. */
  readonly uri: string;
  readonly reach: Reach;
  /**
   * Receives what would otherwise end the reading, where the rest can be read all the same: references that lead
   * nowhere, also each one to a file that is missing, and a version that is written as a number.
   * @default the first is thrown
   */
  readonly onFault?: (fault: InputError) => void;
  /** Called where the document's root is nothing but what one file of JSON says. @default nobody does */
  readonly onUntouched?: () => void;
}

/** Reads a description's files, each once, in the order in which they are met. */
export class FileReader {
  readonly sources = new Map<string, SourceFile>();
  /** Payloads of `externalValue` by URI. */
  readonly payloads = new Map<string, JsonValue>();
  /** Files that a `$ref` in the place of an example's value names, by URI. */
  readonly data = new Map<string, JsonValue>();
  /** Those that are not text. */
  readonly binaries = new Map<string, Uint8Array>();
  readonly absent = new AbsentFiles();
  /** Files that are missing, with an empty part at each place that is referred to, where the reading goes on. */
  readonly missing = new MissingFiles();
  /** What is wrong with those that cannot be used. */
  readonly #unusable = new Map<string, InputError>();
  /** Those of the sources that come with Docproof. */
  readonly published = new Set<string>();
  readonly #publishedSchema = createPublished();
  /** The URIs by which schemas in the sources call themselves. */
  readonly #named = new Set<string>();
  /** Whether `$id` and the like are keywords, as they are since OpenAPI 3.1. */
  #identifies = false;
  readonly #postponed: [found: FoundReference, file: SourceFile][] = [];
  readonly #request: LoadRequest;
  readonly #files: Files;

  constructor(request: LoadRequest, files: Files) {
    this.#request = request;
    this.#files = files;
  }

  /** @param start what the file is as a whole, where that is known */
  async parse(uri: string, start?: WalkStart): Promise<SourceFile> {
    const published = await this.#publishedSchema(uri);
    const text = published ?? fileText(await this.#files.read(uri));
    if (published !== undefined) this.published.add(uri);
    const source = this.#nameOf(uri);
    const content = parseText(text, source);
    // YAML is refused long before it is as deep.
    const deep = isBracketed(text) ? takeOutDeepExamples(content) : [];
    if (this.sources.size === 0)
      this.#identifies = isOpenApiRoot(content) && dialectOf(dialectIn(content)).identifiers === 'followed';
    const references: FoundReference[] = [];
    try {
      walkReferences(
        content,
        (found) => {
          if (this.#identifies || found.key !== '$dynamicRef') references.push(found);
        },
        start,
      );
      const identifiers = this.#identifies
        ? { identifiers: identifiersIn(content, text, baseOf(content, uri), start) }
        : {};
      const file: SourceFile = { uri, source, text, content, references, ...identifiers };
      this.sources.set(uri, file);
      for (const example of deep) this.absent.tooDeep(example, file);
      for (const name of namedResources([file]).keys()) this.#named.add(name);
      return file;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new InputError('not-yaml', 'nested too deeply to be a description', {
        place: { source },
        cure: 'Flatten the file.',
      });
    }
  }

  /** Reads all files that the root leads to. */
  async followFrom(root: SourceFile): Promise<void> {
    await this.#followAll(root);
    // The list grows while it is gone through.
    for (const next of this.#postponed) await this.#follow(...next);
    this.#postponed.length = 0;
    for (const { identifiers } of this.sources.values())
      for (const { dialect } of identifiers?.resources.values() ?? []) await this.#readDialect(dialect);
  }

  async #followAll(file: SourceFile): Promise<void> {
    for (const found of file.references) {
      const [target] = splitReference(found.reference);
      if (target === '') continue;
      // What sounds like an address may be the name of a schema in a file that is still to be read.
      if (this.#identifies && (isRemote(target) || urisOf(found, file).length > 1)) this.#postponed.push([found, file]);
      else await this.#follow(found, file);
    }
  }

  async #follow(found: FoundReference, file: SourceFile): Promise<void> {
    if (found.key === 'externalValue') {
      const [uri = ''] = urisOf({ ...found, kind: 'payload' }, file);
      if (!this.#isRead(found, uri)) await this.#readExample(found, file, uri);
      return;
    }
    const uris = urisOf(found, file);
    const known = uris.find((uri) => this.missing.has(uri));
    if (known !== undefined) {
      await this.#goOnWithout(known, found, await unusable(found, file, this.#unusable.get(known)));
      return;
    }
    if (uris.some((uri) => this.#isRead(found, uri))) return;
    let failure: InputError | undefined;
    for (const uri of uris) {
      try {
        await this.#readTarget(found, file, uri);
        return;
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        if (error.code === 'refused-ref' && uris.length === 1) throw error;
        failure ??= error;
      }
    }
    const [uri = ''] = uris;
    if (failure?.cause instanceof InputError) this.#unusable.set(uri, failure.cause);
    await this.#goOnWithout(uri, found, failure ?? (await unresolvable(found, file)));
  }

  /** Tells of a missing file, and goes on as if it held an empty part; ends the reading where nobody listens. */
  async #goOnWithout(uri: string, found: FoundReference, failure: InputError): Promise<void> {
    const { onFault } = this.#request;
    if (!onFault || failure.code !== 'unresolvable-ref') throw failure;
    onFault(failure);
    const content = this.missing.add(uri, found.reference);
    if (found.kind === 'payload') this.data.set(uri, content);
    else this.sources.set(uri, { uri, source: this.#nameOf(uri), text: '', content, references: [] });
  }

  async #readTarget(found: FoundReference, file: SourceFile, uri: string): Promise<void> {
    const [, fragment] = splitReference(found.reference);
    const start = fragment.length > 1 ? undefined : found;
    if (isName(uri)) throw await unresolvable(found, file);
    if ((await this.#publishedSchema(uri)) === undefined) await this.#assertInReach(found, file, uri);
    let target: SourceFile | undefined;
    try {
      if (found.kind === 'payload') await this.#readData(uri);
      else target = await this.parse(uri, start);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      throw await unusable(found, file, error);
    }
    if (target) await this.#followAll(target);
  }

  /** A `$schema` of somebody's own is read where that is allowed: unlike a reference, it need not lead somewhere. */
  async #readDialect(dialect: string | undefined): Promise<void> {
    const [uri] = splitReference(dialect ?? '');
    if (uri === '' || isPublished(uri) || isName(uri) || this.sources.has(uri) || this.#named.has(uri)) return;
    try {
      assertInReach(uri, this.#request.reach, { source: this.#request.source, pointer: '' }, uri);
      await this.parse(uri, { under: 'schema', isMap: false });
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
    }
  }

  /** @throws InputError `refused-ref` */
  async #assertInReach({ pointer, reference }: FoundReference, file: SourceFile, uri: string): Promise<void> {
    const place = { source: file.source, pointer };
    assertInReach(uri, this.#request.reach, place, reference);
    // A link within the folder may lead out of it.
    assertInReach(await this.#files.realPath(uri), this.#request.reach, place, reference);
  }

  /** Reads the file of an example. One that cannot be read is left out, and blocks nothing else. */
  async #readExample(found: FoundReference, file: SourceFile, uri: string): Promise<void> {
    try {
      if (!this.absent.has(uri)) {
        await this.#assertInReach(found, file, uri);
        await this.#readPayload(uri);
      }
    } catch (error) {
      this.absent.add(uri, error);
    }
    this.absent.named(uri, found, file);
  }

  /** One file may be description here and payload there. */
  #isRead(found: FoundReference, uri: string): boolean {
    const { key, kind } = found;
    if (key === 'externalValue') return this.payloads.has(uri) || this.binaries.has(uri);
    return kind === 'payload' ? this.data.has(uri) : this.sources.has(uri) || this.#named.has(uri);
  }

  async #readData(uri: string): Promise<void> {
    const text = fileText(await this.#files.read(uri));
    this.data.set(uri, /\.(?:json|ya?ml)$/i.test(uri) ? parseExample(text, this.#nameOf(uri)) : text);
  }

  async #readPayload(uri: string): Promise<void> {
    const bytes = await this.#files.read(uri);
    let text: string;
    try {
      text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    } catch {
      this.binaries.set(uri, bytes);
      return;
    }
    this.payloads.set(uri, /\.json$/i.test(uri) ? parseExample(text, this.#nameOf(uri)) : text);
  }

  #nameOf(uri: string): string {
    return uri === this.#request.uri ? this.#request.source : relativeUri(this.#request.uri, uri);
  }
}

/** What references in a file are relative to: its `$self` (OpenAPI 3.2 §4.1), or where it was found. */
function baseOf(content: JsonValue, uri: string): string {
  if (!isObject(content) || typeof content.$self !== 'string' || minorOf(content.openapi) < 2) return uri;
  return resolveUri(uri, splitReference(content.$self)[0]);
}

/** A reference to a file that cannot be read, or that is not a document. */
async function unusable(found: FoundReference, file: SourceFile, cause?: InputError): Promise<InputError> {
  const code = cause?.code ?? 'not-found';
  if (!cause || code === 'not-found' || code === 'is-directory') return unresolvable(found, file, cause);
  return new InputError(
    code === 'refused-ref' ? code : 'unresolvable-ref',
    `${namedIn(found)} cannot be used: ${cause.message}`,
    { place: await placeOf(found, file), cure: cause.cure ?? 'Correct the file, or the reference.', cause },
  );
}

async function unresolvable(found: FoundReference, file: SourceFile, cause?: InputError): Promise<InputError> {
  return new InputError('unresolvable-ref', `${namedIn(found)} leads nowhere`, {
    place: await placeOf(found, file),
    cure: 'Correct the reference, or create the file that it names.',
    cause,
  });
}

async function placeOf({ pointer, key }: FoundReference, { source, text }: SourceFile): Promise<InputPlace> {
  return { source, ...(await positionsIn(text))(child(pointer, key)), pointer };
}
