/**
 * Signatures of acts: ECDSA on the curve P-256 with SHA-256, by Web Crypto, which browsers and Node.js both have. Bytes
 * are written in base64url without padding.
 */
const CURVE = { name: "ECDSA", namedCurve: "P-256" } as const;
const SIGNATURE = { name: "ECDSA", hash: "SHA-256" } as const;

/**
 * A key of which only the signatures leave the browser, and its public half: an uncompressed point, 65 bytes as 87
 * characters.
 */
export type SigningKey = { readonly privateKey: CryptoKey; readonly publicKey: string };

/** Makes a key. Rejects where the browser has no Web Crypto: pages that are not served by HTTPS. */
export async function makeSigningKey(): Promise<SigningKey> {
  const { privateKey, publicKey } = await crypto.subtle.generateKey(CURVE, false, ["sign"]);
  return { privateKey, publicKey: written(await crypto.subtle.exportKey("raw", publicKey)) };
}

/** The signature of a text: 64 bytes as 86 characters. */
export const signText = async (privateKey: CryptoKey, text: string): Promise<string> =>
  written(await crypto.subtle.sign(SIGNATURE, privateKey, bytesOf(text)));

/** Whether the text was signed with the private half of this key; false for what is no key or no signature. */
export async function isSignedBy(publicKey: string, text: string, signature: string): Promise<boolean> {
  try {
    const key = await crypto.subtle.importKey("raw", read(publicKey), CURVE, false, ["verify"]);
    return await crypto.subtle.verify(SIGNATURE, key, read(signature), bytesOf(text));
  } catch {
    return false;
  }
}

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

const written = (bytes: ArrayBuffer): string =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

const read = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (character) => character.charCodeAt(0));
