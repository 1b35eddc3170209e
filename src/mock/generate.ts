import type { Contract, MediaContent } from '../contract/index.js';
import { isObject, type JsonValue } from '../model/index.js';

/** Bodies for what the document gives no example. */
export interface Generator {
  /** One plain sample: the first of everything. Undefined where none can be made. */
  sample(media: MediaContent): Promise<JsonValue | undefined>;
  /** A random body, valid against its own schema; the same for the same seed. Undefined where none was found in a few tries. */
  invent(media: MediaContent, seed: string): Promise<JsonValue | undefined>;
  /** An example with the documented properties that it lacks; what it has stays. */
  complete(media: MediaContent, partial: JsonValue, seed: string): Promise<JsonValue>;
}

/** Random bodies sometimes miss what the generator does not know, such as a pattern; then another seed is tried. */
const TRIES = 20;

/** What is used of Prism's generator. Its package is loaded when the first body is to be generated. */
interface PrismGenerator {
  generate(resource: object, bundle: unknown, schema: object, seed: string): Either;
  generateStatic(document: object, schema: object): Either;
}

type Either = { readonly _tag: 'Right'; readonly right: unknown } | { readonly _tag: 'Left'; readonly left: Error };

/** A generator for the bodies of one contract. */
export function createGenerator(contract: Contract): Generator {
  const { root } = contract.document;
  let loaded: Promise<PrismGenerator> | undefined;
  const load = () => (loaded ??= loadPrism());
  const schemaOf = (media: MediaContent): object | undefined => {
    const schema = media.node.schema;
    return isObject(schema) ? { ...schema, components: root.components ?? {} } : undefined;
  };
  const usable = (media: MediaContent, result: Either): JsonValue | undefined => {
    if (result._tag === 'Left' || media.schema === undefined) return undefined;
    const value = withoutInventions(contract, media.schema, result.right);
    return contract.schemas.isValid(media.schema, 'response', value) === false ? undefined : value;
  };
  return {
    async sample(media) {
      const schema = schemaOf(media);
      if (!schema) return undefined;
      const plain = usable(media, (await load()).generateStatic(root, schema));
      return plain ?? this.invent(media, 'sample');
    },
    async complete(_media, partial) {
      return partial;
    },
    async invent(media, seed) {
      const schema = schemaOf(media);
      if (!schema) return undefined;
      const prism = await load();
      for (let attempt = 0; attempt < TRIES; attempt += 1) {
        const value = usable(media, prism.generate({}, undefined, schema, `${seed} ${attempt}`));
        if (value !== undefined) return value;
      }
      return undefined;
    },
  };
}

async function loadPrism(): Promise<PrismGenerator> {
  const module: unknown = await import('@stoplight/prism-http/dist/mocker/generator/JSONSchema.js');
  if (!isPrismGenerator(module)) throw new Error('@stoplight/prism-http has no generator where version 5.16 has it');
  return module;
}

function isPrismGenerator(module: unknown): module is PrismGenerator {
  return typeof module === 'object' && module !== null && 'generate' in module && 'generateStatic' in module;
}

/** Members that the generator made up for open objects say nothing of the API, and `writeOnly` ones are never sent (OpenAPI 3.1, JSON Schema §9.4). */
function withoutInventions(contract: Contract, schema: string, value: unknown): JsonValue {
  const prune = (data: JsonValue, shape: ReturnType<typeof contract.schemas.shapes.of>): JsonValue => {
    if (Array.isArray(data)) return data.map((item, index) => prune(item, shape?.item(index)));
    if (!isObject(data)) return data;
    const kept: Record<string, JsonValue> = {};
    for (const [name, member] of Object.entries(data)) {
      const below = shape?.property(name);
      const isInvented = shape?.namesProperties === true && !below && !shape.welcomesOthers;
      const isClients = below?.schemas.some(({ node }) => node.writeOnly === true) ?? false;
      if (member !== undefined && !isInvented && !isClients) kept[name] = prune(member, below);
    }
    return kept;
  };
  return prune(JSON.parse(JSON.stringify(value ?? null)), contract.schemas.shapes.of(schema));
}
