import { InputError } from '../../model/index.js';
import { absent, changed } from '../faults.js';
import { nameOfS3, type S3Address } from './address.js';

/** What the SDK says of an error, as far as it says it. */
interface Said {
  readonly name: string;
  readonly message: string;
  readonly status: number | undefined;
}

function said(error: unknown): Said {
  const name = error instanceof Error ? error.name : '';
  const message = error instanceof Error ? error.message : String(error);
  const metadata = error instanceof Error && '$metadata' in error ? error.$metadata : undefined;
  const status =
    typeof metadata === 'object' && metadata !== null && 'httpStatusCode' in metadata
      ? metadata.httpStatusCode
      : undefined;
  return { name, message, status: typeof status === 'number' ? status : undefined };
}

/** Whether there is no such object; a bucket that is not there is another matter. */
export function isAbsent(error: unknown): boolean {
  const { name, status } = said(error);
  return name === 'NoSuchKey' || (status === 404 && name !== 'NoSuchBucket');
}

/** Whether a range begins behind the end of the object. */
export function isPastEnd(error: unknown): boolean {
  return said(error).status === 416;
}

/** Whether trying again may help: the SDK tries each request again, not what breaks off while it is read. */
export function mayPass(error: unknown): boolean {
  const { name, status } = said(error);
  return status === undefined && !/credential|region|token/i.test(name);
}

/** The error of a call in the words of the user. @param right what the user needs, for messages */
export function s3Fault(address: S3Address, error: unknown, right: string): InputError {
  if (error instanceof InputError) return error;
  const source = nameOfS3(address);
  const { name, message, status } = said(error);
  if (name === 'PreconditionFailed' || status === 412) return changed(source);
  if (name === 'NoSuchBucket') return fault(source, `there is no bucket ${address.bucket}`, CHECK, error, 'not-found');
  if (isAbsent(error)) return absent(source);
  if (/credential|token/i.test(name) || /could not load credentials|resolved credential object/i.test(message))
    return fault(source, `needs credentials: ${plain(message)}`, CREDENTIALS, error);
  if (/region is missing/i.test(message) || name === 'PermanentRedirect' || status === 301)
    return fault(source, 'needs the region of its bucket', 'Set AWS_REGION, or add ?region=NAME to the URL.', error);
  if (status === 403 || name === 'AccessDenied')
    return fault(
      source,
      `may not be read or written: ${plain(`${name}: ${message}`)}`,
      `Give the user ${right}, or check the credentials.`,
      error,
    );
  return fault(source, `cannot be reached: ${plain(name === 'Error' ? message : `${name}: ${message}`)}`, REACH, error);
}

const CHECK = 'Check the name and the account. For other services than AWS, add ?endpoint=https://HOST to the URL.';
const CREDENTIALS =
  'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, name a profile by AWS_PROFILE, or run where a role gives them.';
const REACH = 'Check the network, and the endpoint: AWS_ENDPOINT_URL_S3, or ?endpoint=https://HOST in the URL.';

/** One line, of a length that can be read. What a service writes may be a whole page. */
function plain(text: string): string {
  return text.replace(/\s+/g, ' ').slice(0, 300);
}

function fault(
  source: string,
  problem: string,
  cure: string,
  error: unknown,
  code: 'unreadable' | 'not-found' = 'unreadable',
): InputError {
  const { name, message } = said(error);
  // The SDK's own error holds the request with its signature.
  return new InputError(code, problem, { place: { source }, cure, cause: new Error(`${name}: ${message}`) });
}
