import type { RangeVar } from 'libpg-query';
import type { Effect } from './classify';
import { entry, type Members, nameOf, type QualifiedName, relationOf, wordsOf } from './names';

type Definition = Extract<Effect, { kind: 'defines' }>;

/** What a statement creates that says it by its own type alone. */
const objects: Readonly<Record<string, string>> = {
  CreateStmt: 'TABLE',
  CreateTableAsStmt: 'TABLE',
  CreateForeignTableStmt: 'FOREIGN TABLE',
  RefreshMatViewStmt: 'MATERIALIZED VIEW',
  AlterEventTrigStmt: 'EVENT TRIGGER',
  CreateEventTrigStmt: 'EVENT TRIGGER',
  CreateTrigStmt: 'TRIGGER',
  CreateSeqStmt: 'SEQUENCE',
  AlterSeqStmt: 'SEQUENCE',
  CreatedbStmt: 'DATABASE',
  DropdbStmt: 'DATABASE',
  CreateRoleStmt: 'ROLE',
  AlterRoleSetStmt: 'ROLE',
  GrantRoleStmt: 'ROLE',
  AlterDefaultPrivilegesStmt: 'DEFAULT PRIVILEGES',
  CreateEnumStmt: 'TYPE',
  AlterEnumStmt: 'TYPE',
  CompositeTypeStmt: 'TYPE',
  DropOwnedStmt: 'OWNED',
  ReassignOwnedStmt: 'OWNED',
};

/** Members under which a node holds the relation that it defines or changes. */
const relationMembers = ['relation', 'view', 'table', 'rel', 'sequence', 'typevar'];
/** Members that name something without a schema. */
const plainMembers = ['role', 'dbname', 'extname', 'fdwname', 'servername', 'tablespacename'];
/** Objects that are named after the relation they belong to. */
const ofRelation = ['POLICY', 'TRIGGER', 'RULE', 'TABCONSTRAINT', 'COLUMN'];

/** What a statement of a type without an entry of its own creates, changes or drops: everything else is DDL. */
export function definitionsOf(type: string, members: Members): readonly Definition[] {
  const object = objectOf(type, members);
  const verb = verbOf(type);
  const names = namesOf(object, members);
  return (names.length === 0 ? [undefined] : names).map((name) => ({
    kind: 'defines',
    verb,
    object,
    ...(name === undefined ? {} : { name }),
  }));
}

function verbOf(type: string): Definition['verb'] {
  if (/^Drop/.test(type)) return 'drop';
  if (/^(?:Grant|AlterDefaultPrivileges)/.test(type)) return 'grant';
  if (/^(?:Create|Define|Index|View|Rule|CompositeType|ImportForeign)/.test(type)) return 'create';
  return 'alter';
}

function objectOf(type: string, members: Members): string {
  const { removeType, objtype, objectType, renameType } = members;
  const said = removeType ?? objtype ?? objectType ?? renameType;
  if (typeof said === 'string') {
    const word = said.replace('OBJECT_', '').replaceAll('_', ' ');
    return word === 'MATVIEW' ? 'MATERIALIZED VIEW' : word;
  }
  return objects[type] ?? type.replace(/^(?:Create|Alter|Drop)|Stmt$/g, '').toUpperCase();
}

function namesOf(object: string, members: Members): readonly QualifiedName[] {
  for (const member of relationMembers) {
    if (members[member]) return [relationOf(members[member] as RangeVar)];
  }
  if (members.into) return [relationOf((members.into as { rel: RangeVar }).rel)];
  if (object === 'SCHEMA' && typeof members.schemaname === 'string') {
    return [ownSchema(members.schemaname)];
  }
  // What is renamed and is in no schema: a role, a database, a schema itself.
  if (typeof members.subname === 'string') {
    return [object === 'SCHEMA' ? ownSchema(members.subname) : { name: members.subname }];
  }
  const lists = [members.funcname, members.defnames, members.typeName, members.domainname];
  const named = lists.map(wordsOf).find((words) => words.length > 0);
  if (named) return [nameOf(named)];
  if (Array.isArray(members.objects)) {
    const within = members.targtype === 'ACL_TARGET_ALL_IN_SCHEMA' ? 'SCHEMA' : object;
    return members.objects.map((item) => objectName(within, item));
  }
  if (Array.isArray(members.roles)) return members.roles.map(roleName);
  if (Array.isArray(members.granted_roles)) {
    return members.granted_roles.map((node) => ({
      name: String(entry(node)?.[1].priv_name ?? ''),
    }));
  }
  if (members.object) return [objectName(object, members.object)];
  for (const member of plainMembers) {
    const value = members[member];
    if (typeof value === 'string') return [{ name: value }];
    if (member === 'role' && value) return [roleOf(value as Members)];
  }
  return [];
}

function objectName(object: string, node: unknown): QualifiedName {
  const [type, members] = entry(node) ?? ['', {}];
  switch (type) {
    case 'RangeVar':
      return relationOf(members as RangeVar);
    case 'String':
      return object === 'SCHEMA' ? ownSchema(String(members.sval)) : { name: String(members.sval) };
    case 'ObjectWithArgs':
      return nameOf(wordsOf(members.objname));
    case 'TypeName':
      return nameOf(wordsOf(members.names));
    default: {
      const words = wordsOf(members.items);
      return nameOf(ofRelation.includes(object) && words.length > 1 ? words.slice(0, -1) : words);
    }
  }
}

/** A schema belongs to whom its name belongs to. */
function ownSchema(name: string): QualifiedName {
  return { schema: name, name };
}

function roleName(node: unknown): QualifiedName {
  return roleOf(entry(node)?.[1] ?? {});
}

function roleOf({ rolename, roletype }: Members): QualifiedName {
  return { name: typeof rolename === 'string' ? rolename : String(roletype ?? '') };
}
