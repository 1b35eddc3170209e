import type { JsonObject } from '../../model/index.js';
import type { TypeWords } from '../types/type-text.js';

/**
 * The conventions of one template's pages: how they name types, and how bodies wrap and mark objects.
 * Plain data and pure functions. Types, documents and rules ask here for all that depends on the publisher.
 */
export interface Conventions {
  /** The folders by kind of page, in lower case. The folder above them is the version of the API. */
  readonly folders: ReadonlySet<string>;
  /** Those of them that a reference is to hold whole: a link into one of them leads to a page that must be there. */
  readonly wholeFolders: ReadonlySet<string>;
  /** The title of the section in which a page declares its requests, as messages name it. */
  readonly requestSection: string;
  /** The words for types in tables, with the JSON forms of primitive types. */
  readonly words: TypeWords;
  /** The namespace of types on pages that name none; empty if types have no namespaces. */
  readonly namespace: string;
  /** The type from which most inherit and which needs no page: its name, without namespace. */
  readonly rootType?: string;
  /**
   * The full name of a type as bodies and annotations write it; of a collection, the name of its items' type.
   * @returns undefined if the text cannot be such a name
   */
  typeName(written: string): string | undefined;
  /** The member by which an object names its type, if bodies have one. */
  readonly typeMember?: {
    readonly name: string;
    /** How bodies may write a full name. */
    spellings(fullName: string): readonly string[];
  };
  /** How bodies wrap a collection; without it, a collection is an array. */
  readonly envelope?: Envelope;
  /** Whether a member of an object annotates it or another member, so that it is not a property of its type. */
  isAnnotation(member: string): boolean;
  /** Whether an object may have the member although no table lists it: annotations, also in older spellings. */
  isControl(member: string): boolean;
  /** One spelling for all paths that address the same. */
  commonPath(path: string): string;
}

/** The object around the items of a collection. */
export interface Envelope {
  /** The member that holds the items. */
  readonly member: string;
  /** Whether it may have a member of that name beside the items. */
  isBeside(member: string): boolean;
  /** The members beside the items that the document names, each with its schema. */
  readonly beside: Readonly<Record<string, JsonObject>>;
}
