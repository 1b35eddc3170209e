import type { InconclusiveReason, OutOfScopeReason, OwnKeyword } from '../../model/index.js';
import type { Entries, Entry } from '../entry.js';
import { BODIES } from './bodies.js';
import { DOCUMENT_CONTENT } from './document-content.js';
import { DOCUMENT_PATHS } from './document-paths.js';
import { DOCUMENT_SCHEMAS } from './document-schemas.js';
import { OUT_OF_SCOPE } from './out-of-scope.js';
import { PAGE_EXAMPLES } from './page-examples.js';
import { PAGE_LAYOUT } from './page-layout.js';
import { PAGE_MESSAGES } from './page-messages.js';
import { PAGE_TABLES } from './page-tables.js';
import { REASONS } from './reasons.js';
import { REQUESTS } from './requests.js';
import { SEQUENCES } from './sequences.js';
import { STRUCTURES } from './structures.js';
import { UNDOCUMENTED } from './undocumented.js';
import { VALUES } from './values.js';

const { contentMediaType, ...OWN_BODIES } = BODIES;

/** Keywords of JSON Schema. */
export const SCHEMA_KEYWORDS: Entries = { ...VALUES, ...STRUCTURES, contentMediaType };

/** Our own keywords. A keyword without an entry does not compile. */
export const OWN_KEYWORDS: Entries = {
  ...UNDOCUMENTED,
  ...OWN_BODIES,
  ...REQUESTS,
  ...SEQUENCES,
} satisfies Record<OwnKeyword, Entry>;

/** Reasons why an exchange is not judged in full. A reason without an entry does not compile. */
export const INCONCLUSIVE: Entries = REASONS satisfies Record<InconclusiveReason, Entry>;

/** Reasons why an exchange is not looked at. */
export const NOT_IN_SCOPE: Entries = OUT_OF_SCOPE satisfies Record<OutOfScopeReason, Entry>;

/** Rules for documents: a test holds them to those of `docproof lint`. */
export const DOCUMENT_RULES: Entries = { ...DOCUMENT_PATHS, ...DOCUMENT_SCHEMAS, ...DOCUMENT_CONTENT };

/** Rules for pages: a test holds them to those that there are. */
export const PAGE_RULES: Entries = { ...PAGE_EXAMPLES, ...PAGE_MESSAGES, ...PAGE_TABLES, ...PAGE_LAYOUT };
