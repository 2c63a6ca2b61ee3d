import { parse } from 'dotenv';

/** The keys and values of a `.env` file's text, as the dotenv package reads them. */
export function parseDotenv(text: string): Readonly<Record<string, string>> {
  return parse(text);
}
