import { readFile } from 'node:fs/promises';

/** The inspector as the build wrote it. */
export interface InspectorFiles {
  readonly script: string;
  readonly style: string;
}

/**
 * Reads the inspector's script and style, which only the page itself needs: so they are separate files.
 * @returns undefined where they cannot be read: in a checkout that was not built
 */
export async function readInspector(): Promise<InspectorFiles | undefined> {
  const read = (name: string) => readFile(new URL(`../../dist/inspector/${name}`, import.meta.url), 'utf8');
  try {
    const [script, style] = await Promise.all([read('page.js'), read('page.css')]);
    return { script, style };
  } catch {
    return undefined;
  }
}
