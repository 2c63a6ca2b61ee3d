import { type ShellWord, shellCommands } from '../shellWords';
import { readAddress } from './address';
import type { Entry } from './entry';

/** Options of curl with a value that says nothing to us, by https://curl.se/docs/manpage.html. */
const withValue =
  /^(?:-[XdFoAebcuTmwxKEQtYyzCr]|--(?:request|data(?:-raw|-binary|-urlencode|-ascii)?|json|form(?:-string)?|output|user-agent|referer|cookie(?:-jar)?|user|upload-file|max-time|connect-timeout|write-out|proxy|cacert|cert|retry))$/;

/** URL and headers stand before the body, which may be long. */
const longest = 65_536;

/** The URLs and keys of the curl commands in the text; undefined when there is none. */
export function readCurl(text: string): readonly Entry[] | undefined {
  if (!/(?:^|[\s;|&(])curl(?:\.exe)?\s/.test(text)) return undefined;
  // cmd.exe and PowerShell continue a line in their own ways.
  const commands = shellCommands(text.slice(0, longest).replace(/[\^`]\n/g, ' '));
  const entries = commands.flatMap((command) => {
    const at = command.findIndex((word) => /^(?:.*[\\/])?curl(?:\.exe)?$/.test(word.text));
    return at === -1 ? [] : readArguments(command.slice(at + 1));
  });
  return entries.length === 0 ? undefined : entries;
}

function readArguments(words: readonly ShellWord[]): readonly Entry[] {
  const entries: Entry[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at]?.text ?? '';
    const [, attached] = /^(?:-H|--header=)(.+)$/s.exec(word) ?? [];
    if (word === '-H' || word === '--header') {
      at += 1;
      entries.push(...header(words[at]));
    } else if (attached !== undefined) {
      entries.push(...header({ text: attached, expands: words[at]?.expands ?? false }));
    } else if (withValue.test(word)) {
      at += 1;
    } else if (!word.startsWith('-')) {
      entries.push(...target(word));
    }
  }
  return entries;
}

function header(word: ShellWord | undefined): readonly Entry[] {
  const [, name, value = ''] =
    /^(apikey|authorization|(?:accept|content)-profile)\s*:\s*(.+)$/is.exec(word?.text ?? '') ?? [];
  return name === undefined || word?.expands ? [] : [{ name, value: value.trim() }];
}

/** The origin is all of a request's URL that is the project's, where the path says nothing. */
function target(word: string): readonly Entry[] {
  if (!/[.:]/.test(word)) return [];
  const written = /^https?:\/\//i.test(word) ? word : `https://${word}`;
  const address = readAddress(written);
  if (address === undefined) return [];
  return [{ name: '', value: address.kind === 'unknown' ? address.url : written, isAddress: true }];
}
