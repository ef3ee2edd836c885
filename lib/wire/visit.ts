import { z } from "zod";
import type { Follow } from "../queue/board/board.ts";
import type { Instant } from "../time/instant.ts";
import { followToWire, type WireFollow } from "./board.ts";
import { firstName, freeText } from "./free-text.ts";
import { moment } from "./moment.ts";

/** The body of POST …/visits. `door` is the secret of the place's QR code; `priority` is for the team, who alone read name and phone. */
export const takeNumberBody = z.object({
  name: firstName(60).min(1).exactOptional(),
  phone: freeText(40).min(1).exactOptional(),
  topic: z.string().min(1).max(40).exactOptional(),
  language: z
    .string()
    .regex(/^[a-z]{2,3}$/)
    .exactOptional(),
  priority: z.boolean().exactOptional(),
  door: z.string().max(100).exactOptional(),
});

/** The form of the door page that takes a number: the half-day it was shown for, and the idempotency key that makes two taps one number. */
export const takeNumberForm = z.object({ permanence: z.uuid(), key: z.uuid() });

/** The body of POST …/visits/:secret/away; the line says how long one may be away. */
export const awayBody = z.object({ minutes: z.int().min(1).max(1440) });

/** The form of « Je reviens » (minutes) and « Je suis là » (retour); `key` makes two taps one. */
export const awayForm = z.union([
  z.object({ retour: z.string() }).transform(() => ({ minutes: undefined, key: undefined })),
  z.object({ minutes: z.coerce.number().int().min(1).max(1440), key: z.uuid().optional() }),
]);

/** The body of POST …/permanences/:id/check-in: the hour of the place's clock, "10:30", or the code as somebody types it. */
export const checkInBody = z.union([
  z.strictObject({ hour: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/) }),
  z.strictObject({ code: z.string().min(1).max(40) }),
]);

/** The optional header Idempotency-Key. */
export const idempotencyKey = z.uuid().optional();

export type WireVisit = WireFollow & { readonly alive: boolean; readonly asOf: string };
export type WireNumber = Pick<WireFollow, "number" | "picture" | "ahead" | "wait" | "beforeClosing"> & {
  readonly secret: string;
  readonly url: string;
};

/** One number's place as GET …/visits/:secret answers it. */
export const visitToWire = (
  followed: { readonly follow: Follow; readonly alive: boolean; readonly asOf: Instant },
  zone: string,
): WireVisit => ({
  ...followToWire(followed.follow, zone),
  alive: followed.alive,
  asOf: moment(zone).encode(followed.asOf),
});

/** A number just taken, as POST …/visits answers it. */
export const numberToWire = (follow: Follow, zone: string, secret: string, url: string): WireNumber => {
  const { number, picture, ahead, wait, beforeClosing } = followToWire(follow, zone);
  return { number, picture, secret, url, ahead, wait, beforeClosing };
};
