import { InputError } from '../../model/index.js';
import { AbsentObject, changed, MAX_WHOLE, tooLarge } from '../faults.js';
import type { ObjectRange, ObjectStore } from '../port.js';
import { readOn } from '../read-on.js';
import { nameOfS3, readS3Url, type S3Address, writeS3Url } from './address.js';
import { openS3, type S3Service } from './client.js';
import { listKeys } from './list-keys.js';
import { isPastEnd, mayPass, s3Fault } from './s3-faults.js';

/**
 * Objects in the buckets of Amazon S3, and of services that speak as it does.
 * @throws InputError `not-found` without the package `@aws-sdk/client-s3`
 */
export function s3Objects(): ObjectStore {
  const service = openS3();
  return {
    list: (pattern) => listKeys(service, readS3Url(pattern)),
    read: (url, range = {}, version) => readObject(service, readS3Url(url), range, version),
    readWhole: (url) => readWhole(service, readS3Url(url)),
    write: (url, bytes) => write(service, readS3Url(url), bytes),
    nameOf: (url) => nameOfS3(readS3Url(url)),
    beside(url, name) {
      const address = readS3Url(url);
      return writeS3Url({ ...address, key: `${address.key.slice(0, address.key.lastIndexOf('/') + 1)}${name}` });
    },
    close: async () => service.close(),
  };
}

async function* readObject(
  { sdk, clientOf }: S3Service,
  address: S3Address,
  { from = 0, to }: ObjectRange,
  version?: string,
): AsyncGenerator<Uint8Array> {
  if (to !== undefined && to <= from) return;
  let pinned = version;
  let end: number | undefined;
  const open = async (at: number): Promise<AsyncIterable<Uint8Array>> => {
    try {
      const answer = await clientOf(address).send(
        new sdk.GetObjectCommand({
          Bucket: address.bucket,
          Key: address.key,
          ...(at === 0 && to === undefined ? {} : { Range: `bytes=${at}-${to === undefined ? '' : to - 1}` }),
          ...(pinned === undefined ? {} : { IfMatch: pinned }),
        }),
      );
      const body = bytesOf(answer.Body);
      // Not every service heeds the condition.
      if (pinned !== undefined && answer.ETag !== pinned) {
        body.destroy();
        throw changed(nameOfS3(address));
      }
      pinned = answer.ETag;
      end ??= at + (answer.ContentLength ?? 0);
      return body;
    } catch (error) {
      if (isPastEnd(error)) return nothing();
      if (error instanceof InputError || !mayPass(error)) throw s3Fault(address, error, 's3:GetObject');
      throw error;
    }
  };
  try {
    yield* readOn(open, from, () => end);
  } catch (error) {
    throw s3Fault(address, error, 's3:GetObject');
  }
}

async function* nothing(): AsyncGenerator<Uint8Array> {
  // A part that begins behind the end has no bytes.
}

/** The SDK's type of a body has the forms of browsers, too. */
function bytesOf(body: unknown): AsyncIterable<Uint8Array> & { destroy(): unknown } {
  return body as AsyncIterable<Uint8Array> & { destroy(): unknown };
}

async function readWhole(service: S3Service, address: S3Address): Promise<Uint8Array | undefined> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const piece of readObject(service, address, {})) {
      size += piece.length;
      if (size > MAX_WHOLE) throw tooLarge(nameOfS3(address));
      pieces.push(piece);
    }
  } catch (error) {
    if (error instanceof AbsentObject) return undefined;
    throw error;
  }
  return Buffer.concat(pieces);
}

async function write({ sdk, clientOf }: S3Service, address: S3Address, bytes: Uint8Array): Promise<void> {
  try {
    await clientOf(address).send(
      new sdk.PutObjectCommand({ Bucket: address.bucket, Key: address.key, Body: bytes, ContentLength: bytes.length }),
    );
  } catch (error) {
    throw s3Fault(address, error, 's3:PutObject');
  }
}
