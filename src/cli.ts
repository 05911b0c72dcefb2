import { Command } from 'commander'
import { backup, restore } from './cli/backup.js'
import { bench } from './cli/bench.js'
import { chat } from './cli/chat.js'
import { check } from './cli/check.js'
import { explore } from './cli/explore.js'
import { facts } from './cli/facts.js'
import { recognize } from './cli/recognize.js'
import { replay } from './cli/replay.js'
import { schema } from './cli/schema.js'
import { simulator } from './cli/simulator.js'
import { train } from './cli/train.js'
import { serve } from './main.js'

const program = new Command('mibao')
  .description('密保客服台: a support chatbot for unbinding the QQ security phone, on simulated accounts')
  .option('--trace', 'show where an error came from')
/** Commands resolve to their exit code. What they throw is told in a sentence: a wrong variable, a damaged file, a port in use. */
const ends =
  <Args extends readonly unknown[]>(run: (...args: Args) => Promise<number>) =>
  async (...args: Args): Promise<void> => {
    try {
      process.exitCode = await run(...args)
    } catch (error) {
      console.error(program.opts().trace ? error : error instanceof Error ? error.message : String(error))
      process.exit(1)
    }
  }
const folders = (command: Command): Command =>
  command.option('--dialogs <dir>', 'dialogs to use instead of our own').option('--knowledge <dir>', 'knowledge to use instead of our own')

program.command('serve', { isDefault: true }).description('serve the desk').action(ends(serve))
folders(program.command('check').description('lint dialogs and knowledge'))
  .option('--json', 'as JSON')
  .option('--watch', 'again after every change')
  .action(ends(check))
folders(program.command('replay [files...]').description('play recorded conversations'))
  .option('--json', 'as JSON')
  .option('--junit <file>', 'write JUnit XML')
  .option('--update', 'write what happened into the files that fail, to be read before it is kept')
  .action(ends(replay))
folders(program.command('explore').description('walk every dialog over every account')).option('--json', 'as JSON').action(ends(explore))
folders(program.command('recognize').description('read {"text"} lines, write what was understood')).action(ends(recognize))
folders(program.command('chat').description('talk to the bot in this terminal'))
  .option('--persona <name>', 'whose account it is', 'healthy')
  .option('--language <zh|en>', 'language to begin with', 'zh')
  .option('--debug', 'show nodes, intents and checks')
  .action(ends(chat))
program.command('backup <file>').description('save a consistent copy of the database').action(ends(backup))
program.command('restore <file>').description('put a backup in the place of the database').action(ends(restore))
program
  .command('simulator')
  .description('serve the simulated accounts over HTTP')
  .option('--host <host>', 'address to listen on', '127.0.0.1')
  .option('--port <port>', 'port to listen on', '8790')
  .action(ends(simulator))
program.command('bench').description('measure speed, memory and size').option('--json', 'as JSON').action(ends(bench))
program.command('facts').description('each documented fact: where it stands and what reaches it').action(ends(facts))
program.command('train').description('train the model of the utterances (part of the build)').action(ends(train))
program.command('schema').description('write JSON Schemas for editors').action(ends(schema))

await program.parseAsync()
