import { join } from 'node:path';
import type { Contract } from '../contract/index.js';
import { occupantOf } from '../io/index.js';
import { InputError } from '../model/index.js';
import type { RecorderControl, RecordingState } from '../server/index.js';
import { documentFolder } from './document-folder.js';
import { createRecorder, type Recordable, type Recorder, type RecorderOptions } from './recorder.js';

/** How a proxy records. */
export interface ProxyRecordingOptions extends RecorderOptions {
  readonly contract: Contract;
  /** Whether a page may begin a recording beside the document. */
  readonly allowWrite: boolean;
}

/** The recording of a proxy, which pages may begin, stop and continue. */
export interface ProxyRecording {
  /** How many exchanges the file had when the proxy started. */
  readonly before: number;
  readonly control: RecorderControl;
  record(exchange: Recordable): void;
  /** The state of the recording; undefined where nothing was recorded. */
  fares(): RecordingState | undefined;
  /** @throws InputError as that of {@link Recorder} does */
  close(): void;
}

/** The file that a page records to where none was named. */
const BESIDE = 'recording.ndjson';

/** Records to a file from the start, or once a page asks for it. @throws InputError as `createRecorder` does */
export async function proxyRecording(
  path: string | undefined,
  { allowWrite, ...options }: ProxyRecordingOptions,
): Promise<ProxyRecording> {
  let recorder: Recorder | undefined = path === undefined ? undefined : await createRecorder(path, options);
  let file = path;
  let isOn = recorder !== undefined;
  let opening: Promise<void> | undefined;
  const open = async (): Promise<void> => {
    const folder = allowWrite ? documentFolder(options.contract) : undefined;
    if (folder === undefined)
      throw new InputError('bad-option', 'there is no file to record to', {
        cure: `Start the proxy with --record FILE, or with --allow-write, which records to ${BESIDE} beside the document.`,
      });
    const occupant = await occupantOf(folder, BESIDE);
    if (occupant !== 'free' && occupant !== 'file')
      throw new InputError('bad-option', 'is not a file that can be recorded to', {
        place: { source: BESIDE },
        cure: 'Move it away, or start the proxy with --record FILE.',
      });
    file = join(folder, BESIDE);
    recorder = await createRecorder(file, options);
  };
  return {
    before: recorder?.before ?? 0,
    control: {
      state: () => ({ on: isOn, ...(file === undefined ? {} : { file }), ...recorder?.state }),
      async set(on) {
        if (on && !recorder) {
          opening ??= open().finally(() => {
            opening = undefined;
          });
          await opening;
        }
        isOn = on;
      },
    },
    record(exchange) {
      if (isOn) recorder?.record(exchange);
    },
    fares: () => recorder?.state,
    close: () => recorder?.close(),
  };
}
