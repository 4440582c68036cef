/** One of each thing that answers are made of. */
export const sample = `# A heading with \`code\`

A paragraph with **bold**, *slanted*, ~~struck~~ words, a [link](https://a.example/) and &copy;.

1. one
2. two
   - nested
   - again

- [x] done
- [ ] to do

| name | value |
| :--- | ----: |
| one  |     1 |
| two  | \`2\` |

\`\`\`ts
// Counts.
const count: number = [1, 2].length;
\`\`\`

> A quotation
> of two lines

> [!NOTE]
> An alert.

A claim.[^1]

<details open><summary>More</summary><p>Inside <kbd>Ctrl</kbd></p></details>

![a picture](https://a.example/p.png)

---

The end.

[^1]: Its ground.
`;
