import { literal } from '../../connectionStrings/quoting';
import { code, lines } from '../code';
import { constants, importsOf } from '../python';
import type { Snippet } from '../snippet';
import { addressedTable, columnList, insideDouble } from '../table';
import { projectKeys, requestSlots, variableOf } from '../values';

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
    const slots = requestSlots(context);
    const names = slots.map((slot) => variableOf(context, slot)).join(', ');
    const from = context.profile === undefined ? '' : `.schema(${literal(context.profile)})`;
    return {
      imports: [...importsOf(context), 'from supabase import create_client'],
      body: lines(
        constants(context, slots),
        '',
        `supabase = create_client(${names})`,
        code`response = supabase${from}.table("${addressedTable(context, insideDouble)}").select("${columnList(context, insideDouble)}").limit(10).execute()`,
        'rows = response.data',
      ),
    };
  },
};
