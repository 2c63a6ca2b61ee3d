import type { Sandbox, SandboxProject } from './index';

/**
 * Every value of every project as the text of a .env file: names like POWABASE_URL, POWABASE_ANON_KEY,
 * SUPABASE_SECRET_KEY, FLUX_V1_DATABASE_URL and FLUX_V2_USER_TOKEN. No value needs quotes.
 */
export function dotenv({ projects }: Pick<Sandbox, 'projects'>): string {
  return [
    section('POWABASE', projects.powabase),
    section('SUPABASE', projects.supabase),
    section('FLUX_V2', projects.fluxV2),
    section('FLUX_V1', projects.fluxV1),
  ].join('\n');
}

function section(prefix: string, project: SandboxProject): string {
  const values = {
    URL: project.url,
    ANON_KEY: project.anonKey,
    SERVICE_ROLE_KEY: project.serviceRoleKey,
    PUBLISHABLE_KEY: project.publishableKey,
    SECRET_KEY: project.secretKey,
    JWT_SECRET: project.jwtSecret,
    USER_TOKEN: project.userToken,
    DATABASE_URL: project.databaseUrl,
  };
  const lines = Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [`${prefix}_${name}=${value}`],
  );
  return `# ${project.name}\n${lines.join('\n')}\n`;
}
