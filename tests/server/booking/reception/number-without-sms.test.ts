import { freshServer, neuhof } from "#tests/server/queue/neuhof.ts";

test("without a contract for SMS a number given at the desk asks for no telephone, and notes none", async () => {
  const server = await freshServer();
  const { giveNumber, notePhone, readNumberGiven } = await import("#lib/server/booking/reception/number-given.ts");
  const here = await neuhof(server);
  await here.opens();
  const actor = await here.newStaff("reception");
  const given = await giveNumber(actor, here.permanence, crypto.randomUUID());
  const ref = given.ok ? given.value : "";
  expect(await readNumberGiven(actor, ref)).toEqual({
    ref,
    number: 1,
    secret: expect.any(String),
    place: here.place.name,
  });
  expect(await notePhone(actor, ref, "+33639980124")).toEqual({ ok: false, refusal: "not-now" });
  await server.db.$disconnect();
});
