import { spawn } from 'node:child_process';
import { homedir } from 'node:os';
import process from 'node:process';
import { InputError } from '../model/index.js';
import type { Authority } from './authority.js';
import { type Machine, type TrustCommand, trustCommands } from './trust.js';

/**
 * Makes this machine trust an authority, by the system's own programs.
 * @param announce hears each command before it runs
 * @throws InputError `bad-option` where a command fails, as for want of rights
 */
export async function installAuthority(
  { file, name }: Pick<Authority, 'file' | 'name'>,
  announce: (command: string) => void,
  machine: Machine = thisMachine(),
): Promise<void> {
  for (const command of trustCommands(file, name, machine)) {
    announce(command.map(quoted).join(' '));
    const fault = await runOf(command, machine.path);
    if (fault !== undefined) throw failed(command, fault, machine);
  }
}

function thisMachine(): Machine {
  return {
    platform: process.platform,
    home: homedir(),
    path: process.env.PATH ?? '',
    isAdministrator: process.getuid?.() === 0,
    isInteractive: process.stdin.isTTY === true,
  };
}

/** Why a command failed; undefined where it did not. The terminal gets what it prints, such as a question. */
function runOf([command, ...parameters]: TrustCommand, path: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    // Standard output is for what the mock prints.
    const child = spawn(command, parameters, { stdio: ['inherit', 2, 2], env: { ...process.env, PATH: path } });
    child.once('error', ({ message }) => resolve(message));
    child.once('exit', (code, signal) => resolve(code === 0 ? undefined : `it ended with ${signal ?? `code ${code}`}`));
  });
}

function failed(command: TrustCommand, fault: string, { isAdministrator }: Machine): InputError {
  const plain = command[0] === 'sudo' ? command.filter((part) => part !== 'sudo' && part !== '-n') : command;
  const rights = command[0] === 'sudo' && !isAdministrator;
  return new InputError('bad-option', `the authority is not trusted: ${plain[0]} could not be run: ${fault}`, {
    cure: rights
      ? `Changing the trust store needs the rights of an administrator: run "sudo ${plain.map(quoted).join(' ')}" yourself, or start without --trust.`
      : 'See what the command says above, or start without --trust.',
  });
}

/** A word as a shell takes it. */
export function quoted(word: string): string {
  return /^[\w@%+=:,./\\-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
