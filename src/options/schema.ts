import type { JsonObject } from '../model/index.js';
import type { Kind } from './kind.js';
import type { Group, Row, Section } from './row.js';
import { VERBS } from './verbs.js';

const TEXTS: JsonObject = { type: 'array', items: { type: 'string' } };

/**
 * The JSON Schema of `docproof.yaml`, draft 2020-12. `npm run generate` writes it to the file that the package
 * publishes.
 */
export function configSchema(): JsonObject {
  const root = propertiesOf(undefined);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'https://docproof.dev/schema/1/config.json',
    title: 'docproof.yaml',
    description:
      'Defaults for the command line, and suites of captures to check. Paths are relative to this file. Flags on the command line and DOCPROOF_* variables win.',
    type: 'object',
    additionalProperties: false,
    properties: {
      document: {
        type: 'string',
        description: 'Path or URL of the OpenAPI document that is used where the command line names none.',
      },
      ...root,
      redact: closed('redact', 'What is a secret in reports, logs and recordings, besides what is one everywhere.'),
      mock: closed('mock', 'How a mock behaves, and a proxy where it answers for the service.'),
      lint: closed('lint', 'What is reported of documents and pages.'),
      check: { $ref: '#/$defs/check' },
      suites: {
        type: 'object',
        description: 'Captures that belong together, by name. `docproof check` without captures checks them all.',
        additionalProperties: {
          type: 'object',
          required: ['captures'],
          unevaluatedProperties: false,
          properties: {
            document: { type: 'string' },
            ...(root.overlay === undefined ? {} : { overlay: root.overlay }),
            captures: { ...TEXTS, minItems: 1 },
          },
          $ref: '#/$defs/check',
        },
      },
    },
    $defs: { check: { type: 'object', properties: propertiesOf('check') } },
  };
}

function closed(section: Section, description: string): JsonObject {
  return { type: 'object', additionalProperties: false, description, properties: propertiesOf(section) };
}

/** The keys that the tables give a section, each once. */
function propertiesOf(section: Section | undefined): JsonObject {
  const groups: Group[] = [...new Set(Object.values<readonly Group[]>(VERBS).flat())];
  const rows = groups.filter((group) => group.section === section).flatMap((group) => Object.values<Row>(group.rows));
  const keyed = rows.flatMap((row): [string, JsonObject][] =>
    row.key === undefined ? [] : [[row.key, { ...schemaOf(row.kind), description: sentenceOf(row) }]],
  );
  return Object.fromEntries(keyed);
}

function schemaOf(kind: Kind): JsonObject {
  switch (kind.type) {
    case 'boolean':
      return { type: 'boolean' };
    case 'integer': {
      const { minimum, maximum } = kind;
      return { type: 'integer', minimum, ...(maximum === Number.MAX_SAFE_INTEGER ? {} : { maximum }) };
    }
    case 'percent':
      return { type: 'number', minimum: 0, maximum: 100 };
    case 'choice':
      return { enum: [...kind.values] };
    case 'list':
      return TEXTS;
    case 'time':
      return { type: ['string', 'integer'] };
    default:
      return { type: 'string' };
  }
}

/** `Delay each response: 300, or 200..800.` */
function sentenceOf({ help, default: fallback, defaultText }: Row): string {
  const text = defaultText ?? (fallback === undefined ? undefined : String(fallback));
  return `${help.charAt(0).toUpperCase()}${help.slice(1)}.${text === undefined ? '' : ` Default: ${text}.`}`;
}
