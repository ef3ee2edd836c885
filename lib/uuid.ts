import type { Instant } from "./time/instant.ts";

/**
 * Makes a UUID of version 7 (RFC 9562): 48 bits of milliseconds, then random bits, so that ids sort by the moment they
 * were made. `random`: at least 10 random bytes from the caller, since the core has no source of randomness of its own.
 */
export function uuidv7(now: Instant, random: Uint8Array): string {
  if (random.length < 10) throw new RangeError("A UUID of version 7 needs 10 random bytes.");
  const time = now.toString(16).padStart(12, "0");
  const hex = (at: number): string => HEX[random[at] ?? 0] ?? "";
  const variant = (8 + ((random[2] ?? 0) >> 6)).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(0).slice(1)}${hex(1)}-${variant}${hex(2).slice(1)}${hex(3)}-${hex(4)}${hex(5)}${hex(6)}${hex(7)}${hex(8)}${hex(9)}`;
}

/** Each byte as two digits. */
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** Whether the text is a UUID of any version. A query on a uuid column fails for any other text. */
export const isUuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
