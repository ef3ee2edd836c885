import { createHash } from "node:crypto";
import { clock } from "#lib/server/clock.ts";
import { gatewayServer, type Reply, type GatewayRequest } from "./gateway-server.ts";

export const OVH = {
  OVH_APPLICATION_KEY: "application-key",
  OVH_APPLICATION_SECRET: "application-secret",
  OVH_CONSUMER_KEY: "consumer-key",
  OVH_SMS_SERVICE: "sms-ab12345-1",
};

/** Seconds by which the clock of OVHcloud is ahead of this machine’s. */
const AHEAD = 900;

type Job = { id: number; receiver: string; message: string; tag: string; sender: string };

/**
 * The SMS API of OVHcloud as it is documented: signed requests in its own time, jobs that wait without a tag, those
 * sent with one.
 */
export async function ovhServer() {
  const jobs: Job[] = [];
  const sent = new Map<number, Job & { ptt: number; deliveryReceipt: number }>();
  let next = 26_929_925;
  const now = (): number => Math.floor(clock.now() / 1_000) + AHEAD;

  function carryOut(seen: GatewayRequest): Reply {
    if (seen.path === "/auth/time") return { status: 200, body: now() };
    const refused = refusedSignature(seen, now());
    if (refused) return refused;
    const service = `/sms/${OVH.OVH_SMS_SERVICE}`;
    if (!seen.path.startsWith(`${service}/`))
      return { status: 404, body: { class: "Client::NotFound", message: "The requested object does not exist" } };
    const rest = seen.path.slice(service.length);
    if (rest === "/jobs" && seen.method === "GET") return { status: 200, body: jobs.map(({ id }) => id) };
    if (rest === "/jobs") return accept(JSON.parse(seen.body) as Record<string, unknown>);
    if (rest === "/outgoing")
      return {
        status: 200,
        body: [...sent.values()].filter(({ tag }) => tag === seen.query.get("tag")).map(({ id }) => id),
      };
    const one = sent.get(Number(rest.replace("/outgoing/", "")));
    return one ? { status: 200, body: one } : { status: 404, body: { message: "The requested object does not exist" } };
  }

  function accept(job: Record<string, unknown>): Reply {
    const [receiver = ""] = job["receivers"] as string[];
    const report = { totalCreditsRemoved: 0, invalidReceivers: [receiver], ids: [], validReceivers: [] };
    if (!/^\+\d{8,15}$/.test(receiver)) return { status: 200, body: report };
    const id = next++;
    jobs.push({
      id,
      receiver,
      message: String(job["message"]),
      tag: String(job["tag"]),
      sender: String(job["sender"]),
    });
    return {
      status: 200,
      body: { totalCreditsRemoved: 1, invalidReceivers: [], ids: [id], validReceivers: [receiver] },
    };
  }

  const server = await gatewayServer(carryOut);
  return {
    ...server,
    jobs,
    /** What waits goes out, with what the organisation says of it. */
    leave(ptt = 3, deliveryReceipt = 4) {
      for (const job of jobs.splice(0)) sent.set(job.id, { ...job, ptt, deliveryReceipt });
    },
    sent: () => [...sent.values()],
  };
}

function refusedSignature({ method, url, headers, body }: GatewayRequest, now: number): Reply | undefined {
  const timestamp = String(headers["x-ovh-timestamp"]);
  const text = [OVH.OVH_APPLICATION_SECRET, OVH.OVH_CONSUMER_KEY, method, url, body, timestamp].join("+");
  const refuse = (errorCode: string, message: string): Reply => ({ status: 403, body: { errorCode, message } });
  if (headers["x-ovh-application"] !== OVH.OVH_APPLICATION_KEY)
    return refuse("INVALID_KEY", "This application is invalid");
  if (headers["x-ovh-consumer"] !== OVH.OVH_CONSUMER_KEY)
    return refuse("NOT_CREDENTIAL", "This credential does not exist");
  if (Math.abs(Number(timestamp) - now) > 60)
    return { status: 400, body: { errorCode: "QUERY_TIME_OUT", message: "Query out of time" } };
  return headers["x-ovh-signature"] === `$1$${createHash("sha1").update(text).digest("hex")}`
    ? undefined
    : { status: 400, body: { errorCode: "INVALID_SIGNATURE", message: "Invalid signature" } };
}
