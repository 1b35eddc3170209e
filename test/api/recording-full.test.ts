import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { createRecorder, InputError, startProxy } from '../../src/api/index.js';
import { recorderOn } from '../../src/api/recorder.js';
import { openRecordingFile, type RecordingFile } from '../../src/io/recording-file.js';
import { contractOf } from '../support/contract.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'docproof-full-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function exchange(name: string, size = 400) {
  return {
    request: { method: 'GET', url: `/${name}`, headers: {}, body: { state: 'absent' } },
    response: { status: 200, headers: {}, body: { state: 'present', content: 'x'.repeat(size) } },
  } as const;
}

/** The paths that a recording has, read as strictly as can be. */
function pathsIn(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  const entries: { request: { url: string } }[] = file.endsWith('.har')
    ? JSON.parse(text).log.entries
    : text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]));
  if (!file.endsWith('.har')) expect(text === '' || text.endsWith('\n')).toBe(true);
  return entries.map(({ request }) => request.url.replace('http://localhost', ''));
}

/** A file on a disk that has so many bytes: what fits is written, as the system does. */
function onDisk(path: string, disk: { bytes: number }): RecordingFile {
  const file = openRecordingFile(path);
  return {
    ...file,
    write(position, text) {
      const bytes = Buffer.from(text);
      const room = Math.max(0, disk.bytes - position);
      if (room >= bytes.length) return file.write(position, text);
      file.write(position, bytes.subarray(0, room).toString());
      throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    },
  };
}

describe('a full disk', () => {
  test.each(['ndjson', 'har'])(
    'A recording to .%s on a full disk stays whole, says so once, and goes on later',
    async (ending) => {
      const path = join(folder, `port.${ending}`);
      const disk = { bytes: 1_000_000 };
      const errors: InputError[] = [];
      const notices: string[] = [];
      const recorder = await recorderOn(onDisk(path, disk), path, {
        onError: (error) => errors.push(error),
        onNotice: (text) => notices.push(text),
      });
      const sizes = () => [recorder.count, pathsIn(path).length, errors.length, notices.length];
      recorder.record(exchange('1'));
      const { size: first } = statSync(path);
      recorder.record(exchange('2'));
      expect(sizes()).toEqual([2, 2, 0, 0]);
      const { size } = statSync(path);
      // Nothing fits, then a part of an entry, then all of one but its last byte.
      for (const room of [-20, 0, 1, 7, 300, size - first - 1]) {
        disk.bytes = size + room;
        recorder.record(exchange('-'));
        expect([room, ...sizes()]).toEqual([room, 2, 2, 1, 0]);
        expect(recorder.state).toMatchObject({ recorded: 2, outage: expect.stringMatching(/no space left/) });
        expect(statSync(path).size).toBe(size);
      }
      expect(String(errors[0])).toMatch(/no space left/);
      disk.bytes = 1_000_000;
      recorder.record(exchange('3'));
      expect(notices).toEqual([expect.stringMatching(/goes on; 6 exchanges before this one/)]);
      expect(recorder.state).toEqual({ recorded: 3, missing: 6 });
      disk.bytes = size + 2500;
      for (const name of ['lost', 'lost']) recorder.record(exchange(name, 4000));
      // One that is small still fits.
      recorder.record(exchange('4', 1));
      expect(pathsIn(path)).toEqual(['/1', '/2', '/3', '/4']);
      expect([errors.length, notices.length]).toEqual([2, 2]);
      disk.bytes = 0;
      recorder.record(exchange('lost'));
      recorder.close();
      expect(notices.at(-1)).toMatch(/1 exchange at the end could not be written/);
      expect(recorder.state).toMatchObject({ recorded: 4, missing: 9, outage: expect.stringMatching(/no space left/) });
      const again = await createRecorder(path);
      again.record(exchange('5'));
      again.close();
      expect(pathsIn(path)).toEqual(['/1', '/2', '/3', '/4', '/5']);
    },
  );

  test('A recorder without a listener throws at its end that the disk was full', async () => {
    const path = join(folder, 'unheard.ndjson');
    const disk = { bytes: 10 };
    const recorder = await recorderOn(onDisk(path, disk), path, { onNotice: () => undefined });
    recorder.record(exchange('lost'));
    expect(() => recorder.close()).toThrow(/there is no space left/);
  });

  test.each(['ndjson', 'har'])(
    'A recording to .%s that cannot begin on a full disk is refused, and one that is there stays whole',
    async (ending) => {
      const path = join(folder, `begin.${ending}`);
      if (ending === 'har') {
        const refused = recorderOn(onDisk(path, { bytes: 5 }), path, {});
        await expect(refused).rejects.toThrow(InputError);
        rmSync(path);
      }
      const recorder = await createRecorder(path);
      recorder.record(exchange('1'));
      recorder.close();
      const full = await recorderOn(onDisk(path, { bytes: statSync(path).size }), path, { onError: () => undefined });
      full.record(exchange('lost'));
      full.close();
      expect(pathsIn(path)).toEqual(['/1']);
    },
  );

  test.each(['ndjson', 'har'])(
    'A proxy that records to .%s on a real full disk goes on serving, and records again later',
    async (ending) => {
      const disk = smallDisk(ending);
      // Only who administers a machine may make one.
      if (disk === undefined) return;
      writeFileSync(join(disk, 'ballast'), Buffer.alloc(64 * 1024));
      const service = createServer((request, response) => {
        request.resume();
        response.writeHead(200, { 'content-type': 'text/plain' }).end('x'.repeat(3000));
      });
      await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
      const address = service.address();
      const errors: InputError[] = [];
      const notices: string[] = [];
      const path = join(disk, `recording.${ending}`);
      const proxy = await startProxy(
        await contractOf(
          "openapi: 3.1.0\ninfo: { title: T, version: '1' }\npaths: { /: { get: { responses: { '200': { description: ok } } } } }\n",
        ),
        `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
        {
          port: 0,
          record: path,
          onRecordError: (error) => errors.push(error),
          onRecordNotice: (text) => notices.push(text),
        },
      );
      onTestFinished(async () => {
        service.closeAllConnections();
        service.close();
      });
      const ask = async (name: string): Promise<number> => (await (await fetch(`${proxy.url}/${name}`)).text()).length;
      for (let index = 0; index < 60; index += 1) expect(await ask(String(index))).toBe(3000);
      const before = pathsIn(path).length;
      expect(before).toBeGreaterThan(3);
      expect(before).toBeLessThan(60);
      expect([errors.length, notices.length]).toEqual([1, 0]);
      const health = async (): Promise<unknown> => (await fetch(`${proxy.url}/_docproof/health`)).json();
      const missing = 60 - before;
      expect(await health()).toMatchObject({
        status: 'degraded',
        reason: expect.stringMatching(/cannot be written: there is no space left/),
        recording: { recorded: before, missing },
      });
      rmSync(join(disk, 'ballast'));
      for (const name of ['later', 'last']) expect(await ask(name)).toBe(3000);
      const whole = { status: 'ok', recording: { recorded: before + 2, missing } };
      expect(await health()).toMatchObject(whole);
      expect(await health()).not.toHaveProperty('reason');
      expect(proxy.recording()).toEqual(whole.recording);
      expect(pathsIn(path)).toHaveLength(before + 2);
      expect(notices).toEqual([expect.stringMatching(new RegExp(`goes on; ${60 - before} exchanges`))]);
      await proxy.close();
    },
  );
});

/** A disk of 192 KiB, for one test; undefined where the system gives none. */
function smallDisk(name: string): string | undefined {
  if (process.platform !== 'linux') return undefined;
  const disk = join(folder, `disk-${name}`);
  mkdirSync(disk);
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=192k', 'tmpfs', disk]).status !== 0) return undefined;
  onTestFinished(() => {
    spawnSync('umount', ['-l', disk]);
  });
  return disk;
}

describe('the permissions of a recording', () => {
  test('A new recording is for its owner only, and one that exists keeps its permissions with a notice', async () => {
    if (process.platform === 'win32') return;
    for (const ending of ['ndjson', 'har']) {
      const path = join(folder, `mode.${ending}`);
      const notices: string[] = [];
      const open = async (): Promise<void> => {
        const recorder = await createRecorder(path, { onNotice: (text) => notices.push(text) });
        recorder.record(exchange('1'));
        recorder.close();
      };
      await open();
      expect([statSync(path).mode & 0o777, notices]).toEqual([0o600, []]);
      chmodSync(path, 0o644);
      await open();
      expect(statSync(path).mode & 0o777).toBe(0o644);
      expect(notices).toEqual([expect.stringMatching(/open to other users .*\(mode 644\); chmod 600/)]);
      chmodSync(path, 0o400);
    }
  });
});
