import { mergeForm, OPENED, openedText } from "#lib/wire/merge-form.ts";

const STOOD = { from: "09:00", desks: "2", "topic:caf": "on" };
const typed = (change: object, opened: object = STOOD): Readonly<Record<string, string>> => ({
  slug: "ville",
  ...opened,
  ...change,
  [OPENED]: JSON.stringify(opened),
});
/** What is typed into each field that a form shows, in the end, without the hidden ones. */
const merged = (fields: Readonly<Record<string, string>>) => {
  const { slug: _, [OPENED]: _opened, ...rest } = fields;
  return rest;
};

test("a field that was left as it was takes what somebody else saved, one that was typed stays", () => {
  const { fields, differ } = mergeForm(typed({ desks: "3" }), { ...STOOD, from: "13:00" });
  expect(differ).toEqual([]);
  expect(merged(fields)).toEqual({ from: "13:00", desks: "3", "topic:caf": "on" });
});

test("a field that both changed keeps what was typed and is named, unless both say the same", () => {
  const { fields, differ } = mergeForm(typed({ from: "10:00", desks: "3" }), { ...STOOD, from: "13:00", desks: "3" });
  expect(differ).toEqual(["from"]);
  expect(merged(fields)).toMatchObject({ from: "10:00", desks: "3" });
});

test("sent again after that it wins, since the form then says what is stored", () => {
  const now = { ...STOOD, from: "13:00" };
  const { fields } = mergeForm(typed({ from: "10:00" }), now);
  expect(fields[OPENED]).toBe(openedText(now));
  expect(mergeForm(fields, now)).toEqual({ fields, differ: [] });
});

test("boxes that two people tick are ticked both, and one that somebody else took away is gone", () => {
  const { fields, differ } = mergeForm(typed({ "topic:impots": "on" }), {
    ...STOOD,
    "topic:caf": "",
    "topic:rsa": "on",
  });
  expect(differ).toEqual([]);
  expect(Object.keys(merged(fields)).sort()).toEqual(["desks", "from", "topic:impots", "topic:rsa"]);
});

test("a box that was ticked when the form was opened, and is not sent, was taken away", () => {
  const { "topic:caf": _, ...sent } = typed({});
  expect(mergeForm(sent, STOOD)).toEqual({ fields: sent, differ: [] });
});

test("a field that is not sent was not changed: it takes what is stored by then", () => {
  const { from: _, ...sent } = typed({});
  expect(merged(mergeForm(sent, { ...STOOD, from: "13:00", audience: "Seniors" }).fields)).toMatchObject({
    from: "13:00",
    audience: "Seniors",
  });
});

test("ends of lines, which browsers send as two characters, are no change", () => {
  const opened = { text: "a\nb" };
  expect(mergeForm(typed({ text: "a\r\nb" }, opened), { text: "c" })).toMatchObject({
    fields: { text: "c" },
    differ: [],
  });
});

test.each(["", "{", '{"from":1}'])(
  "of a form that does not say what stood in it, %j, all that differs is named",
  (opened) => {
    const sent = { from: "10:00", desks: "2", ...(opened && { [OPENED]: opened }) };
    const { differ, fields } = mergeForm(sent, STOOD);
    expect(differ).toEqual(["from", "topic:caf"]);
    expect(merged(fields)).toEqual({ from: "10:00", desks: "2" });
  },
);

describe("of fields of which one says which others count", () => {
  const END = { together: [["end", "until", "decideOn"]] } as const;
  const opened = { end: "known", until: "2027-06-02", decideOn: "", sentence: "Travaux" };
  const later = { ...opened, end: "unknown", decideOn: "2027-06-10" };

  test("one that would count no more is asked about, and nothing of them is taken", () => {
    const { fields, differ } = mergeForm(typed({ until: "2027-06-04" }, opened), later, END);
    expect(differ).toEqual(["end", "until", "decideOn"]);
    expect(merged(fields)).toEqual({ ...opened, until: "2027-06-04" });
  });

  test("left as they were, all are taken; and those beside them are merged by themselves", () => {
    const { fields, differ } = mergeForm(typed({ sentence: "Inondation" }, opened), later, END);
    expect(differ).toEqual([]);
    expect(merged(fields)).toEqual({ ...later, sentence: "Inondation" });
  });

  test("boxes belong to them by their prefix", () => {
    const shares = { by: "every" };
    const sent = typed({ by: "topics", "topic:caf": "on" }, shares);
    const { fields, differ } = mergeForm(
      sent,
      { by: "places", "place:a": "on" },
      { together: [["by", "place:", "topic:"]] },
    );
    expect(differ).toEqual(["by", "place:a"]);
    expect(merged(fields)).toEqual({ by: "topics", "topic:caf": "on" });
  });
});

test("of a form that is one thing any change of somebody else is asked about, also one of a field that it does not show", () => {
  const opened = { received: "", record: "none" };
  const now = { received: "", record: "rows" };
  expect(mergeForm(typed({ received: "5" }, opened), now, { whole: true }).differ).toEqual(["received", "record"]);
  expect(mergeForm(typed({ received: "5" }, opened), opened, { whole: true }).differ).toEqual([]);
});
