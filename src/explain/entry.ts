/** A section of a standard, or of Docproof's own documentation. */
export interface Reference {
  readonly title: string;
  readonly url: string;
}

/**
 * A wrong thing and the same thing put right. Docproof judges both in its tests: the first one gives exactly the name
 * that is explained, the second one gives nothing.
 */
export type Example =
  /** Values of a schema, as JSON. */
  | { readonly of: 'value'; readonly schema: string; readonly bad: string; readonly good: string }
  /** Exchanges (NDJSON, one a line) and the paths and components of the document that judges them. */
  | {
      readonly of: 'exchange';
      readonly document: string;
      /** The document put right, where that is what is wrong. @default the same */
      readonly mended?: string;
      readonly bad: string;
      readonly good: string;
      /** Names that the bad one cannot do without. */
      readonly alongside?: readonly string[];
      /** A flag of `docproof check` that the example needs. */
      readonly flag?: readonly [flag: string, value: string];
      readonly version?: string;
    }
  /** A part of a document, which `openapi` and `info` complete. */
  | {
      readonly of: 'document';
      readonly bad: string;
      readonly good: string;
      /** @default 3.1.1 */
      readonly version?: string;
      /** @default yaml */
      readonly as?: 'json' | 'yaml';
      readonly alongside?: readonly string[];
    }
  /** Changes of two pages in which nothing is wrong: each makes a right text wrong. */
  | {
      readonly of: 'pages';
      /** In the page of the operation. */
      readonly page?: readonly Edit[];
      /** In the page of the type. */
      readonly type?: readonly Edit[];
      /** In a second page of an operation, of another collection. */
      readonly beside?: readonly Edit[];
      readonly alongside?: readonly string[];
    };

/** What is replaced in a text: the right words, and the wrong ones. */
export type Edit = readonly [good: string, bad: string];

/** What the table knows of a name. */
export interface Entry {
  /** Its meaning, where the rule itself does not say it in a sentence. */
  readonly means?: string;
  /** Why it matters. */
  readonly why: string;
  readonly example?: Example;
  readonly documented: readonly Reference[];
}

/** Entries by name. */
export type Entries = Readonly<Record<string, Entry>>;

/** A section of JSON Schema 2020-12, Validation: `validation('6.1.1')`. */
export function validation(section: string): Reference {
  return {
    title: `JSON Schema 2020-12, Validation, section ${section}`,
    url: `https://json-schema.org/draft/2020-12/json-schema-validation#section-${section}`,
  };
}

/** A section of JSON Schema 2020-12, Core. */
export function core(section: string): Reference {
  return {
    title: `JSON Schema 2020-12, Core, section ${section}`,
    url: `https://json-schema.org/draft/2020-12/json-schema-core#section-${section}`,
  };
}

/** A section of OpenAPI by its name: `openapi('Schema Object')`. @param version @default 3.1.1 */
export function openapi(name: string, version = '3.1.1'): Reference {
  return {
    title: `OpenAPI ${version}, ${name}`,
    url: `https://spec.openapis.org/oas/v${version}.html#${name.toLowerCase().replaceAll(' ', '-')}`,
  };
}

/** A section of an RFC: `rfc(9110, '15.5.6')`. */
export function rfc(number: number, section: string): Reference {
  return {
    title: `RFC ${number}, section ${section}`,
    url: `https://www.rfc-editor.org/rfc/rfc${number}.html#section-${section}`,
  };
}

/** Where OData says how a body names its type. */
export const ODATA_TYPE: Reference = {
  title: 'OData JSON Format 4.01, section 4.6.3 (type)',
  url: 'https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html#sec_ControlInformationtypeodatatype',
};

/** Where Microsoft Graph says how its enumerations grow. */
export const EVOLVABLE: Reference = {
  title: 'Microsoft Graph, Handling future members in evolvable enumerations',
  url: 'https://learn.microsoft.com/en-us/graph/best-practices-concept#handling-future-members-in-evolvable-enumerations',
};
