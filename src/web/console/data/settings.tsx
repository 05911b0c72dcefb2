import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import { type DeskLang, type Dictionary, dictionaryFor } from '../dictionary.js'

export type Appearance = 'light' | 'dark' | 'system'
export type Settings = { readonly lang: DeskLang; readonly appearance: Appearance; readonly sound: boolean }
type Shared = Settings & { readonly words: Dictionary; readonly isDark: boolean; readonly change: (change: Partial<Settings>) => void }

const KEY = 'mibao-desk-settings'
const Context = createContext<Shared | null>(null)

/** How one works is this browser's matter: language, appearance, sound. */
export function SettingsProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const [settings, setSettings] = useState(readSettings)
  const systemIsDark = useSystemDark()
  const isDark = settings.appearance === 'dark' || (settings.appearance === 'system' && systemIsDark)
  useEffect(() => {
    localStorage.setItem(KEY, JSON.stringify(settings))
    document.documentElement.lang = settings.lang === 'zh' ? 'zh-CN' : 'en'
    document.documentElement.dataset.theme = isDark ? 'dark' : 'light'
  }, [settings, isDark])
  const shared = useMemo(
    () => ({
      ...settings,
      isDark,
      words: dictionaryFor(settings.lang),
      change: (change: Partial<Settings>) => setSettings((before) => ({ ...before, ...change })),
    }),
    [settings, isDark],
  )
  return <Context.Provider value={shared}>{children}</Context.Provider>
}

export function useSettings(): Shared {
  const shared = useContext(Context)
  if (!shared) throw new Error('expected the settings around this part of the page')
  return shared
}

/** What somebody kept here, as far as it can still be read. */
function readSettings(): Settings {
  const fresh: Settings = { lang: navigator.language.startsWith('zh') ? 'zh' : 'en', appearance: 'system', sound: false }
  try {
    const kept: Partial<Settings> = JSON.parse(localStorage.getItem(KEY) ?? '{}')
    return {
      lang: kept.lang === 'zh' || kept.lang === 'en' ? kept.lang : fresh.lang,
      appearance: kept.appearance === 'light' || kept.appearance === 'dark' ? kept.appearance : fresh.appearance,
      sound: kept.sound === true,
    }
  } catch {
    return fresh
  }
}

function useSystemDark(): boolean {
  const query = useMemo(() => window.matchMedia('(prefers-color-scheme: dark)'), [])
  const [matches, setMatches] = useState(query.matches)
  useEffect(() => {
    const listen = (): void => setMatches(query.matches)
    query.addEventListener('change', listen)
    return () => query.removeEventListener('change', listen)
  }, [query])
  return matches
}
