import type { Readable } from 'node:stream'
import busboy from 'busboy'
import type { Request, RequestHandler } from 'express'
import type { Desk } from '../deps.js'
import { malformed, tooBig } from '../errors.js'
import { acceptActivity } from './acceptActivity.js'
import { conversationOf } from './access.js'

const MAX_ACTIVITY = 64 * 1024
const MAX_PARTS = 20

/**
 * POST /conversations/:id/upload. The words of the part `activity` count; files are read to their end and dropped,
 * and `channelData.filesNotTaken` says how many there were, so that the reply can tell.
 */
export function upload(desk: Desk): RequestHandler {
  return async (req, res) => {
    const conversation = await conversationOf(desk, req)
    const { activity, files } = await readParts(req, desk.config.limits.upload)
    res.json(await acceptActivity(desk, conversation, withFiles(activity, files)))
  }
}

type Parts = { readonly activity: object; readonly files: number }

function readParts(req: Request, maxBytes: number): Promise<Parts> {
  return new Promise((resolve, reject) => {
    const parser = openParser(req)
    let text: Promise<string> = Promise.resolve('')
    let files = 0
    let bytes = 0
    const fail = (error: unknown): void => {
      req.unpipe(parser)
      req.resume()
      reject(error)
    }
    req.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes > maxBytes) fail(tooBig())
    })
    req.on('close', () => req.complete || fail(malformed('The upload broke off.')))
    parser.on('field', (name, value, info) => {
      if (info.valueTruncated) fail(tooBig())
      else if (name === 'activity') text = Promise.resolve(value)
    })
    parser.on('file', (name, stream) => {
      if (name !== 'activity') {
        files++
        stream.on('error', () => fail(malformed('The upload broke off.')))
        stream.resume()
        return
      }
      text = readText(stream)
      // Told at once and not only at the end, which may never come.
      text.catch(fail)
    })
    parser.on('partsLimit', () => fail(tooBig()))
    parser.on('error', () => fail(malformed('The parts of the upload cannot be read.')))
    parser.on('close', () => void text.then((read) => resolve({ activity: parseActivity(read), files })).catch(fail))
    req.pipe(parser)
  })
}

/** Throws for a body that is not multipart. */
function openParser(req: Request): busboy.Busboy {
  try {
    return busboy({ headers: req.headers, limits: { parts: MAX_PARTS, fieldSize: MAX_ACTIVITY } })
  } catch {
    // busboy says in many ways that the content type is not multipart with a boundary; the caller needs to know only that.
    throw malformed('Expected a multipart body with the part "activity".')
  }
}

async function readText(stream: Readable): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of stream) {
    const piece = Buffer.from(chunk)
    bytes += piece.length
    if (bytes > MAX_ACTIVITY) throw tooBig()
    chunks.push(piece)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function parseActivity(text: string): object {
  const activity = parseJson(text)
  if (typeof activity !== 'object' || activity === null || Array.isArray(activity)) throw malformed('Expected a part "activity" with a JSON object.')
  return activity
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Whatever JSON.parse stumbled over, the caller can only send the part again.
    return undefined
  }
}

function withFiles(activity: object, files: number): object {
  if (files === 0) return activity
  const given: unknown = 'channelData' in activity ? activity.channelData : undefined
  const isAbsent = given === undefined || given === null
  // Anything else than an object stays as it is, to be refused with its name.
  if (!isAbsent && typeof given !== 'object') return activity
  return { ...activity, channelData: { ...(isAbsent ? {} : given), filesNotTaken: files } }
}
