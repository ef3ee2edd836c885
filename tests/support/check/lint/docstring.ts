import type { Rule } from "@oxlint/plugins";

type Exported = {
  readonly type: string;
  readonly id?: { readonly name: string };
  readonly declarations?: readonly {
    readonly id: { readonly name: string };
    readonly init?: { readonly type: string };
  }[];
};

/** Every exported function has a docstring with its promise: units, refusals, the source of a figure. */
export const docstring: Rule = {
  meta: {
    type: "problem",
    schema: [],
    messages: {
      missing:
        "The exported function “{{ name }}” has no docstring. → Say above it what it promises: units, refusals, the source of its rule or figure.",
    },
  },
  create: (context) => ({
    ExportNamedDeclaration(node) {
      const name = node.declaration && functionNamed(node.declaration as Exported);
      const before = context.sourceCode.getCommentsBefore(node).at(-1);
      if (name && !(before?.type === "Block" && before.value.startsWith("*")))
        context.report({ node, messageId: "missing", data: { name } });
    },
  }),
};

function functionNamed(declared: Exported): string | undefined {
  if (declared.type === "FunctionDeclaration") return declared.id?.name;
  const [first] = declared.declarations ?? [];
  return /^(ArrowFunction|Function)Expression$/.test(first?.init?.type ?? "") ? first?.id.name : undefined;
}
