import { FormatError, type Transcript, type TranscriptActivity } from './transcript.js'

const HEAD = /^(user|bot)\s*=\s*(.+)$/i
const TURN = /^([^:\s]+)\s*:\s*(.*)$/
const COMMAND = /\[(\w+)(?:=([^\]]*))?\]/g

/** Reads a `.chat` of Chatdown: a head that names who speaks, then `name: words` with commands in brackets. */
export function readChat(file: string, source: string): Transcript {
  const names = { user: 'user', bot: 'bot' }
  const turns: { from: 'user' | 'bot'; lines: string[] }[] = []
  for (const [n, raw] of source
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .entries()) {
    const line = raw.trimEnd()
    if (/^\s*>/.test(line)) continue
    const [, who = '', name = ''] = turns.length === 0 ? (HEAD.exec(line) ?? []) : []
    if (who !== '') {
      names[who.toLowerCase() === 'user' ? 'user' : 'bot'] = name.trim()
      continue
    }
    const from = speakerIn(line, names)
    if (from !== null) turns.push({ from, lines: [TURN.exec(line)?.[2] ?? ''] })
    else if (turns.length > 0) turns.at(-1)?.lines.push(line)
    else if (line.trim() !== '')
      throw new FormatError(file, n + 1, `expected "user=NAME", "bot=NAME" or "${names.user}: words", got ${JSON.stringify(line.slice(0, 60))}`)
  }
  return turns.flatMap(({ from, lines }) => activitiesOf(from, names[from], lines.join('\n').trim()))
}

function speakerIn(line: string, names: Readonly<Record<'user' | 'bot', string>>): 'user' | 'bot' | null {
  const said = TURN.exec(line)?.[1]?.toLowerCase()
  if (said === undefined) return null
  for (const from of ['user', 'bot'] as const) if (said === from || said === names[from].toLowerCase()) return from
  return null
}

/** Words, and what the commands in brackets add: typing, a pause, another kind of activity. */
function activitiesOf(from: 'user' | 'bot', name: string, said: string): readonly TranscriptActivity[] {
  const base = { from: { id: name, name, role: from }, value: undefined }
  const before: TranscriptActivity[] = []
  let type = 'message'
  const text = said
    .replace(COMMAND, (whole, command: string, value: string | undefined) => {
      switch (command.toLowerCase()) {
        case 'typing':
          before.push({ ...base, type: 'typing' })
          return ''
        case 'delay':
          before.push({ ...base, type: 'delay', value: Number(value) })
          return ''
        case 'conversationupdate':
        case 'endofconversation':
        case 'event':
          type = command
          return ''
        default:
          return whole
      }
    })
    .trim()
  return text === '' && type === 'message' ? before : [...before, { ...base, type, text }]
}
