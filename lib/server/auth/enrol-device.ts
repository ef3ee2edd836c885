import { accept, refuse, type Result } from "../../result.ts";
import { clock, toDate } from "../clock.ts";
import { db } from "../db.ts";
import { secretOf } from "../secrets.ts";
import { deviceCookie } from "./device-cookie.ts";
import { isLikeEnrolCode, proofOfEnrolCode } from "./enrol-code.ts";
import { countTry, giveTryBack, type TooOften } from "./tries.ts";

/** A browser that is now a device of a place: the cookie to set, as a Set-Cookie line. */
export type Enrolled = {
  readonly cookie: string;
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly place: string;
};

/**
 * Makes a browser the device of a code, once. A wrong, late or used code is one refusal, and `who` (an address,
 * hashed the same by every process) has five tries a minute.
 */
export async function enrolDevice(code: string, who: string): Promise<Result<Enrolled, "not-found"> | TooOften> {
  if (!isLikeEnrolCode(code)) return refuse("not-found");
  const subject = `enrol ${who}`;
  const seconds = await countTry(subject);
  if (seconds !== undefined) return { ok: false, refusal: "too-many-requests", seconds };
  const now = toDate(clock.now());
  const [device] = await db.device.updateManyAndReturn({
    where: { enrolCode: proofOfEnrolCode(code), enrolUntil: { gt: now }, revokedAt: null },
    data: { enrolCode: null, enrolUntil: null, enrolledAt: now },
    select: { id: true, kind: true, name: true, placeId: true, generation: true },
  });
  if (!device) return refuse("not-found");
  await giveTryBack(subject);
  const { id, kind, name, placeId: place, generation } = device;
  return accept({ cookie: deviceCookie(secretOf("device", id, generation)), id, kind, name, place });
}
