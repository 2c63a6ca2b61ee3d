import { code, lines } from '../code';
import { importsOf, quoted } from '../javascript';
import type { Snippet } from '../snippet';
import { insideSingle, tableName } from '../table';
import { publicKinds, requestSlots } from '../values';
import { client, clientImport } from './supabaseJs';

/** https://supabase.com/docs/guides/realtime/postgres-changes, and the limit: https://supabase.com/docs/guides/getting-started/api-keys */
export const realtime: Snippet = {
  id: 'realtime',
  label: 'Realtime changes of a table',
  group: 'functions',
  language: 'typescript',
  needs: publicKinds,
  side: 'either',
  feature: 'realtime',
  render: (context) => {
    const table = tableName(context, insideSingle);
    const schema = quoted(context.table?.schema ?? 'public');
    return {
      imports: [clientImport, ...importsOf(context, requestSlots(context))],
      body: lines(
        client(context),
        '',
        '// Without a signed-in user the connection ends after 24 hours: sign in, or subscribe again.',
        'const changes = supabase',
        code`  .channel('${table}')`,
        code`  .on('postgres_changes', { event: '*', schema: ${schema}, table: '${table}' }, (change) => {`,
        '    console.log(change.eventType, change.new);',
        '  })',
        '  .subscribe();',
      ),
    };
  },
};
