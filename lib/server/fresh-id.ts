import { uuidv7 } from "../uuid.ts";
import { clock } from "./clock.ts";

/** A new id (UUIDv7 of our clock) for a row or a command that this server makes itself. */
export const freshId = (): string => uuidv7(clock.now(), crypto.getRandomValues(new Uint8Array(10)));
