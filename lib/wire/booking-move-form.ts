import { z } from "zod";
import type { MoveWish } from "../booking/wish.ts";
import { start } from "./booking.ts";
import type { FormRefusal } from "./booking-form.ts";

/** The form of the page that moves an appointment, whose fields are text; `key` is the hidden idempotency key. */
const moveForm = z
  .object({ startsAt: start, permanence: z.uuid(), key: z.uuid() })
  .transform(({ startsAt, ...hidden }) => ({ start: startsAt, ...hidden }));

export type ReadMoveForm =
  | { readonly ok: true; readonly key: string; readonly wish: MoveWish }
  | { readonly ok: false; readonly refusal: Extract<FormRefusal, "hour-missing" | "malformed"> };

/** The form as it was sent; `hour-missing` when only the hour was not chosen. */
export function readMoveForm(fields: Readonly<Record<string, unknown>>): ReadMoveForm {
  const read = moveForm.safeParse(fields);
  if (!read.success)
    return {
      ok: false,
      refusal: read.error.issues.every(({ path }) => path[0] === "startsAt") ? "hour-missing" : "malformed",
    };
  const { key, ...wish } = read.data;
  return { ok: true, key, wish };
}
