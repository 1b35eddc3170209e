/**
 * A value that is still being made, member by member. Objects with many optional members are made so where there are
 * millions of them: a copy by spreading takes V8 several times as long.
 */
export type Writable<T> = { -readonly [Name in keyof T]: T[Name] };
