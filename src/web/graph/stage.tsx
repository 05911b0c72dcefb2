import type { VNode } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { NodeKind } from '../../contract/pictures.js'
import { Viewport } from './viewport.js'
import { type Lang, WORDS } from './words.js'

type Props = {
  readonly dialog: string
  readonly start: string
  /** The chosen node; `asked` grows with every wish to see it. */
  readonly chosen: { readonly id: string; readonly asked: number } | null
  readonly lang: Lang
  readonly choose: (id: string) => void
}

const KINDS: readonly (readonly [NodeKind, string, string])[] = [
  ['choose', '?', 'question'],
  ['ask', '_', 'question'],
  ['diagnose', '≡', 'checks'],
  ['check', '✓', 'checks'],
  ['act', '!', 'acts'],
  ['call', '↗', 'calls'],
  ['branch', '◇', 'plain'],
  ['goto', '→', 'plain'],
  ['next', '↻', 'plain'],
  ['escalate', '人', 'person'],
  ['end', '■', 'ends'],
]
const nodesOf = (root: Element, id: string): readonly Element[] => [...root.querySelectorAll(`[data-node="${CSS.escape(id)}"]`)]
const idOf = (target: EventTarget | null): string | null =>
  target instanceof Element ? (target.closest('[data-node]')?.getAttribute('data-node') ?? null) : null

/** The drawing of one dialog, which the reader moves and zooms. */
export function Stage({ dialog, start, chosen, lang, choose }: Props): VNode {
  const stage = useRef<HTMLElement>(null)
  const canvas = useRef<HTMLDivElement>(null)
  const viewport = useRef<Viewport | null>(null)
  const words = WORDS[lang]
  useEffect(() => {
    const svg = document.querySelector<SVGSVGElement>(`svg[data-dialog="${CSS.escape(dialog)}"]`)
    if (!svg || !stage.current || !canvas.current) return
    canvas.current.append(svg)
    const own = new Viewport(stage.current, svg)
    viewport.current = own
    own.begin(nodesOf(svg, `${dialog}/${start}`)[0] ?? null)
    return () => {
      own.close()
      document.getElementById('drawings')?.append(svg)
    }
  }, [dialog, start])
  useEffect(() => {
    for (const old of canvas.current?.querySelectorAll('.chosen') ?? []) old.classList.remove('chosen')
    if (!chosen || !canvas.current) return
    const nodes = nodesOf(canvas.current, chosen.id)
    for (const node of nodes) node.classList.add('chosen')
    const near = nodes.find((node) => node === document.activeElement) ?? nodes[0]
    if (near) viewport.current?.reveal(near)
  }, [chosen, dialog])
  const onKey = (event: KeyboardEvent): void => {
    const id = idOf(event.target)
    if (id !== null && (event.key === 'Enter' || event.key === ' ')) choose(id)
    else if (event.ctrlKey || event.metaKey || event.altKey || viewport.current?.key(event.key) !== true) return
    event.preventDefault()
  }
  const onClick = (event: MouseEvent): void => {
    const id = idOf(event.target)
    if (id === null || viewport.current?.wasPress !== true) return
    choose(id)
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys move the drawing, so it takes the focus.
    <main ref={stage} class="stage" aria-label={words.move} tabIndex={0} onKeyDown={onKey} onClick={onClick}>
      <div
        ref={canvas}
        class="canvas"
        onFocusCapture={(event) =>
          event.target instanceof Element && event.target.matches(':focus-visible') && viewport.current?.reveal(event.target)
        }
      />
      <details class="legend">
        <summary>{words.legend}</summary>
        <ul>
          {KINDS.map(([kind, sign, tone]) => (
            <li key={kind}>
              <i class={`kind-${tone}`} aria-hidden="true">
                {sign}
              </i>
              {words.kinds[kind]}
            </li>
          ))}
          <li>
            <span class="dashed" />
            {words.missing}
          </li>
          <li class="note">{words.stubs}</li>
          <li class="note">{words.move}</li>
        </ul>
      </details>
      <div class="zoom">
        <button type="button" aria-label={words.zoomOut} title={words.zoomOut} onClick={() => viewport.current?.zoom(1 / 1.3)}>
          −
        </button>
        <button type="button" aria-label={words.zoomIn} title={words.zoomIn} onClick={() => viewport.current?.zoom(1.3)}>
          +
        </button>
        <button type="button" onClick={() => viewport.current?.fit()}>
          {words.fit}
        </button>
      </div>
    </main>
  )
}
