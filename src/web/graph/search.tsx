import type { VNode } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Pictures } from '../../contract/pictures.js'
import { find } from './find.js'
import { type Lang, WORDS } from './words.js'

type Props = { readonly pictures: Pictures; readonly lang: Lang; readonly go: (id: string) => void }

/** A box to type in, and what was found below it: arrows choose, Enter goes there, Esc closes. */
export function Search({ pictures, lang, go }: Props): VNode {
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const [isOpen, setOpen] = useState(false)
  const words = WORDS[lang]
  const input = useRef<HTMLInputElement>(null)
  const hits = isOpen ? find(pictures, typed) : []
  const shown = isOpen && typed.trim() !== ''
  useEffect(() => {
    const focus = (event: KeyboardEvent): void => {
      if (event.key !== '/' || event.target instanceof HTMLInputElement || event.ctrlKey || event.metaKey || event.altKey) return
      event.preventDefault()
      input.current?.focus()
    }
    addEventListener('keydown', focus)
    return () => removeEventListener('keydown', focus)
  }, [])
  useEffect(() => document.getElementById(`hit-${at}`)?.scrollIntoView({ block: 'nearest' }), [at, typed])
  const take = (index: number): void => {
    const hit = hits[index]
    if (!hit) return
    setOpen(false)
    go(hit.node.id)
  }
  const onKey = (event: KeyboardEvent): void => {
    // Enter that confirms Chinese input chooses nothing.
    if (event.isComposing || event.keyCode === 229) return
    if (event.key === 'Escape') {
      event.stopPropagation()
      setOpen(false)
    } else if (event.key === 'Enter') take(at)
    else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      const step = event.key === 'ArrowDown' ? 1 : -1
      setAt((at + step + hits.length) % Math.max(1, hits.length))
    }
  }
  return (
    <div class="search">
      <input
        ref={input}
        type="text"
        role="combobox"
        aria-expanded={shown}
        aria-controls="hits"
        aria-autocomplete="list"
        aria-label={words.search}
        aria-activedescendant={shown && hits.length > 0 ? `hit-${at}` : undefined}
        placeholder={`${words.search}  /`}
        value={typed}
        onInput={(event) => {
          setTyped(event.currentTarget.value)
          setAt(0)
          setOpen(true)
        }}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={onKey}
      />
      {shown && (
        <div id="hits" class="hits" role="listbox" aria-label={words.hits(hits.length)}>
          {hits.length === 0 && <div class="none">{words.noHits}</div>}
          {hits.map(({ node, excerpt }, index) => (
            // The input keeps the focus; a press here must not take it away before the click.
            // biome-ignore lint/a11y/useKeyWithClickEvents: the arrows and Enter in the input choose.
            <div
              key={node.id}
              id={`hit-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === at}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => take(index)}
            >
              <code>{node.id}</code>
              <div class="note">{excerpt}</div>
            </div>
          ))}
        </div>
      )}
    </div>
  )
}
