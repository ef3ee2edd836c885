import type { Check } from "./breach.ts";
import { compile } from "./compile.ts";
import { documents } from "./documents.ts";
import { doors } from "./doors.ts";
import { fonts } from "./fonts.ts";
import { format } from "./format.ts";
import { lint } from "./lint.ts";
import { messages } from "./messages/messages.ts";
import { names } from "./names.ts";
import { secrets } from "./secrets.ts";
import { stylesheets } from "./stylesheets.ts";

/** What `npm run check` runs, by the name it prints. */
export const checks: Readonly<Record<string, Check>> = {
  types: compile,
  doors,
  format,
  lint,
  names,
  messages,
  stylesheets,
  fonts,
  secrets,
  documents,
};
