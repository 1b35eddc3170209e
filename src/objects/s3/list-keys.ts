import { isPattern, literalStart, matcherOf } from '../glob.js';
import { compareBytes } from '../order.js';
import type { StoredObject } from '../port.js';
import { nameOfS3, type S3Address, writeS3Url } from './address.js';
import type { S3Service } from './client.js';
import { isAbsent, s3Fault } from './s3-faults.js';

/** A key of a bucket. */
interface Listed {
  readonly key: string;
  readonly size: number;
  readonly version: string;
}

/**
 * The objects that a pattern matches. Amazon lists the keys of most buckets in the order of their bytes; buckets of one
 * zone and some other services do not, so all that match are held, and put in order.
 * @throws InputError where the service refuses
 */
export async function* listKeys(service: S3Service, address: S3Address): AsyncGenerator<StoredObject> {
  const { key } = address;
  const isNamed = !isPattern(key);
  const named = isNamed && key !== '' && !key.endsWith('/') ? await headOf(service, address) : undefined;
  if (named) {
    yield objectOf(address, named, false);
    return;
  }
  const folder = key === '' || key.endsWith('/') ? key : `${key}/`;
  const below = pagesOf(service, address, isNamed ? folder : literalStart(key));
  for (const listed of await inOrder(below, isNamed ? () => true : matcherOf(key)))
    yield objectOf(address, listed, isNamed);
}

/** The object of that name; undefined if none exists. */
async function headOf({ sdk, clientOf }: S3Service, address: S3Address): Promise<Listed | undefined> {
  const { bucket, key } = address;
  try {
    const { ContentLength, ETag } = await clientOf(address).send(
      new sdk.HeadObjectCommand({ Bucket: bucket, Key: key }),
    );
    return { key, size: ContentLength ?? 0, version: ETag ?? '' };
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw s3Fault(address, error, 's3:GetObject and s3:ListBucket');
  }
}

function objectOf(address: S3Address, { key, size, version }: Listed, isInFolder: boolean): StoredObject {
  const found = { ...address, key };
  const name = nameOfS3(found);
  const url = writeS3Url(found);
  // Of a million objects each text counts.
  return { url: url === name ? name : url, name, size, version, isInFolder };
}

/** All keys that begin with a text, a page of 1,000 at a time (Amazon S3, ListObjectsV2). */
async function* pagesOf({ sdk, clientOf }: S3Service, address: S3Address, prefix: string): AsyncGenerator<Listed> {
  let token: string | undefined;
  do {
    const page = await clientOf(address)
      .send(
        new sdk.ListObjectsV2Command({
          Bucket: address.bucket,
          Prefix: prefix,
          // A key may hold characters that XML cannot.
          EncodingType: 'url',
          ...(token === undefined ? {} : { ContinuationToken: token }),
        }),
      )
      .catch((error: unknown) => {
        throw s3Fault(address, error, 's3:ListBucket');
      });
    const decode = page.EncodingType === 'url' ? decoded : (key: string) => key;
    for (const { Key = '', Size = 0, ETag = '' } of page.Contents ?? [])
      yield { key: decode(Key), size: Size, version: ETag };
    token = page.IsTruncated ? page.NextContinuationToken : undefined;
  } while (token !== undefined);
}

function decoded(key: string): string {
  return decodeURIComponent(key.replaceAll('+', ' '));
}

async function inOrder(listed: AsyncIterable<Listed>, matches: (key: string) => boolean): Promise<readonly Listed[]> {
  const all: Listed[] = [];
  for await (const one of listed) {
    // It only marks that there is a folder.
    const isMark = one.size === 0 && one.key.endsWith('/');
    if (!isMark && matches(one.key)) all.push(one);
  }
  return all.sort((a, b) => compareBytes(a.key, b.key));
}
