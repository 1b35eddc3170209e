import type { AppendPlace, RecordingFormat } from '../captures/index.js';
import { nodeFiles, type RecordingFile } from '../io/index.js';
import { InputError } from '../model/index.js';

/**
 * Begins a file, or finds where one goes on. A line or entry that a killed process left half written is thrown away.
 * @throws InputError `bad-option` for a file that is not a recording in this format, or that cannot be written
 */
export async function startOf(file: RecordingFile, format: RecordingFormat, path: string): Promise<AppendPlace> {
  const { head, tail } = format;
  if (!file.isRegular && tail !== '')
    throw new InputError('bad-option', `a ${format.name} file cannot be written to a file that is not regular`, {
      place: { source: path },
      cure: 'Name a file, or record NDJSON, under a name that does not end in .har.',
    });
  const found = file.size() === 0 ? undefined : await format.resume(nodeFiles.stream(path));
  if (file.size() > 0 && !found)
    throw new InputError(
      'bad-option',
      `the file is there already, and is not a recording of Docproof in ${format.name}`,
      { place: { source: path }, cure: 'Name another file: this one would be lost.' },
    );
  try {
    if (found && found.count > 0) {
      // The tail first: on a full disk a file that is closed stays closed.
      file.write(found.offset, tail);
      file.truncate(found.offset + tail.length);
      return found;
    }
    file.truncate(0);
    return { offset: file.write(0, head + tail) - tail.length, count: 0 };
  } catch (cause) {
    throw cannotWrite(path, 0, cause);
  }
}

/** The error for an exchange that could not be recorded. @param count how many were before */
export function cannotWrite(path: string, count: number, cause: unknown): InputError {
  const isFull = cause instanceof Error && 'code' in cause && (cause.code === 'ENOSPC' || cause.code === 'EDQUOT');
  return new InputError('bad-option', `the recording cannot be written${isFull ? ': there is no space left' : ''}`, {
    place: { source: path },
    cure: `${isFull ? 'Make space' : 'Check the disk'}: recording goes on then. ${count === 1 ? 'The exchange before is' : `The ${count} exchanges before are`} in the file.`,
    cause,
  });
}

/** The error where another program writes to the file too. */
export function writtenByOthers(path: string, name: string): InputError {
  return new InputError('bad-option', `another program writes to this ${name} file`, {
    place: { source: path },
    cure: 'Record to another file, or to NDJSON, which several processes can share.',
  });
}
