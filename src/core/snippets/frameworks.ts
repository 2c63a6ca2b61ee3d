/** How a web framework lets the client's code read a variable. */
export interface Framework {
  readonly id: string;
  readonly label: string;
  /** Whatever starts with it is bundled into the client. */
  readonly publicPrefix: string;
  /** A framework without a server of its own has no place for a secret. */
  readonly server: boolean;
  /** The package that a project which uses it depends on. */
  readonly dependency: string;
  /** The file that local values go into. */
  readonly file: string;
  /** What has to be declared elsewhere for these public variables to be read, in one line. */
  declare?(variables: readonly string[]): string;
  /** The import that reading these variables needs. */
  importOf?(variables: readonly string[]): string;
  /** The expression that reads a public variable, by its whole name. */
  read(variable: string): string;
  /** How what it builds for its server reads any variable; absent where `process.env` has what the file says. */
  readonly onServer?: Pick<Framework, 'importOf' | 'read'> & {
    /** Public variables have their prefix there too: without it the framework may mean its own by the name. */
    readonly prefixed?: true;
  };
}

const nextjs: Framework = {
  id: 'nextjs',
  label: 'Next.js',
  publicPrefix: 'NEXT_PUBLIC_',
  server: true,
  dependency: 'next',
  file: '.env.local',
  read: (variable) => `process.env.${variable}`,
};

const nuxt: Framework = {
  id: 'nuxt',
  label: 'Nuxt',
  publicPrefix: 'NUXT_PUBLIC_',
  server: true,
  dependency: 'nuxt',
  file: '.env',
  declare: (variables) =>
    `nuxt.config.ts: runtimeConfig: { public: { ${variables.map((name) => `${nuxtName(name)}: ''`).join(', ')} } }`,
  read: (variable) => `useRuntimeConfig().public.${nuxtName(variable)}`,
};

const sveltekit: Framework = {
  id: 'sveltekit',
  label: 'SvelteKit',
  publicPrefix: 'PUBLIC_',
  server: true,
  dependency: '@sveltejs/kit',
  file: '.env',
  importOf: (variables) => `import { ${variables.join(', ')} } from '$env/static/public';`,
  read: (variable) => variable,
  // https://svelte.dev/docs/kit/$env-static-private
  onServer: {
    importOf: (variables) => `import { ${variables.join(', ')} } from '$env/static/private';`,
    read: (variable) => variable,
  },
};

const astro: Framework = {
  id: 'astro',
  label: 'Astro',
  publicPrefix: 'PUBLIC_',
  server: true,
  dependency: 'astro',
  file: '.env',
  read: (variable) => `import.meta.env.${variable}`,
  // https://docs.astro.build/en/guides/environment-variables/
  onServer: { prefixed: true, read: (variable) => `import.meta.env.${variable}` },
};

const expo: Framework = {
  id: 'expo',
  label: 'Expo',
  publicPrefix: 'EXPO_PUBLIC_',
  server: false,
  dependency: 'expo',
  file: '.env',
  read: (variable) => `process.env.${variable}`,
};

const vite: Framework = {
  id: 'vite',
  label: 'Vite',
  publicPrefix: 'VITE_',
  server: false,
  dependency: 'vite',
  file: '.env.local',
  read: (variable) => `import.meta.env.${variable}`,
};

/** Those that bring Vite along stand before it. */
const byLikelihood = [nextjs, nuxt, sveltekit, astro, expo, vite];

/** In the order they are offered. */
export const frameworks: readonly Framework[] = [nextjs, vite, nuxt, sveltekit, expo, astro];

/** The framework of a project with these dependencies; Next.js, which the documents use, where none is known. */
export function frameworkOf(dependencies: readonly string[]): Framework {
  return byLikelihood.find(({ dependency }) => dependencies.includes(dependency)) ?? nextjs;
}

/** Whether a framework builds this file, by its path in the folder; Node runs the other scripts of a project by itself. */
export function isBuilt(path: string): boolean {
  return /(?:^|\/)src\/.*\.(?:[cm]?[jt]sx?|astro|svelte|vue)$/.test(path);
}

/** https://nuxt.com/docs/guide/going-further/runtime-config: the rest of the name in camel case. */
function nuxtName(variable: string): string {
  const rest = variable.slice(nuxt.publicPrefix.length).toLowerCase();
  return rest.replace(/_([a-z\d])/g, (_, letter: string) => letter.toUpperCase());
}
