/** The sides of a pair that builds for browsers take, by the side that others take. */
export const IN_BROWSERS: Readonly<Record<string, string>>;
