import { readdirSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { InputError } from '../model/index.js';

/** What decides how an authority gets into the trust stores of a machine. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly home: string;
  /** `PATH`. */
  readonly path: string;
  /** Whether this process may change what belongs to the system. */
  readonly isAdministrator: boolean;
  /** Whether somebody can be asked for a password. */
  readonly isInteractive: boolean;
}

/** A command with its arguments. */
export type TrustCommand = readonly [command: string, ...parameters: string[]];

/**
 * The commands that make this machine trust an authority: the system's store, and on Linux those of Chromium and
 * Firefox too, where NSS's `certutil` is installed.
 * @param file the certificate of the authority
 * @param name tells it from others
 * @throws InputError `bad-option` where no trust store is known
 */
export function trustCommands(file: string, name: string, machine: Machine): readonly TrustCommand[] {
  const { platform, home } = machine;
  if (platform === 'win32') return [['certutil', '-user', '-addstore', 'Root', file]];
  if (platform === 'darwin') {
    const chain = join(home, 'Library', 'Keychains', 'login.keychain-db');
    return [['security', 'add-trusted-cert', '-r', 'trustRoot', '-p', 'ssl', '-k', chain, file]];
  }
  const commands = [...systemCommands(file, name, machine), ...browserCommands(file, name, machine)];
  if (commands.length > 0) return commands;
  throw new InputError('bad-option', 'no trust store was found', {
    cure: `Install the package ca-certificates or p11-kit (for browsers libnss3-tools), or import ${file} by hand.`,
  });
}

function systemCommands(file: string, name: string, machine: Machine): TrustCommand[] {
  const { isAdministrator, isInteractive, path } = machine;
  const has = (command: string): boolean => isOnPath(command, path);
  const entitled = (command: TrustCommand): TrustCommand =>
    isAdministrator ? command : ['sudo', ...(isInteractive ? [] : ['-n']), ...command];
  const copied = `${name.toLowerCase().replaceAll(' ', '-')}.crt`;
  const copy = (folder: string) => entitled(['install', '-D', '-m', '644', file, join(folder, copied)]);
  if (has('update-ca-certificates'))
    return [copy('/usr/local/share/ca-certificates'), entitled(['update-ca-certificates'])];
  if (has('update-ca-trust')) return [copy('/etc/pki/ca-trust/source/anchors'), entitled(['update-ca-trust'])];
  return has('trust') ? [entitled(['trust', 'anchor', '--store', file])] : [];
}

function browserCommands(file: string, name: string, { home, path }: Machine): TrustCommand[] {
  if (!isOnPath('certutil', path)) return [];
  const firefox = join(home, '.mozilla', 'firefox');
  const stores = [join(home, '.pki', 'nssdb'), ...foldersIn(firefox)].filter((folder) =>
    isFile(join(folder, 'cert9.db')),
  );
  return stores.map((folder) => ['certutil', '-d', `sql:${folder}`, '-A', '-t', 'C,,', '-n', name, '-i', file]);
}

function foldersIn(folder: string): string[] {
  try {
    return readdirSync(folder).map((name) => join(folder, name));
  } catch {
    return [];
  }
}

function isOnPath(command: string, path: string): boolean {
  const folders = path.split(delimiter).filter((folder) => folder !== '');
  return folders.some((folder) => isFile(join(folder, command)));
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
