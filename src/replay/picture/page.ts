import { createHash } from 'node:crypto'
import type { Pictures } from '../../contract/pictures.js'
import { Html, html } from '../../shared/html.js'
import { PAGE_STYLE } from './pageStyle.js'
import { SVG_STYLE } from './svgStyle.js'

/** The whole page in one file that needs no other: drawings, what is known of each node, style and script. Nothing is loaded, and only this script may run. */
export function graphPage(pictures: Pictures, { drawings, script }: { readonly drawings: readonly string[]; readonly script: string }): string {
  const code = script.replaceAll('</script', '<\\/script')
  const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${createHash('sha256').update(code).digest('base64')}'; base-uri 'none'; form-action 'none'`
  return `<!doctype html>\n${
    html`<html lang="zh" data-lang="zh" data-show="replays"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>对话流程图 · Dialogs</title><style>${new Html(SVG_STYLE + PAGE_STYLE)}</style></head><body>
<div id="page"><noscript>这个页面要用 JavaScript 才能看。 This page needs JavaScript.</noscript></div>
<div id="drawings" hidden>${new Html(drawings.join('\n'))}</div>
<script type="application/json" id="pictures">${new Html(jsonInPage(pictures))}</script>
<script>${new Html(code)}</script></body></html>`.markup
  }\n`
}

/** JSON may hold `</script>` or `<!--` in its strings; as an escape that means the same, it cannot end the element. */
const jsonInPage = (value: unknown): string =>
  JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (sign) => `\\u${(sign.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`)
