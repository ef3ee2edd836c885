import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { brevoGateway } from "#lib/server/message/gateways/brevo.ts";
import { octopushGateway } from "#lib/server/message/gateways/octopush.ts";
import { ovhGateway } from "#lib/server/message/gateways/ovh.ts";
import { BREVO, brevoServer } from "./brevo-server.ts";
import { anSms } from "./gateway-server.ts";
import { OCTOPUSH, octopushServer } from "./octopush-server.ts";
import { OVH, ovhServer } from "./ovh-server.ts";

const ovh = await ovhServer();
const brevo = await brevoServer();
const octopush = await octopushServer();

afterAll(() => Promise.all([ovh.close(), brevo.close(), octopush.close()]));

const GATEWAYS = [
  { name: "ovh", server: ovh, path: `/sms/${OVH.service}/jobs`, to: (at: Speaking) => ovhGateway(OVH, at) },
  { name: "brevo", server: brevo, path: "/transactionalSMS/send", to: (at: Speaking) => brevoGateway(BREVO, at) },
  {
    name: "octopush",
    server: octopush,
    path: "/sms-campaign/send",
    to: (at: Speaking) => octopushGateway(OCTOPUSH, at),
  },
] as const;

type Speaking = { readonly url: string; readonly deadline: number };

describe.each(GATEWAYS)("$name", ({ server, path, to }) => {
  const gateway = to({ url: server.url, deadline: 10_000 });

  test.each([
    [429, { "retry-after": "12" }, 12_000],
    [503, { date: "Fri, 27 Nov 2026 10:00:00 GMT", "retry-after": "Fri, 27 Nov 2026 10:01:30 GMT" }, 90_000],
    [503, { "retry-after": "soon" }, undefined],
    [500, {}, undefined],
    [408, {}, undefined],
  ])("%i with %j is tried again after %s milliseconds", async (status, headers, wait) => {
    server.answer(path, { status, headers });
    expect(await gateway.send(anSms())).toEqual({ kind: "again", code: `http-${status}`, wait });
  });

  test.each([502, 504])("%i comes from a proxy that lost the answer, so nobody knows", async (status) => {
    server.answer(path, { status });
    expect(await gateway.send(anSms())).toEqual({ kind: "unknown", code: `http-${status}` });
  });

  test.each(["cut", "half"] as const)("an answer that is lost (%s) leaves it unknown", async (loss) => {
    server.lose(path, loss);
    expect(await gateway.send(anSms())).toMatchObject({ kind: "unknown" });
  });

  test("an answer that does not come in time leaves it unknown", async () => {
    const hasty = to({ url: server.url, deadline: 1_500 });
    server.lose(path, "never");
    expect(await hasty.send(anSms())).toEqual({ kind: "unknown", code: "TIMEOUT" });
  }, 60_000);

  test("an answer that is not documented leaves it unknown", async () => {
    server.answer(path, { status: 200, body: "<html>Welcome" });
    expect(await gateway.send(anSms())).toEqual({ kind: "unknown", code: "http-200-unreadable" });
  });

  test("a redirect is not followed, and no key goes elsewhere", async () => {
    const asked = server.seen.length;
    server.answer(path, { status: 307, headers: { location: `${server.url}/elsewhere` } });
    expect(await gateway.send(anSms())).toMatchObject({ kind: "refused", reason: "wrong-address" });
    expect(server.seen.slice(asked).map((seen) => seen.path)).not.toContain("/elsewhere");
  });

  test("nobody at the address: nothing was sent, and it is tried again", async () => {
    const closed = createServer();
    await new Promise<void>((ready) => closed.listen(0, "127.0.0.1", ready));
    const { port } = closed.address() as AddressInfo;
    await new Promise<void>((done) => closed.close(() => done()));
    expect(await to({ url: `http://127.0.0.1:${port}`, deadline: 10_000 }).send(anSms())).toEqual({
      kind: "again",
      code: "ECONNREFUSED",
    });
  });
});
