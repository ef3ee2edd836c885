import { minutesOf } from "#lib/schedule/topic.ts";

test("several topics take their minutes together", () => {
  expect(minutesOf([{ minutes: 30 }, { minutes: 45 }])).toBe(75);
});

test("an appointment never takes more than an hour and a half", () => {
  expect(minutesOf([{ minutes: 45 }, { minutes: 45 }, { minutes: 30 }])).toBe(90);
});
