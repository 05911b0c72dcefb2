import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { App as AntApp, ConfigProvider, theme } from 'antd'
import en from 'antd/locale/en_US.js'
import zh from 'antd/locale/zh_CN.js'
import { type ReactNode, StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { BrowserRouter } from 'react-router'
import { ApiError } from './data/api.js'
import { nonce } from './data/nonce.js'
import { SettingsProvider, useSettings } from './data/settings.js'
import { Desk } from './desk.js'

/** What the caller has to put right is not asked again. */
const client = new QueryClient({
  defaultOptions: {
    queries: { retry: (count, error) => count < 2 && !(error instanceof ApiError && error.status >= 400 && error.status < 500), staleTime: 5_000 },
  },
})

const BRIGHT = '#7fb0ff'

function Themed({ children }: { readonly children: ReactNode }): ReactNode {
  const { lang, isDark } = useSettings()
  return (
    <ConfigProvider
      locale={lang === 'zh' ? zh : en}
      csp={{ nonce }}
      button={{ autoInsertSpace: false }}
      theme={{
        algorithm: isDark ? theme.darkAlgorithm : theme.defaultAlgorithm,
        token: {
          colorPrimary: isDark ? '#2f6fe0' : '#1257d1',
          colorLink: isDark ? BRIGHT : '#1257d1',
          ...(isDark ? {} : { colorError: '#c41d1f' }),
          borderRadius: 8,
          fontSize: 14,
          colorTextSecondary: isDark ? 'rgba(255,255,255,.72)' : 'rgba(0,0,0,.68)',
          colorTextTertiary: isDark ? 'rgba(255,255,255,.62)' : 'rgba(0,0,0,.6)',
          colorTextDescription: isDark ? 'rgba(255,255,255,.68)' : 'rgba(0,0,0,.62)',
          colorTextPlaceholder: isDark ? 'rgba(255,255,255,.62)' : 'rgba(0,0,0,.58)',
        },
        // White on the primary colour needs a darker one than words in it do.
        components: isDark
          ? { Menu: { horizontalItemSelectedColor: BRIGHT, itemSelectedColor: BRIGHT }, Tabs: { itemSelectedColor: BRIGHT, inkBarColor: BRIGHT } }
          : {},
      }}
    >
      <AntApp className="app">{children}</AntApp>
    </ConfigProvider>
  )
}

const root = document.getElementById('desk')
if (root)
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <SettingsProvider>
          <Themed>
            <BrowserRouter basename="/console">
              <Desk />
            </BrowserRouter>
          </Themed>
        </SettingsProvider>
      </QueryClientProvider>
    </StrictMode>,
  )
