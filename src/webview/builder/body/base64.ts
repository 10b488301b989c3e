/** What a Base64 text stands for. */
export type Decoded =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'bytes'; readonly size: number }
  /** It is no Base64: Keap would take the letters as they are, or refuse them. */
  | { readonly kind: 'plain' };

/** A text as the Base64 of its UTF-8 bytes, as Keap takes the bodies of mails. */
export function encodeText(text: string): string {
  return encodeBytes(new TextEncoder().encode(text));
}

export function encodeBytes(bytes: Uint8Array): string {
  let binary = '';
  const step = 0x8000;
  for (let at = 0; at < bytes.length; at += step) binary += String.fromCharCode(...bytes.subarray(at, at + step));
  return btoa(binary);
}

/** Reads Base64 back, as text where its bytes are UTF-8 without control characters. */
export function decodeBase64(base64: string): Decoded {
  const packed = base64.replaceAll(/\s/g, '');
  if (packed.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(packed)) return { kind: 'plain' };
  const binary = atob(packed);
  const bytes = Uint8Array.from(binary, (char) => char.charCodeAt(0));
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what tells bytes from text.
    if (!/[\x00-\x08\x0e-\x1f]/.test(text)) return { kind: 'text', text };
  } catch {
    // Bytes of a file.
  }
  return { kind: 'bytes', size: bytes.length };
}
