import { useTranslations } from "next-intl";
import { Notice } from "#components/ui/notice.tsx";
import { PrintButton } from "#components/ui/print-button.tsx";
import type { Block, DocumentLine } from "#lib/access/legal-document.ts";

/** A document in French on A4, under the notice that it is not validated yet. What is not set is a line to write on. */
export function LegalDocument({ blocks }: { blocks: readonly Block[] }) {
  const t = useTranslations("staff.documents");
  return (
    <article className="grid max-w-4xl gap-4">
      <Notice tone="warn">{t("toValidate")}</Notice>
      <p className="print:hidden">
        <PrintButton label={t("print")} />
      </p>
      <div lang="fr" dir="ltr" className="grid gap-4">
        {blocks.map((block, index) => (
          <Part key={index} block={block} />
        ))}
      </div>
    </article>
  );
}

function Part({ block }: { block: Block }) {
  switch (block.kind) {
    case "title":
      return (
        <h1>
          <Written line={block.line} />
        </h1>
      );
    case "heading":
      return (
        <h2 className="mt-3 break-after-avoid">
          <Written line={block.line} />
        </h2>
      );
    case "text":
      return (
        <p>
          <Written line={block.line} />
        </p>
      );
    case "list":
      return (
        <ul className="grid list-disc gap-1 ps-6">
          {block.items.map((item, index) => (
            <li key={index}>
              <Written line={item} />
            </li>
          ))}
        </ul>
      );
    case "table":
      return <Table rows={block.rows} />;
  }
}

const CELL = "border-2 border-hair p-2 text-start align-top max-md:block";

/** On a narrow screen the cells of a row stand one below the other, under the row’s own first cell. */
const Table = ({ rows: [head = [], ...rows] }: { rows: readonly (readonly DocumentLine[])[] }) => (
  <table className="w-full border-collapse max-md:block">
    <thead className="max-md:block">
      <tr className="max-md:block">
        {head.map((cell, index) => (
          <th key={index} scope="col" className={CELL}>
            <Written line={cell} />
          </th>
        ))}
      </tr>
    </thead>
    <tbody className="max-md:block">
      {rows.map((row, index) => (
        <tr key={index} className="break-inside-avoid max-md:mt-3 max-md:block">
          {row.map((cell, column) => (
            <td key={column} className={CELL}>
              <Written line={cell} />
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  </table>
);

function Written({ line }: { line: DocumentLine }) {
  const t = useTranslations("staff.documents");
  return line.map((piece, index) =>
    "text" in piece ? (
      piece.text
    ) : (
      <mark key={index} className="whitespace-nowrap bg-turn-soft px-1 font-bold text-ink">
        {t("blank")}
      </mark>
    ),
  );
}
