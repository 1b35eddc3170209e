/** The content of a field: a kind of value, an object of OpenAPI, or a list or map of these. */
export interface Field {
  readonly holds: 'text' | 'flag' | 'number' | 'data' | ObjectKind;
  readonly in: 'itself' | 'list' | 'map';
  readonly required: boolean;
  /** The first minor version of OpenAPI 3 that has it. */
  readonly since: number;
}

/** One object of OpenAPI. */
export interface ObjectType {
  readonly fields: ReadonlyMap<string, Field>;
  /** What fields hold that the author names, such as the paths of Paths. */
  readonly others?: Field['holds'];
}

/**
 * Fields as the specification lists them: `name:holds`, with `!` where they are required, `[…]` for lists, `{…}` for
 * maps. What 3.1 and 3.2 added is apart.
 */
interface Listing {
  readonly fields?: string;
  readonly in31?: string;
  readonly in32?: string;
  readonly others?: string;
}

/** The objects of OpenAPI 3 (OpenAPI 3.0.3 §4.7, 3.1.1 §4.8, 3.2.0 §4), but for the Reference Object. */
const LISTINGS = {
  OpenAPI: {
    fields:
      'openapi:text! info:Info! servers:[Server] paths:Paths components:Components security:[SecurityRequirement] tags:[Tag] externalDocs:ExternalDocs',
    in31: 'jsonSchemaDialect:text webhooks:{PathItem}',
    in32: '$self:text',
  },
  Info: {
    fields: 'title:text! description:text termsOfService:text contact:Contact license:License version:text!',
    in31: 'summary:text',
  },
  Contact: { fields: 'name:text url:text email:text' },
  License: { fields: 'name:text! url:text', in31: 'identifier:text' },
  Server: { fields: 'url:text! description:text variables:{ServerVariable}', in32: 'name:text' },
  ServerVariable: { fields: 'enum:data default:text! description:text' },
  Paths: { others: 'PathItem' },
  PathItem: {
    fields:
      '$ref:text summary:text description:text get:Operation put:Operation post:Operation delete:Operation options:Operation head:Operation patch:Operation trace:Operation servers:[Server] parameters:[Parameter]',
    in32: 'query:Operation additionalOperations:{Operation}',
  },
  Operation: {
    fields:
      'tags:data summary:text description:text externalDocs:ExternalDocs operationId:text parameters:[Parameter] requestBody:RequestBody responses:Responses callbacks:{Callback} deprecated:flag security:[SecurityRequirement] servers:[Server]',
  },
  Parameter: {
    fields:
      'name:text in:text description:text required:flag deprecated:flag allowEmptyValue:flag style:text explode:flag allowReserved:flag schema:Schema example:data examples:{Example} content:{MediaType}',
  },
  Header: {
    fields:
      'description:text required:flag deprecated:flag allowEmptyValue:flag style:text explode:flag allowReserved:flag schema:Schema example:data examples:{Example} content:{MediaType}',
  },
  RequestBody: { fields: 'description:text content:{MediaType}! required:flag' },
  MediaType: {
    fields: 'schema:Schema example:data examples:{Example} encoding:{Encoding}',
    in32: 'itemSchema:Schema prefixEncoding:[Encoding] itemEncoding:Encoding description:text',
  },
  Encoding: {
    fields: 'contentType:text headers:{Header} style:text explode:flag allowReserved:flag',
    in32: 'encoding:{Encoding} prefixEncoding:[Encoding] itemEncoding:Encoding',
  },
  Responses: { others: 'Response' },
  Response: {
    fields: 'description:text headers:{Header} content:{MediaType} links:{Link}',
    in32: 'summary:text',
  },
  Callback: { others: 'PathItem' },
  Example: {
    fields: 'summary:text description:text value:data externalValue:text',
    in32: 'dataValue:data serializedValue:text',
  },
  Link: {
    fields: 'operationRef:text operationId:text parameters:data requestBody:data description:text server:Server',
  },
  Tag: {
    fields: 'name:text! description:text externalDocs:ExternalDocs',
    in32: 'summary:text parent:text kind:text',
  },
  ExternalDocs: { fields: 'description:text url:text!' },
  Components: {
    fields:
      'schemas:{Schema} responses:{Response} parameters:{Parameter} examples:{Example} requestBodies:{RequestBody} headers:{Header} securitySchemes:{SecurityScheme} links:{Link} callbacks:{Callback}',
    in31: 'pathItems:{PathItem}',
    in32: 'mediaTypes:{MediaType}',
  },
  SecurityScheme: {
    fields:
      'type:text description:text name:text in:text scheme:text bearerFormat:text flows:OAuthFlows openIdConnectUrl:text',
    in32: 'deprecated:flag oauth2MetadataUrl:text',
  },
  OAuthFlows: {
    fields: 'implicit:OAuthFlow password:OAuthFlow clientCredentials:OAuthFlow authorizationCode:OAuthFlow',
    in32: 'deviceAuthorization:OAuthFlow',
  },
  OAuthFlow: {
    fields: 'authorizationUrl:text tokenUrl:text refreshUrl:text scopes:data',
    in32: 'deviceAuthorizationUrl:text',
  },
  SecurityRequirement: { others: 'data' },
  Schema: {
    fields:
      'title:data multipleOf:data maximum:data exclusiveMaximum:data minimum:data exclusiveMinimum:data maxLength:data minLength:data pattern:data maxItems:data minItems:data uniqueItems:data maxProperties:data minProperties:data required:data enum:data type:data allOf:[Schema] oneOf:[Schema] anyOf:[Schema] not:Schema items:Schema properties:{Schema} additionalProperties:Schema description:data format:data default:data nullable:data discriminator:Discriminator readOnly:data writeOnly:data xml:Xml externalDocs:ExternalDocs example:data deprecated:data',
    in31: '$id:data $schema:data $ref:data $anchor:data $dynamicRef:data $dynamicAnchor:data $recursiveRef:data $recursiveAnchor:data $vocabulary:data $comment:data $defs:{Schema} definitions:{Schema} const:data if:Schema then:Schema else:Schema prefixItems:[Schema] additionalItems:Schema contains:Schema minContains:data maxContains:data propertyNames:Schema patternProperties:{Schema} dependentRequired:data dependentSchemas:{Schema} dependencies:data unevaluatedProperties:Schema unevaluatedItems:Schema contentEncoding:data contentMediaType:data contentSchema:Schema examples:data',
  },
  Discriminator: { fields: 'propertyName:text! mapping:data', in32: 'defaultMapping:text' },
  Xml: { fields: 'name:text namespace:text prefix:text attribute:flag wrapped:flag', in32: 'nodeType:text' },
} as const satisfies Record<string, Listing>;

/** The name of an object of OpenAPI. */
export type ObjectKind = keyof typeof LISTINGS;

/** The objects in whose place a Reference Object may be, or a path item or schema that is a reference. */
const REFERABLE: ReadonlySet<ObjectKind> = new Set([
  ...(['PathItem', 'Parameter', 'Header', 'RequestBody', 'MediaType', 'Response', 'Callback', 'Example'] as const),
  ...(['Link', 'SecurityScheme', 'Schema'] as const),
]);

/** Whether a `$ref` may be in the place of such an object. */
export function mayRefer(kind: ObjectKind): boolean {
  return REFERABLE.has(kind);
}

/** What an object may hold, in any version of OpenAPI 3. */
export function typeOf(kind: ObjectKind): ObjectType {
  return TYPES.get(kind) ?? { fields: new Map() };
}

const TYPES: ReadonlyMap<string, ObjectType> = new Map(
  Object.entries(LISTINGS).map(([kind, listing]: [string, Listing]) => [kind, readListing(listing)]),
);

function readListing({ fields = '', in31 = '', in32 = '', others = '' }: Listing): ObjectType {
  const all = new Map<string, Field>();
  for (const [since, list] of [fields, in31, in32].entries())
    for (const entry of list.split(' ').filter((text) => text !== '')) {
      const [, name = '', open = '', holds = '', required = ''] = /^([^:]+):([[{]?)(\w+)[\]}]?(!?)$/.exec(entry) ?? [];
      if (!isHeld(holds)) continue;
      const within = open === '[' ? 'list' : open === '{' ? 'map' : 'itself';
      all.set(name, { holds, in: within, required: required !== '', since });
    }
  return { fields: all, ...(isHeld(others) ? { others } : {}) };
}

function isHeld(name: string): name is Field['holds'] {
  return Object.hasOwn(LISTINGS, name) || ['text', 'flag', 'number', 'data'].includes(name);
}
