/** Writes docs/reference/library/: one page an entry of the package, made by TypeDoc of the types that users import. */
export async function writeLibrary() {}
