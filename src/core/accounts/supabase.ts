import * as v from 'valibot';
import { asFailure, Failure, message, plain } from '../errors';
import type { Account, AccountAccess, AccountListing, AccountProject } from './account';
import { ask, readEach, readOne, shownName } from './ask';
import { supabaseAccount as facts } from './facts';
import { readSupabaseProject } from './supabaseProject';
import { noticeOf } from './supabaseStatus';
import { checkSupabaseToken } from './tokens';

/** https://supabase.com/docs/reference/api */
export const supabase: Account = {
  ...facts,
  checkToken: async (text) => checkSupabaseToken(text),
  list: listSupabaseProjects,
  read: async (access, project, signal) => {
    requireToken(access);
    return readSupabaseProject(access, facts, project, signal);
  },
};

/** The most that the API gives at once. */
const pageSize = 100;
/** Of one organization: two thousand projects. */
const mostPages = 20;
/** Asked for side by side; the API takes 120 requests in a minute. */
const mostOrganizations = 50;

const organization = v.object({ slug: v.pipe(v.string(), v.regex(/^[\w-]+$/)), name: shownName });
const page = v.object({
  projects: v.array(v.unknown()),
  pagination: v.fallback(v.optional(v.object({ count: v.number() })), undefined),
});
const listed = v.object({
  // It becomes part of paths and of a host name.
  ref: v.pipe(v.string(), v.regex(/^[a-z\d]{1,63}$/)),
  name: shownName,
  status: v.fallback(v.string(), 'UNKNOWN'),
});

type Organization = v.InferOutput<typeof organization>;

/**
 * The projects of every organization that the token reaches, organizations side by side. One that it may not
 * look into becomes a note. Throws a `Failure`.
 */
async function listSupabaseProjects(
  access: AccountAccess,
  signal: AbortSignal,
): Promise<AccountListing> {
  requireToken(access);
  // Not /v1/projects: it is not paged, and for a token of one organization it is empty.
  const found = await ask(access, facts, '/v1/organizations', signal);
  const organizations = readEach(facts, organization, found);
  const lists = await Promise.all(
    organizations.slice(0, mostOrganizations).map((each) => projectsOf(access, each, signal)),
  );
  const left = organizations.slice(mostOrganizations).map(({ name }) => name);
  return {
    projects: lists.flatMap(({ projects }) => projects),
    notes: [
      ...lists.flatMap(({ notes }) => notes),
      ...left.map((name) =>
        message('The organization "{0}" is not listed: there are too many.', name),
      ),
    ],
  };
}

async function projectsOf(
  access: AccountAccess,
  { slug, name }: Organization,
  signal: AbortSignal,
): Promise<AccountListing> {
  const found = new Map<string, AccountProject>();
  const note = (why: string) => message('Not all projects of "{0}" are listed: {1}', name, why);
  try {
    for (let pages = 0, offset = 0; pages < mostPages; pages += 1) {
      const path = `/v1/organizations/${slug}/projects?limit=${pageSize}&offset=${offset}`;
      const answer = readOne(facts, page, await ask(access, facts, path, signal));
      const before = found.size;
      for (const project of readEach(facts, listed, answer.projects)) {
        found.set(project.ref, projectOf(project, name));
      }
      offset += answer.projects.length;
      const { pagination } = answer;
      const more = pagination ? offset < pagination.count : answer.projects.length === pageSize;
      // A server that ignores the offset gives the same page for ever.
      if (!more || found.size === before) return { projects: [...found.values()], notes: [] };
    }
    return { projects: [...found.values()], notes: [note('there are too many.')] };
  } catch (error) {
    const { reason, sentence } = asFailure(error);
    if (reason !== 'badAnswer') throw error;
    return { projects: [...found.values()], notes: [note(plain(sentence))] };
  }
}

function projectOf({ ref, name, status }: v.InferOutput<typeof listed>, group: string) {
  const notice = noticeOf(status);
  return { id: ref, name, group, ...(notice === undefined ? {} : { notice }) };
}

function requireToken({ token }: AccountAccess): void {
  const problem = checkSupabaseToken(token);
  if (problem !== undefined) throw new Failure('badInput', problem);
}
