import { pinyin } from 'pinyin-pro'

/** How a Han character is read, without its tone. `syllables` are all that occur; `places[code − first]` is one of them, or −1. */
export type Readings = { readonly syllables: readonly string[]; readonly places: Int16Array }

export const firstHan = 0x4e00
const lastHan = 0x9fff
/** Of characters with several readings, the one that people who write about phones and accounts mean. */
export const meantReadings: Readonly<Record<string, string>> = {
  重: 'chong',
  行: 'xing',
  还: 'hai',
  着: 'zhe',
  得: 'de',
  地: 'de',
  了: 'le',
  长: 'chang',
  只: 'zhi',
}

/** The readings of all common Han characters. Asked for when a model is trained and kept with it, so that the start loads no dictionary. */
export function readHan(): Readings {
  const places = new Map<string, number>()
  const read = Int16Array.from({ length: lastHan - firstHan + 1 }, (_, at) => {
    const char = String.fromCodePoint(firstHan + at)
    const syllable = (Object.hasOwn(meantReadings, char) ? meantReadings[char] : undefined) ?? pinyin(char, { toneType: 'none', v: true })
    if (!/^[a-z]+$/.test(syllable)) return -1
    const place = places.get(syllable) ?? places.size
    places.set(syllable, place)
    return place
  })
  return { syllables: [...places.keys()], places: read }
}
