import type { Contracts } from "../../message/channel.ts";
import { env } from "../env.ts";

/** By what this installation can send to residents: SMS with a gateway. */
export const contracts = (): Contracts => ({ sms: env.SMS_GATEWAY !== undefined, mail: false });
