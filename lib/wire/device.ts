import { z } from "zod";
import type { Instant } from "../time/instant.ts";
import { freeText } from "./free-text.ts";
import { moment } from "./moment.ts";

/** The body of POST …/devices: which place (an id), what it will be, and a name to tell it from the others. */
export const makeDeviceBody = z.object({
  place: z.uuid(),
  kind: z.enum(["kiosk", "screen"]),
  name: freeText(60).min(1),
});

/** The body of POST …/devices/enrol: a code as somebody types it. */
export const enrolBody = z.object({ code: z.string().max(40) });

/** The code as POST …/devices answers it, once. */
export const enrolmentToWire = ({
  id,
  code,
  expiresAt,
  timeZone,
}: {
  readonly id: string;
  readonly code: string;
  readonly expiresAt: Instant;
  readonly timeZone: string;
}) => ({ id, code, expiresAt: moment(timeZone).encode(expiresAt) });
