import { createRequire } from 'node:module';
import process from 'node:process';
import type { S3Client, S3ClientConfig } from '@aws-sdk/client-s3';
import { findPeer } from '../../io/peer.js';
import type { S3Address } from './address.js';

/** The package that speaks with S3: an optional peer. */
const CLIENT = { name: '@aws-sdk/client-s3', by: 'an s3: URL', versions: ['3.900'] } as const;

/** In milliseconds. A service that sends nothing for so long has gone away. */
const TIMES = { connectionTimeout: 10_000, socketTimeout: 60_000 } as const;

type Sdk = typeof import('@aws-sdk/client-s3');

/** What reaches the buckets of one service. */
export interface S3Service {
  readonly sdk: Sdk;
  clientOf(address: S3Address): S3Client;
  close(): void;
}

/**
 * Loads Amazon's SDK. Credentials, region and proxies are found as it finds them: in the environment, in the profile,
 * in the role of the machine.
 * @throws InputError `not-found` without the package
 */
export function openS3(): S3Service {
  const sdk: Sdk = createRequire(import.meta.url)(findPeer(CLIENT).path);
  const clients = new Map<string, S3Client>();
  return {
    sdk,
    clientOf({ endpoint, isPathStyle, region }) {
      const key = JSON.stringify([endpoint, isPathStyle, region]);
      const known = clients.get(key);
      if (known) return known;
      const client = new sdk.S3Client(settingsOf({ endpoint, isPathStyle, region }));
      clients.set(key, client);
      return client;
    },
    close() {
      for (const client of clients.values()) client.destroy();
      clients.clear();
    },
  };
}

type Place = { readonly [Member in 'endpoint' | 'isPathStyle' | 'region']: S3Address[Member] | undefined };

function settingsOf({ endpoint, isPathStyle, region }: Place): S3ClientConfig {
  const { AWS_ENDPOINT_URL_S3, AWS_ENDPOINT_URL, AWS_REGION, AWS_DEFAULT_REGION } = process.env;
  const other = endpoint ?? (AWS_ENDPOINT_URL_S3 || AWS_ENDPOINT_URL || undefined);
  const isAmazon = other === undefined || /\.amazonaws\.com(?:\.cn)?(?::\d+)?\/?$/i.test(other);
  // Other services seldom have regions; the SDK wants one, also where a profile would name it.
  const named = region ?? (AWS_REGION || AWS_DEFAULT_REGION || (isAmazon ? undefined : 'us-east-1'));
  return {
    requestHandler: TIMES,
    // The names of buckets are not in the DNS of most other services.
    forcePathStyle: isPathStyle ?? !isAmazon,
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(named === undefined ? {} : { region: named }),
    // Not all other services know Amazon's newer checksums.
    ...(isAmazon
      ? {}
      : ({ requestChecksumCalculation: 'WHEN_REQUIRED', responseChecksumValidation: 'WHEN_REQUIRED' } as const)),
  };
}
