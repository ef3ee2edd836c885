import { z } from "zod";
import type { Follow } from "#lib/queue/board/board.ts";
import { followToWire, type WireFollow } from "./board.ts";
import { firstName, freeText } from "#lib/wire/free-text.ts";
import { written } from "#lib/wire/bounds.ts";

/**
 * The body of POST …/visits. `door`: the secret of the QR code at the door. `priority` is accepted from the team only;
 * only the team reads `name` and `phone`.
 */
export const takeNumberBody = z.strictObject({
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

/**
 * The form of the door page that takes a number: the half-day it was shown for, the idempotency key that makes two taps
 * one number, and `autre` when the browser has a number and one for another person is wanted.
 */
export const takeNumberForm = z.object({ permanence: z.uuid(), key: z.uuid(), autre: written().exactOptional() });

/**
 * The forms of « Je reviens » (`minutes`, which the rule of the line limits further: docs/line.md#away-and-paused) and
 * « Je suis là » (`retour`). `key`: the idempotency key, so that two taps count once.
 */
export const awayForm = z.union([
  z.object({ retour: written() }).transform(() => ({ minutes: undefined, key: undefined })),
  z.object({ minutes: z.coerce.number().int().min(1).max(1440), key: z.uuid().optional() }),
]);

/**
 * The body of POST …/permanences/:id/check-in: the hour on the clock of the place ("10:30"), or the code as it was
 * typed.
 */
export const checkInBody = z.union([
  z.strictObject({ hour: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/) }),
  z.strictObject({ code: z.string().min(1).max(40) }),
]);

/** The value of the header Idempotency-Key, which is optional (docs/api.md#idempotency). */
export const idempotencyKey = z.uuid().optional();

export type WireNumber = Pick<WireFollow, "number" | "picture" | "ahead" | "wait" | "beforeClosing"> & {
  readonly secret: string;
  readonly url: string;
};

/** Encodes a number that was just taken for POST …/visits. */
export const numberToWire = (follow: Follow, zone: string, secret: string, url: string): WireNumber => {
  const { number, picture, ahead, wait, beforeClosing } = followToWire(follow, zone);
  return { number, picture, secret, url, ahead, wait, beforeClosing };
};
