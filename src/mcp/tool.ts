import type { JsonObject, JsonValue } from '../model/index.js';
import type { Folder } from './folder.js';
import type { Kept, ResourceLink } from './kept.js';

/** The surroundings of a tool. */
export interface Surroundings {
  /** The only folder that tools read and write. */
  readonly folder: Folder;
  /** Whole results, which answers link to. */
  readonly kept: Kept;
}

/** The answer of a tool. */
export interface ToolAnswer {
  /** A few lines for the reader. */
  readonly text: string;
  /** The same as data, as the tool's output schema says. */
  readonly data: JsonObject;
  /** Resources with the rest. */
  readonly links?: readonly ResourceLink[];
}

/** A tool of the Model Context Protocol (2026-07-28, Tools). */
export interface Tool {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly annotations: {
    readonly readOnlyHint: boolean;
    readonly destructiveHint: boolean;
    readonly idempotentHint: boolean;
    /** Whether it reaches beyond this machine: none does. */
    readonly openWorldHint: false;
  };
  /** JSON Schemas 2020-12. */
  readonly input: JsonObject;
  readonly output: JsonObject;
  /** @param given as the input schema says @throws InputError for what cannot be done */
  run(given: Readonly<Record<string, JsonValue | undefined>>, surroundings: Surroundings): Promise<ToolAnswer>;
}

/** What a tool that only looks says of itself. */
export const READING = {
  readOnlyHint: true,
  destructiveHint: false,
  idempotentHint: true,
  openWorldHint: false,
} as const;

/** What a tool that changes a running mock says of itself. */
export const CHANGING = {
  readOnlyHint: false,
  destructiveHint: true,
  idempotentHint: true,
  openWorldHint: false,
} as const;

/** The schema of an object with these members. */
export function objectOf(properties: JsonObject, required: readonly string[] = []): JsonObject {
  return { type: 'object', properties, required: [...required], additionalProperties: false };
}

/** The schema of a list. */
export function listOf(items: JsonObject): JsonObject {
  return { type: 'array', items };
}

/** A text of the arguments; undefined if none exists. The input schema has checked its type. */
export function textOf(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The texts of a list of the arguments. */
export function textsOf(value: JsonValue | undefined): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** A number of the arguments. */
export function numberOf(value: JsonValue | undefined, fallback: number): number {
  return typeof value === 'number' ? value : fallback;
}

/** The argument `limit` of tools that list something. */
export const LIMIT: JsonObject = {
  type: 'integer',
  minimum: 1,
  maximum: 200,
  default: 20,
  description: 'The most entries of a list. The answer says how many more there are.',
};
