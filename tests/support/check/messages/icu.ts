/** A message, read: its words, its arguments, and what each choice of a plural or select says. */
export type Part =
  | { readonly kind: "words"; readonly text: string }
  | {
      readonly kind: "argument";
      readonly name: string;
      readonly type: string;
      readonly options: Readonly<Record<string, readonly Part[]>>;
    };

/** Reads the ICU syntax that next-intl uses: {name}, {n, number}, {n, plural, one {…} other {…}}, <b>…</b>. Throws on a brace left open. */
export function readIcu(message: string): readonly Part[] {
  const [parts, end] = readParts(message, 0, 0);
  if (end < message.length) throw new Error("a brace closes that none opened");
  return parts;
}

/** The names the code must give, tags included, each with its type. */
export function argumentsOf(parts: readonly Part[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const part of parts) {
    if (part.kind === "words")
      for (const [, tag = ""] of part.text.matchAll(/<([a-z][\w-]*)>/gi)) found.set(tag, "tag");
    else {
      found.set(part.name, part.type);
      for (const inner of Object.values(part.options))
        for (const [name, type] of argumentsOf(inner)) found.set(name, found.get(name) ?? type);
    }
  }
  return found;
}

/** What a person may read, one text for each choice; an argument shows as 0. Tags are taken out. */
export function readings(parts: readonly Part[]): readonly string[] {
  const choices = Math.max(
    1,
    ...parts.map((part) => (part.kind === "words" ? 1 : optionReadings(part.options).length)),
  );
  return Array.from({ length: choices }, (_, choice) =>
    parts
      .map((part) => said(part, choice))
      .join("")
      .replace(/<\/?[a-z][\w-]*>/gi, ""),
  );
}

const said = (part: Part, choice: number): string => {
  if (part.kind === "words") return part.text;
  const options = optionReadings(part.options);
  return options.length === 0 ? "0" : (options[Math.min(choice, options.length - 1)] ?? "");
};

const optionReadings = (options: Readonly<Record<string, readonly Part[]>>): string[] =>
  Object.values(options).flatMap((inner) => [...readings(inner)]);

function readParts(message: string, start: number, depth: number): [Part[], number] {
  const parts: Part[] = [];
  let words = "";
  let at = start;
  const flush = () => {
    if (words !== "") parts.push({ kind: "words", text: words });
    words = "";
  };
  while (at < message.length && message[at] !== "}") {
    if (message[at] !== "{") {
      words += message[at] === "#" && depth > 0 ? "0" : message[at];
      at += 1;
      continue;
    }
    flush();
    const [argument, end] = readArgument(message, at + 1, depth);
    parts.push(argument);
    at = end;
  }
  flush();
  return [parts, at];
}

function readArgument(message: string, start: number, depth: number): [Part, number] {
  const head = /^\s*([\w-]+)\s*(?:,\s*([a-z]+)\s*)?/.exec(message.slice(start));
  if (!head) throw new Error("an argument has no name");
  const [whole, name = "", type = "text"] = head;
  let at = start + whole.length;
  const options: Record<string, readonly Part[]> = {};
  while (at < message.length && message[at] !== "}") {
    const option = /^\s*,?\s*(=?[\w-]+|::[^{}]*)\s*(\{)?/.exec(message.slice(at));
    if (!option) throw new Error(`the argument ${name} cannot be read`);
    at += option[0].length;
    if (!option[2]) continue;
    const [inner, end] = readParts(message, at, depth + 1);
    options[option[1] ?? ""] = inner;
    at = end + 1;
    at += /^\s*/.exec(message.slice(at))?.[0].length ?? 0;
  }
  if (message[at] !== "}") throw new Error(`the brace of ${name} stays open`);
  return [{ kind: "argument", name, type, options }, at + 1];
}
