// A page that streams every construct of markdown, with everything on, and marks its body when it is done.
import { createRoot } from 'react-dom/client';
import { StreamingMarkdown } from '../../../src/markdown/streaming-markdown.tsx';
import { math } from '../../../src/math/index.ts';
import '../../../src/styles/styles.css';

const pixel =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=';

const message = `# Heading with *emphasis*, **strong**, \`code\` and ~~struck~~

Setext heading
---

A paragraph with a [link](https://a.example "title"), a [paypal.com](https://evil.example) that lies,
a [reference][r], https://auto.example, <https://angle.example>, a hard break  
and an image ![pixel](${pixel}), a foreign one ![cat](https://img.example/cat.png), one in a link
[![logo](https://img.example/logo.png)](https://a.example), a footnote[^1] and a source [1].

[r]: https://reference.example 'late'
[^1]: A note with \`code\`.

> [!WARNING]
> An alert
>
> > quoted

1. one
2. two
   - [x] done
   - [ ] to do

| left | centre | right |
| :--- | :----: | ----: |
| a    |   b    |     c |

\`\`\`ts
const answer: number = 42; // the answer
\`\`\`

\`\`\`python
def answer(): return "42"
\`\`\`

    indented

***

<details open><summary>Raw <b style="color:red">HTML</b></summary>

<p style="position:fixed" onclick="alert(1)">inside</p>

</details>

Inline <kbd>raw</kbd> <span style="color:red">HTML</span> <img src="https://img.example/raw.png" alt="raw">

<script>document.title = 'hit'</script>
<style>body { display: none }</style>

Euler: $e^{i\\pi} + 1 = 0$ and

$$
\\int_0^1 x\\,dx = \\frac12
$$

عربي وعبري 漢字かな交じり文
`;

const plugins = [math()];
const sources = [{ url: 'https://source.example', title: 'Source' }];
const root = createRoot(document.getElementById('root') as HTMLElement);

function show(end: number): void {
  root.render(
    <StreamingMarkdown caret plugins={plugins} sources={sources} streaming={end < message.length}>
      {message.slice(0, end)}
    </StreamingMarkdown>,
  );
  if (end < message.length) requestAnimationFrame(() => show(end + 40));
  else document.body.dataset['done'] = '';
}

show(1);
