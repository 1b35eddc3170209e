import { type CaptureFormat, captureFormats, openCaptures, readOpen } from '../../../src/captures/index.js';
import { assertCaptureItem, type CaptureItem, isUnread } from '../../../src/model/index.js';
import { all, chunksOf } from '../../support/chunks.js';
import { mostOf, must, readOrRefused, type Target } from '../target.js';

/** The parts of a target that differ between formats of captures. */
export interface CaptureParser extends Pick<Target, 'name' | 'seeds' | 'tokens' | 'structured'> {
  /** The name of the format, as messages have it. */
  readonly format: string;
  /** So many times as large as a capture may be what is read of it, where variables are filled in. @default 100 */
  readonly growth?: number;
}

/** A target for a format of captures. All of them promise the same. */
export function captureTarget({ format: name, growth = 100, ...parts }: CaptureParser): Target {
  const format = captureFormats.find((each) => each.name === name);
  must(format !== undefined, `there is no format ${name}`);
  return {
    title: `Any bytes that are read as ${name} give exchanges and what could not be read, the same in pieces of any size`,
    runs: 60,
    ...parts,
    async check(input) {
      const whole = await readOrRefused(() => all(readOpen(captureOf(format, input, 65_536))));
      for (const item of whole ?? []) assertItem(item);
      const size = JSON.stringify(whole ?? []).length;
      must(size <= mostOf(input, growth), `${size} characters were made of ${input.length} bytes`);
      const pieces = await readOrRefused(() => all(readOpen(captureOf(format, input, input.length < 2_000 ? 1 : 61))));
      must(JSON.stringify(pieces) === JSON.stringify(whole), 'it reads otherwise in small pieces');
      // The format is told by the content here.
      await readOrRefused(async () => {
        for await (const capture of openCaptures({ source: 'input', chunks: chunksOf(input) }))
          await all(readOpen(capture));
      });
    },
  };
}

function captureOf(format: CaptureFormat, input: Uint8Array, size: number) {
  return { source: 'input', format, chunks: chunksOf(input, size) };
}

/** @throws InputError or Error where it is neither an exchange nor what could not be read, with the reason */
export function assertItem(item: CaptureItem): void {
  assertCaptureItem(item);
  must(Number.isSafeInteger(item.index) && item.index >= 0, `an item has the index ${item.index}`);
  if (isUnread(item)) must(item.detail.trim() !== '', 'nothing says why something was not read');
  else must(Number.isInteger(item.response.status), `the status is ${item.response.status}`);
}
