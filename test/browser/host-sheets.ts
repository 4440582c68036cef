/**
 * What pages bring with them, in excerpts: the rules of well-known resets that reach elements of the kit. Tailwind's preflight
 * stands in a layer since version 4, Bootstrap's Reboot and Tailwind 3's do not.
 */
export const hostSheets: Readonly<Record<string, string>> = {
  'every margin and padding': '* { margin: 0; padding: 0; }',
  'Tailwind 3': `
    *, ::before, ::after { box-sizing: border-box; border-width: 0; border-style: solid; border-color: #e5e7eb; }
    html { line-height: 1.5; tab-size: 4; font-family: ui-sans-serif, system-ui, sans-serif; }
    body { margin: 0; line-height: inherit; }
    hr { height: 0; color: inherit; border-top-width: 1px; }
    h1, h2, h3, h4, h5, h6 { font-size: inherit; font-weight: inherit; }
    a { color: inherit; text-decoration: inherit; }
    b, strong { font-weight: bolder; }
    code, kbd, samp, pre { font-family: ui-monospace, monospace; font-size: 1em; }
    small { font-size: 80%; }
    sub, sup { font-size: 75%; line-height: 0; position: relative; vertical-align: baseline; }
    sub { bottom: -0.25em; } sup { top: -0.5em; }
    table { text-indent: 0; border-color: inherit; border-collapse: collapse; }
    button, input, optgroup, select, textarea { font-family: inherit; font-size: 100%; font-weight: inherit; line-height: inherit; letter-spacing: inherit; color: inherit; margin: 0; padding: 0; }
    button, select { text-transform: none; }
    button, input:where([type='button'], [type='reset'], [type='submit']) { -webkit-appearance: button; background-color: transparent; background-image: none; }
    progress { vertical-align: baseline; }
    summary { display: list-item; }
    blockquote, dl, dd, h1, h2, h3, h4, h5, h6, hr, figure, p, pre { margin: 0; }
    fieldset { margin: 0; padding: 0; } legend { padding: 0; }
    ol, ul, menu { list-style: none; margin: 0; padding: 0; }
    textarea { resize: vertical; }
    input::placeholder, textarea::placeholder { opacity: 1; color: #9ca3af; }
    button, [role='button'] { cursor: pointer; }
    img, svg, video, canvas, audio, iframe, embed, object { display: block; vertical-align: middle; }
    img, video { max-width: 100%; height: auto; }`,
  'Tailwind 4': `
    @layer theme, base, components, utilities;
    @layer base {
      *, ::after, ::before, ::backdrop, ::file-selector-button { box-sizing: border-box; margin: 0; padding: 0; border: 0 solid; }
      html, :host { line-height: 1.5; tab-size: 4; font-family: ui-sans-serif, system-ui, sans-serif; }
      hr { height: 0; color: inherit; border-top-width: 1px; }
      h1, h2, h3, h4, h5, h6 { font-size: inherit; font-weight: inherit; }
      a { color: inherit; text-decoration: inherit; }
      b, strong { font-weight: bolder; }
      code, kbd, samp, pre { font-family: ui-monospace, monospace; font-size: 1em; }
      small { font-size: 80%; }
      sub, sup { font-size: 75%; line-height: 0; position: relative; vertical-align: baseline; }
      sub { bottom: -0.25em; } sup { top: -0.5em; }
      table { text-indent: 0; border-color: inherit; border-collapse: collapse; }
      progress { vertical-align: baseline; }
      summary { display: list-item; }
      ol, ul, menu { list-style: none; }
      img, svg, video, canvas, audio, iframe, embed, object { display: block; vertical-align: middle; }
      img, video { max-width: 100%; height: auto; }
      button, input, select, optgroup, textarea { font: inherit; letter-spacing: inherit; color: inherit; border-radius: 0; background-color: transparent; opacity: 1; }
      ::placeholder { opacity: 1; color: color-mix(in oklab, currentcolor 50%, transparent); }
      textarea { resize: vertical; }
      button, input:where([type='button'], [type='reset'], [type='submit']) { appearance: button; }
    }`,
  'Bootstrap 5': `
    *, ::before, ::after { box-sizing: border-box; }
    body { margin: 0; font-family: system-ui, sans-serif; font-size: 1rem; font-weight: 400; line-height: 1.5; color: #212529; background-color: #fff; }
    hr { margin: 1rem 0; color: inherit; border: 0; border-top: 1px solid; opacity: 0.25; }
    h6, h5, h4, h3, h2, h1 { margin-top: 0; margin-bottom: 0.5rem; font-weight: 500; line-height: 1.2; color: #224; }
    h1 { font-size: calc(1.375rem + 1.5vw); } h2 { font-size: 2rem; } h3 { font-size: 1.75rem; } h4 { font-size: 1.5rem; } h5 { font-size: 1.25rem; } h6 { font-size: 1rem; }
    p { margin-top: 0; margin-bottom: 1rem; }
    ol, ul { padding-left: 2rem; } ol, ul, dl { margin-top: 0; margin-bottom: 1rem; }
    ol ol, ul ul, ol ul, ul ol { margin-bottom: 0; }
    dt { font-weight: 700; } dd { margin-bottom: 0.5rem; margin-left: 0; }
    blockquote { margin: 0 0 1rem; } b, strong { font-weight: bolder; } small { font-size: 0.875em; }
    mark { padding: 0.1875em; color: #212529; background-color: #fff3cd; }
    sub, sup { position: relative; font-size: 0.75em; line-height: 0; vertical-align: baseline; }
    sub { bottom: -0.25em; } sup { top: -0.5em; }
    a { color: #0d6efd; text-decoration: underline; }
    pre, code, kbd, samp { font-family: monospace; font-size: 1em; }
    pre { display: block; margin-top: 0; margin-bottom: 1rem; overflow: auto; font-size: 0.875em; }
    pre code { font-size: inherit; color: inherit; word-break: normal; }
    code { font-size: 0.875em; color: #d63384; word-wrap: break-word; } a > code { color: inherit; }
    kbd { padding: 0.1875rem 0.375rem; font-size: 0.875em; color: #fff; background-color: #212529; border-radius: 0.25rem; }
    figure { margin: 0 0 1rem; } img, svg { vertical-align: middle; }
    table { caption-side: bottom; border-collapse: collapse; }
    th { text-align: inherit; } thead, tbody, tfoot, tr, td, th { border-color: inherit; border-style: solid; border-width: 0; }
    label { display: inline-block; } button { border-radius: 0; }
    input, button, select, optgroup, textarea { margin: 0; font-family: inherit; font-size: inherit; line-height: inherit; }
    button, select { text-transform: none; } button, [type='button'], [type='reset'], [type='submit'] { -webkit-appearance: button; }
    textarea { resize: vertical; } output { display: inline-block; } summary { display: list-item; cursor: pointer; }
    progress { vertical-align: baseline; } [hidden] { display: none !important; }`,
  'a starter template': `
    :root { font-family: system-ui, sans-serif; line-height: 1.45; font-weight: 400; letter-spacing: 0.01em; }
    body { margin: 0; } h1, h2 { font-weight: 500; color: #08060d; }
    h1 { font-size: 56px; letter-spacing: -1.68px; margin: 32px 0; } h2 { font-size: 24px; line-height: 118%; margin: 0 0 8px; }
    p { margin: 0; } a { font-weight: 500; color: #646cff; text-decoration: inherit; }
    button { border-radius: 8px; border: 1px solid transparent; padding: 0.6em 1.2em; font-size: 1em; font-weight: 500; font-family: inherit; background-color: #1a1a1a; cursor: pointer; }
    code { display: inline-flex; border-radius: 4px; color: #08060d; font-size: 15px; line-height: 135%; padding: 4px 8px; background: #f4f3ec; }
    ul { list-style: none; padding: 0; display: flex; gap: 8px; } img { display: block; } svg { height: 3em; }`,
};
