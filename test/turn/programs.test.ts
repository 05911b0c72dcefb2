import { describe, expect, test } from '@jest/globals'
import { serialise } from '../../src/dialog/serialise.js'
import type { Library } from '../../src/turn/library.js'
import { openOffice } from './office.js'
import { signatures, tinyLibrary } from './tinyLibrary.js'

const renamed: Library = tinyLibrary([['什么事', '您要做什么']])
const withoutWeather: Library = tinyLibrary([['check: weather', 'check: forecast']], {
  checks: { forecast: { ...plain(), outcomes: ['fine', 'bad', 'unavailable'] } },
  acts: signatures.acts,
})
function plain() {
  const { weather } = signatures.checks
  if (!weather) throw new Error('expected a signature')
  return weather
}

async function inTheErrand() {
  const old = tinyLibrary()
  const office = openOffice({ library: old })
  await office.storage.saveProgram(old.hash, serialise(old.program, () => old.hash).json)
  await office.say('出门')
  return { office, old }
}

describe('when authors have changed the program', () => {
  test('a conversation keeps the one that it began its problem with', async () => {
    const { office, old } = await inTheErrand()
    office.useLibrary(renamed)
    await office.say('看天')
    expect(await office.conversation()).toMatchObject({ programHash: old.hash })
    expect(JSON.stringify((await office.log()).at(-1)?.body)).toContain(old.hash)
  })

  test('the next problem takes the newest', async () => {
    const { office } = await inTheErrand()
    office.useLibrary(renamed)
    await office.say('看天', '回家', '出门')
    expect(await office.conversation()).toMatchObject({ programHash: renamed.hash })
  })

  test('a menu that was left open does not hold the old one back', async () => {
    const old = tinyLibrary()
    const office = openOffice({ library: old })
    await office.storage.saveProgram(old.hash, serialise(old.program, () => old.hash).json)
    await office.say('听不懂的话')
    office.useLibrary(renamed)
    await office.say('出门')
    expect(await office.conversation()).toMatchObject({ programHash: renamed.hash })
  })

  test('a problem that needs a check which is gone is begun afresh, kindly, with what was told', async () => {
    const { office } = await inTheErrand()
    office.useLibrary(withoutWeather)
    await office.say('看天')
    expect((await office.transcript()).slice(-3)).toEqual(['> 看天', 'sentence:program_changed', 'errand/ask.say.0'])
    expect(await office.conversation()).toMatchObject({ programHash: withoutWeather.hash })
    await office.say('看天')
    expect((await office.transcript()).at(-1)).toBe('errand/opened.say.0')
    const { stored, folded } = await office.foldsToItsState()
    expect(stored).toEqual(folded)
  })

  test('a program that nobody stored counts as gone', async () => {
    const office = openOffice()
    await office.say('出门')
    office.useLibrary(renamed)
    await office.say('看天')
    expect(await office.transcript()).toContain('sentence:program_changed')
  })
})
