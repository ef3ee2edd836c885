let addressOf: typeof import("#lib/server/edge/hashed-address.ts").addressOf;
let sharedAddressOf: typeof import("#lib/server/edge/hashed-address.ts").sharedAddressOf;
let networkOf: typeof import("#lib/server/edge/hashed-address.ts").networkOf;

beforeAll(async () => {
  process.env["ADDRESS_HEADER"] = "X-Forwarded-For";
  ({ addressOf, sharedAddressOf, networkOf } = await import("#lib/server/edge/hashed-address.ts"));
});

const from = (headers: Record<string, string>): string => addressOf(new Headers(headers));

test("behind the proxy that was named, who asked is the last address in its header: the others may be made up", () => {
  const person = from({ "x-forwarded-for": "203.0.113.7", "x-peer-address": "10.0.0.1" });
  expect(from({ "x-forwarded-for": "198.51.100.1, 203.0.113.7", "x-peer-address": "10.0.0.1" })).toBe(person);
  expect(from({ "x-forwarded-for": "203.0.113.7, 198.51.100.1", "x-peer-address": "10.0.0.1" })).not.toBe(person);
});

test("without that header it is the other end of the connection", () => {
  expect(from({ "x-peer-address": "203.0.113.7" })).toBe(from({ "x-forwarded-for": "203.0.113.7" }));
  expect(from({ "x-peer-address": "203.0.113.8" })).not.toBe(from({ "x-peer-address": "203.0.113.7" }));
});

test("an address is held as a keyed hash, from which nobody can read it", () => {
  expect(from({ "x-peer-address": "203.0.113.7" })).toMatch(/^[\w-]{43}$/);
});

test("what processes count together is another keyed hash, the same in each; what one counts alone ends with it", () => {
  const headers = new Headers({ "x-peer-address": "203.0.113.7" });
  const before = [addressOf(headers), sharedAddressOf(headers)];
  delete (globalThis as { addressKey?: unknown }).addressKey;
  expect(addressOf(headers)).not.toBe(before[0]);
  expect(sharedAddressOf(headers)).toBe(before[1]);
  expect(sharedAddressOf(headers)).toMatch(/^[\w-]{43}$/);
  expect(sharedAddressOf(new Headers({ "x-peer-address": "203.0.113.8" }))).not.toBe(before[1]);
});

test.each([
  ["203.0.113.7", "203.0.113.7"],
  ["::ffff:203.0.113.7", "203.0.113.7"],
  ["2001:db8:1:2ff:1::1", "20010db8000102"],
  ["2001:0DB8:0001:02aa::", "20010db8000102"],
  ["::1", "00000000000000"],
  ["unknown", "unknown"],
])("%s is counted as %s", (written, counted) => {
  expect(networkOf(written)).toBe(counted);
});
