import { randomInt } from "node:crypto";
import { demoMessages } from "./demo-messages.ts";
import { chosenGateway } from "./gateways/chosen-gateway.ts";
import type { Senders } from "./send-due.ts";

/** Kept on the process, since a bundler may load this file more than once. */
const kept = globalThis as { senders?: Senders };

/** By what messages leave this installation. A process makes it once: the gateway of OVHcloud keeps the time of its clock. */
export function senders(): Senders {
  if (kept.senders) return kept.senders;
  const sms = chosenGateway(demoMessages);
  return (kept.senders = { random: () => randomInt(2 ** 32) / 2 ** 32, ...(sms && { sms }) });
}
