import { type Code, code, lines } from '../code';
import { constants, importsOf, quoted } from '../javascript';
import type { Snippet, SnippetContext } from '../snippet';
import { addressedTable, columnList, insideSingle } from '../table';
import { projectKeys, requestSlots } from '../values';

export const clientImport = "import { createClient } from '@supabase/supabase-js';";

export const supabaseJs: Snippet = {
  id: 'supabaseJs',
  label: 'supabase-js',
  group: 'http',
  language: 'typescript',
  needs: projectKeys,
  side: 'either',
  feature: 'supabaseClient',
  render: (context) => ({
    imports: [clientImport, ...importsOf(context, requestSlots(context))],
    body: lines(
      client(context),
      '',
      'const { data: rows, error } = await supabase',
      ...(context.profile === undefined ? [] : [`  .schema(${quoted(context.profile)})`]),
      code`  .from('${addressedTable(context, insideSingle)}')`,
      code`  .select('${columnList(context, insideSingle)}')`,
      '  .limit(10);',
      'if (error) throw error;',
    ),
  }),
};

/** The client itself. It sends the key in the headers that its form needs, and a user's token once one signs in. */
export function client(context: SnippetContext): Code {
  return lines(
    constants(context, requestSlots(context)),
    '',
    'const supabase = createClient(baseUrl, apiKey);',
  );
}
