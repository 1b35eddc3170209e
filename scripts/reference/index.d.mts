/** Each page of the reference by its path below the project. */
export function referencePages(): Promise<ReadonlyMap<string, string>>;
