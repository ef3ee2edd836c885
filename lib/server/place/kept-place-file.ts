import { z } from "zod";
import { placeImportReport } from "#lib/wire/place/place-import.ts";
import { keptUploads } from "#lib/server/kept-upload.ts";
import { LARGEST_PLACE_FILE } from "./read-place-file.ts";

/** Files of places that somebody sent. `said`: what the trial or the import was about and said. */
const said = z.object({
  organisation: z.string(),
  fileName: z.string(),
  communes: z.array(z.string()),
  departement: z.string(),
  report: placeImportReport,
  imported: z.boolean(),
});

export const placeFiles = keptUploads("json", said, LARGEST_PLACE_FILE);
