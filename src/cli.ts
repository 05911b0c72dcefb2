import { Command } from 'commander'

const program = new Command('mibao')
  .description('密保客服台: a support chatbot for unbinding the QQ security phone, on simulated accounts')
  .option('--trace', 'show where an error came from')
/** Each command loads what it needs and no more, so that the server starts quickly. Commands resolve to their exit code. What they throw is told in a sentence: a wrong variable, a damaged file, a port in use. */
const ends =
  <Args extends readonly unknown[]>(load: () => Promise<(...args: Args) => Promise<number>>) =>
  async (...args: Args): Promise<void> => {
    try {
      const run = await load()
      process.exitCode = await run(...args)
    } catch (error) {
      console.error(program.opts().trace ? error : error instanceof Error ? error.message : String(error))
      process.exit(1)
    }
  }
const folders = (command: Command): Command =>
  command.option('--dialogs <dir>', 'dialogs to use instead of our own').option('--knowledge <dir>', 'knowledge to use instead of our own')

program
  .command('serve', { isDefault: true })
  .description('serve the desk')
  .action(ends(async () => (await import('./main.js')).serve))
folders(program.command('check').description('lint dialogs and knowledge'))
  .option('--json', 'as JSON')
  .option('--watch', 'again after every change')
  .action(ends(async () => (await import('./cli/check.js')).check))
folders(program.command('replay [files...]').description('play recorded conversations'))
  .option('--json', 'as JSON')
  .option('--junit <file>', 'write JUnit XML')
  .option('--html <file>', 'write a page to look through')
  .option('--url <address>', 'against a running server, over Direct Line')
  .option('--secret <secret>', 'its secret or site key (default: from the environment or .env)')
  .option('--watch', 'again what every change may have changed')
  .option('--jobs <n>', 'how many threads (default: as many as are worth it)')
  .option('--update', 'write what happened into the files that fail, to be read before it is kept')
  .action(ends(async () => (await import('./cli/replay.js')).replay))
folders(program.command('diff <base>').description('what ends differently than on the dialogs of another folder or git revision'))
  .option('--replays [files...]', 'play replays on both instead of the conversations of the database')
  .option('--json', 'as JSON')
  .action(ends(async () => (await import('./cli/diff.js')).diff))
folders(program.command('mutate [files...]').description('plant faults in the dialogs and tell which nothing notices'))
  .option('--json', 'as JSON')
  .option('--no-explore', 'leave exploration out')
  .action(ends(async () => (await import('./cli/mutate.js')).mutate))
folders(program.command('coverage [files...]').description('what replays, exploration and recorded conversations walk of the dialogs'))
  .option('--json', 'as JSON')
  .option('--no-explore', 'leave exploration out')
  .option('--drafts <dir>', 'write a replay for every part that none comes by, to be read and kept')
  .action(ends(async () => (await import('./cli/coverage.js')).coverage))
folders(program.command('graph [files...]').description('draw every dialog, with what comes by at each step'))
  .option('--out <file>', 'the page to write', 'dialogs.html')
  .option('--svg <dir>', 'write one SVG a dialog, for documents')
  .option('--language <zh|en>', 'language of the SVG files', 'zh')
  .option('--no-explore', 'leave exploration out')
  .action(ends(async () => (await import('./cli/graph.js')).graph))
folders(program.command('noise [files...]').description("play recorded conversations with the user's words varied and tell where they go elsewhere"))
  .option('--kinds <kinds>', 'kinds of noise, with commas between (default: all)')
  .option('--seed <n>', 'another number varies otherwise', '1')
  .option('--jobs <n>', 'threads (default: one for each processor)')
  .option('--at-least <percent>', 'fail when, for any kind, fewer of the replays keep all their nodes')
  .option('--json', 'as JSON')
  .action(ends(async () => (await import('./cli/noise.js')).noise))
folders(program.command('convert <file>').description('between replays, .transcript and .chat files; writes to stdout'))
  .option('--to <format>', 'replay or transcript; left out, the other one')
  .option('--branch <name>', 'which branch of a replay goes into the transcript')
  .action(ends(async () => (await import('./cli/convert.js')).convert))
folders(program.command('record <conversation>').description('write a conversation of the database as a replay')).action(
  ends(async () => (await import('./cli/record.js')).record),
)
folders(program.command('explore').description('walk every dialog over every account'))
  .option('--json', 'as JSON')
  .action(ends(async () => (await import('./cli/explore.js')).explore))
folders(program.command('recognize').description('read {"text"} lines, write what was understood')).action(
  ends(async () => (await import('./cli/recognize.js')).recognize),
)
folders(program.command('chat').description('talk to the bot in this terminal'))
  .option('--persona <name>', 'whose account it is', 'healthy')
  .option('--language <zh|en>', 'language to begin with', 'zh')
  .option('--debug', 'show nodes, intents and checks')
  .action(ends(async () => (await import('./cli/chat.js')).chat))
program
  .command('backup <file>')
  .description('save a consistent copy of the database')
  .action(ends(async () => (await import('./cli/backup.js')).backup))
program
  .command('restore <file>')
  .description('put a backup in the place of the database')
  .action(ends(async () => (await import('./cli/backup.js')).restore))
program
  .command('simulator')
  .description('serve the simulated accounts over HTTP')
  .option('--host <host>', 'address to listen on', '127.0.0.1')
  .option('--port <port>', 'port to listen on', '8790')
  .action(ends(async () => (await import('./cli/simulator.js')).simulator))
program
  .command('seed')
  .description('fill a demo desk with conversations of made-up people')
  .option('--conversations <n>', 'how many', '5000')
  .option('--days <n>', 'over how many days up to now', '30')
  .option('--seed <n>', 'another number makes others', '1')
  .action(ends(async () => (await import('./cli/seed.js')).seed))
const admin = program.command('admin').description('the people of the desk')
admin
  .command('create <name>')
  .description('adds somebody; the password is read from stdin')
  .option('--display <name>', 'how users and colleagues see them')
  .option('--role <role>', 'agent, lead or admin', 'admin')
  .action(ends(async () => (await import('./cli/admin.js')).createAdmin))
admin
  .command('password <name>')
  .description('gives a new password, read from stdin, and ends the sessions')
  .action(ends(async () => (await import('./cli/admin.js')).changePassword))
admin
  .command('list')
  .description('shows the team')
  .action(ends(async () => (await import('./cli/admin.js')).listTeam))
program
  .command('bench')
  .description('measure speed, memory and size')
  .option('--json', 'as JSON')
  .action(ends(async () => (await import('./cli/bench.js')).bench))
program
  .command('evaluate')
  .description('measure how well utterances are understood, beside natural and nlp.js')
  .option('--own', 'our own examples (what is measured when nothing else is named)')
  .option('--corpora <dir>', 'public corpora: <dir>/<corpus>/train.jsonl, test.jsonl and, where there is one, oos_test.jsonl')
  .option('--utterances <file>', 'foreign utterances: lines {"text","intent","lang","alt"}')
  .option('--knowledge <dir>', 'knowledge to use instead of our own')
  .option('--out <file>', 'where the report goes (default: dist/evaluation.html)')
  .option('--json [file]', 'everything as JSON, to a file or instead of the summary')
  .option('--quick', 'parts of the sets only, to see that all works')
  .option('--seed <n>', 'seed of every draw', '1')
  .action(ends(async () => (await import('./cli/evaluate.js')).evaluate))
program
  .command('facts')
  .description('each documented fact: where it stands and what reaches it')
  .action(ends(async () => (await import('./cli/facts.js')).facts))
program
  .command('utterances')
  .description('what the training lines repeat, contradict and lack')
  .option('--json', 'as JSON')
  .option('--knowledge <dir>', 'knowledge to use instead of our own')
  .action(ends(async () => (await import('./cli/utterances.js')).utterances))
program
  .command('train')
  .description('train the model of the utterances (part of the build)')
  .action(ends(async () => (await import('./cli/train.js')).train))
program
  .command('schema')
  .description('write JSON Schemas for editors')
  .action(ends(async () => (await import('./cli/schema.js')).schema))

await program.parseAsync()
