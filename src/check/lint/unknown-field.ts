import { child, isObject, own } from '../../model/index.js';
import { type ObjectKind, typeOf } from '../../model/openapi-objects.js';
import type { Place, Places } from './places.js';
import type { DocumentRule, Found } from './rule.js';
import { nearest } from './spelling.js';

/** What Swagger 2.0 or an older tool calls so, and what OpenAPI 3 has in its place. */
const FORMERLY: Readonly<Partial<Record<ObjectKind, Readonly<Record<string, string>>>>> = {
  OpenAPI: {
    swagger: 'Swagger 2.0 has it; a document is of one version: take it out.',
    host: 'Swagger 2.0 has it: write it as a URL in servers.',
    basePath: 'Swagger 2.0 has it: write it at the end of a URL in servers.',
    schemes: 'Swagger 2.0 has it: write a URL in servers.',
    consumes: 'Swagger 2.0 has it: name the media type in requestBody.content.',
    produces: 'Swagger 2.0 has it: name the media type in the content of each response.',
    definitions: 'Swagger 2.0 has it: move the schemas to components.schemas.',
    parameters: 'Swagger 2.0 has it: move them to components.parameters.',
    responses: 'Swagger 2.0 has it: move them to components.responses.',
    securityDefinitions: 'Swagger 2.0 has it: move them to components.securitySchemes.',
  },
  Operation: {
    consumes: 'Swagger 2.0 has it: name the media type in requestBody.content.',
    produces: 'Swagger 2.0 has it: name the media type in the content of each response.',
    schemes: 'Swagger 2.0 has it: write a URL in servers.',
    body: 'Write requestBody, with the schema under content and its media type.',
  },
  Response: {
    schema: 'Write it under content and its media type: content: { application/json: { schema: … } }.',
    examples: 'Write them under content and their media type.',
    example: 'Write it under content and its media type.',
  },
  RequestBody: { schema: 'Write it under content and its media type: content: { application/json: { schema: … } }.' },
};

/** Keywords of schemas that Swagger 2.0 keeps beside the name of a parameter or header. */
const SCHEMA_WORDS = [
  'type',
  'format',
  'items',
  'enum',
  'default',
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'pattern',
];

export const misspeltField: DocumentRule = {
  id: 'misspelt-field',
  severity: 'error',
  finds:
    'A name that OpenAPI does not know, and that is nearly one that it knows: what is written there has no effect.',
  example: '`shema: { type: object }` under a media type, or `requierd: [id]` in a schema.',
  *check(contract, places) {
    for (const { place, name, since } of unknownIn(contract.document.root, places)) {
      if (since !== undefined) continue;
      const meant = meantBy(place, name);
      if (meant === undefined || formerly(place, name) !== undefined) continue;
      const isTaken = own(place.node, meant) !== undefined;
      yield {
        pointer: child(place.pointer, name),
        message: `${JSON.stringify(name)} means nothing ${whereOf(place)}${isTaken ? `, beside ${meant}` : `: ${meant} was meant in all likelihood`}`,
        suggestion: isTaken ? `Take it out, or move what it says to ${meant}.` : `Write ${meant}.`,
      };
    }
  },
};

export const unknownField: DocumentRule = {
  id: 'unknown-field',
  severity: 'warning',
  finds: 'A field that OpenAPI does not know there, or not in the version of the document: it has no effect.',
  example: '`schema: { type: string }` beside `description` of a response, or `const: a` in OpenAPI 3.0.',
  *check(contract, places) {
    for (const { place, name, since } of unknownIn(contract.document.root, places)) {
      const former = formerly(place, name);
      if (since === undefined && former === undefined && meantBy(place, name) !== undefined) continue;
      yield since === undefined ? strange(place, name, former) : early(place, name, since, places.minor);
    }
  },
};

function strange(place: Place, name: string, former: string | undefined): Found {
  return {
    pointer: child(place.pointer, name),
    message: `${JSON.stringify(name)} means nothing ${whereOf(place)}`,
    suggestion: former ?? 'Take it out, or begin its name with x-, as extensions do.',
  };
}

/** Cures for keywords that OpenAPI 3.0 does not have. */
const IN_30: Readonly<Record<string, string>> = {
  const: 'Write it as enum with one member.',
  examples: 'Write one of them as example.',
  prefixItems: 'OpenAPI 3.0 has one schema for all items: write items, with anyOf.',
  $defs: 'Move the schemas to components.schemas.',
  definitions: 'Move the schemas to components.schemas.',
};

function early(place: Place, name: string, since: number, minor: number): Found {
  const cure = place.kind === 'Schema' ? IN_30[name] : undefined;
  return {
    pointer: child(place.pointer, name),
    message: `OpenAPI 3.${minor} does not know ${JSON.stringify(name)} ${whereOf(place)}: 3.${since} does`,
    suggestion: `${cure === undefined ? '' : `${cure} Or write: `}openapi: 3.${since}.0${cure === undefined ? ' at the top makes it known.' : ' at the top.'}`,
  };
}

interface Unknown {
  readonly place: Place;
  readonly name: string;
  /** The version that knows it. */
  readonly since?: number;
}

const KINDS: readonly ObjectKind[] = [
  ...(['OpenAPI', 'Info', 'Contact', 'License', 'Server', 'ServerVariable', 'PathItem', 'Operation'] as const),
  ...(['Parameter', 'Header', 'RequestBody', 'MediaType', 'Encoding', 'Response', 'Example', 'Link', 'Tag'] as const),
  ...(['ExternalDocs', 'Components', 'SecurityScheme', 'OAuthFlows', 'OAuthFlow', 'Schema', 'Discriminator'] as const),
  'Xml',
];

function* unknownIn(root: Place['node'], places: Places): Generator<Unknown> {
  for (const kind of KINDS) {
    // Another dialect may have its own words.
    if (kind === 'Schema' && root.jsonSchemaDialect !== undefined) continue;
    const { fields } = typeOf(kind);
    for (const place of places.of(kind)) {
      if (kind === 'Schema' && place.node.$schema !== undefined) continue;
      for (const name of Object.keys(place.node)) {
        if (name.startsWith('x-') || name === '$ref' || name === '$comment') continue;
        const field = fields.get(name);
        if (!field) yield { place, name };
        else if (field.since > places.minor) yield { place, name, since: field.since };
      }
    }
  }
}

function meantBy({ kind }: Place, name: string): string | undefined {
  return nearest(name, [...typeOf(kind).fields.keys()]);
}

function formerly({ kind }: Place, name: string): string | undefined {
  const former = FORMERLY[kind]?.[name];
  if (former !== undefined) return former;
  if (kind !== 'Parameter' && kind !== 'Header') return undefined;
  if (SCHEMA_WORDS.includes(name)) return `Write it in the schema: schema: { ${name}: … }.`;
  return name === 'collectionFormat' ? 'Swagger 2.0 has it: write style and explode.' : undefined;
}

const WORDS: Readonly<Partial<Record<ObjectKind, string>>> = {
  OpenAPI: 'at the top of a document',
  PathItem: 'under a path',
  Operation: 'in an operation',
  RequestBody: 'in a request body',
  MediaType: 'under a media type',
  SecurityScheme: 'in a security scheme',
  ServerVariable: 'in a variable of a server',
  ExternalDocs: 'in externalDocs',
  OAuthFlows: 'in flows',
  OAuthFlow: 'in a flow',
  Components: 'in components',
  Info: 'in info',
};

function whereOf({ kind, node }: Place): string {
  const said = WORDS[kind];
  if (said !== undefined) return said;
  const word = kind.toLowerCase();
  const name = kind === 'Parameter' && isObject(node) && typeof node.name === 'string' ? ` ${node.name}` : '';
  return `in ${/^[aeiou]/.test(word) ? 'an' : 'a'} ${word}${name}`;
}
