import { App, Button, Dropdown } from 'antd'
import type { ReactNode } from 'react'
import { EXPORTS, type ExportFormat } from '../../../contract/names.js'
import { getFile } from '../data/api.js'
import { download } from '../data/download.js'
import { useSettings } from '../data/settings.js'
import { failureText } from './failure.js'

/** A conversation as a file. */
export function Exports({ conversation }: { readonly conversation: string }): ReactNode {
  const { words } = useSettings()
  const { review } = words
  const { message } = App.useApp()
  async function take(format: ExportFormat): Promise<void> {
    try {
      const { name, text, differs } = await getFile(`/conversations/${encodeURIComponent(conversation)}/export?format=${format}`)
      download(name, text, 'application/octet-stream')
      if (differs === 'no') void message.success(review.replayHolds)
      else if (differs !== null) void message.warning(review.replayDiffers(differs))
    } catch (error) {
      void message.error(failureText(error, words))
    }
  }
  return (
    <Dropdown
      trigger={['click']}
      menu={{ items: EXPORTS.map((format) => ({ key: format, label: review.formats[format], onClick: () => void take(format) })) }}
    >
      <Button size="small">{review.exports} ▾</Button>
    </Dropdown>
  )
}
