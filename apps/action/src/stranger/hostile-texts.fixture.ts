/**
 * What a stranger would like to see in a comment.
 * @module
 */

/** In every hostile text, so that it is found wherever it gets through. */
export const CANARY = "canary";

/** Texts that mention, link, draw, break out, order the runner about, or look like a harmless name. */
export const HOSTILE_TEXTS: readonly string[] = [
  CANARY,
  `${CANARY}-1.2`,
  `@${CANARY} fixes #1 and ${CANARY}/model#2`,
  `![${CANARY}](https://${CANARY}.example/x.png)`,
  `[${CANARY}](javascript:alert(1))`,
  `https://${CANARY}.example`,
  `<img src=x onerror=${CANARY}>`,
  `</details><script>${CANARY}</script>`,
  `\`\`\`\n${CANARY}\n\`\`\``,
  `| ${CANARY} | --- |`,
  `a\n\n# ${CANARY}\n\n- [ ] x`,
  `‮${CANARY}‬​`,
  `<!-- gramme:${CANARY} -->`,
  `::set-output name=${CANARY}::x`,
  `##[error]${CANARY}`,
  `$(touch ${CANARY})`,
  `__proto__.${CANARY}`,
  `grid/${CANARY}`,
  `noise/${CANARY}`,
  `linux 6.1-${CANARY} x64`,
  `AMD EPYC 7763 ${CANARY}`,
  `${CANARY} (EPYC 3rd Gen (Milan))`,
  `onnxruntime-node 1.2.3 ${CANARY}`,
  `ubuntu24 20261115.1 ${CANARY}`,
  `one run (3 ${CANARY}s)`,
];
