import { screen } from "@testing-library/react";
import { DemoMessages } from "#components/demo/demo-messages.tsx";
import { instantOf } from "#lib/time/instant.ts";
import { shown } from "#tests/components/calendar/shown.tsx";

const sms = {
  tag: "1",
  channel: "sms",
  to: "+33639980125",
  body: "Votre rendez-vous : mer 2/12 14h\nlocalhost:3000/r/3a3nqtayaz3c",
  segments: 1,
  at: instantOf("2026-12-01T09:43:00+01:00"),
} as const;

test("the page that an SMS names opens by a tap, as on a telephone", () => {
  shown(<DemoMessages messages={[sms]} waiting={0} />);
  expect(screen.getByRole("link", { name: "localhost:3000/r/3a3nqtayaz3c" }).getAttribute("href")).toBe(
    "/r/3a3nqtayaz3c",
  );
  expect(document.body.textContent).toContain("Votre rendez-vous : mer 2/12 14h\nlocalhost:3000/r/");
});

test("a message that waits says when it leaves, by day and by night", () => {
  shown(<DemoMessages messages={[]} waiting={1} />);
  expect(document.body.textContent?.replaceAll("\u00a0", " ")).toContain(
    "1 message attend. Il part dans la minute, ou à 8 h si c’est la nuit.",
  );
});
