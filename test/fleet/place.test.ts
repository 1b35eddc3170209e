import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { openPlace } from '../../src/fleet/place.js';

describe('the place of results', () => {
  test.each(['s3:', 's3://', 's3:///prefix', 's3://?endpoint=http://127.0.0.1:9000'])(
    'A URL of S3 without a bucket is refused before anything is written: %s',
    async (url) => {
      await expect(openPlace(url)).rejects.toMatchObject({
        code: 'bad-option',
        message: expect.stringContaining('names no bucket'),
        cure: 'Name one, and a prefix in it: --results s3://BUCKET/PREFIX',
      });
    },
  );

  test.skipIf(!existsSync('/proc/self'))(
    'A folder that cannot be made is refused, and not tried for ever',
    async () => {
      const place = await openPlace('/proc/docproof/results');
      await expect(place.write('a/b', 'text')).rejects.toMatchObject({
        code: 'bad-option',
        message: expect.stringContaining('cannot be written'),
      });
    },
  );
});
