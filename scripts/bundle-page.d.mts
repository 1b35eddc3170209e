export function pageModule(): Promise<string>;
export function inspectorBundle(): Promise<{ readonly script: string; readonly style: string }>;
