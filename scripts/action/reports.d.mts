/** At most so many characters of Markdown, ended at the end of a line, with all that is open closed. */
export function cutMarkdown(text: string, most: number, more: string): string;
