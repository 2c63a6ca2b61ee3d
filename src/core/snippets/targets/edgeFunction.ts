import { code, lines } from '../code';
import type { Snippet } from '../snippet';
import { addressedTable, columnList, insideSingle } from '../table';

/**
 * The platform verifies JWTs alone, so a caller with a secret key is checked here
 * (https://supabase.com/docs/guides/functions/secrets has the dictionary of keys).
 */
export const edgeFunction: Snippet = {
  id: 'edgeFunction',
  label: 'Supabase Edge Function for callers with a secret key',
  group: 'functions',
  language: 'typescript',
  needs: [],
  side: 'server',
  feature: 'edgeFunctions',
  render: (context) => ({
    imports: ["import { createClient } from 'npm:@supabase/supabase-js@2';"],
    body: lines(
      '// In supabase/config.toml: [functions.NAME] verify_jwt = false, because an sb_ key is no JWT.',
      "const url = Deno.env.get('SUPABASE_URL') ?? '';",
      "const named = JSON.parse(Deno.env.get('SUPABASE_SECRET_KEYS') ?? '{}');",
      'const secretKeys = Object.values(named).map(String);',
      '',
      'Deno.serve(async (request) => {',
      "  const key = request.headers.get('apikey') ?? '';",
      '  if (!secretKeys.includes(key)) {',
      "    const error = 'A secret key is needed in the apikey header.';",
      '    return Response.json({ error }, { status: 401 });',
      '  }',
      '  const supabase = createClient(url, key);',
      '  const { data, error } = await supabase',
      code`    .from('${addressedTable(context, insideSingle)}')`,
      code`    .select('${columnList(context, insideSingle)}')`,
      '    .limit(10);',
      '  if (error) return Response.json({ error: error.message }, { status: 500 });',
      '  return Response.json(data);',
      '});',
    ),
  }),
};
