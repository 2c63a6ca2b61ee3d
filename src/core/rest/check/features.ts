import { message } from '../../errors';
import type { Scope } from '../scope';
import { isAtLeast, type Version } from '../version';
import { type FeatureUse, features, usedFeatures } from '../versions';
import { type Checked, type Finding, type Fix, finding, replace } from './finding';

/** What the server's version does not have, or no longer. */
export function checkFeatures({
  text,
  request,
  scope,
  version,
  aggregates,
}: Checked): readonly Finding[] {
  const uses = [...usedFeatures(request), ...manySpreads(scope)];
  const refused = aggregates ? [] : uses.filter(({ feature }) => feature === 'aggregate');
  return [
    ...(version ? uses.flatMap((use) => ofUse(use, version, text)) : []),
    ...refused.map((use) =>
      finding('error', 'aggregates', use, message('This server does not allow aggregates.')),
    ),
  ];
}

function manySpreads({ embeds }: Scope): readonly FeatureUse[] {
  return embeds.flatMap((embed) => [
    ...(embed.item.spread && embed.ways.length === 1 && embed.ways[0]?.many
      ? [{ feature: 'manySpread' as const, start: embed.item.start, end: embed.item.relation.end }]
      : []),
    ...manySpreads(embed),
  ]);
}

function ofUse(use: FeatureUse, version: Version, text: string): readonly Finding[] {
  const feature = features.get(use.feature);
  if (!feature) return [];
  const { since, until, name } = feature;
  const here = `${version.major}.${version.minor}${version.major < 14 ? `.${version.patch}` : ''}`;
  const fixes = [fixOf(use, text)];
  if (!isAtLeast(version, since)) {
    const sentence =
      use.feature === 'manySpread'
        ? message(
            'Before PostgREST {1} only a table with one row can be spread, and this is {2}.',
            name,
            since,
            here,
          )
        : message('{0} needs PostgREST {1}, and this is {2}.', name, since, here);
    return [finding('error', 'version', use, sentence, fixes)];
  }
  if (until === undefined || !isAtLeast(version, until)) return [];
  const sentence = message('PostgREST {1} no longer has {0}, and this is {2}.', name, until, here);
  return [finding('error', 'version', use, sentence, fixes)];
}

function fixOf({ feature, start, end }: FeatureUse, text: string): Fix | undefined {
  if (feature === 'manySpread') {
    return replace({ start, end: start + 3 }, '', message('Embed it without the three dots'));
  }
  if (feature !== 'isNotNull') return undefined;
  const [before = ''] = /(?:not\.)?is\.$/.exec(text.slice(0, start)) ?? [];
  const instead = before.startsWith('not.') ? 'is.null' : 'not.is.null';
  const span = { start: start - before.length, end };
  return before === '' ? undefined : replace(span, instead, message('Change it to {0}', instead));
}
