import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { drawingOf } from '../replay/picture/boxes.js'
import { describeProgram } from '../replay/picture/describe.js'
import { draw } from '../replay/picture/draw.js'
import { graphPage } from '../replay/picture/page.js'
import { layOuter } from '../replay/picture/place.js'
import { isLang } from '../shared/lang.js'
import { type CoverageOptions, gatherCoverage } from './coverageSources.js'
import { foldersFor, ROOT } from './folders.js'
import { draftOrExit } from './libraryOrExit.js'

type Options = CoverageOptions & { readonly out: string; readonly svg?: string | undefined; readonly language: string }

/** `mibao graph`: one page with every dialog as a drawing, and one SVG a dialog where a folder is named. */
export async function graph(paths: readonly string[], options: Options): Promise<number> {
  const { out, svg, language } = options
  if (!isLang(language)) throw new Error(`--language: expected zh or en, got "${language}".`)
  const library = await draftOrExit(foldersFor(options))
  const pictures = describeProgram(library.program, await gatherCoverage(library, { ...options, paths }))
  const layOut = await layOuter()
  const placed = pictures.dialogs.map((dialog) => layOut(drawingOf(dialog)))
  const drawings = placed.map((one) => draw(one, { for: 'page' }))
  writeFileSync(out, graphPage(pictures, { drawings, script: readFileSync(join(ROOT, 'dist', 'web', 'graph.js'), 'utf8') }))
  console.log(`${out}: ${pictures.dialogs.length} dialogs`)
  if (svg === undefined) return 0
  mkdirSync(svg, { recursive: true })
  for (const one of placed) writeFileSync(join(svg, `${one.dialog.id}.svg`), `${draw(one, { for: 'document', language })}\n`)
  console.log(`${svg}: ${placed.length} SVG files`)
  return 0
}
