/** The requests of a batch that Microsoft Graph takes at most. */
export const MAX_REQUESTS = 20;
