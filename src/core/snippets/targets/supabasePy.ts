import { literal } from '../../connectionStrings/quoting';
import { type Code, code, lines } from '../code';
import { constants, importsOf } from '../python';
import type { Snippet, SnippetContext } from '../snippet';
import { addressedTable, columnList, insideDouble } from '../table';
import { projectKeys, requestSlots, variableOf } from '../values';

export const clientImport = 'from supabase import create_client';

/** https://supabase.com/docs/reference/python/initializing */
export const supabasePy: Snippet = {
  id: 'supabasePy',
  label: 'supabase-py',
  group: 'http',
  language: 'python',
  needs: projectKeys,
  side: 'server',
  feature: 'supabaseClient',
  render: (context) => {
    const from = context.profile === undefined ? '' : `.schema(${literal(context.profile)})`;
    return {
      imports: [...importsOf(context), clientImport],
      body: lines(
        client(context),
        code`response = supabase${from}.table("${addressedTable(context, insideDouble)}").select("${columnList(context, insideDouble)}").limit(10).execute()`,
        'rows = response.data',
      ),
    };
  },
};

/** The client itself. */
export function client(context: SnippetContext): Code {
  const slots = requestSlots(context);
  const names = slots.map((slot) => variableOf(context, slot)).join(', ');
  return lines(constants(context, slots), '', `supabase = create_client(${names})`);
}
