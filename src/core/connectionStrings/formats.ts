/** The nine, in the order and with the ids of Powabase Studio's Connect modal. */
export const formatIds = [
  'uri',
  'psql',
  'nodejs',
  'python',
  'golang',
  'jdbc',
  'dotnet',
  'php',
  'sqlalchemy',
] as const;

export type FormatId = (typeof formatIds)[number];
