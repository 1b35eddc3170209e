/** An OpenAPI description of about so many bytes (ASCII). */
export function largeYaml(bytes: number): string;
