/** What is wrong with a packaged extension, a sentence each; empty when it may be published. */
export function faultsOf(file: string): string[];
