import type { VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { LocaleTag } from '../../contract.js'
import { type Words, wordsFor } from '../dictionary.js'
import { fillChat } from '../fillChat.js'
import { useSimulator } from '../useSimulator.js'
import { Chat } from './chat.js'
import { Guide } from './guide.js'
import { Phone } from './phone.js'

type Theme = 'auto' | 'light' | 'dark'
type PageTab = 'guide' | 'phone' | 'chat'

const TABS: readonly PageTab[] = ['guide', 'phone', 'chat']
const THEMES: readonly Theme[] = ['auto', 'light', 'dark']

/** The guide, a simulated phone and the chat side by side; on a phone one at a time. */
export function Page(): VNode {
  const [locale, setLocale] = useState<LocaleTag>(navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en')
  const [theme, setTheme] = useState<Theme>('auto')
  const [tab, setTab] = useState<PageTab>('guide')
  const [model, actions] = useSimulator()
  const words = wordsFor(locale)
  useEffect(() => {
    document.documentElement.lang = locale
    document.documentElement.dataset.theme = theme
    document.title = words.title
  }, [locale, theme, words])
  const say = (text: string): void => {
    fillChat(text)
    setTab('chat')
  }
  return (
    <div class="page">
      <Top
        words={words}
        theme={theme}
        onTheme={setTheme}
        onLanguage={() => setLocale(locale === 'en' ? 'zh-CN' : 'en')}
        otherLocale={locale === 'en' ? 'zh-CN' : 'en'}
      />
      <aside class="simulated">{words.simulated}</aside>
      <main data-tab={tab}>
        <Guide
          words={words}
          locale={locale}
          model={model}
          onOpen={(persona) => {
            actions.open(persona)
            setTab('phone')
          }}
          onSay={say}
        />
        <Phone words={words} locale={locale} model={model} actions={actions} onSay={say} />
        <Chat words={words} locale={locale} theme={theme} />
      </main>
      <nav class="page-tabs" aria-label={words.title}>
        {TABS.map((each) => (
          <button type="button" class="tab" key={each} aria-current={each === tab ? 'page' : undefined} onClick={() => setTab(each)}>
            {words.tabs[each]}
          </button>
        ))}
      </nav>
    </div>
  )
}

type TopProps = {
  readonly words: Words
  readonly theme: Theme
  readonly otherLocale: LocaleTag
  readonly onTheme: (theme: Theme) => void
  readonly onLanguage: () => void
}

function Top({ words, theme, otherLocale, onTheme, onLanguage }: TopProps): VNode {
  return (
    <header class="top">
      <h1>{words.title}</h1>
      <fieldset class="segments">
        <legend class="only-read">{words.themeLabel}</legend>
        {THEMES.map((each) => (
          <button type="button" key={each} aria-pressed={each === theme} onClick={() => onTheme(each)}>
            {words.theme[each]}
          </button>
        ))}
      </fieldset>
      <button type="button" class="plain" lang={otherLocale} onClick={onLanguage}>
        {words.switchLanguage}
      </button>
    </header>
  )
}
