import {
  at,
  child,
  escapeToken,
  InputError,
  isObject,
  type JsonObject,
  type JsonValue,
  own,
  type Pointer,
  pointerOfFragment,
  setMember,
  tokensOf,
} from '../model/index.js';
import type { Origin } from './document.js';
import { relativeUri, resolveUri, splitReference } from './uri.js';
import type { FoundReference } from './walk.js';

/** One file of a description. */
export interface SourceFile {
  /** Absolute path or URL. */
  readonly uri: string;
  /** Its name in messages. */
  readonly source: string;
  readonly text: string;
  readonly content: JsonValue;
  readonly references: readonly FoundReference[];
}

/** Where a referenced part stands: a file and a pointer in it. */
interface Target {
  readonly file: SourceFile;
  readonly pointer: Pointer;
}

/** The section of `components` in which a part belongs, by the keyword or map under which it is referred to. */
const SECTIONS: Readonly<Record<string, string>> = {
  parameters: 'parameters',
  responses: 'responses',
  headers: 'headers',
  examples: 'examples',
  requestBody: 'requestBodies',
  requestBodies: 'requestBodies',
  links: 'links',
  callbacks: 'callbacks',
  securitySchemes: 'securitySchemes',
  pathItems: 'pathItems',
};

/** One self-contained root, and where its parts were written. */
export interface Bundle {
  readonly root: JsonValue;
  /** By pointer in the root; empty where everything stands in the root's file. */
  readonly origins: ReadonlyMap<Pointer, Origin>;
}

/**
 * Makes one self-contained root of a description in several files: what another file holds moves to `components`, path items to their place,
 * payloads of `externalValue` to `value`. A component that is nothing but a reference to a file gives that file its name, so
 * `components.schemas.user: {$ref: schemas/user.yaml}` ends as `#/components/schemas/user`.
 * A description in one file comes back as it is.
 * @throws InputError `unresolvable-ref`
 */
export function bundle(
  root: SourceFile,
  sources: ReadonlyMap<string, SourceFile>,
  payloads: ReadonlyMap<string, JsonValue>,
): Bundle {
  const isWhole = root.references.every(({ reference, key }) => reference.startsWith('#') && key !== 'externalValue');
  if (isWhole) return { root: root.content, origins: new Map() };
  const bundler = new Bundler(root, sources, payloads);
  return { root: bundler.run(), origins: bundler.origins };
}

class Bundler {
  readonly origins = new Map<Pointer, Origin>();
  readonly #root: SourceFile;
  readonly #sources: ReadonlyMap<string, SourceFile>;
  readonly #payloads: ReadonlyMap<string, JsonValue>;
  /** `uri#pointer` of a part → its pointer in the bundle. */
  readonly #homes = new Map<string, Pointer>();
  readonly #sections = new Map<string, Map<string, Target>>();
  readonly #references = new Map<JsonObject, FoundReference[]>();

  constructor(root: SourceFile, sources: ReadonlyMap<string, SourceFile>, payloads: ReadonlyMap<string, JsonValue>) {
    this.#root = root;
    this.#sources = sources;
    this.#payloads = payloads;
    for (const file of sources.values()) {
      for (const found of file.references) {
        const known = this.#references.get(found.holder);
        if (known) known.push(found);
        else this.#references.set(found.holder, [found]);
      }
    }
  }

  run(): JsonValue {
    this.#nameComponents();
    const bundled = this.#copy(this.#root.content, this.#root);
    if (!isObject(bundled)) return bundled;
    const components: Record<string, JsonValue | undefined> = {
      ...(isObject(bundled.components) ? bundled.components : {}),
    };
    // Copying a part may give a home to further parts, which join the end of their section: a Map shows them to this loop.
    const written = new Map<string, Record<string, JsonValue>>();
    for (let grew = true; grew; ) {
      grew = false;
      for (const [section, parts] of this.#sections) {
        const into = written.get(section) ?? {};
        written.set(section, into);
        for (const [name, target] of parts) {
          if (Object.hasOwn(into, name)) continue;
          into[name] = this.#copy(this.#valueOf(target), target.file);
          grew = true;
        }
      }
    }
    for (const [section, parts] of written) {
      const before = components[section];
      components[section] = { ...(isObject(before) ? before : {}), ...parts };
    }
    return Object.keys(components).length === 0 ? bundled : { ...bundled, components };
  }

  #nameComponents(): void {
    const components = isObject(this.#root.content) ? own(this.#root.content, 'components') : undefined;
    if (!isObject(components)) return;
    for (const [section, parts] of Object.entries(components)) {
      if (!isObject(parts)) continue;
      for (const [name, part] of Object.entries(parts)) {
        const reference = isObject(part) ? own(part, '$ref') : undefined;
        if (typeof reference !== 'string' || reference.startsWith('#')) continue;
        const target = this.#targetOf(reference, this.#root);
        const key = keyOf(target);
        if (this.#homes.has(key)) continue;
        this.#homes.set(key, `/components/${escapeToken(section)}/${escapeToken(name)}`);
        this.#addPart(section, name, target);
      }
    }
  }

  #copy(node: JsonValue, file: SourceFile): JsonValue {
    if (Array.isArray(node)) return node.map((item) => this.#copy(item, file));
    if (!isObject(node)) return node;
    const references = this.#references.get(node) ?? [];
    const inlined = references.find(
      ({ key, reference, under }) => key === '$ref' && under === 'paths' && !reference.startsWith('#'),
    );
    if (inlined) return this.#inline(inlined, file, node);
    const copy: Record<string, JsonValue> = {};
    for (const [name, value] of Object.entries(node)) {
      if (value === undefined) continue;
      const found = references.find(({ key }) => key === name);
      if (!found) setMember(copy, name, this.#copy(value, file));
      else if (name === 'externalValue') this.#embed(copy, found.reference, file);
      else setMember(copy, name, this.#rewrite(found, file));
    }
    return copy;
  }

  #inline({ reference, pointer }: FoundReference, file: SourceFile, holder: JsonObject): JsonValue {
    const target = this.#targetOf(reference, file);
    if (file === this.#root) this.origins.set(pointer, { uri: target.file.uri, pointer: target.pointer });
    const content = this.#copy(this.#valueOf(target), target.file);
    const { $ref: _, ...siblings } = holder;
    return isObject(content) ? { ...content, ...siblings } : content;
  }

  #embed(copy: Record<string, JsonValue>, reference: string, file: SourceFile): void {
    const uri = resolveUri(file.uri, reference);
    const payload = this.#payloads.get(uri);
    if (payload === undefined) copy.externalValue = relativeUri(this.#root.uri, uri);
    else copy.value = payload;
  }

  #rewrite(found: FoundReference, file: SourceFile): string {
    const target = this.#targetOf(found.reference, file);
    if (target.file === this.#root) return `#${encodeURI(target.pointer)}`;
    return `#${encodeURI(this.#homeOf(target) ?? this.#newHome(target, found.under))}`;
  }

  /** The home of the part itself, or of a part that holds it. */
  #homeOf(target: Target): Pointer | undefined {
    const tokens = tokensOf(target.pointer);
    for (let length = tokens.length; length >= 0; length -= 1) {
      const outer = tokens.slice(0, length).reduce<Pointer>(child, '');
      const home = this.#homes.get(`${target.file.uri}#${outer}`);
      if (home !== undefined) return tokens.slice(length).reduce<Pointer>(child, home);
    }
    return undefined;
  }

  #newHome(target: Target, under: string): Pointer {
    const section = SECTIONS[under] ?? 'schemas';
    const parts = this.#partsOf(section);
    const wanted = (tokensOf(target.pointer).at(-1) ?? target.file.uri.split('/').at(-1) ?? 'part')
      .replace(/\.(ya?ml|json)$/i, '')
      .replace(/[^\w.-]/g, '_');
    let name = wanted;
    for (let count = 2; parts.has(name) || this.#isTaken(section, name); count += 1) name = `${wanted}_${count}`;
    this.#addPart(section, name, target);
    const home = `/components/${section}/${name}`;
    this.#homes.set(keyOf(target), home);
    return home;
  }

  #isTaken(section: string, name: string): boolean {
    return at(this.#root.content, `/components/${section}/${escapeToken(name)}`) !== undefined;
  }

  #partsOf(section: string): Map<string, Target> {
    const known = this.#sections.get(section);
    if (known) return known;
    const parts = new Map<string, Target>();
    this.#sections.set(section, parts);
    return parts;
  }

  #addPart(section: string, name: string, target: Target): void {
    this.#partsOf(section).set(name, target);
    const pointer = `/components/${escapeToken(section)}/${escapeToken(name)}`;
    this.origins.set(pointer, { uri: target.file.uri, pointer: target.pointer });
  }

  #targetOf(reference: string, file: SourceFile): Target {
    const [path, fragment] = splitReference(reference);
    const target = path === '' ? file : this.#sources.get(resolveUri(file.uri, path));
    if (!target)
      throw new InputError('unresolvable-ref', `the reference ${reference} leads nowhere`, {
        place: { source: file.source },
      });
    const pointer = pointerOfFragment(fragment);
    return { file: target, pointer: pointer === '' || pointer.startsWith('/') ? pointer : `/${pointer}` };
  }

  #valueOf(target: Target): JsonValue {
    const value = at(target.file.content, target.pointer);
    if (value !== undefined) return value;
    throw new InputError('unresolvable-ref', `a reference to #${target.pointer} leads nowhere: nothing stands there`, {
      place: { source: target.file.source },
      cure: 'Correct the reference, or add what it names.',
    });
  }
}

function keyOf(target: Target): string {
  return `${target.file.uri}#${target.pointer}`;
}
