/** The exit codes, the same for every verb. */
export const EXIT = {
  /** The contract holds. */
  holds: 0,
  /** It does not. */
  broken: 1,
  /** Unusable arguments or input, or nothing to check. */
  unusable: 2,
} as const;
