import type { ResidentAppointment } from "#lib/booking/resident-appointment.ts";
import { refuse, type Result } from "#lib/result.ts";
import type { Instant } from "#lib/time/instant.ts";
import { bookAppointment, type Booking, type BookRefusal } from "#lib/server/booking/book.ts";
import { readSlots } from "#lib/server/booking/read-slots.ts";

/** Hours that are tried when others book at the same moment. */
const TRIES = 4;

/** `no-hour-left`: none is free in that half-day from that moment on. */
export type BookNextRefusal = BookRefusal | "no-hour-left";

/**
 * Books the first hour of a half-day that is free from a moment on, for whoever books alone; the next one when somebody
 * else was quicker. Refused as `bookAppointment`, and `no-hour-left`.
 */
export async function bookNext(
  wanted: Omit<Booking, "start">,
  from: Instant | undefined,
  key?: string,
): Promise<Result<ResidentAppointment, BookNextRefusal>> {
  for (let left = TRIES; ; left -= 1) {
    const open = await readSlots(
      wanted.permanence,
      wanted.topics,
      wanted.referrer === undefined ? "proven" : "referrer",
    );
    if (!open.ok) return open;
    if (open.value.left === "withheld" && wanted.referrer === undefined) return refuse("too-many-wait");
    const first = open.value.slots.find(({ span }) => from === undefined || from <= span.start);
    if (!first) return refuse("no-hour-left");
    const booked = await bookAppointment({ kind: "anonymous" }, { ...wanted, start: first.span.start }, key);
    if (booked.ok || left === 1 || !["slot-taken", "leaves-a-hole"].includes(booked.refusal)) return booked;
  }
}
