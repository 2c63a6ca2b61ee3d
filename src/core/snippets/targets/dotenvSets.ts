import type { CredentialKind } from '../../model';
import { writeDotenv } from '../../writeDotenv';
import { type Code, lines } from '../code';
import { type Framework, frameworks } from '../frameworks';
import type { Snippet, SnippetContext } from '../snippet';
import { isPublic, type Slot } from '../values';

/** The variables of a framework's project: what its client may see behind the prefix, the rest without. */
export const dotenvSets: readonly Snippet[] = frameworks.map((framework) => ({
  id: `dotenv-${framework.id}`,
  label: `.env of ${framework.label}`,
  group: 'environment',
  language: 'dotenv',
  needs: [],
  side: 'server',
  render: (context) => ({ imports: [], body: variablesFor(context, framework) }),
}));

function variablesFor(context: SnippetContext, framework: Framework): Code {
  const { variables } = context;
  const slots: readonly Slot[] = ['url', ...kindsFor(context)];
  const publicSlots = slots.filter(isPublic);
  const secretSlots = slots.filter((slot) => !isPublic(slot));
  const onServer = framework.onServer?.prefixed ? secretSlots : (['url', ...secretSlots] as const);
  const named = (slot: Slot, prefix: string) => prefix + (variables[slot] ?? '');
  const publicNames = publicSlots.map((slot) => named(slot, framework.publicPrefix));
  const declaration = framework.declare?.(publicNames);
  return lines(
    `# Everybody can read these in the client: ${framework.publicPrefix} is for public values only.`,
    declaration === undefined ? undefined : `# ${declaration}`,
    ...publicSlots.map((slot) => assignment(context, slot, named(slot, framework.publicPrefix))),
    ...(framework.server
      ? [
          '# For the server only.',
          ...onServer.map((slot) => assignment(context, slot, named(slot, ''))),
        ]
      : [
          `# No secrets: all that ${framework.label} builds runs in the client. Keep them on a server.`,
        ]),
    '',
  );
}

/** Tokens of users and of the account are no part of an application's settings. */
function kindsFor({ credentials, values }: SnippetContext): readonly CredentialKind[] {
  const pairs = [
    ['publishableKey', 'secretKey'],
    ['anonKey', 'serviceRoleKey'],
  ] as const;
  const offered = pairs.filter(([key]) => credentials.includes(key));
  const pair = offered.find(([key]) => values[key] !== undefined) ?? offered[0] ?? [];
  const others = (['jwtSecret', 'databaseUrl'] as const).filter((kind) =>
    credentials.includes(kind),
  );
  return [...pair, ...others];
}

function assignment({ url, values, source }: SnippetContext, slot: Slot, name: string): Code {
  const known = slot === 'url' ? url : values[slot];
  const shown = isPublic(slot) || source === 'written' ? known : undefined;
  // What no quoting holds stays empty.
  const { text } = writeDotenv('', [{ name, value: shown ?? '' }]);
  return shown === undefined || text === ''
    ? [`${name}=`, { blank: name, preset: '' }]
    : [text.trimEnd()];
}
