import type { CredentialField } from './provider';

/** Powabase and Supabase have the same service for signing in, GoTrue. */
export const userTokenField: CredentialField = {
  kind: 'userToken',
  label: 'User Token',
  use: 'The token of a signed-in user: requests then run as that user, under Row Level Security. It expires within the hour.',
  safety: 'secret',
  optional: true,
};

/** https://supabase.com/docs/guides/auth/jwt-fields */
export function goTrueClaims(projectUrl: string): Readonly<Record<string, string>> {
  return { iss: `${projectUrl}/auth/v1`, aud: 'authenticated', role: 'authenticated' };
}
