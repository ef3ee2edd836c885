import { z } from "zod";
import type { Follow } from "../queue/board.ts";
import type { Instant } from "../time/instant.ts";
import { followToWire, type WireFollow } from "./board.ts";
import { moment } from "./moment.ts";

/** The body of POST …/visits. `door` is the secret of the place's QR code; `priority` is for the team. */
export const takeNumberBody = z.object({
  topic: z.string().min(1).max(40).exactOptional(),
  language: z.string().regex(/^[a-z]{2,3}$/).exactOptional(),
  priority: z.boolean().exactOptional(),
  door: z.string().max(100).exactOptional(),
});

/** The optional header Idempotency-Key. */
export const idempotencyKey = z.uuid().optional();

export type WireVisit = WireFollow & { readonly alive: boolean; readonly asOf: string };
export type WireNumber = Pick<WireFollow, "number" | "picture" | "ahead" | "wait" | "beforeClosing"> & { readonly secret: string; readonly url: string };

/** One number's place as GET …/visits/:secret answers it. */
export const visitToWire = (followed: { readonly follow: Follow; readonly alive: boolean; readonly asOf: Instant }, zone: string): WireVisit => ({
  ...followToWire(followed.follow, zone),
  alive: followed.alive,
  asOf: moment(zone).encode(followed.asOf),
});

/** A number just taken, as POST …/visits answers it. */
export const numberToWire = (follow: Follow, zone: string, secret: string, url: string): WireNumber => {
  const { number, picture, ahead, wait, beforeClosing } = followToWire(follow, zone);
  return { number, picture, secret, url, ahead, wait, beforeClosing };
};
