import { win32 } from 'node:path';
import { fileURLToPath } from 'node:url';
import { InputError } from '../model/index.js';

/**
 * The paths of this machine's system and the form in which documents name files: an absolute path with slashes, as in
 * a `file:` URL (RFC 8089, appendix E.2): `C:\api\lamps.yaml` is `/C:/api/lamps.yaml`, and `\\server\share\x` is
 * `//server/share/x`. Elsewhere than on Windows both are the same.
 */
export interface SystemPaths {
  /** The form for documents of an absolute path. */
  uriOf(path: string): string;
  /** The path of such a form. A path of the system stays as it is. */
  pathOf(uri: string): string;
  /**
   * The path that a user means, who may write a `file:` URL.
   * @throws InputError `bad-option` for a URL that names no file of this machine
   */
  given(text: string): string;
  /** A path as reports write it, the same on every system: with slashes. */
  shown(path: string): string;
  /**
   * Refuses names that are devices or streams of Windows there: to read `con` waits for the keyboard.
   * @throws InputError `unreadable`
   */
  assertFile(path: string): void;
  /** What to do about a path that names nothing. */
  cureOf(path: string): string;
}

/** A drive, as Windows writes it. */
const DRIVE = /^([a-z]):[\\/]/i;

/** Names that Windows keeps for devices, in any folder and with any ending (Win32 "Naming Files"). */
const DEVICE = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[1-9\u00b9\u00b2\u00b3])(?:[. ].*)?$/i;

/** The paths of a system. @param platform as `process.platform` names it */
export function systemPaths(platform: string = process.platform): SystemPaths {
  const isWindows = platform === 'win32';
  const given = (text: string): string => (/^file:/i.test(text) ? pathOfUrl(text, isWindows) : text);
  if (!isWindows)
    return {
      uriOf: (path) => path,
      pathOf: (uri) => uri,
      given,
      shown: (path) => path,
      assertFile: () => undefined,
      cureOf: cureElsewhere,
    };
  return {
    uriOf: uriOfWindows,
    pathOf: (uri) => (/^\/[a-z]:\//i.test(uri) ? win32.normalize(uri.slice(1)) : uri),
    given,
    shown: (path) => path.replaceAll('\\', '/'),
    assertFile,
    cureOf: cureAnywhere,
  };
}

/** Those of this machine. */
export const paths: SystemPaths = systemPaths();

const CHECK_PATH = 'Check the path; it is taken relative to the current folder.';

/** Whether this is an address with a scheme, such as `ftp://…`, and not a path. */
export function isAddress(path: string): boolean {
  return /^[a-z][a-z0-9+.-]+:\/\//i.test(path);
}

/** An address that is not fetched is taken for a path, which it never was. */
function cureAnywhere(path: string): string {
  return isAddress(path) ? 'Files are fetched by http:// and https:// only.' : CHECK_PATH;
}

/** Elsewhere than on Windows a backslash is a part of a name, which hardly anybody means. */
function cureElsewhere(path: string): string {
  const slashed = path.replaceAll('\\', '/');
  if (slashed === path) return cureAnywhere(path);
  const drive = DRIVE.exec(slashed)?.[1];
  if (drive === undefined) return `Write it with slashes: ${slashed}.`;
  return `This is a path of Windows. Write the path that the file has on this system; in WSL it is /mnt/${drive.toLowerCase()}/${slashed.slice(3)}.`;
}

function uriOfWindows(path: string): string {
  // What begins so is taken as it is by Windows, and names the same file (Win32 "Win32 File Namespaces").
  const plain = path.replace(/^\\\\\?\\UNC\\/i, '\\\\').replace(/^\\\\\?\\/, '');
  const slashed = plain.replaceAll('\\', '/');
  return DRIVE.test(slashed) ? `/${slashed.slice(0, 1).toUpperCase()}${slashed.slice(1)}` : slashed;
}

function pathOfUrl(url: string, windows: boolean): string {
  try {
    return fileURLToPath(url, { windows });
  } catch (cause) {
    throw new InputError('bad-option', 'this URL does not name a file on this machine', {
      place: { source: url },
      cure: `Write it as ${windows ? 'file:///C:/folder/api.yaml' : 'file:///folder/api.yaml'}, or as a path.`,
      cause,
    });
  }
}

function assertFile(path: string): void {
  const parts = path
    .replace(/^\\\\[?.]\\/, '')
    .replace(/^[a-z]:/i, '')
    .split(/[\\/]/);
  const device = parts.find((part) => DEVICE.test(part));
  const stream = parts.find((part) => part.includes(':'));
  if (device === undefined && stream === undefined && !/^\\\\\.\\/.test(path)) return;
  throw new InputError('unreadable', `${device ?? stream ?? path} is not the name of a file on Windows`, {
    place: { source: path },
    cure: 'Give the file another name.',
  });
}
