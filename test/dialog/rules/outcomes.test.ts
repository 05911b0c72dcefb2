import { describe, expect, test } from '@jest/globals'
import { codes, interrupts } from '../world.js'

describe('D004 to D006 outcomes', () => {
  test('D004 an unknown check', () => expect(codes('  a: { check: horoscope, cases: { good: z } }')).toEqual(['D004']))
  test('D004 an act is no check', () => expect(codes('  a: { check: open_umbrella, cases: { opened: z } }')).toEqual(['D004']))
  test('D005 an outcome without a case', () => expect(codes('  a: { check: weather, cases: { fine: z } }')).toEqual(['D005']))
  test('D006 a case that never happens', () => expect(codes('  a: { check: weather, cases: { fine: z, bad: z, purple: z } }')).toEqual(['D006']))
  test('unavailable may be written and may be left out', () => {
    expect(codes('  a: { act: open_umbrella, cases: { opened: z } }')).toEqual([])
    expect(codes('  a: { act: open_umbrella, cases: { opened: z, unavailable: z } }')).toEqual([])
  })
  const diagnosis = (reading: string) =>
    `  a: { diagnose: [ { check: weather, ${reading} } ], none: z, done: z }\n  wet: { advises: [log_in], next: true }`
  test('a diagnosis that knows every outcome', () => expect(codes(diagnosis('finds: { bad: { goto: wet } }, fine: [fine]'))).toEqual([]))
  test('D005 an outcome that is neither found nor fine', () => expect(codes(diagnosis('finds: { bad: { goto: wet } }'))).toEqual(['D005']))
  test('D006 an outcome that is both', () => expect(codes(diagnosis('finds: { bad: { goto: wet } }, fine: [fine, bad]'))).toEqual(['D006']))
  test('D006 an outcome that never comes', () => expect(codes(diagnosis('finds: { bad: { goto: wet } }, fine: [fine, purple]'))).toEqual(['D006']))
  test('D006 next after a finding that is treated alone', () =>
    expect(codes(diagnosis('finds: { bad: { goto: wet, stops: true } }, fine: [fine]'))).toEqual(['D006']))
  test('D001 next where the diagnosis found nothing', () =>
    expect(
      codes(
        '  a: { diagnose: [ { check: weather, finds: { bad: { goto: wet } }, fine: [fine] } ], none: wet, done: z }\n  wet: { advises: [log_in], next: true }',
      ),
    ).toEqual(['D001']))
  test('D006 an interrupt that an earlier one always takes', () => {
    const twice = '- { intent: x, do: answer }\n- { intent: x, do: restart }'
    expect(codes('  a: { end: done }', { files: [interrupts(twice)] })).toEqual(['D006'])
    expect(codes('  a: { end: done }', { files: [interrupts(twice.replace('do: answer', 'do: answer, not_in: [t/a]'))] })).toEqual([])
  })
})
