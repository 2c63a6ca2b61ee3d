import { message } from '../errors';
import { type Draft, draftOf } from './draft';
import { type Finding, shownName } from './findings';

/** The drafts that the findings make, one for each project URL in them; none when there is nothing to save. */
export function assemble(findings: readonly Finding[], now: number): readonly Draft[] {
  const urls = projectUrls(findings);
  const [first] = urls;
  if (first === undefined) return [draftOf(findings, undefined, now)].filter(holdsSomething);
  const groups = groupsOf(findings, urls);
  const parts = new Map(urls.map((url): [string, Finding[]] => [url, []]));
  for (const finding of findings) {
    // Of several projects, it does not tell which one it speaks of.
    if (urls.length > 1 && (finding.kind === 'engine' || finding.kind === 'project')) continue;
    const { url, part } = place(finding, first, urls, groups);
    parts.get(url)?.push(part);
  }
  return urls.map((url) => draftOf(parts.get(url) ?? [], url, now));
}

function holdsSomething({ credentials }: Draft): boolean {
  return Object.keys(credentials).length > 0;
}

/** The URLs that stand there; else those that keys and databases tell; else those that only a name speaks for. */
function projectUrls(findings: readonly Finding[]): readonly string[] {
  const addresses = findings.filter((finding) => finding.kind === 'address');
  const sure = addresses.filter((finding) => finding.sure).map(({ address }) => address.url);
  const told = findings.flatMap((finding) =>
    finding.kind === 'credential' || finding.kind === 'database' ? (finding.origin.url ?? []) : [],
  );
  const perhaps = addresses.map(({ address }) => address.url);
  const best = [sure, told, perhaps].find((urls) => urls.length > 0) ?? [];
  return [...new Set(best)];
}

type Groups = ReadonlyMap<string, ReadonlySet<string>>;

/** The URLs that stand in the variables of each group. */
function groupsOf(findings: readonly Finding[], urls: readonly string[]): Groups {
  const known = new Set(urls);
  const groups = new Map<string, Set<string>>();
  for (const finding of findings) {
    if (finding.kind !== 'address' || !known.has(finding.address.url)) continue;
    const group = groups.get(finding.group) ?? new Set();
    groups.set(finding.group, group.add(finding.address.url));
  }
  return groups;
}

/** The project that the finding belongs to; where it belongs to none, the first one gets a remark in its place. */
function place(
  finding: Finding,
  first: string,
  urls: readonly string[],
  groups: Groups,
): { readonly url: string; readonly part: Finding } {
  switch (finding.kind) {
    case 'page':
    case 'remark':
    case 'account':
    case 'engine':
    case 'project':
    case 'schema':
      return { url: first, part: finding };
    case 'address':
      return { url: finding.address.url, part: finding };
    case 'credential':
    case 'database': {
      const told = finding.origin.url;
      if (told !== undefined && urls.includes(told)) return { url: told, part: finding };
      const owners = urls.length === 1 ? urls : [...(groups.get(finding.group) ?? [])];
      if (told !== undefined && !owners.some((owner) => mayBe(owner, told))) {
        return { url: first, part: otherProject(finding.name, told) };
      }
      const [owner] = owners;
      return owner !== undefined && owners.length === 1
        ? { url: owner, part: finding }
        : { url: first, part: ofNone(finding.name) };
    }
  }
}

/** A domain of one's own may stand for any project, a name of this machine for another one of it. */
function mayBe(url: string, told: string): boolean {
  return isLocal(url) ? isLocal(told) : !isHosted(url);
}

function isLocal(url: string): boolean {
  return /^https?:\/\/(?:localhost|127\.|\[::1\]|0\.0\.0\.0)/.test(url);
}

/** Such a URL holds the project's reference, so that one which differs is another project's. */
function isHosted(url: string): boolean {
  return /\.(?:supabase\.(?:co|red|in)|p\.powabase\.ai)$/.test(url);
}

function otherProject(name: string, told: string): Finding {
  return {
    kind: 'remark',
    sentence: message(
      '{0} belongs to another project, {1}, and was left out.',
      shownName(name),
      told,
    ),
  };
}

function ofNone(name: string): Finding {
  return {
    kind: 'remark',
    sentence: message(
      '{0} may belong to any of these projects, and was left out.',
      shownName(name),
    ),
  };
}
