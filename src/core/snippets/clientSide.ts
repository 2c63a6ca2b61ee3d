/** Whether what stands in this file may reach a browser or an app. `path` is relative to the folder, with slashes. */
export function runsInClient(path: string, language: string, text: string): boolean {
  if (isServer(path, text)) return false;
  if (/^\s*["']use client["']/m.test(text.slice(0, 2000))) return true;
  if (/^(?:javascriptreact|typescriptreact|vue|svelte|html)$/.test(language)) return true;
  if (/\.(?:jsx|tsx|vue|svelte|html?)$/.test(path)) return true;
  if (!/\.(?:[cm]?[jt]s|astro|json|env)$/.test(path)) return false;
  return /(?:^|\/)(?:public|static)\//.test(path) || clientFolder.test(path);
}

/** Where the frameworks keep what they bundle. */
const clientFolder = /(?:^|\/)(?:src\/)?(?:app|pages|components|hooks|composables|screens)\//;

function isServer(path: string, text: string): boolean {
  if (/^\s*["']use server["']|import ["']server-only["']/m.test(text)) return true;
  return (
    /(?:^|\/)(?:app|pages)\/(?:.*\/)?api\//.test(path) ||
    /(?:^|\/)(?:server|supabase\/functions)\//.test(path) ||
    /(?:^|\/)(?:route|middleware|proxy|actions)\.[jt]sx?$/.test(path) ||
    /(?:^|\/)\+(?:server|(?:page|layout)\.server)\.[jt]s$/.test(path) ||
    /\.server\.[jt]sx?$/.test(path)
  );
}
