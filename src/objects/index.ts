/**
 * Captures and results as objects: files, buckets of S3, and lists of presigned URLs.
 * Takes URLs; gives lists and bytes, and writes whole objects. May import the package `@aws-sdk/client-s3`, an optional
 * peer, when a URL names a bucket. Never interprets what it reads, and never shows what signs a URL.
 */

export { isRemoteObject } from '../io/index.js';
export { openObjects } from './open.js';
export type { ObjectLimits, ObjectRange, ObjectStore, StoredObject } from './port.js';
