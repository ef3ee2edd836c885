import { createElement, type CSSProperties, type ReactElement, type ReactNode } from "react";
import {
  Body,
  Button,
  Column,
  Container,
  Head,
  Html,
  Link,
  Preview,
  render,
  Row,
  Section,
  Text,
} from "@react-email/components";

/**
 * The tokens of app/globals.css, by light and by dark. Mail programs know no custom properties, so that each colour is
 * written out.
 */
const COLOURS = {
  paper: ["#fffdf7", "#14141f"],
  card: ["#ffffff", "#1e1e2e"],
  ink: ["#1b1b2f", "#f6f4ec"],
  soft: ["#50546a", "#c3c6d4"],
  edge: ["#7d7765", "#8f8a7a"],
  accent: ["#005f6b", "#7fd3dd"],
  "on-accent": ["#ffffff", "#10222b"],
  calm: ["#e3f1f1", "#123338"],
  stop: ["#fbeded", "#43191c"],
  alert: ["#a4161a", "#ffb4b0"],
} as const;
type Colour = keyof typeof COLOURS;

const FONT =
  '"Atkinson Hyperlegible Next","Atkinson Hyperlegible","Segoe UI",Roboto,"Noto Sans Arabic","Noto Sans",Helvetica,Arial,sans-serif';

const h = createElement as (type: unknown, props: object | null, ...children: ReactNode[]) => ReactElement;
const light = (colour: Colour): string => COLOURS[colour][0];
const inDark = (prefix: string, property: string, colours: readonly Colour[]): readonly string[] =>
  colours.map((colour) => `.${prefix}${colour}{${property}:${COLOURS[colour][1]}!important}`);
const centred: CSSProperties = { margin: 0, textAlign: "center" };

/**
 * What dark mode changes: mail programs that know it have the colours of the classes, the others those beside the text.
 */
const SHEET = `:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (prefers-color-scheme:dark){${[
  ...inDark("bg-", "background-color", ["paper", "card", "calm", "stop", "accent"]),
  `.bg-paper>table>tbody>tr>td{background-color:${COLOURS.paper[1]}!important}`, // to which Body hands its style on
  ...inDark("", "color", ["ink", "soft", "accent", "on-accent", "alert"]),
  ...inDark("line-", "border-color", ["edge", "accent"]),
].join("")}}`;

/** Least height of what is touched, in pixels (docs/look-and-wording.md#tokens). */
const TARGET = 48;

/**
 * Draws the pieces of which mails are made (`lib/mail`), with the components of React Email, which know what mail
 * programs do to HTML. A piece is HTML with slots: `{{name}}` for a text, `{{+name}}` for further HTML, `{{start}}` and
 * `{{end}}` for left and right by the direction of the language.
 */
export async function drawMail(): Promise<Readonly<Record<string, string>>> {
  const pieces = Object.entries(PIECES).map(async ([name, element]) => [name, withoutShell(await render(element))]);
  return { frame: inPlainLetters(await render(frame())), ...Object.fromEntries(await Promise.all(pieces)) };
}

/** The whole mail: the service’s name, a card with what is said, and under it who wrote and how to hear no more. */
function frame() {
  return h(
    Html,
    { lang: "{{lang}}", dir: "{{dir}}" },
    h(
      Head,
      null,
      h("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
      h("meta", { name: "color-scheme", content: "light dark" }),
      h("meta", { name: "supported-color-schemes", content: "light dark" }),
      h("meta", { name: "format-detection", content: "telephone=no,date=no,address=no,email=no" }),
      h("title", null, "{{subject}}"),
      h("style", { dangerouslySetInnerHTML: { __html: SHEET } }),
    ),
    h(
      Body,
      { className: "bg-paper", style: { margin: 0, padding: 0, backgroundColor: light("paper") } },
      h(Preview, { children: "{{preheader}}" }),
      // Some mail programs show the body alone: the language and its direction stand inside it once more.
      h(
        "div",
        {
          lang: "{{lang}}",
          dir: "{{dir}}",
          style: { fontFamily: FONT, fontSize: 17, lineHeight: 1.5, textAlign: "{{start}}" },
        },
        h(
          Container,
          { style: { maxWidth: 600, padding: "20px 12px 28px" } },
          text("soft", { margin: "0 8px 10px", fontWeight: 700 }, "{{service}}"),
          h(
            Section,
            {
              className: "bg-card line-edge",
              style: {
                backgroundColor: light("card"),
                border: `2px solid ${light("edge")}`,
                borderRadius: 14,
                borderCollapse: "separate",
                padding: "8px 8px 0",
              },
            },
            "{{+content}}",
          ),
          h(
            Section,
            { style: { padding: "16px 8px 0" } },
            text("soft", { margin: 0, fontSize: 15, fontWeight: 700 }, "{{service}}"),
            "{{+foot}}",
          ),
        ),
      ),
    ),
  );
}

const PIECES: Readonly<Record<string, ReactNode>> = {
  panel: panel("calm"),
  stopPanel: panel("stop"),
  body: h(Section, { style: { padding: "10px 12px 12px" } }, "{{+inside}}"),
  lead: text("ink", { ...centred, margin: "0 0 4px", fontSize: 18 }, "{{text}}"),
  strong: text("ink", { ...centred, fontSize: 20, fontWeight: 700, lineHeight: 1.3 }, "{{text}}"),
  warning: text("alert", { ...centred, margin: "0 0 4px", fontSize: 20, fontWeight: 700, lineHeight: 1.3 }, "{{text}}"),
  large: text("ink", { ...centred, fontSize: 56, fontWeight: 800, lineHeight: 1.15 }, "{{text}}"),
  span: text("ink", { ...centred, fontSize: 34, fontWeight: 800, lineHeight: 1.25 }, "{{text}}"),
  gone: text("soft", { ...centred, fontSize: 18, textDecoration: "line-through" }, "{{text}}"),
  placeName: h(
    "div",
    { dir: "ltr", lang: "fr" },
    text("ink", { ...centred, margin: "10px 0 0", fontWeight: 700 }, "{{text}}"),
  ),
  placeAddress: h("div", { dir: "ltr", lang: "fr" }, text("ink", { ...centred, margin: "0 0 6px" }, "{{text}}")),
  code: h(
    Section,
    {
      className: "line-edge",
      style: {
        border: `2px solid ${light("edge")}`,
        borderRadius: 12,
        borderCollapse: "separate",
        margin: "0 0 6px",
      },
    },
    h(
      Row,
      null,
      h(
        Column,
        { align: "{{start}}", style: { padding: "10px 12px", textAlign: "{{start}}" } },
        text("ink", { margin: 0 }, "{{label}}"),
      ),
      h(
        Column,
        { align: "{{end}}", style: { padding: "6px 12px", textAlign: "{{end}}" } },
        h(
          "span",
          {
            dir: "ltr",
            className: "ink",
            style: {
              color: light("ink"),
              fontSize: 30,
              fontWeight: 800,
              letterSpacing: 1,
              lineHeight: 1.3,
              whiteSpace: "nowrap",
            },
          },
          "{{code}}",
        ),
      ),
    ),
  ),
  figures: h(
    "div",
    { dir: "ltr" },
    text("ink", { margin: "0 0 14px", fontSize: 20, fontWeight: 700, lineHeight: 1.4, textAlign: "left" }, "{{text}}"),
  ),
  button: button(
    "on-accent bg-accent line-accent",
    { color: light("on-accent"), backgroundColor: light("accent") },
    "{{label}}",
  ),
  quietButton: button(
    "accent bg-card line-accent",
    { color: light("accent"), backgroundColor: light("card") },
    "{{label}}",
  ),
  text: text("ink", { margin: "0 0 12px" }, "{{text}}"),
  smallText: text("soft", { margin: "0 0 14px", fontSize: 15 }, "{{text}}"),
  strongText: text("ink", { margin: "0 0 2px", fontWeight: 700 }, "{{text}}"),
  call: h(
    Section,
    null,
    text("ink", { margin: "4px 0 0" }, "{{text}}"),
    link({ fontSize: 22, fontWeight: 700 }, "{{href}}", h("span", { dir: "ltr" }, "{{phone}}")),
  ),
  link: link({ fontSize: 15 }, "{{href}}", "{{label}}"),
};

/** A band over the whole card. */
function panel(colour: "calm" | "stop") {
  return h(
    Section,
    {
      className: `bg-${colour}`,
      style: {
        backgroundColor: light(colour),
        margin: "0 0 8px",
        padding: "18px 12px",
        borderRadius: 10,
        borderCollapse: "separate",
      },
    },
    "{{+inside}}",
  );
}

/** A link that looks like a button and is as wide as its place. */
function button(className: string, colours: CSSProperties, label: string) {
  return h(
    Button,
    {
      href: "{{href}}",
      className,
      style: {
        ...colours,
        display: "block",
        margin: "0 0 12px",
        padding: "14px 18px",
        border: `2px solid ${light("accent")}`,
        borderRadius: 12,
        fontSize: 18,
        fontWeight: 700,
        lineHeight: `${TARGET - 2 * 14}px`,
        textAlign: "center",
      },
    },
    label,
  );
}

/** A link in a line of its own, high enough for a finger. */
function link(style: CSSProperties, href: string, label: ReactNode) {
  return h(
    Link,
    {
      href,
      className: "accent",
      style: {
        color: light("accent"),
        textDecoration: "underline",
        display: "inline-block",
        lineHeight: `${TARGET}px`,
        ...style,
      },
    },
    label,
  );
}

function text(colour: Colour, style: CSSProperties, children: ReactNode) {
  return h(
    Text,
    { className: colour, style: { color: light(colour), fontSize: 17, lineHeight: 1.5, ...style } },
    children,
  );
}

/** A piece alone, without the document type and the marks that a whole document has. */
const withoutShell = (html: string): string =>
  inPlainLetters(html.replace(/^<!DOCTYPE[^>]*>/u, "").replaceAll(/<!--(?!\[if)[^>]*-->/gu, ""));

/** Letters outside ASCII as numbers, so that nobody has to see which invisible ones stand in a piece. */
const inPlainLetters = (html: string): string =>
  html
    .replaceAll(/<!--(?!\[if)\/?[$a-z]*-->/gu, "")
    .replaceAll(/[^\n\x20-\x7e]/gu, (letter) => `&#${letter.codePointAt(0)};`);
