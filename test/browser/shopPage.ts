import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'

const WEB_CHAT = fileURLToPath(new URL('../../node_modules/botframework-webchat/dist/webchat.js', import.meta.url))
const PAGE = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>shop</title><link rel="icon" href="data:,">
<body style="margin:0"><div id="chat" style="height:100vh"></div><script src="/webchat.js"></script><script>
const { locale = 'zh-CN', ...options } = JSON.parse(decodeURIComponent(location.hash.slice(1)))
WebChat.renderWebChat({ directLine: WebChat.createDirectLine(options), locale }, document.getElementById('chat'))
</script></body></html>`

/** Somebody else's site with the real Web Chat on it; `address` opens it with the options of its Direct Line. */
export async function startShop() {
  const script = await readFile(WEB_CHAT)
  const server = createServer((req, res) => {
    if (req.url === '/webchat.js') res.setHeader('Content-Type', 'text/javascript; charset=utf-8').end(script)
    else res.setHeader('Content-Type', 'text/html; charset=utf-8').end(PAGE)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('expected a TCP address')
  const origin = `http://127.0.0.1:${address.port}`
  return {
    origin,
    address: (options: Readonly<Record<string, unknown>>) => `${origin}/#${encodeURIComponent(JSON.stringify(options))}`,
    async stop() {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}
