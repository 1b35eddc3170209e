/**
 * Parameters that sign a URL for some time, in lower case. The same object has others in the next list: AWS Signature
 * Version 4 (query), Google Cloud Storage V4, the older ones of both, and CloudFront.
 */
const SIGNS =
  /^(?:x-(?:amz|goog)-(?:algorithm|credential|date|expires|security-token|signature|signedheaders)|awsaccesskeyid|googleaccessid|signature|expires|key-pair-id|policy)$/;

/** Those of Azure's shared access signatures, which are common words elsewhere: they count only beside `sig`. */
const SIGNS_AZURE = /^(?:sv|ss|srt|sp|st|se|sip|spr|sr|sig|skoid|sktid|skt|ske|sks|skv|sdd|saoid|suoid|scid)$/;

/**
 * What distinguishes an object from others, whenever it was signed: the URL without user, fragment and signature. What
 * else is in a query may name the object. May hold a secret of a service that is not known here: never show it.
 */
export function identityOfWeb(url: string): string {
  const { origin, pathname, searchParams } = new URL(url);
  const isAzure = searchParams.has('sig') && searchParams.has('se');
  const kept = [...searchParams].filter(
    ([name]) => !SIGNS.test(name.toLowerCase()) && !(isAzure && SIGNS_AZURE.test(name.toLowerCase())),
  );
  const query = new URLSearchParams(kept).toString();
  return `${origin}${pathname}${query === '' ? '' : `?${query}`}`;
}
