import { type Message, message } from './errors';
import { problemOfProjectName } from './projectName';
import { type ConnectTab, connectTabs } from './showConnect';

/** What a link from outside may ask for. No secret is ever accepted. */
export type DeepLink =
  | {
      readonly kind: 'connect';
      /** Name or id of a project; absent means that the person picks one. */
      readonly project?: string;
      readonly tab: ConnectTab;
    }
  /** The Flux dashboard's own parameters. */
  | { readonly kind: 'addFlux'; readonly slug: string; readonly hash: string }
  | { readonly kind: 'refused'; readonly sentence: Message };

const longest = 200;

/**
 * Reads the path and the query of a link to the extension: `/connect?project=Shop&tab=connection-strings`,
 * `/connect?showConnect=true`, `/add?slug=shop&hash=0123abc`. Whatever else stands in it refuses the link whole.
 */
export function readDeepLink(path: string, query: string): DeepLink {
  // A blank arrives as `+`.
  const parameters = new URLSearchParams(query);
  const given = Object.fromEntries(parameters);
  switch (path) {
    case '/connect':
      return readConnect(given);
    case '/add':
      return readAdd(given);
    default:
      return refused('This link names nothing that the extension can open.');
  }
}

/** The query of a link to the Connect panel of a project. The editor decodes a link once before it is read. */
export function deepLinkQuery(project: string, tab: ConnectTab): string {
  return new URLSearchParams({ project, tab }).toString().replaceAll('%', '%25');
}

type Given = Readonly<Record<string, string>>;

function readConnect(given: Given): DeepLink {
  const stranger = strangerIn(given, ['project', 'tab', 'connectTab', 'showConnect']);
  if (stranger) return stranger;
  const { project, showConnect = 'true' } = given;
  const named = given.tab ?? given.connectTab ?? 'api-keys';
  const tab = connectTabs.find((known) => known === named);
  if (showConnect !== 'true') return refused('This link does not ask for the Connect panel.');
  if (tab === undefined) {
    return refused('This link asks for a tab that the Connect panel does not have.');
  }
  if (!project) return { kind: 'connect', tab };
  // The name is repeated to the person, so it must be one.
  return problemOfProjectName(project) === undefined
    ? { kind: 'connect', tab, project }
    : refused('This link names a project by a name that no project can have.');
}

function readAdd(given: Given): DeepLink {
  const stranger = strangerIn(given, ['slug', 'hash']);
  if (stranger) return stranger;
  const slug = given.slug?.trim() ?? '';
  const hash = given.hash?.trim() ?? '';
  if (!/^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/.test(slug)) {
    return refused('This link names no Flux project: its slug has letters, digits and hyphens.');
  }
  if (!/^[a-f0-9]{7}$/.test(hash)) {
    return refused('This link names no Flux project: its hash has seven characters, 0-9 and a-f.');
  }
  return { kind: 'addFlux', slug, hash };
}

/** The value of a stranger is not repeated: it may be the secret that somebody put there. */
function strangerIn(given: Given, known: readonly string[]): DeepLink | undefined {
  if (Object.values(given).some((value) => value.length > longest)) {
    return refused('This link is longer than any of ours.');
  }
  return Object.keys(given).every((name) => known.includes(name))
    ? undefined
    : refused('This link holds more than it may. Secrets never belong in a link.');
}

function refused(sentence: string): DeepLink {
  return { kind: 'refused', sentence: message(sentence) };
}
