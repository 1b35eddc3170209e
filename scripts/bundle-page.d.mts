/** The generated module. */
export function pageModule(): Promise<string>;
