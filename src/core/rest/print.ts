import type {
  Broken,
  Condition,
  Field,
  Item,
  JsonStep,
  LogicNode,
  Name,
  OrderTerm,
  Parameter,
  Path,
  SelectItem,
  Target,
} from './ast';

/** The target of a request as text: what was parsed as it was written, what was built as it is usual. */
export function printTarget({ path, writtenPath, parameters, tail = '' }: Target): string {
  const query = parameters.map(
    (parameter, index) =>
      (parameter.separator ?? (index === 0 ? '?' : '&')) +
      (parameter.written ?? spellParameter(parameter)),
  );
  return (writtenPath ?? spellPath(path)) + query.join('') + tail;
}

function spellPath(path: Path): string {
  switch (path.kind) {
    case 'table':
      return `/${encodeURIComponent(path.name)}`;
    case 'function':
      return `/rpc/${encodeURIComponent(path.name)}`;
    default:
      return '/';
  }
}

/** `key=value`, with only what a query cannot hold encoded. */
function spellParameter(parameter: Parameter): string {
  const [key, value] = decodedParameter(parameter);
  return `${encode(key, /[%&;+#=]/g)}=${encode(value, /[%&;+#]/g)}`;
}

function encode(text: string, special: RegExp): string {
  return text.replace(special, encodeURIComponent).replace(/[\s\p{Cc}]/gu, encodeURIComponent);
}

/** The key and the value of a parameter, before they are encoded for a URL. */
export function decodedParameter(parameter: Parameter): readonly [string, string] {
  switch (parameter.kind) {
    case 'filter':
      return [dotted(parameter.embed, field(parameter.field)), condition(parameter.condition)];
    case 'logic':
      return logicParameter(parameter.embed, parameter.group);
    case 'select':
      return ['select', selected(parameter.items)];
    case 'order':
      return [dotted(parameter.embed, 'order'), parameter.terms.map(term).join(',')];
    case 'limit':
    case 'offset':
      return [dotted(parameter.embed, parameter.kind), String(parameter.count ?? '')];
    case 'columns':
    case 'on_conflict':
      return [
        parameter.kind,
        parameter.names.map((one) => ('kind' in one ? '' : name(one))).join(','),
      ];
    case 'argument':
      return ['kind' in parameter.name ? '' : name(parameter.name), parameter.text];
    case 'ignored':
      return ['', ''];
  }
}

function dotted(embed: readonly Name[], last: string): string {
  return [...embed.map(name), last].join('.');
}

function logicParameter(embed: readonly Name[], group: LogicNode): readonly [string, string] {
  if (group.kind !== 'group') return ['', ''];
  const word = group.negated ? `not.${group.operator}` : group.operator;
  return [dotted(embed, word), `(${group.children.map(logic).join(',')})`];
}

function logic(node: LogicNode): string {
  switch (node.kind) {
    case 'filter':
      return `${field(node.field)}.${condition(node.condition, 'logic')}`;
    case 'group':
      return `${node.negated ? 'not.' : ''}${node.operator}(${node.children.map(logic).join(',')})`;
    case 'broken':
      return '';
  }
}

function condition(read: Condition | Broken, place: 'top' | 'logic' = 'top'): string {
  if (read.kind === 'broken') return '';
  const { negated, operator, quantifier, config, operand } = read;
  const modifier = quantifier ?? config?.name;
  const head = `${negated ? 'not.' : ''}${operator.name}${modifier ? `(${modifier})` : ''}.`;
  switch (operand.kind) {
    case 'is':
      return head + operand.value;
    case 'list':
      return `${head}(${operand.items.map((one) => item(one)).join(',')})`;
    case 'text':
      return head + (place === 'top' ? operand.text : item(operand, /^\{[^{}]*\}$/));
  }
}

/** A value inside of brackets, in quotes where it would be read otherwise. */
function item({ text, quoted }: Pick<Item, 'text' | 'quoted'>, bare?: RegExp): string {
  if (!quoted && bare?.test(text)) return text;
  return quoted || /[,()"\\]|^\s|\s$/.test(text) ? quote(text) : text;
}

function quote(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

/** A name as a request writes it, in quotes where it needs them. */
export function name({ name: text, quoted }: Pick<Name, 'name' | 'quoted'>): string {
  const plain = /^[\p{L}0-9_$](?:[\p{L}0-9_$ ]*[\p{L}0-9_$])?(?:-[\p{L}0-9_$]+)*$/u.test(text);
  return quoted || !plain ? quote(text) : text;
}

function field(read: Field | Broken): string {
  return read.kind === 'broken' ? '' : fieldText(read);
}

/** A column with its JSON path, as a request writes it. */
export function fieldText(read: Field): string {
  return name(read.name) + read.path.map((step) => step.arrow + jsonKey(step)).join('');
}

function jsonKey({ key, isIndex }: JsonStep): string {
  const plain = isIndex || (/^[^(\-:.,>)"\\\s]+$/.test(key) && !/^\d+$/.test(key));
  return plain ? key : quote(key);
}

function selected(items: readonly SelectItem[]): string {
  return items.map(selectItem).join(',');
}

/** One item of a select, as a request writes it. */
export function selectItem(one: SelectItem): string {
  const alias = 'alias' in one && one.alias ? `${name(one.alias)}:` : '';
  switch (one.kind) {
    case 'star':
      return '*';
    case 'broken':
      return '';
    case 'count':
      return `${alias}count()${one.cast ? `::${one.cast.name}` : ''}`;
    case 'column':
      return (
        alias +
        field(one.field) +
        (one.cast ? `::${one.cast.name}` : '') +
        (one.aggregate ? `.${one.aggregate}()` : '') +
        (one.aggregateCast ? `::${one.aggregateCast.name}` : '')
      );
    case 'embed':
      return (
        (one.spread ? '...' : alias) +
        name(one.relation) +
        (one.hint ? `!${hint(one.hint)}` : '') +
        (one.join ? `!${one.join}` : '') +
        `(${selected(one.items)})`
      );
  }
}

/** Of `!inner_key` the server would read the join alone, and give up. */
export function hint(one: Pick<Name, 'name' | 'quoted'>): string {
  return name({ name: one.name, quoted: one.quoted || /^(?:inner|left)/.test(one.name) });
}

function term(one: OrderTerm | Broken): string {
  if (one.kind === 'broken') return '';
  const column = one.relation ? `${name(one.relation)}(${field(one.field)})` : field(one.field);
  return [column, one.direction, one.nulls].filter((part) => part !== undefined).join('.');
}
