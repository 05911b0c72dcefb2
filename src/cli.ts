import { Command } from 'commander'
import { chat } from './cli/chat.js'
import { check } from './cli/check.js'
import { recognize } from './cli/recognize.js'
import { replay } from './cli/replay.js'

const program = new Command('mibao').description('密保客服台: a support chatbot for unbinding the QQ security phone, on simulated accounts')
/** Commands resolve to their exit code. */
const ends =
  <Args extends readonly unknown[]>(run: (...args: Args) => Promise<number>) =>
  async (...args: Args): Promise<void> => {
    process.exitCode = await run(...args)
  }
const folders = (command: Command): Command =>
  command.option('--dialogs <dir>', 'dialogs to use instead of our own').option('--knowledge <dir>', 'knowledge to use instead of our own')

folders(program.command('check').description('lint dialogs and knowledge')).option('--json', 'as JSON').option('--watch', 'again after every change').action(ends(check))
folders(program.command('replay [files...]').description('play recorded conversations')).option('--json', 'as JSON').option('--junit <file>', 'write JUnit XML').action(ends(replay))
folders(program.command('recognize').description('read {"text"} lines, write what was understood')).action(ends(recognize))
folders(program.command('chat').description('talk to the bot in this terminal'))
  .option('--persona <name>', 'whose account it is', 'healthy')
  .option('--language <zh|en>', 'language to begin with', 'zh')
  .option('--debug', 'show nodes, intents and checks')
  .action(ends(chat))

await program.parseAsync()
