import { InputError } from '../../model/index.js';

/** Where an object, or a pattern of objects, is. */
export interface S3Address {
  readonly bucket: string;
  /** A key, or a pattern of keys. */
  readonly key: string;
  /** Of another service than AWS: `https://HOST`. */
  readonly endpoint?: string;
  /** Whether the bucket is a part of the path, not of the host's name. @default as the endpoint has it */
  readonly isPathStyle?: boolean;
  readonly region?: string;
}

const OPTION = '(?:endpoint=[^&?]*|region=[\\w-]*|path-style(?:=(?:true|false|auto))?)';

/** Keys are written as they are, so a question mark begins options only where nothing else follows. */
const URL_FORM = new RegExp(`^s3://([^/?*]+)(?:/(.*?))?(?:\\?(${OPTION}(?:&${OPTION})*))?$`, 'is');

/** Amazon's rules for the names of buckets, and those of older buckets; no name leads into another path or host. */
const BUCKET = /^[a-z\d][\w.-]{1,253}[a-z\d]$/i;

/**
 * Reads `s3://BUCKET/KEY`. The key is not percent-encoded: it is what the service has, as in its own command line.
 * Options may follow: `?endpoint=http://HOST:9000&path-style&region=NAME`.
 * @throws InputError `bad-option`
 */
export function readS3Url(url: string): S3Address {
  const [, bucket = '', key = '', query = ''] = URL_FORM.exec(url) ?? [];
  if (!BUCKET.test(bucket))
    throw badUrl(
      shownS3Url(url),
      'is not the URL of objects in S3',
      'Write s3://BUCKET/KEY, s3://BUCKET/FOLDER/ or a pattern.',
    );
  const options = new URLSearchParams(query);
  const endpoint = options.get('endpoint') ?? '';
  const style = options.get('path-style') ?? 'auto';
  const region = options.get('region') ?? '';
  if (endpoint !== '' && !isEndpoint(endpoint))
    throw badUrl(
      `s3://${bucket}/${key}`,
      'has an endpoint that is not an address',
      'Write it as ?endpoint=https://HOST:PORT, without user and password.',
    );
  return {
    bucket,
    key,
    ...(endpoint === '' ? {} : { endpoint }),
    ...(style === 'auto' ? {} : { isPathStyle: style !== 'false' }),
    ...(region === '' ? {} : { region }),
  };
}

/** The URL of a key in the same place, which {@link readS3Url} reads as that key, whatever it ends with. */
export function writeS3Url({ bucket, key, endpoint, isPathStyle, region }: S3Address): string {
  const options = [
    ...(endpoint === undefined ? [] : [`endpoint=${encodeURIComponent(endpoint)}`]),
    ...(isPathStyle === undefined ? [] : [`path-style=${isPathStyle}`]),
    ...(region === undefined ? [] : [`region=${region}`]),
  ];
  const plain = `s3://${bucket}/${key}`;
  if (options.length > 0) return `${plain}?${options.join('&')}`;
  return readS3Url(plain).key === key ? plain : `${plain}?path-style=auto`;
}

/** The name of an object in messages and reports: its options are not a part of it. */
export function nameOfS3({ bucket, key }: S3Address): string {
  return `s3://${bucket}/${key}`;
}

function shownS3Url(url: string): string {
  return url.replace(/\/\/[^/@]*@/, '//').slice(0, 200);
}

function isEndpoint(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, search, hash } = new URL(text);
  return /^https?:$/.test(protocol) && `${username}${password}${search}${hash}` === '';
}

function badUrl(source: string, problem: string, cure: string): InputError {
  return new InputError('bad-option', problem, { place: { source }, cure });
}
