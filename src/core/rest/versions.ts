import type { LogicNode, Operand, Parameter, SelectItem } from './ast';
import type { Header } from './headers';
import type { ParsedRequest } from './parse';
import type { Span } from './span';
import { isAtLeast, type Version } from './version';

/** Something that not every PostgREST understands. https://docs.postgrest.org/en/v16/ and its change log. */
export interface Feature {
  readonly id: string;
  /** The first version that has it. */
  readonly since: string;
  /** The first version that no longer has it. */
  readonly until?: string;
  /** As it is written in a request. */
  readonly name: string;
}

const table = {
  webSearch: { since: '6.0.1', name: 'wfts' },
  onConflict: { since: '7', name: 'on_conflict' },
  estimatedCount: { since: '7', name: 'count=planned' },
  profile: { since: '7', name: 'Accept-Profile' },
  transaction: { since: '8', name: 'Prefer: tx' },
  headersOnly: { since: '8', name: 'return=headers-only' },
  innerJoin: { since: '9', name: '!inner' },
  isUnknown: { since: '9', name: 'is.unknown' },
  regularExpression: { since: '10', name: 'match' },
  plan: { since: '10', name: 'Accept: application/vnd.pgrst.plan' },
  geoJson: { since: '10', name: 'Accept: application/geo+json' },
  limitedWrite: {
    since: '10',
    until: '13',
    name: 'limit',
  },
  spread: { since: '11', name: '...table(columns)' },
  relatedOrder: { since: '11', name: 'order=table(column)' },
  emptyEmbed: { since: '11', name: 'table()' },
  isDistinct: { since: '11', name: 'isdistinct' },
  quantifier: { since: '11', name: '(any)' },
  missing: { since: '11', name: 'Prefer: missing' },
  multipleObjects: { since: '0', until: '11', name: 'params=multiple-objects' },
  nullsStripped: { since: '11.2', name: 'nulls=stripped' },
  aggregate: { since: '12', name: 'count()' },
  handling: { since: '12', name: 'Prefer: handling' },
  timezone: { since: '12', name: 'Prefer: timezone' },
  maxAffected: { since: '12.2', name: 'Prefer: max-affected' },
  isNotNull: {
    since: '13',
    name: 'is.not_null',
  },
  manySpread: {
    since: '13',
    name: '...table(columns)',
  },
  singleObject: { since: '0', until: '13', name: 'params=single-object' },
} satisfies Record<string, Omit<Feature, 'id'>>;

export type FeatureId = keyof typeof table;

export const features: ReadonlyMap<FeatureId, Feature> = new Map(
  Object.entries(table).map(([id, facts]) => [id as FeatureId, { id, ...facts }]),
);

/** What a server of that version understands. */
export function featuresOf(version: Version): ReadonlySet<FeatureId> {
  return new Set(
    [...features]
      .filter(
        ([, { since, until }]) =>
          isAtLeast(version, since) && !(until && isAtLeast(version, until)),
      )
      .map(([id]) => id),
  );
}

export interface FeatureUse extends Span {
  readonly feature: FeatureId;
}

/** Which of the features a request uses, and where. A spread of many rows takes a catalog to be known. */
export function usedFeatures({ method, target, headers }: ParsedRequest): readonly FeatureUse[] {
  const writes = method?.name === 'PATCH' || method?.name === 'DELETE';
  return [
    ...target.parameters.flatMap((parameter) => ofParameter(parameter, writes)),
    ...headers.flatMap(ofHeader),
  ];
}

function use(feature: FeatureId, { start, end }: Span): FeatureUse {
  return { feature, start, end };
}

function ofParameter(parameter: Parameter, writes: boolean): readonly FeatureUse[] {
  switch (parameter.kind) {
    case 'filter':
      return parameter.condition.kind === 'broken' ? [] : ofCondition(parameter.condition);
    case 'logic':
      return ofLogic(parameter.group);
    case 'select':
      return parameter.items.flatMap(ofItem);
    case 'order':
      return parameter.terms.flatMap((term) =>
        term.kind === 'term' && term.relation ? [use('relatedOrder', term)] : [],
      );
    case 'on_conflict':
      return [use('onConflict', parameter.key)];
    case 'limit':
      return writes ? [use('limitedWrite', parameter.key)] : [];
    default:
      return [];
  }
}

const operatorFeatures: Readonly<Record<string, FeatureId>> = {
  wfts: 'webSearch',
  match: 'regularExpression',
  imatch: 'regularExpression',
  isdistinct: 'isDistinct',
};

function ofCondition(
  condition: Span & {
    readonly operator: Span & { readonly name: string };
    readonly quantifier?: 'any' | 'all' | undefined;
    readonly operand: Operand;
  },
): readonly FeatureUse[] {
  const { operator, quantifier, operand } = condition;
  const feature = operatorFeatures[operator.name];
  return [
    ...(feature ? [use(feature, operator)] : []),
    ...(quantifier ? [use('quantifier', operator)] : []),
    ...(operand.kind === 'is' && operand.value === 'unknown' ? [use('isUnknown', operand)] : []),
    ...(operand.kind === 'is' && operand.value === 'not_null' ? [use('isNotNull', operand)] : []),
  ];
}

function ofLogic(node: LogicNode): readonly FeatureUse[] {
  if (node.kind === 'filter') return ofCondition(node.condition);
  return node.kind === 'group' ? node.children.flatMap(ofLogic) : [];
}

function ofItem(item: SelectItem): readonly FeatureUse[] {
  if (item.kind === 'count') return [use('aggregate', item)];
  if (item.kind === 'column') return item.aggregate ? [use('aggregate', item)] : [];
  if (item.kind !== 'embed') return [];
  return [
    ...(item.spread ? [use('spread', item)] : []),
    ...(item.join === 'inner' ? [use('innerJoin', item)] : []),
    ...(item.items.length === 0 ? [use('emptyEmbed', item)] : []),
    ...item.items.flatMap(ofItem),
  ];
}

const preferenceFeatures: Readonly<Record<string, FeatureId>> = {
  'count=planned': 'estimatedCount',
  'count=estimated': 'estimatedCount',
  'return=headers-only': 'headersOnly',
  'params=single-object': 'singleObject',
  'params=multiple-objects': 'multipleObjects',
  tx: 'transaction',
  missing: 'missing',
  handling: 'handling',
  timezone: 'timezone',
  'max-affected': 'maxAffected',
};

function ofHeader({
  name,
  nameSpan,
  value,
  valueSpan,
  preferences,
}: Header): readonly FeatureUse[] {
  if (name === 'accept-profile' || name === 'content-profile') return [use('profile', nameSpan)];
  if (name === 'accept') {
    const found: readonly [string, FeatureId][] = [
      ['vnd.pgrst.plan', 'plan'],
      ['geo+json', 'geoJson'],
      ['nulls=stripped', 'nullsStripped'],
    ];
    return found.flatMap(([text, feature]) =>
      value.includes(text) ? [use(feature, valueSpan)] : [],
    );
  }
  return preferences.flatMap((preference) => {
    const feature =
      preferenceFeatures[`${preference.name}=${preference.value}`] ??
      preferenceFeatures[preference.name];
    return feature ? [use(feature, preference)] : [];
  });
}
