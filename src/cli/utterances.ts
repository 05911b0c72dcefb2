import { checkUtterances } from '../nlu/utterances/checkUtterances.js'
import { readTeaching } from '../nlu/utterances/readTeaching.js'
import { reportText } from '../nlu/utterances/reportText.js'
import type { Progress } from '../nlu/utterances/utterance.js'
import { type FolderOptions, foldersFor } from './folders.js'

type Options = Pick<FolderOptions, 'knowledge'> & { readonly json?: boolean | undefined }

const mostOfEach = 10

/** Judges the training lines; resolves to 1 when one of the diagnostics is an error. */
export async function utterances({ json, knowledge }: Options): Promise<number> {
  const progress = tellEverySecond()
  const report = checkUtterances(readTeaching(foldersFor({ knowledge }).knowledge, progress), progress)
  console.log(json ? JSON.stringify(report) : reportText(report, mostOfEach))
  return report.diagnostics.some(({ severity }) => severity === 'error') ? 1 : 0
}

/** Silent for the first second, so that whoever waits no longer than that is told nothing. */
function tellEverySecond(): Progress {
  let last = performance.now()
  return (doing, done, of) => {
    const now = performance.now()
    if (now - last < 1000) return
    last = now
    console.error(`${doing}: ${done} of ${of}`)
  }
}
