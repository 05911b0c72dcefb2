import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { loadPersonas } from '../accounts/personas.js'
import { Player } from '../replay/play.js'
import { parseScript, type ScriptTurn } from '../replay/script.js'
import { phoneSchema } from '../replay/scriptSchema.js'
import { createWorld } from '../replay/world.js'
import { type FolderOptions, foldersFor } from './folders.js'
import { libraryOrExit } from './libraryOrExit.js'

type Options = FolderOptions & { readonly persona: string; readonly language: string; readonly debug?: boolean | undefined }

const HELP =
  'Write as a user would. [label] taps a button, :wait 60 lets a minute pass, :phone {"action":"activate"} acts on the simulated phone. $account_id, $phone, $code, $dynamic_code, $new_phone, $free_phone stand for its values. Ctrl+D ends.'

/** Talks to the bot in a terminal, on a private copy of a persona's account. */
export async function chat(options: Options): Promise<number> {
  const folders = foldersFor(options)
  const library = await libraryOrExit(folders)
  const head = JSON.stringify({
    account: { persona: options.persona },
    language: options.language,
    clock: new Date().toISOString(),
    turns: [{ user: '-' }],
  })
  const script = parseScript('chat', head)
  const world = await createWorld(library, await loadPersonas(join(folders.knowledge, 'accounts')), { clock: Date.now(), seed: Date.now() })
  const player = new Player(world, script)
  console.log(HELP)
  for (const reply of await player.begin()) console.log(`小密: ${reply}`)
  for await (const line of createInterface({ input: process.stdin, terminal: process.stdin.isTTY ?? false })) {
    if (line.trim() === '') continue
    try {
      const { replies, seen, mismatches, choices } = await player.turn(turnOf(line))
      for (const reply of replies) console.log(`小密: ${reply}`)
      if (choices.length > 0) console.log(`      ${choices.map((choice) => `[${choice}]`).join(' ')}`)
      if (options.debug) console.log(`      ${JSON.stringify({ ...seen, text: undefined })}`)
      for (const { key, got } of mismatches) console.log(`  !! ${key}: ${String(got)}`)
    } catch (error) {
      console.log(`  !! ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  return 0
}

function turnOf(line: string): ScriptTurn {
  const tapped = /^\[(.+)\]$/.exec(line)
  if (tapped?.[1] !== undefined) return { tap: tapped[1] }
  const waited = /^:wait (\d+)$/.exec(line)
  if (waited) return { wait: Number(waited[1]) }
  if (!line.startsWith(':phone ')) return { user: line }
  return { phone: phoneSchema.parse(JSON.parse(line.slice(':phone '.length))) }
}
