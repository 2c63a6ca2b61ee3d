const signatures = [
  ['image/png', /^89504e470d0a1a0a/],
  ['image/jpeg', /^ffd8ff/],
  ['image/gif', /^47494638(37|39)61/],
  ['image/webp', /^52494646.{8}57454250/],
] as const;

export type ImageType = (typeof signatures)[number][0];

/** The kind of image that bytes in hexadecimal begin as; none that can hold a script. */
export function imageType(hex: string): ImageType | undefined {
  return signatures.find(([, signature]) => signature.test(hex))?.[0];
}
