import type { VNode } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { type Pictures, SOURCES, type Source } from '../../contract/pictures.js'
import { DialogPanel, NodePanel } from './panel.js'
import { Search } from './search.js'
import { Stage } from './stage.js'
import { type Lang, WORDS } from './words.js'

type Where = { readonly dialog: string; readonly node: string | null; readonly asked: number }

/** The address holds the place, so that a reload, a link and the back button keep it. */
const placeIn = (hash: string): string => {
  try {
    return decodeURIComponent(hash.slice(1))
  } catch {
    return ''
  }
}

export function Page({ pictures }: { readonly pictures: Pictures }): VNode | null {
  const [lang, setLang] = useState<Lang>(navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en')
  const [show, setShow] = useState<Source>('replays')
  const [isOpen, setOpen] = useState(false)
  const [where, setWhere] = useState<Where>(() => whereFor(pictures, placeIn(location.hash), 0))
  const panel = useRef<HTMLElement>(null)
  const reads = useRef(false)
  const words = WORDS[lang]
  useEffect(() => {
    const follow = (): void => setWhere(({ asked }) => whereFor(pictures, placeIn(location.hash), asked + 1))
    addEventListener('hashchange', follow)
    return () => removeEventListener('hashchange', follow)
  }, [pictures])
  useEffect(() => {
    const { documentElement: root } = document
    root.lang = lang
    root.dataset.lang = lang
    root.dataset.show = show
    document.title = words.title
  }, [lang, show, words])
  const go = (id: string): void => {
    const hash = `#${encodeURIComponent(id)}`
    if (hash === location.hash) setWhere(({ asked }) => whereFor(pictures, id, asked + 1))
    else location.hash = hash
  }
  /** What was asked for is read next, so the focus goes there; from the panel it comes back to the node. */
  const goAndRead = (id: string): void => {
    reads.current = true
    go(id)
  }
  const close = (): void => {
    setOpen(false)
    const node = document.querySelector('.stage .node.chosen')
    if (node instanceof SVGElement) node.focus()
    if (where.node !== null) go(where.dialog)
  }
  useEffect(() => {
    if (reads.current) panel.current?.focus()
    reads.current = false
  }, [where])
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') close()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  })
  const dialog = pictures.dialogs.find(({ id }) => id === where.dialog)
  const node = dialog?.nodes.find(({ id }) => id === where.node)
  const looked = { replays: true, exploration: pictures.looked.exploration, traffic: pictures.looked.conversations !== null }
  if (!dialog) return null
  return (
    <>
      <header>
        <h1>{words.title}</h1>
        <select aria-label={words.pick} value={dialog.id} onChange={(event) => go(event.currentTarget.value)}>
          {pictures.dialogs.map(({ id, title }) => (
            <option key={id} value={id}>{`${title[lang]} · ${id}`}</option>
          ))}
        </select>
        <Search pictures={pictures} lang={lang} go={goAndRead} />
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out in line everywhere. */}
        <div class="group" role="group" aria-label={words.show}>
          {SOURCES.map((source) => (
            <button
              key={source}
              type="button"
              aria-pressed={show === source}
              disabled={!looked[source]}
              title={looked[source] ? words.show : words.notLooked[source]}
              onClick={() => setShow(source)}
            >
              {words.sources[source]}
            </button>
          ))}
        </div>
        <button type="button" lang={lang === 'zh' ? 'en' : 'zh'} onClick={() => setLang(lang === 'zh' ? 'en' : 'zh')}>
          {words.otherLanguage}
        </button>
        <button type="button" class="overview-button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {words.overview}
        </button>
      </header>
      <Stage dialog={dialog.id} start={dialog.start} chosen={node ? { id: node.id, asked: where.asked } : null} lang={lang} choose={goAndRead} />
      <aside ref={panel} tabIndex={-1} class={`panel${node || isOpen ? '' : ' closed'}`} aria-label={words.overview}>
        {(node || isOpen) && (
          <div style="float: right">
            <button type="button" aria-label={words.close} title={`${words.close} (Esc)`} onClick={close}>
              ✕
            </button>
          </div>
        )}
        {node ? (
          <NodePanel key={node.id} node={node} pictures={pictures} lang={lang} show={show} go={goAndRead} />
        ) : (
          <DialogPanel key={dialog.id} dialog={dialog} pictures={pictures} lang={lang} show={show} go={goAndRead} />
        )}
      </aside>
    </>
  )
}

/** What an address leads to: a node, a dialog, or the first dialog where it names neither. */
function whereFor({ dialogs }: Pictures, id: string, asked: number): Where {
  const dialog = dialogs.find((one) => one.id === id || id.startsWith(`${one.id}/`)) ?? dialogs[0]
  const node = dialog?.nodes.find((one) => one.id === id)
  return { dialog: dialog?.id ?? '', node: node?.id ?? null, asked }
}
