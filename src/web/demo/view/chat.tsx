import type { HTMLAttributes, VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { LocaleTag } from '../../contract.js'
import type { Words } from '../dictionary.js'
import { readSiteKey } from '../simulator.js'

type Props = { readonly words: Words; readonly locale: LocaleTag; readonly theme: string }

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'mibao-chat': HTMLAttributes
    }
  }
}

/** The widget as any other site would embed it, standing in the page. */
export function Chat({ words, locale, theme }: Props): VNode {
  const [siteKey, setSiteKey] = useState<string | undefined>(undefined)
  const [attempt, setAttempt] = useState(0)
  useEffect(() => {
    readSiteKey().then(setSiteKey, () => setTimeout(() => setAttempt(attempt + 1), 3000))
  }, [attempt])
  return (
    <section class="chat" aria-label={words.tabs.chat}>
      {siteKey === undefined ? (
        <p class="hint">{attempt > 0 ? words.simulatorDown : ''}</p>
      ) : (
        <mibao-chat data-site-key={siteKey} data-locale={locale} data-theme={theme} />
      )}
    </section>
  )
}
